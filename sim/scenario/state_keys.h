/// States with their courts, and unions of states: the keys of [[state]] and [[union]].
#pragma once

#include "scenario/keys.h"

#include <vector>

namespace comity {

/// The rows behind `scenario_keys`.
std::vector<Key<StateConfig>> state_keys();
std::vector<Key<CourtsConfig>> courts_keys();
std::vector<Key<CourtConfig>> court_keys();
std::vector<Key<CoercionStep>> coercion_keys();
std::vector<Key<DatedState>> dated_state_keys();
std::vector<Key<UnionConfig>> union_keys();

/// Read all entries of these kinds from the whole document into `reading.config`.
void read_states(Reading& reading, const Value& root);
void read_unions(Reading& reading, const Value& root);

}  // namespace comity
