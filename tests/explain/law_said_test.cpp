// What the diary says of the law is what the law says.
#include "explain/replay.h"
#include "phases/watch.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace comity::explain {
namespace {

// The law chapter of a demand of Alba for content at Alpha, stored in `site`.
struct Chapter {
  explicit Chapter(int site, const char* regime = nullptr) {
    if (regime != nullptr) small.enact(0, regime);
    Demand demand = small.demand(0, 0, site);
    diary.name = name_of(demand);
    const Context watched{small.config, small.setup, small.context.key, small.laws, small.memos, &diary};
    small.world.arrivals = {demand};
    small.world.views = {judge_situation(small.world, watched, demand)};
    watch_arrivals(small.world, watched);
    said = std::get<LawSaid>(diary.notes.back().what);
  }

  const LawVoice& voice(Instrument route, law::Effect effect, int state) const {
    return *std::find_if(said.laws.begin(), said.laws.end(), [&](const LawVoice& one) {
      return one.route == route && one.effect == effect && one.state == state;
    });
  }
  const std::string& name_of_rule(const RuleSaid& rule) const {
    return small.config.library.rules[rule.rule].name;
  }

  test::SmallWorld small;
  Diary diary;
  LawSaid said;
};

TEST(LawSaid, AnOrderAtHomeIsCertainAndNothingSwitchesItOff) {
  const Chapter chapter(0);
  const LawVoice& voice = chapter.voice(Instrument::order, law::Effect::compels, 0);
  EXPECT_EQ(voice.answer, Certainty::yes);
  ASSERT_EQ(voice.rules.size(), 1U);
  EXPECT_EQ(voice.rules[0].force, RuleSaid::Force::fires);
  EXPECT_TRUE(voice.rules[0].switches.empty());
  EXPECT_TRUE(chapter.said.questions.empty());
}

TEST(LawSaid, AnOrderAbroadDependsOnTheRuleThatIsArguable) {
  const Chapter chapter(1);
  const LawVoice& voice = chapter.voice(Instrument::order, law::Effect::compels, 0);
  EXPECT_EQ(voice.answer, Certainty::arguable);
  EXPECT_EQ(voice.chance, 0.5);
  ASSERT_EQ(voice.rules.size(), 2U);
  EXPECT_EQ(voice.rules[0].force, RuleSaid::Force::depends);
  ASSERT_EQ(voice.rules[0].switches.size(), 1U);
  EXPECT_EQ(voice.rules[0].switches[0], voice.rules[1].rule);
  EXPECT_EQ(voice.rules[1].force, RuleSaid::Force::depends);
  EXPECT_EQ(chapter.small.config.library.rules[voice.rules[1].rule].question, 0);
  ASSERT_EQ(chapter.said.questions.size(), 1U);
  EXPECT_EQ(chapter.said.questions[0].courts_undecided, 6);
}

TEST(LawSaid, ARuleThatNewLawSwitchesOffIsShownWithTheOneThatDoes) {
  const Chapter chapter(1, "al-reach");
  const LawVoice& voice = chapter.voice(Instrument::order, law::Effect::compels, 0);
  EXPECT_EQ(voice.answer, Certainty::yes);
  const auto off = std::find_if(voice.rules.begin(), voice.rules.end(), [](const RuleSaid& rule) {
    return rule.force == RuleSaid::Force::switched_off;
  });
  ASSERT_NE(off, voice.rules.end());
  ASSERT_EQ(off->switches.size(), 1U);
  EXPECT_TRUE(chapter.name_of_rule(*off).starts_with("al."));
  EXPECT_TRUE(chapter.small.config.library.rules[off->switches[0]].name.starts_with("al-reach."));
}

TEST(LawSaid, TheStatesOfSiteAndHomeAnswerOnBarAssistanceAndRequest) {
  const Chapter chapter(1);
  EXPECT_EQ(chapter.voice(Instrument::order, law::Effect::forbids, 1).answer, chapter.said.bar);
  EXPECT_EQ(chapter.voice(Instrument::assistance, law::Effect::assists, 1).answer, chapter.said.assists);
  EXPECT_EQ(chapter.said.assisting_state, 1);
}

}  // namespace
}  // namespace comity::explain
