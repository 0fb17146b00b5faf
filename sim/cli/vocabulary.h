/// The vocabulary of the law as shown to a user.
#pragma once

#include "law/library.h"

#include <string>

namespace comity {

/// Facts by scope, impossible combinations and effects, a line each.
std::string vocabulary_as_text(const law::Library& library);

/// The same as JSON: {"facts": […], "never": […], "effects": […]}.
std::string vocabulary_as_json(const law::Library& library);

/// The facts alone, a row each: words, scope, meaning (RFC 4180).
std::string vocabulary_as_csv(const law::Library& library);

}  // namespace comity
