#include "phases/legislate.h"

#include "phases/occur.h"
#include "phases/phases.h"
#include "random/elementary.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace comity {
namespace {

using test::SmallWorld;
using Kind = ReformConfig::Kind;

// Round numbers, whatever the defaults are.
LegislateParameters plain_legislate() {
  LegislateParameters legislate;
  legislate.split = 0.5;
  legislate.adverse = 1.0;
  legislate.trust_loss = 0.2;
  legislate.affronts = 0.03;
  legislate.failures = 0.05;
  legislate.decay = 0.25;
  legislate.hazard = 0.8;
  legislate.half_pressure = 1.0;
  legislate.lag_months = 9.0;
  legislate.diffusion = 0.1;
  legislate.innovation = 0.005;
  return legislate;
}

TEST(Legislate, PressureSettlesWhereInflowAndDecayBalance) {
  const LegislateParameters legislate = plain_legislate();
  EXPECT_NEAR(next_pressure(legislate, 0.0, 0.5, 1000.0), 2.0, 1e-12);
  EXPECT_NEAR(next_pressure(legislate, 3.0, 0.0, 2.0), 3.0 * std::exp(-0.5), 1e-12);
  double pressure = 1.0;
  for (int step = 0; step < 52; ++step) pressure = next_pressure(legislate, pressure, 0.7, 1.0 / 52.0);
  EXPECT_NEAR(pressure, next_pressure(legislate, 1.0, 0.7, 1.0), 1e-12);
  LegislateParameters patient = plain_legislate();
  patient.decay = 0.0;
  EXPECT_DOUBLE_EQ(next_pressure(patient, 1.0, 0.5, 2.0), 2.0);
}

TEST(Legislate, HazardRisesFromNothingToItsLimit) {
  const LegislateParameters legislate = plain_legislate();
  EXPECT_EQ(pressure_hazard(legislate, 0.0), 0.0);
  EXPECT_DOUBLE_EQ(pressure_hazard(legislate, 1.0), 0.4);
  EXPECT_NEAR(pressure_hazard(legislate, 1e6), 0.8, 1e-9);
  double last = 0.0;
  for (double pressure = 0.0; pressure < 10.0; pressure += 0.1) {
    EXPECT_GE(pressure_hazard(legislate, pressure), last);
    last = pressure_hazard(legislate, pressure);
  }
}

TEST(Legislate, EachKindOfReformAnswersItsOwnGrievances) {
  const LegislateParameters legislate = plain_legislate();
  const Grievances grievances{1.0, 0.4, 0.2, 99.0, 9.0};
  const double courts = 0.5 + 0.05 * std::log(10.0);
  const double affronts = 0.03 * std::log(100.0);
  EXPECT_NEAR(pressure_inflow(legislate, Kind::reach, grievances), courts, 1e-14);
  EXPECT_NEAR(pressure_inflow(legislate, Kind::localisation, grievances), 0.08 + affronts, 1e-14);
  EXPECT_NEAR(pressure_inflow(legislate, Kind::blocking, grievances), affronts, 1e-14);
  EXPECT_NEAR(pressure_inflow(legislate, Kind::other, grievances), courts + 0.04 + affronts, 1e-14);
}

TEST(Legislate, HostilityHastensDiffusion) {
  const LegislateParameters legislate = plain_legislate();
  EXPECT_GT(diffusion_hazard(legislate, 0.3, 0.2), diffusion_hazard(legislate, 0.3, 0.9));
  EXPECT_GT(diffusion_hazard(legislate, 0.5, 0.5), diffusion_hazard(legislate, 0.3, 0.5));
}

void add_reform(Config& config, ReformConfig::Mode mode, Kind kind) {
  ReformConfig reform;
  reform.mode = mode;
  reform.kind = kind;
  reform.id = "reach";
  reform.regime = "al-reach";
  reform.states = {0};
  reform.question = 0;
  reform.date = day_of(2014, 1, 1);
  config.parameters.legislate = plain_legislate();
  config.reforms.push_back(reform);
}

TEST(Legislate, ListsWhatMayBeEnacted) {
  const SmallWorld endogenous(
      [](Config& config) { add_reform(config, ReformConfig::Mode::endogenous, Kind::reach); });
  ASSERT_EQ(endogenous.world.reforms.size(), 1U);
  EXPECT_EQ(endogenous.world.reforms[0].jurisdiction, 0);
  const SmallWorld never([](Config& config) { add_reform(config, ReformConfig::Mode::never, Kind::reach); });
  EXPECT_TRUE(never.world.reforms.empty());
  const SmallWorld known([](Config& config) {
    add_reform(config, ReformConfig::Mode::endogenous, Kind::reach);
    config.states[0].law.push_back("al-reach");
  });
  EXPECT_TRUE(known.world.reforms.empty());
}

TEST(Legislate, NeverActsWithoutPressure) {
  SmallWorld small([](Config& config) { add_reform(config, ReformConfig::Mode::endogenous, Kind::reach); });
  test::run_weeks(small, 500, test::clear_step, occur, legislate);
  EXPECT_EQ(small.world.reforms[0].status, ReformState::Status::open);
  EXPECT_EQ(small.world.reforms[0].pressure, 0.0);
}

TEST(Legislate, LeavesScheduledReformsToTheCalendar) {
  SmallWorld small([](Config& config) { add_reform(config, ReformConfig::Mode::scheduled, Kind::reach); });
  std::fill(small.world.precedents.split_opened.begin(), small.world.precedents.split_opened.end(), 0.0);
  test::run_weeks(small, 51, test::clear_step, occur, legislate);
  EXPECT_EQ(small.world.reforms[0].status, ReformState::Status::open);
  test::run_weeks(small, 2, test::clear_step, occur, legislate);
  EXPECT_EQ(small.world.reforms[0].status, ReformState::Status::in_force);
  EXPECT_EQ(small.world.reforms[0].force_time, day_of(2014, 1, 1));
}

TEST(Legislate, AnswersAnAdverseRulingInTime) {
  int enacted = 0;
  double delay = 0.0;
  constexpr int kRuns = 100;
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    SmallWorld small([](Config& config) { add_reform(config, ReformConfig::Mode::endogenous, Kind::reach); },
                     {1, run});
    legislate(small.world, small.context);
    small.advance();
    clear_step_accumulators(small.world);
    small.world.adverse_rulings[0] = 1;
    const double ruled = small.world.clock.begin;
    legislate(small.world, small.context);
    EXPECT_DOUBLE_EQ(small.world.reforms[0].pressure, 1.0);
    small.advance();
    test::run_weeks(small, 52 * 8, test::clear_step, occur, legislate);
    if (small.world.reforms[0].status != ReformState::Status::in_force) continue;
    ++enacted;
    delay += small.world.reforms[0].force_time - ruled;
    EXPECT_GE(small.world.reforms[0].decided, ruled);
  }
  // Hazard .4 e^(-t/2) / (.5 + .5 e^(-t/2)), and half of that early on: most, not all, within eight years.
  EXPECT_GT(enacted, kRuns / 3);
  EXPECT_LT(enacted, kRuns);
  EXPECT_GT(delay / enacted, 365.0);
}

