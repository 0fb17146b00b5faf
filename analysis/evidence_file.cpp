#include "analysis/evidence_file.h"

#include "analysis/bind.h"
#include "scenario/document.h"
#include "scenario/keys.h"
#include "tables/tally.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace comity::analysis {
namespace {

template <class Entry>
Key<Entry> formula(std::string_view name, Formula Entry::* member, std::string_view meaning) {
  return {name,
          {{}, "a formula in quotation marks", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            const auto text = read_text(reading, key, value);
            if (text) entry.*member = {*text, value.spot, {}, {}};
          }};
}

// A text whose place later checks need.
Key<Quantity> placed(std::string_view name, std::string Quantity::* member, Spot Quantity::* spot,
                     std::string_view meaning) {
  Key<Quantity> key = text(name, member, meaning);
  return {name, key.text, [=](Reading& reading, const KeyText& text, const Value& value, Quantity& quantity) {
            quantity.*member = read_text(reading, text, value).value_or("");
            quantity.*spot = value.spot;
          }};
}

Key<Quantity> events_key() {
  return {"events",
          {{}, form_of_choice(enum_names<EventTable>), "the event table whose rows are counted", {}},
          [](Reading& reading, const KeyText& key, const Value& value, Quantity& quantity) {
            quantity.events = read_choice(reading, key, value, enum_names<EventTable>).value_or(-1);
          }};
}

constexpr double kAnyNumber = 1e300;
constexpr double kMostTrials = 1e6;

template <class Entry>
Key<Entry> any_value(std::string_view name, double Entry::* member, std::string_view meaning) {
  return {name,
          {{}, "a number", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Entry& entry) {
            entry.*member =
                read_number(reading, key, value, {-kAnyNumber, kAnyNumber, "1"}).value_or(entry.*member);
          }};
}

constexpr Range kYears = {1900.0, 2200.0, "year"};

std::vector<Key<Measured>> history_keys() {
  return {must(comity::number("year", &Measured::year, kYears, "when, with its part (2013.25)")),
          must(any_value("value", &Measured::value, "what was measured then"))};
}

std::vector<Key<Quantity>> quantity_keys() {
  using Q = Quantity;
  return {events_key(),
          choice("reduce", &Q::reduce, "how the rows become one number per replicate"),
          formula("where", &Q::where, "which rows count"),
          formula("value", &Q::value, "what is added up, averaged or compared"),
          formula("ceiling", &Q::ceiling, "where logistic growth ends"),
          placed("by", &Q::by, &Q::by_spot, "the column whose labels are counted"),
          comity::whole("top", &Q::top, {1, 1000, "1"}, "how many of the most frequent labels"),
          placed("metric", &Q::metric, &Q::metric_spot, "the metric whose slope is taken"),
          comity::number("above", &Q::above, {0.0, 1e300, "1"}, "values the slope is taken from")};
}

std::vector<Key<PathStep>> step_keys() {
  return {must(text("name", &PathStep::name, "what came")),
          must(formula("value", &PathStep::value, "whether it came as in history"))};
}

std::vector<Key<Observation>> observation_keys() {
  using O = Observation;
  return {must(text("id", &O::id, "what tables call it")),
          must(text("name", &O::name, "what was observed")),
          text("group", &O::group, "which totals it belongs to"),
          text("period", &O::period, "when it was observed"),
          formula("value", &O::value, "the number of the model that it arises from"),
          choice("over", &O::over, "how the runs say something of it"),
          must(choice("likelihood", &O::likelihood, "how it arises from the value")),
          comity::whole("count", &O::count, {0, 1e9, "1"}, "how many"),
          comity::whole("trials", &O::trials, {1, kMostTrials, "1"}, "of how many"),
          any_value("observed", &O::observed, "the value that was measured"),
          comity::number("sd", &O::sd, {0.0, kAnyNumber, "1"},
                         "standard deviation of the measurement, on the scale"),
          any_value("low", &O::low, "it was no less"),
          any_value("high", &O::high, "nor more"),
          choice("scale", &O::scale, "on which errors are normal"),
          date("date", &O::date, "the day of the event, or the first on which it may have been"),
          date("last", &O::last, "the last on which it may have been"),
          tables("step", &O::steps, step_keys(), "what came one after the other"),
          comity::number("year", &O::year, kYears, "when it was observed, with its part; with a history"),
          tables("history", &O::history, history_keys(),
                 "what was measured of the same thing before, for the rivals of the forecast"),
          comity::number("discrepancy", &O::discrepancy, {0.0, kAnyNumber, "1"},
                         "how far the model may be off by construction"),
          text("reason", &O::reason, "why it may be"),
          must(choice("use", &O::use, "whether parameters may be chosen by it")),
          date("from", &O::from, "metrics count from this day"),
          date("until", &O::until, "and up to this one"),
          text("unit", &O::unit, "unit of the value"),
          must(text("source", &O::source, "where it is from")),
          choice("tag", &O::tag, "how sure the source is"),
          text("note", &O::note, "what to mind")};
}

// The column or series a reduction is about, and which keys it cannot do without.
void check_quantity(Reading& reading, const std::string& path, const Quantity& quantity) {
  const bool slope = quantity.reduce == Reduction::logistic_slope;
  const std::string_view reduction = name_of(quantity.reduce);
  const auto miss = [&](std::string_view key) {
    complain(reading.complaints, quantity.spot,
             fmt::format("{} has no {} ({} needs one).", path, key, reduction));
  };
  if (!slope && quantity.events < 0) miss("events");
  if (slope && quantity.ceiling.text.empty()) miss("ceiling");
  if (slope && quantity.metric.empty()) miss("metric");
  if (quantity.reduce == Reduction::top_share && quantity.by.empty()) miss("by");
  if (!quantity.metric.empty()) {
    std::vector<std::string> names;
    for (const MetricRow& row : metric_rows()) names.emplace_back(row.name);
    if (std::ranges::find(names, quantity.metric) == names.end())
      complain(reading.complaints, quantity.metric_spot,
               fmt::format("{}.metric: there is no metric {}.{}", path, quantity.metric,
                           did_you_mean(quantity.metric, names)));
  }
  if (quantity.by.empty() || quantity.events < 0) return;
  std::vector<std::string> names;
  for (const TableColumn& column : table_columns(static_cast<EventTable>(quantity.events)))
    names.push_back(column.name);
  if (std::ranges::find(names, quantity.by) == names.end())
    complain(reading.complaints, quantity.by_spot,
             fmt::format("{}.by: there is no column {} of the events {}.{}", path, quantity.by,
                         enum_names<EventTable>[static_cast<std::size_t>(quantity.events)],
                         did_you_mean(quantity.by, names)));
}

void read_quantity(Reading& reading, const Value& entry, Evidence& evidence) {
  const std::string path = "quantity." + entry.key;
  Quantity quantity;
  quantity.name = entry.key;
  quantity.spot = entry.key_spot;
  if (entry.kind != Value::Kind::table) return complain_form(reading, {path, "a table", {}, {}}, entry);
  quantity.value = {"time", entry.spot, {}, {}};
  read_table(reading, {path, entry}, quantity, quantity_keys());
  check_quantity(reading, path, quantity);
  const Scope rows{evidence.quantities, quantity.events, false};
  if (quantity.events >= 0) {
    bind_formula(reading, path + ".where", rows, quantity.where);
    bind_formula(reading, path + ".value", rows, quantity.value);
  }
  bind_formula(reading, path + ".ceiling", {{}, -1, false}, quantity.ceiling);
  evidence.quantities.push_back(std::move(quantity));
}

// Keys that only some likelihoods have, those they cannot do without first.
struct LikelihoodKeys {
  std::vector<std::string_view> needed;
  std::vector<std::string_view> allowed;
};

LikelihoodKeys keys_of(Likelihood likelihood) {
  switch (likelihood) {
    case Likelihood::binomial:
      return {{"value", "count", "trials"}, {"over"}};
    case Likelihood::negative_binomial:
      return {{"value", "count"}, {"over"}};
    case Likelihood::normal:
      return {{"value", "observed"}, {"over", "sd", "scale", "year", "history"}};
    case Likelihood::interval:
      return {{"value", "low", "high"}, {"over", "sd", "scale"}};
    case Likelihood::date:
      return {{"value", "date"}, {"last", "sd"}};
    case Likelihood::path:
      return {{"step"}, {}};
  }
  return {};
}

void check_likelihood(Reading& reading, const std::string& path, const Value& entry,
                      const Observation& observation) {
  const LikelihoodKeys keys = keys_of(observation.likelihood);
  const std::string_view likelihood = name_of(observation.likelihood);
  for (const std::string_view key : keys.needed) {
    if (find_item(entry, key) == nullptr)
      complain(
          reading.complaints, entry.spot,
          fmt::format("{} has no {} ({} needs {}).", path, key, likelihood, fmt::join(keys.needed, ", ")));
  }
  static constexpr std::array<std::string_view, 14> kOfSome = {"value", "over", "count", "trials", "observed",
                                                               "sd",    "low",  "high",  "scale",  "date",
                                                               "last",  "step", "year",  "history"};
  for (const std::string_view key : kOfSome) {
    if (find_item(entry, key) == nullptr || std::ranges::find(keys.needed, key) != keys.needed.end() ||
        std::ranges::find(keys.allowed, key) != keys.allowed.end())
      continue;
    complain(reading.complaints, spot_of(entry, key),
             fmt::format("{}.{} says nothing of a {} (which has {}{}{}).", path, key, likelihood,
                         fmt::join(keys.needed, ", "), keys.allowed.empty() ? "" : ", ",
                         fmt::join(keys.allowed, ", ")));
  }
}

bool is_on_scale(Scale scale, double value) {
  return scale == Scale::identity || (value > 0.0 && (scale == Scale::log || value < 1.0));
}

std::string scale_words(Scale scale) {
  return fmt::format("{} on the scale {}", scale == Scale::log ? "above 0" : "between 0 and 1",
                     name_of(scale));
}

// The measurements before, of which rivals are made.
void check_history(Reading& reading, const std::string& path, const Value& entry, const Observation& one) {
  const auto wrong = [&](std::string_view key, const std::string& why) {
    complain(reading.complaints, spot_of(entry, key), fmt::format("{}.{} {}", path, key, why));
  };
  if (one.history.empty()) {
    if (find_item(entry, "year") != nullptr) wrong("year", "is of a history, and there is none.");
    return;
  }
  if (one.history.size() < kFewestMeasured)
    wrong("history",
          fmt::format("has {} measurements (must be at least {}).", one.history.size(), kFewestMeasured));
  if (one.sd <= 0.0) wrong("history", "needs sd, the error of what was observed.");
  if (one.use == Use::fit)
    wrong("history", "is for a forecast, and what chooses parameters is none (use = \"check\").");
  double before = kYears.low;
  for (const Measured& measured : one.history) {
    if (measured.year <= before)
      wrong("history", fmt::format("has {:g} after {:g} (years must grow).", measured.year, before));
    before = measured.year;
    if (!is_on_scale(one.scale, measured.value))
      wrong("history", fmt::format("has {:g} (must lie {}).", measured.value, scale_words(one.scale)));
  }
  if (one.year <= before)
    wrong("year", fmt::format("= {:g} (must be after the history, which ends in {:g}).", one.year, before));
}

void check_numbers(Reading& reading, const std::string& path, const Value& entry, const Observation& one) {
  const auto wrong = [&](std::string_view key, const std::string& why) {
    complain(reading.complaints, spot_of(entry, key), fmt::format("{}.{} {}", path, key, why));
  };
  const bool chance = one.likelihood == Likelihood::binomial;
  if (chance && one.trials > 0 && one.count > one.trials)
    wrong("count", fmt::format("= {} (must not exceed trials = {}).", one.count, one.trials));
  if (chance && one.discrepancy >= 1.0)
    wrong("discrepancy",
          fmt::format("= {} (must be below 1: it is a share of the largest deviation a chance can have).",
                      one.discrepancy));
  const bool measured = one.likelihood == Likelihood::normal || one.likelihood == Likelihood::interval ||
                        one.likelihood == Likelihood::date;
  if (measured && one.sd <= 0.0 && one.discrepancy <= 0.0)
    complain(
        reading.complaints, entry.spot,
        fmt::format("{} has neither sd nor discrepancy (nothing is measured or modelled exactly: give one).",
                    path));
  if (one.likelihood == Likelihood::path && one.discrepancy > 0.0)
    wrong("discrepancy", "says nothing of a path.");
  if (one.likelihood == Likelihood::interval && one.low >= one.high)
    wrong("low", fmt::format("= {} (must lie below high = {}).", one.low, one.high));
  if (one.date && one.last && *one.last < *one.date)
    wrong("last",
          fmt::format("= {} (must not be before date = {}).", to_string(*one.last), to_string(*one.date)));
  const auto on_scale = [&](std::string_view key, double value) {
    if (!is_on_scale(one.scale, value))
      wrong(key, fmt::format("= {} (must lie {}).", value, scale_words(one.scale)));
  };
  if (one.likelihood == Likelihood::normal && find_item(entry, "observed") != nullptr)
    on_scale("observed", one.observed);
  if (one.likelihood == Likelihood::interval && one.low < one.high)
    on_scale("low", one.low), on_scale("high", one.high);
  if (one.discrepancy > 0.0 && one.reason.empty())
    wrong("discrepancy", "has no reason (say why the model may be off: reason = \"…\").");
  if (one.from >= one.until)
    wrong("until",
          fmt::format("= {} (must be later than from = {}).", to_string(one.until), to_string(one.from)));
}

void read_observation(Reading& reading, const Value& entry, Evidence& evidence) {
  const Value* id = find_item(entry, "id");
  const std::string path = id != nullptr && !id->text.empty()
                               ? "observation." + id->text
                               : fmt::format("observation[{}]", evidence.observations.size() + 1);
  if (entry.kind != Value::Kind::table) return complain_form(reading, {path, "a table", {}, {}}, entry);
  Observation observation;
  read_table(reading, {path, entry}, observation, observation_keys());
  const bool twice = std::ranges::find(evidence.observations, observation.id, &Observation::id) !=
                     evidence.observations.end();
  if (twice && !observation.id.empty())
    complain(reading.complaints, id->spot, fmt::format("there are two observations {}.", observation.id));
  if (const Value* likelihood = find_item(entry, "likelihood");
      likelihood != nullptr && likelihood->text == name_of(observation.likelihood)) {
    check_likelihood(reading, path, entry, observation);
    check_numbers(reading, path, entry, observation);
    check_history(reading, path, entry, observation);
  }
  const Scope all{evidence.quantities, -1, true};
  bind_formula(reading, path + ".value", all, observation.value);
  for (std::size_t i = 0; i < observation.steps.size(); ++i)
    bind_formula(reading, fmt::format("{}.step[{}].value", path, i + 1), all, observation.steps[i].value);
  evidence.observations.push_back(std::move(observation));
}

void read_top(Reading& reading, const Value& root, Evidence& evidence) {
  static const std::vector<std::string> known = {"title", "quantity", "observation"};
  for (const Value& item : root.items) {
    if (item.key == "title") {
      evidence.title = read_text(reading, {"title", "a text that is not empty", {}, {}}, item).value_or("");
    } else if (item.key == "quantity" && item.kind == Value::Kind::table) {
      for (const Value& entry : item.items) read_quantity(reading, entry, evidence);
    } else if (item.key == "quantity" || (item.key == "observation" && item.kind != Value::Kind::list)) {
      complain_form(reading,
                    {item.key,
                     item.key == "quantity" ? "tables [quantity.NAME]"
                                            : "a list of tables, each beginning with [[observation]]",
                     {},
                     {}},
                    item);
    } else if (item.key == "pattern") {
      complain(reading.complaints, item.key_spot,
               "patterns with bounds are observations with a likelihood now: begin each one with "
               "[[observation]] (how: "
               "scenarios/evidence/README.md).");
    } else if (item.key != "observation") {
      complain(reading.complaints, item.key_spot,
               fmt::format("a file of evidence has no key \"{}\" (keys: {}).{}", item.key,
                           fmt::join(known, ", "), did_you_mean(item.key, known)));
    }
  }
  // Observations come last: they may use every quantity.
  const Value* observations = find_item(root, "observation");
  if (observations == nullptr) {
    if (find_item(root, "pattern") == nullptr)
      complain(reading.complaints, {root.spot.file},
               "has no observation (begin each one with [[observation]]).");
    return;
  }
  if (observations->kind != Value::Kind::list) return;
  for (const Value& entry : observations->items) read_observation(reading, entry, evidence);
}

}  // namespace

