/// Providers and where they store: the keys of [[provider]].
#pragma once

#include "scenario/keys.h"

#include <vector>

namespace comity {

/// The rows behind `scenario_keys`.
std::vector<Key<ProviderConfig>> provider_keys();
std::vector<Key<SiteConfig>> site_keys();
std::vector<Key<DatedProvider>> dated_provider_keys();

/// Read all entries of these kinds from the whole document into `reading.config`.
void read_providers(Reading& reading, const Value& root);

}  // namespace comity
