/// Scenario files (TOML) to Config: every mistake with its place and a suggestion.
#pragma once

#include "scenario/config.h"

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

}  // namespace comity
