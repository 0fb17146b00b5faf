#include "analysis/designs.h"
#include "analysis/prim.h"
#include "analysis/report_answers.h"
#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr std::size_t kLeastCases = 100;
constexpr double kQuarter = 0.75;

// 1 for outputs in the highest quarter, NaN for failed points.
std::vector<double> interest_of(const std::vector<double>& outputs, double& bound) {
  std::vector<double> sorted = outputs;
  std::erase_if(sorted, [](double value) { return std::isnan(value); });
  if (sorted.empty()) return {};
  std::ranges::sort(sorted);
  bound = sorted[static_cast<std::size_t>(kQuarter * static_cast<double>(sorted.size() - 1))];
  std::vector<double> interest;
  for (const double value : outputs)
    interest.push_back(std::isnan(value) ? value : value > bound ? 1.0 : 0.0);
  return interest;
}

std::string kept_words(const PrimColumn& column, const PrimRange& range) {
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < range.kept.size(); ++i) {
    if (range.kept[i]) kept.push_back(column.categories[i]);
  }
  return fmt::format("{}", fmt::join(kept, ", "));
}

// Where the limits of one input lie in its range, from 0 to 1.
nlohmann::json limit_row(const std::string& name, const PrimCases& cases, std::size_t input,
                         const PrimStep& step) {
  const PrimColumn& column = cases.columns[input];
  const PrimRange& range = step.box[input];
  const auto values = cases.values.col(static_cast<Eigen::Index>(input));
  const PrimQuasi& quasi = step.quasi_p[input];
  if (column.kind == PrimColumn::Kind::category) {
    const auto kept = static_cast<double>(std::ranges::count(range.kept, true));
    return {name,
            column.name,
            0,
            cell(kept / static_cast<double>(range.kept.size())),
            kept_words(column, range),
            cell(quasi.low),
            nullptr};
  }
  const double low = values.minCoeff();
  const double width = std::max(values.maxCoeff() - low, 1e-300);
  return {name,
          column.name,
          cell((range.low - low) / width),
          cell((range.high - low) / width),
          fmt::format("{:.4g} to {:.4g}", range.low, range.high),
          cell(quasi.low),
          cell(quasi.high)};
}

void add_box(const std::string& name, const PrimCases& cases, const PrimTrajectory& trajectory,
             Chart& chart) {
  const std::size_t best = choose_step(trajectory);
  const PrimStep& step = trajectory.steps[best];
  for (std::size_t input = 0; input < cases.columns.size(); ++input) {
    const PrimQuasi& quasi = step.quasi_p[input];
    if (!std::isnan(quasi.low) || !std::isnan(quasi.high))
      chart.table.rows.push_back(limit_row(name, cases, input, step));
  }
  for (std::size_t i = 0; i < trajectory.steps.size(); ++i) {
    const PrimStep& one = trajectory.steps[i];
    chart.also.rows.push_back({name, i, cell(one.coverage), cell(one.density), cell(one.mass), one.restricted,
                               i == best ? "shown" : ""});
  }
  if (!chart.title.empty()) return;
  chart.title = box_title({box_words(cases.columns, trajectory, best), name, step.density,
                           trajectory.steps.front().density, step.coverage});
  chart.filters = {{"cases", "Cases with", name}};
}

}  // namespace

void add_box_chart(const ReportSource& source, Report& report) {
  if (!source.record.sweep || source.record.points < kLeastCases) return;
  const Record& runs = source.record;
  const std::string& kind = runs.design.kind;
  if (runs.design.factors.empty() || kind == "morris" || kind == "one-at-a-time") {
    report.missing.push_back({"Boxes of scenario discovery",
                              "the design is no sample of the factors' space (lhs, sobol and saltelli are)"});
    return;
  }
  Chart chart = make_chart("boxes", "What matters");
  chart.table.columns = {{"cases", "", "points of interest"},
                         {"factor", "", "restricted factor"},
                         {"from", "1", "lower limit as a share of the factor's range"},
                         {"to", "1", "upper limit"},
                         {"limits", "", "in the factor's own numbers"},
                         {"quasi_p_low", "", "quasi-p of the lower limit; small: it matters"},
                         {"quasi_p_high", "", "quasi-p of the upper limit"}};
  chart.also.columns = {{"cases", "", "points of interest"},
                        {"step", "", "step of the peeling"},
                        {"coverage", "1", "share of the points of interest in the box"},
                        {"density", "1", "share of the box that is of interest"},
                        {"mass", "1", "share of all points in the box"},
                        {"restricted", "", "factors with a limit"},
                        {"box", "", "which step is shown"}};
  chart.also_name = "steps";
  const std::vector<std::size_t> points =
      sample_points(runs, points_of_arm(runs, runs.design.arms.empty() ? "" : runs.design.arms.front().name));
  for (const std::size_t which : {std::size_t{1}, std::size_t{0}}) {
    const Headline& quantity = headlines()[which];
    const RunValues values = headline_values(source.record, quantity);
    double bound = 0.0;
    const std::vector<double> interest = interest_of(outputs_of_points(runs, values), bound);
    if (std::ranges::count(interest, 1.0) < 10) continue;
    try {
      const PrimCases cases = collect_prim({runs, points, interest});
      add_box(fmt::format("{} above {}", quantity.words, percent_text(bound)), cases, find_boxes(cases, {}),
              chart);
    } catch (const Error& error) {
      report.missing.push_back({"Boxes of scenario discovery", error.what()});
    }
  }
  if (chart.table.rows.empty()) {
    report.missing.push_back({"Boxes of scenario discovery",
                              "no box is better than all points (too many of them share an output's largest "
                              "value, or none fits)"});
    return;
  }
  chart.question =
      "In which region of the factors are outputs in their highest quarter? Left: each box of the peeling, "
      "how many of the cases it covers and how dense they are in it. Right: the limits of the box marked, as "
      "parts of each factor's range.";
  chart.source = fmt::format("Patient Rule Induction Method over {} points", points.size());
  report.charts.push_back(std::move(chart));
}

}  // namespace comity::analysis
