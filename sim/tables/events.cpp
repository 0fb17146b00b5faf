#include "tables/events.h"

#include <array>

namespace comity {

namespace {

#define COMITY_COLUMN_ROW(name, coding, unit, meaning) EventColumn{#name, Coding::coding, unit, meaning},
#define COMITY_TABLE_COLUMNS(table, meaning, Row) \
  constexpr std::array k##Row##Columns = {COMITY_COLUMNS_##table(COMITY_COLUMN_ROW)};
COMITY_EVENT_TABLES(COMITY_TABLE_COLUMNS)

#define COMITY_TABLE_ENTRY(name, meaning, Row) std::span<const EventColumn>(k##Row##Columns),
constexpr std::array kColumns = {COMITY_EVENT_TABLES(COMITY_TABLE_ENTRY)};

}  // namespace

std::span<const EventColumn> event_columns(EventTable table) {
  return kColumns[static_cast<std::size_t>(table)];
}

}  // namespace comity
