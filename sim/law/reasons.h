/// Why a law answers as it does in one situation, and what would change the answer.
#pragma once

#include "law/change.h"
#include "law/tell.h"

#include <utility>
#include <vector>

namespace comity::law {

/// A change of facts that leads to another answer.
struct Neighbour {
  FactSet flipped = 0;
  Outcome outcome = Outcome::no;
};

/// The answer about one effect in one situation, explained.
struct Reason {
  Effect effect = Effect::compels;
  Outcome outcome = Outcome::no;
  std::vector<Acting> acting;  // rules with the effect, effective on some reading
  std::vector<std::pair<std::uint32_t, std::uint32_t>>
      switched_off;      // rules with the effect, and what switches them off
  QuestionSet open = 0;  // questions on which the answer turns here
  Cube minimal;          // facts that alone lead to this answer; no fewer of them do (above 14: none can go)
  std::vector<Neighbour> neighbours;  // possible situations with another answer, fewest changes, at most five
};

/// Explains one effect.
Reason explain_effect(const Library& library, const CompiledLaw& law, FactSet given, Effect effect);

}  // namespace comity::law
