#include "analysis/worlds.h"

#include "analysis/variance.h"
#include "missing.h"
#include "scenario/parameters.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace comity::analysis {
std::vector<std::size_t> worlds_of(const Record& record) {
  if (!record.file.has("worlds/vector")) return {};
  std::vector<std::size_t> world;
  for (const double number : record.file.numbers("worlds/vector"))
    world.push_back(static_cast<std::size_t>(number));
  return world;
}

std::size_t count_worlds(std::span<const std::size_t> world) {
  return world.empty() ? 0 : std::ranges::max(world) + 1;
}

std::vector<std::string> world_parameters(const Record& record) {
  std::vector<std::string> names;
  for (const ParameterRow& row : parameter_rows()) {
    std::string name = fmt::format("{}.{}", row.group, row.name);
    if (record.file.has("worlds/" + name)) names.push_back(std::move(name));
  }
  return names;
}

bool same_worlds(const Record& first, const Record& second) {
  const std::vector<std::string> names = world_parameters(first);
  if (names.empty() || names != world_parameters(second)) return false;
  return std::ranges::all_of(names, [&](const std::string& name) {
    const std::vector<double> one = first.file.numbers("worlds/" + name);
    const std::vector<double> other = second.file.numbers("worlds/" + name);
    const std::size_t both = std::min(one.size(), other.size());
    return std::ranges::equal(std::span(one).first(both), std::span(other).first(both));
  });
}

WorldBands world_bands(std::span<const double> values, std::span<const std::size_t> world) {
  constexpr Interval kUntold{kMissing, kMissing, kMissing};
  WorldBands bands{interval_of({values.begin(), values.end()}), kUntold, kUntold};
  const std::vector<GroupSums> worlds = sums_by_group(values, world);
  const VarianceParts found = variance_parts(worlds, std::vector<std::uint32_t>(worlds.size(), 1U));
  if (std::isnan(found.within)) return bands;
  double spread = 0.0;  // of the worlds' means, in which chance has a part
  for (const GroupSums& own : worlds) spread += (own.mean - found.mean) * (own.mean - found.mean);
  spread /= static_cast<double>(worlds.size() - 1);
  const double share = spread > 0.0 ? std::clamp(found.between / spread, 0.0, 1.0) : 0.0;
  std::vector<double> means;
  for (const GroupSums& own : worlds)
    means.push_back(found.mean + std::sqrt(share) * (own.mean - found.mean));
  bands.worlds = interval_of(std::move(means));
  std::vector<double> centres;
  for (const GroupSums& own : worlds) centres.push_back(own.mean);
  const double middle = interval_of(std::move(centres)).median;
  // What of a run's world is ignorance is taken out; what no run has, such as a count below 0, chance alone does not give either.
  std::vector<std::size_t> numbers;
  std::vector<double> present;
  for (std::size_t run = 0; run < values.size(); ++run) {
    if (std::isnan(values[run])) continue;
    numbers.push_back(world[run]);
    present.push_back(values[run]);
  }
  std::vector<std::size_t> sorted = numbers;
  std::ranges::sort(sorted);
  sorted.erase(std::ranges::unique(sorted).begin(), sorted.end());
  const auto [low, high] = std::ranges::minmax(present);
  for (std::size_t run = 0; run < present.size(); ++run) {
    const auto place = std::ranges::lower_bound(sorted, numbers[run]) - sorted.begin();
    const double own = worlds[static_cast<std::size_t>(place)].mean - middle;
    present[run] = std::clamp(present[run] - (1.0 - std::sqrt(1.0 - share)) * own, low, high);
  }
  bands.chance = interval_of(std::move(present));
  return bands;
}

VarianceSplit split_variance(std::span<const double> values, std::span<const std::size_t> world,
                             double level) {
  const std::vector<GroupSums> worlds = sums_by_group(values, world);
  const std::vector<std::uint32_t> all(worlds.size(), 1U);
  const VarianceParts found = variance_parts(worlds, all);
  VarianceSplit split;
  split.bands = world_bands(values, world);
  split.vectors = worlds.size();
  for (const GroupSums& own : worlds) split.runs += static_cast<std::size_t>(own.count);
  split.mean = found.mean;
  split.chance = found.within;
  split.ignorance = found.between;
  const auto share = [&](std::span<const std::uint32_t> counts) {
    return share_between(variance_parts(worlds, counts));
  };
  split.share = {share(all), kMissing, kMissing};
  if (!std::isnan(split.share.value))
    split.share = within_unit(jackknife_interval(worlds.size(), share, level));
  return split;
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

}  // namespace comity::analysis
