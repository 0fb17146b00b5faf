/// The end of a demand: the one place where fates, delays, affronts, disclosures and experience are counted.
#pragma once

#include "world/context.h"
#include "world/places.h"

namespace comity {

/// How and when a demand (or one attempt at it) ends.
struct Ending {
  Fate fate = Fate::dropped;
  Instrument instrument = Instrument::order;
  bool pursued = true;  // false: no instrument was chosen
  double time = 0.0;    // [day]
  bool consent =
      false;  // the state where the data are agreed or does not forbid what was done; never to an order
  bool letters =
      false;  // assistance was asked without a treaty, which teaches nothing about assistance by treaty
};

/// Context column of Experience for this demand: data abroad, provider at home, content.
int experience_context(const Demand& demand);

/// Whether what is handed over is ciphertext: content under keys that only the customer holds.
bool is_unreadable(const World& world, const Context& context, const Demand& demand);

/// Ends the demand for good: exactly once per demand. Where only the customer holds the keys, content handed over is
/// `unreadable`: it touches no state and no trust, and has failed as far as the authority is concerned.
void end_demand(World& world, const Context& context, const Demand& demand, const Ending& reached);

/// Notes a failed attempt with `instrument`; the demand goes to `retries` while attempts are left, otherwise it ends
/// with `fate`.
void fail_attempt(World& world, const Context& context, const Demand& demand, const Ending& ending);

}  // namespace comity
