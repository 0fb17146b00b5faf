#include "analysis/questions.h"

#include "analysis/answer_compare.h"
#include "analysis/answer_disputes.h"
#include "analysis/answer_evidence.h"
#include "analysis/answer_morris.h"
#include "analysis/answer_prim.h"
#include "analysis/answer_scores.h"
#include "analysis/answer_sobol.h"
#include "analysis/answer_spread.h"
#include "analysis/answer_summary.h"
#include "analysis/answer_tune.h"
#include "analysis/answer_worlds.h"

namespace comity::analysis {

std::vector<Question> questions() {
  return {summary_question(),  compare_question(), sobol_question(), morris_question(),
          scores_question(),   prim_question(),    tune_question(),  evidence_question(),
          disputes_question(), spread_question(),  worlds_question()};
}

}  // namespace comity::analysis
