/// The scenarios of these tests, and what loading a bad one says.
#pragma once

#include <filesystem>
#include <span>
#include <string>

namespace comity {

/// A file of tests/scenario/files; goes to the root of the project first, so that messages show relative paths.
std::string scenario_file(const std::string& name);

/// A file of this process alone among the temporary ones.
std::filesystem::path scratch_file(const std::string& name);

/// The text of the Error that loading throws; empty when it throws none.
std::string scenario_error(const std::string& path, std::span<const std::string> overrides);

}  // namespace comity
