/// Runs in plausible worlds: what of their spread is chance, and what is ignorance of the parameters.
///
/// Replicates that took the same vector differ by chance alone; the vectors differ by what is not known (variance.h). Telling them apart needs
/// at least two replicates of the same vector.
#pragma once

#include "analysis/interval.h"
#include "analysis/record.h"
#include "analysis/sample.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// Which vector each replicate took; empty: the file has no worlds.
std::vector<std::size_t> worlds_of(const Record& record);

/// How many vectors these are, numbered from 0; 0 of none.
std::size_t count_worlds(std::span<const std::size_t> world);

/// The parameters that come from the worlds, `respond.precision` …, in the order of the parameter table; none: the file has no worlds.
std::vector<std::string> world_parameters(const Record& record);

/// Whether replicate r of both files took the same vector, for every r that both have; false of a file without worlds.
bool same_worlds(const Record& first, const Record& second);

/// Where nine in ten lie, with their median.
struct WorldBands {
  Interval all_runs;  // of the runs: chance and ignorance
  Interval chance;    // of runs in the middle world: chance alone; NaN: no vector has two runs
  Interval worlds;    // of the worlds' means: ignorance alone; NaN as above
};

/// The bands of runs; `world` says which vector each took. NaN are left out. Means are moved towards their mean until they spread as much as
/// ignorance, runs towards the world in the middle until they spread as much as chance: where worlds agree the band of chance is that
/// of all runs, where chance does nothing it is a point.
WorldBands world_bands(std::span<const double> values, std::span<const std::size_t> world);

/// The variance of some runs taken apart.
struct VarianceSplit {
  std::size_t runs = 0;     // with a value
  std::size_t vectors = 0;  // with a value
  double mean = 0.0;
  double chance = 0.0;     // variance within a vector; NaN: no vector has two runs
  double ignorance = 0.0;  // variance between vectors, unbiased: may be below 0; NaN as above
  Bounded share;           // ignorance / (ignorance + chance), within [0, 1]; jackknife interval over vectors
  WorldBands bands;
};

/// Takes apart the values of runs; `world` says which vector each took. NaN are left out.
VarianceSplit split_variance(std::span<const double> values, std::span<const std::size_t> world,
                             double level);

/// `31 % [22, 41]`; a dash where it is not known.
std::string share_words(const Bounded& share);

/// `of the variance 31 % [22, 41] is ignorance`, and what can be said where it cannot be taken apart.
std::string split_words(const VarianceSplit& split);

}  // namespace comity::analysis
