#include "analysis/milestones.h"

#include "index.h"
#include "missing.h"
#include "observe/labels.h"
#include "text/phrases.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace comity::analysis {
namespace {

// The first row of a run's table for which `matches` holds; null: none.
template <typename Row, typename Matches>
const Row* first_row(const std::vector<Row>& rows, Matches matches) {
  const auto found = std::ranges::find_if(rows, matches);
  return found == rows.end() ? nullptr : &*found;
}

const FocalRow* milestone_of(const RunSummary& run, std::size_t focal, Milestone milestone) {
  return first_row(run.focal, [&](const FocalRow& row) {
    return row.focal == static_cast<int>(focal) && row.milestone == milestone;
  });
}

template <Coding coding>
std::string code_word(ListCode<coding> code) {
  const auto names = code_names(coding);
  return code >= 0 && index(code) < names.size() ? spaced(std::string(names[index(code)])) : "";
}

struct OutcomeCount {
  std::vector<std::pair<std::string, double>> words;

  void add(const std::string& word) {
    const auto found = std::ranges::find(words, word, &std::pair<std::string, double>::first);
    if (found == words.end()) {
      words.emplace_back(word, 1.0);
    } else {
      found->second += 1.0;
    }
  }

  std::vector<std::pair<std::string, double>> shares(std::size_t of) const {
    auto sorted = words;
    std::ranges::sort(sorted, [](const auto& left, const auto& right) {
      return left.second != right.second ? left.second > right.second : left.first < right.first;
    });
    for (auto& word : sorted) word.second /= static_cast<double>(of);
    return sorted;
  }
};

MilestoneFinding find_milestone(const Sample& sample, std::size_t focal, Milestone milestone) {
  MilestoneFinding finding;
  finding.milestone = code_word(ListCode<Coding::milestone>(milestone));
  std::vector<double> times;
  std::vector<double> briefs;
  OutcomeCount outcomes;
  const bool end = milestone == Milestone::ended;
  for (const RunSummary& run : sample.runs) {
    const FocalRow* row = milestone_of(run, focal, milestone);
    if (row == nullptr) continue;
    times.push_back(row->time);
    briefs.push_back(row->briefs_firm);
    const std::string word = end ? code_word(row->fate) : code_word(row->outcome);
    if (word != "none" && !word.empty()) outcomes.add(word);
  }
  finding.reached = static_cast<double>(times.size()) / static_cast<double>(sample.runs.size());
  finding.outcomes = outcomes.shares(std::max<std::size_t>(times.size(), 1));
  finding.when = interval_of(std::move(times));
  finding.briefs = interval_of(std::move(briefs));
  return finding;
}

// What history calls by one word the event table may call by another: a case the apex vacates as moot is
// mooted there, and history's `grant` in somebody's favour is a petition taken up.
bool agrees(const HistoryConfig& history, Milestone milestone, ListCode<Coding::outcome> outcome) {
  const std::string word = code_word(outcome);
  if (milestone == Milestone::mooted) return history.outcome == "moot";
  if (milestone == Milestone::grant) return word == "granted";
  return word == history.outcome;
}

std::optional<Milestone> milestone_named(const HistoryConfig& history) {
  if (history.event == "apex" && history.outcome == "moot") return Milestone::mooted;
  const auto names = code_names(Coding::milestone);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (history.event == names[i] || history.event == spaced(std::string(names[i])))
      return static_cast<Milestone>(i);
  }
  return std::nullopt;
}

// The event table's word for history's outcome; empty: any.
std::string outcome_word(const HistoryConfig& history, Milestone milestone) {
  if (milestone == Milestone::mooted) return "";
  return milestone == Milestone::grant ? "granted" : history.outcome;
}

// When it happens in one run (NaN: it does not) and whether it comes out as in history.
struct Occurrence {
  double time = kMissing;
  bool agrees = false;
};

Occurrence find_reform(const Config& config, const HistoryConfig& history, const RunSummary& run) {
  const ReformRow* row = first_row(run.reforms, [&](const ReformRow& candidate) {
    return history.event == "enacted " + config.reforms[index(candidate.reform)].id;
  });
  return row != nullptr ? Occurrence{row->time, true} : Occurrence{};
}

Occurrence find_occurrence(const Config& config, const HistoryConfig& history, const RunSummary& run) {
  if (history.event == "ruling elsewhere")
    return {run.elsewhere.time,
            code_word(ListCode<Coding::outcome>(run.elsewhere.outcome)) == history.outcome};
  const auto milestone = milestone_named(history);
  if (!milestone) return find_reform(config, history, run);
  const FocalRow* row = milestone_of(run, 0, *milestone);
  return row != nullptr ? Occurrence{row->time, agrees(history, *milestone, row->outcome)} : Occurrence{};
}

ReformFinding find_reform(const Config& config, const Sample& sample, std::size_t reform) {
  std::vector<double> first;
  std::vector<double> counts;
  for (const RunSummary& run : sample.runs) {
    double count = 0.0;
    double earliest = kMissing;
    for (const ReformRow& row : run.reforms) {
      if (row.reform != static_cast<int>(reform)) continue;
      count += 1.0;
      earliest = std::fmin(earliest, row.time);
    }
    counts.push_back(count);
    if (count > 0.0) first.push_back(earliest);
  }
  const ReformConfig& row = config.reforms[reform];
  const double enacted = static_cast<double>(first.size()) / static_cast<double>(sample.runs.size());
  return {row.name.empty() ? row.id : row.name, enacted, interval_of(std::move(counts)),
          interval_of(std::move(first))};
}

