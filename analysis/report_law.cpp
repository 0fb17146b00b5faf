#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "analysis/report_years.h"
#include "missing.h"

#include "day.h"
#include "error.h"
#include "law/conflicts.h"
#include "law/tell.h"
#include "phases/occur.h"
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

// A reform that has a day, or never comes, in the place of its file's own days. What runs decide themselves, and reforms of
// unions, stay as the files are written.
void lay_reform(const Config& config, const ReformConfig& reform, law::Jurisdiction& jurisdiction) {
  if (reform.mode == ReformConfig::Mode::endogenous) return;
  const auto regime = law::find_regime(config.library, reform.regime);
  if (!regime) return;
  const auto states_end = static_cast<int>(config.states.size());
  const bool adopts = std::ranges::any_of(reform.states, [&](int state) {
    return state < states_end && config.states[static_cast<std::size_t>(state)].id == jurisdiction.id;
  });
  std::erase_if(jurisdiction.regimes, [&](const law::InForce& entry) { return entry.regime == *regime; });
  if (adopts && reform.mode == ReformConfig::Mode::scheduled)
    jurisdiction.regimes.push_back({*regime, shift_to(config.library, *regime, reform.date)});
}

// The states of the scenario whose law is among its files, each once, as the scenario's dated reforms make it.
std::vector<law::StateLaw> laws_on(const Config& config, law::Comparison& comparison) {
  std::vector<law::StateLaw> laws;
  for (law::Jurisdiction& jurisdiction : law::chosen_jurisdictions(comparison.library(), {})) {
    const bool is_here = std::ranges::any_of(
        config.states, [&](const StateConfig& state) { return state.id == jurisdiction.id; });
    if (!is_here || laws.size() == kMostStates) continue;
    for (const ReformConfig& reform : config.reforms) lay_reform(config, reform, jurisdiction);
    laws.push_back(comparison.law_of(jurisdiction));
  }
  return laws;
}

std::string example_of(const law::Library& library, const law::Pair& pair, const law::Conflict& found) {
  const auto& joint = found.certain_example ? found.certain_example : found.arguable_example;
  if (!joint) return "";
  const law::ConflictTold told = law::tell_conflict(library, pair, *joint);
  return fmt::format("{}: {}; {}", told.demand, told.verdict, told.ways);
}

std::vector<PairVerdict> verdicts_on(const Config& config, Day day) {
  law::Comparison comparison(config.library, day);
  const std::vector<law::StateLaw> laws = laws_on(config, comparison);
  std::vector<PairVerdict> verdicts;
  for (const law::StateLaw& first : laws) {
    for (const law::StateLaw& second : laws) {
      if (&first == &second) continue;
      const law::Pair pair = comparison.pair_of(first, second);
      const law::Conflict found = comparison.conflict(pair);
      const char* verdict = found.certain > 0.0 ? "certain" : found.arguable > 0.0 ? "arguable" : "never";
      const double of = std::max(1.0, found.compelled);
      verdicts.push_back({first.state.name, second.state.name, verdict, (found.certain + found.arguable) / of,
                          found.certain / of, example_of(config.library, pair, found)});
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
    for (const auto& [arm, config] : configs) {
      std::vector<PairVerdict> pairs = verdicts_on(config, day);
      const auto same = std::ranges::find_if(
          matrices, [&](const LawMatrix& one) { return one.day == day && one.pairs == pairs; });
      if (same == matrices.end())
        matrices.push_back({day, {arm}, std::move(pairs)});
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
  return conflicts_title(days, others);
}

std::string matrix_question(const ReportSource& source, const std::vector<LawMatrix>& matrices) {
  const std::string first = to_string(matrices.front().day);
  const std::string arm = matrices.front().arms.front();
  const auto others = static_cast<std::size_t>(
      std::ranges::count_if(matrices, [&](const LawMatrix& one) { return one.arms.front() != arm; }));
  std::string frame;
  if (others > 0)
    frame = fmt::format(" Frame: not as under {} that day, or of its own law not as on {}.", arm, first);
  else if (matrices.size() > 1)
    frame = fmt::format(" Frame: not as on {}.", first);
  return fmt::format(
      "Where does one state's law compel what another's forbids? Rows order, columns forbid; the colour is "
      "the share of situations, each counted once, that are not frequencies. Dot: surely in some "
      "situation.{} Reforms with a day count from it, those that never come do not; what runs decide "
      "themselves, and reforms of unions, from their days in history.{}",
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
                                  cell(pair.certain_share), pair == before.at(i) ? "no" : "yes", example});
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
       "whether it is not as under the first arm that day; of the first arm's, not as on the first day"},
      {"example", "", "number of the shortest situation of a conflict"}};
  chart.also.columns = {{"example", "", "number"}, {"text", "", "shortest situation of a conflict"}};
  chart.also_name = "examples";
  add_matrix_rows(matrices, chart);
  chart.title = matrix_title(matrices, source.record.last_day());
  chart.question = matrix_question(source, matrices);
  chart.source = "the law files in this results file, all situations (comity law conflicts)";
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
  std::vector<Named> medians;
  for (const PointSet& set : source.sets) {
    const Yearly caught = read_yearly(source, "conflicts", set);
    const Yearly demands = read_yearly(source, "demands", set);
    for (std::size_t state = 0; state < demands.groups; ++state) {
      std::vector<double> shares;
      double all = 0.0;
      for (std::size_t run = 0; run < demands.runs; ++run) {
        double part = 0.0;
        double whole = 0.0;
        for (std::size_t year = 0; year < demands.years.size(); ++year)
          part += caught.at(run, year, state), whole += demands.at(run, year, state);
        shares.push_back(whole > 0.0 ? part / whole : kMissing);
        all += whole;
      }
      const RunBand band = run_band(shares);
      const std::string name = state_name(source.config, state);
      chart.table.rows.push_back({set.name, name, cell(band.low), cell(band.median), cell(band.high),
                                  cell(all / static_cast<double>(demands.runs * demands.years.size()))});
      if (&set == &source.sets.front()) medians.push_back({name, band.median});
    }
  }
  chart.title = caught_title(medians);
  chart.question = "Whose demands put providers between two laws? Dot: median over runs; line: 90 % of runs.";
  chart.source = "metrics conflicts and demands, " + runs_text(source, true);
  if (source.sets.size() > 1) chart.filters = {{"arm", "Arm", source.sets.front().name}};
  report.charts.push_back(std::move(chart));
}

}  // namespace

void add_law_charts(const ReportSource& source, Report& report) {
  add_matrix(source, report);
  if (source.record.has_series()) add_caught(source, report);
}

}  // namespace comity::analysis
