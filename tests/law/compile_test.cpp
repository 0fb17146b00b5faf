#include "law/compile.h"

#include "error.h"
#include "law/decide.h"
#include "law/random_law.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <numeric>

namespace comity::law {
namespace {

/// Number of random regimes of the differential test; COMITY_LAW_REGIMES asks for more.
std::uint32_t regimes_to_try() {
  const char* wanted = std::getenv("COMITY_LAW_REGIMES");
  return wanted == nullptr ? 2000U : static_cast<std::uint32_t>(std::strtoul(wanted, nullptr, 10));
}

std::vector<std::uint32_t> all_rules(const Library& library) {
  std::vector<std::uint32_t> rules(library.rules.size());
  std::iota(rules.begin(), rules.end(), 0U);
  return rules;
}

/// What the obvious evaluator says over all readings: certain and possible effects.
Answer decide_all(const Library& library, const std::vector<std::uint32_t>& rules, FactSet facts) {
  Answer answer{static_cast<EffectSet>(~0U), 0};
  for (QuestionSet readings = 0; readings < (QuestionSet{1} << library.questions.size()); ++readings) {
    const EffectSet effects = decide(library, rules, facts, readings).effects;
    answer.certain = static_cast<EffectSet>(answer.certain & effects);
    answer.possible = static_cast<EffectSet>(answer.possible | effects);
  }
  return answer;
}

double chance_by_decisions(const Library& library, const std::vector<std::uint32_t>& rules, Effect effect,
                           FactSet facts) {
  double total = 0.0;
  for (QuestionSet readings = 0; readings < (QuestionSet{1} << library.questions.size()); ++readings) {
    if (!has(decide(library, rules, facts, readings).effects, effect)) continue;
    double probability = 1.0;
    for (std::size_t question = 0; question < library.questions.size(); ++question) {
      const double prior = library.questions[question].prior;
      probability *= ((readings >> question) & 1U) != 0 ? prior : 1.0 - prior;
    }
    total += probability;
  }
  return total;
}

TEST(Compile, AgreesWithTheObviousEvaluatorOnRandomLaw) {
  const std::uint32_t regimes = regimes_to_try();
  for (std::uint32_t seed = 0; seed < regimes; ++seed) {
    RandomLaw random(seed);
    Library library = built_in_library();
    // Some laws mention all 22 facts, most only a few, so that tables of every size occur.
    const std::uint32_t facts = random.below(10) == 0 ? 22 : 2 + random.below(10);
    random.add_rules(library, 1 + random.below(12), facts);
    const auto rules = all_rules(library);
    CompiledLaw law;
    try {
      law = compile(library, rules);
    } catch (const Error&) {
      EXPECT_GT(facts, 12U) << "seed " << seed;  // only many facts are too many
      continue;
    }
    for (int i = 0; i < 20; ++i) {
      const FactSet situation = random.below(1U << 22U);
      const QuestionSet readings = random.below(1U << library.questions.size());
      const Answer expected = decide_all(library, rules, situation);
      const Answer answer = ask(law, situation);
      for (std::size_t effect = 0; effect < enum_count<Effect>; ++effect) {
        const Holding one = ask_one(law, static_cast<Effect>(effect), situation);
        ASSERT_EQ(one.certain, has(answer.certain, static_cast<Effect>(effect)));
        ASSERT_EQ(one.possible, has(answer.possible, static_cast<Effect>(effect)));
      }
      ASSERT_EQ(answer.certain, expected.certain) << "seed " << seed << " situation " << situation;
      ASSERT_EQ(answer.possible, expected.possible) << "seed " << seed << " situation " << situation;
      ASSERT_EQ(ask(law, situation, readings), decide(library, rules, situation, readings).effects)
          << "seed " << seed << " situation " << situation << " readings " << readings;
      const auto effect = static_cast<Effect>(random.below(static_cast<std::uint32_t>(enum_count<Effect>)));
      ASSERT_NEAR(chance(library, law, effect, situation),
                  chance_by_decisions(library, rules, effect, situation), 1e-12)
          << "seed " << seed;
    }
  }
}

TEST(Compile, KeepsOnlyFactsThatMatter) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    RandomLaw random(seed);
    Library library = built_in_library();
    random.add_rules(library, 1 + random.below(6), 7);
    const CompiledLaw law = compile(library, all_rules(library));
    for (std::size_t e = 0; e < law.effects.size(); ++e) {
      for (FactSet rest = law.effects[e].facts; rest != 0; rest &= rest - 1) {
        const FactSet one = rest & (~rest + 1);
        bool matters = false;
        for (FactSet facts = 0; facts < 128 && !matters; ++facts) {
          for (QuestionSet readings = 0; readings < (QuestionSet{1} << library.questions.size());
               ++readings) {
            matters = matters ||
                      has(static_cast<EffectSet>(ask(law, facts, readings) ^ ask(law, facts ^ one, readings)),
                          static_cast<Effect>(e));
          }
        }
        EXPECT_TRUE(matters) << "seed " << seed << " effect " << e;
      }
    }
  }
}

TEST(OpenQuestions, AreThoseWhoseAnswerCanChangeTheEffect) {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    RandomLaw random(seed);
    Library library = built_in_library();
    random.add_rules(library, 2 + random.below(8), 8);
    const CompiledLaw law = compile(library, all_rules(library));
    const FactSet facts = random.below(256);
    for (std::size_t e = 0; e < law.effects.size(); ++e) {
      const auto effect = static_cast<Effect>(e);
      QuestionSet expected = 0;
      for (QuestionSet readings = 0; readings < (QuestionSet{1} << library.questions.size()); ++readings) {
        for (std::size_t question = 0; question < library.questions.size(); ++question) {
          const QuestionSet flip = QuestionSet{1} << question;
          const auto changed =
              static_cast<EffectSet>(ask(law, facts, readings) ^ ask(law, facts, readings ^ flip));
          if (has(changed, effect)) expected |= flip;
        }
      }
      EXPECT_EQ(open_questions(law, effect, facts), expected) << "seed " << seed << " effect " << e;
    }
  }
}

}  // namespace
}  // namespace comity::law
