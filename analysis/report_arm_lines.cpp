#include "analysis/headline.h"
#include "analysis/report_bands.h"
#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "missing.h"

#include <algorithm>
#include <cmath>

namespace comity::analysis {

// Gauges alone: what accumulates in a counter says little of one day.
void add_arm_lines_chart(const ReportSource& source, Report& report) {
  constexpr std::size_t kMostDays = 80;
  if (source.sets.size() < 2 || !source.record.has_series()) return;
  Chart chart = make_chart("armlines", "Policies compared");
  chart.table.columns = {{"quantity", "", "gauge"},      {"arm", "", "arm of the design"},
                         {"day", "day", "recorded day"}, {"p5", "", "5 % quantile over runs"},
                         {"mean", "", "mean over runs"}, {"p95", "", "95 % quantile"}};
  const ChartBands bands(source, source.record.replicates);
  const std::vector<std::size_t> days = thinned_times(source, days_of_arm(source, kMostDays));
  double widest = -1.0;
  for (const Headline& headline : headlines()) {
    const std::string formula(headline.formula);
    if (!formula.starts_with("average(") || !has_metrics(source.record, formula)) continue;
    const RunValues series = read_over_time(source.record, formula);
    std::vector<Named> last;
    double spread = kMissing;  // of the runs of the first arm on the last day
    for (const PointSet& set : source.sets) {
      for (const std::size_t time : days) {
        const RunBand band =
            run_band(source, set, values_of_runs(source.record, slice_of(source.record, series, time), set));
        chart.table.rows.push_back(
            bands.row({headline_name(headline), set.name, cell(std::floor(source.record.times[time])),
                       cell(band.low), cell(band.mean), cell(band.high)},
                      band));
        if (time != days.back()) continue;
        if (last.empty()) spread = band.high - band.low;
        last.push_back({set.name, band.mean});
      }
    }
    const auto [low, high] = std::ranges::minmax(last, {}, &Named::value);
    const double apart = (high.value - low.value) / std::max(spread, 1e-12);
    if (!(apart > widest)) continue;
    widest = apart;
    chart.filters = {{"quantity", "Quantity", headline_name(headline)}};
    chart.title = arm_lines_title(headline, last, when_text(source.record.times.back()));
  }
  if (chart.filters.empty()) return;
  chart.question = "How does a number go under each arm? Line: mean over runs; band: 90 % of them.";
  bands.add_columns(chart.table, "");
  bands.tell(chart, ChartBands::Look::areas);
  chart.source = "series of " + runs_text(source, false);
  report.charts.push_back(std::move(chart));
}

}  // namespace comity::analysis
