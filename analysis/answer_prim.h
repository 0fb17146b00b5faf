/// `comity analyze prim`: in which box of factors cases of interest are frequent.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The question, with its help and options.
Question prim_question();

}  // namespace comity::analysis
