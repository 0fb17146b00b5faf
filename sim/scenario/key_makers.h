/// Makers of rows for the tables of keys: `number("users", &StateConfig::users, {0.001, 1e5, "million"}, "market size")`.
#pragma once

#include "scenario/keys.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace comity {

/// `meaning [unit]`, without the unit where there is none.
inline std::string with_unit(std::string_view meaning, std::string_view unit) {
  return unit == "1" ? std::string(meaning) : fmt::format("{} [{}]", meaning, unit);
}

template <class Entry>
Key<Entry> number(std::string_view name, double Entry::* member, Range range, std::string_view meaning) {
  return {name,
          {{}, form_of_number(range), with_unit(meaning, range.unit), fmt::format("{}", Entry{}.*member)},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            entry.*member = read_number(reading, key, value, range).value_or(entry.*member);
          }};
}

template <class Entry>
Key<Entry> whole(std::string_view name, int Entry::* member, Range range, std::string_view meaning) {
  return {name,
          {{}, form_of_whole(range), with_unit(meaning, range.unit), fmt::format("{}", Entry{}.*member)},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            entry.*member = static_cast<int>(read_whole(reading, key, value, range).value_or(entry.*member));
          }};
}

template <class Entry>
Key<Entry> flag(std::string_view name, bool Entry::* member, std::string_view meaning) {
  return {name,
          {{}, "true or false", std::string(meaning), Entry{}.*member ? "true" : "false"},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            entry.*member = read_flag(reading, key, value).value_or(entry.*member);
          }};
}

template <class Entry>
Key<Entry> text(std::string_view name, std::string Entry::* member, std::string_view meaning) {
  return {name,
          {{}, "a text that is not empty", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            entry.*member = read_text(reading, key, value).value_or(entry.*member);
          }};
}

template <class Entry>
Key<Entry> date(std::string_view name, Day Entry::* member, std::string_view meaning) {
  return {name,
          {{}, "a date like 2013-12-04", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            entry.*member = read_date(reading, key, value).value_or(entry.*member);
          }};
}

/// An enumeration by the words of its values, in their order.
template <class Entry, class Enum>
Key<Entry> choice(std::string_view name, Enum Entry::* member, std::vector<std::string_view> levels,
                  std::string_view meaning) {
  const auto standard = std::string(levels[static_cast<std::size_t>(Entry{}.*member)]);
  return {name,
          {{}, form_of_choice(levels), std::string(meaning), fmt::format("\"{}\"", standard)},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            if (const auto level = read_choice(reading, key, value, levels))
              entry.*member = static_cast<Enum>(*level);
          }};
}

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
          {{}, "a list of ids of states or \"all\"", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            const auto ids = state_ids(reading.config);
            entry.*member = read_references(reading, key, value, {"state", ids});
          }};
}

template <class Entry>
Key<Entry> regimes(std::string_view name, std::vector<std::string> Entry::* member,
                   std::string_view meaning) {
  return {name,
          {{}, "a list of ids of regimes", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            entry.*member = read_texts(reading, key, value);
          }};
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

/// A table inside the entry, e.g. [state.courts].
template <class Entry, class Inner>
Key<Entry> table(std::string_view name, Inner Entry::* member, const std::vector<Key<Inner>>& keys,
                 std::string_view meaning) {
  return {name,
          {{}, "a table", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            if (value.kind != Value::Kind::table) return complain_form(reading, key, value);
            read_table(reading, {key.path, value}, entry.*member, keys);
          }};
}

/// A list of tables inside the entry, e.g. a provider's sites.
template <class Entry, class Inner>
Key<Entry> tables(std::string_view name, std::vector<Inner> Entry::* member,
                  const std::vector<Key<Inner>>& keys, std::string_view meaning) {
  return {name,
          {{}, "a list of tables", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            if (value.kind != Value::Kind::list) return complain_form(reading, key, value);
            (entry.*member).clear();
            for (std::size_t i = 0; i < value.items.size(); ++i) {
              KeyText item = key;
              item.path = fmt::format("{}[{}]", key.path, i + 1);
              item.form = "a table";
              if (value.items[i].kind != Value::Kind::table) {
                complain_form(reading, item, value.items[i]);
                continue;
              }
              (entry.*member).emplace_back();
              read_table(reading, {item.path, value.items[i]}, (entry.*member).back(), keys);
            }
          }};
}

}  // namespace comity
