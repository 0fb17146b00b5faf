/// What one run remembers to save time.
#pragma once

#include "phases/arise.h"
#include "phases/choose.h"
#include "phases/situation.h"

namespace comity {

/// The memos of one run.
struct Memos {
  explicit Memos(const Setup& setup) : situations(setup) {}

  SituationMemo situations;
  PickMemo picks;
  ChoiceMemo choices;
  std::vector<Words> words;  // room for the draws of many demands at once
};

}  // namespace comity
