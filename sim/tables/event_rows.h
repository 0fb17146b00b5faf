/// Rows of event tables, read by the names of their columns.
#pragma once

#include "tables/events.h"

#include <string_view>
#include <vector>

namespace comity {

/// One row; refers to the table it is from.
struct EventRow {
  EventTable table;
  const double* values;

  /// The value in a column. Throws std::logic_error when the table has none of this name.
  double operator[](std::string_view column) const;

  /// The same as a code, e.g. the number of a state or an outcome.
  int code(std::string_view column) const { return static_cast<int>((*this)[column]); }
};

/// The rows of a table in their order: from a run's events, or from the rows of that table alone.
std::vector<EventRow> rows_of(EventTable table, const std::vector<double>& rows);
std::vector<EventRow> rows_of(const Events& events, EventTable table);

}  // namespace comity
