/// `comity analyze tune`: which factor values agree with observations.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The question, with its help and options.
Question tune_question();

}  // namespace comity::analysis
