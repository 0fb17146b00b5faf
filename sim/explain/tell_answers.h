/// Paragraphs of a story: how the authority chose, what the provider weighed, how a central authority served.
#pragma once

#include "explain/story.h"

#include <string>

namespace comity::explain {

std::string tell(const Story& story, const Note& note, const Chosen& chosen);
std::string tell(const Story& story, const Note& note, const Approved& approved);
std::string tell(const Story& story, const Note& note, const Weighed& weighed);
std::string tell(const Story& story, const Note& note, const Resisted& resisted);
std::string tell(const Story& story, const Note& note, const Parted& parted);
std::string tell(const Story& story, const Note& note, const Answered& answered);
std::string tell(const Story& story, const Note& note, const Granted& granted);
std::string tell(const Story& story, const Note& note, const WaysToObey& ways);
std::string tell(const Story& story, const Note& note, const Unlocked& unlocked);
std::string tell(const Story& story, const Note& note, const Coerced& coerced);
std::string tell(const Story& story, const Note& note, const Queued& queued);
std::string tell(const Story& story, const Note& note, const Served& served);

}  // namespace comity::explain
