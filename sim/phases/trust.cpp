#include "phases/trust.h"

#include "index.h"
#include "phases/locate.h"
#include "phases/periods.h"
#include "phases/phases.h"
#include "random/elementary.h"
#include "world/mandates.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace comity {

namespace {

constexpr double kNotOffered = -std::numeric_limits<double>::infinity();

// Rate at which trust approaches its settled value [1/year].
double trust_rate(const TrustParameters& trust, const Conduct& conduct) {
  const double known = trust.publicity * log1p_same(conduct.disclosures);
  return trust.restoring + trust.fight * conduct.fights + trust.disclosure * known;
}

double local_share(const World& world, const Context& context, int provider, int market) {
  const auto& options = context.setup.options[index(provider)];
  double local = 0.0;
  for (std::size_t option = 0; option < options.size(); ++option) {
    if (options[option].site != market) continue;
    local += world.market.storage[index(provider)](market, static_cast<Eigen::Index>(option));
  }
  return local;
}

void update_trust(World& world, const Context& context) {
  const auto& parameters = context.parameters().trust;
  Market& market = world.market;
  for (int state = 0; state < context.setup.states; ++state) {
    for (int provider = 0; provider < context.setup.providers; ++provider) {
      if (context.setup.size[index(provider)][index(state)] <= 0.0) continue;
      const Conduct conduct{market.fights(provider, state) / world.clock.years,
                            world.clock.rate_before(market.disclosure_rate(provider, state))};
      double& trust = market.trust(provider, state);
      trust = next_trust(parameters, trust, conduct, world.clock.years);
    }
  }
}

// What is worked out once for a market: utilities without the segment's factor, nests, targets.
struct Choice {
  std::vector<int> nest;
  std::vector<double> common;
  std::vector<double> utility;
  std::vector<double> target;
};

Choice make_choice(const Context& context) {
  Choice choice;
  for (const ProviderConfig& provider : context.config.providers) choice.nest.push_back(provider.home);
  const auto providers = index(context.setup.providers);
  choice.common.resize(providers);
  choice.utility.resize(providers);
  choice.target.resize(providers);
  return choice;
}

// Customers see whose law a provider answers to, not where it keeps their data: the chance that the law of its home, where
// that is not theirs, reaches data kept abroad.
double reach_of_home(const World& world, const Context& context, int provider, int market) {
  const int home = context.config.providers[index(provider)].home;
  return home == market ? 0.0 : reaches_abroad(world, context, home);
}

// ln size + b_T trust - b_P price + b_L (share of the market's data kept in it) - b_E (1 - trust) (reach of its home); the segment's
// factor comes on top.
double common_utility(const World& world, const Context& context, int provider, int market) {
  const double size = context.setup.size[index(provider)][index(market)];
  if (size <= 0.0 || world.market.present(provider, market) == 0) return kNotOffered;
  const auto& trust = context.parameters().trust;
  return log_same(size) + trust.trust_weight * world.market.trust(provider, market) -
         trust.price_weight * context.config.providers[index(provider)].price +
         trust.local_weight * local_share(world, context, provider, market) -
         trust.exposure_weight * (1.0 - world.market.trust(provider, market)) *
             reach_of_home(world, context, provider, market);
}

// Targets of one segment from the common utilities; whoever is offered to nobody there counts as if to all.
void aim(const Context& context, Choice& choice, std::size_t segment) {
  for (std::size_t provider = 0; provider < choice.common.size(); ++provider) {
    const double factor = context.config.providers[provider].segment[segment];
    choice.utility[provider] = factor > 0.0 ? choice.common[provider] + log_same(factor) : kNotOffered;
  }
  const double dissimilarity = context.parameters().trust.nest;
  nested_shares(choice.utility, choice.nest, dissimilarity, choice.target);
  const auto sum = [&] {
    double total = 0.0;
    for (const double share : choice.target) total += share;
    return total;
  };
  if (sum() > 0.0) return;
  // A segment that nobody serves takes what the market offers; a market that nobody serves is spread evenly.
  nested_shares(choice.common, choice.nest, dissimilarity, choice.target);
  if (sum() > 0.0) return;
  std::fill(choice.target.begin(), choice.target.end(), 1.0 / static_cast<double>(choice.target.size()));
}

// The customers of one segment in one market.
struct Customers {
  std::size_t segment = 0;
  int market = 0;
  double reconsidering = 0.0;  // share of them that chooses anew
};

// Moves the customers' shares to the target as far as they reconsider; providers who have left lose theirs at once.
void move_shares(World& world, const Choice& choice, const Customers& customers) {
  auto share = world.market.share[customers.segment].col(customers.market);
  double sum = 0.0;
  for (std::size_t provider = 0; provider < choice.target.size(); ++provider) {
    double& now = share(static_cast<Eigen::Index>(provider));
    const bool gone = world.market.present(static_cast<Eigen::Index>(provider), customers.market) == 0;
    now = gone ? 0.0 : now + customers.reconsidering * (choice.target[provider] - now);
    sum += now;
  }
  for (std::size_t provider = 0; provider < choice.target.size(); ++provider) {
    double& now = share(static_cast<Eigen::Index>(provider));
    now = sum > 0.0 ? now / sum : choice.target[provider];
  }
}

// Moves all shares by what customers reconsider in `years`, and those of leavers even when that is 0.
void move_all_shares(World& world, const Context& context, double years) {
  const auto& trust = context.parameters().trust;
  const bool shocked = world.clock.end - world.market.last_revelation < trust.shock_years * kDaysPerYear;
  const double consumers = -expm1_same(-trust.reconsider * years);
  const double others = shocked ? -expm1_same(-trust.reconsider * trust.shock_factor * years) : consumers;
  Choice choice = make_choice(context);
  for (int market = 0; market < context.setup.states; ++market) {
    for (int provider = 0; provider < context.setup.providers; ++provider) {
      choice.common[index(provider)] = common_utility(world, context, provider, market);
    }
    for (std::size_t segment = 0; segment < kSegments; ++segment) {
      aim(context, choice, segment);
      const bool consumer = segment == static_cast<std::size_t>(Segment::consumer);
      move_shares(world, choice, {segment, market, consumer ? consumers : others});
    }
  }
}

bool has_leaver_with_share(const World& world) {
  const Market& market = world.market;
  for (const Eigen::ArrayXXd& share : market.share) {
    if (((market.present == 0) && (share > 0.0)).any()) return true;
  }
  return false;
}

}  // namespace

