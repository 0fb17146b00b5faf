/// The scenarios and laws that come with the program, so that they can be named without a path: `comity run microsoft-ireland`.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace comity {

/// The program's own file. Where /proc is not mounted, the name under which it was called, which holds as long as nothing changes
/// its working folder.
std::filesystem::path own_file();

/// The folders that hold them, nearest first and only those that exist: `scenarios` of the working folder (a checkout of the
/// source), then `../share/comity/scenarios` beside the program (where it was installed or unpacked).
std::vector<std::filesystem::path> shipped_folders();

/// The file that a name stands for: NAME or NAME.toml in one of the folders; empty: none.
std::filesystem::path find_shipped(const std::filesystem::path& name);

/// What a word of the command line means: itself where such a file or folder exists, else the shipped file of that name in
/// `part` of the folders (empty: the folders themselves), else itself, for the reader to complain about. Throws Error for a
/// plain name (no folder, no .toml) of nothing, with the nearest that there is.
std::filesystem::path file_named(const std::string& word, const std::filesystem::path& part);

/// The names that `file_named` knows, in alphabetical order: paths without `.toml`.
std::vector<std::string> shipped_names(const std::filesystem::path& part);

}  // namespace comity
