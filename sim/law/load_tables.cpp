#include "law/entries.h"
#include "law/loading.h"

#include "text/suggest.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// Reads the optional dates of a schedule or balance.
void read_dates(Entries& entries, Day& from, Day& until) {
  from = entries.date("from").value_or(kAlways);
  const toml::node* node = entries.node("until");
  if (node == nullptr) return;
  until = entries.date("until").value_or(kNever);
  if (until <= from) {
    entries.complain(entries.place_of(*node),
                     fmt::format("\"until\" ({}) is not after \"from\" ({}). It is in force "
                                 "from <= day < until.",
                                 to_string(until), to_string(from)));
  }
}

void read_case(Loader& loader, const Reading& reading, Entries entries, Schedule& schedule) {
  const auto value = entries.number("value", Need::required);
  const toml::node* otherwise = entries.node("otherwise");
  const auto truth = entries.truth("otherwise");
  const toml::node* when = entries.node("when", otherwise == nullptr ? Need::required : Need::optional);
  entries.reject_others();
  if (otherwise != nullptr && when != nullptr) {
    entries.complain(entries.place_of(*otherwise), "has \"when\" and \"otherwise\". Keep one of them.");
  } else if (truth && !*truth) {
    entries.complain(entries.place_of(*otherwise),
                     "\"otherwise\" is false. Write otherwise = true or leave it out.");
  } else if (otherwise != nullptr && schedule.otherwise) {
    entries.complain(entries.place_of(*otherwise), "\"otherwise\" stands twice. Keep one of them.");
  } else if (otherwise != nullptr) {
    schedule.otherwise = value;
  } else if (when != nullptr) {
    auto read = read_condition(loader, reading, *when, entries.what() + ", \"when\"");
    schedule.cases.push_back({std::move(read.condition), value.value_or(0.0)});
  }
}

Schedule read_schedule(Loader& loader, const Reading& reading, const std::string& name, Entries entries) {
  Schedule schedule;
  schedule.name = name;
  schedule.place = entries.place();
  schedule.source = entries.text("source").value_or("");
  read_dates(entries, schedule.from, schedule.until);
  const auto cases = entries.tables("case", Need::required);
  for (const toml::table* table : cases) {
    read_case(loader, reading,
              Entries(loader, *table, place_in(table->source(), reading.file), entries.what() + ", case"),
              schedule);
  }
  if (const toml::node* node = entries.node("case");
      node != nullptr && node->is_array() && node->as_array()->empty()) {
    entries.complain(entries.place_of(*node),
                     "\"case\" is empty. Write case = [{ when = \"…\", value = 1 }].");
  }
  entries.reject_others();
  return schedule;
}

void read_weight(Loader& loader, const Reading& reading, Entries entries, Balance& balance) {
  Balance::Weight weight;
  if (const toml::node* node = entries.node("when", Need::required)) {
    weight.when = read_condition(loader, reading, *node, entries.what() + ", \"when\"").condition;
  }
  weight.weight = entries.number("weight", Need::required).value_or(0.0);
  weight.source = entries.text("source").value_or("");
  entries.reject_others();
  balance.weights.push_back(std::move(weight));
}

Balance read_balance(Loader& loader, const Reading& reading, const std::string& name, Entries entries) {
  Balance balance;
  balance.name = name;
  balance.place = entries.place();
  const toml::node* effect = entries.node("effect", Need::required);
  if (const auto text = effect == nullptr ? std::nullopt : entries.text("effect")) {
    const auto known = enum_named<Effect>(*text);
    if (!known) entries.complain(entries.place_of(*effect), unknown_effect(*text));
    balance.effect = known.value_or(Effect::comity);
  }
  balance.base = entries.number("base").value_or(0.0);
  read_dates(entries, balance.from, balance.until);
  balance.source = entries.text("source").value_or("");
  for (const toml::table* table : entries.tables("weigh", Need::required)) {
    read_weight(loader, reading,
                Entries(loader, *table, place_in(table->source(), reading.file), entries.what() + ", weigh"),
                balance);
  }
  entries.reject_others();
  return balance;
}

