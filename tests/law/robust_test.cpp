// Files that are large, deep or damaged: a clear error or a correct answer, never a crash or a hang.
#include "law/change.h"
#include "law/check.h"
#include "law/conflicts.h"
#include "law/decide.h"
#include "law/random_law.h"
#include "law/texts.h"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace comity::law {
namespace {

// One situation each of a hundred thousand random laws.
TEST(Robust, CompiledTablesAgreeWithTheObviousEvaluatorOnAHundredThousandLaws) {
  const Library words = built_in_library();
  for (std::uint32_t seed = 0; seed < 100'000; ++seed) {
    RandomLaw random(seed + 1'000'000);
    Library library = words;
    const std::uint32_t count = 1 + random.below(3);
    random.add_rules(library, count, 2 + random.below(5));
    std::vector<std::uint32_t> rules;
    for (std::uint32_t id = 0; id < library.rules.size(); ++id) rules.push_back(id);
    const FactSet facts = random.below(1U << 22U);
    const QuestionSet readings = random.below(1U << library.questions.size());
    ASSERT_EQ(ask(compile(library, rules), facts, readings), decide(library, rules, facts, readings).effects)
        << seed;
  }
}

/// A file of so many rules, each an exception to the one before it.
std::string long_file(const std::string& id, int rules) {
  std::string text = head(id);
  for (int i = 0; i < rules; ++i) {
    const std::string number = std::to_string(i);
    text += rule("r" + number, i % 2 == 0 ? "compels" : "none", i % 3 == 0 ? "content data" : "order is ours",
                 i == 0 ? "" : "exception_to = [\"r" + std::to_string(i - 1) + "\"]\n");
  }
  return text;
}

TEST(Robust, TenThousandRulesInTwentyFilesAreDecidedRightly) {
  std::vector<std::string> texts;
  for (int i = 0; i < 20; ++i) texts.push_back(long_file("f" + std::to_string(i), 500));
  const Library library = library_of(texts);
  ASSERT_EQ(library.rules.size(), 10'000U);
  const std::vector<InForce> one{{7, 0}};
  const auto rules = rules_in_force(library, one, day_of(2010, 1, 1));
  const CompiledLaw law = compile(library, rules);
  for (FactSet facts : {FactSet{0}, fact::content, fact::order_is_ours, fact::content | fact::order_is_ours})
    EXPECT_EQ(ask(law, facts).certain, decide(library, rules, facts, 0).effects) << facts;
}

TEST(Robust, AsManyFactsAsCanVaryAreCompared) {
  std::string vocabulary = "[here]\n";
  std::string all;
  for (const char letter : std::string("abcde")) {
    const std::string words = "link " + std::string(3, letter);
    vocabulary += "\"" + words + "\" = \"m\"\n";
    all += words + ", ";
  }
  const FactSet settled = fact::voluntary | fact::treaty_request | fact::agreement_order |
                          fact::forbidden_elsewhere | fact::order_is_ours | fact::treaty | fact::agreement |
                          fact::prosecutor_approved | fact::independent_approved | fact::fellow_member |
                          fact::adequacy | fact::qualifying_forbids;
  const auto& known = built_in_library().facts;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if ((settled >> i & 1U) == 0) all += known[i].words + ", ";
  }
  all.resize(all.size() - 2);
  const auto file = [&](const std::string& id, const std::string& effect, const std::string& more) {
    std::string text = head(id);
    return text.replace(text.find("XX"), 2, id == "a" ? "AA" : "BB") +
           rule("r", effect, "at least 12 of (" + all + ") and " + more);
  };
  const Library library = library_of({file("a", "compels", "order is ours and not emergency"),
                                      file("b", "forbids", "not order is ours"), vocabulary});
  Comparison comparison(library, day_of(2010, 1, 1));
  ASSERT_EQ(comparison.space().heres() * comparison.space().demands(), std::size_t{1} << 20U);
  const auto both = jurisdictions(library);
  const StateLaw first = comparison.law_of(both[0]);
  const StateLaw second = comparison.law_of(both[1]);
  const Conflict found = comparison.conflict(comparison.pair_of(first, second));
  EXPECT_GT(found.certain, 0.0);
  EXPECT_LT(found.certain, found.compelled);
  EXPECT_TRUE(found.certain_example);
}

TEST(Robust, DeepNestingIsRefusedWithAClearError) {
  const std::string deep = std::string(100, '(') + "content data" + std::string(100, ')');
  EXPECT_NE(complaint_about({head("x") + rule("r", "compels", deep)}).find("deep"), std::string::npos);
  const std::string shallow = std::string(50, '(') + "content data" + std::string(50, ')');
  EXPECT_EQ(complaint_about({head("x") + rule("r", "compels", shallow)}), "");
}

TEST(Robust, TextsThatAreNotUtf8AreRefusedWithTheirPlace) {
  for (const std::string& damage :
       {std::string("\xff\xfe"), std::string("\xc3\x28"), std::string("\xed\xa0\x80")}) {
    const std::string complaint = complaint_about({head("x") + "# " + damage + "\n"});
    EXPECT_TRUE(complaint.starts_with("a.toml:4:")) << complaint;
    EXPECT_NE(complaint.find("not valid TOML"), std::string::npos) << complaint;
  }
}

TEST(Robust, LettersBeyondAsciiOutsideOfStringsAreRefusedWithTheirPlace) {
  for (const auto& [text, place] : {std::pair<std::string, std::string>{"\u00a7 = 1\n", "1"},
                                    {"x = 1 \u00e9\n", "7"},
                                    {"x = [1,\u30002]\n", "8"},
                                    {"[\u00e9]\n", "2"},
                                    {"[rule.\u4e2d]\n", "7"}}) {
    const std::string complaint = complaint_about({head("x") + text});
    EXPECT_TRUE(complaint.starts_with("a.toml:4:" + place + ": error: not valid TOML: ")) << complaint;
  }
}

TEST(Robust, ExceptionsInACircleAreRefused) {
  const auto exception = [](const std::string& name, const std::string& to) {
    return rule(name, "compels", "content data", "exception_to = [\"" + to + "\"]\n");
  };
  const std::string complaint =
      complaint_about({head("x") + exception("a", "b") + exception("b", "c") + exception("c", "a")});
  EXPECT_NE(complaint.find("circle"), std::string::npos) << complaint;
}

TEST(Robust, WhenEverythingIsImpossibleNothingIsCountedAndNothingChanges) {
  const std::string vocabulary = "[never]\n\"all of it\" = \"content data or not content data\"\n";
  const auto file = [](const std::string& id, const std::string& state, const std::string& effect) {
    std::string text = head(id);
    return text.replace(text.find("XX"), 2, state) + rule("r", effect, "content data");
  };
  const Library library = library_of({file("a", "AA", "compels"), file("b", "BB", "forbids"), vocabulary});
  Comparison comparison(library, day_of(2010, 1, 1));
  const auto both = jurisdictions(library);
  const StateLaw first = comparison.law_of(both[0]);
  const StateLaw second = comparison.law_of(both[1]);
  const Conflict found = comparison.conflict(comparison.pair_of(first, second));
  EXPECT_EQ(found.situations, 0.0);
  EXPECT_FALSE(found.certain_example);
  EXPECT_TRUE(changes_between(library, first.own->rules, second.own->rules).empty());
  EXPECT_FALSE(check(library).empty());
}

}  // namespace
}  // namespace comity::law