HistoryFinding compare(const Config& config, const HistoryConfig& history, const Sample& sample) {
  std::vector<double> days;
  double happened = 0.0;
  double agreeing = 0.0;
  double earlier = 0.0;
  for (const RunSummary& run : sample.runs) {
    const Occurrence occurrence = find_occurrence(config, history, run);
    days.push_back(occurrence.time);
    if (std::isnan(occurrence.time)) continue;
    happened += 1.0;
    agreeing += occurrence.agrees ? 1.0 : 0.0;
    // A date within history's own day counts half.
    const double gap = std::floor(occurrence.time) - history.date;
    earlier += gap < 0.0 ? 1.0 : (gap == 0.0 ? 0.5 : 0.0);
  }
  HistoryFinding finding;
  finding.history = history;
  finding.happens = happened / static_cast<double>(sample.runs.size());
  finding.as_in_history =
      (history.outcome.empty() ? happened : agreeing) / static_cast<double>(sample.runs.size());
  finding.same_outcome = history.outcome.empty() || happened == 0.0 ? kMissing : agreeing / happened;
  finding.earlier = happened == 0.0 ? kMissing : earlier / happened;
  finding.when = interval_of(days);
  finding.days = std::move(days);
  return finding;
}

}  // namespace

std::vector<MilestoneFinding> find_milestones(const Sample& sample, std::size_t focal) {
  std::vector<MilestoneFinding> findings;
  for (std::size_t i = 0; i < code_names(Coding::milestone).size(); ++i) {
    const MilestoneFinding finding = find_milestone(sample, focal, static_cast<Milestone>(i));
    if (finding.reached > 0.0) findings.push_back(finding);
  }
  return findings;
}

std::vector<ReformFinding> find_reforms(const Config& config, const Sample& sample) {
  std::vector<ReformFinding> findings;
  for (std::size_t reform = 0; reform < config.reforms.size(); ++reform) {
    const ReformFinding finding = find_reform(config, sample, reform);
    if (finding.enacted > 0.0) findings.push_back(finding);
  }
  return findings;
}

bool is_set_by_scenario(const Config& config, const HistoryConfig& event) {
  if (milestone_named(event) == Milestone::demanded) return true;
  return std::ranges::any_of(config.reforms, [&](const ReformConfig& reform) {
    return reform.mode == ReformConfig::Mode::scheduled && event.event == "enacted " + reform.id;
  });
}

std::vector<HistoryFinding> compare_with_history(const Config& config, const Sample& sample) {
  std::vector<HistoryFinding> findings;
  for (const HistoryConfig& history : config.history) {
    if (!is_set_by_scenario(config, history)) findings.push_back(compare(config, history, sample));
  }
  return findings;
}

namespace {

// Milestones of the first dispute in history, with the events, in the order of the milestones.
std::vector<std::pair<Milestone, const HistoryConfig*>> steps_in_history(const Config& config) {
  std::vector<std::pair<Milestone, const HistoryConfig*>> steps;
  for (const HistoryConfig& history : config.history) {
    const auto milestone = milestone_named(history);
    if (milestone && !is_set_by_scenario(config, history)) steps.emplace_back(*milestone, &history);
  }
  std::ranges::stable_sort(steps, {}, [](const auto& step) { return step.first; });
  return steps;
}

}  // namespace

std::vector<HistoryStep> history_steps(const Config& config) {
  std::vector<HistoryStep> steps;
  for (const auto& [milestone, history] : steps_in_history(config))
    steps.push_back({milestone, history->date, code_word(ListCode<Coding::milestone>(milestone)),
                     outcome_word(*history, milestone),
                     history->label.empty() ? history->event : history->label});
  return steps;
}

namespace {

PathCase history_path(const Config& config, const Sample& sample) {
  PathCase path;
  for (const auto& [milestone, history] : steps_in_history(config)) {
    std::vector<bool> came;
    for (const RunSummary& run : sample.runs) {
      const FocalRow* row = milestone_of(run, 0, milestone);
      came.push_back(row != nullptr &&
                     (history->outcome.empty() || agrees(*history, milestone, row->outcome)));
    }
    path.names.push_back(history->label.empty() ? history->event : history->label);
    path.came.push_back(std::move(came));
  }
  return path;
}

}  // namespace

std::vector<std::size_t> history_steps_taken(const Config& config, const Sample& sample) {
  const PathCase path = history_path(config, sample);
  std::vector<std::size_t> taken(sample.runs.size(), 0);
  for (std::size_t run = 0; run < taken.size(); ++run) {
    while (taken[run] < path.came.size() && path.came[taken[run]][run]) ++taken[run];
  }
  return taken;
}

std::vector<StepFinding> find_history_path(const Config& config, const Sample& sample) {
  std::vector<std::size_t> runs(sample.runs.size());
  std::iota(runs.begin(), runs.end(), std::size_t{0});
  return walk_path(history_path(config, sample), std::move(runs));
}

}  // namespace comity::analysis
