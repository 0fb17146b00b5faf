/// What one run remembers to save time.
#pragma once

#include "phases/arise.h"
#include "phases/situation.h"

namespace comity {

/// The memos of one run.
struct Memos {
  SituationMemo situations;
  PickMemo picks;
};

}  // namespace comity
