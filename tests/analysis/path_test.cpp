#include "analysis/path.h"

#include <gtest/gtest.h>

namespace comity::analysis {
namespace {

TEST(WalkPath, CountsOnlyRunsThatTookAllStepsBefore) {
  const PathCase path{{"a", "b"}, {{true, true, false, true}, {true, false, true, false}}};
  const auto steps = walk_path(path, {0, 1, 2, 3});
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps[0].came, 3U);
  EXPECT_EQ(steps[0].of, 4U);
  EXPECT_EQ(steps[1].came, 1U);  // run 2 takes b, but not a
  EXPECT_EQ(steps[1].of, 3U);
  EXPECT_DOUBLE_EQ(steps[1].chance, 1.5 / 4.0);
  EXPECT_DOUBLE_EQ(chance_of_path(steps), 3.5 / 5.0 * 1.5 / 4.0);
}

TEST(WalkPath, CountsRunsDrawnTwiceTwice) {
  const PathCase path{{"a"}, {{true, false}}};
  EXPECT_EQ(walk_path(path, {0, 0, 1})[0].came, 2U);
}

TEST(ChanceOfPath, IsOneWithoutSteps) { EXPECT_EQ(chance_of_path({}), 1.0); }

}  // namespace
}  // namespace comity::analysis
