#include "experiment/experiment.h"

#include "observe/labels.h"
#include "results/results_file.h"
#include "run/make_world.h"

namespace comity {

ExperimentReport run_experiment(const Config& config, const ExperimentOptions& options) {
  const Setup setup = make_setup(config);
  const Courts courts = courts_of(config, setup);
  const auto replicates = static_cast<std::uint32_t>(config.parameters.run.replicates);
  const ResultsPlan plan{config, courts, record_times(config.parameters), make_metric_layout(config),
                         replicates};
  ResultsFile file(plan, options.out, options.overwrite);
  ExperimentReport report{make_sample(plan.layout, courts), false};
  const auto deliver = [&](Outcome& outcome) {
    collect(report.sample, outcome);
    if (outcome.failure.empty()) {
      file.append(outcome.result);
    } else {
      file.append_failure(outcome.failure);
    }
  };
  // One cache per thread: compiling a law twice is cheaper than sharing it.
  std::vector<law::LawCache> laws;
  for (int thread = 0; thread < options.threads; ++thread) laws.emplace_back(config.library);
  const auto run = [&](int thread, std::uint32_t replicate) {
    return run_replicate(config, setup, replicate, laws[static_cast<std::size_t>(thread)]);
  };
  report.finished = execute({replicates, options.threads, run, deliver,
                             [&] { return !options.keep_going || options.keep_going(report.sample); }});
  if (report.finished) file.finish(report.sample.hash);
  return report;
}

}  // namespace comity
