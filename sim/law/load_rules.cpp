#include "law/entries.h"
#include "law/loading.h"

#include "text/suggest.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

void read_effect(Entries& entries, Rule& rule) {
  const toml::node* node = entries.node("effect", Need::required);
  const auto name = node == nullptr ? std::nullopt : entries.text("effect");
  if (!name || *name == "none") return;
  rule.effect = enum_named<Effect>(*name);
  if (!rule.effect) entries.complain(entries.place_of(*node), unknown_effect(*name));
}

void read_conditions(Loader& loader, Entries& entries, Rule& rule, RuleDraft& draft) {
  const Reading reading{rule.regime, rule.place.file};
  if (const toml::node* node = entries.node("when", Need::required)) {
    auto read = read_condition(loader, reading, *node, entries.what() + ", \"when\"");
    rule.when = std::move(read.condition);
    draft.stage_two = read.stage_two;
  }
  if (const toml::node* node = entries.node("unless")) {
    auto read = read_condition(loader, reading, *node, entries.what() + ", \"unless\"");
    rule.unless = std::move(read.condition);
    rule.has_unless = true;
    if (!draft.stage_two) draft.stage_two = read.stage_two;
  }
}

/// The index of a question, added when it is new; -1 when there is no room.
int question_index(Loader& loader, Entries& entries, const Question& question, const Place& place) {
  auto& questions = loader.library.questions;
  const auto known = std::find_if(questions.begin(), questions.end(),
                                  [&](const Question& other) { return other.name == question.name; });
  if (known == questions.end()) {
    if (questions.size() == 32) {
      entries.complain(
          place, fmt::format("open question \"{}\" is the 33rd (a reading has 32 bits). Settle or share "
                             "some: rules with the same question = \"…\" are decided together.",
                             question.name));
      return -1;
    }
    questions.push_back(question);
    return static_cast<int>(questions.size()) - 1;
  }
  if (known->prior != question.prior) {
    entries.complain(place,
                     fmt::format("\"arguable\" is {} but question \"{}\" has {} elsewhere (one question, one "
                                 "prior). Make them equal or name another question.",
                                 question.prior, question.name, known->prior));
  }
  return static_cast<int>(known - questions.begin());
}

void read_question(Loader& loader, Entries& entries, Rule& rule) {
  const toml::node* node = entries.node("arguable");
  const toml::node* name_node = entries.node("question");
  const auto name = entries.text("question");
  if (node == nullptr) {
    if (name_node != nullptr) {
      entries.complain(
          entries.place_of(*name_node),
          "\"question\" needs \"arguable\", the prior that a court accepts the rule. Add arguable = 0.5.");
    }
    return;
  }
  const auto prior = entries.number("arguable");
  if (!prior) return;
  const Place place = entries.place_of(*node);
  if (*prior <= 0.0 || *prior >= 1.0) {
    entries.complain(
        place, fmt::format("\"arguable\" is {} (a probability above 0 and below 1). Leave it out when the "
                           "rule is certain, remove the rule when it is out of the question.",
                           *prior));
    return;
  }
  rule.question = question_index(loader, entries, {name.value_or(rule.name), *prior}, place);
}

void read_dates(Entries& entries, Rule& rule) {
  const auto from = entries.date("from", Need::required);
  const toml::node* node = entries.node("until");
  const auto until = node == nullptr ? std::nullopt : entries.date("until");
  rule.from = from.value_or(0);
  rule.until = until.value_or(kNever);
  if (!from || !until || *until > *from) return;
  entries.complain(
      entries.place_of(*node),
      fmt::format("\"until\" ({}) is not after \"from\" ({}). The rule is in force from <= day < until.",
                  to_string(*until), to_string(*from)));
}

void read_rule(Loader& loader, std::uint32_t regime, const std::string& name, Entries entries) {
  const auto id = static_cast<std::uint32_t>(loader.library.rules.size());
  Rule rule;
  RuleDraft draft;
  draft.short_name = name;
  rule.name = loader.library.regimes[regime].id + "." + name;
  rule.regime = regime;
  rule.place = entries.place();
  read_effect(entries, rule);
  read_conditions(loader, entries, rule, draft);
  draft.targets = entries.texts("exception_to");
  read_dates(entries, rule);
  read_question(loader, entries, rule);
  rule.source = entries.text("source").value_or("");
  rule.quote = entries.text("quote").value_or("");
  rule.confirmed = entries.truth("confirmed").value_or(true);
  entries.reject_others();
  loader.library.regimes[regime].rules.push_back(id);
  loader.library.rules.push_back(std::move(rule));
  loader.rules.push_back(std::move(draft));
}

/// The rule of this name in the regime's own file, else in the nearest amended one.
std::optional<std::uint32_t> resolve(const Loader& loader, std::uint32_t regime, const std::string& name) {
  auto chain = with_amended(loader.library, regime);
  for (auto step = chain.rbegin(); step != chain.rend(); ++step) {
    for (const std::uint32_t id : loader.library.regimes[*step].rules) {
      if (loader.rules[id].short_name == name) return id;
    }
  }
  return std::nullopt;
}

