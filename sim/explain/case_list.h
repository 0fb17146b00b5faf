/// Demands of a replicate by name, as its record shows them.
#pragma once

#include "tables/events.h"
#include "world/name.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>

namespace comity::explain {

/// The record of one replicate.
struct ReplicateRecord {
  const Config& config;
  const Events& events;
  std::string file;
  std::uint32_t replicate = 0;
};

/// The disputes that came to court and the focal demands: day, name, provider, question, last outcome.
std::string cases_text(const ReplicateRecord& listing);
nlohmann::ordered_json cases_json(const ReplicateRecord& listing);

/// The demand that a word names: STATE-STEP-SERIAL[.PART], `focal`, `focal:NAME`, `focal:NUMBER` or `case:NUMBER`. Throws Error with
/// what there is when it names none.
DemandName find_demand(const std::string& word, const ReplicateRecord& listing);

}  // namespace comity::explain
