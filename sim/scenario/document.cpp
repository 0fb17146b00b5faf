#include "scenario/document.h"

#include "scenario/entries.h"
#include "text/shipped.h"
#include "text/suggest.h"

#include <algorithm>
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
          fmt::format("{} \"{}\" is declared twice (first in line {}).", kind.name, names[i], first.line));
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

/// Where a file that comes with the program stands, or stood when the archive was made; empty: nowhere.
std::filesystem::path shipped_path(const Complaints& complaints, const std::string& name) {
  if (complaints.archive.empty()) return find_shipped(name);
  const auto found = std::ranges::find_if(complaints.archive, [&](const InputText& input) {
    return input.path.ends_with("/scenarios/" + name) || input.path == "scenarios/" + name;
  });
  return found == complaints.archive.end() ? std::filesystem::path() : std::filesystem::path(found->path);
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
  InputFile file = read_input(complaints, path);
  if (!file.problem.empty()) {
    complain(complaints, named_at, fmt::format("\"{}\" cannot be read ({}).", path.string(), file.problem));
    complaints.incomplete = true;
    return document;
  }
  const auto index = add_text(complaints, path.string(), std::move(file.text));
  document.spot = {index};
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
  if (const std::string problem = read_input(complaints, path).problem; !problem.empty()) {
    add_text(complaints, path.string(), "");
    complain(complaints, {}, fmt::format("cannot be read ({}).", problem));
    complaints.incomplete = true;
    return {};
  }
  return read_one(complaints, inclusion, path, {});
}

std::optional<Value> parse_file(Complaints& complaints, const std::filesystem::path& path) {
  InputFile input = read_file(path);
  const auto file = add_text(complaints, path.string(), std::move(input.text));
  if (input.problem.empty()) return parse_text(complaints, file);
  complain(complaints, {file}, fmt::format("cannot be read ({}).", input.problem));
  return std::nullopt;
}

InputFile read_file(const std::filesystem::path& path) {
  InputFile file = read_input_file(path);
  file.text = std::string(body(file.text));
  return file;
}

InputFile read_input(const Complaints& complaints, const std::filesystem::path& path) {
  if (complaints.archive.empty()) return read_file(path);
  const std::string wanted = path.lexically_normal().generic_string();
  for (const InputText& input : complaints.archive) {
    if (input.path == wanted) return {input.text, {}};
  }
  // A file named by its whole path is kept by the path from the scenario's folder.
  for (const InputText& input : complaints.archive) {
    std::string_view tail = input.path;
    while (tail.starts_with("../")) tail.remove_prefix(3);
    if (path.is_absolute() && wanted.ends_with("/" + std::string(tail))) return {input.text, {}};
  }
  return {{}, "the results file does not hold it"};
}

std::filesystem::path beside(const Complaints& complaints, const Value& path) {
  const std::size_t from = path.spot.file < complaints.read ? path.spot.file : 0;
  const std::filesystem::path file = complaints.files[from].path;
  auto found = (file.parent_path() / path.text).lexically_normal();
  const bool there = complaints.archive.empty() ? why_unreadable(found).empty()
                                                : read_input(complaints, found).problem.empty();
  const auto shipped = there ? std::filesystem::path() : shipped_path(complaints, path.text);
  return shipped.empty() ? found : shipped;
}

// `--set group.name=value` and `--set kind.id.key=value`, laid on the document before it is checked.

namespace {

std::vector<std::string> split_keys(std::string_view path) {
  std::vector<std::string> keys;
  while (true) {
    const std::size_t dot = path.find('.');
    keys.emplace_back(path.substr(0, dot));
    if (dot == std::string_view::npos) return keys;
    path.remove_prefix(dot + 1);
  }
}

/// "group.name" of every parameter with this bare name.
std::vector<std::string> full_names(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& row : parameter_rows()) {
    if (row.name == name) names.push_back(fmt::format("\"{}.{}\"", row.group, row.name));
  }
  return names;
}

/// The item of a table, made if it is not there.
Value& item_of(Value& table, const std::string& key, const Spot& spot) {
  if (Value* found = find_item(table, key)) return *found;
  Value made;
  made.key = key;
  made.key_spot = made.spot = spot;
  table.items.push_back(std::move(made));
  return table.items.back();
}

/// Puts the value where the keys lead; inner tables that are not there are made.
void put(Complaints& complaints, Value& table, std::span<const std::string> keys, Value value) {
  Value& item = item_of(table, keys.front(), value.key_spot);
  if (keys.size() == 1) {
    value.key = keys.front();
    item = std::move(value);
  } else if (item.kind != Value::Kind::table) {
    complain(complaints, value.spot, fmt::format("{} is {}, not a table.", keys.front(), in_words(item)));
  } else {
    put(complaints, item, keys.subspan(1), std::move(value));
  }
}

