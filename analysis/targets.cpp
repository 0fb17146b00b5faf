#include "analysis/targets.h"

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
Key<Quantity> placed(std::string_view name, std::string Quantity::* member, Spot Quantity::* spot) {
  Key<Quantity> key = text(name, member, "");
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

Key<Target> bound_key(std::string_view name, double Target::* member, std::string_view meaning) {
  constexpr double kAnyBound = 1e300;
  return {name,
          {{}, "a number", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Target& target) {
            target.*member =
                read_number(reading, key, value, {-kAnyBound, kAnyBound, "1"}).value_or(target.*member);
          }};
}

Key<Target> date_key() {
  return {"date",
          {{}, "a date like 2013-12-04", "the day of the event in history", {}},
          [](Reading& reading, const KeyText& key, const Value& value, Target& target) {
            target.date = read_date(reading, key, value);
          }};
}

std::vector<Key<Quantity>> quantity_keys() {
  using Q = Quantity;
  return {events_key(),
          choice("reduce", &Q::reduce, "how the rows become one number per replicate"),
          formula("where", &Q::where, "which rows count"),
          formula("value", &Q::value, "what is added up, averaged or compared"),
          formula("ceiling", &Q::ceiling, "where logistic growth ends"),
          placed("by", &Q::by, &Q::by_spot),
          comity::whole("top", &Q::top, {1, 1000, "1"}, "how many of the most frequent labels"),
          placed("metric", &Q::metric, &Q::metric_spot),
          comity::number("above", &Q::above, {0.0, 1e300, "1"}, "values the slope is taken from")};
}

std::vector<Key<Target>> pattern_keys() {
  using T = Target;
  return {must(text("id", &T::id, "what tables call it")),
          must(text("name", &T::name, "what it is about")),
          must(formula("value", &T::value, "what the simulation says")),
          formula("same", &T::same, "whether the event came out as in history"),
          choice("over", &T::over, "how replicates become one estimate"),
          bound_key("low", &T::low, "lowest value that meets it"),
          bound_key("high", &T::high, "highest value that meets it"),
          date_key(),
          date("from", &T::from, "metrics count from this day"),
          date("until", &T::until, "and up to this one"),
          text("unit", &T::unit, "unit of the value"),
          must(text("source", &T::source, "where the target is from")),
          text("tag", &T::tag, "F: fact; C: calibrated to facts; A: assumption"),
          text("note", &T::note, "what to mind")};
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

void read_quantity(Reading& reading, const Value& entry, Targets& targets) {
  const std::string path = "quantity." + entry.key;
  Quantity quantity;
  quantity.name = entry.key;
  quantity.spot = entry.key_spot;
  if (entry.kind != Value::Kind::table) return complain_form(reading, {path, "a table", {}, {}}, entry);
  quantity.value = {"time", entry.spot, {}, {}};
  read_table(reading, {path, entry}, quantity, quantity_keys());
  check_quantity(reading, path, quantity);
  const Scope rows{targets.quantities, quantity.events, false};
  if (quantity.events >= 0) {
    bind_formula(reading, path + ".where", rows, quantity.where);
    bind_formula(reading, path + ".value", rows, quantity.value);
  }
  bind_formula(reading, path + ".ceiling", {{}, -1, false}, quantity.ceiling);
  targets.quantities.push_back(std::move(quantity));
}

void check_target(Reading& reading, const std::string& path, const Value& entry, const Target& target) {
  const bool bounded = find_item(entry, "low") != nullptr || find_item(entry, "high") != nullptr;
  if (bounded == (find_item(entry, "date") != nullptr)) {
    complain(reading.complaints, entry.spot,
             fmt::format("{} has {} (it needs low, high or both, or else the date of an event).", path,
                         bounded ? "a date and bounds" : "neither bounds nor a date"));
  } else if (target.low > target.high) {
    complain(reading.complaints, spot_of(entry, "low"),
             fmt::format("{}.low = {} (must not lie above high = {}).", path, target.low, target.high));
  } else if (!target.same.text.empty() && bounded) {
    complain(reading.complaints, target.same.spot, fmt::format("{}.same is for events (with a date).", path));
  }
  if (target.from >= target.until)
    complain(reading.complaints, spot_of(entry, "until"),
             fmt::format("{}.until = {} (must be later than from = {}).", path, to_string(target.until),
                         to_string(target.from)));
}

void read_pattern(Reading& reading, const Value& entry, Targets& targets) {
  const Value* id = find_item(entry, "id");
  const std::string path = id != nullptr && !id->text.empty()
                               ? "pattern." + id->text
                               : fmt::format("pattern[{}]", targets.patterns.size() + 1);
  if (entry.kind != Value::Kind::table) return complain_form(reading, {path, "a table", {}, {}}, entry);
  Target target;
  read_table(reading, {path, entry}, target, pattern_keys());
  const bool twice = std::ranges::find(targets.patterns, target.id, &Target::id) != targets.patterns.end();
  if (twice && !target.id.empty())
    complain(reading.complaints, id->spot, fmt::format("there are two patterns {}.", target.id));
  check_target(reading, path, entry, target);
  const Scope all{targets.quantities, -1, true};
  bind_formula(reading, path + ".value", all, target.value);
  bind_formula(reading, path + ".same", all, target.same);
  targets.patterns.push_back(std::move(target));
}

void read_top(Reading& reading, const Value& root, Targets& targets) {
  static const std::vector<std::string> known = {"title", "quantity", "pattern"};
  for (const Value& item : root.items) {
    if (item.key == "title") {
      targets.title = read_text(reading, {"title", "a text that is not empty", {}, {}}, item).value_or("");
    } else if (item.key == "quantity" && item.kind == Value::Kind::table) {
      for (const Value& entry : item.items) read_quantity(reading, entry, targets);
    } else if (item.key == "quantity" || (item.key == "pattern" && item.kind != Value::Kind::list)) {
      complain_form(reading,
                    {item.key,
                     item.key == "pattern" ? "a list of tables, each beginning with [[pattern]]"
                                           : "tables [quantity.NAME]",
                     {},
                     {}},
                    item);
    } else if (item.key != "pattern") {
      complain(reading.complaints, item.key_spot,
               fmt::format("a file of targets has no key \"{}\" (keys: {}).{}", item.key,
                           fmt::join(known, ", "), did_you_mean(item.key, known)));
    }
  }
  // Patterns come last: they may use every quantity.
  const Value* patterns = find_item(root, "pattern");
  if (patterns == nullptr)
    return complain(reading.complaints, {root.spot.file},
                    "has no pattern (begin each one with [[pattern]]).");
  if (patterns->kind != Value::Kind::list) return;
  for (const Value& entry : patterns->items) read_pattern(reading, entry, targets);
}

}  // namespace

Targets read_targets(const std::filesystem::path& path) {
  Reading reading;
  Targets targets;
  targets.file = path.string();
  if (const auto root = parse_file(reading.complaints, path)) read_top(reading, *root, targets);
  throw_if_wrong(reading.complaints);
  return targets;
}

std::span<const FormulaConstant> formula_constants() {
  static constexpr std::array kConstants = {
      FormulaConstant{"start", "first day of the runs [day]"},
      FormulaConstant{"end", "last day of the runs [day]"},
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
  lines("Estimates from replicates (over = …)", kPoolingRows);
  return manual;
}

}  // namespace comity::analysis
