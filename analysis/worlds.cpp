#include "analysis/worlds.h"

#include "analysis/headline.h"
#include "analysis/likelihood.h"
#include "analysis/replicates.h"
#include "analysis/variance.h"
#include "missing.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

Bounded within_unit(Bounded share) {
  share.low = std::clamp(share.low, 0.0, 1.0);  // NaN stays
  share.high = std::clamp(share.high, 0.0, 1.0);
  return share;
}

std::vector<double> present_values(std::span<const double> values) {
  std::vector<double> present(values.begin(), values.end());
  std::erase_if(present, [](double value) { return std::isnan(value); });
  return present;
}

// The share of worlds whose true difference is above 0, each world's mean shrunk.
double shrunk_share(const std::vector<GroupSums>& worlds, std::span<const std::uint32_t> counts) {
  const VarianceParts found = variance_parts(worlds, counts);
  if (std::isnan(found.within)) return kMissing;
  const double between = std::max(found.between, 0.0);
  double sum = 0.0;
  double groups = 0.0;
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    if (counts[i] == 0) continue;
    groups += 1.0;
    const double noise = found.within / worlds[i].count;
    const double kept = between + noise > 0.0 ? between / (between + noise) : 1.0;
    const double centre = found.mean + kept * (worlds[i].mean - found.mean);
    const double deviation = std::sqrt(kept * noise);
    if (deviation > 0.0)
      sum += normal_below(centre / deviation);
    else
      sum += centre > 0.0 ? 1.0 : (centre < 0.0 ? 0.0 : 0.5);
  }
  return sum / groups;
}

}  // namespace

std::vector<std::size_t> worlds_of(const Record& record) {
  if (!record.file.has("worlds/vector")) return {};
  std::vector<std::size_t> world;
  for (const double number : record.file.numbers("worlds/vector"))
    world.push_back(static_cast<std::size_t>(number));
  return world;
}

VarianceSplit split_variance(std::span<const double> values, std::span<const std::size_t> world,
                             double level) {
  const std::vector<GroupSums> worlds = sums_by_group(values, world);
  const std::vector<std::uint32_t> all(worlds.size(), 1U);
  const VarianceParts found = variance_parts(worlds, all);
  VarianceSplit split;
  split.all_runs = interval_of(present_values(values));
  split.vectors = worlds.size();
  for (const GroupSums& own : worlds) split.runs += static_cast<std::size_t>(own.count);
  split.mean = found.mean;
  split.chance = found.within;
  split.ignorance = found.between;
  const auto share = [&](std::span<const std::uint32_t> counts) {
    return share_between(variance_parts(worlds, counts));
  };
  split.share = {share(all), kMissing, kMissing};
  split.worlds = {kMissing, kMissing, kMissing};
  if (std::isnan(split.share.value)) return split;
  split.share = within_unit(jackknife_interval(worlds.size(), share, level));
  double spread = 0.0;
  for (const GroupSums& own : worlds) spread += (own.mean - found.mean) * (own.mean - found.mean);
  spread /= static_cast<double>(worlds.size() - 1);
  const double drawn = spread > 0.0 ? std::sqrt(std::clamp(found.between / spread, 0.0, 1.0)) : 0.0;
  std::vector<double> means;
  for (const GroupSums& own : worlds) means.push_back(found.mean + drawn * (own.mean - found.mean));
  split.worlds = interval_of(std::move(means));
  return split;
}

WorldShare share_of_worlds(std::span<const double> gaps, std::span<const std::size_t> world, double level) {
  const std::vector<GroupSums> worlds = sums_by_group(gaps, world);
  WorldShare share;
  share.vectors = worlds.size();
  share.of_runs = std::ranges::none_of(worlds, [](const GroupSums& own) { return own.count > 1.0; });
  if (share.of_runs) {
    double above = 0.0;
    std::size_t runs = 0;
    for (const double gap : present_values(gaps)) {
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

std::vector<double> gaps_by_replicate(const ArmValues& from, const ArmPair& pair) {
  std::vector<double> gaps;
  for (std::size_t replicate = 0; replicate < from.runs.replicates; ++replicate) {
    double sum = 0.0;
    double pairs = 0.0;
    for (const std::vector<std::size_t>& point : from.arms.points) {
      const auto value = [&](std::size_t arm) {
        return from.values.values[point[arm] * from.runs.replicates + replicate];
      };
      const double gap = value(pair.arm) - value(pair.reference);
      if (std::isnan(gap)) continue;
      sum += gap;
      pairs += 1.0;
    }
    gaps.push_back(pairs > 0.0 ? sum / pairs : kMissing);
  }
  return gaps;
}

std::string share_words(const Bounded& share) {
  if (std::isnan(share.value)) return "–";
  std::string words = in_percent(share.value);
  if (!std::isnan(share.low))
    words += fmt::format(" [{}, {}]", in_percent(share.low, false), in_percent(share.high, false));
  return words;
}

std::string split_words(const VarianceSplit& split) {
  if (std::isnan(split.chance))
    return fmt::format(
        "{} runs, each in a world of its own, do not tell chance from ignorance: more replicates than "
        "worlds do",
        split.runs);
  if (std::isnan(split.share.value)) return "the runs do not differ";
  return fmt::format("of the variance {} is ignorance", share_words(split.share));
}

std::string worlds_text(const Record& record) {
  const std::vector<std::size_t> world = worlds_of(record);
  if (world.empty()) return {};
  std::vector<std::vector<std::string>> rows = {
      {"", "90 % of runs", "90 % of worlds", "ignorance in the variance"}};
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
    rows.push_back(
        {headline_name(headline), band(split.all_runs), band(split.worlds), share_words(split.share)});
  }
  const std::size_t used = std::ranges::max(world) + 1;
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
