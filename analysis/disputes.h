/// Coded disputes beside the simulation: what the runs make of each focal dispute, how good a forecast that is of what became of it,
/// and how good the rivals are that know nothing of law: the base rate, and a logit on nexus, bar and forum, both without the dispute itself.
///
/// What a run says of a dispute, by the events it recorded:
/// - the state prevails: the data were handed over, and neither did the last ruling go for the provider nor had the authority turned
///   to another way by then. A demand that was narrowed, mooted, not approved or not over at the end of the runs is no such thing.
/// - complies at once: the first answer of the provider.
/// - coercion: a step of the state's ladder was taken, or, where it has none, its sanction; or, where the ladder knows contempt, a
///   provider that had lost appealed, which it can only out of contempt.
/// - days: from the demand to its end, or to what ended the dispute where the authority turned to another way; to the end of the runs where
///   it is not over then.
#pragma once

#include "analysis/interval.h"
#include "analysis/outcomes.h"
#include "analysis/record.h"
#include "scenario/config.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace comity::analysis {

/// What is forecast as a share of runs.
COMITY_ENUM(Claim,
            (prevails, "the state prevails"),
            (complies, "the provider complies at once"),
            (coerced, "coercion is used"))

/// Whose forecast it is.
COMITY_ENUM(Forecaster,
            (model, "the runs"),
            (base_rate, "the other disputes' share, or their days"),
            (logit, "the other disputes by nexus, bar and forum"))

/// One dispute over all runs that succeeded.
struct Course {
  std::size_t focal = 0;  // place in the scenario
  std::size_t runs = 0;
  std::array<std::size_t, enum_count<Claim>> happens{};  // runs in which it does
  std::vector<double> days;                              // [runs], sorted
};

/// Every focal dispute of a file of `comity run`. Throws Error when its events were not kept.
std::vector<Course> follow_disputes(const Record& record, const Config& config);

/// A forecast of one claim about one dispute; NaN: that forecaster says nothing.
struct ClaimForecast {
  std::optional<bool> happened;  // nothing: not known, so that it is not scored
  std::array<double, enum_count<Forecaster>> chance{};
};

/// One dispute as it came out beside what was forecast.
struct DisputeFinding {
  std::size_t outcome = 0;  // place in the file of outcomes
  std::string forum;        // id of the state
  Course course;
  std::array<ClaimForecast, enum_count<Claim>> claims;
  std::array<double, enum_count<Forecaster>> days_crps{};  // [day]; NaN: days not known, or of the logit
};

/// How a forecaster did over all disputes whose outcome is known. `gain`: how much better the model's score is, mean of the paired
/// differences with their interval over disputes; of logarithmic scores model less other, of the others other less model.
struct ForecastScore {
  double score = 0.0;
  Bounded gain;
};

/// One claim, or the days, over all disputes.
struct ClaimScores {
  std::size_t disputes = 0;  // with a known outcome
  std::size_t happened = 0;
  std::array<ForecastScore, enum_count<Forecaster>> log;
  std::array<ForecastScore, enum_count<Forecaster>> brier;
};

/// All that is found.
struct DisputeScores {
  std::vector<DisputeFinding> disputes;  // in the order of the file of outcomes
  std::array<ClaimScores, enum_count<Claim>> claims;
  std::size_t timed = 0;  // disputes whose days are known
  std::array<ForecastScore, enum_count<Forecaster>> days;
  std::vector<std::string> without_outcome;  // focal disputes of the runs that the file does not know
};

/// Whether it happened, as coded; nothing: not known.
std::optional<bool> happened(const Outcome& outcome, Claim claim);

/// Scores the runs of a file by what became of the disputes of its scenario. Throws Error when there is an outcome of a dispute that the
/// scenario does not have (with the nearest name), or fewer than two.
DisputeScores score_disputes(const Record& record, const Config& config, const Outcomes& outcomes);

}  // namespace comity::analysis
