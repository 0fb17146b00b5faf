/// `comity law test --coverage`: what of the law no decided case pins.
#pragma once

#include "law/query.h"

namespace comity::law {

/// Every confirmed rule that could be dropped, or whose first or last day could move by a year, without a decided case
/// failing; the answer has failed when there is one, or when a case fails.
comity::Answer answer_coverage(const Library& library, const Query& query);

}  // namespace comity::law
