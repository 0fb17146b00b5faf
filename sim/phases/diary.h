/// What is noted about one demand while a run is repeated: plain data in the order of time, for `comity explain`.
#pragma once

#include "phases/notes_on_answers.h"
#include "phases/notes_on_cases.h"
#include "world/name.h"

#include <variant>
#include <vector>

namespace comity {

/// One note.
struct Note {
  double time = 0.0;    // [day]
  double weight = 1.0;  // real demands it is about
  std::variant<Made, LawSaid, Chosen, Weighed, Resisted, Parted, Answered, Granted, Queued, Served, Opened,
               Settled, Move, Briefs, Heard, Decided, Petitioned, Changed, Reformed, Fined, Ended>
      what;
};

/// Everything noted about one demand; of a part also what was noted about the whole before it went its own way.
struct Diary {
  DemandName name;
  std::vector<Note> notes;
  law::QuestionSet questions = 0;  // open questions on which an order depended
  double fight_years = 0.0;
  bool adverse = false;     // an adverse ruling of this step, not yet compared with reforms
  bool parted = false;      // the watched part has left the whole
  bool stay_known = false;  // whether the fines run has been noted
};

}  // namespace comity
