/// Paragraphs of a story: what a ruling changed, what the legislature did, how it ended and what that meant.
#pragma once

#include "explain/story.h"

#include <string>

namespace comity::explain {

std::string tell(const Story& story, const Note& note, const Changed& changed);
std::string tell(const Story& story, const Note& note, const Reformed& reformed);
std::string tell(const Story& story, const Note& note, const Ended& ended);

}  // namespace comity::explain
