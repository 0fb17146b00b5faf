/// What the parts of the loader share while rule files are read. Internal to sim/law.
#pragma once

#include "law/condition.h"
#include "law/library.h"
#include "law/literal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

namespace comity::law {

/// A `[define]`d name.
struct Definition {
  std::string words;
  Place place;
  Draft draft;
  std::vector<Condition::Node> nodes;  // expanded
  FactSet facts = 0;
  enum class State : std::uint8_t { fresh, open, expanded } state = State::fresh;
};

/// What a rule names before rule names can be resolved.
struct RuleDraft {
  struct Target {
    std::string name;
    Place place;
  };
  std::string short_name;  // as in the file
  std::vector<Target> targets;
  std::optional<Place> stage_two;  // where it mentions `forbidden elsewhere`
};

/// One parsed file.
struct ParsedFile {
  toml::table table;
  bool readable = false;  // valid TOML
};

/// A condition with the place where it mentions `forbidden elsewhere`, if it does.
struct ReadCondition {
  Condition condition;
  std::optional<Place> stage_two;
};

/// The state of loading.
struct Loader {
  Library library;
  std::vector<LoadError> errors;
  std::vector<ParsedFile> files;         // one for each of library.files
  std::vector<Definition> definitions;   // of all regimes
  std::vector<Names> names;              // one for each of library.regimes: facts and definitions it sees
  std::vector<RuleDraft> rules;          // one for each of library.rules
  std::vector<std::uint32_t> regime_of;  // regime of each file; kNoRegime: none

  void complain(const Place& place, std::string message) { errors.push_back({place, std::move(message)}); }
};

inline constexpr std::uint32_t kNoRegime = 0xFFFFFFFF;

/// The text of a file without byte order mark: what places count in.
std::string_view body(const SourceFile& file);

/// The place of a TOML value or key.
Place place_in(const toml::source_region& region, std::uint32_t file);

/// The keys of a table in the order in which they stand in the file (TOML tables are sorted by name).
std::vector<std::pair<std::string, Place>> in_file_order(const toml::table& table, std::uint32_t file);

/// Reads the facts and effects of a vocabulary file into the library.
void read_vocabulary(Loader& loader, std::uint32_t file);

/// Reads `[never]` of a vocabulary file, when the facts of all files are known.
void read_never(Loader& loader, std::uint32_t file);

/// Reads the treaties of a file that has nothing else.
void read_treaties(Loader& loader, std::uint32_t file);

/// Reads the [regime] table of a file: appends a regime.
void read_regime(Loader& loader, std::uint32_t file);

/// Finds the amended regimes; reports unknown ones and circles.
void link_amended(Loader& loader);

/// Reads the `[define]`s of all regimes, those of an amended regime being visible to the amending one.
void read_definitions(Loader& loader);

/// Reads the rules of a regime.
void read_rules(Loader& loader, std::uint32_t regime);

/// Resolves `exception_to` of all rules and checks what must hold between rules.
void link_rules(Loader& loader);

/// Reads schedules, balances and decided cases of a regime.
void read_tables(Loader& loader, std::uint32_t regime);

/// Whose words a condition may use, and the file in which it stands.
struct Reading {
  std::uint32_t regime = kNoRegime;  // kNoRegime: the vocabulary's facts only
  std::uint32_t file = 0;
};

/// Parses and expands the condition in a TOML string; what is wrong goes to the errors,
/// `what` first (`rule "a", "when"`).
ReadCondition read_condition(Loader& loader, const Reading& reading, const toml::node& node,
                             const std::string& what);

/// What is wrong with the words of a new fact or definition; empty: nothing.
std::string fault_of_words(std::string_view words);

/// Says that this is no effect, with a suggestion.
std::string unknown_effect(std::string_view name);

/// Whether a text can be the name of a regime, rule, schedule or balance: letters, digits, '-' and '_'.
bool is_name(std::string_view text);

}  // namespace comity::law
