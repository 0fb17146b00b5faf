/// Scenario discovery: boxes of inputs in which the cases of interest are frequent, by the Patient Rule Induction Method (Friedman
/// and Fisher 1999) with the rules of the EMA workbench.
#pragma once

#include "analysis/interval.h"
#include "enumeration.h"

#include <Eigen/Core>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// One input.
struct PrimColumn {
  enum class Kind : std::uint8_t { real, integer, category };
  std::string name;
  Kind kind = Kind::real;
  std::vector<std::string> categories;  // of a category: its values are indices into this
  std::string unit;                     // for the words; empty: none
};

/// Cases, a row each. A case with a value that is NaN or infinite is failed, dropped and counted.
struct PrimCases {
  std::vector<PrimColumn> columns;
  Eigen::ArrayXXd values;   // [cases x columns]
  Eigen::ArrayXd interest;  // [cases] 1: of interest, 0: not
};

/// What the next box is to have most of; n cases and mean m, before and after.
COMITY_ENUM(PrimObjective,
            (lenient1, "(m_new - m_old) / |n_new - n_old|: gain in mean per case given up"),
            (lenient2, "lenient1 times n_new: the same, with a preference for large boxes"),
            (original, "m_new: the highest mean"))

/// How patiently to look. Every share in (0, 1).
struct PrimOptions {
  double peel_alpha = 0.05;   // share of the box that a peel gives up
  double paste_alpha = 0.05;  // share of what lies outside a limit that a paste takes back
  double mass_min = 0.05;     // smallest share of all cases in a box
  PrimObjective objective = PrimObjective::lenient1;
};

/// What a box allows of one input.
struct PrimRange {
  double low = 0.0;  // both inclusive
  double high = 0.0;
  std::vector<bool> kept;  // [categories] of a category: which are in the box
  bool operator==(const PrimRange&) const = default;
};

/// Quasi-p of the limits of one input: P(X >= k) of a binomial X with n trials and the density the box has without that one limit;
/// small: the limit matters. NaN: no such limit. A category has one, in `low`.
struct PrimQuasi {
  double low = 0.0;
  double high = 0.0;
};

/// One box of the trajectory.
struct PrimStep {
  std::size_t cases = 0;           // n in the box
  std::size_t interesting = 0;     // k of these of interest
  double coverage = 0.0;           // k / all of interest
  double density = 0.0;            // k / n
  double mass = 0.0;               // n / all
  std::size_t restricted = 0;      // inputs with a limit
  std::vector<PrimRange> box;      // [columns]
  std::vector<PrimQuasi> quasi_p;  // [columns]
};

/// From the box of all cases, by peeling, then by pasting. Ties go to the box with fewer restricted inputs, then to the first of:
/// real columns in their order, upper before lower limit; integer columns likewise; categories in their order.
struct PrimTrajectory {
  std::vector<PrimStep> steps;  // the first holds all cases
  std::size_t failed = 0;       // cases dropped
};

/// Throws Error when shapes disagree, `interest` has another value than 0 and 1, a category has no name, an option is out of its
/// range, or no case is of interest.
PrimTrajectory find_boxes(const PrimCases& cases, const PrimOptions& options);

/// The step that is told: the largest harmonic mean of coverage and density, of equals the one with fewer limits.
std::size_t choose_step(const PrimTrajectory& trajectory);

/// In how many of the trajectories of random halves of the cases an input is restricted, at the step next to the given one.
struct PrimReproduced {
  std::vector<double> by_coverage;  // [columns] share; next in coverage
  std::vector<double> by_density;   // [columns] share; next in density
  std::size_t resamples = 0;        // halves with a case of interest; the shares are of these, NaN of none
};
PrimReproduced resample_boxes(const PrimCases& cases, const PrimOptions& options, const PrimStep& step,
                              const Resampling& resampling);

/// The limits of step `step` in words, e.g. `price at least 0.6 and law is one of {mlat, cloud}`; `all cases` without any.
std::string box_words(const std::vector<PrimColumn>& columns, const PrimTrajectory& trajectory,
                      std::size_t step);

}  // namespace comity::analysis
