/// What a reform, or time, changes in a law: over all situations, in short conditions.
#pragma once

#include "law/compile.h"
#include "law/cover.h"

#include <optional>
#include <span>
#include <vector>

namespace comity::law {

/// Situations of a change that have a rule in common which makes the difference.
struct ChangedCase {
  std::vector<Cube> cubes;  // together they hold these situations, and of others only some of the same change
  std::optional<std::uint32_t>
      said;  // a rule whose own words are the shorter way to say them: they are where it acts and the
             // answer changes in this way; in place of cubes
  bool everywhere = false;            // of `said`: wherever its words hold, the answer changes in this way
  FactSet example = 0;                // the simplest of them
  QuestionSet questions = 0;          // on which the answer turns, before or after, in some of them
  std::vector<std::uint32_t> gained;  // rules effective there now (on some reading) that were not before
  std::vector<std::uint32_t> lost;    // the reverse
};

/// An effect that was answered in one way and is now answered in another.
struct Change {
  Effect effect = Effect::compels;
  Outcome before = Outcome::no;
  Outcome after = Outcome::no;
  double share = 0.0;  // of the situations that are not impossible
  std::vector<ChangedCase> cases;
};

/// Every change between two laws of the same state, each given by its rules in force (ascending ids). Over any number of facts.
/// Throws Error when exceptions run in a circle.
std::vector<Change> changes_between(const Library& library, std::span<const std::uint32_t> before,
                                    std::span<const std::uint32_t> after);

/// What a law answers about one effect.
Outcome outcome_of(const CompiledLaw& law, Effect effect, FactSet facts);

/// The words of a rule's condition: "order is ours and content data, unless voluntary request".
std::string condition_in_words(const Library& library, std::uint32_t rule);

}  // namespace comity::law
