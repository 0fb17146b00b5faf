// `--set group.name=value` and `--set kind.id.key=value`, laid on the document before it is checked.
#include "scenario/document.h"
#include "scenario/entries.h"
#include "text/suggest.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity {
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
