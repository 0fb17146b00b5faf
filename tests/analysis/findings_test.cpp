#include "analysis/findings.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <vector>

namespace comity::analysis {
namespace {

std::vector<Finding> two_findings() {
  return {{"mean", "trust:microsoft", "2014-07-31", "", "", 1.0 / 3.0, 0.1, 0.5, "student", 40},
          {"S2", "demands", "", "choose.precision", "a, \"b\"", 0.25, {}, {}, "", 8}};
}

TEST(Findings, AreATableOfTenColumnsInCsvWithEmptyCellsForMissingNumbers) {
  auto findings = two_findings();
  findings[1].low = findings[1].high = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(table_in_csv(findings_table(findings)),
            "quantity,metric,time,factor,factor2,estimate,low,high,method,n\n"
            "mean,trust:microsoft,2014-07-31,,,0.3333333333333333,0.1,0.5,student,40\n"
            "S2,demands,,choose.precision,\"a, \"\"b\"\"\",0.25,,,,8\n");
}

TEST(Findings, AreObjectsInJsonWithNullForMissingNumbers) {
  auto findings = two_findings();
  findings[1].low = std::numeric_limits<double>::quiet_NaN();
  const auto json = nlohmann::json::parse(cell_in_json(rows_as_fields(findings_table(findings))));
  EXPECT_EQ(json.size(), 2U);
  EXPECT_EQ(json[0]["estimate"], 1.0 / 3.0);
  EXPECT_EQ(json[0]["method"], "student");
  EXPECT_TRUE(json[1]["low"].is_null());
  EXPECT_EQ(json[1]["n"], 8);
}

}  // namespace
}  // namespace comity::analysis
