/// A sequence of happenings that each run takes or leaves: in how many runs each step came as it should, and how likely the whole is.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace comity::analysis {

/// A step of a path: of the runs in which all steps before it came, in how many it did, and the probability with half a run added on
/// either side (Jeffreys 1946, doi:10.1098/rspa.1946.0056).
struct StepFinding {
  std::string name;
  std::size_t came = 0;
  std::size_t of = 0;
  double chance = 0.0;
};

/// Steps in their order, and whether each came in each run.
struct PathCase {
  std::vector<std::string> names;
  std::vector<std::vector<bool>> came;  // [steps][runs]
};

/// Walks some runs (positions in `came`, repeated or not) along the path.
std::vector<StepFinding> walk_path(const PathCase& path, std::vector<std::size_t> runs);

/// The probability of the whole path: the product of its steps' chances; 1 without steps.
double chance_of_path(const std::vector<StepFinding>& steps);

}  // namespace comity::analysis
