/// `comity analyze compare A.h5 B.h5`: what differs between the runs of two files, and between their inputs.
#pragma once

#include "analysis/question.h"

namespace comity::analysis {

/// The second file against the first; `asked.other` must be there. Throws Error when the worlds do not fit.
Answer answer_compare_files(const Inquiry& asked);

}  // namespace comity::analysis
