#include "analysis/interval.h"
#include "analysis/report_bands.h"
#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "analysis/report_years.h"
#include "analysis/values.h"
#include "missing.h"
#include "text/phrases.h"

#include "observe/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace comity::analysis {
namespace {

const char* route_words(std::size_t instrument) {
  constexpr std::array kWords{"order", "treaty request", "agreement order", "voluntary request"};
  return kWords.at(instrument);
}

struct Tries {
  std::array<double, 4> chosen{};
  std::array<double, 4> succeeded{};
};

Tries add_years(const ReportSource& source, const PointSet& set, const ChartBands& bands, ChartTable& table) {
  const std::pair<Yearly, Yearly> both{read_yearly(source, "chosen", set),
                                       read_yearly(source, "succeeded", set)};
  const auto& [chosen, succeeded] = both;
  Tries tries;
  for (std::size_t route = 0; route < chosen.groups; ++route) {
    for (std::size_t year = 0; year < chosen.years.size(); ++year) {
      std::vector<double> share;
      for (std::size_t run = 0; run < chosen.runs; ++run) {
        const double of = chosen.at(run, year, route);
        share.push_back(of > 0.0 ? std::min(1.0, succeeded.at(run, year, route) / of) : kMissing);
        tries.chosen[route] += of;
        tries.succeeded[route] += succeeded.at(run, year, route);
      }
      const RunBand success = run_band(source, set, share);
      const RunBand number = run_band(chosen.over_runs(year, route));
      table.rows.push_back(
          bands.row({set.name, route_words(route), cell(middle_of(chosen.years[year])), cell(number.mean),
                     cell(success.low), cell(success.median), cell(success.high)},
                    success));
    }
  }
  return tries;
}

std::string title_of(const Tries& tries) {
  std::vector<RouteTries> routes;
  for (std::size_t route = 0; route < tries.chosen.size(); ++route)
    routes.push_back({route_words(route), tries.chosen[route], tries.succeeded[route]});
  return routes_title(routes);
}

// Over the whole period, means over runs; a success may be counted after the last try.
void add_totals(const ReportSource& source, Chart& chart) {
  chart.also_name = "whole period";
  chart.also.columns = {{"arm", "", "arm of the design"},
                        {"route", "", "instrument by which the data are sought"},
                        {"end", "", "whether they came"},
                        {"number", "demand", "tries per run over the whole period, mean"}};
  const auto chosen = metric_groups(source.record, "chosen");
  const auto succeeded = metric_groups(source.record, "succeeded");
  for (const PointSet& set : source.sets) {
    const auto per_run = [&](const std::string& metric) {
      return mean_of(values_of_points(source.record, read_values(source.record, metric), set.points));
    };
    for (std::size_t route = 0; route < chosen.size(); ++route) {
      const double successes = per_run(succeeded[route]);
      const double failures = std::max(0.0, per_run(chosen[route]) - successes);
      chart.also.rows.push_back({set.name, route_words(route), "data", cell(successes)});
      chart.also.rows.push_back({set.name, route_words(route), "no data", cell(failures)});
    }
  }
}

void add_route_chart(const ReportSource& source, Report& report) {
  Chart chart = make_chart("routes", "Demands");
  chart.table.columns = {{"arm", "", "arm of the design"},
                         {"route", "", "instrument by which the data are sought"},
                         {"day", "day", "middle of the year"},
                         {"tries", "demand", "mean number of tries in the year"},
                         {"p5", "1", "5 % quantile of the share that brings the data"},
                         {"median", "1", "median of it"},
                         {"p95", "1", "95 % quantile"}};
  const ChartBands bands(source, source.series_replicates);
  for (const PointSet& set : source.sets) {
    const Tries tries = add_years(source, set, bands, chart.table);
    if (chart.title.empty()) chart.title = title_of(tries);
  }
  add_totals(source, chart);
  chart.question =
      "How often is each route taken, and how often does it bring the data? Above: share of all tries over "
      "the whole period, full colour those that bring the data. Middle: tries in a year, mean over runs. "
      "Below: share of them that succeed, median and 90 % of runs. A demand that fails may try a second "
      "route.";
  bands.add_columns(chart.table, "1");
  bands.tell(chart, ChartBands::Look::areas);
  chart.source = "metrics chosen and succeeded, " + runs_text(source, true);
  if (source.sets.size() > 1) chart.filters = {{"arm", "Arm", source.sets.front().name}};
  report.charts.push_back(std::move(chart));
}

// Demands by route and fate from the record of demands: (scope, route, fate) to their number.
using Flows = std::map<std::array<std::size_t, 3>, double>;

Flows logged_flows(const ReportSource& source) {
  const auto column = [&](const char* name) {
    return source.record.file.numbers(std::string("events/demands/") + name);
  };
  const auto [instrument, fate, forum, site, provider, residence] =
      std::array{column("instrument"), column("fate"),     column("forum"),
                 column("site"),       column("provider"), column("residence")};
  Flows flows;
  for (std::size_t i = 0; i < fate.size(); ++i) {
    const int home = source.config.providers.at(static_cast<std::size_t>(provider[i])).home;
    const bool abroad =
        site[i] != forum[i] || residence[i] != forum[i] || static_cast<double>(home) != forum[i];
    const std::array<std::size_t, 3> key{0, instrument[i] < 0.0 ? 4 : static_cast<std::size_t>(instrument[i]),
                                         static_cast<std::size_t>(fate[i])};
    flows[key] += 1.0;
    if (abroad) flows[{1, key[1], key[2]}] += 1.0;
  }
  return flows;
}

void add_flow_chart(const ReportSource& source, Report& report) {
  const Flows flows = logged_flows(source);
  const auto fates = code_names(Coding::fate);
  const auto runs = static_cast<double>(source.record.good_runs());
  Chart chart = make_chart("flows", "Demands");
  double abroad = 0.0;
  double brought = 0.0;
  for (const std::size_t scope : {std::size_t{1}, std::size_t{0}}) {
    for (const auto& [key, number] : flows) {
      if (key[0] != scope) continue;
      chart.table.rows.push_back({scope == 1 ? "across a border" : "all",
                                  key[1] == 4 ? "none lawful" : route_words(key[1]),
                                  spaced(std::string(fates[key[2]])), cell(number / runs)});
      if (scope == 1) abroad += number;
      if (scope == 1 && key[2] <= 1) brought += number;
    }
  }
  chart.table.columns = {{"demands", "", "which demands"},
                         {"route", "", "by which the data were sought"},
                         {"end", "", "how it ended"},
                         {"number", "demand", "per run, mean"}};
  chart.title = flows_title(abroad, brought);
  chart.question =
      "Which way did demands go at last, and how did they end? The width of a stream is the number of "
      "demands. Across a border: data, person or provider's home abroad.";
  chart.source = "record of demands (run.log_demands), " + runs_text(source, false);
  chart.filters = {{"demands", "Demands", chart.table.rows.front().at(0).get<std::string>()}};
  report.charts.push_back(std::move(chart));
}

}  // namespace

void add_demand_charts(const ReportSource& source, Report& report) {
  add_route_chart(source, report);
  const bool logged = source.record.points == 1 && source.record.file.has("events/demands/fate") &&
                      source.record.file.shape("events/demands/fate").at(0) > 0;
  if (logged)
    add_flow_chart(source, report);
  else
    report.missing.push_back({"Demands by their last route and how they ended",
                              source.record.points == 1
                                  ? "the run kept no record of demands; make it with run.log_demands=true"
                                  : "it is drawn of a run, not of a sweep"});
}

}  // namespace comity::analysis
