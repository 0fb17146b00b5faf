/// `comity analyze compare`: policies (arms) under the same draws.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The question, with its help and options.
Question compare_question();

}  // namespace comity::analysis
