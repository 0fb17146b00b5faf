/// In what share of the plausible worlds one arm has more than another, and what people are told of a run in them.
#pragma once

#include "analysis/arms.h"
#include "analysis/interval.h"
#include "analysis/record.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// In what share of the worlds a difference is above 0.
struct WorldShare {
  std::size_t vectors = 0;
  bool of_runs = false;  // no vector has two runs: the share is that of runs, in which chance has a part
  Bounded above;         // jackknife over vectors; of runs exact
};

/// What to know of a share of runs.
inline constexpr const char* kSharesOfRuns =
    "Every run has a plausible world of its own, so that shares of worlds are shares of runs, in which "
    "chance has a part. With at least twice as many replicates as worlds it is taken out.";

/// From differences of runs that share a world and draws. What a vector's mean says of the world is shrunk towards all worlds' mean by the part
/// that chance has in it, so that the share is not drawn to one half by it (Efron and Morris 1973, doi:10.1080/01621459.1973.10481350).
WorldShare share_of_worlds(std::span<const double> gaps, std::span<const std::size_t> world, double level);

/// Differences of numbers that pair one by one.
std::vector<double> gaps_of(std::span<const double> values, std::span<const double> reference);

/// Differences of two arms [replicates], over the points of the design averaged; NaN where no point has both. Where less is better
/// (`higher` false) those of the reference from the arm.
std::vector<double> gaps_by_replicate(const ArmValues& from, const ArmPair& pair, bool higher = true);

/// The headlines of a run with both bands and the share of ignorance, as lines for people; empty where the file has no worlds.
std::string worlds_text(const Record& record);

}  // namespace comity::analysis
