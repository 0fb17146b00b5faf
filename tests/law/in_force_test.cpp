#include "law/texts.h"

#include <gtest/gtest.h>

namespace comity::law {
namespace {

const std::string kBase =
    head("base") + rule("old", "permits", "always", "from = 2000-01-01\nuntil = 2010-01-01\n") +
    rule("new", "forbids", "always", "from = 2010-01-01\n") +
    "[schedule.days]\ncase = [{ when = \"emergency\", value = 1 }, { otherwise = true, value = 30 }]\n"
    "[schedule.fine]\nfrom = 2005-01-01\ncase = [{ when = \"emergency\", value = 100 }]\n"
    "[balance.comity]\neffect = \"comity\"\nbase = -1.0\n"
    "weigh = [{ when = \"emergency\", weight = 0.5 }, { when = \"not content data\", weight = 0.25 }]\n"
    "[balance.other]\neffect = \"comity\"\nbase = 8\nweigh = []\n";
const std::string kReform =
    "[regime]\nid = \"reform\"\namends = \"base\"\n" +
    rule("later", "assists", "always", "from = 2018-03-23\n") +
    "[schedule.days]\nfrom = 2018-03-23\ncase = [{ when = \"content data\", value = 14 }]\n"
    "[balance.comity]\neffect = \"comity\"\nbase = 2.0\nfrom = 2018-03-23\nweigh = []\n";

TEST(RulesInForce, AreThoseOfTheDayInAscendingOrder) {
  const Library library = library_of({kReform, kBase});
  const std::vector<InForce> both{{1, 0}, {0, 0}};
  EXPECT_EQ(rules_in_force(library, both, day_of(2009, 12, 31)), (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(rules_in_force(library, both, day_of(2020, 1, 1)), (std::vector<std::uint32_t>{0, 2}));
  EXPECT_TRUE(rules_in_force(library, both, day_of(1999, 1, 1)).empty());
}

TEST(Shift, MovesAReformToAnotherDay) {
  const Library library = library_of({kBase, kReform});
  const Day written = day_of(2018, 3, 23);
  const Day enacted = day_of(2012, 5, 1);
  const std::vector<InForce> both{{0, 0}, {1, enacted - written}};
  EXPECT_EQ(rules_in_force(library, both, enacted - 1), (std::vector<std::uint32_t>{1}));
  EXPECT_EQ(rules_in_force(library, both, enacted), (std::vector<std::uint32_t>{1, 2}));
  EXPECT_EQ(next_change(library, both, day_of(2010, 1, 1)), enacted);
  EXPECT_EQ(scheduled_value(library, both, {enacted, fact::content}, "days"), 14.0);
}

TEST(NextChange, WalksOverEveryDate) {
  const Library library = library_of({kBase});
  const std::vector<InForce> base{{0, 0}};
  std::vector<std::string> dates;
  for (Day day = kAlways; (day = next_change(library, base, day)) != kNever;) dates.push_back(to_string(day));
  EXPECT_EQ(dates, (std::vector<std::string>{"2000-01-01", "2005-01-01", "2010-01-01"}));
  EXPECT_EQ(next_change(library, {}, 0), kNever);
}

TEST(Schedule, TakesTheCaseThatFits) {
  const Library library = library_of({kBase});
  const std::vector<InForce> base{{0, 0}};
  EXPECT_EQ(scheduled_value(library, base, {0, fact::emergency}, "days"), 1.0);
  EXPECT_EQ(scheduled_value(library, base, {0, 0}, "days"), 30.0);
  EXPECT_EQ(scheduled_value(library, base, {day_of(2006, 1, 1), fact::emergency}, "fine"), 100.0);
  EXPECT_EQ(scheduled_value(library, base, {day_of(2006, 1, 1), 0}, "fine"), std::nullopt);
  EXPECT_EQ(scheduled_value(library, base, {day_of(2004, 1, 1), fact::emergency}, "fine"), std::nullopt);
  EXPECT_EQ(scheduled_value(library, base, {0, 0}, "none"), std::nullopt);
}

TEST(Schedule, OfAReformSpeaksFirst) {
  const Library library = library_of({kBase, kReform});
  const std::vector<InForce> both{{0, 0}, {1, 0}};
  EXPECT_EQ(scheduled_value(library, both, {day_of(2019, 1, 1), fact::content | fact::emergency}, "days"),
            14.0);
  EXPECT_EQ(scheduled_value(library, both, {day_of(2019, 1, 1), fact::emergency}, "days"), 1.0);
  EXPECT_EQ(scheduled_value(library, both, {day_of(2017, 1, 1), fact::content | fact::emergency}, "days"),
            1.0);
}

TEST(Balance, AddsBaseAndWeights) {
  const Library library = library_of({kBase});
  const std::vector<InForce> base{{0, 0}};
  EXPECT_DOUBLE_EQ(balance(library, base, 0, Effect::comity, fact::emergency), 8.0 - 1.0 + 0.5 + 0.25);
  EXPECT_DOUBLE_EQ(balance(library, base, 0, Effect::comity, fact::content), 8.0 - 1.0);
  EXPECT_DOUBLE_EQ(balance(library, base, 0, Effect::forbids, 0), 0.0);
}

TEST(Balance, OfAReformReplacesTheOneOfItsName) {
  const Library library = library_of({kBase, kReform});
  const std::vector<InForce> both{{0, 0}, {1, 0}};
  EXPECT_DOUBLE_EQ(balance(library, both, day_of(2019, 1, 1), Effect::comity, fact::emergency), 8.0 + 2.0);
  EXPECT_DOUBLE_EQ(balance(library, both, day_of(2017, 1, 1), Effect::comity, fact::content), 8.0 - 1.0);
}

TEST(LawCache, CompilesEachSetOfRulesOnce) {
  const Library library = library_of({kBase, kReform});
  const std::vector<InForce> base{{0, 0}};
  const std::vector<InForce> both{{0, 0}, {1, 0}};
  LawCache cache(library);
  const CompiledLaw& first = cache.law(base, day_of(2001, 1, 1));
  EXPECT_EQ(&cache.law(both, day_of(2009, 1, 1)), &first);  // the reform is not yet in force
  EXPECT_EQ(cache.size(), 1U);
  EXPECT_NE(&cache.law(both, day_of(2019, 1, 1)), &first);
  EXPECT_EQ(cache.size(), 2U);
}

}  // namespace
}  // namespace comity::law
