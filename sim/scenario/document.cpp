#include "scenario/document.h"

#include "scenario/entries.h"
#include "text/suggest.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <fmt/format.h>

namespace comity {
namespace {

/// The files being read, the innermost last, and all that were read.
struct Inclusion {
  std::vector<std::filesystem::path> open;
  std::vector<std::filesystem::path> read;
};

/// The names of the entries of a list.
std::vector<std::string> identities(const EntryKind& kind, const Value& list) {
  std::vector<std::string> names;
  for (const auto& entry : list.items) names.push_back(identity_of(kind, entry).value_or(""));
  return names;
}

/// Takes `remove = …` out of the entry and says whether it was true.
bool take_remove(Complaints& complaints, Value& entry) {
  const Value* remove = find_item(entry, "remove");
  if (remove == nullptr) return false;
  const bool flag = remove->flag;
  if (remove->kind != Value::Kind::flag) {
    complain(complaints, remove->spot,
             fmt::format("remove is {} (must be true: take the included entry away).", in_words(*remove)));
  }
  entry.items.erase(entry.items.begin() + (remove - entry.items.data()));
  return flag;
}

/// Lays one item on a table: tables key by key, everything else in its place.
void lay_item(Value& base, Value item) {
  Value* under = find_item(base, item.key);
  if (under == nullptr) {
    base.items.push_back(std::move(item));
  } else if (item.kind == Value::Kind::table && under->kind == Value::Kind::table) {
    for (auto& inner : item.items) lay_item(*under, std::move(inner));
  } else {
    *under = std::move(item);
  }
}

void lay_entry(Complaints& complaints, const EntryKind& kind, Value& base, Value entry) {
  const auto names = identities(kind, base);
  const auto name = identity_of(kind, entry);
  const auto found = name ? std::find(names.begin(), names.end(), *name) : names.end();
  const bool remove = take_remove(complaints, entry);
  if (remove && found == names.end()) {
    complain(complaints, entry.spot,
             fmt::format("there is no {} \"{}\" to remove in the included files.{}", kind.name,
                         name.value_or(""), did_you_mean(name.value_or(""), names)));
  } else if (remove) {
    base.items.erase(base.items.begin() + (found - names.begin()));
  } else if (found == names.end()) {
    base.items.push_back(std::move(entry));
  } else {
    Value& under = base.items[static_cast<std::size_t>(found - names.begin())];
    for (auto& item : entry.items) lay_item(under, std::move(item));
  }
}

void lay_entries(Complaints& complaints, const EntryKind& kind, Value& base, Value list) {
  if (find_item(base, kind.name) == nullptr) {
    base.items.push_back(list);
    base.items.back().items.clear();
  }
  Value& under = *find_item(base, kind.name);
  for (auto& entry : list.items) lay_entry(complaints, kind, under, std::move(entry));
}

void check_duplicates(Complaints& complaints, const Value& file) {
  for (const auto& kind : kEntryKinds) {
    const Value* list = find_item(file, kind.name);
    if (list == nullptr || list->kind != Value::Kind::list) continue;
    const auto names = identities(kind, *list);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto earlier = std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), names[i]);
      if (names[i].empty() || earlier == names.begin() + static_cast<std::ptrdiff_t>(i)) continue;
      const Spot& first = list->items[static_cast<std::size_t>(earlier - names.begin())].spot;
      complain(
          complaints, spot_of(list->items[i], kind.identity),
          fmt::format("{} \"{}\" is declared twice (first in line {}).", kind.name, names[i], first.at.line));
    }
  }
}

/// The paths an `include` names; complains about other things.
std::vector<const Value*> included(Complaints& complaints, const Value& include) {
  std::vector<const Value*> paths;
  if (include.kind == Value::Kind::text) return {&include};
  for (const auto& item : include.items) {
    if (include.kind == Value::Kind::list && item.kind == Value::Kind::text) paths.push_back(&item);
  }
  if (include.kind != Value::Kind::list || paths.size() != include.items.size()) {
    complain(complaints, include.spot,
             fmt::format("include is {} (must be a path or a list of paths).", in_words(include)));
  }
  return paths;
}

/// The same file has the same one, however it is named.
std::filesystem::path one_name(const Complaints& complaints, const std::filesystem::path& path) {
  if (!complaints.archive.empty()) return path.lexically_normal();
  std::error_code problem;
  const auto name = std::filesystem::weakly_canonical(path, problem);
  return problem ? path : name;
}

