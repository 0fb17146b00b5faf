#include "law/tell.h"

#include "law/decide.h"
#include "text/phrases.h"

#include <algorithm>
#include <array>
#include <bit>

#include <fmt/format.h>

namespace comity::law {
namespace {

constexpr std::array<std::string_view, kRoutes> kRouteNames{"order", "voluntary request", "treaty request",
                                                            "agreement order"};

struct Phrase {
  FactSet fact;
  std::string_view words;
};

/// What a demand is about, in the order in which it is said; {} is the place.
constexpr std::array kHerePhrases{
    Phrase{fact::data_here, "kept in {}"},
    Phrase{fact::controls_from_here, "controlled from {}"},
    Phrase{fact::headquartered_here, "provider with its head office in {}"},
    Phrase{fact::established_here, "provider established in {}"},
    Phrase{fact::offers_here, "service offered in {}"},
    Phrase{fact::resident_here, "person living in {}"},
    Phrase{fact::national_here, "person a national of {}"},
    Phrase{fact::offence_here, "offence committed in {}"},
};
constexpr std::array kDemandPhrases{
    Phrase{fact::stored_long, "stored for more than 180 days"},
    Phrase{fact::location_stable, "at rest in a known place"},
    Phrase{fact::serious, "for a serious offence"},
    Phrase{fact::emergency, "in an emergency"},
    Phrase{fact::judge_approved, "approved by a judge"},
};

/// Where a here-fact may hold, with the name of the place.
struct Spot {
  std::string place;
  FactSet facts;
};

std::vector<Spot> spots_of(const Pair& pair, const JointSituation& joint) {
  const auto name = [](const StateLaw& law) { return with_article(law.state.name); };
  const auto elsewhere = [](const StateLaw& law) {
    return "another state of " + with_article(law.around_name);
  };
  std::vector<Spot> spots{{name(*pair.demanding), joint.first}, {name(*pair.other), joint.second}};
  const FactSet first_rest = joint.first_around & ~joint.first;
  const FactSet second_rest = joint.second_around & ~joint.second;
  if (pair.one_union) {
    spots.push_back({elsewhere(*pair.other), first_rest & second_rest});
  } else {
    if (first_rest != 0) spots.push_back({elsewhere(*pair.demanding), first_rest});
    if (second_rest != 0) spots.push_back({elsewhere(*pair.other), second_rest});
  }
  return spots;
}

std::string places_with(const std::vector<Spot>& spots, FactSet fact) {
  std::vector<std::string> places;
  for (const Spot& spot : spots) {
    // A head office is an establishment: it need not be said twice.
    const bool said = fact == fact::established_here && (spot.facts & fact::headquartered_here) != 0;
    if ((spot.facts & fact) != 0 && !said) places.push_back(spot.place);
  }
  return listed(places);
}

std::string_view kind_of(FactSet demand) {
  if ((demand & fact::content) != 0) return "content";
  return (demand & fact::traffic) != 0 ? "traffic data" : "subscriber data";
}

/// Facts of a vocabulary file, which have no phrase of their own.
void tell_others(const Library& library, const std::vector<Spot>& spots, FactSet demand,
                 std::vector<std::string>& parts) {
  for (std::size_t i = fact::count; i < library.facts.size(); ++i) {
    const FactSet bit = FactSet{1} << i;
    if ((demand & bit) != 0) parts.push_back(library.facts[i].words);
    const std::string places = places_with(spots, bit);
    if (!places.empty()) parts.push_back(fmt::format("\"{}\" in {}", library.facts[i].words, places));
  }
}

FactSet in_view(FactSet here, FactSet demand, FactSet between) { return here | demand | between; }

/// "content kept in Ireland, approved by a judge".
std::string told_data(const Library& library, const Pair& pair, const JointSituation& joint) {
  const std::vector<Spot> spots = spots_of(pair, joint);
  std::vector<std::string> parts;
  for (const Phrase& phrase : kHerePhrases) {
    const std::string places = places_with(spots, phrase.fact);
    if (!places.empty()) parts.push_back(fmt::format(fmt::runtime(phrase.words), places));
  }
  const bool somewhere = std::any_of(spots.begin(), spots.end(),
                                     [](const Spot& spot) { return (spot.facts & fact::data_here) != 0; });
  for (const Phrase& phrase : kDemandPhrases) {
    if ((joint.demand & phrase.fact) != 0) parts.emplace_back(phrase.words);
  }
  tell_others(library, spots, joint.demand, parts);
  std::string text(kind_of(joint.demand));
  if (!somewhere) text += " kept in a third state";
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 && somewhere ? " " : ", ") + parts[i];
  return text;
}

}  // namespace

