/// `comity analyze spread`: how readings, splits and citations spread among courts.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The question, with its help and options.
Question spread_question();

}  // namespace comity::analysis
