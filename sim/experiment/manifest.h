/// What a sweep's folder is about: kept beside the results so that runs of different models never mix.
#pragma once

#include "design/design.h"
#include "results/plan.h"
#include "scenario/sweep.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace comity {

/// Everything that decides the results of a sweep, and how many runs it has.
struct Manifest {
  std::string scenario;  // its name
  std::string version;   // of comity, with its commit
  std::string keep;
  std::vector<std::string> outline;  // what the scenario says and the digests of its law files, line by line
  std::string design;                // its kind and the names of its factors
  std::string definition;            // all of it but its points, as `design_definition` writes it
  std::vector<InputText> texts;      // as `archive_of` gives them
  std::vector<std::string> overrides;  // as behind --set
  std::uint32_t points = 0;
  std::uint32_t replicates = 0;
};

/// The manifest of a scenario and its design. `extra` are the texts of law files that only some points have.
Manifest make_manifest(const Config& config, const Design& design, Keep keep,
                       std::vector<InputText> extra = {});

/// Adds the file that a list design took its points from, if there is one, to the texts. It decides nothing that the design does not
/// say, so that it counts neither in the outline nor in the model. Throws Error when it cannot be read any more.
void add_points_file(Manifest& manifest, const Config& config, const SweepPlan& plan);

/// This program's version and commit, as manifests name them.
std::string program_version();

/// The law files that only some points of a design have; read from the disk. Throws Error.
std::vector<InputText> law_of_points(const Config& config, const Design& design);

/// A number by which its blocks know a model: of all but texts, overrides, definition and the number of runs.
std::uint64_t model_of(const Manifest& manifest);

/// What of the model differs between two manifests, one line each; empty when the runs of one can stand beside those of the
/// other.
std::vector<std::string> differences(const Manifest& before, const Manifest& now);

/// Writes it, replacing an earlier one. Throws Error when that is not possible.
void write_manifest(const std::filesystem::path& path, const Manifest& manifest);

/// Throws Error when the file is missing or damaged.
Manifest read_manifest(const std::filesystem::path& path);

/// Writes a text to a file beside its name, syncs and renames it.
void write_text_file(const std::filesystem::path& path, const std::string& text);

/// The whole of a text file; throws Error when it cannot be read.
std::string read_text_file(const std::filesystem::path& path);

}  // namespace comity
