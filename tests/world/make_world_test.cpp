#include "scenario/court_names.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::SmallWorld;

constexpr Day kFirst = day_of(2013, 6, 3);
constexpr Day kSecond = day_of(2014, 2, 28);

// A law for any state or union that changes on two days of the run.
void add_dated_law(Config& config) {
  test::add_law(config, "dated.toml", R"toml(
[regime]
id = "dated"
name = "Dated"
state = "*"
[rule.keep]
effect = "localises"
when = "subject resident here"
from = 2013-06-03
until = 2014-02-28
source = "test"
)toml");
  UnionConfig community;
  community.id = "UN";
  community.members = {0, 1};
  community.law = {"dated"};
  config.unions.push_back(community);
  config.states[0].law.push_back("dated");
}

TEST(MakeWorld, LaysDownEveryRegimeWithItsOwnDates) {
  const SmallWorld small(add_dated_law);
  const auto dated = *law::find_regime(small.config.library, "dated");
  ASSERT_EQ(small.world.laws.size(), 3U);
  ASSERT_EQ(small.world.laws[0].in_force.size(), 2U);
  EXPECT_EQ(small.world.laws[0].in_force[1].regime, dated);
  for (const JurisdictionLaw& law : small.world.laws) {
    for (const law::InForce& entry : law.in_force) EXPECT_EQ(entry.shift, 0);
    ASSERT_NE(law.law, nullptr);
  }
  EXPECT_EQ(small.world.laws[0].next_change, kFirst);
  EXPECT_EQ(small.world.laws[1].next_change, kNever);
  EXPECT_EQ(small.world.laws[2].next_change, kFirst);
}

TEST(MakeWorld, CompilesTheLawOfTheDayOnWhichTheRunBegins) {
  for (const auto& [start, localises, next] :
       {std::tuple{kFirst - 7, false, kFirst}, std::tuple{kFirst - 6, true, kSecond},
        std::tuple{kFirst, true, kSecond}, std::tuple{kSecond, false, kNever}}) {
    const SmallWorld small([&](Config& config) {
      add_dated_law(config);
      config.parameters.run.start = start;
    });
    for (const std::size_t jurisdiction : {0U, 2U}) {
      const law::Answer answer = law::ask(*small.world.laws[jurisdiction].law, law::fact::resident_here);
      EXPECT_EQ(law::has(answer.certain, law::Effect::localises), localises) << to_string(start);
      EXPECT_EQ(small.world.laws[jurisdiction].next_change, next) << to_string(start);
    }
  }
}

// The loader checks names of courts by scenario/court_names.h; the world must have the same.
TEST(MakeWorld, CallsCourtsAsTheLoaderDoes) {
  const SmallWorld small([](Config& config) {
    config.states[0].courts.first_instance_named = {{"Court of the Port", "", 2, 1.0}};
    config.states[0].courts.appellate_named = {{"Court of the Hills", "", 3, 1.0}};
  });
  const StateConfig& alba = small.config.states[0];
  std::vector<std::string> names = first_instance_courts(alba);
  for (const std::string& name : appellate_courts(alba)) names.push_back(name);
  names.push_back(apex_court(alba));
  const auto& made = small.world.courts.name;
  EXPECT_EQ(std::vector(made.begin(), made.begin() + 10), names);
}

}  // namespace
}  // namespace comity
