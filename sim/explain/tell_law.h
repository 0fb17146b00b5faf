/// Paragraphs of a story: the facts of the demand, and what the laws said.
#pragma once

#include "explain/story.h"

#include <string>

namespace comity::explain {

std::string tell(const Story& story, const Note& note, const Made& made);
std::string tell(const Story& story, const Note& note, const LawSaid& said);

}  // namespace comity::explain
