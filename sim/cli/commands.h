/// The commands of the program.
#pragma once

#include <span>
#include <string>

namespace comity::cli {

/// All commands in the order of the help: X(name, summary). A row makes the word of the command line, its line of the help
/// and the declaration of `NAME_command`, which stands in cli/NAME.cpp.
#define COMITY_COMMANDS(X)                                                                           \
  X(run, "replicates of one scenario: a results file and a summary")                                 \
  X(sweep, "the points of a design over all cores or a cluster; survives kills, one results file")   \
  X(merge, "the results file of a sweep from what its processes left behind")                        \
  X(explain, "the story of one demand of a run, told and proved from its results file")              \
  X(analyze,                                                                                         \
    "questions about results files: summary, compare, sobol, morris, scores, prim, tune, evidence, " \
    "disputes, spread, worlds")                                                                      \
  X(calibrate, "plausible worlds: the vectors of parameters that agree with evidence")               \
  X(export, "results as tidy CSV with a dictionary, and the network of precedent as GraphML")        \
  X(report, "a results file as one HTML page with interactive charts")                               \
  X(unpack, "the scenario, worlds, laws and design of a results file as files again, ready to run")  \
  X(law, "questions about rule files alone: check, test, conflicts, gaps, diff, why, facts")         \
  X(scenarios, "the scenarios that come with the program, and their questions")                      \
  X(list, "the model's parameters, metrics, events, phases, purposes and facts")

/// Each runs `comity NAME ARGUMENTS…` (the words behind the command), prints what it has to say and returns the exit code:
/// 0 success; 2 what was asked about is wrong (files with errors, a decided case that fails); run: 1 some runs failed, 130
/// interrupted; sweep and merge: 3 some runs failed, 75 work is left. Throws Error for mistakes in words, files and places.
#define COMITY_DECLARE_COMMAND(name, summary) int name##_command(std::span<const std::string> arguments);
COMITY_COMMANDS(COMITY_DECLARE_COMMAND)

}  // namespace comity::cli
