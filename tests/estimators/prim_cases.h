/// Cases with inputs of all kinds, and boxes by their definition.
#pragma once

#include "analysis/prim.h"
#include "support/dice.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace comity::test {
using namespace analysis;

/// Whether a row is in the box, by its definition.
inline bool is_inside(const PrimCases& cases, const std::vector<PrimRange>& box, Eigen::Index row) {
  for (std::size_t column = 0; column < box.size(); ++column) {
    const double value = cases.values(row, static_cast<Eigen::Index>(column));
    if (cases.columns[column].kind == PrimColumn::Kind::category) {
      if (!box[column].kept[static_cast<std::size_t>(value)]) return false;
    } else if (value < box[column].low || value > box[column].high) {
      return false;
    }
  }
  return true;
}

inline std::pair<std::size_t, std::size_t> count_inside(const PrimCases& cases,
                                                        const std::vector<PrimRange>& box) {
  std::pair<std::size_t, std::size_t> counts;
  for (Eigen::Index row = 0; row < cases.interest.size(); ++row) {
    if (!is_inside(cases, box, row)) continue;
    ++counts.first;
    counts.second += cases.interest[row] != 0.0 ? 1U : 0U;
  }
  return counts;
}

/// A real, an integer and a categorical input; the interesting cases are a box of all three, with noise.
inline PrimCases mixed(std::uint32_t seed, Eigen::Index count, double noise) {
  test::Dice dice(seed);
  PrimCases cases;
  cases.columns = {{"law", PrimColumn::Kind::category, {"mlat", "cloud", "eevidence", "none"}, ""},
                   {"courts", PrimColumn::Kind::integer, {}, ""},
                   {"price", PrimColumn::Kind::real, {}, "EUR"},
                   {"idle", PrimColumn::Kind::integer, {}, ""}};
  cases.values.resize(count, 4);
  cases.interest.resize(count);
  for (Eigen::Index row = 0; row < count; ++row) {
    cases.values(row, 0) = dice.between(0, 3);
    cases.values(row, 1) = dice.between(-9, 9);
    cases.values(row, 2) = dice.within(0.0, 10.0);
    cases.values(row, 3) = dice.between(0, 2);
    const bool inside = (cases.values(row, 0) == 1.0 || cases.values(row, 0) == 2.0) &&
                        cases.values(row, 1) >= -3.0 && cases.values(row, 2) <= 6.0;
    cases.interest[row] = inside != dice.chance(noise) ? 1.0 : 0.0;
  }
  return cases;
}

/// The pasted upper limit of `column` by its definition: the 5 % quantile (no ties) from the old limit to the end of the cases
/// that meet the other limits.
inline double pasted_high(const PrimCases& cases, const PrimStep& before, const PrimRange& all,
                          std::size_t column) {
  std::vector<PrimRange> beyond = before.box;
  beyond[column] = {before.box[column].high, all.high, {}};
  std::vector<double> values;
  for (Eigen::Index row = 0; row < cases.interest.size(); ++row) {
    if (is_inside(cases, beyond, row)) values.push_back(cases.values(row, static_cast<Eigen::Index>(column)));
  }
  std::ranges::sort(values);
  const double place = 0.05 * static_cast<double>(values.size() - 1);
  return (values.at(static_cast<std::size_t>(place)) +
          values.at(static_cast<std::size_t>(std::ceil(place)))) /
         2.0;
}

}  // namespace comity::test
