#include "cli/dry_run.h"

#include "cli/progress.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace comity::cli {
namespace {

constexpr std::size_t kRowsShown = 5;
constexpr double kProbeSeconds = 1.0;
constexpr std::uint32_t kMostProbes = 20;
constexpr double kBytesOfTexts = 5e5;  // of a results file besides its runs: parameters, texts, structure

struct Probe {
  std::uint32_t runs = 0;
  std::uint32_t failed = 0;
  double seconds = 0.0;
  std::size_t bytes = 0;
  std::string failure;
};

// Runs of points spread over the design.
Probe probe(const SweepBase& base, const Manifest& manifest) {
  using Clock = std::chrono::steady_clock;
  PointRunner runner(base);
  Probe probe;
  const std::uint64_t total = std::uint64_t{manifest.points} * manifest.replicates;
  const auto runs = static_cast<std::uint32_t>(std::min<std::uint64_t>(total, kMostProbes));
  const auto begin = Clock::now();
  while (probe.runs < runs && probe.seconds < kProbeSeconds) {
    const std::uint64_t place = total * probe.runs / runs;
    const RunRecord record = runner.run({static_cast<std::uint32_t>(place / manifest.replicates),
                                         static_cast<std::uint32_t>(place % manifest.replicates)});
    ++probe.runs;
    probe.bytes += encode(record).size();
    if (!record.failure.empty() && probe.failed++ == 0) probe.failure = record.failure;
    probe.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  }
  return probe;
}

std::string first_rows(const Design& design) {
  std::string text = "First points:\n";
  for (std::size_t point = 0; point < std::min(kRowsShown, design.points.size()); ++point) {
    const auto settings = settings_of(design, point);
    text += fmt::format(
        "  {} {}{}\n", point, design.points[point].role.empty() ? "" : design.points[point].role + " ",
        settings.empty() ? "the scenario as it is" : fmt::format("{}", fmt::join(settings, " ")));
  }
  if (design.points.size() > kRowsShown)
    text += fmt::format("  … {} more\n", design.points.size() - kRowsShown);
  return text;
}

}  // namespace

std::string dry_run_text(const SweepBase& base, const Manifest& manifest, int threads) {
  const std::uint64_t runs = std::uint64_t{manifest.points} * manifest.replicates;
  const std::string design = manifest.design == "nothing" ? "no design" : "design " + manifest.design;
  std::string text =
      fmt::format("{}: {}, {} x {} = {}\n", manifest.scenario, design, counted(manifest.points, "point"),
                  counted(manifest.replicates, "replicate"), counted(runs, "run"));
  text += first_rows(base.design);
  const Probe tried = probe(base, manifest);
  const double seconds = tried.seconds / tried.runs * static_cast<double>(runs);
  const double bytes = static_cast<double>(tried.bytes) / tried.runs * static_cast<double>(runs);
  text += fmt::format("Tried {}: {:.1f} ms each, {} kept of each (--keep {})\n", counted(tried.runs, "run"),
                      1e3 * tried.seconds / tried.runs,
                      size_words(static_cast<double>(tried.bytes) / tried.runs), manifest.keep);
  if (tried.failed > 0)
    text += fmt::format("{} of them failed, the first with: {}\n", tried.failed, tried.failure);
  return text +
         fmt::format("All runs: about {} on {}; at most {} while working, a results file of at most {}\n",
                     duration_words(seconds / threads), counted(static_cast<std::size_t>(threads), "thread"),
                     size_words(bytes), size_words(bytes + kBytesOfTexts));
}

}  // namespace comity::cli
