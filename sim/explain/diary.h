/// What is noted about one demand while a run is repeated: plain data in the order of time, for `comity explain`.
#pragma once

#include "explain/name.h"
#include "explain/notes_on_answers.h"
#include "explain/notes_on_cases.h"

#include <variant>
#include <vector>

namespace comity {

/// One note.
struct Note {
  double time = 0.0;      // [day]
  double weight = 1.0;    // real demands it is about
  bool in_court = false;  // about the one that went to court
  std::variant<Made, LawSaid, Chosen, Weighed, Resisted, Answered, Granted, Queued, Served, Opened, Settled,
               Move, Briefs, Heard, Decided, Petitioned, Changed, Reformed, Fined, Ended>
      what;
};

/// Everything noted about one demand.
struct Diary {
  DemandName name;
  std::vector<Note> notes;
  law::QuestionSet questions = 0;  // open questions on which an order depended
  double fight_years = 0.0;
  bool adverse = false;     // an adverse ruling of this step, not yet compared with reforms
  bool closing = false;     // the case ends with the next end of a demand
  bool stay_known = false;  // whether the fines run has been noted
};

}  // namespace comity
