#include "phases/occur.h"

#include "phases/phases.h"
#include "support/small_world.h"
#include "world/readings.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::SmallWorld;

constexpr Day kDate = day_of(2013, 1, 17);  // a Thursday in the third week of the run: step 2

void run_to_step(SmallWorld& small, int step) {
  while (small.world.clock.step < step) {
    clear_step_accumulators(small.world);
    occur(small.world, small.context);
    small.advance();
  }
}

const std::vector<double>& events(const SmallWorld& small, EventTable table) {
  return small.world.events.rows[static_cast<std::size_t>(table)];
}

// A law of Alba with a rule that comes into force on kDate and goes out a year later.
void add_dated_law(Config& config) {
  test::add_law(config, "dated.toml", R"toml(
[regime]
id = "dated"
name = "Dated"
state = "*"
[rule.keep]
effect = "localises"
when = "subject resident here"
from = 2013-01-17
until = 2014-01-17
source = "test"
[rule.later]
effect = "contests"
when = "content data"
from = 2013-07-17
source = "test"
)toml");
}

bool localises_here(const SmallWorld& small) {
  return law::has(law::ask(*small.world.laws[0].law, law::fact::resident_here).certain,
                  law::Effect::localises);
}

TEST(Occur, DatedLawComesAndGoesInItsStep) {
  SmallWorld small([](Config& config) {
    add_dated_law(config);
    config.states[0].law.push_back("dated");
  });
  run_to_step(small, 2);
  EXPECT_FALSE(localises_here(small));
  const std::uint32_t version = small.world.law_version;
  run_to_step(small, 3);
  EXPECT_TRUE(localises_here(small));
  EXPECT_EQ(small.world.law_version, version + 1);
  run_to_step(small, 54);
  EXPECT_TRUE(localises_here(small));
  run_to_step(small, 55);
  EXPECT_FALSE(localises_here(small));
}

TEST(Occur, TreatiesComeAndGo) {
  SmallWorld small([](Config& config) {
    config.treaties[0].until = day_of(2013, 3, 1);
    TreatyConfig agreement;
    agreement.kind = TreatyConfig::Kind::agreement;
    agreement.parties = {0, 1};
    agreement.from = kDate;
    config.treaties.push_back(agreement);
  });
  EXPECT_EQ(small.world.relations.treaty(0, 1), 1);
  run_to_step(small, 2);
  EXPECT_EQ(small.world.relations.agreement(0, 1), 0);
  const auto before = small.world.law_versions;
  const std::uint32_t version = small.world.law_version;
  run_to_step(small, 3);
  EXPECT_GT(small.world.law_version, version);
  EXPECT_GT(small.world.law_versions(0, 1), before(0, 1));
  EXPECT_GT(small.world.law_versions(1, 0), before(1, 0));
  EXPECT_EQ(small.world.law_versions(0, 0), before(0, 0)) << "at home nothing has changed";
  EXPECT_EQ(small.world.law_versions(1, 1), before(1, 1)) << "at home nothing has changed";
  EXPECT_EQ(small.world.relations.agreement(1, 0), 1);
  EXPECT_EQ(small.world.relations.agreement(0, 0), 0);
  EXPECT_EQ(events(small, EventTable::agreements), (std::vector<double>{kDate, kDate, 0.0, 1.0}));
  run_to_step(small, 9);
  EXPECT_EQ(small.world.relations.treaty(0, 1), 0);
  EXPECT_EQ(small.world.relations.agreement(0, 1), 1);
}

ReformConfig make_reform(const char* regime, Day date) {
  ReformConfig reform;
  reform.mode = ReformConfig::Mode::scheduled;
  reform.id = "reform";
  reform.regime = regime;
  reform.states = {0};
  reform.date = date;
  return reform;
}

