#include "law/conflicts.h"

#include "law/joint.h"
#include "law/tell.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace comity::law {
namespace {

/// The conflict of AA's orders with BB's law by enumeration.
struct CountedConflicts {
  double situations = 0;
  double compelled = 0;
  double certain = 0;
  double arguable = 0;
  std::array<double, kRoutes> dissolved{};
};

CountedConflicts count_conflicts(const SmallWorld& world, const Space& space, const Pair& pair) {
  const Library& library = world.library;
  const Voices first{library, rules_of(library, "a"),
                     world.member('A') ? rules_of(library, "u") : std::vector<std::uint32_t>{}};
  const Voices second{library, rules_of(library, "b"),
                      world.member('B') ? rules_of(library, "u") : std::vector<std::uint32_t>{}};
  const Voices second_alone{library, second.own, {}};
  const QuestionSet readings = (QuestionSet{1} << library.questions.size()) - 1;
  CountedConflicts found;
  for_each_spelled(world, space, [&](const Spelled& at) {
    const Voices& other = at.second == 0 ? second_alone : second;
    const auto ours = [&](FactSet here) { return here | at.demand | fact::order_is_ours; };
    const auto theirs = [&](FactSet here, FactSet route, bool is_union) {
      return pair.one_union && is_union ? ours(here) | (route & fact::voluntary)
                                        : here | at.demand | between(world, pair, is_union) | route;
    };
    if (!possible(library, {ours(at.first), ours(at.first_around), theirs(at.second, 0, false),
                            theirs(at.second_around, 0, true)}))
      return;
    ++found.situations;
    bool some = false;
    bool all = true;
    bool compelled = false;
    for (QuestionSet reading = 0; reading <= readings; ++reading) {
      const bool compels = first.has(Effect::compels, ours(at.first), ours(at.first_around), reading);
      const bool forbids =
          other.has(Effect::forbids, theirs(at.second, 0, false), theirs(at.second_around, 0, true), reading);
      compelled = compelled || compels;
      some = some || (compels && forbids);
      all = all && compels && forbids;
    }
    found.compelled += compelled ? 1 : 0;
    if (!some) return;
    (all ? found.certain : found.arguable) += 1;
    // Whether BB's law surely leaves a way open.
    const auto open = [&](FactSet route, FactSet more, bool assisted) {
      const FactSet own = theirs(at.second, route | more, false);
      const FactSet around = theirs(at.second_around, pair.one_union ? route : route | more, true);
      if (!possible(library, {own, around})) return false;
      for (QuestionSet reading = 0; reading <= readings; ++reading) {
        if (other.has(Effect::forbids, own, around, reading)) return false;
        if (assisted && !other.has(Effect::assists, own, around, reading)) return false;
      }
      return true;
    };
    const auto asks_freely = [&] {
      for (QuestionSet reading = 0; reading <= readings; ++reading) {
        if (first.has(Effect::forbids, ours(at.first) | fact::voluntary,
                      ours(at.first_around) | fact::voluntary, reading))
          return false;
      }
      return possible(library, {ours(at.first) | fact::voluntary, ours(at.first_around) | fact::voluntary});
    };
    const auto count = [&](Route route, bool is_open) {
      found.dissolved[static_cast<std::size_t>(route)] += is_open ? 1 : 0;
    };
    const Route assistance = pair.treaty != nullptr ? Route::treaty : Route::letters;
    count(assistance, open(fact::treaty_request, fact::judge_approved, true));
    count(Route::agreement, pair.agreement != nullptr && open(fact::agreement_order, 0, false));
    count(Route::voluntary, open(fact::voluntary, 0, false) && asks_freely());
  });
  return found;
}

TEST(Conflict, CountsAgreeWithEnumeration) {
  double certain = 0;
  double arguable = 0;
  double dissolved = 0;
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    const SmallWorld world = small_world(seed);
    Comparison comparison(world.library, kSmallDay);
    const StateLaw first =
        comparison.law_of(chosen_jurisdictions(world.library, std::array<std::string, 1>{"AA"}).front());
    const StateLaw second =
        comparison.law_of(chosen_jurisdictions(world.library, std::array<std::string, 1>{"BB"}).front());
    const Pair pair = comparison.pair_of(first, second);
    const Conflict found = comparison.conflict(pair, true);
    const CountedConflicts expected = count_conflicts(world, comparison.space(), pair);
    ASSERT_EQ(found.situations, expected.situations) << seed;
    ASSERT_EQ(found.compelled, expected.compelled) << seed;
    ASSERT_EQ(found.certain, expected.certain) << seed;
    ASSERT_EQ(found.arguable, expected.arguable) << seed;
    ASSERT_EQ(found.dissolved, expected.dissolved) << seed;
    ASSERT_EQ(found.certain_example.has_value(), expected.certain > 0) << seed;
    ASSERT_EQ(found.arguable_example.has_value(), expected.arguable > 0) << seed;
    const Conflict lean = comparison.conflict(pair);
    ASSERT_EQ(lean.certain, found.certain) << seed;
    ASSERT_EQ(lean.situations, found.situations) << seed;
    double cells = 0;
    for (const CellCount& cell : found.cells) cells += cell.certain;
    ASSERT_EQ(cells, found.certain) << seed;
    certain += found.certain;
    arguable += found.arguable;
    for (const double way : found.dissolved) dissolved += way;
  }
  EXPECT_GT(certain, 1000);
  EXPECT_GT(arguable, 1000);
  EXPECT_GT(dissolved, 100);
}

