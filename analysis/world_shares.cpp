#include "analysis/world_shares.h"

#include "analysis/headline.h"
#include "analysis/interval.h"
#include "analysis/replicates.h"
#include "analysis/values.h"
#include "analysis/variance.h"
#include "analysis/worlds.h"
#include "missing.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <iterator>

namespace comity::analysis {
namespace {

// The share of worlds whose true difference is above 0, each world's mean shrunk towards that of all, which is not sure either: where no
// difference between worlds is seen, the share is the chance that their common mean lies above 0, and not none or all.
double shrunk_share(const std::vector<GroupSums>& worlds, std::span<const std::uint32_t> counts) {
  const VarianceParts found = variance_parts(worlds, counts);
  if (std::isnan(found.within)) return kMissing;
  const double between = std::max(found.between, 0.0);
  double groups = 0.0;
  double of_mean = 0.0;  // variance of the mean of all
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    if (counts[i] == 0) continue;
    groups += 1.0;
    of_mean += between + found.within / worlds[i].count;
  }
  of_mean /= groups * groups;
  double sum = 0.0;
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    if (counts[i] == 0) continue;
    const double noise = found.within / worlds[i].count;
    const double kept = between + noise > 0.0 ? between / (between + noise) : 1.0;
    const double centre = found.mean + kept * (worlds[i].mean - found.mean);
    const double deviation = std::sqrt(kept * noise + (1.0 - kept) * (1.0 - kept) * of_mean);
    if (deviation > 0.0)
      sum += normal_below(centre / deviation);
    else
      sum += centre > 0.0 ? 1.0 : (centre < 0.0 ? 0.0 : 0.5);
  }
  return sum / groups;
}

}  // namespace

WorldShare share_of_worlds(std::span<const double> gaps, std::span<const std::size_t> world, double level) {
  const std::vector<GroupSums> worlds = sums_by_group(gaps, world);
  WorldShare share;
  share.vectors = worlds.size();
  share.of_runs = std::ranges::none_of(worlds, [](const GroupSums& own) { return own.count > 1.0; });
  if (share.of_runs) {
    double above = 0.0;
    std::size_t runs = 0;
    for (const double gap : gaps) {
      if (std::isnan(gap)) continue;
      above += gap > 0.0 ? 1.0 : (gap == 0.0 ? 0.5 : 0.0);
      ++runs;
    }
    share.above = share_interval(above, runs, level);
    return share;
  }
  share.above = within_unit(jackknife_interval(
      worlds.size(), [&](std::span<const std::uint32_t> counts) { return shrunk_share(worlds, counts); },
      level));
  return share;
}

std::vector<double> gaps_of(std::span<const double> values, std::span<const double> reference) {
  std::vector<double> gaps;
  std::ranges::transform(values, reference, std::back_inserter(gaps), std::minus{});
  return gaps;
}

std::vector<double> gaps_by_replicate(const ArmValues& from, const ArmPair& pair, bool higher) {
  std::vector<double> gaps;
  for (std::size_t replicate = 0; replicate < from.runs.replicates; ++replicate) {
    double sum = 0.0;
    double pairs = 0.0;
    for (const std::vector<std::size_t>& point : from.arms.points) {
      const auto value = [&](std::size_t arm) {
        return from.values.values[point[arm] * from.runs.replicates + replicate];
      };
      const double gap =
          higher ? value(pair.arm) - value(pair.reference) : value(pair.reference) - value(pair.arm);
      if (std::isnan(gap)) continue;
      sum += gap;
      pairs += 1.0;
    }
    gaps.push_back(pairs > 0.0 ? sum / pairs : kMissing);
  }
  return gaps;
}

std::string worlds_text(const Record& record) {
  const std::vector<std::size_t> world = worlds_of(record);
  if (world.empty()) return {};
  std::vector<std::vector<std::string>> rows = {
      {"", "90 % of runs", "by chance alone", "90 % of worlds", "ignorance"}};
  std::string untold;
  for (const Headline& headline : headlines()) {
    const RunValues values = headline_values(record, headline);
    const VarianceSplit split = split_variance(values.values, world, 0.95);
    if (split.runs == 0) continue;
    if (std::isnan(split.chance)) untold = split_words(split);
    const auto band = [](const Interval& of) {
      return std::isnan(of.low) ? std::string("–")
                                : fmt::format("{} to {}", in_figures(of.low), in_figures(of.high));
    };
    rows.push_back({headline_name(headline), band(split.bands.all_runs), band(split.bands.chance),
                    band(split.bands.worlds), share_words(split.share)});
  }
  const std::size_t used = count_worlds(world);
  std::string text = "CHANCE AND IGNORANCE\n";
  text += wrapped(
      fmt::format(
          "Each replicate took one of {} plausible worlds: all numbers above hold chance and ignorance of "
          "the parameters together.",
          used),
      2);
  if (!untold.empty()) return text + wrapped(untold + ".", 2) + "\n";
  return text + aligned(rows, 2) + "\n";
}

}  // namespace comity::analysis
