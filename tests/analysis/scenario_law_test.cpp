// The law of a scenario as the questions about law alone read it.
#include "analysis/scenario_law.h"

#include "day.h"
#include "law/treaties.h"
#include "scenario/loader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace comity::analysis {
namespace {

Config small_world(const std::vector<std::string>& settings = {}) {
  return load_scenario(std::string(COMITY_SOURCE_DIR "/tests/scenario/files/small.toml"), settings);
}

const Day kDay = day_of(2016, 1, 1);

TEST(ScenarioLaw, HasTheTreatiesAndMembersThatStandInTables) {
  const Config config = small_world();
  EXPECT_TRUE(config.library.treaties.empty());
  const law::Library library = library_with_ties(config);
  EXPECT_EQ(law::unions_of(library, "SO", kDay), (std::vector<std::string>{"SW"}));
  EXPECT_EQ(law::unions_of(library, "XW", kDay), (std::vector<std::string>{"SW"}));
  EXPECT_TRUE(law::unions_of(library, "NO", kDay).empty());
  EXPECT_NE(law::treaty_between(library, law::TreatyKind::assistance, {"NO", "SO"}, kDay), nullptr);
  EXPECT_EQ(law::treaty_between(library, law::TreatyKind::agreement, {"NO", "SO"}, kDay), nullptr);
  EXPECT_EQ(law::treaty_between(library, law::TreatyKind::assistance, {"NO", "XW"}, kDay), nullptr);
}

TEST(ScenarioLaw, KeepsWhoDecidedAndTheDaysOfATreaty) {
  Config config = small_world();
  TreatyConfig decision{TreatyConfig::Kind::adequacy, "trusted",          {0},
                        day_of(2015, 1, 1),           day_of(2017, 1, 1), 3};
  config.treaties.push_back(decision);  // by the union: the first jurisdiction behind three states
  const law::Library library = library_with_ties(config);
  EXPECT_NE(law::adequacy_between(library, {"SW", "NO"}, kDay), nullptr);
  EXPECT_EQ(law::adequacy_between(library, {"SW", "NO"}, day_of(2017, 1, 1)), nullptr);
  config.treaties.back().authorities = false;
  EXPECT_EQ(law::adequacy_between(library_with_ties(config), {"SW", "NO"}, kDay), nullptr);
}

TEST(ScenarioLaw, IsTheSameTextWhereNothingInForceDiffers) {
  const std::string plain = law_in_force(small_world(), kDay);
  EXPECT_EQ(law_in_force(small_world({"assist.load=0.7"}), kDay), plain);
  EXPECT_EQ(
      law_in_force(small_world({"reform.reform.mode=scheduled", "reform.reform.date=2017-01-01"}), kDay),
      plain);
  EXPECT_NE(
      law_in_force(small_world({"reform.reform.mode=scheduled", "reform.reform.date=2015-06-01"}), kDay),
      plain);
  EXPECT_NE(law_in_force(small_world({"reform.reform.mode=endogenous"}), kDay),
            plain);  // from its file's day
  EXPECT_NE(law_in_force(small_world({"treaty.north and south.until=2015-01-01"}), kDay), plain);
  EXPECT_NE(law_in_force(small_world({"union.SW.members=[\"SO\"]"}), kDay), plain);
}

}  // namespace
}  // namespace comity::analysis
