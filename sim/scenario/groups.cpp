#include "scenario/groups.h"

#include "error.h"
#include "law/load.h"
#include "scenario/document.h"
#include "scenario/entries.h"
#include "text/suggest.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace comity {
namespace {

std::vector<std::string> group_names() {
  std::vector<std::string> names;
  for (const auto& row : parameter_rows()) {
    if (names.empty() || names.back() != row.group) names.emplace_back(row.group);
  }
  return names;
}

KeyForm form_of(const ParameterRow& row) {
  const Range range{row.low, row.high, row.unit};
  switch (row.type) {
    case ParameterType::Real:
      return form_of_number(range);
    case ParameterType::Integer:
    case ParameterType::Count:
      return form_of_whole(range);
    case ParameterType::Flag:
      return form_of_flag();
    case ParameterType::Date:
      return form_of_date();
    case ParameterType::Choice:
      break;
  }
  return form_of_choice(levels_of(row));
}

std::optional<double> read_day(Reading& reading, const KeyText& key, const Value& value,
                               const ParameterRow& row) {
  const auto day = read_date(reading, key, value);
  if (!day) return std::nullopt;
  if (*day >= row.low && *day <= row.high) return static_cast<double>(*day);
  complain(reading.complaints, value.spot,
           fmt::format("{} = {} (must lie in [{}, {}]).{}", key.path, to_string(*day),
                       to_string(static_cast<Day>(row.low)), to_string(static_cast<Day>(row.high)),
                       explain_key(key)));
  return std::nullopt;
}

// A whole number, also with a point: 3.0.
std::optional<double> read_count(Reading& reading, const KeyText& key, const Value& value,
                                 const ParameterRow& row) {
  if (value.kind != Value::Kind::number || std::floor(value.number) == value.number)
    return read_number(reading, key, value, {row.low, row.high, row.unit});
  complain_form(reading, key, value);
  return std::nullopt;
}

}  // namespace

std::optional<double> read_parameter(Reading& reading, const Value& value, const ParameterRow& row) {
  const KeyText key = describe_parameter(row);
  const auto as_number = [](const auto& read) {
    return read ? std::optional(static_cast<double>(*read)) : std::nullopt;
  };
  switch (row.type) {
    case ParameterType::Real:
      return read_number(reading, key, value, {row.low, row.high, row.unit});
    case ParameterType::Integer:
      return as_number(read_whole(reading, key, value, {row.low, row.high, row.unit}));
    case ParameterType::Count:
      return read_count(reading, key, value, row);
    case ParameterType::Flag:
      return as_number(read_flag(reading, key, value));
    case ParameterType::Date:
      return read_day(reading, key, value, row);
    case ParameterType::Choice:
      break;
  }
  return as_number(read_choice(reading, key, value, levels_of(row)));
}

namespace {

void read_group(Reading& reading, const std::string& group, const Value& table) {
  std::vector<std::string> names;
  for (const auto& row : parameter_rows()) {
    if (row.group == group) names.emplace_back(row.name);
  }
  for (const auto& item : table.items) {
    if (read_annotation(reading, group, item, names)) continue;
    const auto rows = parameter_rows();
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&](const auto& r) { return r.group == group && r.name == item.key; });
    if (row == rows.end()) {
      complain_unknown(reading, group, item, names);
    } else if (const auto value = read_parameter(reading, item, *row)) {
      assign_parameter(reading.config.parameters, *row, *value);
    }
  }
}

/// The table at the top with this name; complains when it is something else.
const Value* find_table(Reading& reading, const Value& root, const std::string& name) {
  const Value* table = find_item(root, name);
  if (table == nullptr || table->kind == Value::Kind::table) return table;
  complain(reading.complaints, table->spot,
           fmt::format("{} is {} (must be a table). Write [{}] and its keys below.", name, in_words(*table),
                       name));
  return nullptr;
}

}  // namespace

std::vector<std::string> top_keys() {
  std::vector<std::string> keys = {"question", "include", "law", "phases", "worlds", "sweep", "arms"};
  for (const auto& group : group_names()) keys.push_back(group);
  for (const auto& kind : kEntryKinds) keys.emplace_back(kind.name);
  return keys;
}

KeyText describe_parameter(const ParameterRow& row) {
  const bool plain = row.unit == "1" || row.type == ParameterType::Choice || row.type == ParameterType::Date;
  return {fmt::format("{}.{}", row.group, row.name), form_of(row),
          plain ? std::string(row.meaning) : fmt::format("{} [{}]", row.meaning, row.unit),
          show_parameter(row, row.standard)};
}

