// V18: requests put back by d days in a queue that is always busy wait longer than others by load x d (Jackson 1960: as they
// had come later). V19: a legislature answers the state that reached into it at the hazard of retaliation.
#include "phases/legislate.h"
#include "phases/phases.h"
#include "report.h"
#include "support/play.h"
#include "support/requests.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace comity {
namespace {

using test::report;

// 1,500 arrivals a year, 1,000 served: every other request is put back by a year. Waits of those who came in years 10 to 12.
TEST(V18PutBack, CostsLoadTimesTheDaysPutBack) {
  Authority authority = test::make_authority(1000.0, 20, {1500.0, 0.0, 40'000, 0});
  for (WaitingRequest& request : authority.arriving) {
    if (request.demand.serial % 2 == 1) request.rank += kDaysPerYear;
  }
  const double first = authority.arriving.front().arrived;
  std::array<double, 2> wait{};
  std::array<double, 2> count{};
  for (const Departure& departure : advance_queue(authority, 1e9)) {
    const double years = (departure.arrived - first) / kDaysPerYear;
    if (years < 10.0 || years > 12.0) continue;
    wait[departure.demand.serial % 2] += departure.waited / kDaysPerYear;
    count[departure.demand.serial % 2] += 1.0;
  }
  report("V18", "wait that a year's putting back adds at load 1.5 [year]",
         {wait[1] / count[1] - wait[0] / count[0], 1.5, 0.05});
}

// Borea has taken from Alba, a hundred times a year, by a law that surely reaches abroad; nothing else presses on Alba.
TEST(V19Retaliation, ThePhaseEnactsAtItsHazard) {
  Config config = test::small_config();
  ReformConfig reform;
  reform.id = reform.name = "reach";
  reform.regime = "al-reach";
  reform.kind = ReformConfig::Kind::reach;
  reform.states = {0};
  config.reforms = {reform};
  config.parameters.legislate.retaliation = 0.3;
  config.parameters.legislate.retaliation_half = 50.0;
  config.parameters.run.step_days = 28.0;
  test::Play play(std::move(config));
  play.world.clock.seen = 1.0;
  play.world.relations.affront_rate(0, 1) = 100.0;
  const World begin = play.world;
  constexpr std::uint32_t kRuns = 40'000;
  double decided = 0.0;
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    play.world = begin;
    play.context.key = {19, run};
    legislate(play.world, play.context);
    decided += play.world.reforms[0].status == ReformState::Status::decided ? 1.0 : 0.0;
  }
  const double hazard =
      0.3 * (100.0 / 150.0) * 0.5;  // Borea's question whether orders reach abroad has a prior of .5
  const double expected = 1.0 - std::exp(-hazard * 28.0 / kDaysPerYear);
  report("V19", "share of legislatures that answer in kind in 28 days",
         {decided / kRuns, expected, 4.0 * std::sqrt(expected / kRuns)});
}

}  // namespace
}  // namespace comity
