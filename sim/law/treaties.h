/// Which treaties bind two states, and to which unions a state belongs, on a day.
#pragma once

#include "law/library.h"

#include <string>
#include <vector>

namespace comity::law {

/// Whether a file of treaties is among the files; without one nothing is known about "treaty in force".
bool knows_treaties(const Library& library);

/// What must be known of the files when states are compared, a sentence each: there is no file of treaties; the law of a union is
/// given, but no state whose law is given belongs to it on the day, so that it binds nobody.
std::vector<std::string> missing_ties(const Library& library, Day day);

/// Whether it binds its parties on a day.
bool is_in_force(const Treaty& treaty, Day day);

/// Whether a state, or a union to which it has ever belonged, is among the parties or those who decided, on whatever day.
bool concerns(const Library& library, const Treaty& treaty, const std::string& state);

/// Whether some treaty or agreement in the files concerns a state.
bool is_party_of_any(const Library& library, const std::string& state);

/// The treaty of a kind that binds two states (or a state and a union) on a day, whatever the offence; of several the most special,
/// between the fewest states, and among those the first in the files; nothing when there is none.
const Treaty* treaty_between(const Library& library, Treaty::Kind kind,
                             const std::pair<std::string, std::string>& sides, Day day);

/// The treaties of assistance for some offences only that bind two states on a day.
std::vector<const Treaty*> conventions_between(const Library& library,
                                               const std::pair<std::string, std::string>& sides, Day day);

/// The decision by which the first state (or union), or a union to which it belongs, has found on a day that data are adequately
/// protected by the authorities of the second; nothing when there is none.
const Treaty* adequacy_between(const Library& library, const std::pair<std::string, std::string>& sides,
                               Day day);

/// The unions a state belongs to on a day, in file order.
std::vector<std::string> unions_of(const Library& library, const std::string& state, Day day);

}  // namespace comity::law
