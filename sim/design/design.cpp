#include "design/design.h"

#include "day.h"
#include "design/design_points.h"
#include "error.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace comity {

namespace {

constexpr double kMostPoints = 1e7;
constexpr double kMostBytes = 2e9;

// An upper estimate: a point, its values, their slots while they are drawn, their text. 100,000 points of 5 factors were
// seen to take about 41 MB in all.
constexpr double kBytesPerPoint = 150.0;
constexpr double kBytesPerValue = 45.0;

struct DesignRow {
  DesignKind kind;
  std::string_view word;
  std::vector<DesignPoint> (*make)(const SweepPlan& plan, const DesignProgress& show);
  double (*count)(const SweepPlan& plan);  // how many points it makes; of one-at-a-time at most
};

double grid_count(const SweepPlan& plan) {
  double count = 1.0;
  for (const auto& factor : plan.factors) {
    const std::size_t values = count_values(factor);
    count *= values == 0 ? 2.0 : static_cast<double>(values);
  }
  return count;
}

double single_count(const SweepPlan& plan) {
  double count = 1.0;
  for (const auto& factor : plan.factors)
    count += static_cast<double>(std::max<std::size_t>(2, count_values(factor)));
  return count;
}

double list_count(const SweepPlan& plan) { return static_cast<double>(plan.listed.size()); }

double lhs_count(const SweepPlan& plan) { return plan.points; }

double sobol_count(const SweepPlan& plan) {
  return static_cast<double>(plan.points) * std::max(1, plan.scrambles);
}

double saltelli_count(const SweepPlan& plan) {
  const double rows = static_cast<double>(plan.factors.size()) * (plan.second_order ? 2.0 : 1.0) + 2.0;
  return sobol_count(plan) * rows;
}

double morris_count(const SweepPlan& plan) {
  return static_cast<double>(plan.trajectories) * static_cast<double>(plan.factors.size() + 1);
}

constexpr std::array kDesigns = {
    DesignRow{DesignKind::grid, "grid", grid_points, grid_count},
    DesignRow{DesignKind::list, "list", list_points, list_count},
    DesignRow{DesignKind::lhs, "lhs", lhs_points, lhs_count},
    DesignRow{DesignKind::sobol, "sobol", sobol_points, sobol_count},
    DesignRow{DesignKind::saltelli, "saltelli", saltelli_points, saltelli_count},
    DesignRow{DesignKind::morris, "morris", morris_points, morris_count},
    DesignRow{DesignKind::one_at_a_time, "one-at-a-time", single_points, single_count},
};

const DesignRow& row_of(DesignKind kind) {
  for (const auto& row : kDesigns) {
    if (row.kind == kind) return row;
  }
  fail_expectation("a row for every kind of design", __FILE__, __LINE__);
}

/// Every point once for every arm.
std::vector<DesignPoint> cross(std::vector<DesignPoint> points, const std::vector<Arm>& arms) {
  if (arms.empty()) return points;
  std::vector<DesignPoint> crossed;
  crossed.reserve(points.size() * arms.size());
  for (const auto& point : points) {
    for (const auto& arm : arms) {
      crossed.push_back(point);
      crossed.back().arm = arm.name;
    }
  }
  return crossed;
}

}  // namespace

std::string_view design_word(DesignKind kind) { return row_of(kind).word; }

double count_points(const SweepPlan& plan) {
  if (plan.factors.empty()) return std::max<double>(1.0, static_cast<double>(plan.arms.size()));
  return row_of(plan.kind).count(plan) * std::max<double>(1.0, static_cast<double>(plan.arms.size()));
}

double bytes_of_design(const SweepPlan& plan) {
  return count_points(plan) * (kBytesPerPoint + kBytesPerValue * static_cast<double>(plan.factors.size()));
}

Design make_design(const SweepPlan& plan, const DesignProgress& show) {
  if (const double count = count_points(plan); count > kMostPoints) {
    throw Error(
        fmt::format("sweep: the design has {:.0f} points (at most {:.0f}). Fewer values, points or arms.",
                    count, kMostPoints));
  }
  if (const double bytes = bytes_of_design(plan); bytes > kMostBytes) {
    throw Error(fmt::format(
        "sweep: the design of {:.0f} points of {} factors takes {:.1f} GB of memory (at most {:.0f} GB). "
        "Fewer points or factors, or several sweeps.",
        count_points(plan), plan.factors.size(), bytes / 1e9, kMostBytes / 1e9));
  }
  Design design;
  design.factors = plan.factors;
  design.arms = plan.arms;
  design.levels = plan.levels;
  design.scrambles = plan.scrambles;
  design.seed = plan.seed;
  if (!plan.factors.empty()) {
    design.kind = design_word(plan.kind);
    design.points = row_of(plan.kind).make(plan, show);
  } else {
    design.kind = plan.arms.empty() ? "" : "arms";
    design.points.emplace_back();
  }
  design.points = cross(std::move(design.points), plan.arms);
  return design;
}