/// The names that a rule may list in `exception_to`.
std::vector<std::string> possible_targets(const Loader& loader, std::uint32_t rule) {
  std::vector<std::string> names;
  for (const std::uint32_t step : with_amended(loader.library, loader.library.rules[rule].regime)) {
    for (const std::uint32_t id : loader.library.regimes[step].rules) {
      if (id != rule) names.push_back(loader.rules[id].short_name);
    }
  }
  return names;
}

void resolve_targets(Loader& loader, std::uint32_t id) {
  Rule& rule = loader.library.rules[id];
  for (const auto& target : loader.rules[id].targets) {
    const auto found = resolve(loader, rule.regime, target.name);
    if (!found) {
      std::string suggestion = did_you_mean(target.name, possible_targets(loader, id));
      if (suggestion.empty()) suggestion = " Correct the name or add the rule.";
      loader.complain(target.place,
                      fmt::format("rule \"{}\": \"{}\" is not a rule of this file or of one it amends.{}",
                                  loader.rules[id].short_name, target.name, suggestion));
    } else if (std::find(rule.exception_to.begin(), rule.exception_to.end(), *found) !=
               rule.exception_to.end()) {
      loader.complain(target.place, fmt::format("rule \"{}\": \"{}\" stands twice. Name it once.",
                                                loader.rules[id].short_name, target.name));
    } else {
      rule.exception_to.push_back(*found);
    }
  }
}

enum class Mark : std::uint8_t { fresh, open, done };

void find_circle(Loader& loader, std::uint32_t id, std::vector<Mark>& marks,
                 std::vector<std::uint32_t>& path) {
  if (marks[id] == Mark::done) return;
  path.push_back(id);
  if (marks[id] == Mark::open) {
    std::string circle;
    for (auto step = std::find(path.begin(), path.end(), id); step != path.end(); ++step) {
      circle += (circle.empty() ? "" : " -> ") + loader.rules[*step].short_name;
    }
    loader.complain(loader.library.rules[id].place,
                    fmt::format("rule \"{}\": the exceptions run in a circle ({}). Remove one of them.",
                                loader.rules[id].short_name, circle));
  } else {
    marks[id] = Mark::open;
    for (const std::uint32_t target : loader.library.rules[id].exception_to)
      find_circle(loader, target, marks, path);
    marks[id] = Mark::done;
  }
  path.pop_back();
}

/// Effects that each rule can change: its own and, through exceptions, those of other rules.
std::vector<EffectSet> reached_effects(const Library& library) {
  std::vector<EffectSet> reached;
  for (const Rule& rule : library.rules) reached.push_back(rule.effect ? only(*rule.effect) : EffectSet{0});
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t id = 0; id < library.rules.size(); ++id) {
      const EffectSet before = reached[id];
      for (const std::uint32_t target : library.rules[id].exception_to) {
        reached[id] = static_cast<EffectSet>(reached[id] | reached[target]);
      }
      changed = changed || reached[id] != before;
    }
  }
  return reached;
}

void check_stages(Loader& loader) {
  const auto reached = reached_effects(loader.library);
  for (std::uint32_t id = 0; id < loader.library.rules.size(); ++id) {
    if (!loader.rules[id].stage_two) continue;
    const auto wrong = static_cast<EffectSet>(reached[id] & ~unsigned{only(Effect::comity)});
    if (wrong == 0) continue;
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < enum_names<Effect>.size(); ++i) {
      if (has(wrong, static_cast<Effect>(i))) names.push_back(enum_names<Effect>[i]);
    }
    loader.complain(
        *loader.rules[id].stage_two,
        fmt::format("rule \"{}\": \"forbidden elsewhere\" would decide \"{}\" (what other states forbid is "
                    "known only after that). Use it for comity, schedules and balances only.",
                    loader.rules[id].short_name, fmt::join(names, "\", \"")));
  }
}

}  // namespace

void read_rules(Loader& loader, std::uint32_t regime) {
  const std::uint32_t file = loader.library.regimes[regime].file;
  for (const auto& [name, entries] : named_tables(loader, file, "rule")) {
    read_rule(loader, regime, name, entries);
  }
}

void link_rules(Loader& loader) {
  const auto count = static_cast<std::uint32_t>(loader.library.rules.size());
  for (std::uint32_t id = 0; id < count; ++id) resolve_targets(loader, id);
  std::vector<Mark> marks(count, Mark::fresh);
  std::vector<std::uint32_t> path;
  const std::size_t errors = loader.errors.size();
  for (std::uint32_t id = 0; id < count; ++id) find_circle(loader, id, marks, path);
  if (loader.errors.size() == errors) check_stages(loader);
}

}  // namespace comity::law
