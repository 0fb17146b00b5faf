/// Writing notes: what the files that watch the phases share.
#pragma once

#include "phases/diary.h"
#include "phases/watch.h"

#include <utility>

namespace comity {

/// Adds a note about a demand.
template <typename What>
void add_note(Diary& diary, const Demand& demand, double time, What what) {
  diary.notes.push_back({time, demand.weight, std::move(what)});
}

}  // namespace comity
