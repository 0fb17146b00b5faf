#include "observe/tally.h"

#include "scenario/config.h"
#include "world/court.h"

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

std::size_t group_size(Group group, const Config& config) {
  switch (group) {
    case Group::one:
      return 1;
    case Group::state:
      return config.states.size();
    case Group::provider:
      return config.providers.size();
    case Group::question:
      return config.library.questions.size();
    case Group::instrument:
      return kInstruments;
    case Group::fate:
      return kFates;
    case Group::level:
      return kLevels;
    case Group::amicus:
      return kAmicusKinds;
  }
  return 0;
}

MetricLayout make_metric_layout(const Config& config) {
  MetricLayout layout;
  for (std::size_t row = 0; row < kRows.size(); ++row) {
    layout.offset[row + 1] = layout.offset[row] + group_size(kRows[row].group, config);
  }
  return layout;
}

}  // namespace comity
