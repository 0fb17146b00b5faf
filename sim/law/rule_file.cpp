#include "law/rule_file.h"

#include "law/question_file.h"
#include "text/state_code.h"
#include "text/suggest.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

// [regime]

std::vector<Key<Regime>> regime_keys() {
  using R = Regime;
  return {must(words("id", &R::id, "short name: letters, digits, '-' and '_'")),
          words("name", &R::name,
                "the name people read, e.g. \"Ireland: Data Protection Acts\"; without it, the id"),
          words("amends", &R::amends, "id of the regime it is laid on; without it, it stands alone"),
          words("state", &R::state,
                "code of the state (ISO 3166-1, two letters) or id of the union whose law it is, \"*\": of "
                "any; not "
                "needed with amends"),
          texts("powers", &R::powers, "a list of texts",
                "what it lets the government do, e.g. \"executive agreements\""),
          date("checked", &R::checked, "the day on which it was last compared with its sources")};
}

std::vector<std::string> regime_ids(const Library& library) {
  std::vector<std::string> ids;
  for (const Regime& regime : library.regimes) ids.push_back(regime.id);
  return ids;
}

void check_id(Loader& loader, const Spot& spot, const Regime& regime) {
  if (!is_name(regime.id)) {
    loader.complain(spot, "regime: \"id\" has odd characters or none. Use letters, digits, '-' and '_'.");
  }
  if (const auto other = find_regime(loader.library, regime.id)) {
    loader.complain(spot,
                    fmt::format("regime: id \"{}\" is taken by {}. Give each file its own id.", regime.id,
                                loader.complaints.files[loader.library.regimes[*other].file].path));
  }
}

/// Where the [regime] table of a regime says this key.
Spot spot_in(const Loader& loader, const Regime& regime, std::string_view key) {
  return spot_of(*find_item(*loader.roots[regime.file], "regime"), key);
}

}  // namespace

void read_regime(Loader& loader, std::uint32_t file) {
  const std::vector<std::string> tables{"regime",   "define",  "question", "rule",
                                        "schedule", "balance", "test"};
  reject_others(loader, file,
                {"a rule file", tables, fmt::format(" Known are: {}.", fmt::join(tables, ", "))});
  if (find_item(*loader.roots[file], "regime") == nullptr) {
    return loader.complain({file},
                           "there is no [regime] table. Begin a rule file with [regime], id and state.");
  }
  const Value* value = find_table(loader, file, "regime");
  if (value == nullptr) return;
  const PlacedTable table{"regime", *value};
  Regime regime;
  regime.file = file;
  regime.place = table.spot;
  read_table(loader, table, regime, regime_keys());
  if (const Value* id = find_item(*value, "id")) check_id(loader, id->spot, regime);
  if (find_item(*value, "name") == nullptr) regime.name = regime.id;
  if (regime.amends.empty() && find_item(*value, "state") == nullptr)
    complain_missing(loader, table, "state", {});
  loader.regime_of[file] = static_cast<std::uint32_t>(loader.library.regimes.size());
  loader.library.regimes.push_back(std::move(regime));
}

void link_amended(Loader& loader) {
  auto& regimes = loader.library.regimes;
  for (Regime& regime : regimes) {
    if (regime.amends.empty() || find_regime(loader.library, regime.amends)) continue;
    auto ids = regime_ids(loader.library);
    std::erase(ids, regime.id);
    loader.complain(spot_in(loader, regime, "amends"),
                    fmt::format("amends \"{}\", which is not among the files. Give its file as well.{}",
                                regime.amends, did_you_mean(regime.amends, ids)));
    regime.amends.clear();
  }
  for (Regime& regime : regimes) {
    std::size_t steps = 0;
    for (std::string id = regime.amends; !id.empty() && steps <= regimes.size(); ++steps) {
      id = regimes[*find_regime(loader.library, id)].amends;
    }
    if (steps <= regimes.size()) continue;
    loader.complain(spot_in(loader, regime, "amends"), "the regimes amend each other in a circle. Break it.");
    regime.amends.clear();
  }
  for (Regime& regime : regimes) {
    if (const auto base = find_regime(loader.library, regime.amends)) regime.base = static_cast<int>(*base);
  }
  for (std::uint32_t i = 0; i < regimes.size(); ++i) {
    const std::string& base = regimes[with_amended(loader.library, i).front()].state;
    if (regimes[i].state.empty()) regimes[i].state = base;
    if (regimes[i].state == base || regimes[i].amends.empty()) continue;
    loader.complain(spot_in(loader, regimes[i], "state"),
                    fmt::format("state \"{}\" differs from \"{}\" of the amended file. Leave it out.",
                                regimes[i].state, base));
  }
}

