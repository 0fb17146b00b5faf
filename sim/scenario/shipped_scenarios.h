/// The scenarios among the files that come with the program.
#pragma once

#include "text/table.h"

namespace comity {

/// Name, question and file of each, in alphabetical order; files that ask no question are parts of others.
Table shipped_scenarios();

}  // namespace comity
