#include "experiment/sweep.h"
#include "cli/commands.h"
#include "cli/dry_run.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/run_options.h"
#include "cli/slurm_script.h"
#include "cli/sweep_request.h"
#include "error.h"
#include "experiment/merge.h"
#include "observe/labels.h"
#include "results/archive.h"
#include "scenario/loader.h"
#include "text/shell_word.h"
#include "text/shipped.h"
#include "text/words.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <vector>

namespace comity::cli {
namespace {

// A sweep loaded: its scenario, its design and where it stands.
struct Loaded {
  Config config;
  Design design;
  Manifest manifest;
  SweepFolder folder;
};

std::filesystem::path folder_beside(std::filesystem::path out) { return out.replace_extension(".sweep"); }

Design make_watched_design(const SweepPlan& plan, const SweepRequest& request) {
  constexpr std::uint32_t kParts = 10'000;
  Progress progress(progress_style(request.quiet), kParts, kDesignProgress);
  return make_design(plan, [&](double share) { progress.show(static_cast<std::uint32_t>(share * kParts)); });
}

Loaded load(SweepRequest& request) {
  Loaded loaded;
  const ScenarioBase base = load_swept_base(request.scenario, request.overrides);
  loaded.config = base.config;
  const SweepPlan plan = load_sweep(base);
  loaded.design = make_watched_design(plan, request);
  loaded.manifest =
      make_manifest(loaded.config, loaded.design, request.keep, law_of_points(loaded.config, loaded.design));
  add_points_file(loaded.manifest, loaded.config, plan);
  if (request.out.empty()) request.out = std::filesystem::path("results") / (loaded.config.name + ".h5");
  if (request.out.extension() == ".sweep" || request.out.filename().empty())
    throw Error(fmt::format("{}: is no name of a results file. Give --out a name like {}.",
                            request.out.string(),
                            (request.out.parent_path() / (loaded.config.name + ".h5")).string()));
  check_outputs(std::array{request.out}, places_of(loaded.manifest.texts, loaded.config.path));
  loaded.folder.path = folder_beside(request.out);
  return loaded;
}

int emit_slurm(const SweepRequest& request, const Loaded& loaded, std::span<const std::string> arguments) {
  SlurmJob job;
  job.command = "sweep";
  job.name = loaded.config.name;
  job.program = own_file().string();
  job.arguments = words_for_batch(arguments);
  job.merge = loaded.folder.path.string();
  job.tasks = request.tasks;
  print_data(slurm_script(job));
  return kSuccess;
}

void report_sweep(const SweepRequest& request, const SweepReport& report) {
  for (const auto& block : report.damaged)
    print_message(fmt::format(
        "comity: warning: {} was cut off; its runs were made once more (the rest is kept as {}.damaged).",
        block.string(), block.string()));
  const SweepProgress& progress = report.progress;
  if (progress.failed > 0)
    print_message(fmt::format(
        "comity: {} of {} runs failed{}.", progress.failed, progress.done,
        progress.first_failure.empty() ? "" : fmt::format(" (first: {})", progress.first_failure)));
  if (report.ending == SweepEnding::stopped)
    print_message(fmt::format(
        "comity: stopped after {} of {} runs; they are kept. Start the same command again for the others.",
        progress.done, progress.todo));
  if (report.ending == SweepEnding::too_many_failures)
    print_message(fmt::format("comity: stopped because of --max-failures after {} of {} runs.", progress.done,
                              progress.todo));
  if (report.ending == SweepEnding::all_alike)
    print_message(fmt::format(
        "comity: stopped because the first {} runs all failed alike. Mend the scenario; or, if the "
        "machine was at "
        "fault, start again with --retry-failed.",
        progress.done));
  if (!request.quiet && request.sharded && report.ending == SweepEnding::finished)
    print_text(fmt::format("Share {} of {} is done: {} runs. When all are: comity merge {}\n",
                           request.options.shard.number, request.options.shard.count, progress.done,
                           shell_word(folder_beside(request.out).string())));
}

SweepReport run_watched(const SweepRequest& request, const Loaded& loaded, const SweepBase& base) {
  const InterruptWatch watch;
  const auto begin = std::chrono::steady_clock::now();
  SweepOptions options = request.options;
  LateProgress progress(request.quiet);
  options.keep_going = [&](const SweepProgress& now) {
    progress.show(static_cast<std::uint32_t>(now.done), static_cast<std::uint32_t>(now.todo));
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    const bool over = request.time_limit > 0 && spent.count() >= static_cast<double>(request.time_limit);
    return watch.signal() == 0 && !over;
  };
  return run_sweep({loaded.folder, loaded.manifest, base}, options);
}

int merge_all(const SweepRequest& request, const Loaded& loaded) {
  // Ranks that end together: one merges, the others wait and see that all is there.
  const auto lock = FileLock::wait(loaded.folder.path / "merge.lock");
  MergeOptions options;
  options.out = request.out;
  options.overwrite = request.force ? Overwrite::yes : Overwrite::no;
  const MergeReport report = merge_sweep(loaded.folder, options);
  if (!report.written) {
    if (!request.quiet)
      print_text(
          fmt::format("{} of {} runs are missing still (other processes have them, or they stopped).\n",
                      report.missing, report.runs));
    return request.ranks ? kSuccess : kWorkLeft;
  }
  note_in_journal(loaded.folder, shard_name(request.options.shard),
                  fmt::format("merged: {} runs", report.runs));
  if (!request.quiet) {
    print_text(fmt::format("Results: {} ({} x {}, {} failed)\n", request.out.string(),
                           counted(loaded.manifest.points, "point"),
                           counted(loaded.manifest.replicates, "replicate"), report.failed));
    print_text(
        fmt::format("  Python: import xarray; summary = xarray.open_dataset(\"{}\", group=\"summary\")\n",
                    request.out.string()));
  }
  return report.failed > 0 ? kSomeFailed : kSuccess;
}

// With MPI the ranks make all runs together, and the first one speaks for them; without it each makes a share of its own.
void join(Ranks& ranks, SweepRequest& request) {
  if (ranks.alone()) return;
  request.options.shard = {};
  request.options.ranks = &ranks;
  request.ranks = false;
  request.quiet = request.quiet || !ranks.first();
}

// A file that is in the way is better known before the first run than after the last.
void check_place(const SweepRequest& request, const Loaded& loaded) {
  check_output(request.out);
  if (request.sharded || request.force || may_replace(request.out, loaded.manifest)) return;
  throw Error(
      fmt::format("{}: exists already and comes from something else (results are not overwritten). Give "
                  "--force to replace it or "
                  "choose another name with --out.",
                  request.out.string()));
}

// What nobody will notice is better known before the first run.
void warn_of_no_locks(const Loaded& loaded) {
  const std::string reason = why_no_locks(loaded.folder);
  if (reason.empty()) return;
  print_message(fmt::format(
      "comity: warning: the file system of {} has no locks ({}), so that a second comity that makes the same "
      "runs there is not noticed, and each undoes work of the other. Start this sweep once only, its shares "
      "(--shard) "
      "once each, or put it on another disk with --out. The results are right in any case.",
      loaded.folder.path.string(), reason));
}

int exit_code(const SweepRequest& request, const Loaded& loaded, const SweepReport& report) {
  if (report.ending == SweepEnding::stopped) return kWorkLeft;
  if (report.ending != SweepEnding::finished) return kSomeFailed;
  if (request.sharded) return report.progress.failed > 0 ? kSomeFailed : kSuccess;
  return merge_all(request, loaded);
}

}  // namespace

int sweep_command(std::span<const std::string> arguments) {
  const Usage usage = sweep_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  SweepRequest request = read_sweep_request(usage, *values);
  if (request.emit) return emit_slurm(request, load(request), arguments);
  Ranks ranks(request.ranks && !request.dry_run ? request.options.shard.count : 1);
  join(ranks, request);
  // The first rank makes the folder, and complains when something is wrong; the others find all as it should be.
  if (!ranks.first()) ranks.wait_for_all();
  Loaded loaded = load(request);
  if (ranks.first()) warn_of_unchecked_law(loaded.config);
  const Courts no_courts;
  ResultsPlan plan{loaded.config, no_courts, record_times(loaded.config.parameters),
                   make_metric_layout(loaded.config), loaded.manifest.replicates};
  plan.keep = request.keep;
  const ScenarioBase scenario = load_base(loaded.manifest.texts, loaded.manifest.overrides);
  const SweepBase base{scenario, loaded.design, plan};
  if (request.dry_run) {
    print_text(dry_run_text(base, loaded.manifest, request.options.threads));
    return kSuccess;
  }
  if (!std::filesystem::exists(loaded.folder.manifest())) check_place(request, loaded);
  settle(loaded.folder, loaded.manifest, loaded.design);
  check_place(request, loaded);
  if (ranks.first()) warn_of_no_locks(loaded);
  if (ranks.first()) ranks.wait_for_all();
  const SweepReport report = run_watched(request, loaded, base);
  if (ranks.first()) report_sweep(request, report);
  return ranks.from_first(ranks.first() ? exit_code(request, loaded, report) : kSuccess);
}

}  // namespace comity::cli
