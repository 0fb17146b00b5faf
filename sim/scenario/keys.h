/// How the keys of a scenario's entries are declared: one row per key, from which reading, checks, messages and the
/// list of keys come.
#pragma once

#include "scenario/tree.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity {

/// What reading a scenario needs and fills.
struct Reading {
  Complaints complaints;
  Config config;
  bool law_known =
      true;  // false: the law files have errors of their own, so that references cannot be checked
};

/// A number's range, both ends included, and its unit ("1": none).
struct Range {
  double low = 0.0;
  double high = 0.0;
  std::string_view unit = "1";
};

/// A key in words, for messages and lists.
struct KeyText {
  std::string path;      // "state.US.users", as `--set` names it
  std::string form;      // "a number in [0, 1]"
  std::string meaning;   // what it means, with its unit
  std::string standard;  // the default; empty: none
};

/// `range`, `unit` and the rest as one sentence at the end of a message: ` Market size [million users]; the default is 1.`
std::string explain_key(const KeyText& key);

/// Complains that the value is not of the key's form.
void complain_form(Reading& reading, const KeyText& key, const Value& value);

/// The value when it has the right form and lies in the range; complains otherwise. Levels are a choice's words.
std::optional<double> read_number(Reading& reading, const KeyText& key, const Value& value,
                                  const Range& range);
std::optional<std::int64_t> read_whole(Reading& reading, const KeyText& key, const Value& value,
                                       const Range& range);
std::optional<bool> read_flag(Reading& reading, const KeyText& key, const Value& value);
std::optional<Day> read_date(Reading& reading, const KeyText& key, const Value& value);
std::optional<std::string> read_text(Reading& reading, const KeyText& key, const Value& value);
std::optional<int> read_choice(Reading& reading, const KeyText& key, const Value& value,
                               std::span<const std::string_view> levels);

/// The number of the thing with this name among `names`; complains about unknown ones with the nearest name.
/// `thing` says what is looked for: "state".
std::optional<int> read_reference(Reading& reading, const KeyText& key, const Value& value,
                                  std::pair<std::string_view, std::span<const std::string>> things);

/// Numbers of the things a list names, each once; the word "all" is every one of them.
std::vector<int> read_references(Reading& reading, const KeyText& key, const Value& value,
                                 std::pair<std::string_view, std::span<const std::string>> things);

/// The texts of a list, each once.
std::vector<std::string> read_texts(Reading& reading, const KeyText& key, const Value& value);

/// Ids of the states; of the states, then the unions ("jurisdictions"); of providers; names of the law's open
/// questions.
std::vector<std::string> state_ids(const Config& config);
std::vector<std::string> jurisdiction_ids(const Config& config);
std::vector<std::string> provider_ids(const Config& config);
std::vector<std::string> question_names(const Config& config);

/// Range and levels in words: "a number in [0, 1]", "a whole number in [1, 9]", "\"own\" or \"trustee\"".
std::string form_of_number(const Range& range);
std::string form_of_whole(const Range& range);
std::string form_of_choice(std::span<const std::string_view> levels);

/// Complains about a key that no row declares. `path` is the table's ("state.US"; empty: the top of the file).
void complain_unknown(Reading& reading, const std::string& path, const Value& item,
                      std::span<const std::string> known);

/// Whether the key only annotates an entry (source, sources, tag, note); checks what it says. `known` are the entry's keys.
bool read_annotation(Reading& reading, const std::string& path, const Value& item,
                     std::span<const std::string> known);

/// One key of an entry and how it is read into it.
template <class Entry>
struct Key {
  std::string_view name;
  KeyText text;  // path still empty
  std::function<void(Reading&, const KeyText&, const Value&, Entry&)> read;
  bool required = false;
};

/// A key an entry cannot do without.
template <class Entry>
Key<Entry> must(Key<Entry> key) {
  key.required = true;
  key.text.standard.clear();
  return key;
}

/// A table of the document and the path by which messages name it.
struct PlacedTable {
  const std::string& path;  // "state.US"
  const Value& value;
};

/// Reads a table by its rows: every key of the table has a row, every required row is there.
template <class Entry>
void read_table(Reading& reading, const PlacedTable& table, Entry& entry,
                const std::vector<Key<Entry>>& keys) {
  std::vector<std::string> names;
  for (const auto& key : keys) names.emplace_back(key.name);
  for (const auto& item : table.value.items) {
    if (read_annotation(reading, table.path, item, names)) continue;
    const auto row = std::find(names.begin(), names.end(), item.key);
    if (row == names.end()) {
      complain_unknown(reading, table.path, item, names);
      continue;
    }
    const Key<Entry>& key = keys[static_cast<std::size_t>(row - names.begin())];
    KeyText text = key.text;
    text.path = table.path + "." + item.key;
    key.read(reading, text, item, entry);
  }
  for (const auto& key : keys) {
    if (!key.required || find_item(table.value, key.name) != nullptr) continue;
    complain(reading.complaints, table.value.spot,
             table.path + " has no " + std::string(key.name) + " (must be " + key.text.form + ")." +
                 explain_key(key.text));
  }
}

}  // namespace comity
