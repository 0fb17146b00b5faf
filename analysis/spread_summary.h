/// What there is to say about the spread of precedent in some runs, with intervals over runs.
#pragma once

#include "analysis/bass.h"
#include "analysis/findings.h"
#include "analysis/network.h"
#include "analysis/spread.h"
#include "analysis/survival.h"

#include <array>
#include <cstddef>
#include <vector>

namespace comity::analysis {

/// What to summarise; -1: every question, every state.
struct SpreadScope {
  int question = -1;
  int state = -1;
  Held held = Held::own;
  double level = 0.95;  // of intervals
  double band = 0.9;    // of the runs within a curve's band
};

/// How one reading spread among the courts of a state (-1: of all states that ruled on the question).
struct ReadingSpread {
  QuestionReading reading;
  int state = -1;
  std::size_t courts = 0;
  Band band;  // over the recorded days
  Bounded
      half_of_final;  // [year since the start] median over runs, of those that end with the reading somewhere
  std::size_t adopting = 0;  // how many these are
  Bounded
      half_of_courts;  // [year since the start] median, runs that never get there censored; NaN: not reached
  std::size_t reaching = 0;  // runs that get there
  BassEstimate bass;         // of the courts that have ever ruled so
};

/// Splits on one question in one state (-1, -1: all).
struct SplitSummary {
  int question = -1;
  int state = -1;
  std::size_t splits = 0;
  Bounded per_run;
  std::array<Bounded, 4> closed_by;  // share of the splits by Closer: nobody, apex, courts, law
  Bounded resolved;                  // share that somebody closed
  Bounded years;                     // median from opening to closing, open ones censored
};

/// Who cites whom.
struct CitationSummary {
  Bounded per_run;
  Bounded abroad;     // share of citations
  Bounded half_life;  // [year]
  std::size_t citations = 0;
  StandingBounds standing;  // [courts]
};

struct SpreadSummary {
  std::vector<ReadingSpread> readings;  // by question, accepted first, all states first
  std::vector<SplitSummary> splits;     // all first; none when there are no splits
  CitationSummary citations;
};

/// Summarises. The same runs give the same bits.
SpreadSummary summarise_spread(const Spread& spread, const SpreadScope& scope);

/// As tidy rows: `metric` is the question (empty: all), `factor` the reading, who closed a split or the court, `factor2` the state
/// (empty: all).
std::vector<Finding> spread_findings(const Spread& spread, const SpreadScope& scope,
                                     const SpreadSummary& summary);

/// The reading's word and its sentence: `stops-at-border`, `the warrant stops at the border`.
law::Reading reading_in(const Spread& spread, const QuestionReading& reading);

/// `nobody`, `apex`, `courts`, `law`.
std::string closer_name(Closer closer);

}  // namespace comity::analysis