// [rule.NAME]

namespace {

/// A rule as its table has it.
struct WrittenRule : Rule, Asking {
  RuleDraft draft;
};

/// `when` or `unless` of a rule, which also note where they depend on what other states forbid.
Key<WrittenRule> rule_condition(std::string_view name, Condition Rule::* member, std::string_view meaning) {
  return {name,
          {{}, "a condition", std::string(meaning), {}},
          [=](Loader& loader, const KeyText& key, const Value& value, WrittenRule& rule) {
            auto read = read_condition(loader, value, fmt::format("{}, \"{}\"", key.table, value.key));
            rule.*member = std::move(read.condition);
            if (!rule.draft.stage_two) rule.draft.stage_two = read.stage_two;
          }};
}

std::vector<Key<LaterSource>> later_keys() {
  using L = LaterSource;
  return {
      must(date("from", &L::from, "the day of the decision, or the first on which that text is in force")),
      must(words("source", &L::source, "the decision or text")),
      address(&L::url, "the page on which its official text stands"), words("quote", &L::quote, "its words")};
}

std::vector<Key<WrittenRule>> rule_keys() {
  using R = WrittenRule;
  std::vector<std::string_view> effects(enum_names<Effect>.begin(), enum_names<Effect>.end());
  effects.emplace_back("none");
  Key<R> effect{"effect",
                {{}, form_of_choice(effects), "what it does; none: it only switches other rules off", {}},
                [](Loader& loader, const KeyText& key, const Value& value, R& rule) {
                  if (value.text != "none") rule.effect = read_effect(loader, key, value);
                }};
  Key<R> exception_to{"exception_to",
                      {{},
                       form_of_list("a list of names of rules"),
                       "the rules of this file, or of those it amends, that it switches off",
                       {}},
                      [](Loader& loader, const KeyText& key, const Value& value, R& rule) {
                        rule.draft.targets = read_items(loader, key, value);
                      }};
  auto arguable =
      number("arguable", &R::arguable, kAnyNumber,
             "of an open question: the probability that a court without precedent accepts the rule");
  arguable.text.form.words = "a number above 0 and below 1";
  return {
      must(effect),
      must(rule_condition("when", &R::when, "when it applies, in the words of `comity law facts`")),
      rule_condition("unless", &R::unless, "when it does not"),
      exception_to,
      must(date("from", &R::from, "first day in force")),
      date("until", &R::until, "first day no longer in force; without it, never"),
      arguable,
      words(
          "question", &R::asked,
          "id of the open question, which rules may share and [question.NAME] puts in words; without it, the "
          "rule's own"),
      words("reading", &R::reading, "with question: the reading on which the rule applies, by its word"),
      {"doctrine",
       {{},
        form_of_choice(enum_names<Doctrine>),
        "of an open question: the point on which it turns; rulings abroad on the same point persuade",
        {}},
       [](Loader& loader, const KeyText& key, const Value& value, R& rule) {
         const auto level = read_choice(loader, key, value, enum_names<Doctrine>);
         if (level) rule.doctrine = static_cast<Doctrine>(*level);
       }},
      words("source", &R::source, "where the statute or decision says so"),
      address(&R::url, "the page on which its official text stands"),
      words("quote", &R::quote, "its words"),
      tables(
          "later", &Rule::later, later_keys(),
          "sources of a later day (rule.NAME.later), cited from that day on and as decided later before it"),
      flag("confirmed", &R::confirmed, "whether source, day and reading have been seen")};
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

/// A rule of another state's law, or of a union's, cannot be switched off from here.
std::string advice_for_target(const Loader& loader, const std::string& name) {
  for (std::uint32_t id = 0; id < loader.library.rules.size(); ++id) {
    const std::string& state = loader.library.regimes[loader.library.rules[id].regime].state;
    if (loader.library.rules[id].name == name ||
        (loader.rules[id].short_name == name && !is_state_code(state)))
      return fmt::format(" \"{}\" is law of {}, to which only a file that amends it makes exceptions.",
                         loader.library.rules[id].name, state);
  }
  return " Correct the name or add the rule.";
}

void resolve_targets(Loader& loader, std::uint32_t id) {
  Rule& rule = loader.library.rules[id];
  for (const Value* target : loader.rules[id].targets) {
    const auto found = resolve(loader, rule.regime, target->text);
    if (!found) {
      std::string suggestion = did_you_mean(target->text, possible_targets(loader, id));
      if (suggestion.empty()) suggestion = advice_for_target(loader, target->text);
      loader.complain(target->spot,
                      fmt::format("rule \"{}\": \"{}\" is not a rule of this file or of one it amends.{}",
                                  loader.rules[id].short_name, target->text, suggestion));
    } else if (std::find(rule.exception_to.begin(), rule.exception_to.end(), *found) !=
               rule.exception_to.end()) {
      loader.complain(target->spot, fmt::format("rule \"{}\": \"{}\" stands twice. Name it once.",
                                                loader.rules[id].short_name, target->text));
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
  static const auto keys = rule_keys();
  for (const PlacedTable& table : named_tables(loader, file, "rule")) {
    WrittenRule rule;
    rule.name = loader.library.regimes[regime].id + "." + table.value.key;
    rule.regime = regime;
    rule.place = table.spot;
    rule.draft.short_name = table.value.key;
    read_table(loader, table, rule, keys);
    rule.has_unless = find_item(table.value, "unless") != nullptr;
    std::stable_sort(rule.later.begin(), rule.later.end(),
                     [](const LaterSource& one, const LaterSource& other) { return one.from < other.from; });
    check_period(loader, table, "The rule");
    rule.question = ask_question(loader, table, rule.name, rule);
    loader.library.regimes[regime].rules.push_back(static_cast<std::uint32_t>(loader.library.rules.size()));
    loader.rules.push_back(std::move(rule.draft));
    loader.library.rules.push_back(std::move(static_cast<Rule&>(rule)));
  }
}

void link_rules(Loader& loader) {
  const auto count = static_cast<std::uint32_t>(loader.library.rules.size());
  for (std::uint32_t id = 0; id < count; ++id) resolve_targets(loader, id);
  std::vector<Mark> marks(count, Mark::fresh);
  std::vector<std::uint32_t> path;
  const std::size_t errors = loader.complaints.wrongs.size();
  for (std::uint32_t id = 0; id < count; ++id) find_circle(loader, id, marks, path);
  if (loader.complaints.wrongs.size() == errors) check_stages(loader);
}

// [schedule.NAME], [balance.NAME] and [[test]]

namespace {

/// A case of a schedule as its table has it.
struct WrittenCase : Schedule::Case {
  bool otherwise = false;
};

std::vector<Key<WrittenCase>> case_keys() {
  using C = WrittenCase;
  auto otherwise = flag("otherwise", &C::otherwise, "true, in place of when: the value where no case fits");
  auto value = number("value", &C::value, kAnyNumber, "the value in this case");
  return {must(value), otherwise,
          condition("when", &C::when, "when the case fits; the first that fits counts")};
}

void keep_case(Loader& loader, const PlacedTable& table, const WrittenCase& written, Schedule& schedule) {
  const Value* otherwise = find_item(table.value, "otherwise");
  const bool when = find_item(table.value, "when") != nullptr;
  const auto complain = [&](std::string_view message) {
    loader.complain(otherwise->spot, fmt::format("{}: {}", table.path, message));
  };
  if (otherwise == nullptr) {
    if (!when) complain_missing(loader, table, "when", {});
    schedule.cases.push_back(written);
  } else if (when) {
    complain("has \"when\" and \"otherwise\". Keep one of them.");
  } else if (otherwise->kind == Value::Kind::flag && !otherwise->flag) {
    complain("\"otherwise\" is false. Write otherwise = true or leave it out.");
  } else if (schedule.otherwise) {
    complain("\"otherwise\" stands twice. Keep one of them.");
  } else {
    schedule.otherwise = written.value;
  }
}

std::vector<Key<Schedule>> schedule_keys() {
  using S = Schedule;
  Key<S> cases{"case",
               {{}, form_of_tables(), "values by case (schedule.NAME.case)", {}},
               [](Loader& loader, const KeyText& key, const Value& value, S& schedule) {
                 static const auto keys = case_keys();
                 for (const Value* item : read_items(loader, key, value)) {
                   const PlacedTable table{key.table + ", case", *item};
                   WrittenCase written;
                   read_table(loader, table, written, keys);
                   keep_case(loader, table, written, schedule);
                 }
                 if (value.kind == Value::Kind::list && value.items.empty()) {
                   loader.complain(
                       value.spot,
                       key.table + ": \"case\" is empty. Write case = [{ when = \"…\", value = 1 }].");
                 }
               }};
  return {
      words("sets", &S::sets,
            "what it is the value of, where two tables set the same on other days: deadline_hours, "
            "days_to_object or fine_percent_of_turnover, which the simulation reads, or a name of your own; "
            "without it, NAME"),
      words("source", &S::source, "where the statute says so"),
      address(&S::url, "the page on which its official text stands"),
      words("quote", &S::quote, "its words"),
      date("from", &S::from, "first day in force; without it, always in force"),
      date("until", &S::until, "first day no longer in force; without it, never"),
      flag("confirmed", &S::confirmed, "whether source, days and values have been seen"),
      must(cases)};
}

std::vector<Key<Balance::Weight>> weight_keys() {
  using W = Balance::Weight;
  return {
      must(condition("when", &W::when, "when it weighs")),
      must(number("weight", &W::weight, {kAnyNumber.low, kAnyNumber.high, "log-odds"}, "how much it weighs")),
      words("source", &W::source, "where this is found")};
}

std::vector<Key<Balance>> balance_keys() {
  using B = Balance;
  Key<B> effect{"effect",
                {{}, form_of_choice(enum_names<Effect>), "the effect for which interests are weighed", {}},
                [](Loader& loader, const KeyText& key, const Value& value, B& balance) {
                  balance.effect = read_effect(loader, key, value).value_or(balance.effect);
                }};
  Key<B> weigh{
      "weigh",
      {{}, form_of_tables(), "weights by condition (balance.NAME.weigh); those that hold are added", {}},
      [](Loader& loader, const KeyText& key, const Value& value, B& balance) {
        static const auto keys = weight_keys();
        for (const Value* item : read_items(loader, key, value)) {
          balance.weights.emplace_back();
          read_table(loader, {key.table + ", weigh", *item}, balance.weights.back(), keys);
        }
      }};
  return {must(effect),
          number("base", &B::base, {kAnyNumber.low, kAnyNumber.high, "log-odds"},
                 "what is added to in every case"),
          date("from", &B::from, "first day in force; without it, always in force"),
          date("until", &B::until, "first day no longer in force; without it, never"),
          words("source", &B::source, "where this is found"),
          address(&B::url, "the page on which it stands"),
          must(weigh)};
}

void read_given(Loader& loader, const KeyText& key, const Value& value, DecidedCase& decided) {
  const Names& names = loader.names[loader.regime_of[value.spot.file]];
  for (const Value* given : read_items(loader, key, value)) {
    const auto found = names.operands.find(normalise(given->text).value_or(""));
    if (found == names.operands.end()) {
      loader.complain(given->spot, fmt::format("{}: \"{}\" is not a fact.{}", key.table, given->text,
                                               advice_for_fact(given->text, names_of(loader.library.facts))));
    } else if (found->second.defined) {
      loader.complain(given->spot, fmt::format("{}: \"{}\" is a definition. Give the facts themselves.",
                                               key.table, given->text));
    } else {
      decided.given |= FactSet{1} << found->second.index;
    }
  }
}

/// What the schedules of this file and of those it amends set.
std::vector<std::string> set_in_file(const Loader& loader, std::uint32_t file) {
  std::vector<std::string> names;
  for (const std::uint32_t step : with_amended(loader.library, loader.regime_of[file])) {
    const Value* schedules = find_item(*loader.roots[loader.library.regimes[step].file], "schedule");
    if (schedules == nullptr || schedules->kind != Value::Kind::table) continue;
    for (const Value& one : schedules->items) {
      const Value* sets = find_item(one, "sets");
      names.push_back(sets != nullptr && sets->kind == Value::Kind::text ? sets->text : one.key);
    }
  }
  return names;
}

/// Reads what a case expects of a schedule.
void expect_value(Loader& loader, const KeyText& key, const Value& item, DecidedCase& decided) {
  if (item.kind == Value::Kind::number || item.kind == Value::Kind::whole) {
    decided.values.emplace_back(item.key, item.number);
  } else if (item.kind == Value::Kind::text && item.text == "none") {
    decided.values.emplace_back(item.key, std::nullopt);
  } else {
    loader.complain(
        item.spot, fmt::format("{}: \"{}\" is set by a schedule: it must be a number or \"none\".", key.table,
                               item.key));
  }
}

void read_expected(Loader& loader, const KeyText& key, const Value& value, DecidedCase& decided) {
  if (value.kind != Value::Kind::table || value.items.empty()) {
    return loader.complain(value.spot,
                           key.table + ": \"expect\" must name effects: expect = { compels = \"yes\" }.");
  }
  const auto schedules = set_in_file(loader, value.spot.file);
  for (const Value& item : value.items) {
    const auto effect = enum_named<Effect>(item.key);
    const auto outcome = item.kind == Value::Kind::text ? enum_named<Outcome>(item.text) : std::nullopt;
    if (!effect && std::find(schedules.begin(), schedules.end(), item.key) != schedules.end()) {
      expect_value(loader, key, item, decided);
    } else if (!effect && enum_named<Scheduled>(item.key)) {
      loader.complain(item.key_spot,
                      fmt::format("{}: no schedule of this file, or of one it amends, sets \"{}\".",
                                  key.table, item.key));
    } else if (!effect) {
      complain_effect(loader, key, item.key_spot, item.key);
    } else if (!outcome) {
      loader.complain(
          item.spot, fmt::format("{}: \"{}\" must be \"yes\", \"no\" or \"arguable\".", key.table, item.key));
    } else {
      decided.expect.emplace_back(*effect, *outcome);
    }
  }
  std::sort(decided.expect.begin(), decided.expect.end(),
            [](const auto& left, const auto& right) { return name_of(left.first) < name_of(right.first); });
}

std::vector<Key<DecidedCase>> decided_case_keys() {
  using D = DecidedCase;
  return {
      must(words("name", &D::name, "what the case is about")),
      must(date("on", &D::on, "the day on which it is decided")),
      must(Key<D>{"given",
                  {{}, form_of_list("a list of facts"), "the facts that are true; all others are false", {}},
                  read_given}),
      must(Key<D>{
          "expect",
          {{},
           {"a table of effects and \"yes\", \"no\" or \"arguable\"", Value::Kind::table},
           "what the law must answer: on every reading of open questions, on none, or on some; of what a "
           "schedule sets, a number or \"none\"",
           {}},
          read_expected}),
      words("source", &D::source, "the decision, or the statute it follows"),
      address(&D::url, "the page on which its text stands")};
}

/// Reads the named tables of a kind into a list.
template <class Entry>
void read_named(Loader& loader, const Regime& regime, std::string_view kind,
                std::pair<const std::vector<Key<Entry>>&, std::vector<Entry>&> keys_and_list) {
  for (const PlacedTable& table : named_tables(loader, regime.file, kind)) {
    Entry entry;
    entry.name = table.value.key;
    entry.place = table.spot;
    read_table(loader, table, entry, keys_and_list.first);
    check_period(loader, table, "It");
    keys_and_list.second.push_back(std::move(entry));
  }
}

}  // namespace

void read_tables(Loader& loader, std::uint32_t regime) {
  Regime& self = loader.library.regimes[regime];
  read_named<Schedule>(loader, self, "schedule", {schedule_keys(), self.schedules});
  for (Schedule& schedule : self.schedules) {
    if (schedule.sets.empty()) schedule.sets = schedule.name;
  }
  read_named<Balance>(loader, self, "balance", {balance_keys(), self.balances});
  static const auto keys = decided_case_keys();
  for (const Value* value : listed_tables(loader, self.file, "test")) {
    const Value* name = find_item(*value, "name");
    const bool named = name != nullptr && name->kind == Value::Kind::text;
    DecidedCase decided;
    decided.place = value->spot;
    read_table(loader, {named ? fmt::format("test \"{}\"", name->text) : "test", *value}, decided, keys);
    self.cases.push_back(std::move(decided));
  }
}

void document_rule_files(std::vector<KeyDocument>& documents) {
  document(documents, "regime", regime_keys());
  documents.push_back(
      {"define",
       "WORDS",
       {{},
        "a condition",
        "what these words stand for in the conditions of the file, and of those that amend it",
        {}}});
  document_questions(documents);
  document(documents, "rule.NAME", rule_keys());
  document(documents, "rule.NAME.later", later_keys());
  document(documents, "schedule.NAME", schedule_keys());
  document(documents, "schedule.NAME.case", case_keys());
  document(documents, "balance.NAME", balance_keys());
  document(documents, "balance.NAME.weigh", weight_keys());
  document(documents, "test", decided_case_keys());
}

}  // namespace comity::law
