/// `comity analyze morris`: which factors matter at all.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The question, with its help and options.
Question morris_question();

}  // namespace comity::analysis
