#include "analysis/path.h"

#include "analysis/interval.h"

namespace comity::analysis {

std::vector<StepFinding> walk_path(const PathCase& path, std::vector<std::size_t> runs) {
  std::vector<StepFinding> steps;
  for (std::size_t step = 0; step < path.names.size(); ++step) {
    StepFinding found{path.names[step], 0, runs.size(), 0.0};
    std::erase_if(runs, [&](std::size_t run) { return !path.came[step][run]; });
    found.came = runs.size();
    found.chance = smoothed_chance(found.came, found.of);
    steps.push_back(std::move(found));
  }
  return steps;
}

double chance_of_path(const std::vector<StepFinding>& steps) {
  double chance = 1.0;
  for (const StepFinding& step : steps) chance *= step.chance;
  return chance;
}

}  // namespace comity::analysis
