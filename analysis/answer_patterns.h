/// `comity analyze patterns`: target patterns and dates of history beside the simulation.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The question, with its help and options.
Question patterns_question();

}  // namespace comity::analysis
