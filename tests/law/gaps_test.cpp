#include "law/gaps.h"

#include "law/joint.h"
#include "law/tell.h"

#include <gtest/gtest.h>

namespace comity::law {
namespace {

/// Gaps by enumeration: each way tried with and without a judge's approval, under every reading.
struct CountedGaps {
  double situations = 0;
  double certain = 0;
  double arguable = 0;
};

CountedGaps count_gaps(const SmallWorld& world, const Space& space, const Pair& pair) {
  const Library& library = world.library;
  const std::vector<std::uint32_t> none;
  const Voices first{library, rules_of(library, "a"), world.member('A') ? rules_of(library, "u") : none};
  const Voices second{library, rules_of(library, "b"), world.member('B') ? rules_of(library, "u") : none};
  const Voices alone{library, second.own, none};
  const QuestionSet readings = (QuestionSet{1} << library.questions.size()) - 1;
  const FactSet held = space.here() & (fact::data_here | fact::controls_from_here);
  CountedGaps found;
  for_each_spelled(world, space, [&](const Spelled& at) {
    if ((at.demand & fact::judge_approved) != 0 || (held != 0 && (at.second & held) == 0)) return;
    const Voices& other = at.second == 0 ? alone : second;
    const auto ours = [&](FactSet here, FactSet more) {
      return here | at.demand | more | fact::order_is_ours;
    };
    const auto theirs = [&](FactSet here, FactSet route, FactSet more, bool is_union) {
      return pair.one_union && is_union ? ours(here, more | (route & fact::voluntary))
                                        : here | at.demand | between(world, pair, is_union) | route | more;
    };
    if (!possible(library, {ours(at.first, 0), ours(at.first_around, 0), theirs(at.second, 0, 0, false),
                            theirs(at.second_around, 0, 0, true)}))
      return;
    ++found.situations;
    bool sure = false;
    bool maybe = false;
    const auto try_way = [&](const auto& open) {
      bool always = true;
      for (QuestionSet reading = 0; reading <= readings; ++reading) {
        maybe = maybe || open(reading);
        always = always && open(reading);
      }
      sure = sure || always;
    };
    const auto forbids = [&](FactSet route, FactSet more, QuestionSet reading) {
      return other.has(Effect::forbids, theirs(at.second, route, more, false),
                       theirs(at.second_around, route, more, true), reading);
    };
    const FactSet approvable = space.demand() & fact::judge_approved;
    for (const FactSet approved : {FactSet{0}, approvable}) {
      try_way([&](QuestionSet reading) {
        return first.has(Effect::compels, ours(at.first, approved), ours(at.first_around, approved),
                         reading) &&
               !forbids(0, approved, reading);
      });
      if (pair.agreement != nullptr)
        try_way([&](QuestionSet reading) { return !forbids(fact::agreement_order, approved, reading); });
      const FactSet own = theirs(at.second, fact::treaty_request, approved | fact::judge_approved, false);
      const FactSet around = theirs(at.second_around, fact::treaty_request,
                                    pair.one_union ? approved : approved | fact::judge_approved, true);
      try_way([&](QuestionSet reading) {
        return other.has(Effect::assists, own, around, reading) &&
               !other.has(Effect::forbids, own, around, reading);
      });
    }
    try_way([&](QuestionSet reading) {
      return !first.has(Effect::forbids, ours(at.first, fact::voluntary),
                        ours(at.first_around, fact::voluntary), reading) &&
             !forbids(fact::voluntary, 0, reading);
    });
    found.certain += maybe ? 0 : 1;
    found.arguable += maybe && !sure ? 1 : 0;
  });
  return found;
}

std::vector<std::string> ways_told(const Library& library, const Pair& pair, const JointSituation& joint) {
  std::vector<std::string> ways;
  for (const WayTold& way : tell_each_way(library, pair, joint)) ways.push_back(way_in_words(way));
  return ways;
}

TEST(Gap, CountsAgreeWithEnumeration) {
  double certain = 0;
  double arguable = 0;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const SmallWorld world = small_world(seed);
    Comparison comparison(world.library, kSmallDay);
    const auto all = jurisdictions(world.library);
    const StateLaw first = comparison.law_of(all[0]);
    const StateLaw second = comparison.law_of(all[1]);
    const Pair pair = comparison.pair_of(first, second);
    const Gap found = find_gaps(world.library, comparison.space(), pair);
    const CountedGaps expected = count_gaps(world, comparison.space(), pair);
    ASSERT_EQ(found.situations, expected.situations) << seed;
    ASSERT_EQ(found.certain, expected.certain) << seed;
    ASSERT_EQ(found.arguable, expected.arguable) << seed;
    if (found.certain_example) {
      for (const WayTold& way : tell_each_way(world.library, pair, *found.certain_example))
        ASSERT_EQ(way.open, Outcome::no) << seed;
    }
    if (found.arguable_example) {
      Outcome most = Outcome::no;
      for (const WayTold& way : tell_each_way(world.library, pair, *found.arguable_example))
        most = std::max(most, way.open);
      ASSERT_EQ(most, Outcome::arguable) << seed;
    }
    certain += found.certain;
    arguable += found.arguable;
  }
  EXPECT_GT(certain, 1000);
  EXPECT_GT(arguable, 1000);
}

TEST(Gap, IsToldWithWhatClosesEachWay) {
  const Library library = library_of({head("a").replace(head("a").find("XX"), 2, "AA") +
                                          rule("r", "compels", "order is ours and data here") +
                                          rule("bar", "forbids", "voluntary request"),
                                      head("b").replace(head("b").find("XX"), 2, "BB") +
                                          rule("bar", "forbids", "not order is ours and data here"),
                                      kTreaty});
  Comparison comparison(library, kSmallDay);
  const auto all = jurisdictions(library);
  const StateLaw first = comparison.law_of(all[0]);
  const StateLaw second = comparison.law_of(all[1]);
  const Pair pair = comparison.pair_of(first, second);
  const Gap found = find_gaps(library, comparison.space(), pair);
  ASSERT_TRUE(found.certain_example);
  EXPECT_EQ(tell_search(library, pair, *found.certain_example), "AA seeks subscriber data kept in BB");
  const std::vector<std::string> expected{"an order: AA does not compel, even with a judge's approval",
                                          "a treaty request: BB does not assist",
                                          "an agreement order: no agreement is in force",
                                          "a voluntary request: AA itself forbids disclosure on request"};
  EXPECT_EQ(ways_told(library, pair, *found.certain_example), expected);
}

/// The gaps between AA, whose own law opens nothing, and BB.
struct GapsInto {
  explicit GapsInto(const std::string& rules, const std::string& treaties = "")
      : library(
            library_of({law_in("AA", rule("bar", "forbids", "voluntary request")),
                        worded(law_in("BB", rules)), treaties.empty() ? membership("\"CC\"") : treaties})),
        comparison(library, kSmallDay) {
    const auto all = jurisdictions(library);
    first = comparison.law_of(all[0]);
    second = comparison.law_of(all[1]);
    pair = comparison.pair_of(first, second);
    found = find_gaps(library, comparison.space(), pair);
  }
  static std::string law_in(const std::string& state, const std::string& rules) {
    return "[regime]\nid = \"" + state + "\"\nstate = \"" + state + "\"\n" + rules;
  }

