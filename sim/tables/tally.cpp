#include "tables/tally.h"

#include <array>

namespace comity {

namespace {

constexpr std::array kRows = {
#define COMITY_METRIC_ROW(name, group, kind, unit, meaning) \
  MetricRow{#name, Group::group, MetricKind::kind, unit, meaning},
    COMITY_METRICS(COMITY_METRIC_ROW)
#undef COMITY_METRIC_ROW
};

}  // namespace

std::span<const MetricRow> metric_rows() { return kRows; }

}  // namespace comity
