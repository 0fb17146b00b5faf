/// Policies compared: arms of a design, whose runs share their random numbers replicate by replicate.
#pragma once

#include "analysis/interval.h"
#include "analysis/values.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// The points of a design by factor point and arm. Factor points that lack an arm are left out.
struct Arms {
  std::vector<std::string> names;                // in the order of the design
  std::vector<std::vector<std::size_t>> points;  // [factor points][arms] ids of points
  std::size_t incomplete = 0;                    // factor points left out
};

/// The arms of a file; throws Error when its design has none.
Arms find_arms(const Record& runs);

/// The number of an arm; throws Error with a suggestion when there is none of this name.
std::size_t find_arm(const Record& runs, const Arms& arms, const std::string& name);

/// One arm against another. A pair is the same point and replicate under both; pairs with a failed run are dropped, and the rest of
/// a replicate is averaged over its points. Effect sizes have no intervals: none was found that holds skewed ones.
struct ArmDifference {
  // Mean of arm - reference in the same replicate and point; skew_t interval over replicates (over points when there is one).
  Bounded difference;
  Bounded paired_size;  // d_z: difference / standard deviation of the paired differences
  Bounded size;         // d: difference / root of the mean variance of the two arms
  Bounded superiority;  // share of pairs in which the arm has the larger value, ties half
  IntervalMethod superiority_method =
      IntervalMethod::none;          // exact_share of one point, else skew_t over replicates
  std::vector<double> gaps;          // [units] arm - reference, each the mean of its pairs
  std::vector<std::size_t> numbers;  // [units] which replicate (or point) each is
  std::size_t units = 0;             // replicates (or points) used
  bool same = false;  // the difference is the same in all of them (two at least), so that it has no interval
  std::size_t dropped = 0;    // pairs of which a run failed
  std::size_t undefined = 0;  // pairs without a value, left out too
};

/// Whether the arms differ beyond chance: the interval does not hold 0, or all of at least six units have the same difference and it is
/// not 0 (of six that go either way by chance, all go one way in 3 %).
bool is_seen(const ArmDifference& found);

/// A metric of the runs of all arms.
struct ArmValues {
  const Record& runs;
  const Arms& arms;
  const RunValues& values;
};

/// The mean of an arm over its runs with a value; NaN of none.
double mean_of_arm(const ArmValues& from, std::size_t arm);

/// An arm, and what it is compared with.
struct ArmPair {
  std::size_t arm = 0;
  std::size_t reference = 0;
};

/// Compares two arms in one metric.
ArmDifference compare_arms(const ArmValues& from, const ArmPair& pair, double level);

/// The same of numbers that pair one by one, each pair a unit; a pair in which one is NaN is left out.
ArmDifference compare_pairs(std::span<const double> arm, std::span<const double> reference, double level);

/// The same of numbers that do not pair: the difference of the means with Welch's interval; P(higher) over all pairs of one and the
/// other, without an interval; no d_z and no gaps. `units` is the smaller number of values; NaN are left out.
ArmDifference compare_groups(std::span<const double> arm, std::span<const double> reference, double level);

/// A condition on a metric, `demands >= 100`.
struct Threshold {
  std::string metric;
  std::string comparison;  // >=, <=, >, <
  double bound = 0.0;
};

/// Reads `METRIC >= X`. Throws Error when it is no such condition.
Threshold read_threshold(const std::string& option, const std::string& text);

/// Whether a value meets a condition; NaN never does.
bool meets(const Threshold& threshold, double value);

/// A metric as an actor sees it.
struct Goal {
  RunValues values;
  bool higher = true;  // is better
};

/// What choosing one arm costs an actor, over the factor points: the gap between the point's best arm and this one, in the unit of
/// the metric, each arm valued by its mean over the replicates in which no arm failed.
///
/// The largest of noisy means lies above the largest true one, so that the estimate is too high and no bootstrap around it holds
/// the truth as often as it says (77 % at 5 replicates, 89 % at 12). The interval does, and more often where arms are close:
/// from below skew_t of the gap to the arm that is best in the other replicates, which is never above the true gap in the mean; from
/// above the mean over points of the largest upper bound of another arm's paired difference, one of which is the true
/// best's. None with one replicate, or when no difference varies.
struct ArmRegret {
  Bounded mean;  // simultaneous
  double worst = 0.0;
  Bounded best;            // share of points where no other arm is better; simultaneous: surely, and possibly
  std::size_t points = 0;  // with a value of every arm
};
std::vector<ArmRegret> find_regret(const Record& runs, const Arms& arms, const Goal& goal, double level);

/// A threshold and the values it is about.
struct Condition {
  Threshold threshold;
  RunValues values;
};

/// The share of factor points at which the means of an arm meet all conditions. Interval: points that surely do and those that possibly do,
/// by skew_t bounds of all these means at once.
struct ArmSatisfied {
  Bounded share;  // simultaneous
  std::size_t points = 0;
};
std::vector<ArmSatisfied> find_satisfied(const Record& runs, const Arms& arms,
                                         std::span<const Condition> conditions, double level);

}  // namespace comity::analysis
