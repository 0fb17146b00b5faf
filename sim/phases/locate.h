/// Kernels of the phase `locate`: where, and under whose control, a provider wants to keep a market's data.
#pragma once

#include "world/places.h"

#include <vector>

namespace comity {

/// Distance of a site from a market: 0 in it, 1/2 in its region, else 1.
double latency(const Context& context, int site, int market);

/// Whether data kept this way lie within reach of another state: through the provider (its home, or a site
/// abroad), or through a trustee abroad; never where the customer holds the keys.
bool is_exposed(const Context& context, const Custody& custody, const StorageOption& option);

/// How many foreign states can compel the disclosure of a market's data kept at an option, expected by the priors of open
/// questions: by the law in force of the provider's home, where it has control, and of the site (locate.exposure = law); or
/// 1 where the data are abroad or under foreign control (place).
double exposure_of(const World& world, const Context& context, const Custody& custody, std::size_t option);

/// Brings the table of exposures (Market::exposure) up to the law in force.
void refresh_exposure(World& world, const Context& context);

/// Chance, per option of the provider, that keeping the data there breaks a localisation mandate of
/// the market's law (data must be in the state) or of its unions' (in any member).
std::vector<double> mandate_breaches(const World& world, const Context& context, const Custody& custody);

/// What an option is worth to the provider for these data, apart from mandates [-cost].
double option_utility(const World& world, const Context& context, const Custody& custody, std::size_t option);

/// Shares of the data per option that the provider aims at: softmax with locate.precision over the
/// options open today; the earliest one where none is open yet. Sums to 1.
std::vector<double> storage_target(const World& world, const Context& context, const Custody& custody);

}  // namespace comity
