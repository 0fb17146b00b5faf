/// `comity analyze disputes`: how good a forecast the runs are of what became of coded disputes.
#pragma once

#include "analysis/disputes.h"
#include "analysis/question.h"

namespace comity::analysis {

/// The scores in words and tables; `runs` succeeded.
Answer disputes_answer(const DisputeScores& scores, const Outcomes& outcomes, std::size_t runs);

/// The question, with its help and options.
Question disputes_question();

}  // namespace comity::analysis
