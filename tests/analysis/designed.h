/// Runs of a design made by hand: a real file underneath, the design and the values as a test wants them.
#pragma once

#include "analysis/hand_made.h"
#include "analysis/values.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace comity::analysis::testing_analysis {

class Designed : public HandMade {
 protected:
  Designed() {
    make_runs(1);
    results();
    runs_of = open_record(file("runs.h5"));
  }

  /// Runs of these points, none failed.
  Record& make(std::vector<DesignPoint> points, std::size_t replicates) {
    Record& runs = *runs_of;
    runs.design.points = std::move(points);
    runs.points = runs.design.points.size();
    runs.replicates = replicates;
    runs.failed.assign(runs.points * replicates, false);
    return runs;
  }

  /// Factors of [0, 1] with these names.
  void name_factors(const std::vector<std::string>& names) {
    runs_of->design.factors.clear();
    for (const std::string& name : names) {
      Factor factor;
      factor.name = name;
      factor.high = 1.0;
      runs_of->design.factors.push_back(factor);
    }
  }

  static RunValues values(std::vector<double> numbers) {
    return {"demands", "demand", "", "", std::move(numbers)};
  }

  /// A point of an arm.
  static DesignPoint under(const std::string& arm, std::vector<double> factors = {},
                           std::uint32_t block = 0) {
    return {"", block, 0, arm, std::move(factors)};
  }

  std::optional<Record> runs_of;
};

}  // namespace comity::analysis::testing_analysis
