/// Reforms and focal disputes: the keys of [[reform]] and [[focal]].
#pragma once

#include "scenario/keys.h"

#include <vector>

namespace comity {

/// The rows behind `scenario_keys`.
std::vector<Key<ReformConfig>> reform_keys();
std::vector<Key<FocalConfig>> focal_keys();

/// Read all entries of these kinds from the whole document into `reading.config`.
void read_reforms(Reading& reading, const Value& root);
void read_focals(Reading& reading, const Value& root);

}  // namespace comity
