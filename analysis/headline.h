/// The few numbers of a run that answer most questions, listed once: what the page tells first and what `comity analyze` looks at when no
/// --metric is given.
#pragma once

#include "analysis/values.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// A number that is told of every run.
struct Headline {
  std::string_view words;
  std::string_view unit;  // "share", "days" or what is counted
  std::string_view formula;
};

/// All of them in the order of reading.
std::span<const Headline> headlines();

/// A headline of every run; all NaN when the file lacks a metric of it.
RunValues headline_values(const Record& record, const Headline& headline);

/// A headline with its unit, as filters name it.
std::string headline_name(const Headline& headline);

}  // namespace comity::analysis
