#include "analysis/report_answers.h"
#include "analysis/report_bands.h"
#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "analysis/worlds.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr std::size_t kBins = 24;

struct Bins {
  double low = 0.0;
  double width = 0.0;
  std::vector<double> counts;
};

Bins bins_of(const std::vector<double>& values, double low, double high) {
  const double width = high > low ? (high - low) / static_cast<double>(kBins) : 1.0;
  Bins bins{low, width, std::vector<double>(kBins, 0.0)};
  for (const double value : values) {
    if (std::isnan(value)) continue;
    const auto place = static_cast<std::size_t>(std::max(0.0, (value - low) / width));
    bins.counts[std::min(place, kBins - 1)] += 1.0;
  }
  return bins;
}

void add_bins(const std::string& quantity, const std::string& arm, const Bins& bins, ChartTable& table) {
  for (std::size_t i = 0; i < bins.counts.size(); ++i) {
    const double from = bins.low + bins.width * static_cast<double>(i);
    if (bins.counts[i] > 0.0)
      table.rows.push_back({quantity, arm, cell(from), cell(from + bins.width), cell(bins.counts[i])});
  }
}

}  // namespace

void add_distribution_chart(const ReportSource& source, Report& report) {
  Chart chart = make_chart("distribution", "How sure");
  chart.table.columns = {{"quantity", "", "number of a run, whole period"},
                         {"arm", "", "arm of the design"},
                         {"from", "", "from this value"},
                         {"to", "", "up to this"},
                         {"runs", "run", "how many"}};
  const ChartBands bands(source, source.record.replicates);
  for (const Headline& quantity : headlines()) {
    const RunValues values = headline_values(source.record, quantity);
    std::vector<double> known = values.values;
    std::erase_if(known, [](double value) { return std::isnan(value); });
    if (known.empty()) continue;
    const auto [low, high] = std::ranges::minmax(known);
    const std::string name = headline_name(quantity);
    for (const PointSet& set : source.sets) {
      add_bins(name, set.name, bins_of(values_of_points(source.record, values, set.points), low, high),
               chart.table);
      const RunBand band = run_band(source, set, values_of_runs(source.record, values, set));
      if (!source.worlds.empty())
        chart.also.rows.push_back(
            bands.row({name, set.name, cell(band.low), cell(band.median), cell(band.high)}, band));
    }
    if (!chart.title.empty()) continue;
    const RunBand band = run_band(known);
    chart.title = distribution_title(quantity, band.low, band.high,
                                     {source.record.points, !worlds_of(source.record).empty()});
    chart.filters = {{"quantity", "Quantity", name}};
  }
  if (chart.filters.empty()) return;
  chart.question = "How much do runs differ? Each bar counts the runs whose number lies there.";
  if (!source.worlds.empty()) {
    chart.also.columns = {{"quantity", "", "number of a run, whole period"},
                          {"arm", "", "arm of the design"},
                          {"p5", "", "5 % quantile over runs"},
                          {"median", "", "median"},
                          {"p95", "", "95 % quantile"}};
    bands.add_columns(chart.also, "");
    chart.also_name = "bands";
  }
  bands.tell(chart, ChartBands::Look::lines);
  chart.source = "totals of " + runs_text(source, false);
  report.charts.push_back(std::move(chart));
}

}  // namespace comity::analysis
