// V8: panels decide by majority. V9: with infinite binding one hierarchy repeats its first ruling for ever. V10: without
// precedent and briefs rulings are independent given merit.
#include "phases/hearing.h"
#include "phases/litigate.h"
#include "phases/phases.h"
#include "phases/precedent.h"
#include "phases/votes.h"
#include "random/elementary.h"
#include "report.h"
#include "support/disputes.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

namespace comity {
namespace {

using test::report;
using test::report_at_most;
using test::SmallWorld;

// Courts that differ by nothing but what they have held.
void judge_alike(Config& config) {
  auto& litigate = config.parameters.litigate;
  litigate.judge_spread = litigate.court_spread = 0.0;
  litigate.government_first = litigate.government_lower = litigate.government_apex = 0.0;
}

void forget_precedent(Config& config) {
  auto& litigate = config.parameters.litigate;
  litigate.own_precedent = litigate.sister_precedent = litigate.foreign_precedent = 0.0;
  config.states[0].courts.binding = 0.0;
}

void never_appeal(Config& config) {
  auto& litigate = config.parameters.litigate;
  litigate.appeal_provider = litigate.appeal_government = litigate.appeal_settled = 0.0;
}

class V08Panel : public testing::TestWithParam<double> {};

TEST_P(V08Panel, OfThreeDecidesByMajority) {
  constexpr int kCases = 20'000;
  const double p = GetParam();
  const double expected = p * p * p + 3.0 * p * p * (1.0 - p);
  report("V8", fmt::format("P(majority of 3) at p = {}", p),
         {majority_probability(std::vector{p, p, p}), expected, 1e-12});
  SmallWorld small([&](Config& config) {
    judge_alike(config);
    config.parameters.litigate.government_lower = logit(p);
  });
  Case dispute = test::case_in(small, 0, 6);
  int won = 0;
  for (std::uint32_t number = 0; number < kCases; ++number) {
    dispute.demand.serial = number;
    const auto panel = seat_bench(small.world, small.context, dispute);
    won += hear_case(small.world, small.context, dispute, panel).government_won ? 1 : 0;
  }
  report(
      "V8", fmt::format("share won before panels at p = {}", p),
      {static_cast<double>(won) / kCases, expected, 4.0 * std::sqrt(expected * (1.0 - expected) / kCases)});
}

INSTANTIATE_TEST_SUITE_P(Chances, V08Panel, testing::Values(0.6, 0.7));

// Outcomes of all rulings on the question, in order: 1 for the government.
std::vector<int> outcomes_of(const World& world) {
  std::vector<int> won;
  for (const Ruling& ruling : world.precedents.rulings) won.push_back(ruling.government ? 1 : 0);
  return won;
}

void decide_all(SmallWorld& small) {
  while (!small.world.cases.empty()) {
    litigate(small.world, small.context);
    small.advance();
  }
}

void open_cases(SmallWorld& small, int count) {
  for (int number = 0; number < count; ++number) {
    open_case(small.world, small.context, small.demand(0, 0, 1), {1, false, 0.0});
  }
}

// One circuit of six courts. Its appellate court rules first; then cases come from all courts and are appealed.
TEST(V09Binding, AllLaterRulingsOfAHierarchyEqualTheFirst) {
  double contrary = 0.0;
  double later = 0.0;
  double first_won = 0.0;
  constexpr std::uint32_t kWorlds = 40;
  for (std::uint32_t replicate = 0; replicate < kWorlds; ++replicate) {
    SmallWorld small(
        [](Config& config) {
          judge_alike(config);
          config.parameters.litigate.own_precedent = 1e9;
          config.parameters.litigate.petition_rate = 0.0;
          config.parameters.litigate.appeal_settled = 0.5;
          config.states[0].courts.appellate = 1;
          config.states[0].courts.binding = 1e9;
        },
        {1, replicate});
    const Case first = test::case_in(small, 0, 6);
    const auto panel = seat_bench(small.world, small.context, first);
    const bool won = hear_case(small.world, small.context, first, panel).government_won;
    Ruling ruling = test::ruling_of(small, 6, !won);
    enter_ruling(small.world, small.context, ruling);
    open_cases(small, 50);
    decide_all(small);
    for (const int outcome : outcomes_of(small.world)) contrary += outcome != (won ? 1 : 0) ? 1.0 : 0.0;
    later += static_cast<double>(small.world.precedents.rulings.size() - 1);
    first_won += won ? 1.0 : 0.0;
  }
  EXPECT_GT(later, 50.0 * kWorlds);  // appeals among them
  EXPECT_GT(first_won, 0.2 * kWorlds);
  EXPECT_LT(first_won, 0.8 * kWorlds);
  report("V9", "later rulings that differ from the first", {contrary, 0.0, 0.0});
}

// First-instance rulings in many like cases before one court.
std::vector<int> like_rulings(std::uint32_t replicate, const std::function<void(Config&)>& adjust) {
  SmallWorld small(
      [&](Config& config) {
        judge_alike(config);
        never_appeal(config);
        config.states[0].courts.first_instance = 1;
        config.states[0].courts.appellate = 1;
        adjust(config);
      },
      {1, replicate});
  open_cases(small, 400);
  decide_all(small);
  return outcomes_of(small.world);
}

// Wald and Wolfowitz: standardised number of runs.
double runs_statistic(const std::vector<int>& won) {
  double ones = 0.0;
  double runs = 1.0;
  for (std::size_t k = 0; k < won.size(); ++k) {
    ones += won[k];
    if (k > 0 && won[k] != won[k - 1]) runs += 1.0;
  }
  const auto n = static_cast<double>(won.size());
  const double mean = 2.0 * ones * (n - ones) / n + 1.0;
  return (runs - mean) / std::sqrt((mean - 1.0) * (mean - 2.0) / (n - 1.0));
}

// The mean of many standardised numbers of runs, itself standardised.
double runs_of_worlds(const std::function<void(Config&)>& adjust) {
  constexpr std::uint32_t kWorlds = 16;
  double sum = 0.0;
  for (std::uint32_t replicate = 0; replicate < kWorlds; ++replicate) {
    sum += runs_statistic(like_rulings(replicate, adjust));
  }
  return sum / std::sqrt(static_cast<double>(kWorlds));
}

TEST(V10Independence, RulingsWithoutPrecedentAreIndependent) {
  report("V10", "runs test without precedent [standard deviations]",
         {runs_of_worlds(forget_precedent), 0.0, 3.0});
}

TEST(V10Independence, TheRunsTestSeesPrecedent) {
  const double statistic = runs_of_worlds([](Config& config) {
    forget_precedent(config);
    config.parameters.litigate.own_precedent = 1.5;
    config.parameters.litigate.weight_first = 0.2;
    config.parameters.litigate.half_life = 0.01;  // the rulings of the last few days
  });
  report_at_most("V10", "the same with weak precedent, which it must see", statistic, -3.0);
}

}  // namespace
}  // namespace comity
