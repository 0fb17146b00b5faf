#include "phases/locate.h"

#include "phases/occur.h"
#include "phases/phases.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numeric>

namespace comity {
namespace {

using test::SmallWorld;

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

// A mandate that Borea's law can be given: residents' data stay there.
constexpr const char* kKeepAtHome = R"toml(
[regime]
id = "keep"
name = "Keep at home"
state = "*"
[rule.keep]
effect = "localises"
when = "subject resident here and provider offers service here"
from = 2013-01-01
source = "test"
)toml";

void add_mandate(Config& config) { test::add_law(config, "keep.toml", kKeepAtHome); }

TEST(Locate, NearSitesAreNearer) {
  const SmallWorld same;
  EXPECT_EQ(latency(same.context, 0, 0), 0.0);
  EXPECT_EQ(latency(same.context, 0, 1), 0.5);
  const SmallWorld far([](Config& config) { config.states[1].region = "Asia"; });
  EXPECT_EQ(latency(far.context, 0, 1), 1.0);
}

TEST(Locate, ForeignReachDependsOnWhoControlsTheData) {
  const SmallWorld small;
  // Provider 0 is at home in Alba (0).
  EXPECT_FALSE(is_exposed(small.context, {0, 0}, {0, Control::own, 0, 0.0}));
  EXPECT_TRUE(is_exposed(small.context, {0, 1}, {1, Control::own, 0, 0.0}));
  EXPECT_FALSE(is_exposed(small.context, {0, 1}, {1, Control::trustee, 0, 0.0}));
  EXPECT_TRUE(is_exposed(small.context, {0, 1}, {0, Control::trustee, 0, 0.0}));
  EXPECT_FALSE(is_exposed(small.context, {0, 1}, {0, Control::customer_keys, 0, 0.0}));
}

// Borea's data with Alpha of Alba: Alba's law leaves open whether an order reaches them in Borea.
TEST(Locate, ExposureFollowsTheLawInForce) {
  SmallWorld small;
  const Custody custody{0, 1};
  EXPECT_NEAR(exposure_of(small.world, small.context, custody, 0), 1.0,
              1e-12);  // in Alba, where its orders bind
  EXPECT_NEAR(exposure_of(small.world, small.context, custody, 1), 0.5,
              1e-12);                                                  // at home, by the question's prior
  EXPECT_EQ(exposure_of(small.world, small.context, {1, 1}, 1), 0.0);  // at home with Borea's own provider
  small.enact(0, "al-reach");
  EXPECT_NEAR(exposure_of(small.world, small.context, custody, 1), 1.0, 1e-12);
  EXPECT_NEAR(small.world.market.exposure[0](1, 1), 0.5, 1e-12);
  refresh_exposure(small.world, small.context);
  EXPECT_NEAR(small.world.market.exposure[0](1, 1), 1.0, 1e-12);
  small.config.parameters.locate.exposure = 1;  // by place alone
  EXPECT_EQ(exposure_of(small.world, small.context, custody, 1), 1.0);
}

TEST(Locate, CustomersLeaveProvidersWhoseLawReachesTheirData) {
  const auto share = [](double weight) {
    SmallWorld small([&](Config& config) { config.parameters.trust.exposure_weight = weight; });
    small.enact(0, "al-reach");
    test::run_weeks(small, 104, trust);
    return small.world.market.share[0](0, 1);
  };
  EXPECT_LT(share(1.0), share(0.0) - 0.005);
}

// By how much a statute of reach changes the odds of Alpha's two sites for Borea's data, and Alpha's odds against Beta there.
TEST(Locate, AStatuteOfReachMovesBothChoicesByTheLawItChanges) {
  const auto log_odds = [](bool reach, int exposure) {
    SmallWorld small([&](Config& config) {
      config.parameters.locate.exposure = exposure;
      config.parameters.trust.nest = 1.0;
      config.parameters.trust.local_weight = 0.0;
    });
    if (reach) small.enact(0, "al-reach");
    refresh_exposure(small.world, small.context);
    const auto target = storage_target(small.world, small.context, {0, 1});
    test::run_weeks(small, 5200, [](World& world, const Context& context) {
      world.market.trust.setConstant(0.7);
      trust(world, context);
    });
    const Eigen::ArrayXXd& share = small.world.market.share[0];
    return std::array{std::log(target[1] / target[0]), std::log(share(0, 1) / share(1, 1))};
  };
  const LocateParameters locate;
  const TrustParameters trust;
  constexpr double kLessTrust = 0.3;
  constexpr double kMoreReach = 0.5;  // from the prior of the question to certainty
  const auto before = log_odds(false, 0);
  const auto after = log_odds(true, 0);
  EXPECT_NEAR(after[0] - before[0], -locate.precision * locate.exposure_weight * kLessTrust * kMoreReach,
              1e-9);
  EXPECT_NEAR(after[1] - before[1], -trust.exposure_weight * kLessTrust * kMoreReach, 2e-3);
  EXPECT_EQ(log_odds(true, 1)[0], log_odds(false, 1)[0]);  // by place the law changes nothing
}

TEST(Locate, TargetsAreTheSoftmaxOfTheUtilities) {
  const SmallWorld small([](Config& config) { config.parameters.locate.precision = 2.5; });
  const auto target = storage_target(small.world, small.context, {0, 1});
  EXPECT_NEAR(sum_of(target), 1.0, 1e-14);
  const double gap = option_utility(small.world, small.context, {0, 1}, 0) -
                     option_utility(small.world, small.context, {0, 1}, 1);
  EXPECT_NEAR(std::log(target[0] / target[1]), 2.5 * gap, 1e-12);
}

TEST(Locate, NothingIsStoredWhereNoSiteIsOpenYet) {
  const SmallWorld small([](Config& config) { config.providers[0].sites[1].from = day_of(2014, 1, 1); });
  EXPECT_EQ(storage_target(small.world, small.context, {0, 1})[1], 0.0);
  EXPECT_EQ(small.world.market.storage[0](1, 1), 0.0);
  const SmallWorld later([](Config& config) {
    config.providers[0].sites[0].from = day_of(2040, 1, 1);
    config.providers[0].sites[1].from = day_of(2030, 1, 1);
  });
  EXPECT_EQ(storage_target(later.world, later.context, {0, 1})[1], 1.0);
}

TEST(Locate, DataMoveToASiteOnceItOpens) {
  SmallWorld small([](Config& config) { config.providers[0].sites[1].from = day_of(2013, 6, 1); });
  test::run_weeks(small, 20, locate);
  EXPECT_EQ(small.world.market.storage[0](1, 1), 0.0);
  test::run_weeks(small, 60, locate);
  EXPECT_GT(small.world.market.storage[0](1, 1), 0.05);
  EXPECT_NEAR(small.world.market.storage[0].row(1).sum(), 1.0, 1e-12);
}

TEST(Locate, LostTrustFavoursSitesUnderOthersControl) {
  const auto protected_share = [](double trust) {
    SmallWorld small([](Config& config) { config.providers[0].sites[1].control = Control::trustee; });
    small.world.market.trust(0, 1) = trust;
    return storage_target(small.world, small.context, {0, 1})[1];
  };
  EXPECT_GT(protected_share(0.2), protected_share(0.7));
}

TEST(Locate, MandatesBindTheResidentsDataOnly) {
  SmallWorld small(add_mandate);
  EXPECT_EQ(sum_of(mandate_breaches(small.world, small.context, {0, 1})), 0.0);
  small.enact(1, "keep");
  EXPECT_EQ(mandate_breaches(small.world, small.context, {0, 1}), (std::vector<double>{1.0, 0.0}));
  EXPECT_EQ(mandate_breaches(small.world, small.context, {1, 1}), (std::vector<double>{1.0, 0.0}));
  EXPECT_EQ(sum_of(mandate_breaches(small.world, small.context, {0, 0})), 0.0);
}

TEST(Locate, AUnionsMandateIsMetInAnyMember) {
  SmallWorld small([](Config& config) {
    add_mandate(config);
    UnionConfig community;
    community.id = "UN";
    community.members = {0, 1};
    community.law = {"keep"};
    config.unions.push_back(community);
  });
  EXPECT_EQ(sum_of(mandate_breaches(small.world, small.context, {0, 1})), 0.0);
  SmallWorld alone([](Config& config) {
    add_mandate(config);
    UnionConfig community;
    community.id = "UN";
    community.members = {1};
    community.law = {"keep"};
    config.unions.push_back(community);
  });
  EXPECT_EQ(mandate_breaches(alone.world, alone.context, {0, 1}), (std::vector<double>{1.0, 0.0}));
}

TEST(Locate, MandatesBringTheDataHome) {
  SmallWorld small(add_mandate);
  small.enact(1, "keep");
  const double before = small.world.market.storage[0](1, 1);
  test::run_weeks(small, 156, locate);
  EXPECT_GT(small.world.market.storage[0](1, 1), before + 0.05);
  EXPECT_GT(small.world.tally.value(Metric::relocated, 1), 0.0);
}

TEST(Locate, StaysWhereTheTargetsAre) {
  SmallWorld small;
  const auto before = small.world.market.storage;
  test::run_weeks(small, 52, locate);
  for (std::size_t provider = 0; provider < before.size(); ++provider) {
    EXPECT_LT((small.world.market.storage[provider] - before[provider]).abs().maxCoeff(), 1e-12);
  }
}

TEST(Locate, ClosesTheGapAtItsYearlyRate) {
  SmallWorld small([](Config& config) { config.parameters.locate.adjust = 0.2; });
  small.world.market.storage[0].row(1) << 1.0, 0.0;
  const auto target = storage_target(small.world, small.context, {0, 1});
  test::run_weeks(small, 52, locate);
  const double years = 52 * 7.0 / kDaysPerYear;
  EXPECT_NEAR(small.world.market.storage[0](1, 1), target[1] * -std::expm1(-0.2 * years), 1e-9);
}

TEST(Locate, DoesNotDependOnTheLengthOfTheStep) {
  const auto share_after = [](double step_days, int steps) {
    SmallWorld small([&](Config& config) { config.parameters.run.step_days = step_days; });
    small.world.market.storage[0].row(1) << 1.0, 0.0;
    for (int step = 0; step < steps; ++step) {
      locate(small.world, small.context);
      small.advance();
    }
    return small.world.market.storage[0](1, 1);
  };
  EXPECT_NEAR(share_after(3.5, 208), share_after(7.0, 104), 1e-12);
  EXPECT_NEAR(share_after(14.0, 52), share_after(7.0, 104), 1e-12);
}

TEST(Locate, LogsANewMainSite) {
  SmallWorld small([](Config& config) { config.parameters.locate.adjust = 5.0; });
  small.world.market.storage[0].row(1) << 1.0, 0.0;
  ASSERT_GT(storage_target(small.world, small.context, {0, 1})[1], 0.5);
  test::run_weeks(small, 52, locate);
  const auto& rows = small.world.events.rows[static_cast<std::size_t>(EventTable::relocations)];
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[1], 0.0);
  EXPECT_EQ(rows[2], 1.0);
  EXPECT_EQ(rows[3], 1.0);
}

}  // namespace
}  // namespace comity
