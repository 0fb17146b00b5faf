// Points in a CSV file: a row of names, then a row for each point. Fields may stand in quotation marks ("" inside is
// one); empty lines and lines that begin with # count for nothing.
#include "scenario/document.h"
#include "scenario/entries.h"
#include "scenario/sweep_reading.h"
#include "text/place.h"

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
  for (std::size_t at = 0; at <= line.size();) {
    Spot spot = row;
    const std::size_t first = std::min(line.find_first_not_of(" \t", at), line.size());
    spot.at.column = static_cast<std::uint32_t>(count_columns(line.substr(0, first))) + 1;
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
      rows.push_back(
          fields_of(line.ends_with('\r') ? line.substr(0, end - 1) : line, {file, {number, 1}, 1}));
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

std::vector<std::vector<Setting>> read_csv(Reading& reading, const Value& file) {
  std::vector<std::vector<Setting>> points;
  if (!read_text(reading, {"sweep.file", "the path of a CSV file", {}, {}}, file)) return points;
  const auto path = beside(reading.complaints, file);
  const auto text = read_input(reading.complaints, path);
  if (!text) {
    complain(reading.complaints, file.spot, fmt::format("\"{}\" cannot be read.", path.string()));
    return points;
  }
  const auto index = add_text(reading.complaints, path.string(), *text);
  const auto rows = table_of(*text, index);
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
    points.emplace_back();
    for (std::size_t k = 0; k < rows[i].size(); ++k) {
      points.back().push_back({rows.front()[k].text, words.read(rows[i][k])});
      points.back().back().value.key_spot = rows.front()[k].spot;
    }
  }
  return sound ? points : std::vector<std::vector<Setting>>{};
}

}  // namespace comity
