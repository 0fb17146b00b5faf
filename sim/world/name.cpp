#include "world/name.h"

#include "text/number.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity {

std::string to_string(const DemandName& name, const Config& config) {
  const std::string whole = fmt::format("{}-{}-{}", config.states[static_cast<std::size_t>(name.forum)].id,
                                        static_cast<std::int32_t>(name.step), name.serial);
  return name.part == 0 ? whole : fmt::format("{}.{}", whole, name.part);
}

std::optional<DemandName> parse_demand_name(std::string_view text, const Config& config) {
  const std::size_t last = text.rfind('-');
  if (last == std::string_view::npos || last == 0) return std::nullopt;
  std::size_t first = text.rfind('-', last - 1);
  if (first == std::string_view::npos) return std::nullopt;
  if (first > 0 && text[first - 1] == '-') --first;  // the step's sign
  const auto state = std::find_if(config.states.begin(), config.states.end(),
                                  [&](const StateConfig& one) { return one.id == text.substr(0, first); });
  const auto step = parse_number<std::int32_t>(text.substr(first + 1, last - first - 1));
  const std::string_view end = text.substr(last + 1);
  const std::size_t point = end.find('.');
  const auto serial = parse_number<std::uint32_t>(end.substr(0, point));
  const auto part = point == std::string_view::npos ? std::optional(0U)
                                                    : parse_number<std::uint32_t>(end.substr(point + 1));
  if (state == config.states.end() || !step || !serial || !part) return std::nullopt;
  return DemandName{static_cast<int>(state - config.states.begin()), static_cast<std::uint32_t>(*step),
                    *serial, *part};
}

DemandName focal_name(const Config& config, int focal) {
  const FocalConfig& given = config.focals[static_cast<std::size_t>(focal)];
  const auto& run = config.parameters.run;
  // The step whose days, from begin up to its end, hold the date: as `arise` finds it.
  auto step = static_cast<std::int64_t>(std::floor((given.date - run.start) / run.step_days));
  while (run.start + static_cast<double>(step + 1) * run.step_days <= given.date) ++step;
  while (run.start + static_cast<double>(step) * run.step_days > given.date) --step;
  return {given.forum, static_cast<std::uint32_t>(step),
          kFirstFocalSerial + static_cast<std::uint32_t>(focal), 0};
}

}  // namespace comity
