#include "law/vocabulary.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

void read_fact(Loader& loader, const Spot& spot, Fact fact) {
  const std::string fault = fault_of_words(fact.words);
  if (!fault.empty()) return loader.complain(spot, fmt::format("fact \"{}\" {}", fact.words, fault));
  auto& facts = loader.library.facts;
  const auto words = normalise(fact.words);
  const auto known = std::find_if(facts.begin(), facts.end(),
                                  [&](const Fact& other) { return normalise(other.words) == words; });
  if (known == facts.end() && facts.size() == 32) {
    loader.complain(spot, fmt::format("fact \"{}\" is one too many (a set of facts has 32 bits). Remove it.",
                                      fact.words));
  } else if (known == facts.end()) {
    facts.push_back(std::move(fact));
  } else if (known->scope != fact.scope) {
    loader.complain(spot, fmt::format("fact \"{}\" already stands under [{}]. Move it there or remove it.",
                                      fact.words, name_of(known->scope)));
  } else {
    known->meaning = std::move(fact.meaning);
  }
}

void read_facts(Loader& loader, std::uint32_t file, Scope scope) {
  const Value* table = find_table(loader, file, name_of(scope));
  if (table == nullptr) return;
  for (const Value& item : table->items) {
    if (item.kind == Value::Kind::text) {
      read_fact(loader, item.key_spot, {item.key, item.text, scope});
    } else {
      loader.complain(item.spot, fmt::format("fact \"{}\" needs its meaning as a string.", item.key));
    }
  }
}

/// The effects are what the simulation knows how to act on; a file may only restate their meanings.
struct EffectTable {
  std::vector<Effect> opposed;
};

std::vector<Key<EffectTable>> effect_keys() {
  std::vector<Key<EffectTable>> keys = {
      {"opposed",
       {{}, form_of_list("a list of effects"), "effects that must not both follow from one law", {}},
       [](Loader& loader, const KeyText& key, const Value& value, EffectTable& effects) {
         for (const Value* item : read_items(loader, key, value)) {
           if (const auto effect = read_effect(loader, key, *item)) effects.opposed.push_back(*effect);
         }
       }}};
  const auto restate = [&](std::string_view name, std::string_view meaning) {
    keys.push_back({name,
                    {{}, "a text", std::string(meaning), {}},
                    [](Loader& loader, const KeyText& key, const Value& value, EffectTable&) {
                      read_text(loader, key, value);
                    }});
  };
  for (const EnumRow& effect : kEffectRows) restate(effect.name, effect.meaning);
  restate("none", "only switches other rules off");
  return keys;
}

void read_effects(Loader& loader, std::uint32_t file) {
  const Value* table = find_table(loader, file, "effects");
  if (table == nullptr) return;
  EffectTable effects;
  read_table(loader, {"effects", *table}, effects, effect_keys());
  auto& opposed = loader.library.opposed;
  for (std::size_t i = 0; i < effects.opposed.size(); ++i) {
    for (std::size_t j = i + 1; j < effects.opposed.size(); ++j) {
      const std::pair pair{effects.opposed[i], effects.opposed[j]};
      if (std::find(opposed.begin(), opposed.end(), pair) == opposed.end()) opposed.push_back(pair);
    }
  }
}

}  // namespace

std::vector<std::string> vocabulary_tables() {
  std::vector<std::string> tables(enum_names<Scope>.begin(), enum_names<Scope>.end());
  tables.insert(tables.end(), {"never", "effects"});
  return tables;
}

void read_vocabulary(Loader& loader, std::uint32_t file) {
  for (const Scope scope : enum_values<Scope>) read_facts(loader, file, scope);
  read_effects(loader, file);
  const auto tables = vocabulary_tables();
  reject_others(
      loader, file,
      {fmt::format("a vocabulary file ({}). Put rules in a file of their own", fmt::join(tables, ", ")),
       tables,
       {}});
}

void read_never(Loader& loader, std::uint32_t file) {
  const Value* table = find_table(loader, file, "never");
  if (table == nullptr) return;
  for (const Value& item : table->items) {
    const Condition condition = read_condition(loader, item, fmt::format("never \"{}\"", item.key)).condition;
    auto& names = loader.library.never_names;
    const auto known = std::find(names.begin(), names.end(), item.key);
    if (known != names.end()) {
      loader.library.never[static_cast<std::size_t>(known - names.begin())] = condition;
    } else {
      names.push_back(item.key);
      loader.library.never.push_back(condition);
    }
  }
}

void document_vocabulary(std::vector<KeyDocument>& documents) {
  for (const EnumRow& scope : kScopeRows) {
    documents.push_back(
        {std::string(scope.name),
         "WORDS",
         {{}, "a text", fmt::format("meaning of a further fact, with {}", scope.meaning), {}}});
  }
  documents.push_back({"never", "NAME", {{}, "a condition", "a combination of facts that cannot occur", {}}});
  document(documents, "effects", effect_keys());
}

}  // namespace comity::law
