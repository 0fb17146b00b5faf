/// The parameters of the model as a table for people and programs.
#pragma once

#include "text/table.h"

namespace comity {

/// Every parameter: name, type, default, unit, low, high, prior, prior_low, prior_high, tag, meaning, source.
Table parameter_list();

}  // namespace comity
