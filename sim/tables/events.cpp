#include "tables/events.h"

#include <array>

namespace comity {

namespace {

#define COMITY_COLUMN_ROW(name, coding, unit, meaning) EventColumn{#name, Coding::coding, unit, meaning},
#define COMITY_TABLE_COLUMNS(table, Row, meaning) \
  constexpr std::array k##Row##Columns = {COMITY_COLUMNS_##table(COMITY_COLUMN_ROW)};
COMITY_EVENT_TABLES(COMITY_TABLE_COLUMNS)
#undef COMITY_TABLE_COLUMNS
#undef COMITY_COLUMN_ROW

struct TableEntry {
  std::string_view name;
  std::string_view meaning;
  std::span<const EventColumn> columns;
};
constexpr std::array kTables = {
#define COMITY_TABLE_ENTRY(name, Row, meaning) TableEntry{#name, meaning, k##Row##Columns},
    COMITY_EVENT_TABLES(COMITY_TABLE_ENTRY)
#undef COMITY_TABLE_ENTRY
};

const TableEntry& entry_of(EventTable table) { return kTables[static_cast<std::size_t>(table)]; }

}  // namespace

std::string_view event_table_name(EventTable table) { return entry_of(table).name; }

std::string_view event_table_meaning(EventTable table) { return entry_of(table).meaning; }

std::span<const EventColumn> event_columns(EventTable table) { return entry_of(table).columns; }

}  // namespace comity
