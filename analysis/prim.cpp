#include "analysis/prim.h"

#include "analysis/prim_state.h"
#include "error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace comity::analysis {
namespace {

using Eigen::Index;

void check_options(const PrimOptions& options) {
  const std::array<std::pair<const char*, double>, 3> shares = {{{"peel_alpha", options.peel_alpha},
                                                                 {"paste_alpha", options.paste_alpha},
                                                                 {"mass_min", options.mass_min}}};
  for (const auto& [name, share] : shares) {
    if (!(share > 0.0 && share < 1.0))
      throw Error(fmt::format("prim: {} is {} (a share). Give a number between 0 and 1", name, share));
  }
}

void check_shapes(const PrimCases& cases) {
  if (cases.values.rows() != cases.interest.size() ||
      cases.values.cols() != static_cast<Index>(cases.columns.size()) || cases.columns.empty())
    throw Error(fmt::format(
        "prim: {} x {} values, {} outcomes and {} columns do not belong together. Give one row per case and "
        "one column per input",
        cases.values.rows(), cases.values.cols(), cases.interest.size(), cases.columns.size()));
}

void check_column(const PrimColumn& column, const Eigen::ArrayXd& values) {
  if (column.kind == PrimColumn::Kind::real) return;
  if ((values != values.round()).any())
    throw Error(fmt::format("prim: `{}` has a value that is no whole number. Call it real", column.name));
  if (column.kind == PrimColumn::Kind::category &&
      (values.minCoeff() < 0.0 || values.maxCoeff() >= static_cast<double>(column.categories.size())))
    throw Error(fmt::format("prim: `{}` has a category without a name. Name all its {} and more", column.name,
                            column.categories.size()));
}

PrimCases select_cases(const PrimCases& cases, const std::vector<Index>& rows) {
  return {cases.columns, cases.values(rows, Eigen::all), cases.interest(rows)};
}

PrimCases whole_cases(const PrimCases& cases) {
  check_shapes(cases);
  std::vector<Index> whole;
  for (Index row = 0; row < cases.interest.size(); ++row) {
    if (std::isfinite(cases.interest[row]) && cases.values.row(row).isFinite().all()) whole.push_back(row);
  }
  PrimCases rest = select_cases(cases, whole);
  if (!(rest.interest == 1.0).any())
    throw Error(fmt::format("prim: none of {} cases is of interest. Ask for a more frequent outcome",
                            rest.interest.size()));
  if (((rest.interest != 0.0) && (rest.interest != 1.0)).any())
    throw Error("prim: an outcome is neither 0 nor 1. Say of each case whether it is of interest");
  for (std::size_t column = 0; column < cases.columns.size(); ++column)
    check_column(cases.columns[column], rest.values.col(static_cast<Index>(column)));
  return rest;
}

std::vector<PrimStep> follow_cases(const PrimCases& cases, const PrimOptions& options) {
  prim::State state = prim::make_state(cases);
  return prim::follow(state, options);
}

template <typename Measure>
const PrimStep& nearest_step(const std::vector<PrimStep>& steps, double target, Measure measure) {
  return *std::ranges::min_element(steps, {},
                                   [&](const PrimStep& step) { return std::abs(step.*measure - target); });
}

void add_restricted(const PrimStep& all, const PrimStep& step, std::vector<double>& counts) {
  for (std::size_t column = 0; column < counts.size(); ++column)
    counts[column] += step.box[column] != all.box[column] ? 1.0 : 0.0;
}

std::string categories_in_words(const PrimColumn& column, const PrimRange& range) {
  std::vector<std::string> kept;
  for (std::size_t category = 0; category < range.kept.size(); ++category) {
    if (range.kept[category]) kept.push_back(column.categories[category]);
  }
  if (kept.size() == 1) return column.name + " is " + kept.front();
  return fmt::format("{} is one of {{{}}}", column.name, fmt::join(kept, ", "));
}

std::string range_in_words(const PrimColumn& column, const PrimRange& range, const PrimRange& all) {
  if (column.kind == PrimColumn::Kind::category) return categories_in_words(column, range);
  const std::string unit = column.unit.empty() ? "" : " " + column.unit;
  const bool low = range.low != all.low;
  const bool high = range.high != all.high;
  if (low && high && range.low == range.high)
    return fmt::format("{} is {:.4g}{}", column.name, range.low, unit);
  if (low && high)
    return fmt::format("{} between {:.4g} and {:.4g}{}", column.name, range.low, range.high, unit);
  if (low) return fmt::format("{} at least {:.4g}{}", column.name, range.low, unit);
  return fmt::format("{} at most {:.4g}{}", column.name, range.high, unit);
}

double harmonic(const PrimStep& step) {
  const double sum = step.coverage + step.density;
  return sum > 0.0 ? 2.0 * step.coverage * step.density / sum : 0.0;
}

}  // namespace

PrimTrajectory find_boxes(const PrimCases& cases, const PrimOptions& options) {
  check_options(options);
  const PrimCases whole = whole_cases(cases);
  return {follow_cases(whole, options),
          static_cast<std::size_t>(cases.interest.size() - whole.interest.size())};
}

PrimReproduced resample_boxes(const PrimCases& cases, const PrimOptions& options, const PrimStep& step,
                              const Resampling& resampling) {
  check_options(options);
  const PrimCases whole = whole_cases(cases);
  const auto count = static_cast<std::uint32_t>(whole.interest.size());
  PrimReproduced reproduced{std::vector<double>(cases.columns.size(), 0.0),
                            std::vector<double>(cases.columns.size(), 0.0), 0};
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample) {
    const auto drawn = draw_subset(resampling, resample, count, count / 2);
    const PrimCases half = select_cases(whole, {drawn.begin(), drawn.end()});
    if (!(half.interest == 1.0).any()) continue;
    ++reproduced.resamples;
    const auto steps = follow_cases(half, options);
    add_restricted(steps.front(), nearest_step(steps, step.coverage, &PrimStep::coverage),
                   reproduced.by_coverage);
    add_restricted(steps.front(), nearest_step(steps, step.density, &PrimStep::density),
                   reproduced.by_density);
  }
  for (double& share : reproduced.by_coverage) share /= static_cast<double>(reproduced.resamples);
  for (double& share : reproduced.by_density) share /= static_cast<double>(reproduced.resamples);
  return reproduced;
}

std::string box_words(const std::vector<PrimColumn>& columns, const PrimTrajectory& trajectory,
                      std::size_t step) {
  const std::vector<PrimRange>& all = trajectory.steps.front().box;
  const std::vector<PrimRange>& box = trajectory.steps.at(step).box;
  std::vector<std::string> limits;
  for (std::size_t column = 0; column < columns.size(); ++column) {
    if (box[column] != all[column])
      limits.push_back(range_in_words(columns[column], box[column], all[column]));
  }
  return limits.empty() ? "all cases" : fmt::format("{}", fmt::join(limits, " and "));
}

std::size_t choose_step(const PrimTrajectory& trajectory) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < trajectory.steps.size(); ++i) {
    const double gain = harmonic(trajectory.steps[i]) - harmonic(trajectory.steps[best]);
    if (gain > 0.0 || (gain == 0.0 && trajectory.steps[i].restricted < trajectory.steps[best].restricted))
      best = i;
  }
  return best;
}

}  // namespace comity::analysis
