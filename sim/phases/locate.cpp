#include "phases/locate.h"

#include "index.h"
#include "phases/matter.h"
#include "phases/periods.h"
#include "phases/phases.h"
#include "random/elementary.h"
#include "world/places.h"

#include <algorithm>
#include <cmath>

namespace comity {

namespace {

namespace fact = law::fact;

// locate.exposure, in the order of the parameter's levels.
enum class ExposureBy : std::uint8_t { law, place };

// A state that may ask for data at one of a provider's storage options.
struct Place {
  int state = 0;
  int option = 0;
};

// Data of a resident as the law of a state sees them while they are kept elsewhere.
law::FactSet resident_facts(const World& world, const Context& context, const Custody& custody,
                            int seen_from) {
  const auto flag = [](bool holds, law::FactSet bit) { return holds ? bit : law::FactSet{0}; };
  return flag(custody.market == seen_from,
              fact::resident_here | fact::national_here | fact::offers_here | fact::content) |
         flag(world.market.established(custody.provider, seen_from) != 0, fact::established_here) |
         flag(context.config.providers[index(custody.provider)].home == seen_from,
              fact::headquartered_here | fact::controls_from_here);
}

double mandate_chance(const World& world, const Context& context, int jurisdiction, law::FactSet facts) {
  const law::CompiledLaw& law = *world.laws[index(jurisdiction)].law;
  const law::Holding answer = law::ask_one(law, law::Effect::localises, facts);
  if (answer.certain) return 1.0;
  if (!answer.possible) return 0.0;
  return law::chance(context.config.library, law, law::Effect::localises, facts);
}

void add_breach(double& breach, double chance) { breach = 1.0 - (1.0 - breach) * (1.0 - chance); }

int main_option(const Eigen::ArrayXXd& storage, int market) {
  Eigen::Index best = 0;
  storage.row(market).maxCoeff(&best);
  return static_cast<int>(best);
}

void note_relocation(World& world, const Context& context, const Custody& custody) {
  const int main = main_option(world.market.storage[index(custody.provider)], custody.market);
  const StorageOption& option = context.setup.options[index(custody.provider)][index(main)];
  log_event(world.events,
            RelocationRow{world.clock.end, custody.provider, custody.market, option.site, option.control});
}

// What an order of a foreign state for content of the market's residents, kept at this option, would come to [0, 1].
double compulsion(const World& world, const Context& context, const Custody& custody, const Place& place) {
  Demand demand;
  demand.forum = static_cast<std::int16_t>(place.state);
  demand.provider = static_cast<std::int16_t>(custody.provider);
  demand.option = static_cast<std::int16_t>(place.option);
  demand.residence = static_cast<std::int16_t>(custody.market);
  demand.kind = DataKind::content;
  demand.serious = true;
  note_places(demand, context);
  return effect_in(matter_of(world, context, demand), Instrument::order, place.state, law::Effect::compels)
      .chance;
}

// The states whose law can reach data at an option: that of the provider's home, where it has control, and the site's.
std::vector<int> reaching_states(const Context& context, int provider, const StorageOption& option) {
  if (option.control == Control::customer_keys) return {};
  const int home = context.config.providers[index(provider)].home;
  if (option.control != Control::own || home == option.site) return {option.site};
  return {home, option.site};
}

// Whether the provider has not withdrawn the option from the market.
bool is_offered(const World& world, const Custody& custody, std::size_t option) {
  const auto& marks = world.market.protection[index(custody.provider)];
  return static_cast<Protection>(marks(custody.market, static_cast<Eigen::Index>(option))) !=
         Protection::withdrawn;
}

// Closes part of the gap between where the data are and where the provider wants them.
void move_data(World& world, const Context& context, const Custody& custody, double fraction) {
  const auto [provider, market] = custody;
  const std::vector<double> target = storage_target(world, context, custody);
  Eigen::ArrayXXd& storage = world.market.storage[index(provider)];
  const int before = main_option(storage, market);
  double moved = 0.0;
  double sum = 0.0;
  for (std::size_t option = 0; option < target.size(); ++option) {
    double& share = storage(market, static_cast<Eigen::Index>(option));
    const double change = fraction * (target[option] - share);
    moved += std::abs(change) / 2.0;
    share += change;
    sum += share;
  }
  storage.row(market) /= sum;
  const double weight = world.market.share[static_cast<std::size_t>(Segment::consumer)](provider, market);
  world.tally.add(Metric::relocated, index(market), weight * moved);
  if (main_option(storage, market) != before) note_relocation(world, context, custody);
}

}  // namespace

double exposure_of(const World& world, const Context& context, const Custody& custody, std::size_t option) {
  const auto [provider, market] = custody;
  const StorageOption place = option_in(world, context, custody, option);
  if (static_cast<ExposureBy>(context.parameters().locate.exposure) == ExposureBy::place) {
    return is_exposed(context, custody, place) ? 1.0 : 0.0;
  }
  double exposure = 0.0;
  for (const int state : reaching_states(context, provider, place)) {
    if (state == market) continue;
    exposure += compulsion(world, context, custody, {state, static_cast<int>(option)});
  }
  return exposure;
}

void refresh_exposure(World& world, const Context& context) {
  for (int provider = 0; provider < context.setup.providers; ++provider) {
    const auto& options = context.setup.options[index(provider)];
    for (std::size_t option = 0; option < options.size(); ++option) {
      std::uint32_t version = 1;  // the versions only grow, so that their sum tells
      for (const int state : {context.config.providers[index(provider)].home, options[option].site}) {
        version += world.law_versions(state, state);
      }
      std::uint32_t& known = world.market.exposure_version[index(provider)][option];
      if (known == version) continue;
      known = version;
      for (int market = 0; market < context.setup.states; ++market) {
        world.market.exposure[index(provider)](market, static_cast<Eigen::Index>(option)) =
            exposure_of(world, context, {provider, market}, option);
      }
    }
  }
}

double latency(const Context& context, int site, int market) {
  if (site == market) return 0.0;
  return context.config.states[index(site)].region == context.config.states[index(market)].region ? 0.5 : 1.0;
}

bool is_exposed(const Context& context, const Custody& custody, const StorageOption& option) {
  if (option.control == Control::customer_keys) return false;
  const bool through_home = option.control == Control::own &&
                            context.config.providers[index(custody.provider)].home != custody.market;
  return through_home || option.site != custody.market;
}

std::vector<double> mandate_breaches(const World& world, const Context& context, const Custody& custody) {
  const auto [provider, market] = custody;
  const auto& options = context.setup.options[index(provider)];
  std::vector<double> breaches(options.size(), 0.0);
  const double own = mandate_chance(world, context, market, resident_facts(world, context, custody, market));
  for (std::size_t option = 0; option < options.size(); ++option) {
    if (options[option].site != market) breaches[option] = own;
  }
  for (const int jurisdiction : context.setup.unions_of[index(market)]) {
    const std::vector<int>& members = states_of(context, jurisdiction);
    law::FactSet facts = 0;
    for (const int member : members) facts |= resident_facts(world, context, custody, member);
    const double chance = mandate_chance(world, context, jurisdiction, facts);
    if (chance <= 0.0) continue;
    for (std::size_t option = 0; option < options.size(); ++option) {
      const bool inside = std::find(members.begin(), members.end(), options[option].site) != members.end();
      if (!inside) add_breach(breaches[option], chance);
    }
  }
  return breaches;
}

double option_utility(const World& world, const Context& context, const Custody& custody,
                      std::size_t option) {
  const auto [provider, market] = custody;
  const auto& locate = context.parameters().locate;
  const StorageOption& place = context.setup.options[index(provider)][option];
  double utility = -place.cost - locate.latency_weight * latency(context, place.site, market);
  if (place.control != Control::own) utility -= locate.trustee_premium;
  utility -= locate.exposure_weight * (1.0 - world.market.trust(provider, market)) *
             world.market.exposure[index(provider)](market, static_cast<Eigen::Index>(option));
  if (place.site == market) utility += locate.demand_weight * context.config.states[index(market)].privacy;
  return utility;
}

std::vector<double> storage_target(const World& world, const Context& context, const Custody& custody) {
  const auto& locate = context.parameters().locate;
  const auto& options = context.setup.options[index(custody.provider)];
  std::vector<double> target = mandate_breaches(world, context, custody);
  Day first = kNever;
  for (const StorageOption& option : options) first = std::min(first, option.from);
  const Day today = std::max(first, world.clock.day());  // before all sites: the earliest
  double best = -1e300;
  for (std::size_t option = 0; option < options.size(); ++option) {
    target[option] =
        option_utility(world, context, custody, option) - locate.mandate_penalty * target[option];
    if (is_offered(world, custody, option) && options[option].from <= today)
      best = std::max(best, target[option]);
  }
  double sum = 0.0;
  for (std::size_t option = 0; option < options.size(); ++option) {
    const bool open = is_offered(world, custody, option) && options[option].from <= today;
    target[option] = open ? exp_same(locate.precision * (target[option] - best)) : 0.0;
    sum += target[option];
  }
  for (double& share : target) share /= sum;
  return target;
}

void locate(World& world, const Context& context) {
  const auto& parameters = context.parameters();
  const double days = parameters.locate.review_days;
  const int reviews = periods_ending(world.clock, parameters.run.start, days);
  if (reviews == 0) return;
  refresh_exposure(world, context);
  const double fraction = -expm1_same(-parameters.locate.adjust * reviews * days / kDaysPerYear);
  for (int provider = 0; provider < context.setup.providers; ++provider) {
    for (int market = 0; market < context.setup.states; ++market) {
      const bool offered = context.setup.size[index(provider)][index(market)] > 0.0;
      if (offered) move_data(world, context, {provider, market}, fraction);
    }
  }
}

}  // namespace comity