std::string_view name_of(Route route) { return kRouteNames[static_cast<std::size_t>(route)]; }

std::string tell_demand(const Library& library, const Pair& pair, const JointSituation& joint) {
  return fmt::format("An order of {} for {}", with_article(pair.demanding->state.name),
                     told_data(library, pair, joint));
}

std::string tell_search(const Library& library, const Pair& pair, const JointSituation& joint) {
  return fmt::format("{} seeks {}", capital(with_article(pair.demanding->state.name)),
                     told_data(library, pair, joint));
}

std::string tell_ways(const std::array<bool, kRoutes>& open) {
  std::vector<std::string> ways;
  for (const Route route : {Route::treaty, Route::agreement, Route::voluntary}) {
    if (open[static_cast<std::size_t>(route)])
      ways.push_back(fmt::format("{} {}", route == Route::agreement ? "an" : "a", name_of(route)));
  }
  if (ways.empty()) return "no other route dissolves the conflict";
  return fmt::format("{} dissolves the conflict", fmt::join(ways, " or "));
}

std::vector<Acting> acting_rules(const Library& library, const CompiledLaw& law, FactSet facts,
                                 Effect effect) {
  std::vector<Acting> acting;
  std::vector<std::uint32_t> times(library.rules.size(), 0);
  std::uint32_t readings = 0;
  // Only the questions on which the effect turns: the others change nothing, and there may be many.
  const QuestionSet questions = law.effects[static_cast<std::size_t>(effect)].questions;
  for (QuestionSet reading = 0;; reading = (reading - questions) & questions) {
    ++readings;
    for (const std::uint32_t id : decide(library, law.rules, facts, reading).effective) {
      if (library.rules[id].effect == effect) ++times[id];
    }
    if (reading == questions) break;
  }
  for (std::uint32_t id = 0; id < times.size(); ++id) {
    if (times[id] != 0) acting.push_back({id, times[id] == readings});
  }
  return acting;
}

namespace {

/// The rules of a state's law and of its union's that have an effect, and whether it is certain.
struct Voice {
  std::vector<Acting> acting;
  bool certain = false;
  bool by_union = false;  // no rule of its own
};

Voice voice_of(const Library& library, const StateLaw& law, const SeenFacts& seen, Effect effect) {
  Voice voice{acting_rules(library, *law.own, seen.own, effect), has(ask(*law.own, seen.own).certain, effect),
              false};
  if (law.around == nullptr) return voice;
  voice.by_union = voice.acting.empty();
  for (const Acting& rule : acting_rules(library, *law.around, seen.around, effect))
    voice.acting.push_back(rule);
  voice.certain = voice.certain || has(ask(*law.around, seen.around).certain, effect);
  return voice;
}

std::string say(const StateLaw& law, const Voice& voice, std::string_view verb) {
  const std::string by =
      voice.by_union ? fmt::format(" by the law of {}", with_article(law.around_name)) : "";
  return fmt::format("{} {}{}{}", with_article(law.state.name), voice.certain ? "" : "arguably ", verb, by);
}

}  // namespace

ConflictTold tell_conflict(const Library& library, const Pair& pair, const JointSituation& joint) {
  const Voice one = voice_of(library, *pair.demanding, facts_of_demanding(joint), Effect::compels);
  const Voice other = voice_of(library, *pair.other, facts_of_other(pair, joint), Effect::forbids);
  return {tell_demand(library, pair, joint),
          say(*pair.demanding, one, "compels") + ", " + say(*pair.other, other, "forbids"),
          tell_ways(joint.open), one.acting, other.acting};
}

SeenFacts facts_of_demanding(const JointSituation& joint) {
  return {in_view(joint.first, joint.demand, fact::order_is_ours),
          in_view(joint.first_around, joint.demand, fact::order_is_ours)};
}

SeenFacts facts_of_other(const Pair& pair, const JointSituation& joint) {
  const FactSet between =
      (pair.treaty != nullptr ? fact::treaty : 0) | (pair.agreement != nullptr ? fact::agreement : 0);
  return {in_view(joint.second, joint.demand, between),
          in_view(joint.second_around, joint.demand, pair.one_union ? fact::order_is_ours : between)};
}

}  // namespace comity::law
