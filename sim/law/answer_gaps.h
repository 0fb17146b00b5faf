/// `comity law gaps`: situations in which no lawful way leads one state to data another has to do with.
#pragma once

#include "law/query.h"

namespace comity::law {

/// The gaps of every pair of states on the day asked about, with what closes each way in the shortest examples. Throws Error
/// when no day is named or the files are the law of fewer than two states.
comity::Answer answer_gaps(const Library& library, const Query& query);

}  // namespace comity::law
