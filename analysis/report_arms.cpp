#include "analysis/arms.h"
#include "analysis/report_answers.h"
#include "analysis/report_charts.h"

#include <fmt/format.h>

#include <cmath>

namespace comity::analysis {
namespace {

constexpr double kLevel = 0.95;

std::string amount(double value, std::string_view unit) {
  return unit == "share" ? fmt::format("{:+.1f} points", 100.0 * value)
                         : fmt::format("{:+.3g} {}", value, unit);
}

std::string bounds_in_words(const ArmDifference& found, std::string_view unit) {
  if (found.same) return " in every run";
  if (std::isnan(found.difference.low)) return "";
  return fmt::format(" [{} to {}]", amount(found.difference.low, unit), amount(found.difference.high, unit));
}

}  // namespace

void add_arm_chart(const ReportSource& source, Report& report) {
  if (source.record.design.arms.size() < 2) return;
  const Arms arms = find_arms(source.record);
  Chart chart = make_chart("arms", "Policies compared");
  const std::string& reference = arms.names.front();
  chart.table.columns = {{"quantity", "", "number of a run, whole period"},
                         {"arm", "", "arm"},
                         {"difference", "", "mean of arm less reference in the same run"},
                         {"low", "", "interval of that mean"},
                         {"high", "", "interval of that mean"},
                         {"p5", "", "5 % quantile of the differences"},
                         {"p95", "", "95 % quantile"},
                         {"pairs", "", "independent pairs"}};
  double strongest = 0.0;
  for (const Headline& headline : headlines()) {
    const RunValues values = headline_values(source.record, headline);
    for (std::size_t arm = 1; arm < arms.names.size(); ++arm) {
      const ArmDifference found = compare_arms({source.record, arms, values}, {arm, 0}, kLevel);
      if (found.units == 0) continue;
      const Bounded& mean = found.difference;
      const RunBand band = run_band(found.gaps);
      const std::string name = fmt::format("{} [{}]", headline.words,
                                           headline.unit == "share" ? "percentage points" : headline.unit);
      const double scale = headline.unit == "share" ? 100.0 : 1.0;
      chart.table.rows.push_back({name, arms.names[arm], cell(scale * mean.value), cell(scale * mean.low),
                                  cell(scale * mean.high), cell(scale * band.low), cell(scale * band.high),
                                  found.units});
      const double width = found.same ? 0.0 : mean.high - mean.low;
      const double strength = is_seen(found) ? std::abs(mean.value) / std::max(width, 1e-12) : 0.0;
      if (chart.filters.empty() || strength > strongest) {
        strongest = strength;
        chart.filters = {{"quantity", "Quantity", name}};
        chart.title = fmt::format("Against {}, {} changes most clearly: {} by {}{}", reference,
                                  arms.names[arm], headline.words, amount(mean.value, headline.unit),
                                  bounds_in_words(found, headline.unit));
      }
    }
  }
  if (chart.table.rows.empty()) return;
  chart.question = fmt::format(
      "What does each arm change against {}, with the same random numbers? Dot and thick line: mean "
      "difference and its {}; thin line: 90 % of the differences.",
      reference, interval_words(source.record.replicates, kLevel));
  chart.source = "totals of " + runs_text(source, false);
  report.charts.push_back(std::move(chart));
}

}  // namespace comity::analysis
