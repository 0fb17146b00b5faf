// Rows of event tables and the flat numbers that files and hashes take.
#include "tables/events.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

// A row whose columns hold 1, 2, 3, … as far as their types do.
template <typename Row>
Row counted_row() {
  Row row;
  int place = 0;
  Row::each_value(row, [&]<typename Value>(Value& value) { value = Value(++place); });
  return row;
}

template <typename Row>
void expect_columns_in_order() {
  Events events;
  log_event(events, counted_row<Row>());
  const auto columns = event_columns(Row::kTable);
  const std::vector<double>& numbers = events.of(Row::kTable);
  ASSERT_EQ(numbers.size(), columns.size()) << name_of(Row::kTable);
  for (std::size_t place = 0; place < columns.size(); ++place) {
    const bool flag = columns[place].coding == Coding::flag;
    EXPECT_EQ(numbers[place], flag ? 1.0 : static_cast<double>(place + 1)) << columns[place].name;
  }
}

#define COMITY_EXPECT_COLUMNS(table, meaning, Row) expect_columns_in_order<Row>();
TEST(EventRows, HaveAValueForEachColumnInTheOrderOfFiles){COMITY_EVENT_TABLES(COMITY_EXPECT_COLUMNS)}

TEST(EventRows, AreReadBackAsTheyWereLogged) {
  Events events;
  log_event(events, RulingRow{.time = 15706.25,
                              .case_number = 7,
                              .court = 3,
                              .question = 1,
                              .accepted = true,
                              .outcome = EventOutcome::provider,
                              .votes_provider = 2});
  log_event(events, RulingRow{.time = 15707.5, .case_number = -1});
  const std::vector<RulingRow> rows = rows_of<RulingRow>(events);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].time, 15706.25);
  EXPECT_EQ(rows[0].case_number, 7);
  EXPECT_EQ(rows[0].court, 3);
  EXPECT_TRUE(rows[0].accepted);
  EXPECT_EQ(rows[0].outcome, EventOutcome::provider);
  EXPECT_EQ(rows[0].votes_provider, 2);
  EXPECT_EQ(rows[1].case_number, -1);
  EXPECT_FALSE(rows[1].accepted);
}

TEST(EventRows, SayNoneOfWhatIsNotSet) {
  Events events;
  log_event(events, FocalRow{.time = 1.0, .milestone = Milestone::demanded});
  const std::vector<double>& numbers = events.of(EventTable::focal);
  EXPECT_EQ(numbers, (std::vector<double>{1.0, 0.0, 0.0, -1.0, -1.0, 0.0, 0.0, 0.0, -1.0}));
}

}  // namespace
}  // namespace comity
