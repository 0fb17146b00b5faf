/// `comity law check`, `test` and `facts`: what is said of the files themselves.
#pragma once

#include "law/load.h"
#include "law/query.h"

namespace comity::law {

/// Every error of the files, or where there is none every warning; the answer has failed when there are errors. When a day is
/// asked about: also which files were last compared with their sources before it.
comity::Answer answer_check(const Loaded& loaded, const Query& query);

/// The files' own decided cases; the answer has failed when one of them does not hold.
comity::Answer answer_test(const Library& library, const Query& query);

/// The treaties, agreements, memberships and decisions of adequacy in the files, in their order: on a day, where one is asked about,
/// those in force; of one state those that concern it or a union to which it has ever belonged, of several states those that concern
/// two of them.
comity::Answer answer_treaties(const Library& library, const Query& query);

/// The words that rules may use, impossible combinations, and effects.
comity::Answer answer_facts(const Library& library, const Query& query);

}  // namespace comity::law
