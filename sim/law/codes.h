/// Codes of states and unions in law files. Internal to sim/law.
#pragma once

#include "law/loading.h"

namespace comity::law {

/// Complains about states and parties of treaties that are neither codes of states (text/state_code.h) nor declared unions, and
/// about unions with the code of a state. Declared is the EU, which has a reserved code, and every union of a membership.
void check_codes(Loader& loader);

}  // namespace comity::law
