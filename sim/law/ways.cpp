#include "law/ways.h"

#include "error.h"

#include <algorithm>
#include <array>
#include <bit>

#include <fmt/format.h>

namespace comity::law {
namespace {

constexpr std::array kOrderNeeds{Need{true, Effect::compels, true}, Need{false, Effect::forbids, false}};
constexpr std::array kAssistanceNeeds{Need{false, Effect::assists, true},
                                      Need{false, Effect::forbids, false}};
constexpr std::array kAgreementNeeds{Need{false, Effect::forbids, false}};
constexpr std::array kRequestNeeds{Need{true, Effect::forbids, false}, Need{false, Effect::forbids, false}};

}  // namespace

std::span<const Need> needs_of(Route route) {
  switch (route) {
    case Route::order:
      return kOrderNeeds;
    case Route::voluntary:
      return kRequestNeeds;
    case Route::agreement:
      return kAgreementNeeds;
    case Route::treaty:
    case Route::letters:
      break;
  }
  return kAssistanceNeeds;
}

bool asks_demanding(Route route) {
  const auto needs = needs_of(route);
  return std::any_of(needs.begin(), needs.end(), [](const Need& need) { return need.of_demanding; });
}

std::vector<Route> ways_between(const Pair& pair) {
  std::vector<Route> ways{Route::order, pair.treaty != nullptr ? Route::treaty : Route::letters};
  if (pair.agreement != nullptr) ways.push_back(Route::agreement);
  ways.push_back(Route::voluntary);
  return ways;
}

Standpoint standpoint_on(const Pair& pair, Route route, bool demanding, bool of_union) {
  if (demanding) return {true, false, false, false, false, route};
  const Treaty* adequacy = of_union ? pair.adequacy_of_union : pair.adequacy;
  const bool ours = of_union && pair.one_union;
  return {ours,
          pair.treaty != nullptr,
          pair.agreement != nullptr,
          pair.one_union && !of_union,
          adequacy != nullptr,
          route};
}

QuestionSet questions_told_apart(const Library& library, const Pair& pair, Route route) {
  QuestionSet once = 0;
  QuestionSet twice = 0;
  for (const Need& need : needs_of(route)) {
    const StateLaw& state = need.of_demanding ? *pair.demanding : *pair.other;
    for (const CompiledLaw* law : {state.own, state.around}) {
      if (law == nullptr) continue;
      const QuestionSet questions = law->effects[static_cast<std::size_t>(need.effect)].questions;
      twice |= once & questions;
      once |= questions;
    }
  }
  if (std::popcount(twice) <= static_cast<int>(kMostShared)) return twice;
  throw Error(fmt::format(
      "the laws of {} and {} share {} open questions (at most {} when laws are compared). Settle or "
      "separate some of them; \"{}\" is one.",
      pair.demanding->state.name, pair.other->state.name, std::popcount(twice), kMostShared,
      library.questions[static_cast<std::size_t>(std::countr_zero(twice))].id));
}

ReadingMask all_readings(QuestionSet shared) {
  return static_cast<ReadingMask>((1U << (1U << static_cast<unsigned>(std::popcount(shared)))) - 1U);
}

Outcome open_together(const Stand& demanding, const Stand& other, ReadingMask all) {
  if (demanding.certain == all && other.certain == all) return Outcome::yes;
  return (demanding.possible & other.possible) != 0 ? Outcome::arguable : Outcome::no;
}

}  // namespace comity::law
