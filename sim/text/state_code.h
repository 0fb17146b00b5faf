/// Codes of states: ISO 3166-1 alpha-2.
#pragma once

#include <string>
#include <string_view>

namespace comity {

/// Whether this is a code of a state, or one that ISO 3166-1 leaves to its users (AA, QM to QZ, XA to XZ, ZZ): invented ones.
bool is_state_code(std::string_view code);

/// The name of the state with this code, without accents; the code itself where it is none.
std::string_view state_name(std::string_view code);

/// Whether an id says a state of the world otherwise than by its code: "us", "USA", "UK", "Singapore"; or looks like a code, two
/// capitals, and is none.
bool is_miswritten_code(std::string_view id);

/// ` Did you mean "GB" (United Kingdom)?`, or which codes there are, with the leading blank: to end a message about a word that
/// is none. Knows other spellings: small letters, codes of three letters, names, UK and EL.
std::string state_code_advice(std::string_view word);

}  // namespace comity
