/// What a results file is going to hold, known before the first run.
#pragma once

#include "scenario/config.h"
#include "tables/tally.h"
#include "world/court.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace comity {

struct Design;

/// How much is kept of every run: totals of its metrics, their series too, the events too.
enum class Keep : std::uint8_t { summary, series, all };
inline constexpr std::array<std::string_view, 3> kKeepNames = {"summary", "series", "all"};

/// Everything but the runs themselves. The scenario, the courts and the design must outlive it.
struct ResultsPlan {
  const Config& config;
  const Courts& courts;       // for the labels of event columns
  std::vector<double> times;  // recorded days [day since 1970-01-01]
  MetricLayout layout;
  std::uint32_t replicates = 0;
  std::uint32_t points = 1;
  Keep keep = Keep::all;
  const Design* design = nullptr;                 // of a sweep, whose file has /design and /summary
  std::uint64_t model = 0;                        // by which a sweep knows its own files
  const std::vector<InputText>* texts = nullptr;  // of all points; nothing: those of the scenario
};

}  // namespace comity