namespace {

std::string number_text(FactorKind kind, double value) {
  if (kind == FactorKind::date) return to_string(static_cast<Day>(value));
  if (kind == FactorKind::integer) return fmt::format("{}", static_cast<std::int64_t>(value));
  return fmt::format("{}", value);
}

}  // namespace

std::string value_text(const Factor& factor, double value) {
  return factor.levels.empty() ? number_text(factor.kind, value)
                               : factor.levels[static_cast<std::size_t>(value)];
}

namespace {

void add_settings(std::vector<std::string>& settings, const Factor& factor, double value) {
  if (!factor.packages.empty()) {
    const auto& package = factor.packages[static_cast<std::size_t>(value)];
    settings.insert(settings.end(), package.begin(), package.end());
    return;
  }
  settings.push_back(factor.name + "=" + value_text(factor, value));
  for (const auto& linked : factor.linked) {
    const double own = linked_value(factor, linked, value);
    settings.push_back(linked.name + "=" +
                       (linked.same ? value_text(factor, own) : number_text(linked.kind, own)));
  }
}

}  // namespace

std::vector<std::string> settings_of(const Design& design, std::size_t point) {
  const DesignPoint& wanted = design.points[point];
  std::vector<std::string> settings;
  for (std::size_t i = 0; i < design.factors.size(); ++i) {
    add_settings(settings, design.factors[i], wanted.values[i]);
  }
  for (const auto& arm : design.arms) {
    if (arm.name == wanted.arm) settings.insert(settings.end(), arm.settings.begin(), arm.settings.end());
  }
  return settings;
}

// A design that grows: the points it had keep their ids.

namespace {

[[noreturn]] void refuse(const std::string& what) {
  throw Error(
      fmt::format("sweep: {}. Give the old design again, or start a new sweep under another name.", what));
}

template <class Items>
std::string names_of(const Items& items) {
  std::string names;
  for (const auto& item : items) names += (names.empty() ? "" : ", ") + item.name;
  return names.empty() ? "none" : names;
}

bool same_links(const Factor& a, const Factor& b) {
  return std::equal(a.linked.begin(), a.linked.end(), b.linked.begin(), b.linked.end(),
                    [](const LinkedName& x, const LinkedName& y) {
                      return x.name == y.name && x.same == y.same && x.low == y.low && x.high == y.high &&
                             x.kind == y.kind;
                    });
}

void check_factors(const Design& before, const Design& wanted) {
  if (before.kind != wanted.kind) {
    refuse(fmt::format("the design was {} and is {}",
                       before.kind.empty() ? "the scenario alone" : before.kind,
                       wanted.kind.empty() ? "the scenario alone" : wanted.kind));
  }
  if (names_of(before.factors) != names_of(wanted.factors)) {
    refuse(fmt::format("the factors were {} and are {}", names_of(before.factors), names_of(wanted.factors)));
  }
  for (std::size_t i = 0; i < before.factors.size(); ++i) {
    const Factor& old = before.factors[i];
    const Factor& now = wanted.factors[i];
    if (old.kind != now.kind) refuse(fmt::format("the values of {} are of another kind", old.name));
    if (!same_links(old, now)) refuse(fmt::format("other names are linked with {}", old.name));
    for (std::size_t k = 0; k < old.packages.size() && !now.packages.empty(); ++k) {
      const auto found = std::find(now.levels.begin(), now.levels.end(), old.levels[k]) - now.levels.begin();
      if (static_cast<std::size_t>(found) == now.levels.size()) continue;
      if (now.packages[static_cast<std::size_t>(found)] != old.packages[k])
        refuse(fmt::format("the set {} of {} sets other values", old.levels[k], old.name));
    }
  }
}

void check_arms(const Design& before, const Design& wanted) {
  for (const auto& old : before.arms) {
    for (const auto& now : wanted.arms) {
      if (old.name == now.name && old.settings != now.settings)
        refuse(fmt::format("the arm {} sets other values", old.name));
    }
  }
}

/// The levels of `before` first, so that their numbers stay; the points of `wanted` follow.
void keep_levels(const Design& before, Design& wanted) {
  for (std::size_t i = 0; i < wanted.factors.size(); ++i) {
    Factor& now = wanted.factors[i];
    Factor kept = before.factors[i];
    std::vector<double> number(now.levels.size());
    for (std::size_t k = 0; k < now.levels.size(); ++k) {
      const auto found =
          std::find(kept.levels.begin(), kept.levels.end(), now.levels[k]) - kept.levels.begin();
      number[k] = static_cast<double>(found);
      if (static_cast<std::size_t>(found) < kept.levels.size()) continue;
      kept.levels.push_back(now.levels[k]);
      if (!now.packages.empty()) kept.packages.push_back(now.packages[k]);
    }
    if (now.levels.empty()) continue;
    now.levels = std::move(kept.levels);
    now.packages = std::move(kept.packages);
    now.base = number[static_cast<std::size_t>(now.base)];
    for (auto& point : wanted.points) point.values[i] = number[static_cast<std::size_t>(point.values[i])];
  }
}

/// Whether the block of a point is part of what it is; else it only numbers the factor points.
bool has_blocks(const Design& design) {
  return design.kind == "lhs" || design.kind == "sobol" || design.kind == "saltelli" ||
         design.kind == "morris";
}

/// Names points so that the same point has the same name in both designs; the second equal one has another.
class PointNames {
 public:
  explicit PointNames(bool blocks) : blocks_(blocks) {}

