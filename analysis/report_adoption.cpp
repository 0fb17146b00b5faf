#include "analysis/report_charts.h"
#include "analysis/report_titles.h"

#include "day.h"
#include "missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace comity::analysis {
namespace {

constexpr std::size_t kMostReadingDays = 66;

struct ShownReading {
  const std::string& set;
  std::size_t question = 0;
  bool accepted = true;  // the reading that accepts the arguable rule, or the other one
};

// Rows of one reading of one question; nothing when no court ever held it.
void add_rows(const ReportSource& source, const MetricSeries& series, const ShownReading& reading,
              ChartTable& table) {
  const law::Question& question = source.config.library.questions[reading.question];
  const std::string& words = law::reading_of(question, reading.accepted).words;
  for (const std::size_t time : thinned_times(source, days_of_arm(source, kMostReadingDays))) {
    const std::vector<double> shares = series.over_runs(time, reading.question);
    const RunBand band = run_band(shares);
    const auto most =
        static_cast<double>(std::ranges::count_if(shares, [](double share) { return share > 0.5; }));
    table.rows.push_back({reading.set, question.name, words, reading.accepted ? "yes" : "no",
                          cell(std::floor(source.record.times[time])), cell(band.mean),
                          cell(band.runs > 0 ? most / static_cast<double>(band.runs) : kMissing),
                          cell(band.low), cell(band.low_half), cell(band.median), cell(band.high_half),
                          cell(band.high)});
  }
}

double mean_at_end(const MetricSeries& series, std::size_t question) {
  return run_band(series.over_runs(series.times - 1, question)).mean;
}

// Laws that touch a question: rules that lean on it come and go; reforms of the scenario name it.
void add_dates(const ReportSource& source, ChartTable& table) {
  const Config& config = source.config;
  for (const ReformConfig& reform : config.reforms) {
    if (reform.mode != ReformConfig::Mode::scheduled) continue;
    const std::string question =
        reform.question < 0 ? "" : config.library.questions[static_cast<std::size_t>(reform.question)].name;
    table.rows.push_back(
        {question, cell(reform.date), reform.name.empty() ? reform.id : reform.name, "law of the scenario"});
  }
  for (const HistoryConfig& event : config.history) {
    const bool law = event.event.starts_with("enacted");
    const bool focal = !config.focals.empty();
    if (law || focal)
      table.rows.push_back({"", cell(event.date), event.label, law ? "law in history" : "event in history"});
  }
}

// First day on which each reform comes into force in a run: (reform, run) to [day since 1970-01-01].
std::map<std::pair<int, std::size_t>, double> first_days(const Record& record) {
  std::map<std::pair<int, std::size_t>, double> days;
  const std::vector<std::string> columns = {"point", "replicate", "reform", "time"};
  scan_events(record, EventTable::reforms, columns, [&](const EventBlock& block) {
    for (std::size_t row = 0; row < block.rows; ++row) {
      const auto code = [&](std::size_t column) {
        return static_cast<std::size_t>(block.columns[column][row]);
      };
      const double day = block.columns[3][row];
      const auto [place, fresh] =
          days.try_emplace({static_cast<int>(code(2)), code(0) * record.replicates + code(1)}, day);
      if (!fresh) place->second = std::min(place->second, day);
    }
  });
  return days;
}

// Enacted by the model itself: the median day, with the share of the runs that succeeded.
void add_reforms(const ReportSource& source, ChartTable& table) {
  if (!source.record.file.has("events/reforms/time")) return;
  const auto first = first_days(source.record);
  for (std::size_t reform = 0; reform < source.config.reforms.size(); ++reform) {
    const ReformConfig& row = source.config.reforms[reform];
    if (row.mode != ReformConfig::Mode::endogenous || row.question < 0) continue;
    std::vector<double> days;
    for (const auto& [key, day] : first)
      if (key.first == static_cast<int>(reform)) days.push_back(day);
    if (days.empty()) continue;
    const double share = static_cast<double>(days.size()) / static_cast<double>(source.record.good_runs());
    table.rows.push_back({source.config.library.questions[static_cast<std::size_t>(row.question)].name,
                          cell(std::floor(run_band(days).median)),
                          fmt::format("{} in {} of runs (median day)", row.name.empty() ? row.id : row.name,
                                      percent_text(share)),
                          "law in the simulation"});
  }
}

// Whether the scenario itself asks it: a legislature may answer it.
bool is_asked(const Config& config, std::size_t question) {
  return std::ranges::any_of(config.reforms, [&](const ReformConfig& reform) {
    return reform.question >= 0 && static_cast<std::size_t>(reform.question) == question;
  });
}

}  // namespace

void add_adoption_chart(const ReportSource& source, Report& report) {
  Chart chart = make_chart("adoption", "Courts");
  chart.table.columns = {{"arm", "", "arm of the design"},
                         {"question", "", "open question of law"},
                         {"reading", "", "what the courts hold"},
                         {"accepted", "", "whether this reading accepts the arguable rule"},
                         {"day", "day", "day since 1970-01-01"},
                         {"mean", "1", "share of courts that hold it, mean over runs"},
                         {"in_most", "1", "share of the runs in which more than half of the courts hold it"},
                         {"p5", "1", "5 % quantile of the share of courts over runs"},
                         {"p25", "1", "25 % quantile"},
                         {"median", "1", "median"},
                         {"p75", "1", "75 % quantile"},
                         {"p95", "1", "95 % quantile"}};
  law::Question first;
  double most = 0.0;
  double with = 0.0;
  double against = 0.0;
  for (const PointSet& set : source.sets) {
    const MetricSeries accepted = read_series_of(source, "accepted_share", set);
    const MetricSeries rejected = read_series_of(source, "rejected_share", set);
    for (std::size_t question = 0; question < accepted.groups; ++question) {
      const double yes = mean_at_end(accepted, question);
      const double no = mean_at_end(rejected, question);
      if (!(yes + no > 0.0)) continue;
      add_rows(source, accepted, {set.name, question, true}, chart.table);
      add_rows(source, rejected, {set.name, question, false}, chart.table);
      const double weight = yes + no + (is_asked(source.config, question) ? 1.0 : 0.0);
      if (&set != &source.sets.front() || weight <= most) continue;
      most = weight;
      with = yes;
      against = no;
      first = source.config.library.questions[question];
    }
  }
  if (first.id.empty()) {
    report.missing.push_back({"Adoption of readings", "no open question came before a court"});
    return;
  }
  chart.title = adoption_title(
      {when_text(source.record.times.back()), first.accepted.words, first.rejected.words, with, against});
  chart.question =
      "How does each reading of an open question spread? Area: share of courts that hold it, mean over runs. "
      "Line: share of the runs in which more than half of the courts do. Courts count by their dockets, "
      "across "
      "states by users.";
  chart.source = "metrics accepted_share and rejected_share, " + runs_text(source, true) +
                 "; dates from the scenario and its law files";
  chart.filters = {{"question", "Question", first.name}};
  if (source.sets.size() > 1)
    chart.filters.insert(chart.filters.begin(), {"arm", "Arm", source.sets.front().name});
  chart.also.columns = {{"question", "", "question the law answers; empty: any"},
                        {"day", "day", "day since 1970-01-01"},
                        {"what", "", "what happens"},
                        {"kind", "", "where the date comes from"}};
  add_dates(source, chart.also);
  add_reforms(source, chart.also);
  chart.also_name = "dates";
  report.charts.push_back(std::move(chart));
}

}  // namespace comity::analysis
