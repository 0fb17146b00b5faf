// One broken world per check, and what is said of it.
#include "world/invariants.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <limits>

namespace comity {
namespace {

using test::SmallWorld;
using Sentences = std::vector<std::string>;

// What is found after `damage` to a sound world.
Sentences violations(const std::function<void(World&)>& damage) {
  SmallWorld small([](Config& config) {
    config.reforms.resize(1);
    config.reforms[0].mode = ReformConfig::Mode::endogenous;
    config.reforms[0].id = config.reforms[0].regime = "al-reach";
    config.reforms[0].states = {0};
  });
  EXPECT_EQ(find_violations(small.world, small.context), Sentences{});
  damage(small.world);
  return find_violations(small.world, small.context);
}

Case open_case_of(const World& world) {
  Case dispute;
  dispute.number = 7;
  dispute.opened = dispute.stage_began = dispute.due = world.clock.begin;
  return dispute;
}

TEST(Invariants, StanceAndTrustLieBetweenNothingAndOne) {
  EXPECT_EQ(violations([](World& world) { world.relations.stance(0, 1) = -1e-6; }),
            Sentences{"stance leaves [0, 1]"});
  EXPECT_EQ(violations([](World& world) { world.relations.stance(1, 0) = 1.0 + 1e-6; }),
            Sentences{"stance leaves [0, 1]"});
  EXPECT_EQ(violations([](World& world) { world.market.trust(1, 0) = -1e-6; }),
            Sentences{"trust leaves [0, 1]"});
  EXPECT_EQ(
      violations([](World& world) { world.market.trust(0, 1) = std::numeric_limits<double>::quiet_NaN(); }),
      Sentences{"trust leaves [0, 1]"});
}

TEST(Invariants, SharesAndStorageSumToOne) {
  EXPECT_EQ(violations([](World& world) {
              auto& share = world.market.share[static_cast<std::size_t>(Segment::enterprise)];
              share.col(1) = Eigen::ArrayXd::Constant(2, 0.25);
            }),
            Sentences{"shares of market 1 segment 1 sum to 0.5"});
  EXPECT_EQ(violations([](World& world) {
              world.market.storage[1].row(0) = Eigen::ArrayXd::Constant(2, 0.75).transpose();
            }),
            Sentences{"storage of provider 1 for market 0 sums to 1.5"});
}

TEST(Invariants, EveryDemandIsEndedOrWaitsInOnePlace) {
  EXPECT_EQ(violations([](World& world) { world.arisen += 1; }),
            Sentences{"1 demands arose, 0 ended, 0 wait"});
  EXPECT_EQ(violations([](World& world) { world.ended += 1; }),
            Sentences{"0 demands arose, 1 ended, 0 wait"});
  const std::vector<std::function<void(World&)>> places = {
      [](World& world) { world.arrivals.emplace_back(); }, [](World& world) { world.retries.emplace_back(); },
      [](World& world) { world.cases.push_back(open_case_of(world)); },
      [](World& world) { world.authorities[1].arriving.emplace_back(); },
      [](World& world) {
        world.authorities[1].servers = 1;
        world.authorities[1].serving.emplace_back();
      }};
  for (const auto& wait : places) {
    EXPECT_EQ(violations(wait), Sentences{"0 demands arose, 0 ended, 1 wait"});
    EXPECT_EQ(violations([&](World& world) {
                wait(world);
                world.arisen += 1;
              }),
              Sentences{});
  }
}

TEST(Invariants, AnAuthorityServesNoMoreThanItCan) {
  EXPECT_EQ(violations([](World& world) {
              world.authorities[0].servers = 1;
              world.authorities[0].serving.resize(2);
              world.arisen = 2;
            }),
            Sentences{"an authority serves 2 requests with 1 servers"});
}

TEST(Invariants, OpenCasesHaveTheirDatesInOrderAndACourt) {
  const auto with_case = [](const std::function<void(Case&)>& damage) {
    return violations([&](World& world) {
      Case dispute = open_case_of(world);
      damage(dispute);
      world.arisen += dispute.closed ? 0 : 1;
      world.cases.push_back(dispute);
    });
  };
  EXPECT_EQ(with_case([](Case& dispute) { dispute.opened += 1.0; }),
            Sentences{"case 7 has its dates out of order"});
  EXPECT_EQ(with_case([](Case& dispute) { dispute.due -= 1.0; }),
            Sentences{"case 7 has its dates out of order"});
  EXPECT_EQ(with_case([](Case& dispute) { dispute.court = -1; }), Sentences{"case 7 stands before no court"});
  EXPECT_EQ(with_case([](Case& dispute) { dispute.court = 14; }), Sentences{"case 7 stands before no court"});
  EXPECT_EQ(with_case([](Case& dispute) { dispute.court = 13; }), Sentences{});  // the last of 10 + 4
  EXPECT_EQ(with_case([](Case& dispute) {
              dispute.closed = true;
              dispute.court = -1;
            }),
            Sentences{});
}

TEST(Invariants, NoRulingIsOfTomorrow) {
  EXPECT_EQ(violations([](World& world) { world.precedents.rulings.emplace_back().time = world.clock.end; }),
            Sentences{});
  EXPECT_EQ(
      violations([](World& world) { world.precedents.rulings.emplace_back().time = world.clock.end + 0.5; }),
      Sentences{"a ruling is dated in the future"});
}

TEST(Invariants, CountersAndPressureAreFiniteAndNotNegative) {
  const Sentences found{"a counter is negative or not finite"};
  EXPECT_EQ(violations([](World& world) { world.tally.values.back() = -1.0; }), found);
  EXPECT_EQ(violations([](World& world) { world.tally.values[0] = std::numeric_limits<double>::infinity(); }),
            found);
  EXPECT_EQ(
      violations([](World& world) { world.tally.values[1] = std::numeric_limits<double>::quiet_NaN(); }),
      found);
  EXPECT_EQ(violations([](World& world) { world.reforms.at(0).pressure = -0.1; }),
            Sentences{"reform pressure is negative"});
}

}  // namespace
}  // namespace comity