  /// The factor point, without its arm.
  std::string name(const DesignPoint& point) {
    std::string name = blocks_ ? fmt::format("{}.{}", point.block, point.scramble) : "";
    name += point.role;
    for (const double value : point.values) name += fmt::format(" {}", value);
    return fmt::format("{} #{}", name, seen_[name + '\n' + point.arm]++);
  }

 private:
  bool blocks_;
  std::unordered_map<std::string, int> seen_;
};

bool begins_with(const std::vector<DesignPoint>& points, const std::vector<DesignPoint>& first) {
  const auto same = [](const DesignPoint& a, const DesignPoint& b) {
    return a.values == b.values && a.role == b.role && a.block == b.block && a.scramble == b.scramble &&
           a.arm == b.arm;
  };
  return points.size() >= first.size() && std::equal(first.begin(), first.end(), points.begin(), same);
}

std::string in_words(const Design& design, const DesignPoint& point) {
  std::string words = point.role;
  for (std::size_t i = 0; i < design.factors.size(); ++i) {
    words += fmt::format("{}{} = {}", words.empty() ? "" : ", ", design.factors[i].name,
                         value_text(design.factors[i], point.values[i]));
  }
  return words + (point.arm.empty() ? "" : (words.empty() ? "arm " : ", arm ") + point.arm);
}

}  // namespace

Design extend_design(const Design& before, Design wanted) {
  check_factors(before, wanted);
  check_arms(before, wanted);
  keep_levels(before, wanted);
  if (begins_with(wanted.points, before.points)) return wanted;
  std::unordered_map<std::string, std::size_t> place;       // of a point with its arm in `before`
  std::unordered_map<std::string, std::uint32_t> block_of;  // of a factor point
  PointNames old_names(has_blocks(before));
  std::uint32_t blocks = 0;
  for (std::size_t i = 0; i < before.points.size(); ++i) {
    const std::string name = old_names.name(before.points[i]);
    place.emplace(name + '\n' + before.points[i].arm, i);
    block_of.emplace(name, before.points[i].block);
    blocks = std::max(blocks, before.points[i].block + 1);
  }
  std::vector<DesignPoint> points = before.points;
  std::size_t found = 0;
  PointNames new_names(has_blocks(wanted));
  const bool counted = !has_blocks(wanted) && wanted.kind != "one-at-a-time";
  for (auto& point : wanted.points) {
    const std::string name = new_names.name(point);
    if (place.erase(name + '\n' + point.arm) == 1) {
      ++found;
      continue;
    }
    if (counted) {
      const auto [known, fresh] = block_of.emplace(name, blocks);
      blocks += fresh ? 1 : 0;
      point.block = known->second;
    }
    points.push_back(std::move(point));
  }
  if (found < before.points.size()) {
    std::size_t first = before.points.size();
    for (const auto& [name, i] : place) first = std::min(first, i);
    refuse(fmt::format("the new design has not {} of the {} points of the old one (first: point {}, {}){}",
                       before.points.size() - found, before.points.size(), first,
                       in_words(before, before.points[first]),
                       wanted.kind == "lhs" ? "; a Latin hypercube keeps its points only when doubled" : ""));
  }
  wanted.points = std::move(points);
  return wanted;
}

}  // namespace comity
