// Points in a CSV file: a row of names, then a row for each point. Fields may stand in quotation marks ("" inside is
// one); empty lines and lines that begin with # count for nothing.
#include "scenario/sweep_list.h"

#include "scenario/document.h"
#include "scenario/entries.h"
#include "scenario/sweep_reading.h"
#include "text/place.h"
#include "text/suggest.h"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

namespace comity {

namespace {

struct Field {
  std::string text;
  Spot spot;
};

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

/// Takes one field off the line; `at` moves behind it and its comma.
std::string take_field(std::string_view line, std::size_t& at) {
  const std::size_t first = line.find_first_not_of(" \t", at);
  if (first == std::string_view::npos || line[first] != '"') {
    const std::size_t comma = std::min(line.find(',', at), line.size());
    const std::string text = trimmed(line.substr(at, comma - at));
    at = comma + 1;
    return text;
  }
  std::string text;
  std::size_t i = first + 1;
  for (; i < line.size(); ++i) {
    if (line[i] == '"' && (i + 1 == line.size() || line[i + 1] != '"')) break;
    if (line[i] == '"') ++i;
    text += line[i];
  }
  at = std::min(line.find(',', i), line.size()) + 1;
  return text;
}

std::vector<Field> fields_of(std::string_view line, const Spot& row) {
  std::vector<Field> fields;
  std::size_t counted = 0;  // bytes, that have so many columns
  std::size_t columns = 0;
  for (std::size_t at = 0; at <= line.size();) {
    Spot spot = row;
    const std::size_t first = std::min(line.find_first_not_of(" \t", at), line.size());
    columns += count_columns(line.substr(counted, first - counted));
    counted = first;
    spot.column = static_cast<std::uint32_t>(columns) + 1;
    fields.push_back({take_field(line, at), spot});
    spot.columns = static_cast<std::uint32_t>(std::max<std::size_t>(1, count_columns(fields.back().text)));
    fields.back().spot = spot;
  }
  return fields;
}

/// Every line that says something, cut into fields.
std::vector<std::vector<Field>> table_of(std::string_view text, std::uint32_t file) {
  std::vector<std::vector<Field>> rows;
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    ++number;
    if (const std::string said = trimmed(line); !said.empty() && said[0] != '#') {
      rows.push_back(fields_of(line.ends_with('\r') ? line.substr(0, end - 1) : line, {file, number, 1}));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return rows;
}

/// Values of words, each different word read once: of a hundred thousand points most words repeat.
class Words {
 public:
  Value read(const Field& field) {
    const bool number = field.text.find_first_of("0123456789.+-") == 0;
    if (number) return parse_word(field.text, field.spot);
    const auto [known, fresh] = known_.try_emplace(field.text);
    if (fresh) known->second = parse_word(field.text, field.spot);
    Value value = known->second;
    place_all(value, field.spot);
    return value;
  }

 private:
  std::unordered_map<std::string, Value> known_;
};

bool check_names(Reading& reading, const std::vector<Field>& names) {
  bool sound = true;
  for (auto name = names.begin(); name != names.end(); ++name) {
    const bool twice =
        std::any_of(names.begin(), name, [&](const Field& other) { return other.text == name->text; });
    if (!twice && !name->text.empty()) continue;
    sound = false;
    complain(reading.complaints, name->spot,
             twice ? fmt::format("the column {} is there twice.", name->text)
                   : std::string("a column without a name (the first row must hold names as of --set)."));
  }
  return sound;
}

}  // namespace

std::vector<std::vector<Setting>> read_csv(Reading& reading, const KeyText& key, const Value& file) {
  std::vector<std::vector<Setting>> points;
  if (!read_text(reading, key, file)) return points;
  const auto path = beside(reading.complaints, file);
  const auto [text, problem] = read_input(reading.complaints, path);
  if (!problem.empty()) {
    complain(reading.complaints, file.spot,
             fmt::format("\"{}\" cannot be read ({}).", path.string(), problem));
    return points;
  }
  const auto index = add_text(reading.complaints, path.string(), text);
  const auto rows = table_of(text, index);
  if (rows.size() < 2) {
    complain(reading.complaints, file.spot,
             fmt::format("\"{}\" has no points (must have a row of names and a row for each point).",
                         path.string()));
    return points;
  }
  if (!check_names(reading, rows.front())) return points;
  bool sound = true;
  Words words;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].size() != rows.front().size()) {
      complain(reading.complaints, rows[i].front().spot,
               fmt::format("a row of {} (must have {} fields, as the row of names).", rows[i].size(),
                           rows.front().size()));
      sound = false;
      continue;
    }
    points.emplace_back().reserve(rows[i].size());
    for (std::size_t k = 0; k < rows[i].size(); ++k) {
      points.back().push_back({rows.front()[k].text, words.read(rows[i][k])});
      points.back().back().value.key_spot = rows.front()[k].spot;
    }
  }
  if (!sound) points.clear();
  return points;
}

// A list of points, inline or in a CSV file.

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
  auto rows = list != nullptr ? inline_rows(reading, *list, spots)
                              : read_csv(reading, {"sweep.file", "the path of a CSV file", {}, {}}, *file);
  if (file != nullptr && file->kind == Value::Kind::text) plan.file = beside(reading.complaints, *file);
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
