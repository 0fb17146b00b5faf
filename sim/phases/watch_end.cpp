// How the watched demand, or an attempt at it, ended, and what that meant to others.
#include "phases/note.h"
#include "phases/reciprocate.h"
#include "random/elementary.h"

#include <utility>

namespace comity {

namespace {

// How much the logarithm of a yearly rate grows by more of it.
double growth_by(double rate, double more) { return log1p_same(rate + more) - log1p_same(rate); }

// What one more affront does to a stance within a year, the rest as it is: the loss is logarithmic in the yearly rate.
Touch touch_stance(const World& world, const Context& context, const Demand& demand, int state) {
  const auto& reciprocate = context.parameters().reciprocate;
  const double salience =
      demand.kind == DataKind::content ? reciprocate.salience_content : reciprocate.salience_other;
  Touch touch;
  touch.state = state;
  touch.weight = demand.weight * salience;
  touch.rate = world.clock.rate_now(world.relations.affront_rate(state, demand.forum));
  touch.level = world.relations.stance(state, demand.forum);
  touch.effect =
      -reciprocate.affront * growth_by(touch.rate, world.clock.rate_now(touch.weight / kFlowYears));
  return touch;
}

std::vector<Touch> touch_stances(const World& world, const Context& context, const Demand& demand,
                                 const Ending& ending) {
  if (ending.fate != Fate::fulfilled || ending.consent || !crosses_border(demand, context)) return {};
  // States that react count affronts to a threshold; where the phase is off nothing moves.
  if (!context.on(PhaseName::reciprocate) || is_reactive(context.parameters().reciprocate)) return {};
  std::vector<Touch> touches;
  const int site = site_of(demand, context);
  if (site != demand.forum) touches.push_back(touch_stance(world, context, demand, site));
  if (demand.residence != demand.forum && demand.residence != site) {
    touches.push_back(touch_stance(world, context, demand, demand.residence));
  }
  return touches;
}

// The same for trust: a disclosure abroad costs some, as far as it becomes known; a public fight wins some.
std::vector<Touch> touch_trust(const World& world, const Context& context, const Demand& demand,
                               const std::pair<const Ending&, double>& ended) {
  const auto& [ending, fight_years] = ended;
  if (!context.on(PhaseName::trust)) return {};
  const auto& trust = context.parameters().trust;
  Touch touch;
  touch.state = demand.residence;
  touch.level = world.market.trust(demand.provider, demand.residence);
  touch.rate = world.clock.rate_now(world.market.disclosure_rate(demand.provider, demand.residence));
  if (ending.fate == Fate::fulfilled && demand.residence != demand.forum) {
    touch.weight = demand.weight;
    touch.effect = -trust.disclosure * trust.publicity * touch.level *
                   growth_by(touch.rate, world.clock.rate_now(touch.weight / kFlowYears));
  }
  if (fight_years > 0.0 && demand.residence != demand.forum) {
    touch.effect += trust.fight * fight_years * (1.0 - touch.level);
  }
  return touch.effect == 0.0 ? std::vector<Touch>{} : std::vector<Touch>{touch};
}

Ended ended_of(const World& world, const Context& context, const Demand& demand, const Ending& ending) {
  const int column = experience_context(demand, context) * kInstruments + static_cast<int>(ending.instrument);
  const double wins = world.experience.wins(demand.forum, column);
  const double losses = world.experience.losses(demand.forum, column);
  const bool success = ending.fate == Fate::fulfilled || ending.fate == Fate::partly_fulfilled;
  const double weight = demand.weight;
  Ended ended;
  ended.ending = ending;
  ended.stance = touch_stances(world, context, demand, ending);
  ended.believed_before = wins / (wins + losses);
  ended.believed_after = (wins + (success ? weight : 0.0)) / (wins + losses + weight);
  return ended;
}

}  // namespace

void watch_end(const World& world, const Context& context, const Demand& demand, const Ending& ending) {
  Diary* diary = diary_of(context, demand);
  if (diary == nullptr) return;
  Ended ended = ended_of(world, context, demand, ending);
  ended.fight_years = diary->fight_years;
  ended.trust = touch_trust(world, context, demand, {ending, ended.fight_years});
  add_note(*diary, demand, ending.time, std::move(ended));
}

void watch_failure(const World& world, const Context& context, const Demand& demand, const Ending& ending) {
  Diary* diary = diary_of(context, demand);
  if (diary == nullptr) return;
  Ended ended = ended_of(world, context, demand, ending);
  ended.last = false;
  add_note(*diary, demand, ending.time, std::move(ended));
}

}  // namespace comity
