#include "analysis/interval.h"
#include "analysis/report_answers.h"
#include "analysis/report_charts.h"

#include <fmt/format.h>

#include <cmath>

namespace comity::analysis {
namespace {

constexpr double kLevel = 0.95;

// Arm less reference, run by run; averaged over points where replicates are many, so that units are independent.
std::vector<double> differences(const ReportSource& source, const std::vector<double>& values,
                                const std::pair<const PointSet&, const PointSet&>& arms) {
  const auto& [arm, reference] = arms;
  std::vector<double> units;
  const std::size_t pairs = std::min(arm.points.size(), reference.points.size());
  for (std::size_t replicate = 0; replicate < source.replicates; ++replicate) {
    double sum = 0.0;
    double count = 0.0;
    for (std::size_t i = 0; i < pairs; ++i) {
      const double gap = values[arm.points[i] * source.replicates + replicate] -
                         values[reference.points[i] * source.replicates + replicate];
      if (std::isnan(gap)) continue;
      if (source.replicates == 1) units.push_back(gap);
      sum += gap;
      count += 1.0;
    }
    if (source.replicates > 1 && count > 0.0) units.push_back(sum / count);
  }
  return units;
}

std::string amount(double value, std::string_view unit) {
  return unit == "share" ? fmt::format("{:+.1f} points", 100.0 * value)
                         : fmt::format("{:+.3g} {}", value, unit);
}

}  // namespace

void add_arm_chart(const ReportSource& source, Report& report) {
  if (source.sets.size() < 2) return;
  Chart chart = make_chart("arms", "Policies compared");
  const PointSet& reference = source.sets.front();
  chart.table.columns = {{"quantity", "", "number of a run, whole period"},
                         {"arm", "", "arm"},
                         {"difference", "", "mean of arm less reference in the same run"},
                         {"low", "", "95 % interval of that mean"},
                         {"high", "", "95 % interval of that mean"},
                         {"p5", "", "5 % quantile of the differences"},
                         {"p95", "", "95 % quantile"},
                         {"pairs", "", "independent pairs"}};
  double strongest = 0.0;
  for (const KeyQuantity& quantity : key_quantities()) {
    const std::vector<double> values = quantity_values(source, quantity);
    for (const PointSet& set : source.sets) {
      if (&set == &reference) continue;
      const std::vector<double> units = differences(source, values, {set, reference});
      if (units.empty()) continue;
      const Bounded mean = mean_interval(units, kLevel);
      const RunBand band = run_band(units);
      const std::string name = fmt::format("{} [{}]", quantity.words,
                                           quantity.unit == "share" ? "percentage points" : quantity.unit);
      const double scale = quantity.unit == "share" ? 100.0 : 1.0;
      chart.table.rows.push_back({name, set.name, cell(scale * mean.value), cell(scale * mean.low),
                                  cell(scale * mean.high), cell(scale * band.low), cell(scale * band.high),
                                  units.size()});
      const double strength = std::abs(mean.value) / std::max(mean.high - mean.low, 1e-12);
      if (chart.filters.empty() || (strength > strongest && mean.value != 0.0)) {
        strongest = strength;
        chart.filters = {{"quantity", "Quantity", name}};
        chart.title = fmt::format("Against {}, {} changes most clearly: {} by {} [{} to {}]", reference.name,
                                  set.name, quantity.words, amount(mean.value, quantity.unit),
                                  amount(mean.low, quantity.unit), amount(mean.high, quantity.unit));
      }
    }
  }
  if (chart.table.rows.empty()) return;
  chart.question = fmt::format(
      "What does each arm change against {}, with the same random numbers? Dot and thick line: mean "
      "difference and its 95 % interval; thin line: 90 % of the differences.",
      reference.name);
  chart.source = "totals of " + runs_text(source, false);
  report.charts.push_back(std::move(chart));
}

}  // namespace comity::analysis
