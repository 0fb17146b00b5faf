/// What happens on a date: the keys of [[treaty]], [[shock]], [[ruling]] and [[history]].
#pragma once

#include "scenario/keys.h"

#include <vector>

namespace comity {

/// The rows behind `scenario_keys`.
std::vector<Key<TreatyConfig>> treaty_keys();
std::vector<Key<ShockConfig>> shock_keys();
std::vector<Key<RulingConfig>> ruling_keys();
std::vector<Key<HistoryConfig>> history_keys();

/// Read all entries of these kinds from the whole document into `reading.config`.
void read_treaties(Reading& reading, const Value& root);
void read_shocks(Reading& reading, const Value& root);
void read_rulings(Reading& reading, const Value& root);
void read_history(Reading& reading, const Value& root);

}  // namespace comity
