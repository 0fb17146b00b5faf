/// What a provider weighs in an order, for tests of its answers.
#pragma once

#include "phases/reply.h"

namespace comity::test {

/// An order that costs .3 to obey, 2 to refuse and may fall with chance 1/2; no precedent at stake.
inline Stakes plain_stakes() {
  Stakes stakes;
  stakes.disclosure = 0.2;
  stakes.breach = 0.1;
  stakes.success = 0.5;
  stakes.sanction = 2.0;
  stakes.challenge_cost = 1.1;
  return stakes;
}

}  // namespace comity::test
