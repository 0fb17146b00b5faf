/// Metrics by name and the counters that phases add to.
#pragma once

#include "enumeration.h"
#include "missing.h"
#include "tables/metric_table.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace comity {

/// All metrics in table order.
enum class Metric : std::uint8_t { COMITY_METRICS(COMITY_ENUM_VALUE) count };

/// What the values of a metric are per.
COMITY_ENUM(Group,
            (one, "one value"),
            (state, "per state"),
            (provider, "per provider"),
            (question, "per open question"),
            (instrument, "per instrument"),
            (fate, "per fate of a demand"),
            (level, "per level of court"),
            (amicus, "per kind of amicus"))

COMITY_ENUM(MetricKind,
            (counter, "what happened since the last recorded day, added up"),
            (gauge, "how things stand on the recorded day"))

/// What a metric is over a time of several records: a counter is what they add up to, a gauge their mean. Missing records (NaN) are left
/// out; NaN without any. This is the one meaning of "over the whole run" everywhere, and what /summary of a sweep holds.
struct OverTime {
  double sum = 0.0;
  double count = 0.0;

  void add(double record) {
    if (std::isnan(record)) return;
    sum += record;
    count += 1.0;
  }
  double value(MetricKind kind) const {
    if (count == 0.0) return kMissing;
    return kind == MetricKind::gauge ? sum / count : sum;
  }
};

/// One row of the metric table.
struct MetricRow {
  std::string_view name;
  Group group;
  MetricKind kind;
  std::string_view unit;
  std::string_view meaning;
};

/// All rows in table order.
std::span<const MetricRow> metric_rows();

/// Where each metric's values stand in one flat record of all metrics.
struct MetricLayout {
  std::array<std::size_t, static_cast<std::size_t>(Metric::count) + 1> offset{};
  std::size_t size() const { return offset.back(); }
};

/// Bins of the delay histograms, eight to each doubling of one day plus the delay; the last one holds all longer ones.
inline constexpr int kDelayBins = 112;

/// Bin of a delay [day]: exponent and first three binary digits of one plus the delay.
inline int delay_bin(double days) {
  constexpr int kFirst = 1023 << 3;
  const auto bin =
      static_cast<int>(std::bit_cast<std::uint64_t>(1.0 + (days > 0.0 ? days : 0.0)) >> 49U) - kFirst;
  return bin < kDelayBins ? bin : kDelayBins - 1;
}

/// Shortest delay of a bin [day].
inline double delay_bin_begin(int bin) {
  return std::bit_cast<double>((std::uint64_t{1023} << 52U) + (static_cast<std::uint64_t>(bin) << 49U)) - 1.0;
}

/// Counters since the last recorded point.
struct Tally {
  MetricLayout layout;
  std::vector<double> values;  // [layout.size()], gauges' places unused
  std::vector<double> delays;  // [instruments x kDelayBins] successes by delay

  void add(Metric metric, std::size_t group, double amount) {
    values[layout.offset[static_cast<std::size_t>(metric)] + group] += amount;
  }
  double value(Metric metric, std::size_t group = 0) const {
    return values[layout.offset[static_cast<std::size_t>(metric)] + group];
  }
};

}  // namespace comity
