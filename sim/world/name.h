/// Names of demands: what a reader finds in a results file and gives to `comity explain`.
#pragma once

#include "scenario/config.h"
#include "world/demand.h"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace comity {

/// A demand by its forum, the step in which it arose and its serial number there; written FORUM-STEP-SERIAL, e.g.
/// `US-48-17`, from the columns `forum`, `step` and `serial` of the event tables; `US--4-17` arose before run.start. A real demand that went its own way has
/// the column `part` behind it: `US-48-17.2`.
struct DemandName {
  int forum = 0;
  std::uint32_t step = 0;
  std::uint32_t serial = 0;
  std::uint32_t part = 0;
  auto operator<=>(const DemandName&) const = default;
};

/// Serial number of the first focal demand of a scenario, apart from the counted demands; the next one has the next.
inline constexpr std::uint32_t kFirstFocalSerial = 0x7FFF0000U;

inline DemandName name_of(const Demand& demand) {
  return {demand.forum, demand.step, demand.serial, demand.part};
}

/// The name in a row of /events/challenges or /events/demands.
template <typename Row>
DemandName name_in(const Row& row) {
  return {row.forum, static_cast<std::uint32_t>(row.step), static_cast<std::uint32_t>(row.serial),
          static_cast<std::uint32_t>(row.part)};
}

/// Number of the focal demand that the name stands for; -1: none.
inline int focal_of(const DemandName& name) {
  return name.serial < kFirstFocalSerial ? -1 : static_cast<int>(name.serial - kFirstFocalSerial);
}

/// The name as a reader writes it.
std::string to_string(const DemandName& name, const Config& config);

/// Reads a name; nothing when it has not the form of one or the state is unknown.
std::optional<DemandName> parse_demand_name(std::string_view text, const Config& config);

/// The name of a focal demand of the scenario.
DemandName focal_name(const Config& config, int focal);

}  // namespace comity