void read_given(Loader& loader, const Reading& reading, Entries& entries, DecidedCase& decided) {
  const Names& names = loader.names[reading.regime];
  for (const auto& given : entries.texts("given", Need::required)) {
    const auto found = names.operands.find(normalise(given.name).value_or(""));
    if (found == names.operands.end()) {
      entries.complain(given.place,
                       fmt::format("\"{}\" is not a fact.{}", given.name,
                                   did_you_mean(given.name, names_of(loader.library.facts).words)));
    } else if (found->second.defined) {
      entries.complain(given.place,
                       fmt::format("\"{}\" is a definition. Give the facts themselves.", given.name));
    } else {
      decided.given |= FactSet{1} << found->second.index;
    }
  }
}

std::optional<Outcome> outcome_named(std::string_view name) {
  if (name == "yes") return Outcome::yes;
  if (name == "no") return Outcome::no;
  if (name == "arguable") return Outcome::arguable;
  return std::nullopt;
}

void read_expected(Entries& entries, std::uint32_t file, DecidedCase& decided) {
  const toml::node* node = entries.node("expect", Need::required);
  if (node == nullptr) return;
  if (node->as_table() == nullptr || node->as_table()->empty()) {
    return entries.complain(entries.place_of(*node),
                            "\"expect\" must name effects: expect = { compels = \"yes\" }.");
  }
  for (const auto& [key, value] : *node->as_table()) {
    const auto effect = enum_named<Effect>(key.str());
    const auto* text = value.as_string();
    const auto outcome = text == nullptr ? std::nullopt : outcome_named(text->get());
    if (!effect) {
      entries.complain(place_in(key.source(), file), unknown_effect(key.str()));
    } else if (!outcome) {
      entries.complain(place_in(value.source(), file),
                       fmt::format("\"{}\" must be \"yes\", \"no\" or \"arguable\".", key.str()));
    } else {
      decided.expect.emplace_back(*effect, *outcome);
    }
  }
}

void read_decided_case(Loader& loader, const Reading& reading, const toml::table& table) {
  const toml::node* name = table.get("name");
  const auto* text = name == nullptr ? nullptr : name->as_string();
  DecidedCase decided;
  decided.place = place_in(table.source(), reading.file);
  Entries entries(loader, table, decided.place,
                  text == nullptr ? "test" : fmt::format("test \"{}\"", text->get()));
  decided.name = entries.text("name", Need::required).value_or("");
  decided.on = entries.date("on", Need::required).value_or(0);
  read_given(loader, reading, entries, decided);
  read_expected(entries, reading.file, decided);
  decided.source = entries.text("source").value_or("");
  entries.reject_others();
  loader.library.regimes[reading.regime].cases.push_back(std::move(decided));
}

void read_decided_cases(Loader& loader, const Reading& reading) {
  const toml::node* node = loader.files[reading.file].table.get("test");
  if (node == nullptr) return;
  const auto* list = node->as_array();
  if (list == nullptr || !list->is_homogeneous(toml::node_type::table)) {
    return loader.complain(place_in(node->source(), reading.file),
                           "\"test\" must be a list of tables: [[test]].");
  }
  for (const auto& entry : *list) read_decided_case(loader, reading, *entry.as_table());
}

}  // namespace

void read_tables(Loader& loader, std::uint32_t regime) {
  Regime& self = loader.library.regimes[regime];
  const Reading reading{regime, self.file};
  for (const auto& [name, entries] : named_tables(loader, self.file, "schedule")) {
    self.schedules.push_back(read_schedule(loader, reading, name, entries));
  }
  for (const auto& [name, entries] : named_tables(loader, self.file, "balance")) {
    self.balances.push_back(read_balance(loader, reading, name, entries));
  }
  read_decided_cases(loader, reading);
}

}  // namespace comity::law
