/// Answers of the law in words, for the commands of `comity law`.
#pragma once

#include "law/change.h"
#include "law/reasons.h"

#include <string>

namespace comity {

/// What an answer about an effect says, after "the United States": "compels", "arguably compels", "does not compel".
std::string verb_of(law::Effect effect, law::Outcome outcome);

/// A condition: "order is ours and content data and not data here", as a rule could have it; "always" when
/// nothing is told.
std::string in_words(const law::Library& library, const law::Cube& cube);

/// "\"judge approved\"" for each fact, joined by "and".
std::string quoted_facts(const law::Library& library, law::FactSet facts);

/// "us.records (18 U.S.C. § 2703(c)-(d))", with "not confirmed" where it is not.
std::string rule_in_words(const law::Library& library, std::uint32_t rule);

/// "no", "arguable", "yes".
std::string_view word_of(law::Outcome outcome);

}  // namespace comity
