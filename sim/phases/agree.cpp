#include "phases/agree.h"

#include "index.h"
#include "phases/legislate.h"
#include "phases/periods.h"
#include "random/elementary.h"
#include "world/mandates.h"

#include <algorithm>

namespace comity {

namespace {

// Which states have the power to conclude agreements, asked once for all pairs.
std::vector<std::uint8_t> find_powers(const World& world, const Context& context) {
  std::vector<std::uint8_t> powers;
  for (int state = 0; state < context.setup.states; ++state) {
    powers.push_back(may_conclude(world, context, state) ? 1 : 0);
  }
  return powers;
}

bool have_agreed(const World& world, int first, int second) {
  if (world.relations.agreement(first, second) != 0) return true;
  const auto& concluded = world.pending_agreements;
  return std::any_of(concluded.begin(), concluded.end(), [&](const PendingAgreement& agreement) {
    return agreement.first == first && agreement.second == second;
  });
}

Dyad describe(const World& world, const Context& context, int first, int second) {
  const auto& states = context.config.states;
  const Relations& relations = world.relations;
  return {states[index(first)].tradition == states[index(second)].tradition,
          world.clock.rate_now(relations.flow(first, second) + relations.flow(second, first)),
          (relations.stance(first, second) + relations.stance(second, first)) / 2.0};
}

// One pair in one month, the `month`-th of the run.
void negotiate(World& world, const Context& context, int month, const PendingAgreement& pair) {
  const auto& legislate = context.parameters().legislate;
  const double chance =
      monthly_agreement_chance(legislate, describe(world, context, pair.first, pair.second));
  Stream stream(context.key, Purpose::conclude_agreement, static_cast<std::uint32_t>(month),
                static_cast<std::uint32_t>(pair.first), static_cast<std::uint32_t>(pair.second));
  if (!draw_bernoulli(stream, chance)) return;
  PendingAgreement agreement = pair;
  agreement.force_time = agreement.concluded + draw_lag(stream, legislate.agreement_months * kDaysPerMonth);
  world.pending_agreements.push_back(agreement);
}

}  // namespace

double monthly_agreement_chance(const LegislateParameters& legislate, const Dyad& dyad) {
  return logistic(legislate.agreement_base + (dyad.similar ? legislate.agreement_similar : 0.0) +
                  legislate.agreement_flow * log1p_same(dyad.flow) +
                  legislate.agreement_stance * (dyad.stance - 0.5));
}

bool can_agree(const World& world, const Context& context, int first, int second) {
  return may_conclude(world, context, first) && may_conclude(world, context, second);
}

void conclude_agreements(World& world, const Context& context) {
  const Day start = context.parameters().run.start;
  const int months = periods_ending(world.clock, start, kDaysPerMonth);
  if (months == 0) return;
  const int last = periods_since(start, world.clock.end, kDaysPerMonth);
  const std::vector<std::uint8_t> powers = find_powers(world, context);
  for (int month = last - months + 1; month <= last; ++month) {
    for (int first = 0; first < context.setup.states; ++first) {
      for (int second = first + 1; second < context.setup.states; ++second) {
        const bool able = powers[index(first)] != 0 && powers[index(second)] != 0;
        if (!able || have_agreed(world, first, second)) continue;
        negotiate(world, context, month, {first, second, start + month * kDaysPerMonth, 0.0});
      }
    }
  }
}

}  // namespace comity
