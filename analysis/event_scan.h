/// Event tables read block by block, however long they are.
#pragma once

#include "results/results_reader.h"
#include "tables/events.h"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// Some rows of an event table, column by column as asked for.
struct EventBlock {
  std::vector<std::vector<double>> columns;
  std::size_t rows = 0;
};

/// Number of rows of a table.
std::size_t count_events(const ResultsReader& file, EventTable table);

/// Hands on all rows in their order, some ten thousand at a time. Throws Error when the file has no such table or column.
void scan_events(const ResultsReader& file, EventTable table, std::span<const std::string> columns,
                 const std::function<void(const EventBlock&)>& take);

}  // namespace comity::analysis
