#include "analysis/report_arms.h"

#include "analysis/report_charts.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace comity::analysis {
namespace {

std::string amount(double value, std::string_view unit) {
  return unit == "share" ? fmt::format("{:+.1f} points", 100.0 * value)
                         : fmt::format("{:+.3g} {}", value, unit);
}

std::string bounds_in_words(const ArmDifference& found, std::string_view unit) {
  if (found.same) return " in every run";
  return fmt::format(" [{} to {}]", amount(found.difference.low, unit), amount(found.difference.high, unit));
}

}  // namespace

ArmChart::ArmChart(std::string reference)
    : chart_(make_chart("arms", "Policies compared")), reference_(std::move(reference)) {
  chart_.table.columns = {{"quantity", "", "number of a run, whole period"},
                          {"arm", "", "arm"},
                          {"difference", "", "mean of arm less reference in the same run"},
                          {"low", "", "interval of that mean"},
                          {"high", "", "interval of that mean"},
                          {"p5", "", "5 % quantile of the differences"},
                          {"p95", "", "95 % quantile"},
                          {"pairs", "", "independent pairs"}};
}

void ArmChart::add(const Headline& headline, const std::string& arm, const ArmDifference& found) {
  if (found.units == 0) return;
  const Bounded& mean = found.difference;
  const RunBand band = run_band(found.gaps);
  const std::string name =
      fmt::format("{} [{}]", headline.words, headline.unit == "share" ? "percentage points" : headline.unit);
  const double scale = headline.unit == "share" ? 100.0 : 1.0;
  chart_.table.rows.push_back({name, arm, cell(scale * mean.value), cell(scale * mean.low),
                               cell(scale * mean.high), cell(scale * band.low), cell(scale * band.high),
                               found.units});
  if (first_.empty()) first_ = name;
  if (!is_seen(found)) return;
  const double width = found.same ? 0.0 : mean.high - mean.low;
  const double clear = std::abs(mean.value) / std::max(width, 1e-12);
  if (clear <= clearest_) return;
  clearest_ = clear;
  first_ = name;
  chart_.title =
      fmt::format("Against {}, {} changes most clearly: {} by {}{}", reference_, arm, headline.words,
                  amount(mean.value, headline.unit), bounds_in_words(found, headline.unit));
}

Chart ArmChart::take() {
  if (chart_.title.empty()) chart_.title = fmt::format("Nothing differs from {} beyond chance", reference_);
  chart_.filters = {{"quantity", "Quantity", first_}};
  return std::move(chart_);
}

void add_arm_chart(const ReportSource& source, Report& report) {
  if (source.record.design.arms.size() < 2) return;
  const Arms arms = find_arms(source.record);
  ArmChart gathered(arms.names.front());
  for (const Headline& headline : headlines()) {
    const RunValues values = headline_values(source.record, headline);
    for (std::size_t arm = 1; arm < arms.names.size(); ++arm)
      gathered.add(headline, arms.names[arm],
                   compare_arms({source.record, arms, values}, {arm, 0}, kChartLevel));
  }
  Chart chart = gathered.take();
  if (chart.table.rows.empty()) return;
  chart.question = fmt::format(
      "What does each arm change against {}, with the same random numbers? Dot and thick line: mean "
      "difference and its {}; thin line: 90 % of the differences.",
      arms.names.front(), interval_words(source.record.replicates, kChartLevel));
  chart.source = "totals of " + runs_text(source, false);
  report.charts.push_back(std::move(chart));
}

}  // namespace comity::analysis