  Library library;
  Comparison comparison;
  StateLaw first;
  StateLaw second;
  Pair pair;
  Gap found;
};

TEST(Gap, IsCertainWhereEveryReadingClosesAWayByOneRuleOrTheOther) {
  const std::string accepted = asks("q");
  const auto rules = [&](const std::string& question) {
    return rule("help", "assists", "data here and treaty request", accepted) +
           rule("secret", "forbids", "data here", asks(question));
  };
  const GapsInto one(rules("q"), kTreaty);
  EXPECT_GT(one.found.certain, 0);
  EXPECT_EQ(one.found.arguable, 0);
  EXPECT_EQ(
      ways_told(one.library, one.pair, *one.found.certain_example)[1],
      "a treaty request: BB only arguably assists, and BB arguably forbids disclosure, on every reading "
      "one or the other");
  const GapsInto two(rules("other"), kTreaty);
  EXPECT_EQ(two.found.certain, 0);
  EXPECT_GT(two.found.arguable, 0);
}

TEST(Gap, IsToldWithWhatDoesNotHoldWhereThatDecides) {
  const GapsInto gaps(rule("help", "assists", "data here and treaty request and serious offence"));
  ASSERT_TRUE(gaps.found.certain_example);
  EXPECT_EQ(tell_search(gaps.library, gaps.pair, *gaps.found.certain_example),
            "AA seeks subscriber data kept in BB, for an offence that is not serious");
}

TEST(Gap, IsNoneWhereAStateAssistsWithoutATreaty) {
  const GapsInto assisting(rule("help", "assists", "data here and treaty request"));
  EXPECT_EQ(assisting.found.certain, 0);
  EXPECT_EQ(assisting.found.arguable, 0);
  const GapsInto demanding(rule("help", "assists", "data here and treaty request and treaty in force"));
  ASSERT_TRUE(demanding.found.certain_example);
  const std::vector<std::string> expected{"an order: AA does not compel, even with a judge's approval",
                                          "a treaty request: no treaty is in force (AA and BB stand in no "
                                          "file of treaties)",
                                          "a request without a treaty: BB does not assist without one",
                                          "an agreement order: no agreement is in force",
                                          "a voluntary request: AA itself forbids disclosure on request"};
  EXPECT_EQ(ways_told(demanding.library, demanding.pair, *demanding.found.certain_example), expected);
}

}  // namespace
}  // namespace comity::law