double settled_trust(const TrustParameters& trust, const Conduct& conduct) {
  const double rate = trust_rate(trust, conduct);
  if (rate <= 0.0) return trust.initial;
  return (trust.restoring * trust.initial + trust.fight * conduct.fights) / rate;
}

double next_trust(const TrustParameters& trust, double now, const Conduct& conduct, double years) {
  const double rate = trust_rate(trust, conduct);
  if (rate <= 0.0) return now;
  const double settled = (trust.restoring * trust.initial + trust.fight * conduct.fights) / rate;
  return settled + (now - settled) * exp_same(-rate * years);
}

void nested_shares(std::span<const double> utility, std::span<const int> nest, double dissimilarity,
                   std::span<double> shares) {
  std::fill(shares.begin(), shares.end(), 0.0);
  double best = kNotOffered;
  for (const double value : utility) best = std::max(best, value);
  if (best == kNotOffered) return;
  // The highest utility is taken off, so that nothing overflows.
  std::vector<double> inside(index(*std::max_element(nest.begin(), nest.end())) + 1, 0.0);
  for (std::size_t k = 0; k < utility.size(); ++k) {
    if (utility[k] == kNotOffered) continue;
    shares[k] = exp_same((utility[k] - best) / dissimilarity);
    inside[index(nest[k])] += shares[k];
  }
  double total = 0.0;
  for (double& weight : inside) {
    if (weight <= 0.0) continue;
    const double nest_weight = dissimilarity == 1.0 ? weight : pow_same(weight, dissimilarity);
    total += nest_weight;
    weight = nest_weight / weight;
  }
  for (std::size_t k = 0; k < utility.size(); ++k) shares[k] *= inside[index(nest[k])] / total;
}

void lose_trust(World& world, const Context& context, int state, double share) {
  for (int provider = 0; provider < context.setup.providers; ++provider) {
    if (context.config.providers[index(provider)].home != state) continue;
    for (int market = 0; market < context.setup.states; ++market) {
      if (market != state) world.market.trust(provider, market) *= 1.0 - share;
    }
  }
}

namespace {

// Shocks before the first simulated day: what is left of them when trust has been returning since.
void recall_shocks(World& world, const Context& context) {
  for (const ShockConfig& shock : context.config.shocks) {
    const double years = (world.clock.begin - shock.date) / kDaysPerYear;
    if (years <= 0.0) continue;
    const double left = shock.size * exp_same(-context.parameters().trust.restoring * years);
    if (context.on(PhaseName::trust)) lose_trust(world, context, shock.state, left);
    world.market.last_revelation = std::max(world.market.last_revelation, static_cast<double>(shock.date));
  }
}

}  // namespace

void settle_market(World& world, const Context& context) {
  Market& market = world.market;
  const int states = context.setup.states;
  market.trust =
      Eigen::ArrayXXd::Constant(context.setup.providers, states, context.parameters().trust.initial);
  recall_shocks(world, context);
  refresh_exposure(world, context);
  for (int provider = 0; provider < context.setup.providers; ++provider) {
    for (int state = 0; state < states; ++state) {
      const std::vector<double> target = storage_target(world, context, {provider, state});
      for (std::size_t option = 0; option < target.size(); ++option) {
        market.storage[index(provider)](state, static_cast<Eigen::Index>(option)) = target[option];
      }
    }
  }
  constexpr double kForever = 1e9;  // years to reconsider in: all the way to the target
  move_all_shares(world, context, kForever);
}

void trust(World& world, const Context& context) {
  const auto& parameters = context.parameters();
  update_trust(world, context);
  const double days = parameters.trust.review_days;
  const int reviews = periods_ending(world.clock, parameters.run.start, days);
  if (reviews > 0 || has_leaver_with_share(world)) {
    move_all_shares(world, context, reviews * days / kDaysPerYear);
  }
}

}  // namespace comity
