/// Paragraphs of a story, one function for each kind of note; story_text puts them together.
#pragma once

#include "explain/story.h"

#include <string>
#include <string_view>

namespace comity::explain {

/// The facts of the demand.
std::string tell(const Story& story, const Note& note, const Made& made);

/// What the laws said, in full.
std::string tell(const Story& story, const Note& note, const LawSaid& said);

/// Choice and answers.
std::string tell(const Story& story, const Note& note, const Chosen& chosen);
std::string tell(const Story& story, const Note& note, const Weighed& weighed);
std::string tell(const Story& story, const Note& note, const Resisted& resisted);
std::string tell(const Story& story, const Note& note, const Parted& parted);
std::string tell(const Story& story, const Note& note, const Answered& answered);
std::string tell(const Story& story, const Note& note, const Granted& granted);
std::string tell(const Story& story, const Note& note, const Queued& queued);
std::string tell(const Story& story, const Note& note, const Served& served);

/// The courts.
std::string tell(const Story& story, const Note& note, const Opened& opened);
std::string tell(const Story& story, const Note& note, const Settled& settled);
std::string tell(const Story& story, const Note& note, const Move& move);
std::string tell(const Story& story, const Note& note, const Briefs& briefs);
std::string tell(const Story& story, const Note& note, const Heard& heard);
std::string tell(const Story& story, const Note& note, const Decided& decided);
std::string tell(const Story& story, const Note& note, const Petitioned& petitioned);
std::string tell(const Story& story, const Note& note, const Changed& changed);
std::string tell(const Story& story, const Note& note, const Reformed& reformed);
std::string tell(const Story& story, const Note& note, const Fined& fined);

/// The end.
std::string tell(const Story& story, const Note& note, const Ended& ended);

/// The demand at hand, as it was made; the diary must hold it.
const Demand& demand_of(const Story& story);

/// Where its data lie: one of the provider's storage options.
const StorageOption& option_of(const Story& story, const Demand& demand);

/// `1 real demand`, `9 real demands`.
std::string counted_real(double number);

/// `demand US-48-17.1`, `demands US-48-17.1 to US-48-17.3`.
std::string parts_words(const Story& story, const Parted& parted);

/// The whole in a few sentences.
std::string tell_in_short(const Story& story);

/// A paragraph; an item of a list, marked and set off.
std::string paragraph(const std::string& text);
std::string item(const std::string& text, std::size_t indent = 4, std::string_view mark = "-");

}  // namespace comity::explain
