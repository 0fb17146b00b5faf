// V3: which disputes are tried and won under the filter of Priest and Klein (1984), merit N(0, 1), standard 1, threshold
// 1/3, by the spread of the parties' errors. V4: parties of one mind who save costs never litigate.
#include "phases/litigate.h"
#include "phases/phases.h"
#include "phases/selection.h"
#include "random/distributions.h"
#include "report.h"
#include "support/small_world.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

namespace comity {
namespace {

using test::report;
using test::SmallWorld;

constexpr double kStandard = 1.0;

struct Published {
  double spread;
  double tried;
  double won;
};

class V03PriestKlein : public testing::TestWithParam<Published> {};

// As many disputes as leave about 20,000 to be tried: standard error of the rate of success .0035.
TEST_P(V03PriestKlein, TriesAndWinsAsPublished) {
  const Published row = GetParam();
  const auto disputes = static_cast<int>(20'000 / row.tried);
  int tried = 0;
  int won = 0;
  Stream stream({}, Purpose::perceive_merit, 1);
  for (int dispute = 0; dispute < disputes; ++dispute) {
    if (dispute % 20'000 == 0)
      stream = Stream({}, Purpose::perceive_merit, 1, static_cast<std::uint32_t>(dispute));
    const double merit = draw_normal(stream);
    const double first = merit + row.spread * draw_normal(stream);
    const double second = merit + row.spread * draw_normal(stream);
    if (!goes_to_trial(priest_klein_beliefs({first, second}, kStandard, row.spread), 1.0 / 3.0)) continue;
    ++tried;
    won += merit > kStandard ? 1 : 0;
  }
  // The published shares are rounded to the third or fourth digit; 2.5 % are 3.5 standard errors.
  report("V3", fmt::format("share tried, errors of {}", row.spread),
         {static_cast<double>(tried) / disputes, row.tried, 0.025 * row.tried});
  report("V3", fmt::format("government's rate of success, errors of {}", row.spread),
         {static_cast<double>(won) / tried, row.won, 0.01});
}

INSTANTIATE_TEST_SUITE_P(Spreads, V03PriestKlein,
                         testing::Values(Published{1.0, 0.133, 0.227}, Published{0.5, 0.074, 0.314},
                                         Published{0.3, 0.045, 0.374}, Published{0.1, 0.0149, 0.449},
                                         Published{0.05, 0.0075, 0.473}));

// A court that applies the standard sharply, and neither precedent nor appeal.
void judge_by_standard(Config& config) {
  auto& litigate = config.parameters.litigate;
  litigate.selection = 2;  // priest_klein
  litigate.settle_threshold = 1.0 / 3.0;
  litigate.merit_scale = 1e-4;
  litigate.government_first = -kStandard / litigate.merit_scale;
  litigate.judge_spread = litigate.court_spread = 0.0;
  litigate.own_precedent = litigate.sister_precedent = litigate.foreign_precedent = 0.0;
  litigate.appeal_provider = litigate.appeal_government = litigate.appeal_settled = 0.0;
  config.states[0].courts.binding = 0.0;
  config.parameters.arise.noise = 0.3;
}

TEST(V03PriestKlein, ThePhaseTriesAndWinsAsPublished) {
  constexpr int kWorlds = 20;
  constexpr std::uint32_t kDisputes = 4000;
  double tried = 0.0;
  double won = 0.0;
  for (std::uint32_t replicate = 0; replicate < kWorlds; ++replicate) {
    SmallWorld small(judge_by_standard, {1, replicate});
    Stream stream({3, replicate}, Purpose::shape_demand, 0);
    for (std::uint32_t number = 0; number < kDisputes; ++number) {
      Demand demand = small.demand(0, 0, 1);
      demand.merit = draw_normal(stream);
      open_case(small.world, small.context, demand, {1, false, 0.0});
    }
    while (!small.world.cases.empty()) {
      litigate(small.world, small.context);
      small.advance();
    }
    tried += small.world.tally.value(Metric::challenges, 0);
    won += small.world.tally.value(Metric::rulings_government, 0);
  }
  report("V3", "share tried in the phase, errors of 0.3", {tried / (kWorlds * kDisputes), 0.045, 0.003});
  report("V3", "government's rate of success in the phase, errors of 0.3",
         {won / tried, 0.374, 4.0 * std::sqrt(0.25 / tried)});
}

TEST(V04Settlement, PartiesOfOneMindNeverLitigate) {
  for (const int selection : {1, 2}) {
    SmallWorld small([&](Config& config) {
      config.parameters.litigate.selection = selection;
      config.parameters.litigate.settle_threshold = 0.01;
      config.parameters.arise.noise = 0.0;
    });
    for (int number = 0; number < 1000; ++number) {
      Demand demand = small.demand(0, 0, 1);
      demand.merit = -4.0 + 0.008 * number;
      open_case(small.world, small.context, demand, {1, false, 0.0});
    }
    const char* const quantity =
        selection == 1 ? "of 1000 disputes tried, lpg" : "of 1000 disputes tried, priest_klein";
    report("V4", quantity, {static_cast<double>(small.world.cases.size()), 0.0, 0.0});
    EXPECT_EQ(small.world.ended, 1000U);
  }
}

}  // namespace
}  // namespace comity
