/// How the keys of a file's tables are declared: one row per key, as data, from which reading, checks, messages and the lists
/// of keys come. `number("users", &StateConfig::users, {0.001, 1e5, "million"}, "market size")` is a row.
///
/// A kind of file reads its rows in a Context of its own (scenario/keys.h, law/loading.h), which collects complaints and gives
/// them their wording by functions beside it: read_number, read_whole, read_flag, read_date, read_text, read_texts, read_choice,
/// complain_form, complain_missing, complain_unknown and read_annotation.
#pragma once

#include "enumeration.h"
#include "text/tree.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace comity {

/// A number's range, both ends included, and its unit ("1": none).
struct Range {
  double low = 0.0;
  double high = 0.0;
  std::string_view unit = "1";
};

/// What a key's value must be.
struct KeyForm {
  std::string words;                      // "a number in [0, 1]"
  Value::Kind kind = Value::Kind::text;   // number: whole numbers too
  Range range;                            // of a number
  std::vector<std::string_view> levels;   // the only texts it may be; empty: any
  Value::Kind items = Value::Kind::text;  // of a list

  // Most forms are their words alone: NOLINTBEGIN(google-explicit-constructor)
  KeyForm() = default;
  KeyForm(const char* said) : words(said) {}
  KeyForm(std::string said, Value::Kind sort = Value::Kind::text) : words(std::move(said)), kind(sort) {}
  // NOLINTEND(google-explicit-constructor)
};

/// A key in words, for messages and lists.
struct KeyText {
  std::string path;        // "state.US.users", as `--set` names it
  KeyForm form;            // what its value must be
  std::string meaning;     // what it means, with its unit
  std::string standard;    // the default; empty: none
  std::string table = {};  // what messages call its table: `state.US`
};

/// Forms of numbers, texts of a choice and so on, with their words: "a number in [0, 1]", "\"own\" or \"trustee\"".
KeyForm form_of_number(const Range& range);
KeyForm form_of_whole(const Range& range);
KeyForm form_of_choice(std::span<const std::string_view> levels);
KeyForm form_of_flag();
KeyForm form_of_date();
KeyForm form_of_list(std::string words);
KeyForm form_of_tables();

/// One key of a table and how it is read into an entry, in any context: what the makers below give.
template <class Read>
struct Row {
  std::string_view name;
  KeyText text;  // path still empty
  Read read;     // (context, text, value, entry)
  bool required = false;
};

/// The same for one kind of entry in one context.
template <class Context, class Entry>
struct KeyOf {
  std::string_view name;
  KeyText text;
  std::function<void(Context&, const KeyText&, const Value&, Entry&)> read;
  bool required = false;

  KeyOf(std::string_view key, KeyText words,
        std::function<void(Context&, const KeyText&, const Value&, Entry&)> reader, bool needed = false)
      : name(key), text(std::move(words)), read(std::move(reader)), required(needed) {}
  template <class Read>  // a list of keys is written as a list of rows
  KeyOf(Row<Read> row)   // NOLINT(google-explicit-constructor)
      : KeyOf(row.name, std::move(row.text), std::move(row.read), row.required) {}
};

/// A key that an entry cannot do without.
template <class AnyRow>
AnyRow must(AnyRow row) {
  row.required = true;
  row.text.standard.clear();
  return row;
}

/// A table of a document: what messages call it, and where they point when something is missing in it.
struct PlacedTable {
  std::string path;  // "state.US"
  const Value& value;
  Spot spot = value.spot;
};

/// Reads a table by its rows: every key of the table has a row, every required row is there.
template <class Context, class Entry>
void read_table(Context& context, const PlacedTable& table, Entry& entry,
                const std::vector<KeyOf<Context, Entry>>& keys) {
  KeyText text;  // one for all, so that its strings keep their memory
  for (const auto& item : table.value.items) {
    const auto key =
        std::find_if(keys.begin(), keys.end(), [&](const auto& row) { return row.name == item.key; });
    if (key == keys.end()) {
      std::vector<std::string> names;
      for (const auto& row : keys) names.emplace_back(row.name);
      if (!read_annotation(context, table.path, item, names))
        complain_unknown(context, table.path, item, names);
      continue;
    }
    text = key->text;
    text.path = table.path + "." + item.key;
    text.table = table.path;
    key->read(context, text, item, entry);
  }
  for (const auto& key : keys) {
    if (key.required && find_item(table.value, key.name) == nullptr)
      complain_missing(context, table, key.name, key.text);
  }
}

/// One key as a list of all keys shows it.
struct KeyDocument {
  std::string table;  // "state", "state.courts"
  std::string name;   // "users"
  KeyText text;
  bool required = false;
};

/// Adds the keys of a table to a list of keys.
template <class Context, class Entry>
void document(std::vector<KeyDocument>& documents, const std::string& table,
              const std::vector<KeyOf<Context, Entry>>& keys) {
  for (const auto& key : keys) documents.push_back({table, std::string(key.name), key.text, key.required});
}

/// `meaning [unit]`, without the unit where there is none.
std::string with_unit(std::string_view meaning, std::string_view unit);