/// Two states with these rules and a treaty.
struct Two {
  explicit Two(const std::string& a, const std::string& b, const std::string& more = kTreaty)
      : library(library_of({worded(head_of("a", "AA") + a), worded(head_of("b", "BB") + b), more})),
        comparison(library, kSmallDay) {
    const auto all = jurisdictions(library);
    first = comparison.law_of(all[0]);
    second = comparison.law_of(all[1]);
    pair = comparison.pair_of(first, second);
    found = comparison.conflict(pair);
  }
  static std::string head_of(const std::string& id, const std::string& state) {
    return "[regime]\nid = \"" + id + "\"\nname = \"" + (id == "a" ? "United States" : "Ireland") +
           ": law\"\nstate = \"" + state + "\"\n";
  }

  Library library;
  Comparison comparison;
  StateLaw first;
  StateLaw second;
  Pair pair;
  Conflict found;
};

TEST(Conflict, ReadsHereInEachStateForItself) {
  // ANDed, the two tables would agree on "data here"; the data cannot be in both states.
  const Two both(rule("r", "compels", "order is ours and data here"), rule("r", "forbids", "data here"));
  EXPECT_EQ(both.found.certain, 0);
  const Two apart(rule("r", "compels", "order is ours and not data here"), rule("r", "forbids", "data here"));
  EXPECT_GT(apart.found.certain, 0);
}

TEST(Conflict, IsNoneWhenOneReadingServesBothStates) {
  const std::string accepted = asks("reach");
  const std::string bar = rule("bar", "forbids", "not order is ours");
  const std::string gone = rule("gone", "none", "not order is ours", accepted + "exception_to = [\"bar\"]\n");
  const Two shared(rule("r", "compels", "order is ours", accepted), bar + gone);
  EXPECT_EQ(shared.found.certain + shared.found.arguable, 0);
  const std::string alone = asks("other");
  const Two separate(rule("r", "compels", "order is ours", alone), bar + gone);
  EXPECT_GT(separate.found.arguable, 0);
}

TEST(Conflict, IsToldAsALawyerWouldTellIt) {
  const Two two(rule("warrant", "compels", "order is ours and content data and judge approved"),
                rule("bar", "forbids", "data here and not order is ours", "arguable = 0.5\n") +
                    rule("exec", "assists", "treaty request") +
                    rule("way", "none", "treaty request", "exception_to = [\"bar\"]\n"));
  ASSERT_TRUE(two.found.arguable_example);
  const ConflictTold told = tell_conflict(two.library, two.pair, *two.found.arguable_example);
  EXPECT_EQ(told.demand, "An order of the United States for content kept in Ireland, approved by a judge");
  EXPECT_EQ(told.verdict, "the United States compels, Ireland arguably forbids");
  EXPECT_EQ(told.ways, "a treaty request dissolves the conflict");
  ASSERT_EQ(told.forbidding.size(), 1U);
  EXPECT_EQ(two.library.rules[told.forbidding[0].rule].name, "b.bar");
  EXPECT_FALSE(told.forbidding[0].always);
}

TEST(Conflict, IsDissolvedByARequestWithoutATreatyWhereTheLawAssistsWithoutOne) {
  const std::string none = membership("\"CC\"");
  const std::string bar = rule("bar", "forbids", "not order is ours") +
                          rule("way", "none", "treaty request", "exception_to = [\"bar\"]\n");
  const Two two(rule("r", "compels", "order is ours"), bar + rule("exec", "assists", "treaty request"), none);
  ASSERT_TRUE(two.found.certain_example);
  EXPECT_EQ(two.found.dissolved[static_cast<std::size_t>(Route::letters)], two.found.certain);
  EXPECT_EQ(two.found.dissolved[static_cast<std::size_t>(Route::treaty)], 0);
  EXPECT_EQ(tell_conflict(two.library, two.pair, *two.found.certain_example).ways,
            "a request without a treaty dissolves the conflict");
}

TEST(Conflict, IsNotDissolvedByATreatyThatIsNotInForce) {
  const std::string a = rule("r", "compels", "order is ours");
  const std::string b =
      rule("bar", "forbids", "not order is ours") + rule("exec", "assists", "treaty request") +
      rule("way", "none", "treaty request and treaty in force", "exception_to = [\"bar\"]\n");
  EXPECT_GT(Two(a, b).found.dissolved_somehow, 0);
  const std::string later =
      "[[treaty]]\nkind = \"assistance\"\nparties = [\"AA\", \"BB\"]\nfrom = 2011-01-01\n";
  EXPECT_EQ(Two(a, b, later).found.dissolved_somehow, 0);
}

TEST(Comparison, TakesOneUnionOfAStateAtATime) {
  const auto union_file = [](const std::string& id) {
    return "[regime]\nid = \"" + id + "\"\nstate = \"" + id + "\"\n" + rule("r", "forbids", "content data");
  };
  const auto member = [](const std::string& of) {
    return "[[treaty]]\nkind = \"membership\"\nunion = \"" + of + "\"\nparties = [\"XX\"]\n";
  };
  const Library library = library_of({head("x") + rule("r", "compels", "content data"), union_file("XU"),
                                      union_file("XV"), member("XU") + member("XV")});
  Comparison comparison(library, day_of(2015, 1, 1));
  const auto states = jurisdictions(library);
  const auto state =
      std::find_if(states.begin(), states.end(), [](const auto& one) { return one.id == "XX"; });
  ASSERT_NE(state, states.end());
  try {
    comparison.law_of(*state);
    FAIL() << "took both unions";
  } catch (const Error& error) {
    EXPECT_EQ(std::string(error.what()),
              "XX belongs to XU and XV on 2015-01-01 (laws can be compared for one union at a time). Leave "
              "out the file of "
              "one of them.");
  }
}

}  // namespace
}  // namespace comity::law