Value read_one(Complaints& complaints, Inclusion& inclusion, const std::filesystem::path& path,
               const Spot& named_at);

void include_file(Complaints& complaints, Inclusion& inclusion, const Value& named, Value& base) {
  const auto path = beside(complaints, named);
  const auto same = one_name(complaints, path);
  const auto& open = inclusion.open;
  if (std::find(open.begin(), open.end(), same) != open.end()) {
    return complain(
        complaints, named.spot,
        fmt::format("\"{}\" is being included already (files include each other in a circle).", named.text));
  }
  if (std::find(inclusion.read.begin(), inclusion.read.end(), same) != inclusion.read.end()) return;
  Value file = read_one(complaints, inclusion, path, named.spot);
  std::erase_if(file.items, [](const Value& item) { return item.key == "question"; });
  lay_over(complaints, base, std::move(file));
}

Value read_one(Complaints& complaints, Inclusion& inclusion, const std::filesystem::path& path,
               const Spot& named_at) {
  Value document;
  auto text = read_input(complaints, path);
  if (!text) {
    complain(complaints, named_at, fmt::format("\"{}\" cannot be read.", path.string()));
    complaints.incomplete = true;
    return document;
  }
  const auto index = add_text(complaints, path.string(), std::move(*text));
  document.spot = {index, {}, 1};
  inclusion.open.push_back(one_name(complaints, path));
  inclusion.read.push_back(inclusion.open.back());
  auto own = parse_text(complaints, index);
  if (!own) complaints.incomplete = true;
  if (own) {
    check_duplicates(complaints, *own);
    if (const Value* include = find_item(*own, "include")) {
      for (const Value* named : included(complaints, *include))
        include_file(complaints, inclusion, *named, document);
    }
    std::erase_if(own->items, [](const Value& item) { return item.key == "include"; });
    lay_over(complaints, document, std::move(*own));
  }
  inclusion.open.pop_back();
  return document;
}

}  // namespace

void lay_over(Complaints& complaints, Value& base, Value over) {
  for (auto& item : over.items) {
    Value* under = find_item(base, item.key);
    const EntryKind* kind = find_kind(item.key);
    if (kind != nullptr && item.kind == Value::Kind::list) {
      lay_entries(complaints, *kind, base, std::move(item));
    } else if (under != nullptr && item.key == "law" && item.kind == Value::Kind::list) {
      under->items.insert(under->items.end(), item.items.begin(), item.items.end());
    } else {
      lay_item(base, std::move(item));
    }
  }
}

Value read_document(Complaints& complaints, const std::filesystem::path& path) {
  Inclusion inclusion;
  if (!read_input(complaints, path)) {
    add_text(complaints, path.string(), "");
    complain(complaints, {}, "cannot be read (no such file, a directory, or no permission).");
    complaints.incomplete = true;
    return {};
  }
  return read_one(complaints, inclusion, path, {});
}

std::optional<Value> parse_file(Complaints& complaints, const std::filesystem::path& path) {
  auto text = read_file(path);
  const bool readable = text.has_value();
  const auto file = add_text(complaints, path.string(), std::move(text).value_or(""));
  if (readable) return parse_text(complaints, file);
  complain(complaints, {file, {}, 1}, "cannot be read (no such file, a directory, or no permission).");
  return std::nullopt;
}

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::error_code ignored;
  std::ifstream stream(path, std::ios::binary);
  if (!stream || std::filesystem::is_directory(path, ignored)) return std::nullopt;
  std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (stream.bad()) return std::nullopt;
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
  return text;
}

std::optional<std::string> read_input(const Complaints& complaints, const std::filesystem::path& path) {
  if (complaints.archive.empty()) return read_file(path);
  const std::string wanted = path.lexically_normal().generic_string();
  for (const InputText& input : complaints.archive) {
    if (input.path == wanted) return input.text;
  }
  // A file named by its whole path is kept by the path from the scenario's folder.
  for (const InputText& input : complaints.archive) {
    std::string_view tail = input.path;
    while (tail.starts_with("../")) tail.remove_prefix(3);
    if (path.is_absolute() && wanted.ends_with("/" + std::string(tail))) return input.text;
  }
  return std::nullopt;
}

std::filesystem::path beside(const Complaints& complaints, const Value& path) {
  const std::size_t from = path.spot.file < complaints.read ? path.spot.file : 0;
  const std::filesystem::path file = complaints.files[from].path;
  return (file.parent_path() / path.text).lexically_normal();
}

}  // namespace comity
