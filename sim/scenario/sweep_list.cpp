// A list of points, inline or in a CSV file.
#include "scenario/document.h"
#include "scenario/entries.h"
#include "scenario/sweep_reading.h"
#include "text/suggest.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity {
namespace {

using Row = std::vector<Setting>;

/// Values of one column, point by point.
std::vector<Value> column_of(const std::vector<Row>& rows, std::size_t column) {
  std::vector<Value> values;
  for (const auto& row : rows) values.push_back(row[column].value);
  return values;
}

/// Each different word once, of numbers the smallest, the largest and one that is not whole: these are tried.
std::vector<Value> worth_trying(const Trial& trial, const std::string& name,
                                const std::vector<Value>& values) {
  std::vector<Value> chosen;
  const auto less = [](const Value& a, const Value& b) { return as_number(a) < as_number(b); };
  const FactorKind kind = kind_of(trial, name, values);
  if (kind != FactorKind::boolean && kind != FactorKind::category) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end(), less);
    chosen = {*low, *high};
    const auto broken = std::find_if(values.begin(), values.end(),
                                     [](const Value& value) { return value.kind == Value::Kind::number; });
    if (broken != values.end()) chosen.push_back(*broken);
    return chosen;
  }
  std::vector<std::string> words;
  for (const auto& value : values) {
    std::string word = word_of(trial, {name, value});
    if (std::find(words.begin(), words.end(), word) != words.end()) continue;
    words.push_back(std::move(word));
    chosen.push_back(value);
  }
  return chosen;
}

/// The factor of a column; the points get its values.
Factor take_column(const Trial& trial, const std::string& name, const std::vector<Value>& values,
                   std::vector<std::vector<double>>& points) {
  Factor factor;
  factor.name = name;
  for (const auto& value : worth_trying(trial, name, values))
    try_settings(trial, std::vector<Setting>{{name, value}});
  factor.kind = kind_of(trial, name, values);
  const bool words = factor.kind == FactorKind::boolean || factor.kind == FactorKind::category;
  for (std::size_t i = 0; i < values.size(); ++i) {
    points[i].push_back(words ? static_cast<double>(take_level(factor, word_of(trial, {name, values[i]})))
                              : as_number(values[i]));
  }
  if (words) return factor;
  factor.low = points.front().back();
  factor.high = factor.low;
  for (const auto& point : points) {
    factor.low = std::min(factor.low, point.back());
    factor.high = std::max(factor.high, point.back());
  }
  return factor;
}

/// Puts the settings of every row into the order of the first row; complains about rows with other names.
bool align(Reading& reading, std::vector<Row>& rows, const std::vector<Spot>& spots) {
  bool aligned = true;
  std::vector<std::string> names;
  for (const auto& setting : rows.front()) names.push_back(setting.name);
  for (std::size_t i = 1; i < rows.size(); ++i) {
    Row ordered;
    for (const auto& name : names) {
      const auto found =
          std::find_if(rows[i].begin(), rows[i].end(), [&](const auto& s) { return s.name == name; });
      if (found != rows[i].end()) {
        ordered.push_back(*found);
        continue;
      }
      complain(reading.complaints, spots[i],
               fmt::format(
                   "sweep.list[{}] has no {} (every point must give a value for what the first one gives).",
                   i + 1, name));
    }
    for (const auto& setting : rows[i]) {
      if (std::find(names.begin(), names.end(), setting.name) != names.end()) continue;
      complain(reading.complaints, setting.value.key_spot,
               fmt::format("sweep.list[{}] gives {}, which the first point does not give.{}", i + 1,
                           setting.name, did_you_mean(setting.name, names)));
    }
    aligned = aligned && ordered.size() == names.size() && rows[i].size() == names.size();
    rows[i] = std::move(ordered);
  }
  return aligned;
}

std::vector<Row> inline_rows(Reading& reading, const Value& list, std::vector<Spot>& spots) {
  std::vector<Row> rows;
  if (list.kind != Value::Kind::list || list.items.empty()) {
    complain_form(reading,
                  {"sweep.list", "a list of tables of names and values, a table for each point", {}, {}},
                  list);
    return rows;
  }
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Value& item = list.items[i];
    if (item.kind != Value::Kind::table || item.items.empty()) {
      complain_form(reading, {fmt::format("sweep.list[{}]", i + 1), "a table of names and values", {}, {}},
                    item);
      continue;
    }
    rows.push_back(leaves_of(item, [](const Value&) { return false; }));
    spots.push_back(item.spot);
  }
  return rows.size() == list.items.size() ? rows : std::vector<Row>{};
}

}  // namespace

void read_list(const Trial& trial, const Value& sweep, SweepPlan& plan) {
  Reading& reading = trial.reading;
  const Value* list = find_item(sweep, "list");
  const Value* file = find_item(sweep, "file");
  if ((list == nullptr) == (file == nullptr)) {
    return complain(reading.complaints, sweep.spot,
                    fmt::format("sweep has {} list and file (a list design needs one of them).",
                                list == nullptr ? "neither of" : "both"));
  }
  std::vector<Spot> spots;
  auto rows = list != nullptr ? inline_rows(reading, *list, spots) : read_csv(reading, *file);
  if (rows.empty() || (list != nullptr && !align(reading, rows, spots))) return;
  plan.listed.assign(rows.size(), {});
  for (std::size_t column = 0; column < rows.front().size(); ++column) {
    const std::string name = rows.front()[column].name;
    if (name == "run.replicates") {
      complain(reading.complaints, rows.front()[column].value.spot,
               "run.replicates is the same for every point. Set it under [run].");
    }
    plan.factors.push_back(take_column(trial, name, column_of(rows, column), plan.listed));
  }
}

}  // namespace comity
