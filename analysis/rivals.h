/// Forecasts of measured values beside two rivals that know nothing of law: what was measured before, unchanged, and its trend.
#pragma once

#include "analysis/evidence_file.h"
#include "analysis/interval.h"
#include "enumeration.h"

#include <array>
#include <limits>
#include <vector>

namespace comity::analysis {

/// Who forecasts: X(name, words).
COMITY_ENUM(Foreteller,
            (runs, "the runs"),
            (no_change, "no change"),
            (trend, "the trend"))

/// How a forecast fares, on the scale of the observation: ln of the density it gave to what came (larger is better) and the continuous ranked
/// probability score (smaller is better). NaN: there is none.
struct ForetellerScore {
  double log_score = std::numeric_limits<double>::quiet_NaN();
  double crps = std::numeric_limits<double>::quiet_NaN();
};
using ForetellerScores = std::array<ForetellerScore, enum_count<Foreteller>>;

/// The scores of all for an observation with a history. `centres`: values of the formula that the runs give; `log_score`: theirs. The rivals
/// (forecast.h) have the error of the observation added to theirs.
ForetellerScores score_forecasts(const Observation& observation, std::vector<double> centres,
                                 double log_score);

/// Scores over observations: means, and by how much those of the runs are better than this one's, with 95 % intervals (skew_t) that take the
/// observations for independent.
struct RivalTotal {
  ForetellerScore mean;
  Bounded log_gain;
  Bounded crps_gain;
};
struct RivalTotals {
  std::size_t observations = 0;  // with a history
  std::array<RivalTotal, enum_count<Foreteller>> by;
};
RivalTotals rival_totals(const std::vector<ForetellerScores>& scores);

}  // namespace comity::analysis
