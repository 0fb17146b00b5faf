#include "analysis/designs.h"

#include "error.h"
#include "missing.h"
#include "random/elementary.h"
#include "text/number.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

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

namespace {

std::string way_out(const Record& runs) {
  return runs.failed_runs > 0
             ? "Make the failed runs again (comity sweep --retry-failed), or choose another metric."
             : "No run failed: choose another metric.";
}

// The outputs of one base point by role.
struct Block {
  double a = kMissing;
  double b = kMissing;
  std::vector<double> ab;
  std::vector<double> ba;
};

// Where a role stands; nothing for one that is not Saltelli's.
double* slot_of(Block& block, const std::string& role) {
  if (role == "A") return &block.a;
  if (role == "B") return &block.b;
  const bool first = role.starts_with("AB");
  if (!first && !role.starts_with("BA")) return nullptr;
  const auto factor = parse_number<std::size_t>(std::string_view(role).substr(2));
  std::vector<double>& list = first ? block.ab : block.ba;
  return factor && *factor >= 1 && *factor <= list.size() ? &list[*factor - 1] : nullptr;
}

bool is_whole(const Block& block, bool second) {
  const auto present = [](const std::vector<double>& values) {
    for (const double value : values) {
      if (!std::isfinite(value)) return false;
    }
    return true;
  };
  return std::isfinite(block.a) && std::isfinite(block.b) && present(block.ab) &&
         (!second || present(block.ba));
}

SobolOutputs as_outputs(const std::vector<Block>& blocks, std::size_t factors, bool second) {
  const auto rows = static_cast<Index>(blocks.size());
  const auto columns = static_cast<Index>(factors);
  SobolOutputs outputs{Eigen::ArrayXd(rows), Eigen::ArrayXd(rows), Eigen::ArrayXXd(rows, columns), {}};
  if (second) outputs.ba.resize(rows, columns);
  for (Index row = 0; row < rows; ++row) {
    const Block& block = blocks[static_cast<std::size_t>(row)];
    outputs.a[row] = block.a;
    outputs.b[row] = block.b;
    for (Index k = 0; k < columns; ++k) outputs.ab(row, k) = block.ab[static_cast<std::size_t>(k)];
    for (Index k = 0; second && k < columns; ++k) outputs.ba(row, k) = block.ba[static_cast<std::size_t>(k)];
  }
  return outputs;
}

using ScramblesOfBlocks = std::map<std::uint32_t, std::map<std::uint32_t, Block>>;

std::pair<double, double> dummy_of(const SobolOutputs& outputs, std::span<const std::uint32_t> counts) {
  double sum = 0.0;
  double squares = 0.0;
  double products = 0.0;
  double squares_of_a = 0.0;
  const auto number = static_cast<double>(counts.size());
  const double centre = 0.5 * (outputs.a.mean() + outputs.b.mean());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const double a = outputs.a[static_cast<Index>(i)] - centre;
    const double b = outputs.b[static_cast<Index>(i)] - centre;
    sum += counts[i] * (a + b);
    squares += counts[i] * (a * a + b * b);
    products += counts[i] * a * b;
    squares_of_a += counts[i] * a * a;
  }
  const double mean = sum / (2.0 * number);
  const double variance = squares / (2.0 * number) - mean * mean;
  if (!(variance > 0.0)) return {0.0, 0.0};
  return {(products / number - mean * mean) / variance,
          1.0 - (squares_of_a / number - mean * mean) / variance};
}

DummyIndices dummy_by_bootstrap(const SobolOutputs& outputs, const Resampling& resampling) {
  std::vector<std::uint32_t> counts(static_cast<std::size_t>(outputs.a.size()), 1U);
  const auto [first, total] = dummy_of(outputs, counts);
  std::vector<double> firsts;
  std::vector<double> totals;
  for (std::uint32_t resample = 0; resample < resampling.resamples; ++resample) {
    draw_counts(resampling, resample, counts);
    const auto [one_first, one_total] = dummy_of(outputs, counts);
    firsts.push_back(one_first);
    totals.push_back(one_total);
  }
  return {normal_interval(first, firsts, resampling.level), normal_interval(total, totals, resampling.level)};
}

// A trajectory's points in the unit cube; nothing when a step is missing.
std::optional<Eigen::ArrayXXd> places_of(const PointOutputs& from, const std::vector<std::size_t>& ids) {
  const auto& design = from.runs.design;
  const std::size_t factors = design.factors.size();
  if (ids.size() != factors + 1 || design.points[ids[0]].role != "base") return std::nullopt;
  Eigen::ArrayXXd places(static_cast<Index>(ids.size()), static_cast<Index>(factors));
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (!std::isfinite(from.outputs[ids[i]])) return std::nullopt;
    for (std::size_t k = 0; k < factors; ++k)
      places(static_cast<Index>(i), static_cast<Index>(k)) =
          place_in_range(design.factors[k], design.points[ids[i]].values[k]);
  }
  return places;
}

}  // namespace

