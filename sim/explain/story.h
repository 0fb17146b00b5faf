/// The story of one demand, told from its diary to people; story_json.h tells the same numbers to programs.
#pragma once

#include "explain/replay.h"

#include <cstdint>
#include <string>

namespace comity::explain {

/// Everything a story is told from.
struct Story {
  const Config& config;
  const Setup& setup;
  const Replay& replay;
  const Comparison& comparison;
  std::vector<std::string> missing;  // what the file lacks (RecordedRun): not compared
  std::vector<std::string> unknown;  // what it has beyond this version: not compared
  std::string file;                  // the results file
  std::string version;               // of the program that wrote it
  std::uint32_t replicate = 0;
};

/// The chapters in the order of time.
std::string story_text(const Story& story);

/// The demand at hand, as it was made.
const Demand& demand_of(const Story& story);

/// Where its data lie: one of the provider's storage options.
const StorageOption& option_of(const Story& story, const Demand& demand);

/// Name of a part of the demand at hand.
std::string part_name(const Story& story, int part);

/// `demand US-48-17.1`, `demands US-48-17.1 to US-48-17.3`.
std::string parts_words(const Story& story, const Parts& parts);

}  // namespace comity::explain
