/// A scenario read once for many points.
#pragma once

#include "scenario/tree.h"

#include <filesystem>
#include <span>
#include <string>

namespace comity {

/// A sound scenario with its document, so that points need neither its files nor its law read again. Never changed.
struct ScenarioBase {
  Complaints complaints;  // the texts it was read from, and nothing wrong
  Value root;
  Config config;  // as `load_scenario` gives it
};

/// Reads a scenario as `load_scenario` does, from files or from texts (which must outlive the base). Throws Error.
ScenarioBase load_base(const std::filesystem::path& path, std::span<const std::string> overrides = {});
ScenarioBase load_base(std::span<const InputText> texts, std::span<const std::string> overrides = {});

/// What `load_scenario` would give with these settings behind the base's overrides, and the same errors. Many threads may
/// ask at once. Law files are read again only when a setting names them (`law=`, `law.NAME=`).
Config configure(const ScenarioBase& base, std::span<const std::string> settings);

}  // namespace comity
