/// The questions of `comity analyze`.
#pragma once

#include "analysis/question.h"

#include <vector>

namespace comity::analysis {

/// All questions there are, in the order of the help: an estimator becomes one by its row here.
std::vector<Question> questions();

}  // namespace comity::analysis
