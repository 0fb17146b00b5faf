#include "cli/slurm_script.h"

#include "text/shell_word.h"

#include <fmt/format.h>

#include <cctype>

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

}  // namespace

std::string slurm_script(const SlurmJob& job) {
  std::string words;
  for (const std::string& argument : job.arguments) words += " " + shell_word(argument);
  return fmt::format(
      R"(#!/bin/bash
# Made by comity sweep --emit slurm. Start it with: sbatch THIS_FILE
# The tasks share the runs. Two minutes before its time limit a task stops, keeps what it has, and is queued again; so it is
# after the loss of its node, and up to three times after being killed. When all tasks have ended, a job of its own merges the
# results.
#SBATCH --job-name={name}
#SBATCH --array=1-{tasks}
#SBATCH --ntasks=1
#SBATCH --cpus-per-task={cpus}
#SBATCH --mem-per-cpu=1G
#SBATCH --time=01:00:00
#SBATCH --signal=B:USR1@120
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output={name}-%A_%a.log

comity={program}
cd "$SLURM_SUBMIT_DIR" || exit 2

# The first task hands in the job that merges: it waits for all of this array, also for tasks that were queued again.
if [ "$SLURM_ARRAY_TASK_ID" = 1 ] && [ "${{SLURM_RESTART_COUNT:-0}}" = 0 ]; then
  sbatch --job-name={name}-merge --dependency=afterany:"$SLURM_ARRAY_JOB_ID" --output={name}-merge-%j.log --ntasks=1 \
    --mem=2G --time=01:00:00 --wrap={merge}
fi

# The signal of the batch system is passed on; wait comes back when it arrives, and once more at the end.
"$comity" sweep{words} --threads "${{SLURM_CPUS_PER_TASK:-1}}" --shard "$SLURM_ARRAY_TASK_ID/{tasks}" &
sweep=$!
trap 'kill -USR1 "$sweep"' USR1 TERM
wait "$sweep"
code=$?
while kill -0 "$sweep" 2>/dev/null; do
  wait "$sweep"
  code=$?
done
if [ "$code" = 75 ] || {{ [ "$code" -gt 128 ] && [ "${{SLURM_RESTART_COUNT:-0}}" -lt 3 ]; }}; then
  scontrol requeue "${{SLURM_ARRAY_JOB_ID}}_${{SLURM_ARRAY_TASK_ID}}"
fi
exit "$code"
)",
      fmt::arg("name", job_name(job.name)), fmt::arg("tasks", job.tasks), fmt::arg("cpus", job.cpus),
      fmt::arg("program", shell_word(job.program)),
      fmt::arg("merge", shell_word(shell_word(job.program) + " merge " + shell_word(job.folder))),
      fmt::arg("words", words));
}

}  // namespace comity::cli
