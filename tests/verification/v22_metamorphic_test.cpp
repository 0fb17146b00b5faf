// V22: more capacity never makes anyone wait longer; a higher fine never means more challenges.
#include "phases/phases.h"
#include "phases/reply.h"
#include "report.h"
#include "support/play.h"
#include "support/requests.h"
#include "support/small_world.h"
#include "support/stakes.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace comity {
namespace {

using test::report;
using test::SmallWorld;

// How often a value is larger than the one before.
int count_rises(const std::vector<double>& values) {
  int rises = 0;
  for (std::size_t k = 1; k < values.size(); ++k) rises += values[k] > values[k - 1] ? 1 : 0;
  return rises;
}

// The same requests meet more servers of the same speed.
TEST(V22Capacity, MoreServersNeverLengthenTheWait) {
  std::vector<double> waits;
  for (int servers = 2; servers < 12; ++servers) {
    Authority authority = test::make_authority(servers * 1.0, servers, {8.0, 2.0, 20'000, 0});
    waits.push_back(test::mean_wait(advance_queue(authority, 1e9)));
  }
  EXPECT_GT(waits.front(), waits.back());
  report("V22", "times the mean wait rises, 2 to 11 servers",
         {static_cast<double>(count_rises(waits)), 0.0, 0.0});
}

// 150 requests of Borea to Alba on one day, served by the phase; the sum of their waits [day].
double wait_for(double capacity) {
  SmallWorld small([&](Config& config) { config.states[0].assistance_capacity = capacity; });
  for (int number = 0; number < 150; ++number) {
    WaitingRequest request;
    request.demand = small.demand(1, 0, 0);
    request.demand.tried = 1U << static_cast<unsigned>(Instrument::assistance);
    request.arrived = small.world.clock.begin + 0.01;
    small.world.authorities[0].arriving.push_back(request);
  }
  for (int week = 0; week < 52 * 10; ++week) {
    assist(small.world, small.context);
    small.advance();
  }
  return small.world.tally.value(Metric::assistance_wait, 0);
}

TEST(V22Capacity, MoreCapacityNeverLengthensTheWaitInThePhase) {
  std::vector<double> waits;
  for (const double capacity : {20.0, 40.0, 80.0, 160.0, 1000.0}) waits.push_back(wait_for(capacity));
  EXPECT_GT(waits.front(), waits.back());
  report("V22", "times the wait rises in the phase, capacity 20 to 1000 a year",
         {static_cast<double>(count_rises(waits)), 0.0, 0.0});
}

TEST(V22Fines, AHigherFineNeverMakesAChallengeLikelier) {
  std::vector<double> chances;
  for (double fine = 0.0; fine < 5.0; fine += 0.25) {
    Stakes stakes = test::plain_stakes();
    stakes.precedent = 3.0;
    stakes.fines = fine;
    chances.push_back(reply_probabilities(stakes, 8.0)[static_cast<std::size_t>(Reply::challenge)]);
  }
  report("V22", "times P(challenge) rises, fines 0 to 5",
         {static_cast<double>(count_rises(chances)), 0.0, 0.0});
}

// Challenges by Alpha to 4,000 like orders of Alba, all weighed as a test case; common draws.
double challenges_at(double fine_per_day) {
  SmallWorld small([&](Config& config) {
    config.states[0].fine_per_day = fine_per_day;
    config.parameters.respond.readiness = 1.0;
    config.parameters.respond.stay_rate = 0.0;
    config.parameters.respond.precision = 1.0;
  });
  for (int number = 0; number < 4000; ++number) {
    const Demand demand = small.demand(0, 0, 1);
    small.world.arrivals = {demand};
    small.world.views = {judge_situation(small.world, small.context, demand)};
    small.world.chosen = {static_cast<std::uint8_t>(Instrument::order)};
    respond(small.world, small.context);
  }
  return small.world.tally.value(Metric::challenges, 0);
}

TEST(V22Fines, AHigherFineNeverBringsMoreChallengesInThePhase) {
  std::vector<double> challenges;
  for (const double fine : {0.0, 0.001, 0.003, 0.01, 0.03}) challenges.push_back(challenges_at(fine));
  EXPECT_GT(challenges.front(), challenges.back());
  report("V22", "times challenges rise in the phase, fines 0 to .03 a day",
         {static_cast<double>(count_rises(challenges)), 0.0, 0.0});
}

}  // namespace
}  // namespace comity
