#include "phases/capability.h"

#include "index.h"
#include "phases/demand_stream.h"
#include "phases/locate.h"
#include "phases/notes.h"
#include "phases/occur.h"
#include "phases/reply.h"
#include "phases/watch.h"
#include "random/distributions.h"
#include "random/elementary.h"
#include "world/places.h"

#include <algorithm>

namespace comity {

namespace {

constexpr unsigned kWhatIsAsked = 1;  // number of the draw; 0: which of the two ways

// Orders ask for more or less, and providers have given their word to more or fewer. The same whenever the order is weighed.
double cost_of_removing(const Context& context, const Demand& demand) {
  const auto& respond = context.parameters().respond;
  const double own = context.config.providers[index(demand.provider)].protection_cost;
  Stream stream = demand_stream(context, Purpose::lift_protection, demand, kWhatIsAsked);
  const double asked = exp_same(respond.protection_spread * normal_quantile(stream.uniform()));
  return respond.disclosure_cost + (own < 0.0 ? respond.protection_cost : own) * asked;
}

// Whether the order is about this option, too: all that the provider keeps under the same control.
bool is_meant(const Context& context, const Demand& demand, std::size_t option) {
  const auto& options = context.setup.options[index(demand.provider)];
  return options[option].control == options[index(demand.option)].control;
}

// What was kept under the closed options goes to the others in their proportions, or to where the provider wants it.
void empty_closed_options(World& world, const Context& context, const Demand& demand) {
  const Custody custody{demand.provider, demand.residence};
  auto row = world.market.storage[index(custody.provider)].row(custody.market);
  const std::vector<double> target = storage_target(world, context, custody);
  for (std::size_t option = 0; option < target.size(); ++option) {
    if (is_meant(context, demand, option)) row(static_cast<Eigen::Index>(option)) = 0.0;
  }
  const double left = row.sum();
  for (std::size_t option = 0; option < target.size(); ++option) {
    double& share = row(static_cast<Eigen::Index>(option));
    share = left > 0.0 ? share / left : target[option];
  }
}

// It has nothing else to offer: its service there ends.
bool is_all_it_has(const Context& context, const Demand& demand) {
  for (std::size_t option = 0; option < context.setup.options[index(demand.provider)].size(); ++option) {
    if (!is_meant(context, demand, option)) return false;
  }
  return true;
}

void mark(World& world, const Context& context, const Demand& demand, Protection protection) {
  auto& marks = world.market.protection[index(demand.provider)];
  auto& versions = world.market.exposure_version[index(demand.provider)];
  for (std::size_t option = 0; option < versions.size(); ++option) {
    if (is_meant(context, demand, option))
      marks(demand.residence, static_cast<Eigen::Index>(option)) = static_cast<std::uint8_t>(protection);
    versions[option] = 0;  // exposures are found anew
  }
}

}  // namespace

Obedience weigh_obedience(const World& world, const Context& context, const Demand& demand) {
  const auto& respond = context.parameters().respond;
  const double business = business_at_stake(world, context, demand);
  Obedience obedience;
  const auto& storage = world.market.storage[index(demand.provider)];
  for (Eigen::Index option = 0; option < storage.cols(); ++option) {
    if (is_meant(context, demand, static_cast<std::size_t>(option)))
      obedience.protected_share += storage(demand.residence, option);
  }
  obedience.removing = std::min(cost_of_removing(context, demand), business);
  obedience.withdrawing = business * std::min(obedience.protected_share, 1.0);
  obedience.withdraws = logistic(respond.precision * (obedience.removing - obedience.withdrawing));
  return obedience;
}

bool obey_capability_order(World& world, const Context& context, const Demand& demand, double time) {
  const Obedience obedience = weigh_obedience(world, context, demand);
  Stream stream = demand_stream(context, Purpose::lift_protection, demand);
  const bool withdraws = draw_bernoulli(stream, obedience.withdraws);
  note(context, demand, time, [&] {
    return Unlocked{obedience.protected_share, obedience.removing, obedience.withdrawing, obedience.withdraws,
                    withdraws};
  });
  if (withdraws && is_all_it_has(context, demand)) {
    world.market.present(demand.provider, demand.residence) = 0;
  } else {
    mark(world, context, demand, withdraws ? Protection::withdrawn : Protection::removed);
    if (withdraws) empty_closed_options(world, context, demand);
  }
  note_law_change(world, context, demand.residence);
  return withdraws;
}

}  // namespace comity
