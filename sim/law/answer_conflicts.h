/// `comity law conflicts`: where one state compels what another forbids, on a day or between two.
#pragma once

#include "law/query.h"

namespace comity::law {

/// The conflicts of every pair of states on the day asked about: a matrix of marks, the shortest examples in words with the
/// rules and sources of both, and which other route dissolves them; where a later day is given, what changed until then.
/// Throws Error when no day is named, the later is not later, or the files are the law of fewer than two states.
comity::Answer answer_conflicts(const Library& library, const Query& query);

}  // namespace comity::law
