/// The story of one demand, told from its diary: as text for people, as JSON for programs; both hold the same numbers.
#pragma once

#include "explain/replay.h"

#include <nlohmann/json_fwd.hpp>

#include <cstdint>
#include <string>

namespace comity::explain {

/// Everything a story is told from.
struct Story {
  const Config& config;
  const Setup& setup;
  const Replay& replay;
  const Comparison& comparison;
  std::string file;     // the results file
  std::string version;  // of the program that wrote it
  std::uint32_t replicate = 0;
};

std::string story_text(const Story& story);

nlohmann::ordered_json story_json(const Story& story);

/// Name of a part of the demand at hand.
std::string part_name(const Story& story, int part);

}  // namespace comity::explain
