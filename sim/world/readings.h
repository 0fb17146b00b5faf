/// How courts read the open questions: which ruling holds where.
#pragma once

#include "world/world.h"

namespace comity {

/// Column of Precedents::weight, reading and distinguished.
inline int precedent_column(int question, bool stable_location) {
  return question * kCoverages + (stable_location ? 1 : 0);
}

/// The court whose reading leads in `court`: the nearest binding superior with one, else itself, else -1.
int leading_court(const World& world, int court, int column);

/// The reading that holds in a court: of its apex, else its appellate court, else its own; +1 accepted, -1 not, 0 none.
int reading_in(const World& world, int court, int question, bool stable_location);

/// Readings of all open questions as a court of this state holds them; undecided questions in `undecided`.
struct HeldReadings {
  law::QuestionSet accepted = 0;
  law::QuestionSet undecided = 0;
};
HeldReadings held_readings(const World& world, int court, bool stable_location);

}  // namespace comity
