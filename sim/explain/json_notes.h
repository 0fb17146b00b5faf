/// Notes as JSON objects: `what` names the kind of the note.
#pragma once

#include "explain/story.h"

#include <nlohmann/json.hpp>

namespace comity::explain {

nlohmann::ordered_json note_json(const Story& story, const Made& made);
nlohmann::ordered_json note_json(const Story& story, const LawSaid& said);
nlohmann::ordered_json note_json(const Story& story, const Chosen& chosen);
nlohmann::ordered_json note_json(const Story& story, const Weighed& weighed);
nlohmann::ordered_json note_json(const Story& story, const Resisted& resisted);
nlohmann::ordered_json note_json(const Story& story, const Parted& parted);
nlohmann::ordered_json note_json(const Story& story, const Answered& answered);
nlohmann::ordered_json note_json(const Story& story, const Granted& granted);
nlohmann::ordered_json note_json(const Story& story, const Queued& queued);
nlohmann::ordered_json note_json(const Story& story, const Served& served);
nlohmann::ordered_json note_json(const Story& story, const Opened& opened);
nlohmann::ordered_json note_json(const Story& story, const Settled& settled);
nlohmann::ordered_json note_json(const Story& story, const Move& move);
nlohmann::ordered_json note_json(const Story& story, const Briefs& briefs);
nlohmann::ordered_json note_json(const Story& story, const Heard& heard);
nlohmann::ordered_json note_json(const Story& story, const Decided& decided);
nlohmann::ordered_json note_json(const Story& story, const Petitioned& petitioned);
nlohmann::ordered_json note_json(const Story& story, const Changed& changed);
nlohmann::ordered_json note_json(const Story& story, const Reformed& reformed);
nlohmann::ordered_json note_json(const Story& story, const Fined& fined);
nlohmann::ordered_json note_json(const Story& story, const Ended& ended);

/// Labels: id of a state or provider, name of a court or question (null: none), name of a code.
nlohmann::ordered_json state_id(const Story& story, int state);
nlohmann::ordered_json court_name(const Story& story, int court);
nlohmann::ordered_json question_label(const Story& story, int question);
std::string code_name(Coding coding, int code);

/// `no`, `arguable`, `yes`.
std::string certainty_name(Certainty certainty);

}  // namespace comity::explain