std::string show_parameter(const ParameterRow& row, double value) {
  switch (row.type) {
    case ParameterType::Real:
      return fmt::format("{}", value);
    case ParameterType::Integer:
    case ParameterType::Count:
      return fmt::format("{}", static_cast<std::int64_t>(value));
    case ParameterType::Flag:
      return value != 0.0 ? "true" : "false";
    case ParameterType::Date:
      return to_string(static_cast<Day>(value));
    case ParameterType::Choice:
      break;
  }
  return fmt::format("\"{}\"", levels_of(row)[static_cast<std::size_t>(value)]);
}

void read_parameters(Reading& reading, const Value& root) {
  for (const auto& group : group_names()) {
    if (const Value* table = find_table(reading, root, group)) read_group(reading, group, *table);
  }
}

void read_phases(Reading& reading, const Value& root) {
  reading.config.phases.fill(true);
  const Value* table = find_table(reading, root, "phases");
  if (table == nullptr) return;
  const std::vector<std::string> names(enum_names<PhaseName>.begin(), enum_names<PhaseName>.end());
  for (const auto& item : table->items) {
    if (read_annotation(reading, "phases", item, names)) continue;
    const auto found = std::find(names.begin(), names.end(), item.key);
    if (found == names.end()) {
      complain_unknown(reading, "phases", item, names);
      continue;
    }
    const KeyText key{"phases." + item.key, form_of_flag(), "whether the phase takes part", "true"};
    const auto phase = static_cast<std::size_t>(found - names.begin());
    reading.config.phases[phase] = read_flag(reading, key, item).value_or(true);
  }
}

void read_question(Reading& reading, const Value& root) {
  const KeyText key{"question", "a text", "what the scenario asks", {}};
  if (const Value* question = find_item(root, "question")) {
    reading.config.question = read_text(reading, key, *question).value_or("");
  } else {
    complain(reading.complaints, {},
             "no question. Begin the file with question = \"…\": what the scenario asks.");
  }
}

namespace {

/// The ids of [[union]].
std::vector<std::string> declared_unions(const Value& root) {
  std::vector<std::string> ids;
  const Value* list = find_item(root, "union");
  for (std::size_t i = 0; list != nullptr && list->kind == Value::Kind::list && i < list->items.size(); ++i) {
    const Value* id = find_item(list->items[i], "id");
    if (id != nullptr && id->kind == Value::Kind::text) ids.push_back(id->text);
  }
  return ids;
}

law::Library load_library(const Complaints& complaints, const std::vector<std::filesystem::path>& paths,
                          std::vector<std::string> unions) {
  if (complaints.archive.empty()) return law::load(paths, std::move(unions));
  std::vector<InputText> files;
  for (const auto& path : paths) {
    files.push_back({path.string(), read_input(complaints, path).text});
  }
  return law::load_recorded(std::move(files), std::move(unions));
}

}  // namespace

void read_law(Reading& reading, const Value& root) {
  const Value* law = find_item(root, "law");
  const KeyText key{"law", form_of_list("a list of paths of rule files"), {}, {}};
  std::vector<std::filesystem::path> paths;
  if (law != nullptr && law->kind != Value::Kind::list) {
    complain_form(reading, key, *law);
    reading.law_known = false;
  }
  for (std::size_t i = 0; law != nullptr && law->kind == Value::Kind::list && i < law->items.size(); ++i) {
    const Value& item = law->items[i];
    if (!read_text(reading, key, item)) continue;
    const auto path = beside(reading.complaints, item);
    if (const std::string problem = read_input(reading.complaints, path).problem; !problem.empty()) {
      complain(reading.complaints, item.spot,
               fmt::format("law file \"{}\" cannot be read ({}).", path.string(), problem));
      reading.law_known = false;
    } else if (std::find(paths.begin(), paths.end(), path) == paths.end()) {
      paths.push_back(path);
    }
  }
  try {
    reading.config.library = load_library(reading.complaints, paths, declared_unions(root));
  } catch (const Error& error) {
    reading.complaints.ready.emplace_back(error.what());
    reading.law_known = false;
  }
}

void check_top(Reading& reading, const Value& root) {
  const auto keys = top_keys();
  for (const auto& item : root.items) {
    if (item.key == "sweep" || item.key == "arms") {
      find_table(reading, root, item.key);  // what it says is read by `load_sweep`
    } else if (std::find(keys.begin(), keys.end(), item.key) == keys.end() &&
               !read_annotation(reading, "scenario", item, keys)) {
      complain_unknown(reading, "", item, keys);
    }
  }
}

}  // namespace comity
