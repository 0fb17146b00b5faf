/// What `comity law check` and `comity law test` report about loaded regimes.
#pragma once

#include "law/compile.h"

#include <string>
#include <vector>

namespace comity::law {

/// What may be wrong with loaded law; in words: of several findings in one file at once, empty where each is said.
COMITY_ENUM(Flaw,
            (unsourced, "rules, schedules or balances name no source"),
            (senseless, "rules can never apply (conditions that exclude each other or need the impossible)"),
            (overruled, "rules never take effect (wherever they apply they are switched off)"),
            (redundant, "rules are redundant (without any one of them the effects are the same everywhere)"),
            (idle, "exceptions are idle (the two rules never meet in a possible situation)"),
            (opposed, "pairs of rules have opposed effects in some situation"),
            (other, ""))

/// A warning of `check`.
struct Finding {
  Flaw flaw = Flaw::other;
  Spot place;
  std::string text;     // what is to be said, without place
  std::string subject;  // whom it is about: "\"x.bar\""
};

/// Findings as people read them: where one file has more than ten with the same flaw, one that counts them and names the
/// first of them.
std::vector<Finding> grouped(const std::vector<Finding>& findings);

/// Missing sources, dead rules, idle exceptions, redundant rules, opposed effects with the shortest situation, rules
/// not confirmed, overlapping schedule cases, impossible decided cases, and, when a day is given, `checked` passed.
/// Rules are judged on every day and reading, in every loaded combination of a file with those it amends, over all
/// situations that are not impossible.
std::vector<Finding> check(const Library& library, std::optional<Day> on = std::nullopt);

/// One decided case and how the regime answered it.
struct CaseResult {
  std::string regime;
  std::string name;
  bool passed = false;
  std::string reason;  // for a fail: what was expected, what came out, which rules did it
  Spot place;
};

/// Runs every `[[test]]` of every regime; a regime that amends another is tested on top of it.
std::vector<CaseResult> run_cases(const Library& library);

/// A set of facts in words: "data here, content data, judge approved"; "no fact" when it is empty.
std::string in_words(const Library& library, FactSet facts);

}  // namespace comity::law
