#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "analysis/report_years.h"
#include "missing.h"

#include "day.h"
#include "error.h"
#include "law/conflicts.h"
#include "law/tell.h"
#include "text/phrases.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <set>

namespace comity::analysis {
namespace {

constexpr std::size_t kMostStates = 24;

struct Counted {
  std::size_t pairs = 0;
  std::size_t certain = 0;
  std::size_t arguable = 0;
};

// The states of the scenario whose law is among its files, each once.
std::vector<law::StateLaw> laws_on(const Config& config, law::Comparison& comparison) {
  std::vector<law::StateLaw> laws;
  for (const law::Jurisdiction& jurisdiction : law::chosen_jurisdictions(comparison.library(), {})) {
    for (const StateConfig& state : config.states) {
      if (state.id == jurisdiction.id && laws.size() < kMostStates)
        laws.push_back(comparison.law_of(jurisdiction));
    }
  }
  return laws;
}

std::string example_of(const law::Library& library, const law::Pair& pair, const law::Conflict& found) {
  const auto& joint = found.certain_example ? found.certain_example : found.arguable_example;
  if (!joint) return "";
  const law::ConflictTold told = law::tell_conflict(library, pair, *joint);
  return fmt::format("{}: {}; {}", told.demand, told.verdict, told.ways);
}

Counted add_day(const Config& config, Day day, ChartTable& table) {
  law::Comparison comparison(config.library, day);
  const std::vector<law::StateLaw> laws = laws_on(config, comparison);
  Counted counted;
  for (const law::StateLaw& first : laws) {
    for (const law::StateLaw& second : laws) {
      if (&first == &second) continue;
      const law::Pair pair = comparison.pair_of(first, second);
      const law::Conflict found = comparison.conflict(pair);
      const char* verdict = found.certain > 0.0 ? "certain" : found.arguable > 0.0 ? "arguable" : "never";
      const double share = found.compelled > 0.0 ? (found.certain + found.arguable) / found.compelled : 0.0;
      table.rows.push_back({to_string(day), first.state.name, second.state.name, verdict, cell(share),
                            cell(found.compelled > 0.0 ? found.certain / found.compelled : 0.0),
                            example_of(config.library, pair, found)});
      counted.pairs += 1;
      counted.certain += found.certain > 0.0 ? 1 : 0;
      counted.arguable += found.certain == 0.0 && found.arguable > 0.0 ? 1 : 0;
    }
  }
  return counted;
}

void add_matrix(const ReportSource& source, Report& report) {
  Chart chart = make_chart("conflicts", "Law");
  const auto begin = static_cast<Day>(source.record.start);
  const Day end = source.record.last_day();
  Counted first;
  Counted last;
  try {
    first = add_day(source.config, begin, chart.table);
    last = add_day(source.config, end, chart.table);
  } catch (const Error& error) {
    report.missing.push_back(
        {"Conflicts of laws", fmt::format("the law files do not allow it ({})", error.what())});
    return;
  }
  if (chart.table.rows.empty()) {
    report.missing.push_back(
        {"Conflicts of laws", "the law files name fewer than two states of the scenario"});
    return;
  }
  chart.table.columns = {
      {"on", "", "day of the law"},
      {"orders", "", "state that orders"},
      {"forbids", "", "state that forbids"},
      {"conflict", "", "certain: in some situation on every reading; arguable: on some reading"},
      {"share", "1",
       "share of the situations in which the one compels where the other forbids, surely or arguably"},
      {"certain_share", "1", "surely"},
      {"example", "", "shortest situation of a conflict"}};
  chart.title =
      conflicts_title(std::vector<ConflictDay>{{to_string(begin), first.pairs, first.certain, first.arguable},
                                               {to_string(end), last.pairs, last.certain, last.arguable}});
  chart.question =
      "Where does one state's law compel what another's forbids? Rows order, columns forbid; the colour is "
      "the share of situations, each counted once, that are not frequencies. Dot: surely in some situation. "
      "Reforms count from their days "
      "in history.";
  chart.source = "the law files in this results file, all situations (comity law conflicts)";
  chart.filters = {{"on", "Law of", to_string(begin)}};
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
