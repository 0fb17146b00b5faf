#include "phases/reply.h"

#include "phases/hearing.h"
#include "phases/phases.h"
#include "phases/precedent.h"
#include "support/disputes.h"
#include "support/small_world.h"
#include "support/stakes.h"
#include "world/invariants.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity {
namespace {

std::size_t at(Reply reply) { return static_cast<std::size_t>(reply); }

TEST(Respond, WeighsTheFourTermsOfAChallenge) {
  Stakes stakes = test::plain_stakes();
  stakes.precedent = 4.0;
  stakes.adverse = 1.2;
  stakes.fines = 0.6;
  const auto utility = reply_utilities(stakes);
  EXPECT_DOUBLE_EQ(utility[at(Reply::comply)], -0.3);
  EXPECT_DOUBLE_EQ(utility[at(Reply::challenge)], -1.1 + 2.0 - 0.5 * (0.9 + 1.2));
  EXPECT_DOUBLE_EQ(utility[at(Reply::refuse)], -2.0);
}

TEST(Respond, NoChallengeIsLikelierThanItsBoundAndRefusalIsWhatRemains) {
  for (int code = 0; code < 81; ++code) {
    Stakes stakes;
    stakes.disclosure = 0.1 + 0.4 * (code % 3);
    stakes.breach = 1.5 * (code / 3 % 3);
    stakes.challenge_cost = 0.2 + 0.9 * (code / 9 % 3);
    stakes.sanction = 0.1 + 1.1 * (code / 27 % 3);
    stakes.success = 0.4;
    const auto probability = reply_probabilities(stakes, 4.0);
    EXPECT_TRUE(may_challenge(stakes, 4.0, probability[at(Reply::challenge)] * (1.0 - 1e-9), 1.0));
    EXPECT_NEAR(refusal_probability(stakes, 4.0),
                probability[at(Reply::refuse)] / (1.0 - probability[at(Reply::challenge)]), 1e-12);
    Stakes sure = stakes;
    sure.success = 1.0;  // success only makes a challenge likelier
    const double bound = std::exp(
        4.0 * (reply_utilities(stakes)[at(Reply::challenge)] - reply_utilities(stakes)[at(Reply::comply)]));
    for (const double number : {1.0, 7.5}) {
      const double u = bound * std::ceil(number);
      EXPECT_TRUE(may_challenge(stakes, 4.0, u * (1.0 - 1e-9), number));
      EXPECT_TRUE(may_challenge(sure, 4.0, u * (1.0 - 1e-9), number));
      EXPECT_FALSE(may_challenge(stakes, 4.0, u * (1.0 + 1e-9), number));
    }
    const double refusal = refusal_probability(stakes, 4.0);
    EXPECT_TRUE(refuses(stakes, 4.0, refusal * (1.0 - 1e-9)));
    EXPECT_FALSE(refuses(stakes, 4.0, refusal));
    EXPECT_FALSE(refuses(stakes, 4.0, refusal + 0.5 * (1.0 - refusal)));
  }
}

TEST(Respond, ADecisionPerRealDemandDoesNotDependOnScale) {
  EXPECT_EQ(per_real_demand(0.3, 1.0), 0.3);
  EXPECT_NEAR(per_real_demand(0.3, 2.0), 1.0 - 0.7 * 0.7, 1e-15);
  EXPECT_NEAR(per_real_demand(1e-6, 10.0), 1e-5, 1e-9);
  EXPECT_EQ(per_real_demand(1.0, 10.0), 1.0);
  EXPECT_EQ(per_real_demand(0.0, 10.0), 0.0);
}

// Mean and variance over many demands of how many real ones a decision falls on.
std::pair<double, double> moments_of_count(double probability, double number) {
  constexpr int kDraws = 40'000;
  double sum = 0.0;
  double squares = 0.0;
  for (std::uint32_t draw = 0; draw < kDraws; ++draw) {
    Stream first({7, 0}, Purpose::answer_demand, draw);
    Stream others({7, 0}, Purpose::challenge_merit, draw);
    const double u = first.uniform();
    const int count = count_real_demands(others, u, probability, number);
    sum += count;
    squares += static_cast<double>(count) * count;
  }
  return {sum / kDraws, squares / kDraws - sum / kDraws * sum / kDraws};
}

TEST(Respond, DecidesForEachRealDemandByItself) {
  for (const double probability : {0.01, 0.3, 0.9}) {
    for (const double number : {1.0, 10.0, 50.0}) {
      const auto [mean, variance] = moments_of_count(probability, number);
      const double expected = number * probability * (1.0 - probability);  // of the binomial distribution
      EXPECT_NEAR(mean, number * probability, 5.0 * std::sqrt(expected / 40'000))
          << probability << ' ' << number;
      EXPECT_NEAR(variance, expected, 0.06 * expected) << probability << ' ' << number;
    }
  }
}

TEST(Respond, CountsAFractionOfARealDemandAsOftenAsItSays) {
  EXPECT_NEAR(moments_of_count(0.3, 3.25).first, 0.3 * 3.25, 0.02);
  EXPECT_NEAR(moments_of_count(1.0, 0.25).first, 0.25, 0.01);
}

TEST(Respond, CountsAllOrNoneOfTheRealDemandsWhereThatIsSure) {
  Stream stream({7, 0}, Purpose::challenge_merit, 0);
  EXPECT_EQ(count_real_demands(stream, 0.999999, 1.0, 10.0), 10);
  EXPECT_EQ(count_real_demands(stream, 1e-9, 0.0, 10.0), 0);
  EXPECT_GE(count_real_demands(stream, per_real_demand(0.3, 10.0) - 1e-9, 0.3, 10.0), 1);
  EXPECT_EQ(count_real_demands(stream, per_real_demand(0.3, 10.0) + 1e-9, 0.3, 10.0), 0);
}

void serve(test::SmallWorld& small, const Demand& demand, Instrument instrument) {
  small.world.arisen += 1;
  small.world.arrivals = {demand};
  small.world.views = {judge_situation(small.world, small.context, demand)};
  small.world.chosen = {static_cast<std::uint8_t>(instrument)};
  respond(small.world, small.context);
}

Demand settled_demand(test::SmallWorld& small, int provider, int site) {
  Demand demand = small.demand(0, provider, site);
  demand.court = static_cast<std::int16_t>(small.world.courts.first_instance[0].begin);
  return demand;
}

Stakes test_case_stakes(test::SmallWorld& small, const Demand& demand) {
  const LegalView view = judge_situation(small.world, small.context, demand);
  EXPECT_EQ(test_question(view), 0);
  return weigh_test_case(small.world, small.context, demand, view);
}

// What the court will weigh the provider weighs: merit, and the plea of another state's law where the forum allows it.
TEST(Respond, TheChanceOfWinningIsTheCourtsOwn) {
  const auto chance = [](const char* reform, double merit) {
    test::SmallWorld small([](Config& config) { config.parameters.arise.noise = 0.0; });
    small.enact(0, "al-reach");
    if (reform != nullptr) small.enact(0, reform);
    Demand demand = settled_demand(small, 0, 1);
    demand.merit = merit;
    const LegalView view = judge_situation(small.world, small.context, demand);
    EXPECT_EQ(view.order, Certainty::yes);
    Case dispute;
    dispute.demand = demand;
    dispute.court = demand.court;
    dispute.conflict_chance = view.bar_chance;
    const double believed = believed_success(small.world, small.context, demand, {view});
    EXPECT_DOUBLE_EQ(believed,
                     1.0 - vote_probability(ballot_on_merit(small.world, small.context, dispute).pull, 0.0));
    return believed;
  };
  EXPECT_GT(chance("al-plea", 0.0), chance(nullptr, 0.0) + 0.05);
  EXPECT_GT(chance(nullptr, -1.0), chance(nullptr, 0.0));
}

// P(challenge) of an order of Alba to Alpha for content in Borea.
double challenge_of(test::SmallWorld& small, const Demand& demand) {
  const LegalView view = judge_situation(small.world, small.context, demand);
  Stakes stakes = view.questions != 0 ? weigh_test_case(small.world, small.context, demand, view)
                                      : weigh_disclosure(small.world, small.context, demand, view);
  if (view.questions == 0) stakes.success = believed_success(small.world, small.context, demand, {view});
  return reply_probabilities(stakes, small.config.parameters.respond.precision)[at(Reply::challenge)];
}

TEST(Respond, ACertainOrderThatIsBarredAbroadIsFoughtWherePenaltiesThereAreHigh) {
  const auto fought = [](double penalty) {
    test::SmallWorld small([&](Config& config) {
      config.states[0].sanction = 50.0;  // refusing is no way out
      config.states[1].breach_penalty = penalty;
      config.parameters.arise.noise = 0.0;
    });
    small.enact(0, "al-reach");
    small.enact(0, "al-plea");
    Demand demand = settled_demand(small, 0, 1);
    demand.serious = false;
    return challenge_of(small, demand);
  };
  EXPECT_LT(fought(0.2), 0.05);
  EXPECT_GT(fought(5.0), 0.5);
}

// The orders are all barred abroad, and each would be fought if it were the only one.
TEST(Respond, OnePleaOfAProviderPendingInAStateIsEnough) {
  test::SmallWorld small([](Config& config) {
    config.states[0].sanction = 50.0;
    config.states[1].breach_penalty = 50.0;
    config.parameters.respond.precision = 50.0;
    config.parameters.respond.readiness = 1.0;
    config.parameters.arise.noise = 0.0;
  });
  small.enact(0, "al-reach");
  small.enact(0, "al-plea");
  for (int k = 0; k < 40; ++k) {
    Demand demand = settled_demand(small, 0, 1);
    demand.merit = -0.5;  // not enough without the plea
    demand.serious = false;
    serve(small, demand, Instrument::order);
  }
  EXPECT_EQ(small.world.cases.size(), 1U);
  EXPECT_EQ(small.world.strategy.pleas(0, 0), 1);
}

TEST(Respond, AProviderFightsWhereTheRuleIsWorthItAndAnAdverseOneDoesNotCostMore) {
  const auto fought = [](double like_demands, double merit, double adverse) {
    test::SmallWorld small([&](Config& config) {
      config.parameters.respond.adverse_open = adverse;
      config.parameters.arise.noise = 0.0;
    });
    small.world.strategy.like_demands(0, 0) = like_demands;
    Demand demand = settled_demand(small, 0, 1);
    demand.merit = merit;
    return challenge_of(small, demand);
  };
  EXPECT_LT(fought(0.0, -0.7, 0.3), 0.1);                      // good odds, nothing to win
  EXPECT_GT(fought(1000.0, -0.7, 0.3), 0.7);                   // good odds, much to win
  EXPECT_LT(fought(1000.0, 1.0, 1.0), fought(0.0, 1.0, 1.0));  // bad odds: the more at stake the worse
}

TEST(Respond, WherePracticeWasFavourableAnAdverseRulingCostsMore) {
  test::SmallWorld small;
  const Demand demand = settled_demand(small, 0, 1);
  small.world.strategy.like_demands(0, 0) = 100.0;
  const Stakes before = test_case_stakes(small, demand);
  EXPECT_NEAR(before.adverse, small.config.parameters.respond.adverse_open * before.precedent, 1e-12);
  const Courts::Range appellate = small.world.courts.appellate[0];
  const int own = small.world.courts.superior[static_cast<std::size_t>(demand.court)];
  enter_ruling(small.world, small.context,
               test::ruling_of(small, own == appellate.begin ? own + 1 : appellate.begin, true));
  const Stakes after = test_case_stakes(small, demand);
  EXPECT_GT(after.adverse / after.precedent, before.adverse / before.precedent + 0.1);
}

TEST(Respond, NoTermExceedsTheBusinessAtStake) {
  test::SmallWorld small([](Config& config) {
    config.states[0].sanction = 500.0;
    config.states[0].fine_per_day = 50.0;
    config.states[1].breach_penalty = 500.0;
    config.parameters.respond.challenge_cost = 90.0;
    config.parameters.respond.trust_cost = 10.0;
    config.parameters.respond.conflict_cost = 10.0;
  });
  small.world.strategy.like_demands(0, 0) = 1e6;
  const Stakes stakes = test_case_stakes(small, settled_demand(small, 0, 1));
  Stakes::each_field(stakes,
                     [&](const char* name, double value) { EXPECT_LE(value, stakes.business) << name; });
}

TEST(Respond, AForeignBarRaisesTheStakes) {
  test::SmallWorld small;
  const Demand home = settled_demand(small, 0, 0);
  const Demand abroad = settled_demand(small, 0, 1);
  ASSERT_GE(judge_situation(small.world, small.context, abroad).bar_state, 0);
  const Stakes near =
      weigh_disclosure(small.world, small.context, home, judge_situation(small.world, small.context, home));
  const Stakes far = weigh_disclosure(small.world, small.context, abroad,
                                      judge_situation(small.world, small.context, abroad));
  EXPECT_EQ(near.breach, 0.0);
  EXPECT_GT(far.breach, 0.0);
  EXPECT_NEAR(far.disclosure - near.disclosure, small.config.parameters.respond.conflict_cost, 1e-12);
}

TEST(Respond, APendingTestCaseTakesTheWorthFromAnother) {
  test::SmallWorld small;
  const Demand demand = settled_demand(small, 0, 1);
  small.world.strategy.like_demands(0, 0) = 100.0;
  EXPECT_GT(test_case_stakes(small, demand).precedent, 0.0);
  small.world.strategy.pending(0, 0) = 1;
  EXPECT_EQ(test_case_stakes(small, demand).precedent, 0.0);
}

TEST(Respond, AnAppellateReadingLowersTheWorthOfAnotherCase) {
  test::SmallWorld small;
  const Demand demand = settled_demand(small, 0, 1);
  small.world.strategy.like_demands(0, 0) = 100.0;
  const double open = test_case_stakes(small, demand).precedent;
  Ruling ruling;
  ruling.time = small.world.clock.begin;
  ruling.court = small.world.courts.superior[static_cast<std::size_t>(demand.court)];
  ruling.question = 0;
  ruling.accepted = false;
  ruling.government = true;
  ruling.weight = 1.0;
  enter_ruling(small.world, small.context, ruling);
  EXPECT_NEAR(test_case_stakes(small, demand).precedent, open * small.config.parameters.respond.kappa_decided,
              1e-9 * open);
}

TEST(Respond, SendsATreatyRequestToTheProvidersHome) {
  test::SmallWorld small;
  serve(small, small.demand(0, 1, 1), Instrument::assistance);
  EXPECT_EQ(small.world.authorities[1].arriving.size(), 1U);
  EXPECT_EQ(small.world.ended, 0U);
}

TEST(Respond, TakesAFocalDemandToCourtWhenThePrecedentIsWorthIt) {
  test::SmallWorld small([](Config& config) { config.parameters.respond.precision = 100.0; });
  Demand demand = settled_demand(small, 0, 1);
  demand.focal = 0;
  demand.merit = -1.0;
  small.world.strategy.like_demands(0, 0) = 1000.0;
  serve(small, demand, Instrument::order);
  ASSERT_EQ(small.world.cases.size(), 1U);
  EXPECT_EQ(small.world.cases[0].questions, 1U);
  EXPECT_FALSE(small.world.cases[0].motion_to_compel);
}

TEST(Respond, ResistsAfterAnExtendedRulingAndNeverComplies) {
  test::SmallWorld small;
  small.world.strategy.resists(0, 0) = 1;
  for (int k = 0; k < 200; ++k) serve(small, small.demand(0, 0, 1), Instrument::order);
  EXPECT_EQ(small.world.tally.value(Metric::ended, static_cast<std::size_t>(Fate::fulfilled)), 0.0);
  EXPECT_GT(small.world.tally.value(Metric::ended, static_cast<std::size_t>(Fate::partly_fulfilled)), 0.0);
}

TEST(Respond, OpensOneMotionToCompelPerCourtAndQuestion) {
  test::SmallWorld small([](Config& config) {
    config.parameters.choose.compel_cost = 0.0;
    config.parameters.choose.precision = 50.0;
  });
  small.world.strategy.resists(0, 0) = 1;
  small.world.strategy.losses.setConstant(1000.0);
  for (int k = 0; k < 50; ++k) serve(small, settled_demand(small, 0, 1), Instrument::order);
  const auto motions = std::count_if(small.world.cases.begin(), small.world.cases.end(),
                                     [](const Case& dispute) { return dispute.motion_to_compel; });
  EXPECT_EQ(motions, 1);
}

TEST(Respond, ConservesDemands) {
  test::SmallWorld small;
  for (int k = 0; k < 500; ++k) {
    const int forum = k % 2;
    serve(small, small.demand(forum, (k / 2) % 2, (k / 4) % 2),
          static_cast<Instrument>(k % 4 == 2 ? 0 : k % 4));
  }
  EXPECT_EQ(find_violations(small.world, small.context), std::vector<std::string>{});
}

test::SmallWorld& with_arrivals(test::SmallWorld& small) {
  for (const int site : {0, 1}) {
    small.world.arrivals.push_back(small.demand(0, 0, site));
    small.world.views.push_back(judge_situation(small.world, small.context, small.world.arrivals.back()));
  }
  return small;
}

TEST(Choose, WhenSwitchedOffEveryDemandIsAnOrderWhereTheLawMayLetIt) {
  test::SmallWorld small;
  with_arrivals(small).world.views[1].order = Certainty::no;
  order_everything(small.world, small.context);
  const std::vector<std::uint8_t> expected = {static_cast<std::uint8_t>(Instrument::order), kInstruments};
  EXPECT_EQ(small.world.chosen, expected);
  EXPECT_EQ(small.world.tally.value(Metric::chosen, static_cast<std::size_t>(Instrument::order)), 1.0);
}

TEST(Respond, WhenSwitchedOffProvidersObeyAndGrant) {
  test::SmallWorld small([](Config& config) {
    config.parameters.respond.incomplete_rate = 0.0;
    config.parameters.respond.readiness = 1.0;
    config.parameters.respond.challenge_cost = 0.0;
    config.parameters.respond.disclosure_policy = 0.0;
  });
  with_arrivals(small).world.chosen = {static_cast<std::uint8_t>(Instrument::voluntary),
                                       static_cast<std::uint8_t>(Instrument::order)};
  small.world.views[0].voluntary_chance = 1.0F;
  obey_everything(small.world, small.context);
  EXPECT_EQ(small.world.tally.value(Metric::ended, static_cast<std::size_t>(Fate::fulfilled)), 2.0);
  EXPECT_TRUE(small.world.arrivals.empty());
  EXPECT_TRUE(small.world.cases.empty());
}

TEST(Respond, TheWorthOfAPrecedentDoesNotWaitForAFullYearOfDemands) {
  const auto worth_after = [](int weeks) {
    test::SmallWorld small([](Config& config) { config.parameters.respond.readiness = 0.0; });
    small.enact(0, "al-plea");
    for (int week = 0; week < weeks; ++week) {
      with_arrivals(small).world.chosen.assign(2, static_cast<std::uint8_t>(Instrument::order));
      respond(small.world, small.context);
      small.advance();
    }
    Demand demand = small.demand(0, 0, 1);
    demand.court = 0;
    const LegalView view = judge_situation(small.world, small.context, demand);
    return weigh_test_case(small.world, small.context, demand, view).precedent;
  };
  EXPECT_GT(worth_after(150), 0.0);
  EXPECT_NEAR(worth_after(13) / worth_after(150), 1.0, 0.1);
}

// Court numbers go beyond 16 bits: 200 states may have 1,201 courts each.
TEST(Respond, FindsCourtsBeyondTheFirstThirtyThousand) {
  test::SmallWorld small([](Config& config) { config.states[0].courts.first_instance = 40'000; });
  int highest = 0;
  for (int k = 0; k < 200; ++k) {
    with_arrivals(small).world.chosen.assign(2, static_cast<std::uint8_t>(Instrument::order));
    small.config.parameters.respond.readiness = 1.0;
    small.config.parameters.respond.challenge_cost = -10.0;
    respond(small.world, small.context);
  }
  for (const Case& dispute : small.world.cases) highest = std::max(highest, dispute.demand.court);
  EXPECT_GT(highest, 32'767);
}

}  // namespace
}  // namespace comity
