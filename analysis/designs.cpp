#include "analysis/designs.h"

#include "error.h"
#include "missing.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace comity::analysis {
namespace {

using Eigen::Index;

std::string question_of(const std::string& kind) {
  if (kind == "saltelli") return " Ask comity analyze sobol, scores or prim.";
  if (kind == "morris") return " Ask comity analyze morris.";
  if (kind == "lhs" || kind == "sobol" || kind == "grid" || kind == "list")
    return " Ask comity analyze scores or prim.";
  if (kind == "arms") return " Ask comity analyze compare.";
  return " Ask comity analyze summary.";
}

std::string alternatives(std::span<const std::string_view> kinds) {
  if (kinds.size() < 2) return std::string(kinds[0]);
  return fmt::format("{} or {}", fmt::join(kinds.first(kinds.size() - 1), ", "), kinds.back());
}

double decimal_year(double day) { return 1970.0 + day / kDaysPerYear; }

PrimColumn column_of(const Factor& factor) {
  PrimColumn column;
  column.name = factor.name;
  if (factor.kind == FactorKind::integer) column.kind = PrimColumn::Kind::integer;
  if (factor.levels.empty()) return column;
  column.kind = PrimColumn::Kind::category;
  column.categories = factor.levels;
  return column;
}

std::vector<std::string> arms_among(const PointOutputs& from) {
  std::set<std::string> present;
  for (const std::size_t id : from.points) present.insert(from.runs.design.points[id].arm);
  if (present.size() < 2) return {};
  std::vector<std::string> names;
  for (const Arm& arm : from.runs.design.arms) names.push_back(arm.name);
  return names;
}

}  // namespace

std::vector<double> outputs_of_points(const Record& runs, const RunValues& values) {
  std::vector<double> outputs;
  for (std::size_t point = 0; point < runs.points; ++point) {
    const std::vector<double> present = values_of_point(runs, values, point);
    outputs.push_back(present.size() == runs.replicates ? mean_of(present) : kMissing);
  }
  return outputs;
}

std::vector<std::size_t> points_of_arm(const Record& runs, const std::string& arm) {
  std::vector<std::size_t> points;
  for (std::size_t id = 0; id < runs.points; ++id) {
    if (arm.empty() || runs.design.points[id].arm == arm) points.push_back(id);
  }
  return points;
}

void need_design(const Record& runs, std::span<const std::string_view> kinds, const std::string& question) {
  const std::string& kind = runs.design.kind;
  if (std::ranges::find(kinds, kind) != kinds.end()) return;
  const std::string what =
      kind.empty() ? "has no factors (it is one point)" : fmt::format("is of the design {}", kind);
  throw Error(fmt::format("{}: {}, and {} needs {}.{} Designs: scenarios/README.md.",
                          runs.file.path().string(), what, question, alternatives(kinds), question_of(kind)));
}

NoiseShare find_noise(const Record& runs, std::span<const std::size_t> points, const RunValues& values) {
  const auto replicates = static_cast<Index>(runs.replicates);
  std::vector<std::size_t> whole;
  for (const std::size_t point : points) {
    if (values_of_point(runs, values, point).size() == runs.replicates) whole.push_back(point);
  }
  const auto count = static_cast<Index>(whole.size());
  if (replicates < 2 || count < 2) return {kMissing, kMissing, whole.size()};
  Eigen::ArrayXXd table(count, replicates);
  for (Index i = 0; i < count; ++i) {
    const std::size_t begin = whole[static_cast<std::size_t>(i)] * runs.replicates;
    for (Index k = 0; k < replicates; ++k) table(i, k) = values.values[begin + static_cast<std::size_t>(k)];
  }
  const Eigen::ArrayXd of_points = table.rowwise().mean();
  const Eigen::ArrayXd of_replicates = table.colwise().mean().transpose();
  const double mean = table.mean();
  double residual = 0.0;
  for (Index i = 0; i < count; ++i) {
    for (Index k = 0; k < replicates; ++k) {
      const double gap = table(i, k) - of_points[i] - of_replicates[k] + mean;
      residual += gap * gap;
    }
  }
  residual /= static_cast<double>((count - 1) * (replicates - 1));
  const double between = (of_points - mean).square().sum() / static_cast<double>(count - 1);
  const double noise = residual / static_cast<double>(replicates);
  if (!(between > 0.0)) return {kMissing, kMissing, whole.size()};
  return {std::min(1.0, noise / between), residual / (std::max(0.0, between - noise) + residual),
          whole.size()};
}

std::vector<std::size_t> sample_points(const Record& runs, const std::vector<std::size_t>& points) {
  if (runs.design.kind != "saltelli") return points;
  std::vector<std::size_t> sample;
  for (const std::size_t id : points) {
    const std::string& role = runs.design.points[id].role;
    if (role == "A" || role == "B") sample.push_back(id);
  }
  return sample;
}

GivenRuns collect_given(const PointOutputs& from) {
  const auto& factors = from.runs.design.factors;
  const auto count = static_cast<Index>(from.points.size());
  GivenRuns given{Eigen::ArrayXXd(count, factors.size()), Eigen::ArrayXd(count)};
  for (Index row = 0; row < count; ++row) {
    const std::size_t id = from.points[static_cast<std::size_t>(row)];
    const auto& values = from.runs.design.points[id].values;
    for (std::size_t k = 0; k < factors.size(); ++k) given.inputs(row, static_cast<Index>(k)) = values[k];
    given.outputs[row] = from.outputs[id];
  }
  return given;
}

PrimCases collect_prim(const PointOutputs& from) {
  const GivenRuns given = collect_given(from);
  const auto& factors = from.runs.design.factors;
  PrimCases cases{{}, given.inputs, given.outputs};
  for (std::size_t k = 0; k < factors.size(); ++k) {
    cases.columns.push_back(column_of(factors[k]));
    if (factors[k].kind != FactorKind::date) continue;
    auto column = cases.values.col(static_cast<Index>(k));
    column = column.unaryExpr([](double day) { return decimal_year(day); });
  }
  const std::vector<std::string> arms = arms_among(from);
  if (arms.empty()) return cases;
  cases.columns.push_back({"arm", PrimColumn::Kind::category, arms, {}});
  cases.values.conservativeResize(Eigen::NoChange, cases.values.cols() + 1);
  for (Index row = 0; row < cases.values.rows(); ++row) {
    const std::string& arm = from.runs.design.points[from.points[static_cast<std::size_t>(row)]].arm;
    cases.values(row, cases.values.cols() - 1) =
        static_cast<double>(std::ranges::find(arms, arm) - arms.begin());
  }
  return cases;
}

}  // namespace comity::analysis
