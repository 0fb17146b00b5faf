#include "law/condition.h"

#include "error.h"
#include "law/random_law.h"

#include <gtest/gtest.h>

namespace comity::law {
namespace {

const Names& names() {
  static const Names all = names_of(built_in_library().facts);
  return all;
}

bool truth(const std::string& text, FactSet facts) { return holds(read_condition(text, names()), facts); }

std::string first_slip(const std::string& text) {
  const Draft draft = parse_condition(text, names());
  return draft.slips.empty() ? std::string() : draft.slips.front().message;
}

TEST(Condition, ReadsFactsOfSeveralWords) {
  EXPECT_TRUE(truth("provider established here", fact::established_here));
  EXPECT_FALSE(truth("provider established here", fact::offers_here));
}

TEST(Condition, IgnoresCaseArticlesAndLinkingVerbs) {
  EXPECT_TRUE(truth("The Data are HERE", fact::data_here));
  EXPECT_TRUE(truth("an order is the ours", fact::order_is_ours));
  EXPECT_TRUE(truth("order ours", fact::order_is_ours));
}

TEST(Condition, NegatesOnlyTheNextOne) {
  EXPECT_TRUE(truth("not emergency and content data", fact::content));
  EXPECT_FALSE(truth("not emergency and content data", fact::content | fact::emergency));
  EXPECT_FALSE(truth("not emergency and content data", 0));
  EXPECT_TRUE(truth("not not emergency", fact::emergency));
}

TEST(Condition, GroupsByParentheses) {
  const std::string text = "emergency and (content data or traffic data)";
  EXPECT_TRUE(truth(text, fact::emergency | fact::traffic));
  EXPECT_FALSE(truth(text, fact::traffic));
}

TEST(Condition, AnApprovalIsMetByAStrongerOne) {
  EXPECT_FALSE(truth("prosecutor approved", fact::content));
  EXPECT_FALSE(truth("independent authority approved", fact::prosecutor_approved));
  EXPECT_TRUE(truth("prosecutor approved", fact::prosecutor_approved));
  EXPECT_TRUE(truth("prosecutor approved", fact::independent_approved));
  EXPECT_TRUE(truth("prosecutor approved", fact::judge_approved));
  EXPECT_FALSE(truth("judge approved", fact::independent_approved));
  EXPECT_FALSE(truth("not prosecutor approved", fact::judge_approved));
  EXPECT_TRUE(truth("content data and prosecutor approved", fact::content | fact::independent_approved));
}

TEST(Condition, CountsLists) {
  const FactSet one = fact::voluntary;
  const FactSet two = fact::voluntary | fact::treaty_request;
  const std::string list = "(voluntary request, treaty request, agreement order)";
  EXPECT_TRUE(truth("any of " + list, one));
  EXPECT_FALSE(truth("any of " + list, 0));
  EXPECT_FALSE(truth("all of " + list, two));
  EXPECT_TRUE(truth("all of " + list, two | fact::agreement_order));
  EXPECT_TRUE(truth("none of " + list, fact::content));
  EXPECT_FALSE(truth("none of " + list, one));
  EXPECT_FALSE(truth("at least 2 of " + list, one));
  EXPECT_TRUE(truth("at least 2 of the " + list, two));
}

TEST(Condition, TakesConditionsInLists) {
  const std::string text = "any of (content data and emergency, not data here)";
  EXPECT_TRUE(truth(text, fact::content | fact::emergency | fact::data_here));
  EXPECT_FALSE(truth(text, fact::content | fact::data_here));
  EXPECT_TRUE(truth(text, 0));
}

TEST(Condition, EndsWithUnless) {
  const std::string text = "content data or traffic data unless emergency or voluntary request";
  EXPECT_TRUE(truth(text, fact::traffic));
  EXPECT_FALSE(truth(text, fact::traffic | fact::voluntary));
}

TEST(Condition, MayAlwaysHold) {
  EXPECT_TRUE(truth("always", 0));
  EXPECT_TRUE(read_condition("Always", names()).nodes.empty());
}

TEST(Condition, SkipsComments) {
  EXPECT_TRUE(truth("emergency # and (nonsense\n and content data # more", fact::emergency | fact::content));
  EXPECT_EQ(read_condition("emergency # x\n  and  content data", names()).text, "emergency and content data");
}

TEST(Condition, PointsAtTheWrongWords) {
  const std::string text = "emergency and\n the contnt is data or data here";
  const Draft draft = parse_condition(text, names());
  ASSERT_EQ(draft.slips.size(), 2U);
  EXPECT_EQ(text.substr(draft.slips[0].begin, draft.slips[0].end - draft.slips[0].begin), "contnt is data");
  EXPECT_EQ(text.substr(draft.slips[1].begin, draft.slips[1].end - draft.slips[1].begin), "or");
}

TEST(Condition, ListsMentionsWithTheirPlaces) {
  const std::string text = "not Emergency or any of (data here)";
  const Draft draft = parse_condition(text, names());
  ASSERT_EQ(draft.mentions.size(), 2U);
  EXPECT_EQ(text.substr(draft.mentions[1].begin, draft.mentions[1].end - draft.mentions[1].begin),
            "data here");
  EXPECT_EQ(draft.mentions[0].operand.index, static_cast<unsigned>(fact::emergency_index));
}

TEST(Condition, RefusesWhatIsTooLongOrTooDeep) {
  EXPECT_EQ(first_slip(std::string(20'001, ' ')),
            "the condition is longer than 20000 characters. Name parts of it under [define].");
  EXPECT_EQ(first_slip(std::string(65, '(') + "emergency" + std::string(65, ')')),
            "the condition is nested more than 64 deep. Name parts of it under [define].");
  std::string negations;
  for (int i = 0; i < 70; ++i) negations += "not ";
  EXPECT_EQ(first_slip(negations + "emergency"),
            "the condition is nested more than 64 deep. Name parts of it under [define].");
  std::string list = "any of (emergency";
  for (int i = 0; i < 255; ++i) list += ", emergency";
  EXPECT_EQ(first_slip(list + ")"), "the list has more than 255 entries. Group them under [define].");
}

TEST(Condition, RefusesWhatIsNotUtf8) {
  EXPECT_EQ(first_slip("emergency and \xC3"), "the text is not UTF-8. Save the file as UTF-8.");
  EXPECT_EQ(first_slip("\xC0\x80"), "the text is not UTF-8. Save the file as UTF-8.");
}

TEST(Condition, ThrowsOutsideFiles) { EXPECT_THROW(read_condition("nonsense", names()), Error); }

// Any damage leads to an error with a place inside the text or to a condition that can be evaluated.
TEST(Condition, SurvivesRandomDamage) {
  const Library library = built_in_library();
  const std::string pieces[] = {
      "(",        ")",           ",",  " and ", " or ", " not ", " unless ",  "any of (", "at least 2 of (",
      "always",   "#",           "\n", "\"",    "\xff", "ü",     "emergency", " of ",     "none",
      "at least", "999999999999"};
  std::size_t good = 0;
  for (std::uint32_t seed = 0; seed < 10'000; ++seed) {
    RandomLaw random(seed);
    std::string text = random.condition(library, 22, 4);
    for (std::uint32_t change = random.below(4); change > 0; --change) {
      const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()) + 1);
      switch (random.below(4)) {
        case 0:
          text.erase(at, 1 + random.below(8));
          break;
        case 1:
          text.insert(at, pieces[random.below(std::size(pieces))]);
          break;
        case 2: {
          const auto from = random.below(static_cast<std::uint32_t>(text.size()) + 1);
          text.insert(at, text.substr(from, random.below(30)));
          break;
        }
        default:
          if (at < text.size()) text[at] = static_cast<char>(random.below(256));
      }
    }
    const Draft draft = parse_condition(text, names());
    for (const Slip& slip : draft.slips) {
      ASSERT_LE(slip.begin, slip.end) << text;
      ASSERT_LE(slip.end, text.size()) << text;
      ASSERT_FALSE(slip.message.empty());
    }
    if (!draft.slips.empty()) continue;
    ++good;
    const Condition condition = read_condition(text, names());
    // Folding, upper case and repeated parsing do not change the meaning.
    const FactSet facts = random.below(1U << 22U);
    ASSERT_EQ(holds(condition, facts), holds(read_condition(fold(text), names()), facts)) << text;
  }
  EXPECT_GT(good, 2'000U);
  EXPECT_LT(good, 9'000U);
}

}  // namespace
}  // namespace comity::law
