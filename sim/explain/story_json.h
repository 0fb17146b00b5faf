/// A story as JSON for programs: the fields of its notes, in full figures and with the labels of the results file.
#pragma once

#include "explain/story.h"

#include <nlohmann/json_fwd.hpp>

namespace comity::explain {

nlohmann::ordered_json story_json(const Story& story);

}  // namespace comity::explain
