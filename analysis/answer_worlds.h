/// `comity analyze worlds`: what in runs of plausible worlds is ignorance, of which parameters, and what it would be worth to know one.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The question, with its help and options.
Question worlds_question();

}  // namespace comity::analysis
