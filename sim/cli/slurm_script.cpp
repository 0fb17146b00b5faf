#include "cli/slurm_script.h"

#include "text/shell_word.h"

#include <fmt/format.h>

#include <cctype>
#include <string_view>

namespace comity::cli {

namespace {

// The name in the lines #SBATCH, which are no shell: neither its quotes nor its % are sure to be read as meant.
std::string job_name(std::string name) {
  for (char& letter : name) {
    const bool plain = std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-' ||
                       letter == '_' || letter == '.';
    if (!plain) letter = '_';
  }
  return name;
}

constexpr std::string_view kMergeWords = R"(
# after the loss of its node, and up to three times after being killed. When all tasks have ended, a job of its own merges the
# results.)";
constexpr std::string_view kNoMergeWords = R"(
# after the loss of its node, and up to three times after being killed. Tasks wait for one another now and then: ask for no more of
# them than run at the same time.)";

// The first task hands in the job that merges.
std::string merge_lines(const SlurmJob& job) {
  if (job.merge.empty()) return "";
  return fmt::format(
      R"(
# The first task hands in the job that merges: it waits for all of this array, also for tasks that were queued again.
if [ "$SLURM_ARRAY_TASK_ID" = 1 ] && [ "${{SLURM_RESTART_COUNT:-0}}" = 0 ]; then
  sbatch --job-name={name}-merge --dependency=afterany:"$SLURM_ARRAY_JOB_ID" --output={name}-merge-%j.log --ntasks=1 \
    --mem=2G --time=01:00:00 --wrap={merge}
fi
)",
      fmt::arg("name", job_name(job.name)),
      fmt::arg("merge", shell_word(shell_word(job.program) + " merge " + shell_word(job.merge))));
}

}  // namespace

std::vector<std::string> words_for_batch(std::span<const std::string> arguments) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& word = arguments[i];
    const std::string name = word.substr(0, word.find('='));
    const bool dropped = name == "--emit" || name == "--tasks" || name == "--shard" || name == "--threads";
    if (dropped && word.find('=') == std::string::npos) ++i;
    if (!dropped) words.push_back(word);
  }
  return words;
}

std::string slurm_script(const SlurmJob& job) {
  std::string words;
  for (const std::string& argument : job.arguments) words += " " + shell_word(argument);
  return fmt::format(
      R"(#!/bin/bash
# Made by comity {command} --emit slurm. Start it with: sbatch THIS_FILE
# The tasks share the runs. Two minutes before its time limit a task stops, keeps what it has, and is queued again; so it is{told}
#SBATCH --job-name={name}
#SBATCH --array=1-{tasks}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={cpus}
#SBATCH --mem-per-cpu={memory}
#SBATCH --time=01:00:00
#SBATCH --signal=B:USR1@120
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output={name}-%A_%a.log

comity={program}
cd "$SLURM_SUBMIT_DIR" || exit 2
{merge}
# The signal of the batch system is passed on; wait comes back when it arrives, and once more at the end.
"$comity" {command}{words} --threads "${{SLURM_CPUS_PER_TASK:-1}}" --shard "$SLURM_ARRAY_TASK_ID/{tasks}" &
work=$!
trap 'kill -USR1 "$work"' USR1 TERM
wait "$work"
code=$?
while kill -0 "$work" 2>/dev/null; do
  wait "$work"
  code=$?
done
if [ "$code" = 75 ] || {{ [ "$code" -gt 128 ] && [ "${{SLURM_RESTART_COUNT:-0}}" -lt 3 ]; }}; then
  scontrol requeue "${{SLURM_ARRAY_JOB_ID}}_${{SLURM_ARRAY_TASK_ID}}"
fi
exit "$code"
)",
      fmt::arg("name", job_name(job.name)), fmt::arg("tasks", job.tasks), fmt::arg("cpus", job.cpus),
      fmt::arg("program", shell_word(job.program)), fmt::arg("command", job.command),
      fmt::arg("memory", job.memory), fmt::arg("merge", merge_lines(job)),
      fmt::arg("told", job.merge.empty() ? kNoMergeWords : kMergeWords), fmt::arg("words", words));
}

}  // namespace comity::cli
