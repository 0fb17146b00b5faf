#include "analysis/report_arms.h"

#include "analysis/report_charts.h"
#include "analysis/worlds.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace comity::analysis {
namespace {

std::string quantity_name(const Headline& headline) {
  return fmt::format("{} [{}]", headline.words,
                     headline.unit == "share" ? "percentage points" : headline.unit);
}

}  // namespace

ArmChart::ArmChart(std::string reference, const std::string& what)
    : chart_(make_chart("arms", what == "arm" ? "Policies compared" : "The two files compared")),
      reference_(std::move(reference)) {
  chart_.table.columns = {{"quantity", "", "number of a run, whole period"},
                          {what, "", fmt::format("{} that is compared with {}", what, reference_)},
                          {"difference", "", "mean less that of the reference"},
                          {"low", "", "interval of that mean"},
                          {"high", "", "interval of that mean"},
                          {"p5", "", "5 % quantile of the differences"},
                          {"p95", "", "95 % quantile"},
                          {"pairs", "", "independent pairs"}};
}

void ArmChart::set_worlds(const ReportSource& source) {
  worlds_ = source.worlds;
  bands_.emplace(source, source.record.replicates);
  bands_->add_columns(chart_.table, "");
}

void ArmChart::tell_bands(Chart& chart) const { bands_->tell(chart, ChartBands::Look::ticks); }

void ArmChart::add(const Headline& headline, const std::string& arm, const ArmDifference& found) {
  if (found.units == 0) return;
  const Bounded& mean = found.difference;
  const RunBand band = run_band(found.gaps);
  const double scale = headline.unit == "share" ? 100.0 : 1.0;
  nlohmann::json row{quantity_name(headline),  arm,
                     cell(scale * mean.value), cell(scale * mean.low),
                     cell(scale * mean.high),  cell(scale * band.low),
                     cell(scale * band.high),  found.units};
  if (bands_ && bands_->two()) {
    std::vector<std::size_t> world;
    for (const std::size_t replicate : found.numbers) world.push_back(worlds_[replicate]);
    const Interval chance = world_bands(found.gaps, world).chance;
    row = bands_->row(std::move(row), scale * chance.low, scale * chance.high);
  }
  chart_.table.rows.push_back(std::move(row));
  findings_.push_back({&headline, arm, found});
}

std::string ArmChart::note() const {
  const std::string text = arms_note(findings_);
  return text.empty() ? text : " " + text;
}

Chart ArmChart::take() {
  chart_.title = arms_title(findings_, reference_);
  if (findings_.empty()) return std::move(chart_);
  const std::size_t clearest = clearest_of(findings_);
  chart_.filters = {{"quantity", "Quantity",
                     quantity_name(*findings_[clearest < findings_.size() ? clearest : 0].headline)}};
  return std::move(chart_);
}

void add_arm_chart(const ReportSource& source, Report& report) {
  if (source.record.design.arms.size() < 2) return;
  report.arms = find_arm_table(source.record);
  const std::vector<std::string>& names = report.arms.arms;
  ArmChart gathered(names.front(), "arm");
  gathered.set_worlds(source);
  for (const ArmRow& row : report.arms.rows) {
    for (std::size_t arm = 1; arm < names.size(); ++arm)
      gathered.add(*row.headline, names[arm], row.cells[arm].against);
  }
  Chart chart = gathered.take();
  if (chart.table.rows.empty()) return;
  chart.question = fmt::format(
      "What does each arm change against {}, with the same random numbers? Dot and thick line: mean "
      "difference and its {}; thin line: 90 % of the differences.{}",
      names.front(), interval_words(source.record.replicates, kChartLevel), gathered.note());
  gathered.tell_bands(chart);
  chart.source = "totals of " + runs_text(source, false);
  report.charts.push_back(std::move(chart));
}

}  // namespace comity::analysis
