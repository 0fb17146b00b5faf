/// Paragraphs of a story: what the courts did, and what moved the votes.
#pragma once

#include "explain/story.h"

#include <string>

namespace comity::explain {

std::string tell(const Story& story, const Note& note, const Opened& opened);
std::string tell(const Story& story, const Note& note, const Settled& settled);
std::string tell(const Story& story, const Note& note, const Move& move);
std::string tell(const Story& story, const Note& note, const Briefs& briefs);
std::string tell(const Story& story, const Note& note, const Heard& heard);
std::string tell(const Story& story, const Note& note, const Decided& decided);
std::string tell(const Story& story, const Note& note, const Petitioned& petitioned);
std::string tell(const Story& story, const Note& note, const Fined& fined);

}  // namespace comity::explain
