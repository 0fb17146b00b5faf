#include "analysis/event_scan.h"

#include <fmt/format.h>

#include <algorithm>

namespace comity::analysis {
namespace {

constexpr std::size_t kRowsPerBlock = std::size_t{1} << 16U;

std::string group_of(EventTable table) { return fmt::format("events/{}/", event_table_name(table)); }

}  // namespace

std::size_t count_events(const ResultsReader& file, EventTable table) {
  return file.shape(group_of(table) + "replicate").at(0);
}

void scan_events(const ResultsReader& file, EventTable table, std::span<const std::string> columns,
                 const std::function<void(const EventBlock&)>& take) {
  const std::size_t count = count_events(file, table);
  for (std::size_t begin = 0; begin < count; begin += kRowsPerBlock) {
    EventBlock block{{}, std::min(kRowsPerBlock, count - begin)};
    for (const std::string& column : columns)
      block.columns.push_back(file.numbers(group_of(table) + column, {begin}, {block.rows}));
    take(block);
  }
}

}  // namespace comity::analysis
