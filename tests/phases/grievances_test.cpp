// What presses on legislatures, worked out by hand in a world of three states and four providers.
#include "phases/grievances.h"

#include "support/small_world.h"

#include <gtest/gtest.h>

#include <cmath>

namespace comity {
namespace {

using test::SmallWorld;
using Kind = ReformConfig::Kind;

constexpr int kUnion = 3;  // Alba and Borea

// Alba (10 million users, providers 0 and 2), Borea (30, provider 1), Corda (20, provider 3); a union of the first two.
void add_third_state(Config& config) {
  config.states.push_back(config.states[1]);
  config.states[2].id = "CO";
  config.states[0].users = 10.0;
  config.states[1].users = 30.0;
  config.states[2].users = 20.0;
  config.providers.push_back(config.providers[0]);
  config.providers.push_back(config.providers[1]);
  config.providers[3].home = 2;
  config.parameters.trust.initial = 0.8;
  UnionConfig community;
  community.id = "UN";
  community.members = {0, 1};
  config.unions.push_back(community);
}

// Half a year into the run, so that yearly averages hold half of their rates.
void set_by_hand(World& world) {
  world.clock.seen = 0.5;
  world.market.share[static_cast<std::size_t>(Segment::consumer)].resize(4, 3);
  world.market.share[static_cast<std::size_t>(Segment::consumer)] << 0.4, 0.3, 0.5,  //
      0.2, 0.5, 0.25,                                                                //
      0.1, 0.1, 0.25,                                                                //
      0.3, 0.1, 0.0;
  world.market.trust << 0.8, 0.2, 0.72,           // lost 0, 3/4, 1/10
      0.4, 0.8, 0.8,                              // lost 1/2, 0, 0
      0.8, 0.8, 0.9,                              // lost 0, 0, 0: more trust than at first is no loss
      0.6, 0.4, 0.8;                              // lost 1/4, 1/2, 0
  world.relations.affront_rate << 0.0, 3.0, 1.0,  //
      2.0, 0.0, 0.0,                              //
      0.0, 0.0, 0.0;
  world.relations.stance << 1.0, 0.5, 0.2,  //
      0.4, 1.0, 0.8,                        //
      0.3, 0.1, 1.0;
  world.failure_rate = {6.0, 10.0, 40.0};
}

TEST(Offence, RisesWithTheAffrontsOfOneStateAndItsReach) {
  LegislateParameters legislate;
  legislate.retaliation_half = 100.0;
  EXPECT_EQ(offence_of(legislate, 0.0, 1.0), 0.0);
  EXPECT_DOUBLE_EQ(offence_of(legislate, 100.0, 1.0), 0.5);
  EXPECT_DOUBLE_EQ(offence_of(legislate, 300.0, 0.4), 0.3);
}

struct Grieved : SmallWorld {
  explicit Grieved(const std::function<void(Config&)>& adjust = {})
      : SmallWorld([&](Config& scenario) {
          add_third_state(scenario);
          if (adjust) adjust(scenario);
        }) {
    set_by_hand(world);
  }
  Hearing hear_about(Kind kind, int question, int jurisdiction) {
    config.reforms.resize(1);
    config.reforms[0].kind = kind;
    config.reforms[0].question = question;
    ReformState reform;
    reform.jurisdiction = jurisdiction;
    return hear(world, context, view_states(world, context), reform);
  }
};

TEST(Grievances, TrustInForeignProvidersIsWeighedByTheirSharesHere) {
  const Grieved small;
  const auto views = view_states(small.world, small.context);
  ASSERT_EQ(views.size(), 3U);
  EXPECT_NEAR(views[0].foreign_trust, (0.2 * 0.5 + 0.3 * 0.25) / (0.2 + 0.3), 1e-14);
  EXPECT_NEAR(views[1].foreign_trust, (0.3 * 0.75 + 0.1 * 0.0 + 0.1 * 0.5) / (0.3 + 0.1 + 0.1), 1e-14);
  EXPECT_NEAR(views[2].foreign_trust, 0.5 * 0.1 / (0.5 + 0.25 + 0.25), 1e-14);
}

TEST(Grievances, TrustAbroadInOwnProvidersIsWeighedByTheirUsersThere) {
  const Grieved small;
  const auto views = view_states(small.world, small.context);
  // Users abroad [million]: of provider 0 9 and 10, of provider 2 3 and 5; of 1 2 and 5; of 3 3 and 3.
  EXPECT_NEAR(views[0].export_trust, (9.0 * 0.75 + 10.0 * 0.1) / (9.0 + 10.0 + 3.0 + 5.0), 1e-14);
  EXPECT_NEAR(views[1].export_trust, 2.0 * 0.5 / (2.0 + 5.0), 1e-14);
  EXPECT_NEAR(views[2].export_trust, (3.0 * 0.25 + 3.0 * 0.5) / (3.0 + 3.0), 1e-14);
}

TEST(Grievances, WithoutProvidersOrTrustNothingIsLost) {
  Grieved none([](Config& config) { config.providers[3].home = 0; });
  EXPECT_EQ(view_states(none.world, none.context)[2].export_trust, 0.0);
  none.world.market.share[static_cast<std::size_t>(Segment::consumer)].setZero();
  EXPECT_EQ(view_states(none.world, none.context)[0].foreign_trust, 0.0);
  const Grieved distrustful([](Config& config) { config.parameters.trust.initial = 0.0; });
  EXPECT_EQ(view_states(distrustful.world, distrustful.context)[0].foreign_trust, 0.0);
  EXPECT_EQ(view_states(distrustful.world, distrustful.context)[0].export_trust, 0.0);
}

TEST(Grievances, AffrontsAreRatesOfAYearAndStanceTheMeanTowardsOthers) {
  const Grieved small;
  const auto views = view_states(small.world, small.context);
  EXPECT_DOUBLE_EQ(views[0].affronts, 8.0);
  EXPECT_DOUBLE_EQ(views[1].affronts, 4.0);
  EXPECT_DOUBLE_EQ(views[2].affronts, 0.0);
  EXPECT_NEAR(views[0].stance, 0.35, 1e-14);
  EXPECT_NEAR(views[1].stance, 0.6, 1e-14);
  EXPECT_NEAR(views[2].stance, 0.2, 1e-14);
}

TEST(Grievances, AUnionAveragesTrustAndStanceByUsersAndAddsAffronts) {
  Grieved small;
  const auto views = view_states(small.world, small.context);
  const Hearing hearing = small.hear_about(Kind::localisation, -1, kUnion);
  EXPECT_NEAR(hearing.grievances.foreign_trust, (10.0 * 0.35 + 30.0 * 0.55) / 40.0, 1e-14);
  EXPECT_NEAR(hearing.grievances.export_trust,
              (10.0 * views[0].export_trust + 30.0 * views[1].export_trust) / 40.0, 1e-14);
  EXPECT_NEAR(hearing.stance, (10.0 * 0.35 + 30.0 * 0.6) / 40.0, 1e-14);
  EXPECT_DOUBLE_EQ(hearing.grievances.affronts, 12.0);
  const Hearing alone = small.hear_about(Kind::localisation, -1, 2);
  EXPECT_NEAR(alone.grievances.foreign_trust, 0.05, 1e-14);
  EXPECT_NEAR(alone.stance, 0.2, 1e-14);
}

TEST(Grievances, OnlyReformsOfReachAndOthersHearOfCourtsAndFailures) {
  Grieved small;
  small.world.adverse_rulings = {1, 2, 3, 0, 5, 5};  // [state x question]
  small.world.precedents.split_opened[2] = 0.0;      // Borea's question 0
  for (const Kind kind : {Kind::localisation, Kind::blocking}) {
    const Hearing hearing = small.hear_about(kind, 0, kUnion);
    EXPECT_EQ(hearing.adverse, 0);
    EXPECT_EQ(hearing.grievances.split, 0.0);
    EXPECT_EQ(hearing.grievances.failures, 0.0);
  }
  const Hearing other = small.hear_about(Kind::other, -1, kUnion);
  EXPECT_EQ(other.adverse, 1 + 2 + 3);
  EXPECT_EQ(other.grievances.split, 1.0);
  EXPECT_DOUBLE_EQ(other.grievances.failures, 12.0 + 20.0);
  const Hearing first = small.hear_about(Kind::reach, 0, kUnion);
  EXPECT_EQ(first.adverse, 1 + 3);
  EXPECT_EQ(first.grievances.split, 1.0);
  EXPECT_EQ(first.grievances.failures, 0.0);  // no court has ruled against the government
  const Hearing second = small.hear_about(Kind::reach, 1, kUnion);
  EXPECT_EQ(second.adverse, 2);
  EXPECT_EQ(second.grievances.split, 0.0);
  EXPECT_EQ(small.hear_about(Kind::other, -1, 0).grievances.split, 0.0);  // Alba's courts agree
}

Ruling against_government(int court, int question) {
  Ruling ruling;
  ruling.court = court;
  ruling.question = question;
  ruling.government = false;
  return ruling;
}

TEST(Grievances, FailuresCountAsFarAsCourtsHaveShutTheWay) {
  Grieved small;
  auto& rulings = small.world.precedents.rulings;
  const int first = small.world.courts.appellate[0].begin;
  // First-instance dockets are 1/sqrt(number); six courts in turn under three circuits.
  const double all =
      1.0 + 1.0 / std::sqrt(2.0) + 1.0 / std::sqrt(3.0) + 0.5 + 1.0 / std::sqrt(5.0) + 1.0 / std::sqrt(6.0);
  const double circuit_1 = (1.0 + 0.5) / all;
  const double circuit_2 = (1.0 / std::sqrt(2.0) + 1.0 / std::sqrt(5.0)) / all;
  rulings.push_back(against_government(first, 0));
  rulings.push_back(against_government(first + 1, 1));
  EXPECT_NEAR(adverse_share(small.world, small.context, 0, 0), circuit_1, 1e-14);
  EXPECT_NEAR(adverse_share(small.world, small.context, 0, 1), circuit_2, 1e-14);
  EXPECT_NEAR(adverse_share(small.world, small.context, 0, -1), circuit_1, 1e-14);
  EXPECT_EQ(adverse_share(small.world, small.context, 1, -1), 0.0);
  EXPECT_NEAR(small.hear_about(Kind::reach, -1, kUnion).grievances.failures, 12.0 * circuit_1, 1e-12);
  EXPECT_NEAR(small.hear_about(Kind::other, 1, kUnion).grievances.failures, 12.0 * circuit_2, 1e-12);
  // First-instance courts do not count, and the last ruling of a circuit does.
  rulings.push_back(against_government(0, 0));
  Ruling reversed = against_government(first, 0);
  reversed.government = true;
  rulings.push_back(reversed);
  EXPECT_EQ(adverse_share(small.world, small.context, 0, 0), 0.0);
}

}  // namespace
}  // namespace comity
