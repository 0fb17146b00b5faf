/// `comity law page`: what a page of the library shows to people who read law.
#pragma once

#include "law/query.h"

namespace comity::law {

/// What the page is filled with: the states asked for with the unions to which they ever belonged (else all but invented ones,
/// and the laws that any state may use), all their rules, definitions, open questions and treaties of whatever day, and the
/// conflicts between the states on each of `query.days` (without one: on the day on which a file was last compared with its
/// sources, else on the last first day of a rule). Conditions are lists of pieces: a text, or a text with the place on the page
/// that explains it, `fact-3` or `define-0`. Throws Error for an unknown state and when no file is a law.
Cell page_contents(const Library& library, const Query& query);

}  // namespace comity::law
