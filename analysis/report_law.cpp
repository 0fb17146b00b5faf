#include "analysis/report_bands.h"
#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "analysis/scenario_law.h"
#include "analysis/values.h"

#include "day.h"
#include "error.h"
#include "law/conflicts.h"
#include "law/tell.h"
#include "scenario/loader.h"
#include "text/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace comity::analysis {
namespace {

constexpr std::size_t kMostStates = 24;
constexpr double kMuch = 0.1;  // of what one compels: from here on a change of a share is framed

// What the law of two states makes of all situations.
struct PairVerdict {
  std::string orders;
  std::string forbids;
  std::string conflict;  // certain, arguable or never
  double share = 0.0;
  double certain_share = 0.0;
  std::string example;

  bool operator==(const PairVerdict&) const = default;
};

// The conflicts under one law, and the arms that have it on that day.
struct LawMatrix {
  Day day = 0;
  std::vector<std::string> arms;
  std::vector<PairVerdict> pairs;
};

std::string example_of(const law::Library& library, const law::Pair& pair, const law::Conflict& found) {
  const auto& joint = found.certain_example ? found.certain_example : found.arguable_example;
  if (!joint) return "";
  const law::ConflictTold told = law::tell_conflict(library, pair, *joint);
  return fmt::format("{}: {}; {}", told.demand, told.verdict, told.ways);
}

std::vector<PairVerdict> verdicts_on(const Config& config, Day day) {
  const law::Library library = library_with_ties(config);
  law::Comparison comparison(library, day);
  std::vector<law::StateLaw> laws;
  for (const law::Jurisdiction& one : jurisdictions_of(config))
    if (laws.size() < kMostStates) laws.push_back(comparison.law_of(one));
  std::vector<PairVerdict> verdicts;
  for (const law::StateLaw& first : laws) {
    for (const law::StateLaw& second : laws) {
      if (&first == &second) continue;
      const law::Pair pair = comparison.pair_of(first, second);
      const law::Conflict found = comparison.conflict(pair);
      const char* verdict = found.certain > 0.0 ? "certain" : found.arguable > 0.0 ? "arguable" : "never";
      const double of = std::max(1.0, found.compelled);
      verdicts.push_back({first.state.name, second.state.name, verdict, (found.certain + found.arguable) / of,
                          found.certain / of, example_of(library, pair, found)});
    }
  }
  return verdicts;
}

// Scenarios of the arms by their names; of a file without arms its own.
std::vector<std::pair<std::string, Config>> arm_configs(const ReportSource& source) {
  std::vector<std::pair<std::string, Config>> configs;
  if (source.sets.size() < 2) return {{"", source.config}};
  const ScenarioBase base = load_base(source.record.origin.texts, source.record.origin.overrides);
  for (const PointSet& set : source.sets)
    configs.emplace_back(set.name, configure(base, settings_of(source.record.design, set.points.front())));
  return configs;
}

// Every law once, those of the first day first and on each day the first arm's; of a last day that is as the first, nothing.
std::vector<LawMatrix> find_matrices(const ReportSource& source) {
  std::vector<LawMatrix> matrices;
  const auto configs = arm_configs(source);
  for (const Day day : {static_cast<Day>(source.record.start), source.record.last_day()}) {
    std::map<std::string, std::vector<PairVerdict>> known;  // most arms have the law of another
    for (const auto& [arm, config] : configs) {
      const auto [law, is_new] = known.try_emplace(law_in_force(config, day));
      if (is_new) law->second = verdicts_on(config, day);
      const std::vector<PairVerdict>& pairs = law->second;
      const auto same = std::ranges::find_if(
          matrices, [&](const LawMatrix& one) { return one.day == day && one.pairs == pairs; });
      if (same == matrices.end())
        matrices.push_back({day, {arm}, pairs});
      else
        same->arms.push_back(arm);
    }
  }
  if (matrices.size() == 2 && matrices[0].pairs == matrices[1].pairs) matrices.pop_back();
  return matrices;
}

// The first arm's law on the day of a law.
const LawMatrix& first_arms(const std::vector<LawMatrix>& matrices, const LawMatrix& matrix) {
  return *std::ranges::find(matrices, matrix.day, &LawMatrix::day);
}

// What a law is compared with: the first arm's on that day, the first arm's later one with that of the first day.
const LawMatrix& reference_of(const std::vector<LawMatrix>& matrices, const LawMatrix& matrix) {
  const LawMatrix& own = first_arms(matrices, matrix);
  return &own == &matrix ? matrices.front() : own;
}

ConflictDay count_conflicts(const std::vector<LawMatrix>& matrices, const LawMatrix& matrix) {
  const std::vector<PairVerdict>& before = reference_of(matrices, matrix).pairs;
  ConflictDay counted{to_string(matrix.day), matrix.pairs.size(), 0, 0, listed(matrix.arms), 0};
  for (std::size_t i = 0; i < matrix.pairs.size(); ++i) {
    if (matrix.pairs[i].conflict == "certain") ++counted.certain;
    if (matrix.pairs[i].conflict == "arguable") ++counted.arguable;
    if (!(matrix.pairs[i] == before.at(i))) ++counted.changed;
  }
  return counted;
}

// How a pair differs from what its law is compared with.
const char* change_word(const PairVerdict& now, const PairVerdict& before) {
  if (now == before) return "no";
  return now.conflict != before.conflict || std::abs(now.share - before.share) >= kMuch ? "much" : "a little";
}

// What each state forbids of what the others compel, mean over them, under two laws.
std::vector<Moved> forbidden_shares(const LawMatrix& first, const LawMatrix& last) {
  std::map<std::string, Moved> sums;
  std::map<std::string, double> others;
  for (std::size_t i = 0; i < first.pairs.size(); ++i) {
    const std::string& state = first.pairs[i].forbids;
    Moved& sum = sums.try_emplace(state, Moved{state, 0.0, 0.0}).first->second;
    sum.from += first.pairs[i].share;
    sum.to += last.pairs.at(i).share;
    others[state] += 1.0;
  }
  std::vector<Moved> shares;
  for (const auto& [state, sum] : sums)
    shares.push_back({state, sum.from / others[state], sum.to / others[state]});
  return shares;
}

std::string matrix_title(const std::vector<LawMatrix>& matrices, Day end) {
  std::vector<ConflictDay> days;
  std::vector<ConflictDay> others;
  for (const LawMatrix& matrix : matrices) {
    const bool of_first_arm = &first_arms(matrices, matrix) == &matrix;
    (of_first_arm ? days : others).push_back(count_conflicts(matrices, matrix));
  }
  if (days.size() == 1) {
    days.push_back(days.front());
    days.back().day = to_string(end);
  }
  const auto last = std::ranges::find_if(matrices, [&](const LawMatrix& one) { return one.day == end; });
  const LawMatrix& later = last == matrices.end() ? matrices.front() : *last;
  return conflicts_title(days, others, forbidden_shares(matrices.front(), later));
}

std::string matrix_question(const ReportSource& source, const std::vector<LawMatrix>& matrices) {
  const std::string first = to_string(matrices.front().day);
  const std::string arm = matrices.front().arms.front();
  const auto others = static_cast<std::size_t>(
      std::ranges::count_if(matrices, [&](const LawMatrix& one) { return one.arms.front() != arm; }));
  std::string frame;
  if (others > 0)
    frame = fmt::format("under {} that day, or of its own law as on {}", arm, first);
  else if (matrices.size() > 1)
    frame = fmt::format("on {}", first);
  if (!frame.empty())
    frame = fmt::format(
        " Frame: not as {}, by another verdict or {:.0f} points of the share; where no pair is, by less.",
        frame, 100.0 * kMuch);
  return fmt::format(
      "Where does one state's law compel what another's forbids? Rows order, columns forbid; the colour is "
      "the share of situations, each counted once, that are not frequencies. Dot: surely in some "
      "situation.{} Treaties, unions and their members are the scenario's. Reforms with a day count from it, "
      "those "
      "that never come do not; what runs decide themselves, and reforms of unions, from their days in "
      "history.{}",
      frame, others == 0 && source.sets.size() > 1 ? " No arm changes any of it." : "");
}

// Examples are long and come again and again: they stand once, numbered.
void add_matrix_rows(const std::vector<LawMatrix>& matrices, Chart& chart) {
  std::map<std::string, std::size_t> examples;
  for (const LawMatrix& matrix : matrices) {
    const bool alone = std::ranges::count(matrices, matrix.day, &LawMatrix::day) == 1;
    const std::string on = to_string(matrix.day);
    const std::string law = alone ? on : fmt::format("{}: {}", on, fmt::join(matrix.arms, ", "));
    const std::vector<PairVerdict>& before = reference_of(matrices, matrix).pairs;
    for (std::size_t i = 0; i < matrix.pairs.size(); ++i) {
      const PairVerdict& pair = matrix.pairs[i];
      nlohmann::json example;
      if (!pair.example.empty()) {
        const auto [known, fresh] = examples.try_emplace(pair.example, examples.size() + 1);
        if (fresh) chart.also.rows.push_back({known->second, pair.example});
        example = known->second;
      }
      chart.table.rows.push_back({law, pair.orders, pair.forbids, pair.conflict, cell(pair.share),
                                  cell(pair.certain_share), change_word(pair, before.at(i)),
                                  cell(before.at(i).share), example});
    }
  }
}

void add_matrix(const ReportSource& source, Report& report) {
  Chart chart = make_chart("conflicts", "Law");
  std::vector<LawMatrix> matrices;
  try {
    matrices = find_matrices(source);
  } catch (const Error& error) {
    report.missing.push_back(
        {"Conflicts of laws", fmt::format("the law files do not allow it ({})", error.what())});
    return;
  }
  if (matrices.front().pairs.empty()) {
    report.missing.push_back(
        {"Conflicts of laws", "the law files name fewer than two states of the scenario"});
    return;
  }
  chart.table.columns = {
      {"law", "", "day of the law, and the arms that have it where they differ"},
      {"orders", "", "state that orders"},
      {"forbids", "", "state that forbids"},
      {"conflict", "", "certain: in some situation on every reading; arguable: on some reading"},
      {"share", "1",
       "share of the situations in which the one compels where the other forbids, surely or arguably"},
      {"certain_share", "1", "surely"},
      {"changed", "",
       "how far it is not as under the first arm that day; of the first arm's, not as on the first day"},
      {"before", "1", "the share there"},
      {"example", "", "number of the shortest situation of a conflict"}};
  chart.also.columns = {{"example", "", "number"}, {"text", "", "shortest situation of a conflict"}};
  chart.also_name = "examples";
  add_matrix_rows(matrices, chart);
  chart.title = matrix_title(matrices, source.record.last_day());
  chart.question = matrix_question(source, matrices);
  chart.source = "the law files and treaties in this results file, all situations (comity law conflicts)";
  if (matrices.size() > 1) {
    const std::string last = chart.table.rows.back().at(0);
    chart.filters = {{"law", "Law of", last}};  // with frames around what the period, or an arm, changes
  }
  report.charts.push_back(std::move(chart));
}

void add_caught(const ReportSource& source, Report& report) {
  Chart chart = make_chart("caught", "Law");
  chart.table.columns = {
      {"arm", "", "arm of the design"},
      {"state", "", "state that demands"},
      {"p5", "1", "5 % quantile over runs"},
      {"median", "1",
       "median share of its demands that it compels and another state forbids, surely or arguably"},
      {"p95", "1", "95 % quantile"},
      {"demands", "demand", "mean per year"}};
  const ChartBands bands(source, source.record.replicates);
  const double years = (source.record.end - source.record.start) / kDaysPerYear;
  std::vector<Named> medians;
  for (std::size_t state = 0; state < source.config.states.size(); ++state) {
    const std::string& id = source.config.states[state].id;
    const RunValues shares = read_values(source.record, fmt::format("conflicts[{0}]/demands[{0}]", id));
    const RunValues demands = read_values(source.record, fmt::format("demands[{}]", id));
    const std::string name = state_name(source.config, state);
    for (const PointSet& set : source.sets) {
      const auto own = [&](const RunValues& values) { return values_of_runs(source.record, values, set); };
      const RunBand share = run_band(source, set, own(shares));
      chart.table.rows.push_back(bands.row({set.name, name, cell(share.low), cell(share.median),
                                            cell(share.high), cell(run_band(own(demands)).mean / years)},
                                           share));
      if (&set == &source.sets.front()) medians.push_back({name, share.median});
    }
  }
  chart.title = caught_title(medians);
  chart.question = "Whose demands put providers between two laws? Dot: median over runs; line: 90 % of runs.";
  bands.add_columns(chart.table, "1");
  bands.tell(chart, ChartBands::Look::lines);
  chart.source = "totals of " + runs_text(source, false);
  if (source.sets.size() > 1) chart.filters = {{"arm", "Arm", source.sets.front().name}};
  report.charts.push_back(std::move(chart));
}

}  // namespace

void add_law_charts(const ReportSource& source, Report& report) {
  add_matrix(source, report);
  if (has_metrics(source.record, "conflicts/demands")) add_caught(source, report);
}

}  // namespace comity::analysis
