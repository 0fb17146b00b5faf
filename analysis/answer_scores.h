/// `comity analyze scores`: how an output depends on each factor.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The question, with its help and options.
Question scores_question();

}  // namespace comity::analysis
