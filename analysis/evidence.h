/// Observations beside the simulation: what the runs predict, and how likely they make what was observed.
///
/// One observation has one predictive distribution: the mean over the runs of what each says of it (or, pooled, what they say
/// together). It is judged by its logarithmic score, ln of the probability (of measured values the density on their scale) of what
/// was observed, and by its PIT, the predictive probability of less plus half of that of the same (Dawid 1984,
/// doi:10.2307/2981683; the mid-PIT of Czado et al. 2009, doi:10.1111/j.1541-0420.2009.01191.x, which draws nothing).
///
/// Smoothing, stated: R runs cannot say that something is less likely than about one in R. So a run is added that knows nothing: of
/// `trials` all numbers of successes are alike likely to it, a count k has 1 / ((k + 1) (k + 2)), an event comes with 1/2 on an
/// unknown day of the run or never, and a step of a path comes with 1/2 (Jeffreys 1946, doi:10.1098/rspa.1946.0056). Measured
/// values need none.
///
/// Of runs in plausible worlds (worlds.h) `pooled` is world by world: what the runs of one world say together, then the mean over worlds.
/// Intervals are over worlds.
///
/// A path of many steps is unlikely whatever it is. What is judged is whether one of its steps is: by the probability that the least
/// likely of so many is no likelier (Sidak 1967, doi:10.1080/01621459.1967.10482935).
#pragma once

#include "analysis/evidence_file.h"
#include "analysis/likelihood.h"
#include "analysis/path.h"
#include "analysis/record.h"
#include "analysis/rivals.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace comity::analysis {

/// By the smaller tail of the PIT: above .05, above .01, below; of a path by its tail itself, since no step is too likely.
/// `unreadable`: the results do not say.
enum class Verdict : std::uint8_t { ordinary, unusual, extreme, unreadable };

inline constexpr double kUnusual = 0.05;
inline constexpr double kExtreme = 0.01;

/// Two ends.
struct Span {
  double low = 0.0;
  double high = 0.0;
};

/// One observation beside the simulation; NaN: not known. What is predicted is in the unit of the observation: successes and counts as
/// such, a date as its day; it is by the runs alone, without the one that knows nothing.
struct EvidenceFinding {
  Verdict verdict = Verdict::unreadable;
  std::string reason;  // of `unreadable`
  bool sure = false;   // the verdict is the same over the whole 95 % interval of the PIT
  double estimate =
      0.0;  // of the formula: mean over runs, pooled the formula of means; of a date its median; of a path its probability
  // 95 % interval of the estimate over replicates: of a mean skew_t, of a condition exact_share, of a median order_statistics, of pooled sums
  // jackknife; NaN where there is none, of a formula that no replicate has a part in its value
  Span confidence;
  Span range;                  // 5 and 95 % quantiles of the replicates' own values
  std::size_t replicates = 0;  // that have a value
  double happens = 0.0;        // date: share of the replicates in which it does
  double median = 0.0;  // of the predictive distribution; infinite: a date that is more likely never to come
  Span predicted;       // 90 % of it
  double log_score = 0.0;  // at least -708, where numbers end
  double pit = 0.0;   // of a path its tail, 1 - (1 - p)^n of its n steps, the least likely of which has p
  Span pit_interval;  // 95 %, jackknife over replicates, or over worlds
  std::vector<StepFinding> steps;
  ForetellerScores forecasts;  // of an observation with a history
};

/// Opens a results file for evidence; throws Error when it is none, holds several points of a sweep or kept no series.
Record open_replicates(const std::filesystem::path& path);

/// Every observation of a file in its order.
std::vector<EvidenceFinding> find_evidence(const Record& record, const Evidence& evidence);

/// A value on a scale and back; NaN where the scale has no place for it.
double on_scale(Scale scale, double value);
double off_scale(Scale scale, double value);

/// Whether it is a number of successes or a count, not a measured value.
bool is_counted(const Observation& observation);

/// The deviation of an observation on its scale [days of a date]: of the measurement and of the model.
double error_of(const Observation& observation);

/// The law of a number of successes or a count where a run gives this value. Throws Unreadable (quantity.h) when it cannot be such a value.
CountLaw law_of(const Observation& observation, double value);

/// What a run that gives this value says of an observation that is no path; of measured values and dates with so much more error on their
/// scale. Throws Unreadable (quantity.h) when it cannot be such a value.
Chance said_by(const Observation& observation, double value, double deviation_more = 0.0);

/// The formula of an observation in groups of replicates: of each replicate that succeeded its own value, pooled the one value of them all.
struct GroupedValues {
  std::string reason;                       // why it cannot be read; empty: it can
  std::vector<std::vector<double>> values;  // [groups][replicates, pooled 1]; NaN: missing
};

/// Every observation of a file in its order, in groups of replicates of a record of one point.
std::vector<GroupedValues> read_grouped(const Record& record, const Evidence& evidence,
                                        const std::vector<std::vector<std::size_t>>& groups);

/// The observations of a group and use together.
struct EvidenceTotal {
  std::string group;  // empty: all
  Use use = Use::check;
  std::size_t observations = 0;
  std::size_t unread = 0;
  std::size_t within = 0;  // of those read: not extreme
  double log_score = 0.0;  // sum
};

/// Totals of each group and use in the order of their first observations, then of each use.
std::vector<EvidenceTotal> evidence_totals(const Evidence& evidence,
                                           const std::vector<EvidenceFinding>& findings);

}  // namespace comity::analysis
