#include "text/answer.h"

#include "missing.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

Table small_table() {
  Table table{"Ways", {"name", {"length", "km", Align::right}, "share"}, {}};
  table.rows.push_back({"by sea", 1200, Cell(0.25, Form::percent)});
  table.rows.push_back({"by \"rail\", | or road", 95, Cell(kMissing, Form::percent)});
  return table;
}

TEST(TableInText, HasUnitsInTheHeadAndNumbersOnTheRight) {
  EXPECT_EQ(table_in_text(small_table(), 2),
            "  name                  length [km]  share\n"
            "  by sea                       1200  25 %\n"
            "  by \"rail\", | or road           95  –\n");
}

TEST(TableInMarkdown, KeepsBarsInsideACell) {
  EXPECT_EQ(table_in_markdown(small_table()),
            "| name | length [km] | share |\n| --- | --- | --- |\n| by sea | 1200 | 25 % |\n"
            "| by \"rail\", \\| or road | 95 | – |\n");
}

TEST(TableInCsv, HasNumbersInFullAndQuotesWhatNeedsIt) {
  Table table = small_table();
  table.columns.emplace_back("note\r");
  table.rows.push_back({"on foot"});
  EXPECT_EQ(
      table_in_csv(table),
      "name,length,share,\"note\r\"\nby sea,1200,0.25,\n\"by \"\"rail\"\", | or road\",95,,\non foot,,,\n");
}

TEST(CellInFull, IsWhatReadsBackTheSame) {
  EXPECT_EQ(cell_in_full(0.1), "0.1");
  EXPECT_EQ(cell_in_full(Cell(1e15, Form::whole)), "1000000000000000");
  EXPECT_EQ(cell_in_full(Cell(12345.0, Form::figures)), "12345");
  EXPECT_EQ(cell_words(Cell(12345.0, Form::figures)), "12,300");
  EXPECT_EQ(cell_in_full(CalendarDay{day_of(2013, 12, 4)}), "2013-12-04");
  EXPECT_EQ(cell_in_full(true), "true");
  EXPECT_EQ(cell_in_full(Cells{"a", 2, {}}), "a; 2; ");
  EXPECT_EQ(cell_in_full(Fields{{"a", 1}}), "{\"a\":1}");
}

TEST(CellInJson, HoldsListsAndFieldsInTheirOrder) {
  const Cell cell = Fields{{"z", Cells{1, 2.0, "x"}}, {"a", {}}, {"b", Fields{{"c", true}}}, {"d", kMissing}};
  EXPECT_EQ(
      cell_in_json(cell),
      "{\n  \"z\": [\n    1,\n    2.0,\n    \"x\"\n  ],\n  \"a\": null,\n  \"b\": {\n    \"c\": true\n  },\n"
      "  \"d\": null\n}\n");
}

Answer small_answer() {
  Answer answer;
  answer.sentences = {"There are two ways."};
  answer.tables = {small_table()};
  answer.tables[0].rows.pop_back();
  answer.notes = {"One is slow.", "One is not."};
  answer.details = "  as it stands\n";
  answer.rows = {"", {"way"}, {{"sea"}, {"rail"}}};
  return answer;
}

TEST(FormatAnswer, TellsPeopleSentencesTablesNotesAndDetails) {
  EXPECT_EQ(format_answer(small_answer(), "text"),
            "There are two ways.\n\nWays\n  name    length [km]  share\n  by sea         1200  25 %\n\n"
            "One is slow.\nOne is not.\n\n  as it stands\n");
  EXPECT_EQ(format_answer(small_answer(), "markdown"),
            "There are two ways.\n\nWays\n\n| name | length [km] | share |\n| --- | --- | --- |\n"
            "| by sea | 1200 | 25 % |\n\nOne is slow.\n\nOne is not.\n");
}

TEST(FormatAnswer, GivesProgramsAllRowsUnlessItHasADocument) {
  Answer answer = small_answer();
  EXPECT_EQ(format_answer(answer, "csv"), "way\nsea\nrail\n");
  EXPECT_EQ(format_answer(answer, "json"),
            "[\n  {\n    \"way\": \"sea\"\n  },\n  {\n    \"way\": \"rail\"\n  }\n]\n");
  answer.document = Fields{{"ways", 2}};
  EXPECT_EQ(format_answer(answer, "json"), "{\n  \"ways\": 2\n}\n");
}

}  // namespace
}  // namespace comity
