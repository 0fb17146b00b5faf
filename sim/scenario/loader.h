/// Scenario files (TOML) to Config: every mistake with its place and a suggestion.
#pragma once

#include "scenario/config.h"
#include "scenario/sweep.h"

#include <filesystem>
#include <span>
#include <string>

namespace comity {

/// Loads a scenario with everything it includes and its law files, lays `overrides` ("group.name=value", as given to
/// `--set`) on top, and checks it whole. Throws Error listing every mistake, each as
/// `file:line:column: error: …` with the line, a caret and a suggestion.
Config load_scenario(const std::filesystem::path& path, std::span<const std::string> overrides = {});

/// The same from texts in memory, the scenario's own first; their paths are those in `Config::inputs` and
/// `Library::files`, as seen from the scenario's folder. Nothing is read from the disk.
Config load_scenario(std::span<const InputText> texts, std::span<const std::string> overrides = {});

/// A sound scenario with its document, so that points need neither its files nor its law read again. Never changed.
struct ScenarioBase {
  Complaints complaints;  // the texts it was read from, and nothing wrong
  Value root;
  Config config;  // as `load_scenario` gives it
};

/// Reads a scenario as `load_scenario` does, from files or from texts (which must outlive the base). Throws Error.
ScenarioBase load_base(const std::filesystem::path& path, std::span<const std::string> overrides = {});
ScenarioBase load_base(std::span<const InputText> texts, std::span<const std::string> overrides = {});

/// The same for a sweep: what is wrong with its design comes with what is wrong with the scenario.
ScenarioBase load_swept_base(const std::filesystem::path& path, std::span<const std::string> overrides = {});

/// What `load_scenario` would give with these settings behind the base's overrides, and the same errors. Many threads may
/// ask at once. Law files are read again only when a setting names them (`law=`, `law.NAME=`).
Config configure(const ScenarioBase& base, std::span<const std::string> settings);

/// Reads and checks the [sweep] and [arms] of a scenario, `overrides` laid on top (so `sweep.points=4096` works). Every
/// value of every factor is tried on the scenario as if it stood there. Throws Error like `load_scenario`.
SweepPlan load_sweep(const std::filesystem::path& path, std::span<const std::string> overrides = {});
SweepPlan load_sweep(const ScenarioBase& base);

}  // namespace comity
