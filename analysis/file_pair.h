/// Two results files side by side: whether their worlds fit, whether their runs pair, and what of their inputs is not the same.
#pragma once

#include "analysis/arms.h"
#include "analysis/record.h"

#include <cstddef>
#include <string>
#include <vector>

namespace comity::analysis {

/// An input that is not the same in both files; empty where a file has none of it.
struct InputDifference {
  std::string what;  // "assist.load", "phases.legislate", "law/us-cloud-2018.toml", "program"
  std::string first;
  std::string second;
};

/// How two files stand to each other.
struct FilePair {
  std::string first;  // short names for people: the files' own, with folders where these are alike
  std::string second;
  bool paired = false;  // the seeds match: run r of one is made with the random numbers of run r of the other
  std::size_t pairs = 0;  // runs of each that pair; 0 when none do
  std::string words;      // the same as a sentence
  std::vector<InputDifference> differences;
};

/// Throws Error, naming what differs, when a file is a sweep or the worlds do not fit: other first or last days, states, or providers.
FilePair pair_files(const Record& first, const Record& second);

/// A metric of the second file against the first: by pairs of runs where they pair, else as two groups (arms.h).
ArmDifference compare_files(const FilePair& pair, const RunValues& first, const RunValues& second,
                            double level);

}  // namespace comity::analysis
