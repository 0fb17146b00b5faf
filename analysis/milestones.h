/// What became of the focal disputes, and the simulation beside history.
#pragma once

#include "analysis/path.h"
#include "analysis/sample.h"
#include "scenario/config.h"
#include "tables/events.h"

#include <string>
#include <utility>
#include <vector>

namespace comity::analysis {

/// One milestone of one focal dispute over all runs.
struct MilestoneFinding {
  std::string milestone;
  double reached = 0.0;  // share of runs [0, 1]
  Interval when;         // [day since 1970-01-01] among the runs that reach it
  std::vector<std::pair<std::string, double>>
      outcomes;     // share of the runs that reach it, most frequent first
  Interval briefs;  // amicus briefs for the provider
};

/// Milestones of a focal dispute in their order, those never reached left out. Its end has fates as outcomes.
std::vector<MilestoneFinding> find_milestones(const Sample& sample, std::size_t focal);

/// An event of history and what the simulation makes of it.
struct HistoryFinding {
  HistoryConfig history;
  Interval when;              // simulated date [day since 1970-01-01] where it happens
  std::vector<double> days;   // [runs] this date; NaN: it does not happen
  double happens = 0.0;       // share of runs in which it happens
  double same_outcome = 0.0;  // share of these with history's outcome; NaN when history has none
  double as_in_history =
      0.0;               // share of all runs in which it happens, with history's outcome where it has one
  double earlier = 0.0;  // share of these in which it comes before history's date: where history falls
};

/// Whether the scenario itself makes an event of its history happen on its day: the demand it is about, a reform with a date. That is no
/// event for the simulation to match.
bool is_set_by_scenario(const Config& config, const HistoryConfig& event);

/// The scenario's history beside the runs: milestones of the first focal dispute, the first ruling
/// elsewhere, and reforms in force; what the scenario sets itself is left out.
std::vector<HistoryFinding> compare_with_history(const Config& config, const Sample& sample);

/// A step of the first focal dispute as history took it, by the words of the event table; `outcome` is empty where any is history's.
struct HistoryStep {
  Milestone kind = Milestone::demanded;
  Day day = 0;
  std::string milestone;
  std::string outcome;
  std::string label;
};

/// The steps of the first focal dispute in history, in the order of the milestones, without what the scenario sets.
std::vector<HistoryStep> history_steps(const Config& config);

/// In each run, how many of these steps it takes before it leaves history's way. [runs]
std::vector<std::size_t> history_steps_taken(const Config& config, const Sample& sample);

/// How many runs take these steps one after the other; empty where there are none.
std::vector<StepFinding> find_history_path(const Config& config, const Sample& sample);

/// A reform that legislatures may enact.
struct ReformFinding {
  std::string name;
  double enacted = 0.0;   // share of runs in which some legislature has it in force at the end
  Interval legislatures;  // how many have
  Interval first;         // day of the first one in force, among these runs [day since 1970-01-01]
};

/// Reforms that came into force in some run.
std::vector<ReformFinding> find_reforms(const Config& config, const Sample& sample);

}  // namespace comity::analysis
