/// Inside of PRIM: the box, and for every case which limits keep it out, kept up to date as single limits move.
#pragma once

#include "analysis/prim.h"

#include <limits>
#include <span>

namespace comity::analysis::prim {

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

enum class Side : std::uint8_t { low, high, category };

/// A box that differs from the present one in one limit, or in one category taken out or in.
struct Candidate {
  std::size_t column = 0;
  Side side = Side::low;
  double limit = 0.0;  // of a category: its index
  std::size_t cases = 0;
  std::size_t interesting = 0;
};

/// A limit has the number 2 column + (1 for high, else 0); a category column has one.
struct State {
  std::vector<PrimColumn> columns;
  Eigen::ArrayXXd values;                          // [cases x columns]
  std::vector<std::uint8_t> interest;              // [cases]
  std::vector<std::vector<std::uint32_t>> order;   // [columns] cases by value
  std::vector<std::vector<std::uint32_t>> inside;  // [columns] those in the box by value
  std::vector<PrimRange> initial;                  // [columns]
  std::vector<PrimRange> box;                      // [columns]
  std::vector<std::uint32_t> violated;             // [cases] by how many limits it is kept out
  std::vector<std::uint32_t> limits;               // [cases] sum of the numbers of these
  std::vector<std::size_t> only_cases;             // [limits] cases kept out by this one alone
  std::vector<std::size_t> only_interesting;       // [limits] of these of interest
  std::size_t cases = 0;                           // in the box
  std::size_t interesting = 0;
  std::size_t all_interesting = 0;
};

/// The box of all these cases, which are whole.
State make_state(const PrimCases& cases);

/// Makes the candidate the present box.
void accept(State& state, const Candidate& candidate);

/// The range of the candidate's column in its box.
PrimRange range_of(const State& state, const Candidate& candidate);

/// The present box with its measures.
PrimStep describe(const State& state);

/// Peels, then pastes; the boxes on the way, the first included.
std::vector<PrimStep> follow(State& state, const PrimOptions& options);

inline double value_of(const State& state, std::uint32_t row, std::size_t column) {
  return state.values(row, static_cast<Eigen::Index>(column));
}

inline std::uint32_t limit_number(std::size_t column, Side side) {
  return static_cast<std::uint32_t>(2 * column + (side == Side::high ? 1 : 0));
}

/// The rows of `sorted` (by value of the column) with low <= value <= high.
std::span<const std::uint32_t> rows_between(const State& state, std::size_t column,
                                            std::span<const std::uint32_t> sorted, const PrimRange& range);

}  // namespace comity::analysis::prim