Evidence read_evidence(const std::filesystem::path& path) {
  Reading reading;
  Evidence evidence;
  evidence.file = path.string();
  if (const auto root = parse_file(reading.complaints, path)) read_top(reading, *root, evidence);
  throw_if_wrong(reading.complaints);
  return evidence;
}

std::vector<KeyDocument> evidence_keys() {
  std::vector<KeyDocument> documents;
  document(documents, "quantity.NAME", quantity_keys());
  document(documents, "observation", observation_keys());
  document(documents, "observation.step", step_keys());
  document(documents, "observation.history", history_keys());
  return documents;
}

std::span<const FormulaConstant> formula_constants() {
  static constexpr std::array kConstants = {
      FormulaConstant{"start", "first day of the runs [day]"},
      FormulaConstant{"end", "day after the last day of the runs [day]"},
      FormulaConstant{"month", "30.4375 [day]"},
      FormulaConstant{"year", "365.25 [day]"},
      FormulaConstant{"states", "number of states in the scenario"},
      FormulaConstant{"providers", "number of providers in the scenario"},
  };
  return kConstants;
}

std::vector<TableColumn> table_columns(EventTable table) {
  using Derived = TableColumn::Derived;
  std::vector<TableColumn> columns;
  for (const EventColumn& column : event_columns(table)) {
    const std::string name(column.name);
    columns.push_back({name, column.coding, Derived::no, name});
    if (column.coding != Coding::court) continue;
    columns.push_back({name + ".state", Coding::state, Derived::court_state, name});
    columns.push_back({name + ".level", Coding::level, Derived::court_level, name});
    columns.push_back({name + ".above", Coding::court, Derived::court_above, name});
  }
  if (table == EventTable::rulings) {
    columns.push_back({"before", Coding::outcome, Derived::winner_before, "outcome"});
    columns.push_back({"part", Coding::integer, Derived::part, "case_number"});
  }
  return columns;
}

std::string formula_manual() {
  std::string manual;
  const auto section = [&](std::string_view head) { manual += fmt::format("\n{}:\n", head); };
  const auto line = [&](std::string_view name, std::string_view meaning) {
    manual += fmt::format("  {:<16}{}\n", name, meaning);
  };
  section("Constants of formulas");
  for (const FormulaConstant& constant : formula_constants()) line(constant.name, constant.meaning);
  section("Functions");
  line("average", "of a metric the mean over its groups: average(trust)");
#define COMITY_FUNCTION_LINE(name, arguments, meaning) line(#name, meaning);
  COMITY_EXPRESSION_FUNCTIONS(COMITY_FUNCTION_LINE)
  const auto lines = [&](std::string_view head, std::span<const EnumRow> rows) {
    section(head);
    for (const EnumRow& row : rows) line(row.name, row.meaning);
  };
  lines("Moments of a metric, written behind it (trust[microsoft] at end; at 2014-07-31 is day)",
        kMomentRows);
  lines("Quantities from events (reduce = …)", kReductionRows);
  lines("How runs say something of an observation (over = …)", kPoolingRows);
  lines("How an observation arises from the value (likelihood = …)", kLikelihoodRows);
  return manual;
}

}  // namespace comity::analysis
