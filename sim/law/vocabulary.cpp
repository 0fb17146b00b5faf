#include "law/entries.h"
#include "law/loading.h"

#include "text/suggest.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace comity::law {
namespace {

struct NamedText {
  std::string_view name;
  std::string_view text;
};

// Combinations that cannot occur, by what the facts mean.
constexpr std::array kNever{
    NamedText{"one kind of data", "content data and traffic data"},
    NamedText{"one route", "at least 2 of (voluntary request, treaty request, agreement order)"},
    NamedText{"headquarters are an establishment",
              "provider headquartered here and not provider established here"},
    NamedText{"own orders need no treaty", "order is ours and any of (treaty request, agreement order)"},
};

/// A table of a vocabulary file, if it is there; anything else under its name is an error.
const toml::table* find_table(Loader& loader, std::uint32_t file, std::string_view name) {
  const toml::node* node = loader.files[file].table.get(name);
  if (node == nullptr) return nullptr;
  if (node->as_table() == nullptr) {
    loader.complain(place_in(node->source(), file), fmt::format("\"{}\" must be a table: [{}].", name, name));
  }
  return node->as_table();
}

void read_fact(Loader& loader, const Place& place, Fact fact) {
  const std::string fault = fault_of_words(fact.words);
  if (!fault.empty()) return loader.complain(place, fmt::format("fact \"{}\" {}", fact.words, fault));
  auto& facts = loader.library.facts;
  const auto words = normalise(fact.words);
  const auto known = std::find_if(facts.begin(), facts.end(),
                                  [&](const Fact& other) { return normalise(other.words) == words; });
  if (known == facts.end() && facts.size() == 32) {
    loader.complain(
        place, fmt::format("fact \"{}\" is the 33rd (a set of facts has 32 bits). Remove one.", fact.words));
  } else if (known == facts.end()) {
    facts.push_back(std::move(fact));
  } else if (known->scope != fact.scope) {
    loader.complain(place, fmt::format("fact \"{}\" already stands under [{}]. Move it there or remove it.",
                                       fact.words, name_of(known->scope)));
  } else {
    known->meaning = std::move(fact.meaning);
  }
}

void read_facts(Loader& loader, std::uint32_t file, Scope scope) {
  const toml::table* table = find_table(loader, file, name_of(scope));
  if (table == nullptr) return;
  for (const auto& [words, place] : in_file_order(*table, file)) {
    const toml::node& value = *table->get(words);
    if (value.as_string() == nullptr) {
      loader.complain(place_in(value.source(), file),
                      fmt::format("fact \"{}\" needs its meaning as a string.", words));
    } else {
      read_fact(loader, place, {words, value.as_string()->get(), scope});
    }
  }
}

void read_opposed(Loader& loader, Entries& entries) {
  std::vector<Effect> effects;
  for (const auto& target : entries.texts("opposed")) {
    const auto effect = enum_named<Effect>(target.name);
    if (effect) {
      effects.push_back(*effect);
    } else {
      entries.complain(target.place, unknown_effect(target.name));
    }
  }
  auto& opposed = loader.library.opposed;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    for (std::size_t j = i + 1; j < effects.size(); ++j) {
      const std::pair pair{effects[i], effects[j]};
      if (std::find(opposed.begin(), opposed.end(), pair) == opposed.end()) opposed.push_back(pair);
    }
  }
}

void read_effects(Loader& loader, std::uint32_t file) {
  const toml::table* table = find_table(loader, file, "effects");
  if (table == nullptr) return;
  Entries entries(loader, *table, place_in(table->source(), file), "effects");
  read_opposed(loader, entries);
  // The effects are what the simulation knows how to act on; a file may only restate their meanings.
  for (const auto name : enum_names<Effect>) entries.text(name);
  entries.text("none");
  entries.reject_others();
}

}  // namespace

Library built_in_library() {
  Library library;
#define COMITY_FACT_ROW(identifier, scope, words, meaning) \
  library.facts.push_back({words, meaning, Scope::scope});
  COMITY_FACTS(COMITY_FACT_ROW)
  const Names names = names_of(library.facts);
  for (const auto& row : kNever) {
    library.never.push_back(read_condition(row.text, names));
    library.never_names.emplace_back(row.name);
  }
  library.opposed = {{Effect::compels, Effect::forbids}};
  return library;
}

std::string unknown_effect(std::string_view name) {
  std::vector<std::string> names(enum_names<Effect>.begin(), enum_names<Effect>.end());
  names.emplace_back("none");
  const std::string suggestion = did_you_mean(name, names);
  return fmt::format(
      "\"{}\" is not an effect.{}", name,
      suggestion.empty() ? fmt::format(" Effects are: {}.", fmt::join(names, ", ")) : suggestion);
}

std::string fault_of_words(std::string_view words) {
  const auto normal = normalise(words);
  if (!normal || normal->empty())
    return "has odd characters or no words. Use letters, digits, '-' and blanks.";
  for (const Token& token : split_condition(words).tokens) {
    if (is_reserved(token.text)) {
      return fmt::format("contains \"{}\", which joins facts in conditions. Use other words.", token.text);
    }
  }
  if (normal->starts_with("any of") || normal->starts_with("all of") || normal->starts_with("none of") ||
      normal->starts_with("at least")) {
    return "begins like a list of facts. Use other words.";
  }
  return {};
}

void read_vocabulary(Loader& loader, std::uint32_t file) {
  for (std::size_t scope = 0; scope < enum_count<Scope>; ++scope)
    read_facts(loader, file, static_cast<Scope>(scope));
  read_effects(loader, file);
  std::vector<std::string> known{"never", "effects"};
  known.insert(known.end(), enum_names<Scope>.begin(), enum_names<Scope>.end());
  for (const auto& [key, value] : loader.files[file].table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    loader.complain(
        place_in(key.source(), file),
        fmt::format("\"{}\" does not belong in a vocabulary file (here, demand, between, never, effects). "
                    "Put rules in a file of their own.{}",
                    key.str(), did_you_mean(key.str(), known)));
  }
}

void read_never(Loader& loader, std::uint32_t file) {
  const toml::table* table = find_table(loader, file, "never");
  if (table == nullptr) return;
  for (const auto& [name, place] : in_file_order(*table, file)) {
    const toml::node& value = *table->get(name);
    const Condition condition =
        read_condition(loader, {kNoRegime, file}, value, fmt::format("never \"{}\"", name)).condition;
    auto& names = loader.library.never_names;
    const auto known = std::find(names.begin(), names.end(), name);
    if (known != names.end()) {
      loader.library.never[static_cast<std::size_t>(known - names.begin())] = condition;
    } else {
      names.push_back(name);
      loader.library.never.push_back(condition);
    }
  }
}

}  // namespace comity::law
