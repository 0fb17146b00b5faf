#include "tables/tally.h"

#include <array>

namespace comity {

namespace {

#define COMITY_METRIC_ROW(name, group, kind, unit, meaning) \
  MetricRow{#name, Group::group, MetricKind::kind, unit, meaning},
constexpr std::array kRows = {COMITY_METRICS(COMITY_METRIC_ROW)};

}  // namespace

std::span<const MetricRow> metric_rows() { return kRows; }

}  // namespace comity
