/// Runs in plausible worlds: what of their spread is chance, and what is ignorance of the parameters.
///
/// Replicates that took the same vector differ by chance alone; the vectors differ by what is not known (variance.h). Telling them apart needs
/// at least two replicates of the same vector.
#pragma once

#include "analysis/arms.h"
#include "analysis/record.h"
#include "analysis/sample.h"
#include "analysis/values.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// Which vector each replicate took; empty: the file has no worlds.
std::vector<std::size_t> worlds_of(const Record& record);

/// The variance of some runs taken apart.
struct VarianceSplit {
  std::size_t runs = 0;     // with a value
  std::size_t vectors = 0;  // with a value
  double mean = 0.0;
  double chance = 0.0;     // variance within a vector; NaN: no vector has two runs
  double ignorance = 0.0;  // variance between vectors, unbiased: may be below 0; NaN as above
  Bounded share;           // ignorance / (ignorance + chance), within [0, 1]; jackknife interval over vectors
  Interval all_runs;       // median and 90 % of the runs: chance and ignorance
  Interval worlds;  // the same of the vectors' means, drawn together so that they spread as much as ignorance
};

/// Takes apart the values of runs; `world` says which vector each took. NaN are left out.
VarianceSplit split_variance(std::span<const double> values, std::span<const std::size_t> world,
                             double level);

/// In what share of the worlds a difference is above 0.
struct WorldShare {
  std::size_t vectors = 0;
  bool of_runs = false;  // no vector has two runs: the share is that of runs, in which chance has a part
  Bounded above;         // jackknife over vectors; of runs exact
};

/// From differences of runs that share a world and draws. What a vector's mean says of the world is shrunk towards all worlds' mean by the part
/// that chance has in it, so that the share is not drawn to one half by it (Efron and Morris 1973, doi:10.1080/01621459.1973.10481350).
WorldShare share_of_worlds(std::span<const double> gaps, std::span<const std::size_t> world, double level);

/// Differences of two arms [replicates], over the points of the design averaged; NaN where no point has both.
std::vector<double> gaps_by_replicate(const ArmValues& from, const ArmPair& pair);

/// The headlines of a run with both bands and the share of ignorance, as lines for people; empty where the file has no worlds.
std::string worlds_text(const Record& record);

/// `31 % [22, 41]`; a dash where it is not known.
std::string share_words(const Bounded& share);

/// `of the variance 31 % [22, 41] is ignorance`, and what can be said where it cannot be taken apart.
std::string split_words(const VarianceSplit& split);

}  // namespace comity::analysis
