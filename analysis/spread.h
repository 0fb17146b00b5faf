/// How precedent spreads: the rulings, citations and splits of a results file, and the adoption of readings.
#pragma once

#include "analysis/record.h"
#include "law/library.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// The courts of a results file, index = court.
struct CourtTable {
  std::vector<std::string> name;
  std::vector<int> state;  // into Spread::states
  std::vector<int> level;  // 0 first instance, 1 appellate, 2 apex
  std::vector<int> above;  // the court that hears appeals; -1: none
};

inline constexpr double kStands = std::numeric_limits<double>::infinity();

/// A ruling on an open question that read it one way or the other (ties read nothing).
struct OpenRuling {
  std::uint32_t run = 0;   // into Spread::runs
  double time = 0.0;       // [day since 1970-01-01]
  double until = kStands;  // day on which a court above read the question otherwise in the same case
  int case_number = -1;    // -1: forced by the scenario
  int court = 0;
  int question = 0;
  bool accepted = false;
  bool distinguished = false;
};

/// One ruling citing another on the same question.
struct Citation {
  std::uint32_t run = 0;
  double time = 0.0;        // [day]
  double cited_time = 0.0;  // [day]
  int court = 0;
  int cited_court = 0;
  int question = 0;
  bool agrees = false;
};

/// Who closed a split: the apex, the appellate courts by ruling alike, or a change of law that left nothing open.
enum class Closer : std::uint8_t { nobody, apex, courts, law };

/// A split between a state's appellate courts, from the day it opened.
struct Split {
  std::uint32_t run = 0;
  int state = 0;
  int question = 0;
  double opened = 0.0;  // [day]
  double closed = 0.0;  // [day]; end of the run when nobody closed it
  Closer closer = Closer::nobody;
};

/// A run of the file.
struct RunPlace {
  std::uint32_t point = 0;
  std::uint32_t replicate = 0;
};

/// Precedent in the runs of a results file that did not fail. Events stand by run and then by time.
struct Spread {
  std::vector<std::string> states;
  std::vector<std::string> questions;  // ids
  std::vector<law::Question> words;    // the questions in words; none: an older file
  CourtTable courts;
  std::vector<RunPlace> runs;
  std::size_t failed = 0;     // runs left out
  double start = 0.0;         // first day of the run
  std::vector<double> times;  // recorded days
  std::vector<OpenRuling> rulings;
  std::vector<Citation> citations;
  std::vector<Split> splits;
};

/// Which runs to read; nothing: all.
struct SpreadSelection {
  std::optional<std::uint32_t> point;
  std::optional<std::uint32_t> replicate;
};

/// Reads precedent by blocks of rows; keeps nothing of rulings on merit. Throws Error when the file has no events, or no such
/// point or replicate.
Spread read_spread(const Record& record, const SpreadSelection& selection);

/// Only the rulings, citations and splits of a question and of a state's courts (those that cite); -1: all.
Spread narrowed(const Spread& spread, int question, int state);

/// A reading of an open question.
struct QuestionReading {
  int question = 0;
  bool accepted = true;  // whether the arguable rule holds
};

/// When a court holds a reading: by its own latest ruling that stands; or also when a court above it has ruled so (its own
/// later ruling that distinguishes goes first); or from its first ruling of this reading on, whatever became of it.
enum class Held : std::uint8_t { own, binding, ever };

/// Share of courts that hold a reading.
struct Adoption {
  std::size_t courts = 0;      // what the shares are of
  std::vector<double> shares;  // [runs x times], in [0, 1]
};

/// Adoption of a reading among the courts of a state, or (-1) of all states in which some run of the file has ruled on the
/// question. No courts: no shares.
Adoption adoption_of(const Spread& spread, const QuestionReading& reading, int state = -1,
                     Held held = Held::own);

/// The question in words; of an older file, its id and plain words for its readings.
law::Question question_in(const Spread& spread, int question);

/// States in which some run has ruled on the question, ascending.
std::vector<int> states_with_rulings(const Spread& spread, int question);

/// Middle and spread over runs at each recorded day.
struct Band {
  std::vector<double> mean;
  std::vector<double> low;
  std::vector<double> high;
};

/// Mean over runs and the quantiles between which `level` of them lie.
Band band_of(const Adoption& adoption, std::size_t times, double level = 0.9);

/// Quantile by linear interpolation (R's type 7) of values in any order, which it sorts; NaN of none.
double quantile_of(std::span<double> values, double probability);

}  // namespace comity::analysis
