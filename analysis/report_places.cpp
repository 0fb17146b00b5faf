#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "analysis/report_years.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity::analysis {
namespace {

constexpr std::size_t kMostAreas = 7;
constexpr std::size_t kMostPlaceDays = 44;

std::vector<double> means_at(const MetricSeries& series, std::size_t time) {
  std::vector<double> means;
  for (std::size_t group = 0; group < series.groups; ++group)
    means.push_back(run_band(series.over_runs(time, group)).mean);
  return means;
}

// States by their mean share at the end, the largest first.
std::vector<std::size_t> by_size(const std::vector<double>& means) {
  std::vector<std::size_t> order(means.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order,
                           [&](std::size_t left, std::size_t right) { return means[left] > means[right]; });
  return order;
}

std::string moved_title(const ReportSource& source, const MetricSeries& series) {
  const std::size_t settled = settled_time(source);
  const std::vector<double> first = means_at(series, settled);
  const std::vector<double> last = means_at(series, series.times - 1);
  std::vector<Moved> states;
  for (std::size_t state = 0; state < first.size(); ++state)
    states.push_back({state_name(source.config, state), first[state], last[state]});
  return map_title(states, when_text(source.record.times[settled]), when_text(source.record.times.back()));
}

// Codes beginning with X are for states that do not exist (ISO 3166).
std::size_t real_states(const Config& config) {
  return static_cast<std::size_t>(std::ranges::count_if(
      config.states, [](const StateConfig& state) { return state.id.size() == 2 && state.id[0] != 'X'; }));
}

// Shares of the largest places at the end of the first arm and of all others together, day by day.
ChartTable areas_table(const ReportSource& source, const std::vector<MetricSeries>& all) {
  const std::vector<std::size_t> order = by_size(means_at(all.front(), source.record.times.size() - 1));
  const std::size_t shown = std::min(order.size(), kMostAreas);
  ChartTable table;
  table.columns = {{"arm", "", "arm of the design"},
                   {"day", "day", "day"},
                   {"place", "", "state, or all others together"},
                   {"rank", "", "order in the stack"},
                   {"mean", "1", "mean share of all markets' data over runs"}};
  for (std::size_t set = 0; set < all.size(); ++set) {
    for (const std::size_t time : thinned_times(source, days_of_arm(source, kMostPlaceDays))) {
      const std::vector<double> means = means_at(all[set], time);
      const auto day = cell(std::floor(source.record.times[time]));
      double others = 0.0;
      for (std::size_t i = shown; i < order.size(); ++i) others += means[order[i]];
      for (std::size_t i = 0; i < shown; ++i)
        table.rows.push_back(
            {source.sets[set].name, day, state_name(source.config, order[i]), i, cell(means[order[i]])});
      if (shown < order.size())
        table.rows.push_back({source.sets[set].name, day, "all others", shown, cell(others)});
    }
  }
  return table;
}

// The map of a day, and below it how the shares came about.
void add_map(const ReportSource& source, const std::vector<MetricSeries>& all, Report& report) {
  Chart chart = make_chart("map", "Where data are kept");
  chart.title = moved_title(source, all.front());
  chart.question =
      "Where on earth do customers' data lie? The area of a circle is the state's share of all markets' "
      "data, mean over runs. Grey states are not in the scenario. Below: how the shares of the largest "
      "places change; "
      "the line is the day of the map.";
  chart.source = "metric data_in_state, " + runs_text(source, true) +
                 "; borders from Natural Earth 1:110m, which this page takes no side on";
  chart.table.columns = {{"arm", "", "arm of the design"},
                         {"year", "", "at the end of this year"},
                         {"state", "", "ISO 3166 alpha-2"},
                         {"name", "", "name"},
                         {"mean", "1", "mean share of all markets' data over runs"},
                         {"p5", "1", "5 % quantile over runs"},
                         {"p95", "1", "95 % quantile"}};
  std::string last;
  for (std::size_t set = 0; set < all.size(); ++set) {
    for (const std::size_t time : year_ends(source)) {
      const bool final = time + 1 == source.record.times.size();
      const std::string label = fmt::format("{}{}", shown_year(source, time), final ? " (end)" : "");
      for (std::size_t state = 0; state < source.config.states.size(); ++state) {
        const RunBand band = run_band(all[set].over_runs(time, state));
        chart.table.rows.push_back({source.sets[set].name, label, source.config.states[state].id,
                                    state_name(source.config, state), cell(band.mean), cell(band.low),
                                    cell(band.high)});
      }
      last = label;
    }
  }
  chart.filters = {{"year", "End of", last}};
  if (all.size() > 1) chart.filters.insert(chart.filters.begin(), {"arm", "Arm", source.sets.front().name});
  chart.also = areas_table(source, all);
  chart.also_name = "shares over time";
  report.charts.push_back(std::move(chart));
}

// Invented states have no place on a map.
void add_areas(const ReportSource& source, const std::vector<MetricSeries>& all, Report& report) {
  report.missing.push_back(
      {"Map of where data are kept", "the scenario's states are invented and have no place on a map"});
  Chart chart = make_chart("places", "Where data are kept");
  const std::vector<double> end = means_at(all.front(), source.record.times.size() - 1);
  std::vector<Named> shares;
  for (std::size_t state = 0; state < end.size(); ++state)
    shares.push_back({state_name(source.config, state), end[state]});
  chart.title = places_title(shares, when_text(source.record.times.back()));
  chart.question =
      "How do the shares of places change? Areas are means over runs, so that they add up to all data.";
  chart.source = "metric data_in_state, " + runs_text(source, true);
  chart.table = areas_table(source, all);
  if (all.size() > 1) chart.filters = {{"arm", "Arm", source.sets.front().name}};
  report.charts.push_back(std::move(chart));
}

}  // namespace

void add_place_charts(const ReportSource& source, Report& report) {
  std::vector<MetricSeries> all;
  for (const PointSet& set : source.sets) all.push_back(read_series_of(source, "data_in_state", set));
  if (real_states(source.config) < 2)
    add_areas(source, all, report);
  else
    add_map(source, all, report);
}

}  // namespace comity::analysis
