/// `comity analyze sobol`: which factors make the output vary.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The question, with its help and options.
Question sobol_question();

}  // namespace comity::analysis
