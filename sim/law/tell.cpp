#include "law/tell.h"

#include "law/decide.h"
#include "law/treaties.h"
#include "law/ways.h"
#include "text/phrases.h"

#include <algorithm>
#include <array>
#include <bit>

#include <fmt/format.h>

namespace comity::law {
namespace {

constexpr std::array<std::string_view, kRoutes> kRouteNames{"order", "voluntary request", "treaty request",
                                                            "agreement order", "request without a treaty"};

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

// What is said of facts that do not hold, where a way would be open if they did.
constexpr std::array kMissingPhrases{
    Phrase{fact::serious, "for an offence that is not serious"},
    Phrase{fact::emergency, "not in an emergency"},
    Phrase{fact::stored_long, "stored for 180 days at most"},
    Phrase{fact::location_stable, "at rest in no known place"},
};

/// Where a here-fact may hold, with the name of the place.
struct PlaceWords {
  std::string place;
  FactSet facts;
};

std::vector<PlaceWords> spots_of(const Pair& pair, const JointSituation& joint) {
  const auto name = [](const StateLaw& law) { return with_article(law.state.name); };
  const auto elsewhere = [](const StateLaw& law) {
    return "another state of " + with_article(law.around_name);
  };
  std::vector<PlaceWords> spots{{name(*pair.demanding), joint.first}, {name(*pair.other), joint.second}};
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

std::string places_with(const std::vector<PlaceWords>& spots, FactSet fact) {
  std::vector<std::string> places;
  for (const PlaceWords& spot : spots) {
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
void tell_others(const Library& library, const std::vector<PlaceWords>& spots, FactSet demand,
                 std::vector<std::string>& parts) {
  for (std::size_t i = fact::count; i < library.facts.size(); ++i) {
    const FactSet bit = FactSet{1} << i;
    if ((demand & bit) != 0) parts.push_back(library.facts[i].words);
    const std::string places = places_with(spots, bit);
    if (!places.empty()) parts.push_back(fmt::format("\"{}\" in {}", library.facts[i].words, places));
  }
}

/// "content kept in Ireland, approved by a judge".
std::string told_data(const Library& library, const Pair& pair, const JointSituation& joint) {
  const std::vector<PlaceWords> spots = spots_of(pair, joint);
  std::vector<std::string> parts;
  for (const Phrase& phrase : kHerePhrases) {
    const std::string places = places_with(spots, phrase.fact);
    if (!places.empty()) parts.push_back(fmt::format(fmt::runtime(phrase.words), places));
  }
  const bool somewhere = std::any_of(
      spots.begin(), spots.end(), [](const PlaceWords& spot) { return (spot.facts & fact::data_here) != 0; });
  for (const Phrase& phrase : kDemandPhrases) {
    if ((joint.demand & phrase.fact) != 0) parts.emplace_back(phrase.words);
  }
  tell_others(library, spots, joint.demand, parts);
  std::string text(kind_of(joint.demand));
  if (!somewhere) text += " kept in a third state";
  for (std::size_t i = 0; i < parts.size(); ++i) text += (i == 0 && somewhere ? " " : ", ") + parts[i];
  return text;
}

/// One of the two laws on a way in one situation, as far as the situation alone decides: the demand's facts, and those told
/// apart by `shared`.
struct PartSeen {
  const Pair& pair;
  const JointSituation& joint;
  bool demanding = false;
  FactSet more = 0;  // facts of the demand besides those of the situation
};

const StateLaw& law_of(const PartSeen& part) {
  return part.demanding ? *part.pair.demanding : *part.pair.other;
}

/// Where the law of a state, with its union's, stands.
Stand stand_in(const PartSeen& part, Route route, Effect effect, QuestionSet shared) {
  const auto& [pair, joint, demanding, more] = part;
  const auto stand = [&](const CompiledLaw& law, FactSet here, bool of_union) {
    const Standpoint standpoint = standpoint_on(pair, route, demanding, of_union);
    return stand_of(law, {standpoint, effect, shared}, here | joint.demand | more | settled(standpoint));
  };
  const StateLaw& law = law_of(part);
  Stand found = stand(*law.own, demanding ? joint.first : joint.second, false);
  if (law.around == nullptr || (!demanding && joint.second == 0)) return found;
  const Stand around = stand(*law.around, demanding ? joint.first_around : joint.second_around, true);
  found.certain |= around.certain;
  found.possible |= around.possible;
  return found;
}

/// The questions on which an effect turns in one of the two laws on a way.
QuestionSet open_in(const PartSeen& part, Route route, Effect effect) {
  const auto& [pair, joint, demanding, more] = part;
  const auto open = [&](const CompiledLaw& law, FactSet here, bool of_union) {
    return open_questions(
        law, effect, here | joint.demand | more | settled(standpoint_on(pair, route, demanding, of_union)));
  };
  const StateLaw& law = law_of(part);
  const QuestionSet own = open(*law.own, demanding ? joint.first : joint.second, false);
  if (law.around == nullptr || (!demanding && joint.second == 0)) return own;
  return own | open(*law.around, demanding ? joint.first_around : joint.second_around, true);
}

/// How far a way is open, whichever of the two laws is named.
Outcome open_with(const Library& library, const PartSeen& seen, Route route) {
  const QuestionSet shared = questions_told_apart(library, seen.pair, route);
  const ReadingMask all = all_readings(shared);
  const auto part = [&](bool demanding) {
    return open_part(route, demanding, all, [&](Effect effect) {
      return stand_in({seen.pair, seen.joint, demanding, seen.more}, route, effect, shared);
    });
  };
  return open_together(part(true), part(false), all);
}

/// What a law that does not meet a need is said to do; `sure`: on every reading.
std::string unmet_text(const Pair& pair, Route route, const Need& need, bool sure) {
  const std::string name = with_article((need.of_demanding ? pair.demanding : pair.other)->state.name);
  const std::string_view doubt = sure ? "" : "arguably ";
  if (need.effect == Effect::forbids && need.of_demanding)
    return fmt::format("{} itself {}forbids disclosure on request", name, doubt);
  if (need.effect == Effect::forbids) return fmt::format("{} {}forbids disclosure", name, doubt);
  if (need.effect == Effect::assists) {
    const std::string_view without = route == Route::letters ? " without one" : "";
    return sure ? fmt::format("{} does not assist{}", name, without)
                : fmt::format("{} only arguably assists{}", name, without);
  }
  return sure ? name + " does not compel, even with a judge's approval" : name + " only arguably compels";
}

/// What closes a way, or leaves it in doubt, and the questions of the doubt; approved by a judge where that may help.
WayTold closed_way(const Library& library, const Pair& pair, const JointSituation& joint, Route route) {
  const FactSet more = route == Route::voluntary ? FactSet{0} : fact::judge_approved;
  std::vector<std::string> doubts;
  QuestionSet questions = 0;
  for (const Need& need : needs_of(route)) {
    const Stand stand = stand_in({pair, joint, need.of_demanding, more}, route, need.effect, 0);
    const bool met = need.holds ? stand.certain != 0 : stand.possible == 0;
    const bool unmet = need.holds ? stand.possible == 0 : stand.certain != 0;
    if (unmet) return {route, Outcome::no, unmet_text(pair, route, need, true)};
    if (met) continue;
    doubts.push_back(unmet_text(pair, route, need, false));
    questions |= open_in({pair, joint, need.of_demanding, more}, route, need.effect);
  }
  const bool never =
      doubts.size() > 1 && open_with(library, {pair, joint, false, more}, route) == Outcome::no;
  return {
      route, never ? Outcome::no : Outcome::arguable,
      fmt::format("{}{}", fmt::join(doubts, ", and "), never ? ", on every reading one or the other" : ""),
      questions};
}

/// An effect as a verb: "compels …", "does not … ".
struct Verb {
  std::string_view holds;
  std::string_view fails;
};

constexpr std::array<Verb, enum_count<Effect>> kVerbs{{
    {"compels", "does not compel"},
    {"forbids", "does not forbid"},
    {"permits", "does not expressly permit"},
    {"assists the foreign request", "does not assist the foreign request"},
    {"lets the provider challenge the demand", "does not let the provider challenge the demand"},
    {"lets the provider plead foreign law", "does not let the provider plead foreign law"},
    {"obliges the provider to keep the data at home",
     "does not oblige the provider to keep the data at home"},
}};

}  // namespace

std::string_view name_of(Route route) { return kRouteNames[static_cast<std::size_t>(route)]; }

std::string tell_demand(const Library& library, const Pair& pair, const JointSituation& joint) {
  return fmt::format("An order of {} for {}", with_article(pair.demanding->state.name),
                     told_data(library, pair, joint));
}

std::string tell_search(const Library& library, const Pair& pair, const JointSituation& joint) {
  const auto most_open = [&](const JointSituation& one) {
    Outcome most = Outcome::no;
    for (const WayTold& way : tell_each_way(library, pair, one)) most = std::max(most, way.open);
    return most;
  };
  std::string text = fmt::format("{} seeks {}", capital(with_article(pair.demanding->state.name)),
                                 told_data(library, pair, joint));
  for (const Phrase& phrase : kMissingPhrases) {
    JointSituation other = joint;
    other.demand |= phrase.fact;
    if ((joint.demand & phrase.fact) == 0 && most_open(other) > most_open(joint))
      text += fmt::format(", {}", phrase.words);
  }
  return text;
}

std::string tell_ways(const std::array<bool, kRoutes>& open) {
  std::vector<std::string> ways;
  for (const Route route : {Route::treaty, Route::letters, Route::agreement, Route::voluntary}) {
    if (open[static_cast<std::size_t>(route)]) ways.push_back(with_indefinite_article(route));
  }
  if (ways.empty()) return "no other route dissolves the conflict";
  return fmt::format("{} dissolves the conflict", fmt::join(ways, " or "));
}

std::string with_indefinite_article(Route route) {
  const bool vowel = route == Route::order || route == Route::agreement;
  return fmt::format("{} {}", vowel ? "an" : "a", name_of(route));
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
  const auto open = [&](const Voice& voice, bool demanding, Effect effect) {
    return voice.certain ? QuestionSet{0} : open_in({pair, joint, demanding}, Route::order, effect);
  };
  return {tell_demand(library, pair, joint),
          say(*pair.demanding, one, "compels") + ", " + say(*pair.other, other, "forbids"),
          tell_ways(joint.open),
          open(one, true, Effect::compels) | open(other, false, Effect::forbids),
          one.acting,
          other.acting};
}

SeenFacts facts_of_demanding(const JointSituation& joint) {
  const FactSet more = joint.demand | fact::order_is_ours;
  return {joint.first | more, joint.first_around | more};
}

SeenFacts facts_of_other(const Pair& pair, const JointSituation& joint) {
  const auto more = [&](bool of_union) {
    return joint.demand | settled(standpoint_on(pair, Route::order, false, of_union));
  };
  return {joint.second | more(false), joint.second_around | more(true)};
}

std::string unlisted_parties(const Library& library, const Pair& pair) {
  std::vector<std::string> names;
  for (const StateLaw* law : {pair.demanding, pair.other}) {
    if (!is_party_of_any(library, law->state.id)) names.push_back(with_article(law->state.name));
  }
  if (names.empty() || !knows_treaties(library)) return "";
  return fmt::format(" ({} {} in no file of treaties)", capital(listed(names)),
                     names.size() == 1 ? "stands" : "stand");
}

namespace {

/// " but for drug offences (Vienna Convention)": the treaties for some offences only.
std::string convention_words(const Pair& pair) {
  std::vector<std::string> words;
  for (const Treaty* treaty : pair.conventions)
    words.push_back(fmt::format("{} ({})", treaty->offences, treaty->name));
  return words.empty() ? "" : " but for " + listed(words);
}

}  // namespace

std::vector<WayTold> tell_each_way(const Library& library, const Pair& pair, const JointSituation& joint) {
  std::vector<WayTold> ways;
  const auto exists = ways_between(pair);
  for (const Route route :
       {Route::order, Route::treaty, Route::letters, Route::agreement, Route::voluntary}) {
    if (std::find(exists.begin(), exists.end(), route) != exists.end()) {
      const FactSet approved = route == Route::voluntary ? FactSet{0} : fact::judge_approved;
      const Outcome open = std::max(open_with(library, {pair, joint}, route),
                                    open_with(library, {pair, joint, false, approved}, route));
      WayTold way{route, open, ""};
      if (open != Outcome::yes) way = closed_way(library, pair, joint, route);
      way.open = open;
      ways.push_back(std::move(way));
    } else if (route == Route::treaty) {
      ways.push_back({route, Outcome::no,
                      "no treaty is in force" + convention_words(pair) + unlisted_parties(library, pair)});
    } else if (route == Route::agreement) {
      ways.push_back({route, Outcome::no, "no agreement is in force"});
    }
  }
  return ways;
}

std::string way_in_words(const WayTold& way) {
  const std::string name = with_indefinite_article(way.route);
  return way.open == Outcome::yes ? name + ": open" : fmt::format("{}: {}", name, way.closed);
}

std::string verb_of(Effect effect, Outcome outcome) {
  const Verb& verb = kVerbs[static_cast<std::size_t>(effect)];
  if (outcome == Outcome::no) return std::string(verb.fails);
  return outcome == Outcome::arguable ? "arguably " + std::string(verb.holds) : std::string(verb.holds);
}

std::string in_words(const Library& library, const Cube& cube) {
  std::vector<std::string> holding;
  std::vector<std::string> missing;
  // Whose order it is comes first, as a lawyer would say it.
  for (const FactSet part : {cube.told & fact::order_is_ours, cube.told & ~fact::order_is_ours}) {
    for (FactSet rest = part; rest != 0; rest &= rest - 1) {
      const FactSet one = rest & (~rest + 1);
      const std::string& words = library.facts[static_cast<std::size_t>(std::countr_zero(one))].words;
      ((cube.holding & one) != 0 ? holding : missing).push_back(words);
    }
  }
  if (missing.size() > 1) holding.push_back(fmt::format("none of ({})", fmt::join(missing, ", ")));
  if (missing.size() == 1) holding.push_back("not " + missing.front());
  return holding.empty() ? "always" : fmt::format("{}", fmt::join(holding, " and "));
}

std::string quoted_facts(const Library& library, FactSet facts) {
  std::string text;
  for (FactSet rest = facts; rest != 0; rest &= rest - 1) {
    text += fmt::format("{}\"{}\"", text.empty() ? "" : " and ",
                        library.facts[static_cast<std::size_t>(std::countr_zero(rest))].words);
  }
  return text;
}

std::string rule_in_words(const Library& library, const RuleOn& cited) {
  const Rule& written = library.rules[cited.rule];
  const std::string source = cited_on(written, cited.day).source;
  return fmt::format("{} ({}{})", written.name, source.empty() ? "no source" : source,
                     written.confirmed ? "" : "; not confirmed");
}

std::string citation_lines(const Library& library, const RuleOn& cited, std::size_t blanks) {
  const Citation written = cited_on(library.rules[cited.rule], cited.day);
  std::string text;
  if (!written.quote.empty()) text += fmt::format("{:{}}“{}”\n", "", blanks, written.quote);
  if (!written.url.empty()) text += fmt::format("{:{}}{}\n", "", blanks, written.url);
  if (!written.later.empty()) text += fmt::format("{:{}}decided later: {}\n", "", blanks, written.later);
  return text;
}

std::string definition_lines(const Library& library, std::uint32_t rule, std::size_t blanks) {
  std::string text;
  for (const std::uint32_t name : definitions_of(library, library.rules[rule]))
    text += fmt::format("{:{}}“{}”: {}\n", "", blanks, library.definitions[name].words,
                        library.definitions[name].text);
  return text;
}

namespace {

/// Every open question of a set.
template <class Visit>
void for_each_question(const Library& library, QuestionSet set, Visit visit) {
  for (QuestionSet rest = set; rest != 0; rest &= rest - 1)
    visit(library.questions[static_cast<std::size_t>(std::countr_zero(rest))]);
}

}  // namespace

std::string question_lines(const Library& library, QuestionSet questions, std::size_t blanks) {
  std::string text;
  for_each_question(library, questions, [&](const Question& question) {
    text += fmt::format(
        "{0:{1}}Open question: {2}\n{0:{1}}  with probability {3} a court without precedent holds that {4}, "
        "else "
        "that {5} ({6})\n",
        "", blanks, in_sentence(question), question.prior, question.accepted.words, question.rejected.words,
        question.id);
  });
  return text;
}

Cells question_entries(const Library& library, QuestionSet questions) {
  Cells entries;
  for_each_question(library, questions, [&](const Question& question) {
    entries.emplace_back(Fields{{"id", question.id},
                                {"name", question.name},
                                {"reading", question.accepted.id},
                                {"words", question.accepted.words},
                                {"prior", question.prior},
                                {"other_reading", question.rejected.id},
                                {"other_words", question.rejected.words}});
  });
  return entries;
}

std::string schedule_words(std::string_view sets, double value) {
  const auto known = enum_named<Scheduled>(sets);
  if (known == Scheduled::deadline_hours)
    return fmt::format("an order must be answered within {} hours", value);
  if (known == Scheduled::days_to_object) return fmt::format("who objects must do so within {} days", value);
  if (known == Scheduled::fine_percent_of_turnover)
    return fmt::format("who does not obey is fined at most {} % of turnover", value);
  return fmt::format("{} is {}", sets, value);
}

std::string_view word_of(Outcome outcome) {
  constexpr std::array<std::string_view, 3> kWords{"no", "arguable", "yes"};
  return kWords[static_cast<std::size_t>(outcome)];
}

}  // namespace comity::law
