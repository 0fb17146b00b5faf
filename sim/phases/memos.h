/// What one run remembers to save time.
#pragma once

#include "phases/arise.h"
#include "phases/choose.h"
#include "phases/situation.h"

namespace comity {

/// The first block of the draws by which one demand is answered, made together with those of the others.
struct AnswerBlock {
  const Demand* demand = nullptr;  // the one being answered; none outside the phase
  Words words{};
};

/// The memos of one run.
struct Memos {
  explicit Memos(const Setup& setup) : situations(setup) {}

  SituationMemo situations;
  PickMemo picks;
  ChoiceMemo choices;
  AnswerBlock answer;
  std::vector<Words> words;  // room for the draws of many demands at once
};

}  // namespace comity
