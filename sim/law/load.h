/// Law files (TOML) to a Library: rule files, vocabulary files (recognised by [here], [demand], [between], [never] or
/// [effects]) and files of treaties (recognised by [[treaty]]).
#pragma once

#include "law/library.h"
#include "text/keys.h"

#include <filesystem>
#include <vector>

namespace comity::law {

/// A library, good only when there are no errors.
struct Loaded {
  Library library;
  std::vector<Wrong> errors;  // in the order of files and lines
};

/// Reads law files; what is wrong in them is listed, not thrown. `unions`: ids of unions that are declared elsewhere.
Loaded try_load(const std::vector<std::filesystem::path>& paths, std::vector<std::string> unions = {});

/// Reads law files. Throws Error listing everything wrong in all files, each as `file:line:column: error: …` with the source
/// line, a caret and a suggestion.
Library load(const std::vector<std::filesystem::path>& paths, std::vector<std::string> unions = {});

/// The same for texts already in memory.
Library load_texts(std::vector<InputText> files, std::vector<std::string> unions = {});

/// The same for texts kept beside results, maybe by an earlier version: questions may lack words and readings.
Library load_recorded(std::vector<InputText> files, std::vector<std::string> unions = {});

/// The keys of law files, table by table: for `comity list` and the manual.
std::vector<KeyDocument> law_keys();

}  // namespace comity::law
