#include "analysis/report_bands.h"
#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "analysis/report_years.h"
#include "day.h"
#include "missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <numeric>

namespace comity::analysis {
namespace {

constexpr std::size_t kMostStatuteDays = 60;

// Of many arms every other year, so that the page stays small; the last one always.
std::vector<std::size_t> shown_ends(const ReportSource& source) {
  constexpr std::size_t kManySets = 3;
  std::vector<std::size_t> ends = year_ends(source);
  if (source.sets.size() < kManySets) return ends;
  std::vector<std::size_t> shown;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if ((ends.size() - 1 - i) % 2 == 0) shown.push_back(ends[i]);
  }
  return shown;
}

void add_stance(const ReportSource& source, const PointSet& set,
                const std::pair<const char*, const char*>& which, ChartTable& table) {
  const MetricSeries series = read_series_of(source, which.first, set);
  for (std::size_t state = 0; state < series.groups; ++state) {
    for (const std::size_t time : shown_ends(source)) {
      const RunBand band = run_band(series.over_runs(time, state));
      table.rows.push_back({set.name, which.second, state_name(source.config, state),
                            shown_year(source, time), cell(band.median), cell(band.low), cell(band.high)});
    }
  }
}

std::string received_title(const ReportSource& source) {
  const MetricSeries received = read_series_of(source, "stance_received", source.sets.front());
  const std::size_t settled = settled_time(source);
  std::vector<Moved> states;
  for (std::size_t state = 0; state < received.groups; ++state)
    states.push_back({state_name(source.config, state), run_band(received.over_runs(settled, state)).median,
                      run_band(received.over_runs(received.times - 1, state)).median});
  return stance_title(states, when_text(source.record.times[settled]), when_text(source.record.times.back()));
}

void add_stance_chart(const ReportSource& source, Report& report) {
  Chart chart = make_chart("stance", "States");
  chart.title = received_title(source);
  chart.question =
      "How does each state stand towards the others, and they towards it? 0 hostile, 1 friendly; median over "
      "runs at the end of each year.";
  chart.source = "metrics stance and stance_received, " + runs_text(source, true);
  chart.table.columns = {{"arm", "", "arm of the design"},
                         {"stance", "", "whose stance"},
                         {"state", "", "state"},
                         {"year", "", "at its end"},
                         {"median", "1", "median stance over runs"},
                         {"p5", "1", "5 % quantile"},
                         {"p95", "1", "95 % quantile"}};
  const char* received = "of the others towards the state";
  for (const PointSet& set : source.sets) {
    add_stance(source, set, {"stance_received", received}, chart.table);
    add_stance(source, set, {"stance", "of the state towards the others"}, chart.table);
  }
  chart.filters = {{"stance", "Stance", received}};
  if (source.sets.size() > 1)
    chart.filters.insert(chart.filters.begin(), {"arm", "Arm", source.sets.front().name});
  report.charts.push_back(std::move(chart));
}

struct Way {
  const char* metric;
  const char* words;
};

constexpr std::array kWays{Way{"consented", "with the consent of the state where the data are"},
                           Way{"unilateral", "without it"}};

// Shares of the cross-border demands ended in a year.
struct WayShares {
  std::vector<double> medians;       // [years]
  std::vector<nlohmann::json> rows;  // of the chart's table
};

WayShares shares_of(const ReportSource& source, const PointSet& set, const Way& way,
                    const ChartBands& bands) {
  const Yearly met = read_yearly(source, way.metric, set);
  const Yearly ended = read_yearly(source, "cross_border_ended", set);
  WayShares found;
  for (std::size_t year = 0; year < met.years.size(); ++year) {
    std::vector<double> shares;
    for (std::size_t run = 0; run < met.runs; ++run) {
      const double of = ended.all(run, year);
      shares.push_back(of > 0.0 ? met.all(run, year) / of : kMissing);
    }
    const RunBand band = run_band(source, set, shares);
    found.rows.push_back(bands.row({set.name, way.words, cell(middle_of(met.years[year])), cell(band.low),
                                    cell(band.median), cell(band.high)},
                                   band));
    found.medians.push_back(band.median);
  }
  return found;
}

void add_consent_chart(const ReportSource& source, Report& report) {
  Chart chart = make_chart("consent", "States");
  chart.table.columns = {{"arm", "", "arm of the design"},
                         {"met", "", "how the demand was met"},
                         {"day", "day", "middle of the year"},
                         {"p5", "1", "5 % quantile over runs"},
                         {"median", "1", "median share of the cross-border demands ended in the year"},
                         {"p95", "1", "95 % quantile"}};
  const ChartBands bands(source, source.series_replicates);
  std::vector<ConsentMedians> years;
  for (const PointSet& set : source.sets) {
    WayShares with = shares_of(source, set, kWays[0], bands);
    WayShares without = shares_of(source, set, kWays[1], bands);
    for (WayShares* way : {&with, &without})
      std::ranges::move(way->rows, std::back_inserter(chart.table.rows));
    if (&set != &source.sets.front()) continue;
    const int first = year_of(source.record.start);
    for (std::size_t year = 0; year < with.medians.size(); ++year)
      years.push_back({first + static_cast<int>(year), with.medians[year], without.medians[year]});
  }
  chart.title = consent_title(years);
  chart.question =
      "Do states cooperate, or help themselves? Share of the cross-border demands that end in a year; line: "
      "median, band: 90 % of runs.";
  bands.add_columns(chart.table, "1");
  bands.tell(chart, ChartBands::Look::areas);
  chart.source = "metrics consented, unilateral and cross_border_ended, " + runs_text(source, true);
  if (source.sets.size() > 1) chart.filters = {{"arm", "Arm", source.sets.front().name}};
  report.charts.push_back(std::move(chart));
}

constexpr std::array kStatutes{
    Way{"localisation_mandates", "states that require data at home"},
    Way{"blocking_statutes", "states that forbid foreign orders even for data abroad"},
    Way{"agreements", "pairs of states with an executive agreement"}};

void add_statute_chart(const ReportSource& source, Report& report) {
  Chart chart = make_chart("statutes", "States");
  chart.table.columns = {{"arm", "", "arm of the design"},
                         {"what", "", "what is counted"},
                         {"day", "day", "day"},
                         {"p5", "", "5 % quantile over runs"},
                         {"median", "", "median number"},
                         {"p95", "", "95 % quantile"},
                         {"mean", "", "mean"}};
  const ChartBands bands(source, source.series_replicates);
  std::array<double, 3> last{};
  for (const PointSet& set : source.sets) {
    for (std::size_t which = 0; which < kStatutes.size(); ++which) {
      const MetricSeries series = read_series_of(source, kStatutes.at(which).metric, set);
      for (const std::size_t time : thinned_times(source, days_of_arm(source, kMostStatuteDays))) {
        const RunBand band = run_band(source, set, series.over_runs(time, 0));
        chart.table.rows.push_back(
            bands.row({set.name, kStatutes.at(which).words, cell(std::floor(source.record.times[time])),
                       cell(band.low), cell(band.median), cell(band.high), cell(band.mean)},
                      band));
        if (&set == &source.sets.front()) last.at(which) = band.mean;
      }
    }
  }
  chart.title = statutes_title(when_text(source.record.times.back()), last[0], last[1], last[2]);
  chart.question = "How does the law spread? Line: mean over runs; band: 90 % of runs.";
  bands.add_columns(chart.table, "");
  bands.tell(chart, ChartBands::Look::areas);
  chart.source =
      "metrics localisation_mandates, blocking_statutes and agreements, " + runs_text(source, true);
  if (source.sets.size() > 1) chart.filters = {{"arm", "Arm", source.sets.front().name}};
  report.charts.push_back(std::move(chart));
}

}  // namespace

void add_state_charts(const ReportSource& source, Report& report) {
  add_consent_chart(source, report);
  add_stance_chart(source, report);
  add_statute_chart(source, report);
}

}  // namespace comity::analysis
