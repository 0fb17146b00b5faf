/// `comity law diff`: what a reform or time changes in the law of each state.
#pragma once

#include "law/query.h"

namespace comity::law {

/// What is newly compelled, forbidden, permitted … in minimal sentences: between the two days asked about, and with the
/// reform's files against without. Throws Error when there is neither a reform nor a later day, or a reform that any state
/// may adopt is given to none.
comity::Answer answer_diff(const Library& library, const Query& query);

}  // namespace comity::law
