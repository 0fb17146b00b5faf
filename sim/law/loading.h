/// What the readers of law files share while they read: the state of loading, how messages about keys read, and conditions.
/// Internal to sim/law.
#pragma once

#include "law/condition.h"
#include "law/library.h"
#include "text/keys.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::law {

/// A `[define]`d name.
struct Definition {
  std::string words;
  Spot place;
  std::string text;  // white space folded
  Draft draft;
  std::vector<Condition::Node> nodes;  // expanded
  FactSet facts = 0;
  enum class State : std::uint8_t { fresh, open, expanded } state = State::fresh;
};

/// What a rule names before rule names can be resolved.
struct RuleDraft {
  std::string short_name;             // as in the file
  std::vector<const Value*> targets;  // texts of `exception_to`
  std::optional<Spot> stage_two;      // where it mentions `forbidden elsewhere`
};

/// [question.NAME] as it was first written.
struct QuestionDraft {
  std::string id;
  std::string name;
  std::vector<Reading> readings;  // two
  Spot place;
  bool asked = false;    // some rule asks it
  std::string accepted;  // id of the reading on which the first rule applies that said so; empty: none did
  Spot accepted_at;
};

inline constexpr std::uint32_t kNoRegime = 0xFFFFFFFF;

/// The state of loading.
struct Loader {
  Library library;  // without its files, which are those of the complaints
  Complaints complaints;
  std::vector<std::optional<Value>> roots;  // the document of each file; nothing: it cannot be read
  std::vector<Definition> definitions;      // of all regimes
  std::vector<Names> names;                 // one for each of library.regimes: facts and definitions it sees
  std::vector<RuleDraft> rules;             // one for each of library.rules
  std::vector<QuestionDraft> questions;     // of all files
  bool recorded = false;  // texts kept beside results: questions may lack words, as they did once
  std::vector<std::uint32_t> regime_of;  // regime of each file; kNoRegime: none
  std::vector<std::string> unions;       // ids of the unions that are declared

  void complain(const Spot& spot, std::string message) {
    comity::complain(complaints, spot, std::move(message));
  }
};

/// One key of a table of a law file, as text/keys.h has it. Messages call a table `rule "a"` and begin with that.
template <class Entry>
using Key = KeyOf<Loader, Entry>;

/// Any finite number.
inline constexpr Range kAnyNumber{-std::numeric_limits<double>::infinity(),
                                  std::numeric_limits<double>::infinity()};

std::optional<double> read_number(Loader& loader, const KeyText& key, const Value& value, const Range& range);
std::optional<bool> read_flag(Loader& loader, const KeyText& key, const Value& value);
std::optional<Day> read_date(Loader& loader, const KeyText& key, const Value& value);
std::optional<std::string> read_text(Loader& loader, const KeyText& key, const Value& value);
/// A text that can stand as a link: http:// or https://, a host, no spaces, quotes or angle brackets.
std::optional<std::string> read_address(Loader& loader, const KeyText& key, const Value& value);

std::optional<int> read_choice(Loader& loader, const KeyText& key, const Value& value,
                               std::span<const std::string_view> levels);
std::vector<std::string> read_texts(Loader& loader, const KeyText& key, const Value& value);

/// The items of a list that are of the form's kind; complains about others.
std::vector<const Value*> read_items(Loader& loader, const KeyText& key, const Value& value);

void complain_form(Loader& loader, const KeyText& key, const Value& value);
void complain_missing(Loader& loader, const PlacedTable& table, std::string_view key, const KeyText& text);
void complain_unknown(Loader& loader, const std::string& table, const Value& item,
                      std::span<const std::string> known);
inline bool read_annotation(Loader&, const std::string&, const Value&, std::span<const std::string>) {
  return false;
}

/// The tables that a kind of file may have: "a rule file", their names, and what to say where no name is near.
struct FileTables {
  std::string_view file;
  std::vector<std::string> names;
  std::string otherwise;
};

/// Complains about the other tables of a file.
void reject_others(Loader& loader, std::uint32_t file, const FileTables& tables);

/// The table of a file with this name, if it is there; complains about anything else under it.
const Value* find_table(Loader& loader, std::uint32_t file, std::string_view name);

/// The tables of `[kind.NAME]` in file order; complains about anything else under it.
std::vector<PlacedTable> named_tables(Loader& loader, std::uint32_t file, std::string_view kind);

/// The tables of `[[kind]]`; complains when it is something else.
std::vector<const Value*> listed_tables(Loader& loader, std::uint32_t file, std::string_view kind);

/// Whether a text can be the name of a regime, rule, schedule or balance: letters, digits, '-' and '_'.
bool is_name(std::string_view text);

/// Complains when a table's `until` is not after its `from`. `whose` is in force in between: "The rule".
void check_period(Loader& loader, const PlacedTable& table, std::string_view whose);

/// The effect of this name; complains about unknown ones.
std::optional<Effect> read_effect(Loader& loader, const KeyText& key, const Value& value);

/// Complains that this is no effect, with a suggestion.
void complain_effect(Loader& loader, const KeyText& key, const Spot& spot, std::string_view name);

/// A condition with the place where it mentions `forbidden elsewhere`, if it does.
struct ReadCondition {
  Condition condition;
  std::optional<Spot> stage_two;
};

/// Parses and expands a condition in the words of its file's regime (without one: of the vocabulary); what is wrong is
/// complained about, `what` first (`rule "a", "when"`).
ReadCondition read_condition(Loader& loader, const Value& value, const std::string& what);

/// A text, which may be empty, or an optional one.
template <class Entry, class Text>
auto words(std::string_view name, Text Entry::* member, std::string_view meaning) {
  auto row = text(name, member, meaning);
  row.text.form = "a text";
  return row;
}

/// A key whose value is the address of the page on which a text stands.
template <class Entry>
auto address(std::string Entry::* member, std::string_view meaning) {
  return Row{"url",
             {{}, "a web address", std::string(meaning), {}},
             [=](Loader& loader, const KeyText& key, const Value& value, auto& entry) {
               if (auto read = read_address(loader, key, value)) entry.*member = std::move(*read);
             }};
}

/// A key whose value is a condition.
template <class Entry>
auto condition(std::string_view name, Condition Entry::* member, std::string_view meaning) {
  return Row{name,
             {{}, "a condition", std::string(meaning), {}},
             [=](Loader& loader, const KeyText& key, const Value& value, auto& entry) {
               entry.*member =
                   read_condition(loader, value, fmt::format("{}, \"{}\"", key.table, value.key)).condition;
             }};
}

/// Reads the `[define]`s of all regimes, those of an amended regime being visible to the amending one.
void read_definitions(Loader& loader);

}  // namespace comity::law