SobolDesign collect_sobol(const PointOutputs& from) {
  const std::size_t factors = from.runs.design.factors.size();
  ScramblesOfBlocks scrambles;
  bool second = false;
  for (const std::size_t id : from.points) {
    const DesignPoint& point = from.runs.design.points[id];
    Block& block = scrambles[point.scramble][point.block];
    block.ab.resize(factors, kMissing);
    block.ba.resize(factors, kMissing);
    if (double* place = slot_of(block, point.role)) *place = from.outputs[id];
    second = second || point.role.starts_with("BA");
  }
  SobolDesign design;
  for (const auto& [scramble, blocks] : scrambles) {
    std::vector<Block> whole;
    for (const auto& [number, block] : blocks) {
      if (is_whole(block, second)) whole.push_back(block);
    }
    design.blocks += whole.size();
    design.dropped += blocks.size() - whole.size();
    if (!whole.empty()) design.scrambles.push_back(as_outputs(whole, factors, second));
  }
  if (design.scrambles.empty())
    throw Error(fmt::format("{}: none of its {} base points has a value in all its runs. {}",
                            from.runs.file.path().string(), design.dropped, way_out(from.runs)));
  return design;
}

std::vector<SobolOutputs> first_part(const SobolDesign& design, int parts) {
  std::vector<SobolOutputs> shorter;
  for (const SobolOutputs& outputs : design.scrambles) {
    const Index points = outputs.a.size() / parts;
    if (points > 0) shorter.push_back(first_points(outputs, points));
  }
  return shorter;
}

SobolIndices estimate_design(std::span<const SobolOutputs> scrambles, const SobolOptions& options) {
  return scrambles.size() > 1 ? estimate_sobol_scrambles(scrambles, options)
                              : estimate_sobol(scrambles[0], options);
}

DummyIndices estimate_dummy(std::span<const SobolOutputs> scrambles, const Resampling& resampling) {
  if (scrambles.size() == 1) return dummy_by_bootstrap(scrambles[0], resampling);
  std::vector<double> firsts;
  std::vector<double> totals;
  for (const SobolOutputs& outputs : scrambles) {
    const std::vector<std::uint32_t> once(static_cast<std::size_t>(outputs.a.size()), 1U);
    const auto [first, total] = dummy_of(outputs, once);
    firsts.push_back(first);
    totals.push_back(total);
  }
  return {mean_interval(firsts, resampling.level), mean_interval(totals, resampling.level)};
}

double place_in_range(const Factor& factor, double value) {
  if (!factor.levels.empty())
    return value / static_cast<double>(std::max<std::size_t>(factor.levels.size(), 2) - 1);
  const bool listed = !factor.values.empty();
  const double low = listed ? std::ranges::min(factor.values) : factor.low;
  const double high = listed ? std::ranges::max(factor.values) : factor.high;
  if (low == high) return 0.0;
  if (factor.logarithmic) return log_same(value / low) / log_same(high / low);
  return (value - low) / (high - low);
}

MorrisDesign collect_morris(const PointOutputs& from) {
  std::map<std::uint32_t, std::vector<std::size_t>> trajectories;
  for (const std::size_t id : from.points) trajectories[from.runs.design.points[id].block].push_back(id);
  MorrisDesign design;
  std::vector<Eigen::ArrayXXd> places;
  std::vector<double> outputs;
  for (const auto& [block, ids] : trajectories) {
    auto whole = places_of(from, ids);
    if (!whole) ++design.dropped;
    if (!whole) continue;
    places.push_back(std::move(*whole));
    for (const std::size_t id : ids) outputs.push_back(from.outputs[id]);
  }
  if (places.empty())
    throw Error(fmt::format("{}: none of its {} trajectories has a value in all its runs. {}",
                            from.runs.file.path().string(), design.dropped, way_out(from.runs)));
  const Index rows = places[0].rows();
  design.runs.points.resize(rows * static_cast<Index>(places.size()), places[0].cols());
  for (std::size_t i = 0; i < places.size(); ++i)
    design.runs.points.middleRows(static_cast<Index>(i) * rows, rows) = places[i];
  design.runs.outputs = Eigen::Map<const Eigen::ArrayXd>(outputs.data(), static_cast<Index>(outputs.size()));
  return design;
}

}  // namespace comity::analysis