/// The entry whose identity begins the path (identities may have dots: the longest one counts), and the path left.
std::pair<Value*, std::string_view> find_entry(const EntryKind& kind, Value& document,
                                               std::string_view path) {
  std::pair<Value*, std::string_view> best{nullptr, path};
  Value* list = find_item(document, kind.name);
  if (list == nullptr || list->kind != Value::Kind::list) return best;
  for (auto& entry : list->items) {
    const auto name = identity_of(kind, entry);
    if (!name || !path.starts_with(*name + ".") || path.size() - best.second.size() > name->size()) continue;
    best = {&entry, path.substr(name->size() + 1)};
  }
  return best;
}

void complain_no_entry(Complaints& complaints, const Spot& spot, const EntryKind& kind,
                       std::pair<const Value&, std::string_view> where) {
  const Value* list = find_item(where.first, kind.name);
  std::vector<std::string> names;
  if (list != nullptr) {
    for (const auto& entry : list->items) names.push_back(identity_of(kind, entry).value_or(""));
  }
  if (std::find(names.begin(), names.end(), where.second) != names.end()) {
    return complain(
        complaints, spot,
        fmt::format("{0}.{1} names no key (must be {0}.{1}.key=value).", kind.name, where.second));
  }
  const std::string name(where.second.substr(0, where.second.rfind('.')));
  complain(complaints, spot,
           fmt::format("there is no {} \"{}\" (must be {}.{}.key=value).{}", kind.name, name, kind.name,
                       kind.identity, did_you_mean(name, names)));
}

/// The names of the law files of a list, as `law.NAME` says them.
std::vector<std::string> file_names(const Value& list) {
  std::vector<std::string> names;
  for (const auto& file : list.items) names.push_back(std::filesystem::path(file.text).stem().string());
  return names;
}

/// `law=[…]` or `law.NAME=path`.
void lay_law(Complaints& complaints, Value& document, const std::string& path, Value value) {
  Value& list = item_of(document, "law", value.key_spot);
  value.key = "law";
  if (path == "law") {
    list = std::move(value);
    return;
  }
  const std::string name = path.substr(path.find('.') + 1);
  const auto names = file_names(list);
  const auto found = std::find(names.begin(), names.end(), name);
  if (list.kind == Value::Kind::list && found != names.end()) {
    list.items[static_cast<std::size_t>(found - names.begin())] = std::move(value);
    return;
  }
  complain(
      complaints, value.key_spot,
      fmt::format(
          "the list of law files has no \"{}.toml\" (must be law.NAME=path, with NAME.toml in the list).{}",
          name, did_you_mean(name, names)));
}

/// What stands before the dot, where there is one.
bool leads_nowhere(Complaints& complaints, const Spot& spot, const std::string& path) {
  const std::size_t dot = path.find('.');
  if (dot == std::string::npos) {
    const auto names = full_names(path);
    complain(complaints, spot,
             fmt::format("\"{}\" names no group (must be group.name=value).{}", path,
                         names.empty() ? "" : fmt::format(" Did you mean {}?", fmt::join(names, " or "))));
    return true;
  }
  const std::string group = path.substr(0, dot);
  if (group != "question" && group != "include") return false;
  complain(complaints, spot, fmt::format("\"{}\" is no group. Change it in the file.", group));
  return true;
}

}  // namespace

void lay_setting(Complaints& complaints, Value& document, const std::string& name, Value value) {
  if (name == "law" || name.starts_with("law.")) return lay_law(complaints, document, name, std::move(value));
  const Spot spot = value.key_spot;
  if (leads_nowhere(complaints, spot, name)) return;
  const std::size_t dot = name.find('.');
  const EntryKind* kind = find_kind(name.substr(0, dot));
  if (kind == nullptr) return put(complaints, document, split_keys(name), std::move(value));
  const std::string_view rest = std::string_view(name).substr(dot + 1);
  const auto [entry, keys] = find_entry(*kind, document, rest);
  if (entry == nullptr) return complain_no_entry(complaints, spot, *kind, {document, rest});
  put(complaints, *entry, split_keys(keys), std::move(value));
}

const Value* find_setting(const Value& document, const std::string& name) {
  const EntryKind* kind = find_kind(name.substr(0, name.find('.')));
  const Value* at = &document;
  std::string_view rest = name;
  if (kind != nullptr) {
    const auto [entry, keys] =
        find_entry(*kind, const_cast<Value&>(document), rest.substr(rest.find('.') + 1));
    at = entry;
    rest = keys;
  }
  for (const auto& key : split_keys(rest)) {
    if (at == nullptr || at->kind != Value::Kind::table) return nullptr;
    at = find_item(*at, key);
  }
  return at;
}

void lay_override(Complaints& complaints, Value& document, const std::string& override) {
  const Spot spot{add_text(complaints, fmt::format("--set '{}'", override), ""), {}, 1};
  const std::size_t equals = override.find('=');
  if (equals == std::string::npos || equals == 0) {
    return complain(complaints, spot, "no value (must be group.name=value, e.g. choose.precision=8).");
  }
  lay_setting(complaints, document, override.substr(0, equals),
              parse_word(override.substr(equals + 1), spot));
}

}  // namespace comity