TEST(Occur, ReformsShiftAllDatesOfTheirRegime) {
  const Day date = day_of(2013, 6, 5);
  SmallWorld small([&](Config& config) {
    add_dated_law(config);
    config.reforms.push_back(make_reform("dated", date));
  });
  const auto regime = *law::find_regime(small.config.library, "dated");
  EXPECT_EQ(shift_to(small.config.library, regime, date), date - kDate);
  while (small.world.clock.end <= date) run_to_step(small, small.world.clock.step + 1);
  EXPECT_FALSE(localises_here(small));
  run_to_step(small, small.world.clock.step + 1);
  EXPECT_TRUE(localises_here(small));
  EXPECT_EQ(small.world.laws[0].in_force.back().shift, date - kDate);
  EXPECT_EQ(small.world.tally.value(Metric::reforms_enacted, 0), 1.0);
  EXPECT_EQ(events(small, EventTable::reforms), (std::vector<double>{date, date, 0.0, 0.0, 0.0}));
  // The second rule follows 181 days after the first, as in the file.
  const auto contests = [&] {
    return law::has(law::ask(*small.world.laws[0].law, law::fact::content).certain, law::Effect::contests);
  };
  while (small.world.clock.end <= date + 181) run_to_step(small, small.world.clock.step + 1);
  EXPECT_FALSE(contests());
  run_to_step(small, small.world.clock.step + 1);
  EXPECT_TRUE(contests());
}

TEST(Occur, AReformCanSettleAnOpenQuestion) {
  SmallWorld small([](Config& config) { config.reforms.push_back(make_reform("al-reach", kDate)); });
  const Demand demand = small.demand(0, 0, 1);
  EXPECT_EQ(small.memos.situations.view(small.world, small.context, demand).order, Certainty::arguable);
  run_to_step(small, 3);
  EXPECT_EQ(small.memos.situations.view(small.world, small.context, demand).order, Certainty::yes);
}

TEST(Occur, AUnionsReformCountsInEveryMember) {
  SmallWorld small([](Config& config) {
    add_dated_law(config);
    UnionConfig community;
    community.id = "UN";
    community.members = {0, 1};
    config.unions.push_back(community);
    config.reforms.push_back(make_reform("dated", kDate));
    config.reforms[0].states = {2};
  });
  run_to_step(small, 3);
  EXPECT_EQ(small.world.tally.value(Metric::reforms_enacted, 0), 1.0);
  EXPECT_EQ(small.world.tally.value(Metric::reforms_enacted, 1), 1.0);
  EXPECT_EQ(small.world.laws[2].law->rules.size(), 1U);
}

TEST(Occur, RevelationsShakeTrustAbroadOnly) {
  SmallWorld small([](Config& config) {
    config.parameters.trust.initial = 0.7;
    config.shocks.push_back({"leak", kDate, 0, 0.25});
  });
  run_to_step(small, 2);
  EXPECT_DOUBLE_EQ(small.world.market.trust(0, 1), 0.7);
  run_to_step(small, 3);
  EXPECT_DOUBLE_EQ(small.world.market.trust(0, 1), 0.7 * 0.75);
  EXPECT_DOUBLE_EQ(small.world.market.trust(0, 0), 0.7);
  EXPECT_DOUBLE_EQ(small.world.market.trust(1, 0), 0.7);
  EXPECT_DOUBLE_EQ(small.world.market.trust(1, 1), 0.7);
  EXPECT_EQ(small.world.market.last_revelation, kDate);
  EXPECT_EQ(events(small, EventTable::shocks), (std::vector<double>{kDate, 0.0, 0.25}));
}

TEST(Occur, ARevelationCostsNoTrustWhereTrustIsSwitchedOff) {
  SmallWorld small([](Config& config) {
    config.shocks.push_back({"leak", kDate, 0, 0.25});
    config.phases[static_cast<std::size_t>(PhaseName::trust)] = false;
  });
  run_to_step(small, 3);
  EXPECT_TRUE((small.world.market.trust == small.config.parameters.trust.initial).all());
  EXPECT_EQ(small.world.market.last_revelation, kDate);
}

