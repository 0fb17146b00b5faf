// A design that grows: the points it had keep their ids.
#include "experiment/design.h"

#include "error.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace comity {
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
