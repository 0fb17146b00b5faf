/// `comity law why`: how the law of each state answers in one situation, and why.
#pragma once

#include "law/query.h"

namespace comity::law {

/// For each state and effect: the effective rules, those switched off, what is enough for the answer, and the nearest
/// situations with another one. Throws Error when no day is named, or a fact or effect does not exist.
comity::Answer answer_why(const Library& library, const Query& query);

}  // namespace comity::law
