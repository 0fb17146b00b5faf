// Disputes before the courts of the small world.
#pragma once

#include "support/small_world.h"

namespace comity::test {

inline constexpr int kQuestion = 0;

/// A case about a provider's data in state 1, before a court: at first instance below court 6, else on appeal.
inline Case case_in(SmallWorld& small, int provider, int court) {
  Case dispute;
  dispute.number = 1000;
  dispute.demand = small.demand(0, provider, 1);
  dispute.demand.court = 0;
  dispute.questions = 1;
  dispute.court = court;
  dispute.due = small.world.clock.begin;
  dispute.stage = court >= 6 ? Stage::appeal : Stage::motion;
  return dispute;
}

/// A ruling on the question, of today or so many days later; accepted, it goes against the government.
inline Ruling ruling_of(const SmallWorld& small, int court, bool accepted, double days = 0.0) {
  Ruling ruling;
  ruling.time = small.world.clock.begin + days;
  ruling.court = court;
  ruling.question = kQuestion;
  ruling.accepted = accepted;
  ruling.government = !accepted;
  return ruling;
}

}  // namespace comity::test
