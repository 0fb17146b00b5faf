#include "analysis/milestones.h"
#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "observe/labels.h"
#include "text/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr std::size_t kMostStories = 40;
constexpr const char* kLegislature = "legislature";

// Who acts at a milestone: the rows of the timeline, from the demand to the statute.
std::string actor_of(Milestone milestone) {
  switch (milestone) {
    case Milestone::answered:
      return "provider";
    case Milestone::first_instance:
    case Milestone::review:
      return "first instance";
    case Milestone::appeal:
    case Milestone::en_banc:
      return "appellate court";
    case Milestone::grant:
    case Milestone::apex:
      return "apex";
    case Milestone::mooted:
      return kLegislature;
    default:
      return "government";
  }
}

std::string word_of(Coding coding, int code) {
  const auto names = code_names(coding);
  return code >= 0 && code < static_cast<int>(names.size())
             ? spaced(std::string(names[static_cast<std::size_t>(code)]))
             : "";
}

std::string outcome_of(const FocalRow& row) {
  const std::string word = row.milestone == Milestone::ended ? word_of(Coding::fate, row.fate)
                                                             : word_of(Coding::outcome, row.outcome);
  return word == "none" ? "" : word;
}

// One run's dispute and the statutes of its time, row by row.
std::vector<nlohmann::json> story_of(const ReportSource& source, const std::vector<std::string>& courts,
                                     const RunSummary& run, const std::string& name) {
  std::vector<nlohmann::json> rows;
  double end = source.record.start;
  for (const FocalRow& row : run.focal) {
    if (row.focal != 0) continue;
    end = std::max(end, row.time);
    const bool votes = row.votes_government + row.votes_provider > 0;
    rows.push_back({name, actor_of(row.milestone.as<Milestone>()), word_of(Coding::milestone, row.milestone),
                    outcome_of(row), cell(std::floor(row.time)),
                    row.court >= 0 ? courts[static_cast<std::size_t>(row.court.number)] : "",
                    votes ? fmt::format("{} to {}", row.votes_government, row.votes_provider) : "",
                    row.briefs_firm > 0 ? cell(row.briefs_firm) : nlohmann::json()});
  }
  for (const ReformRow& row : run.reforms) {
    const ReformConfig& reform = source.config.reforms[static_cast<std::size_t>(row.reform.number)];
    if (row.time > end || reform.question < 0) continue;
    rows.push_back({name, kLegislature, "in force", reform.name.empty() ? reform.id : reform.name,
                    cell(std::floor(row.time)), "", "", nullptr});
  }
  return rows;
}

}  // namespace

void add_dispute_chart(const ReportSource& source, const Sample& sample, Report& report) {
  Chart chart = make_chart("dispute", "History beside simulation");
  chart.table.columns = {{"run", "", "replicate, as comity explain names it"},
                         {"who", "", "who acts"},
                         {"what", "", "what happens"},
                         {"outcome", "", "how it comes out"},
                         {"day", "day", "day"},
                         {"court", "", "court"},
                         {"votes", "", "judges for the government, and for the provider"},
                         {"briefs", "brief", "briefs of others for the provider"}};
  const std::vector<std::string> courts = source.record.file.texts("events/labels/court");
  const std::vector<std::size_t> taken = history_steps_taken(source.config, sample);
  std::vector<StoryTold> told;
  std::vector<std::size_t> replicates;  // of the runs, those that failed left out
  for (std::size_t replicate = 0; replicate < source.record.failed.size(); ++replicate) {
    if (!source.record.failed[replicate]) replicates.push_back(replicate);
  }
  const std::size_t most = std::min(kMostStories, sample.runs.size());
  for (std::size_t run = 0; run < most; ++run) {
    const std::string name = fmt::format("replicate {}", replicates[run]);
    const auto story = story_of(source, courts, sample.runs[run], name);
    if (story.empty()) continue;
    chart.table.rows.insert(chart.table.rows.end(), story.begin(), story.end());
    const FocalRow* last = nullptr;
    for (const FocalRow& row : sample.runs[run].focal) {
      if (row.focal == 0 && (last == nullptr || row.time >= last->time)) last = &row;
    }
    told.push_back({name, taken[run], last->milestone == Milestone::ended ? outcome_of(*last) : "",
                    std::floor(last->time)});
  }
  if (told.empty()) return;
  const auto first = std::ranges::max_element(told, {}, &StoryTold::steps);
  chart.title = story_title(*first, history_steps(source.config).size());
  chart.question =
      "What becomes of the dispute in one run? Each sign is a step of it, with court, votes and briefs when "
      "pointed at; "
      "hollow signs are history. Choose another replicate; comity explain with --replicate tells it in full.";
  chart.source =
      fmt::format("event tables focal and reforms of the first {} runs; history from the scenario", most);
  chart.filters = {{"run", "Run", first->run}};
  chart.also.columns = {
      {"who", "", "who acts"}, {"what", "", "what happened"}, {"day", "day", "day in history"}};
  for (const HistoryStep& step : history_steps(source.config))
    chart.also.rows.push_back({actor_of(step.kind), step.label, cell(step.day)});
  if (chart.also.rows.empty()) chart.also.columns.clear();
  chart.also_name = "history";
  report.charts.push_back(std::move(chart));
}

}  // namespace comity::analysis