TEST(Occur, ForcedRulingsBind) {
  SmallWorld small;
  const int court = small.world.courts.apex[0];
  small.config.rulings.push_back(
      {"", kDate, 0, small.world.courts.name[static_cast<std::size_t>(court)], 0, true});
  run_to_step(small, 2);
  EXPECT_EQ(reading_in(small.world, court, 0, true), 0);
  run_to_step(small, 3);
  EXPECT_EQ(reading_in(small.world, court, 0, true), 1);
  ASSERT_EQ(small.world.precedents.rulings.size(), 1U);
  EXPECT_EQ(small.world.precedents.rulings[0].case_number, -1);
  // Accepting "no reach abroad" goes against the government.
  EXPECT_FALSE(small.world.precedents.rulings[0].government);
}

TEST(Occur, AStepBeginsWithNothingOfTheLast) {
  SmallWorld small;
  World& world = small.world;
  world.relations.affronts(0, 1) = world.relations.affronts(1, 0) = 2.0;
  world.market.disclosures(1, 0) = world.market.disclosures(0, 1) = 3.0;
  world.market.fights(0, 0) = world.market.fights(1, 1) = 1.0;
  world.failed_demands = {3.0, 4.0};
  world.adverse_rulings = {1, 2, 3, 4};
  clear_step_accumulators(world);
  EXPECT_EQ(world.relations.affronts.abs().sum(), 0.0);
  EXPECT_EQ(world.market.disclosures.abs().sum(), 0.0);
  EXPECT_EQ(world.market.fights.abs().sum(), 0.0);
  EXPECT_EQ(world.failed_demands, (std::vector<double>{0.0, 0.0}));
  EXPECT_EQ(world.adverse_rulings, (std::vector<std::uint8_t>{0, 0, 0, 0}));
  // What was in them is in the averages, once: a year of the window for each [1/year].
  EXPECT_DOUBLE_EQ(world.failure_rate[0], 3.0);
  EXPECT_DOUBLE_EQ(world.failure_rate[1], 4.0);
  EXPECT_DOUBLE_EQ(world.relations.affront_rate(0, 1), 2.0);
  EXPECT_DOUBLE_EQ(world.market.disclosure_rate(1, 0), 3.0);
  clear_step_accumulators(world);
  const double kept = 1.0 - 7.0 / kDaysPerYear;
  EXPECT_NEAR(world.failure_rate[0], 3.0 * kept, 1e-12);
  EXPECT_NEAR(world.relations.affront_rate(0, 1), 2.0 * kept, 1e-12);
  EXPECT_NEAR(world.market.disclosure_rate(1, 0), 3.0 * kept, 1e-12);
}

TEST(Occur, AccumulatorsBecomeYearlyAverages) {
  SmallWorld small;
  for (int week = 0; week < 52 * 12; ++week) {
    clear_step_accumulators(small.world);
    EXPECT_EQ(small.world.relations.affronts(0, 1), 0.0);
    small.world.relations.affronts(0, 1) = 2.0;
    small.world.market.disclosures(1, 0) = 3.0;
    small.world.market.fights(0, 0) = 1.0;
    small.world.failed_demands[1] = 4.0;
    small.world.adverse_rulings[0] = 1;
  }
  clear_step_accumulators(small.world);
  const double weeks = kDaysPerYear / 7.0;
  EXPECT_NEAR(small.world.relations.affront_rate(0, 1), 2.0 * weeks, 0.01);
  EXPECT_EQ(small.world.relations.affront_rate(1, 0), 0.0);
  EXPECT_NEAR(small.world.market.disclosure_rate(1, 0), 3.0 * weeks, 0.01);
  EXPECT_NEAR(small.world.failure_rate[1], 4.0 * weeks, 0.01);
  EXPECT_EQ(small.world.market.fights.sum(), 0.0);
  EXPECT_EQ(small.world.adverse_rulings[0], 0);
}

}  // namespace
}  // namespace comity