/// The default of a number's key: its value in a new entry; an optional one has none.
template <class Entry, class Number>
std::string standard_of(Number Entry::* member) {
  if constexpr (requires(Number value) { value.has_value(); }) {
    return {};
  } else {
    return fmt::format("{}", Entry{}.*member);
  }
}

/// A number, or an optional one.
template <class Entry, class Number>
auto number(std::string_view name, Number Entry::* member, Range range, std::string_view meaning) {
  return Row{name,
             {{}, form_of_number(range), with_unit(meaning, range.unit), standard_of(member)},
             [=](auto& context, const KeyText& key, const Value& value, auto& entry) {
               if (const auto read = read_number(context, key, value, range)) entry.*member = *read;
             }};
}

template <class Entry>
auto whole(std::string_view name, int Entry::* member, Range range, std::string_view meaning) {
  return Row{name,
             {{}, form_of_whole(range), with_unit(meaning, range.unit), standard_of(member)},
             [=](auto& context, const KeyText& key, const Value& value, auto& entry) {
               if (const auto read = read_whole(context, key, value, range))
                 entry.*member = static_cast<int>(*read);
             }};
}

template <class Entry>
auto flag(std::string_view name, bool Entry::* member, std::string_view meaning) {
  return Row{name,
             {{}, form_of_flag(), std::string(meaning), Entry{}.*member ? "true" : "false"},
             [=](auto& context, const KeyText& key, const Value& value, auto& entry) {
               if (const auto read = read_flag(context, key, value)) entry.*member = *read;
             }};
}

/// A text, or an optional one.
template <class Entry, class Text>
auto text(std::string_view name, Text Entry::* member, std::string_view meaning) {
  return Row{name,
             {{}, "a text that is not empty", std::string(meaning), {}},
             [=](auto& context, const KeyText& key, const Value& value, auto& entry) {
               if (auto read = read_text(context, key, value)) entry.*member = std::move(*read);
             }};
}

/// A day, or an optional one.
template <class Entry, class Date>
auto date(std::string_view name, Date Entry::* member, std::string_view meaning) {
  return Row{name,
             {{}, form_of_date(), std::string(meaning), {}},
             [=](auto& context, const KeyText& key, const Value& value, auto& entry) {
               if (const auto read = read_date(context, key, value)) entry.*member = *read;
             }};
}

/// A list of texts, e.g. ids of regimes.
template <class Entry>
auto texts(std::string_view name, std::vector<std::string> Entry::* member, std::string_view form,
           std::string_view meaning) {
  return Row{name,
             {{}, form_of_list(std::string(form)), std::string(meaning), {}},
             [=](auto& context, const KeyText& key, const Value& value, auto& entry) {
               entry.*member = read_texts(context, key, value);
             }};
}

/// An enumeration by the words of its values, in their order.
template <class Entry, class Enum>
auto choice(std::string_view name, Enum Entry::* member, std::vector<std::string_view> levels,
            std::string_view meaning) {
  const auto standard = std::string(levels[static_cast<std::size_t>(Entry{}.*member)]);
  return Row{name,
             {{}, form_of_choice(levels), std::string(meaning), fmt::format("\"{}\"", standard)},
             [=](auto& context, const KeyText& key, const Value& value, auto& entry) {
               if (const auto level = read_choice(context, key, value, levels))
                 entry.*member = static_cast<Enum>(*level);
             }};
}

/// The same by the names of the enumeration.
template <class Entry, class Enum>
auto choice(std::string_view name, Enum Entry::* member, std::string_view meaning) {
  return choice(name, member, {enum_names<Enum>.begin(), enum_names<Enum>.end()}, meaning);
}

/// A table inside the entry, e.g. [state.courts].
template <class Context, class Entry, class Inner>
auto table(std::string_view name, Inner Entry::* member, const std::vector<KeyOf<Context, Inner>>& keys,
           std::string_view meaning) {
  return Row{name,
             {{}, {"a table", Value::Kind::table}, std::string(meaning), {}},
             [=](Context& context, const KeyText& key, const Value& value, auto& entry) {
               if (value.kind != Value::Kind::table) return complain_form(context, key, value);
               read_table(context, {key.path, value}, entry.*member, keys);
             }};
}

/// A list of tables inside the entry, e.g. a provider's sites.
template <class Context, class Entry, class Inner>
auto tables(std::string_view name, std::vector<Inner> Entry::* member,
            const std::vector<KeyOf<Context, Inner>>& keys, std::string_view meaning) {
  return Row{name,
             {{}, form_of_tables(), std::string(meaning), {}},
             [=](Context& context, const KeyText& key, const Value& value, auto& entry) {
               if (value.kind != Value::Kind::list) return complain_form(context, key, value);
               (entry.*member).clear();
               for (std::size_t i = 0; i < value.items.size(); ++i) {
                 KeyText item = key;
                 item.path = fmt::format("{}[{}]", key.path, i + 1);
                 item.form = {"a table", Value::Kind::table};
                 if (value.items[i].kind != Value::Kind::table) {
                   complain_form(context, item, value.items[i]);
                   continue;
                 }
                 (entry.*member).emplace_back();
                 read_table(context, {item.path, value.items[i]}, (entry.*member).back(), keys);
               }
             }};
}

}  // namespace comity