TEST(Legislate, FailuresPressWhereCourtsHaveShutTheWay) {
  SmallWorld small([](Config& config) { add_reform(config, ReformConfig::Mode::endogenous, Kind::reach); });
  const auto hear_now = [&] {
    return hear(small.world, small.context, view_states(small.world, small.context), small.world.reforms[0]);
  };
  small.world.clock.seen = 1.0;
  small.world.failure_rate = {100.0, 0.0};
  EXPECT_EQ(hear_now().grievances.failures, 0.0);
  Ruling ruling;
  ruling.court = small.world.courts.appellate[0].begin;
  ruling.question = 0;
  ruling.government = false;
  small.world.precedents.rulings.push_back(ruling);
  const double share = adverse_share(small.world, small.context, 0, 0);
  EXPECT_GT(share, 0.2);
  EXPECT_LT(share, 0.8);
  EXPECT_DOUBLE_EQ(hear_now().grievances.failures, 100.0 * share);
  EXPECT_EQ(adverse_share(small.world, small.context, 0, -1), share);
  ruling.court = small.world.courts.apex[0];
  small.world.precedents.rulings.push_back(ruling);
  EXPECT_EQ(adverse_share(small.world, small.context, 0, 0), 1.0);
  for (Ruling& entered : small.world.precedents.rulings) entered.vacated = true;
  EXPECT_EQ(adverse_share(small.world, small.context, 0, 0), 0.0);
}

// One state has a localisation mandate from the start, the others imitate it at once or, where nobody has one, never.
TEST(Legislate, ImitatesWhicheverStateHasAStatute) {
  for (const int first : {0, 1, 2, -1}) {
    SmallWorld small([&](Config& config) {
      test::add_law(
          config, "keep.toml",
          "[regime]\nid = \"keep\"\nname = \"Keep\"\nstate = \"*\"\n[rule.keep]\neffect = \"localises\"\n"
          "when = \"subject resident here\"\nfrom = 2000-01-01\nsource = \"test\"\n");
      config.states.push_back(config.states[1]);
      add_reform(config, ReformConfig::Mode::endogenous, Kind::localisation);
      config.reforms[0].regime = "keep";
      config.reforms[0].states = {0, 1, 2};
      config.parameters.legislate.innovation = 0.0;
      config.parameters.legislate.diffusion = 1e9;
      if (first >= 0) config.states[static_cast<std::size_t>(first)].law.push_back("keep");
    });
    test::run_weeks(small, 1, test::clear_step, occur, legislate);
    ASSERT_EQ(small.world.reforms.size(), first < 0 ? 3U : 2U);
    for (const ReformState& reform : small.world.reforms) {
      EXPECT_EQ(reform.status == ReformState::Status::decided, first >= 0)
          << first << " " << reform.jurisdiction;
    }
  }
}

// The same split, observed for half, whole and double weeks, gives the same pressure.
TEST(Legislate, PressureDoesNotDependOnTheLengthOfTheStep) {
  const auto pressure_after = [](double step_days, int steps) {
    SmallWorld small([&](Config& config) {
      add_reform(config, ReformConfig::Mode::endogenous, Kind::other);
      config.parameters.run.step_days = step_days;
      config.parameters.legislate.hazard = 0.0;
    });
    for (int step = 0; step < steps; ++step) {
      clear_step_accumulators(small.world);
      small.world.precedents.split_opened[0] = 0.0;
      small.world.failed_demands[0] = 3.0 * step_days;
      small.world.relations.affronts(0, 1) = 0.5 * step_days;
      small.world.market.trust(0, 1) = 0.4;
      legislate(small.world, small.context);
      small.advance();
    }
    return small.world.reforms[0].pressure;
  };
  const double weekly = pressure_after(7.0, 104);
  EXPECT_GT(weekly, 0.5);
  EXPECT_NEAR(pressure_after(3.5, 208), weekly, 2e-3);
  EXPECT_NEAR(pressure_after(14.0, 52), weekly, 4e-3);
}

}  // namespace
}  // namespace comity
