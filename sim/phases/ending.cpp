#include "phases/ending.h"

#include "index.h"
#include "phases/capability.h"
#include "phases/memos.h"
#include "phases/watch.h"
#include "random/elementary.h"
#include "world/places.h"

#include <algorithm>
#include <bit>

namespace comity {

namespace {

// Sent straight to the provider.
bool is_direct(Instrument instrument) {
  return instrument == Instrument::order || instrument == Instrument::voluntary;
}

bool is_success(Fate fate) { return fate == Fate::fulfilled || fate == Fate::partly_fulfilled; }

// Weight of one attempt in the prosecutors' experience and in the histogram of delays.
void note_attempt(World& world, const Demand& demand, const Ending& ending) {
  const int column = experience_context(demand) * kInstruments + static_cast<int>(ending.instrument);
  const double learned = ending.letters ? 0.0 : demand.weight;
  if (!is_success(ending.fate)) {
    world.experience.new_losses(demand.forum, column) += learned;
    return;
  }
  const double delay = ending.time - demand.arisen;
  world.experience.new_wins(demand.forum, column) += learned;
  world.experience.new_delay(demand.forum, column) += learned * delay;
  const std::size_t row = index(static_cast<int>(ending.instrument)) * kDelayBins;
  world.tally.delays[row + index(delay_bin(delay))] += demand.weight;
  world.tally.add(Metric::succeeded, index(static_cast<int>(ending.instrument)), demand.weight);
}

// An order breaches the law that bars it; by any other route what the site's state has not consented to, it forbids.
void count_breach(World& world, const Context& context, const Demand& demand, const Ending& ending) {
  if (ending.instrument != Instrument::order) {
    world.tally.add(Metric::breaches, index(demand.site), demand.weight);
    return;
  }
  const LegalView& view = context.memos.situations.view(world, context, demand);
  if (view.bar_state < 0) return;
  world.tally.add(Metric::breaches, index(view.bar_state), demand.weight * view.bar_chance);
}

// What a full disclosure means for the states whose territory or residents it touches.
void note_disclosure(World& world, const Context& context, const Demand& demand, const Ending& ending) {
  const double real = demand.weight;
  const int forum = demand.forum;
  const int site = demand.site;
  if (demand.residence != forum) world.market.disclosures(demand.provider, demand.residence) += real;
  if (ending.consent) {
    world.tally.add(Metric::consented, index(forum), real);
    return;
  }
  const auto& reciprocate = context.parameters().reciprocate;
  const double weight =
      real * (demand.kind == DataKind::content ? reciprocate.salience_content : reciprocate.salience_other);
  const auto affront = [&](int state) {
    world.relations.affronts(state, forum) += weight;
    world.tally.add(Metric::affronts, index(state), weight);
  };
  if (site != forum) {
    world.tally.add(Metric::unilateral, index(forum), real);
    affront(site);
  }
  if (demand.residence != forum && demand.residence != site) affront(demand.residence);
  count_breach(world, context, demand, ending);
}

void count_by_route(World& world, const Demand& demand, const Ending& ending) {
  const double real = demand.weight;
  const int home = demand.home;
  const int site = demand.site;
  const bool full = ending.fate == Fate::fulfilled;
  if (ending.instrument == Instrument::order && home == demand.forum && site == demand.forum) {
    world.tally.add(Metric::domestic_orders, 0, real);
    if (full) world.tally.add(Metric::domestic_fulfilled, 0, real);
  }
  if (is_direct(ending.instrument) && home == demand.forum && site != demand.forum && full &&
      demand.kind == DataKind::content) {
    world.tally.add(Metric::home_content_abroad, 0, real);
  }
}

void log_demand(World& world, const Context& context, const Demand& demand, const Ending& ending) {
  if (context.parameters().run.log_demands) {
    DemandRow row{.time = ending.time, .arisen = demand.arisen, .fate = ending.fate};
    row.step = static_cast<int>(demand.step);
    row.serial = static_cast<int>(demand.serial);
    row.part = demand.part;
    row.forum = demand.forum;
    row.provider = demand.provider;
    row.site = demand.site;
    row.residence = demand.residence;
    row.kind = static_cast<int>(demand.kind);
    if (ending.pursued) row.instrument = ending.instrument;
    log_event(world.events, row);
  }
}

void log_end(World& world, const Demand& demand, const Ending& ending, bool withdrawn) {
  log_event(world.events, FocalRow{.time = ending.time,
                                   .focal = demand.focal,
                                   .milestone = Milestone::ended,
                                   .outcome = withdrawn ? EventOutcome::withdrew : EventOutcome::none,
                                   .fate = ending.fate});
}

// Answers of providers whose home is abroad, to orders and requests sent straight to them.
void count_direct_answer(World& world, const Demand& demand, const Ending& ending) {
  if (!is_direct(ending.instrument) || demand.home == demand.forum) return;
  const double real = demand.weight;
  world.tally.add(Metric::direct_abroad, 0, real);
  if (is_success(ending.fate)) world.tally.add(Metric::direct_abroad_fulfilled, 0, real);
}

// One attempt with an instrument, whether or not the demand ends with it.
void count_attempt(World& world, const Demand& demand, const Ending& ending) {
  note_attempt(world, demand, ending);
  if (ending.fate == Fate::unapproved) return;  // no provider was ordered anything
  count_by_route(world, demand, ending);
  count_direct_answer(world, demand, ending);
}

}  // namespace

bool is_unreadable(const World& world, const Context& context, const Demand& demand) {
  const StorageOption option =
      option_in(world, context, {demand.provider, demand.residence}, index(demand.option));
  return demand.kind == DataKind::content && option.control == Control::customer_keys;
}

int experience_context(const Demand& demand) {
  return static_cast<int>(demand.site != demand.forum) + 2 * static_cast<int>(demand.home == demand.forum) +
         4 * static_cast<int>(demand.kind == DataKind::content);
}

void end_demand(World& world, const Context& context, const Demand& demand, const Ending& reached) {
  Ending ending = reached;
  if (is_success(ending.fate) && is_unreadable(world, context, demand)) ending.fate = Fate::unreadable;
  const bool capability = is_capability_order(demand);
  const bool withdrawn = capability && ending.fate == Fate::fulfilled &&
                         obey_capability_order(world, context, demand, ending.time);
  if (withdrawn) ending.fate = Fate::sanctioned;
  const double real = demand.weight;
  world.tally.add(Metric::ended, index(static_cast<int>(ending.fate)), real);
  world.ended += 1;
  if (ending.pursued) count_attempt(world, demand, ending);
  if (crosses_border(demand)) {
    world.tally.add(Metric::cross_border_ended, index(demand.forum), real);
    if (ending.fate == Fate::fulfilled && !capability) note_disclosure(world, context, demand, ending);
  }
  if (!is_success(ending.fate)) world.failed_demands[index(demand.forum)] += real;
  log_demand(world, context, demand, ending);
  if (demand.focal >= 0) log_end(world, demand, ending, withdrawn);
  if (context.diary != nullptr) watch_end(world, context, demand, ending);
}

void fail_attempt(World& world, const Context& context, const Demand& demand, const Ending& ending) {
  const unsigned tried = demand.tried | (1U << static_cast<unsigned>(ending.instrument));
  const int attempts = std::popcount(tried);
  if (attempts >= static_cast<int>(context.parameters().respond.attempts) || is_capability_order(demand)) {
    end_demand(world, context, demand, ending);
    return;
  }
  count_attempt(world, demand, ending);
  Demand next = demand;
  next.tried = static_cast<std::uint8_t>(tried);
  next.ready = ending.time;
  world.retries.push_back(next);
  if (context.diary != nullptr) watch_failure(world, context, demand, ending);
}

}  // namespace comity
