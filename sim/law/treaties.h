/// Which treaties bind two states, and to which unions a state belongs, on a day.
#pragma once

#include "law/library.h"

#include <string>
#include <vector>

namespace comity::law {

/// Whether a file of treaties is among the files; without one nothing is known about "treaty in force".
bool knows_treaties(const Library& library);

/// Whether a state, or a union to which it has belonged, is a party of any treaty or agreement in the files, on whatever day.
bool is_party_of_any(const Library& library, const std::string& state);

/// The first treaty of a kind that binds two states (or a state and a union) on a day; nothing when none does.
const Treaty* treaty_between(const Library& library, Treaty::Kind kind,
                             const std::pair<std::string, std::string>& sides, Day day);

/// The unions a state belongs to on a day, in file order.
std::vector<std::string> unions_of(const Library& library, const std::string& state, Day day);

}  // namespace comity::law
