/// What must hold among the parts of a scenario.
#pragma once

#include "scenario/dated.h"
#include "scenario/keys.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// Complains when a date lies outside the simulated period, run.warm_up_years before run.start to run.end: what happens then would never be simulated.
void check_within_run(Reading& reading, const std::string& path, const Value* date);

/// Complains when a date does not lie before the run's end.
void check_before_end(Reading& reading, const std::string& path, const Value* date);

/// Complains when the run starts before the first value of the table's key, unless run.carry_back lets it.
void check_known(Reading& reading, const PlacedTable& table, std::string_view key,
                 std::span<const DatedValue> values);

/// Complains when the dates of dated values are not in order, or one is the day of the plain ones.
void check_order(Reading& reading, const PlacedTable& table, std::span<const Day> dates, Day as_of);
template <class Entry>
void check_dates(Reading& reading, const PlacedTable& table, const Entry& entry) {
  std::vector<Day> dates;
  for (const auto& one : entry.dated) dates.push_back(one.date);
  check_order(reading, table, dates, entry.as_of);
}

/// What must hold among the parts of a scenario once all are read: period, shares, markets, law in force.
void check_scenario(Reading& reading, const Value& root);

}  // namespace comity
