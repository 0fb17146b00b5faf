/// Runs of any point of a design, one after the other in one thread.
#pragma once

#include "design/design.h"
#include "experiment/block.h"
#include "results/run_record.h"
#include "scenario/loader.h"
#include "world/context.h"

#include <memory>

namespace comity {

/// What all threads of a sweep share.
struct SweepBase {
  const ScenarioBase& scenario;
  const Design& design;
  const ResultsPlan& plan;
};

/// Makes records of runs. It keeps the last point's scenario, so that its replicates load it once.
class PointRunner {
 public:
  explicit PointRunner(const SweepBase& base);
  ~PointRunner();
  PointRunner(PointRunner&&) noexcept;

  /// The record of one run; it is one of a failure when the point's scenario is wrong or does not fit the file, or the run
  /// throws. Running out of memory is thrown.
  RunRecord run(RunId id);

 private:
  struct Loaded;
  void load(std::uint32_t point);
  RunRecord simulate(std::uint32_t replicate);

  const SweepBase* base_;
  law::LawCache laws_;  // of the points that have the scenario's own law
  std::unique_ptr<Loaded> loaded_;
};

}  // namespace comity
