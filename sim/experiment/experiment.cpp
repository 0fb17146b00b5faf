#include "experiment/experiment.h"

#include "observe/labels.h"
#include "results/results_file.h"
#include "run/make_world.h"

namespace comity {

void count_run(RunCount& count, const Outcome& outcome) {
  ++count.replicates;
  if (outcome.failure.empty()) {
    count.demands += outcome.result.demands;
    count.hash = hash_with_run(count.hash, hash_of(outcome.result));
    return;
  }
  if (count.failed++ == 0)
    count.first_failure = "replicate " + std::to_string(outcome.replicate) + ": " + outcome.failure;
  count.hash = hash_with_run(count.hash, 0);
}

ExperimentReport run_experiment(const Config& config, const ExperimentOptions& options) {
  const Setup setup = make_setup(config);
  const Courts courts = courts_of(config, setup);
  const auto replicates = static_cast<std::uint32_t>(config.parameters.run.replicates);
  const ResultsPlan plan{config, courts, record_times(config.parameters), make_metric_layout(config),
                         replicates};
  ResultsFile file(plan, options.out, options.overwrite);
  ExperimentReport report;
  const auto deliver = [&](Outcome& outcome) {
    count_run(report.runs, outcome);
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
                             [&] { return !options.keep_going || options.keep_going(report.runs); }});
  if (report.finished) file.finish(report.runs.hash);
  return report;
}

}  // namespace comity
