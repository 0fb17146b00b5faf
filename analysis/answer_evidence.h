/// `comity analyze evidence`: how likely the simulation makes what was observed.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The question, with its help and options.
Question evidence_question();

}  // namespace comity::analysis
