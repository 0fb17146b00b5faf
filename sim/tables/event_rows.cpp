#include "tables/event_rows.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace comity {

double EventRow::operator[](std::string_view column) const {
  const auto columns = event_columns(table);
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const EventColumn& one) { return one.name == column; });
  if (found == columns.end()) throw std::logic_error("no column " + std::string(column));
  return values[found - columns.begin()];
}

std::vector<EventRow> rows_of(EventTable table, const std::vector<double>& rows) {
  const std::size_t width = event_columns(table).size();
  std::vector<EventRow> found;
  for (std::size_t begin = 0; begin + width <= rows.size(); begin += width) {
    found.push_back({table, &rows[begin]});
  }
  return found;
}

std::vector<EventRow> rows_of(const Events& events, EventTable table) {
  return rows_of(table, events.rows[static_cast<std::size_t>(table)]);
}

}  // namespace comity
