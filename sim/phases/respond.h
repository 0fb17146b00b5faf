/// Kernels of the phase `respond`: what an order costs a provider and how it answers.
#pragma once

#include "phases/situation.h"

#include <array>

namespace comity {

/// A provider's answers to an order.
enum class Reply : std::uint8_t { comply, challenge, refuse };
inline constexpr int kReplies = 3;

/// What a provider weighs [value, except success].
struct Stakes {
  double disclosure = 0.0;  // L: what handing over costs it
  double breach = 0.0;      // K: penalty of the forbidding state times the chance that its bar holds
  double success = 0.0;     // p: believed chance that the order falls [0, 1]
  double precedent = 0.0;   // G: worth of a precedent in its favour
  double signal = 0.0;      // trust won by fighting in public
  double fines = 0.0;       // expected fines while it fights and loses
  double sanction = 0.0;    // expected cost of refusing
  double challenge_cost = 0.0;
};

/// Utilities of comply, challenge, refuse [value].
std::array<double, kReplies> reply_utilities(const Stakes& stakes);

/// Logit over the answers with this precision [1/value]. Sums to 1.
std::array<double, kReplies> reply_probabilities(const Stakes& stakes, double precision);

/// Chance that an order falls on its merit where the law is certain: `base` at merit 0, falling with merit.
double merit_chance(double base, double perceived_merit);

/// A decision taken for each of `number` real demands, seen on the one simulated demand: 1 - (1 - p)^number.
double per_real_demand(double probability, double number);

/// Stakes of an order for this demand; `question` < 0: the law is certain, only merit can be disputed.
Stakes weigh_order(const World& world, const Context& context, const Demand& demand, int question);

}  // namespace comity
