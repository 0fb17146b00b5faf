#include "world/make_courts.h"

#include "error.h"
#include "support/small_world.h"

#include <cmath>

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::SmallWorld;

TEST(Courts, StandTogetherByStateAndLevel) {
  const SmallWorld small;
  const Courts& courts = small.world.courts;
  ASSERT_EQ(courts.count(), 6 + 3 + 1 + 2 + 1 + 1);
  EXPECT_EQ(courts.first_instance[0].end, 6);
  EXPECT_EQ(courts.appellate[0].begin, 6);
  EXPECT_EQ(courts.apex[0], 9);
  EXPECT_EQ(courts.first_instance[1].begin, 10);
  EXPECT_EQ(courts.apex[1], 13);
  EXPECT_EQ(courts.name[0], "Alba first-instance court 1");
  EXPECT_EQ(courts.name[8], "Alba appellate court 3");
  EXPECT_EQ(courts.hierarchies, 4);
  EXPECT_EQ(courts.hierarchy_state[3], 1);
}

TEST(Courts, AreDealtOutInTurnUnlessTheyNameASuperior) {
  const SmallWorld small([](Config& config) {
    CourtsConfig& courts = config.states[0].courts;
    courts.first_instance_named = {{"South", "Second Circuit", 5, 2.0}, {"North", "", 5, 1.0}};
    courts.appellate_named = {{"First Circuit", "", 3, 1.0}, {"Second Circuit", "", 11, 1.0}};
  });
  const Courts& courts = small.world.courts;
  EXPECT_EQ(courts.name[0], "South");
  EXPECT_EQ(courts.superior[0], 7);  // Second Circuit
  EXPECT_EQ(courts.superior[1], 6);  // the first in turn
  EXPECT_EQ(courts.superior[2], 7);
  EXPECT_EQ(courts.superior[3], 8);
  EXPECT_EQ(courts.superior[4], 6);
  EXPECT_EQ(courts.superior[7], 9);
  EXPECT_EQ(courts.superior[9], -1);
  EXPECT_EQ(courts.hierarchy[0], courts.hierarchy[7]);
  EXPECT_EQ(courts.bench_size[7], 11);
}

TEST(Courts, DocketsAddUpFromBelow) {
  const SmallWorld small;
  const Courts& courts = small.world.courts;
  double sum = 0.0;
  for (std::size_t court = 0; court < 6; ++court) {
    EXPECT_NEAR(courts.docket[court], 1.0 / std::sqrt(static_cast<double>(court + 1)), 1e-15);
    sum += courts.docket[court];
  }
  EXPECT_NEAR(courts.docket[6], courts.docket[0] + courts.docket[3], 1e-12);
  EXPECT_NEAR(courts.docket[9], sum, 1e-12);
}

TEST(Courts, JudgesSpreadWithinAndBetweenCourts) {
  const SmallWorld small([](Config& config) {
    config.states[0].courts.first_instance = 400;
    config.states[0].courts.first_bench = 25;
  });
  const Courts& courts = small.world.courts;
  double between = 0.0;
  double within = 0.0;
  for (std::size_t court = 0; court < 400; ++court) {
    const auto begin = static_cast<std::size_t>(courts.bench_begin[court]);
    double mean = 0.0;
    for (std::size_t judge = 0; judge < 25; ++judge) mean += courts.judges[begin + judge] / 25.0;
    for (std::size_t judge = 0; judge < 25; ++judge)
      within += std::pow(courts.judges[begin + judge] - mean, 2);
    between += mean * mean;
  }
  within /= 400.0 * 24.0;
  between = between / 400.0 - within / 25.0;
  EXPECT_NEAR(within, 0.45 * 0.45, 5 * 0.45 * 0.45 * std::sqrt(2.0 / 9600.0));
  EXPECT_NEAR(between, 0.35 * 0.35, 5 * 0.35 * 0.35 * std::sqrt(2.0 / 400.0) * 1.1);
}

TEST(Courts, AnotherStatesCourtsChangeNobodysJudges) {
  const SmallWorld few;
  const SmallWorld many([](Config& config) { config.states[0].courts.first_instance = 30; });
  const auto bench = [](const Courts& courts, int court) {
    const auto begin = courts.judges.begin() + courts.bench_begin[static_cast<std::size_t>(court)];
    return std::vector<double>(begin, begin + courts.bench_size[static_cast<std::size_t>(court)]);
  };
  EXPECT_EQ(bench(few.world.courts, few.world.courts.first_instance[1].begin),
            bench(many.world.courts, many.world.courts.first_instance[1].begin));
}

TEST(Courts, RefuseASuperiorThatDoesNotExist) {
  try {
    const SmallWorld small([](Config& config) {
      config.states[0].courts.first_instance_named = {{"South", "Third Circuit", 5, 2.0}};
    });
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(),
                 "states.AL.courts: superior of \"South\" = \"Third Circuit\" (no appellate court of the "
                 "state has this "
                 "name). Name one of its appellate courts or leave it out.");
  }
}

}  // namespace
}  // namespace comity
