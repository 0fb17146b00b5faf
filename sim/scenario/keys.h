/// The keys of a scenario's tables, as rows (text/keys.h), and how messages about them read.
#pragma once

#include "scenario/config.h"
#include "text/keys.h"

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

/// One key of an entry of a scenario.
template <class Entry>
using Key = KeyOf<Reading, Entry>;

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

/// Complains about a key that no row declares. `path` is the table's ("state.US"; empty: the top of the file).
void complain_unknown(Reading& reading, const std::string& path, const Value& item,
                      std::span<const std::string> known);

/// Whether the key only annotates an entry (source, sources, tag, note, url, quote); checks what it says. `known` are the entry's keys.
bool read_annotation(Reading& reading, const std::string& path, const Value& item,
                     std::span<const std::string> known);

/// Complains that a table lacks a required key.
void complain_missing(Reading& reading, const PlacedTable& table, std::string_view key, const KeyText& text);

template <class Entry>
Key<Entry> state(std::string_view name, int Entry::* member, std::string_view meaning) {
  return {name,
          {{}, "the id of a state", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            const auto ids = state_ids(reading.config);
            entry.*member = read_reference(reading, key, value, {"state", ids}).value_or(-1);
          }};
}

template <class Entry>
Key<Entry> states(std::string_view name, std::vector<int> Entry::* member, std::string_view meaning) {
  return {name,
          {{}, form_of_list("a list of ids of states or \"all\""), std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            const auto ids = state_ids(reading.config);
            entry.*member = read_references(reading, key, value, {"state", ids});
          }};
}

template <class Entry>
auto regimes(std::string_view name, std::vector<std::string> Entry::* member, std::string_view meaning) {
  return texts(name, member, "a list of ids of regimes", meaning);
}

/// An open question of the law by its name.
template <class Entry>
Key<Entry> question(std::string_view name, int Entry::* member, std::string_view meaning) {
  return {name,
          {{}, "the name of an open question of the law", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            if (!reading.law_known) return;
            const auto names = question_names(reading.config);
            entry.*member = read_reference(reading, key, value, {"open question", names}).value_or(-1);
          }};
}

}  // namespace comity
