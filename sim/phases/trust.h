/// Kernels of the phase `trust`: customers' trust in providers, and which provider they choose.
#pragma once

#include "world/context.h"

#include <span>

namespace comity {

/// What customers of a market see of a provider in a year.
struct Conduct {
  double fights = 0.0;       // public fights for its users [fight-years/year]
  double disclosures = 0.0;  // residents whose data it gave to another state [1/year, real]
};

/// Trust in the long run under constant conduct: (kap T0 + e_plus g) / (kap + e_plus g + e_minus b) with g =
/// fights and b = publicity ln(1 + disclosures).
double settled_trust(const TrustParameters& trust, const Conduct& conduct);

/// Trust after `years` of constant conduct: dT/dt = kap (T0 - T) + e_plus g (1 - T) - e_minus b T, solved
/// exactly.
double next_trust(const TrustParameters& trust, double now, const Conduct& conduct, double years);

/// Shares of alternatives by the nested logit (McFadden 1978); `nest` numbers each one's nest from 0, a
/// utility of minus infinity means not offered. At dissimilarity 1 the plain logit. All shares are 0 when
/// nothing is offered.
void nested_shares(std::span<const double> utility, std::span<const int> nest, double dissimilarity,
                   std::span<double> shares);

/// Customers of other markets trust the providers of this state less, by this share.
void lose_trust(World& world, const Context& context, int state, double share);

/// Sets the market of the first day: trust as given, less what is left of shocks before, storage and shares at their targets.
void settle_market(World& world, const Context& context);

}  // namespace comity
