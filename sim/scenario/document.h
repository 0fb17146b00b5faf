/// From files to one document: included files laid under the including one, `--set` laid on top.
#pragma once

#include "text/input.h"
#include "text/tree.h"

#include <filesystem>
#include <span>
#include <string>

namespace comity {

/// Reads a scenario file and everything it includes. Tables are laid over each other key by key; entries of a kind
/// ([[state]], …) are appended, or laid over the included entry of the same identity, or take it away
/// (`remove = true`); `law` lists are joined. Each file is read once.
Value read_document(Complaints& complaints, const std::filesystem::path& path);

/// Lays `group.name=value` or `kind.id.key=value` (e.g. `state.US.demands=5000`) on top of the document. `law=[…]`
/// replaces the list of law files, `law.NAME=path` the one file NAME.toml of it.
void lay_override(Complaints& complaints, Value& document, const std::string& override);

/// The same for a value that stands somewhere in the scenario.
void lay_setting(Complaints& complaints, Value& document, const std::string& name, Value value);

/// What stands in the document where a setting's name leads, if something does.
const Value* find_setting(const Value& document, const std::string& name);

/// Lays `over` on `base`, as an including file is laid on an included one.
void lay_over(Complaints& complaints, Value& base, Value over);

/// The whole text of a file without byte order mark, or why it cannot be read.
InputFile read_file(const std::filesystem::path& path);

/// A file by itself, without what it includes; nothing, and a complaint, when it cannot be read or is no TOML.
std::optional<Value> parse_file(Complaints& complaints, const std::filesystem::path& path);

/// The text from the complaints' archive, where there is one.
InputFile read_input(const Complaints& complaints, const std::filesystem::path& path);

/// A path as a file names it: relative to that file's directory; as --set names it: to the scenario's. Where nothing stands there,
/// the shipped file of that name (text/shipped.h), if there is one.
std::filesystem::path beside(const Complaints& complaints, const Value& path);

}  // namespace comity
