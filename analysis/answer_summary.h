/// `comity analyze summary`: means, medians and quantiles of the runs.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The question, with its help and options.
Question summary_question();

}  // namespace comity::analysis
