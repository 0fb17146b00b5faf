/// Kernels of the phase `locate`: where, and under whose control, a provider wants to keep a market's data.
#pragma once

#include "world/context.h"

#include <vector>

namespace comity {

/// Distance of a site from a market: 0 in it, 1/2 in its region, else 1.
double latency(const Context& context, int site, int market);

/// Whether data of the market lie within reach of another state: through the provider (its home, or a site
/// abroad), or through a trustee abroad; never where the customer holds the keys.
bool is_exposed(const Context& context, int provider, const StorageOption& option, int market);

/// Chance, per option of the provider, that keeping the market's data there breaks a localisation mandate of
/// the market's law (data must be in the state) or of its unions' (in any member).
std::vector<double> mandate_breaches(const World& world, const Context& context, int provider, int market);

/// What an option is worth to the provider for this market's data, apart from mandates [-cost].
double option_utility(const World& world, const Context& context, int provider, int market,
                      std::size_t option);

/// Shares of the market's data per option that the provider aims at: softmax with locate.precision over the
/// options open today; the earliest one where none is open yet. Sums to 1.
std::vector<double> storage_target(const World& world, const Context& context, int provider, int market);

}  // namespace comity
