/// Two or three small random states, and the obvious way to compare their laws: every situation, every reading.
#pragma once

#include "law/conflicts.h"
#include "law/decide.h"
#include "law/random_law.h"
#include "law/situation.h"
#include "law/texts.h"
#include "law/treaties.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

namespace comity::law {

inline constexpr std::array<std::string_view, 3> kSmallHere{"data here", "subject resident here",
                                                            "provider controls data from here"};
inline constexpr std::array<std::string_view, 11> kSmallOther{
    "content data",       "judge approved",          "serious offence",           "voluntary request",
    "treaty request",     "order is ours",           "treaty in force",           "agreement order",
    "agreement in force", "demand of fellow member", "adequacy decision in force"};

/// A random condition over few facts, as text.
inline std::string small_condition(RandomLaw& random) {
  std::string text;
  for (std::uint32_t i = 0, parts = 1 + random.below(3); i < parts; ++i) {
    const auto fact = random.below(2) == 0 ? kSmallHere[random.below(kSmallHere.size())]
                                           : kSmallOther[random.below(kSmallOther.size())];
    text += (i == 0 ? "" : " and ") + std::string(random.below(3) == 0 ? "not " : "") + std::string(fact);
  }
  return text;
}

/// A random rule file. Questions have few names, so that states share some.
inline std::string small_file(RandomLaw& random, const std::string& id, const std::string& state) {
  std::string text = "[regime]\nid = \"" + id + "\"\nstate = \"" + state + "\"\n";
  const std::array<std::string, 5> effects{"compels", "forbids", "forbids", "assists", "none"};
  for (std::uint32_t i = 0, rules = 3 + random.below(4); i < rules; ++i) {
    std::string more;
    if (random.below(3) == 0) more += "unless = \"" + small_condition(random) + "\"\n";
    if (random.below(3) == 0) more += asks("q" + std::to_string(random.below(3)));
    if (i > 0 && random.below(2) == 0)
      more += "exception_to = [\"r" + std::to_string(random.below(i)) + "\"]\n";
    // One after the other: the order in which arguments are worked out is the compiler's.
    const std::string& effect = effects[random.below(effects.size())];
    text += rule("r" + std::to_string(i), effect, small_condition(random), more);
  }
  return worded(text);
}

inline const std::string kTreaty =
    "[[treaty]]\nkind = \"assistance\"\nname = \"t\"\nparties = [\"AA\", \"BB\"]\n";
inline const std::string kAgreement =
    "[[treaty]]\nkind = \"agreement\"\nname = \"a\"\nparties = [\"AA\", \"BB\"]\n";

/// The decision of a state or union that AA protects data adequately.
inline std::string decision(const std::string& by) {
  return "[[treaty]]\nkind = \"adequacy\"\nname = \"d\"\nparties = [\"AA\"]\nby = \"" + by + "\"\n";
}

/// Membership of the union UU.
inline std::string membership(const std::string& states) {
  return "[[treaty]]\nkind = \"membership\"\nunion = \"UU\"\nname = \"u\"\nparties = [" + states + "]\n";
}

inline constexpr Day kSmallDay = day_of(2010, 1, 1);

/// The states AA, BB and the union UU of a library.
struct SmallWorld {
  Library library;
  std::string members;  // ids of the union's members: "", "A", "B" or "AB"

  bool member(char state) const { return members.find(state) != std::string::npos; }
};

/// A world from a seed: who is a member and what binds the two changes with it.
inline SmallWorld small_world(std::uint32_t seed) {
  RandomLaw random(seed);
  const std::array<std::string, 4> all_members{"", "A", "B", "AB"};
  SmallWorld world{{}, all_members[seed % 4]};
  std::vector<std::string> texts{small_file(random, "a", "AA"), small_file(random, "b", "BB"),
                                 small_file(random, "u", "UU")};
  std::string treaties = membership(world.members.empty()   ? "\"CC\""
                                    : world.members == "AB" ? "\"AA\", \"BB\""
                                    : world.members == "A"  ? "\"AA\""
                                                            : "\"BB\"");
  if (random.below(2) == 0) treaties += kTreaty;
  if (random.below(2) == 0) treaties += kAgreement;
  if (random.below(2) == 0) treaties += decision(random.below(2) == 0 ? "BB" : "UU");
  texts.push_back(treaties);
  world.library = library_of(texts);
  return world;
}

/// The rules of one jurisdiction.
inline std::vector<std::uint32_t> rules_of(const Library& library, const std::string& id) {
  return rules_in_force(library, {std::array{InForce{*find_regime(library, id), 0}}}, kSmallDay);
}

/// A situation of two states written out: all facts by hand.
struct Spelled {
  FactSet first = 0;  // here-facts of AA, of UU as AA sees it, of BB, of UU as BB sees it
  FactSet first_around = 0;
  FactSet second = 0;
  FactSet second_around = 0;
  FactSet demand = 0;
};

/// Calls `visit` for every situation of the two states in which nothing is in two places at once.
template <typename Visit>
void for_each_spelled(const SmallWorld& world, const Space& space, const Visit& visit) {
  const FactSet here = space.here();
  const auto subsets = [](FactSet set, const auto& each) {
    for (FactSet one = 0;; one = (one - set) & set) {
      each(one);
      if (one == set) return;
    }
  };
  const bool a = world.member('A');
  const bool b = world.member('B');
  subsets(space.demand(), [&](FactSet demand) {
    subsets(here, [&](FactSet around) {
      subsets(here, [&](FactSet first) {
        if (a ? (first & ~around) != 0 : (!b && around != 0)) return;
        subsets(here, [&](FactSet second) {
          if (b && (second & ~around) != 0) return;
          const Spelled spelled{first, a ? around : first, second, b ? around : second, demand};
          const FactSet one = a && b ? first : spelled.first_around;
          const FactSet other = a && b ? second : spelled.second_around;
          if ((one & other & kOnePlace) == 0) visit(spelled);
        });
      });
    });
  });
}

/// What binds the two states, and what BB (or UU) holds of AA, as facts.
inline FactSet between(const SmallWorld& world, const Pair& pair, bool is_union) {
  const auto& all = world.library.treaties;
  const auto decides = [&](const std::string& by) {
    return std::any_of(all.begin(), all.end(), [&](const Treaty& treaty) { return treaty.by == by; });
  };
  const bool adequate = (!is_union && decides("BB")) || (world.member('B') && decides("UU"));
  return (pair.treaty != nullptr ? fact::treaty : 0) | (pair.agreement != nullptr ? fact::agreement : 0) |
         (adequate ? fact::adequacy : 0) | (!is_union && pair.one_union ? fact::fellow_member : 0);
}

/// Whether a state's law (with its union's) has an effect under a reading; `touched`: the union's law counts.
struct Voices {
  const Library& library;
  std::vector<std::uint32_t> own;
  std::vector<std::uint32_t> around;

  bool has(Effect effect, FactSet own_facts, FactSet around_facts, QuestionSet reading) const {
    return law::has(decide(library, own, own_facts, reading).effects, effect) ||
           law::has(decide(library, around, around_facts, reading).effects, effect);
  }
};

inline bool possible(const Library& library, std::initializer_list<FactSet> views) {
  return std::none_of(views.begin(), views.end(),
                      [&](FactSet facts) { return impossible_combination(library, facts).has_value(); });
}

}  // namespace comity::law
