#include "law/entries.h"

#include "text/suggest.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace comity::law {
namespace {

// Far more than any law needs; keeps damaged files from exhausting time and stack.
constexpr std::size_t kMostTables = 500;

std::string type_name(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "a string";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
      return "a number";
    case toml::node_type::boolean:
      return "a truth value";
    case toml::node_type::date:
      return "a date";
    case toml::node_type::time:
      return "a time of day";
    case toml::node_type::date_time:
      return "a date with a time";
    default:
      return "nothing";
  }
}

}  // namespace

const toml::node* Entries::node(std::string_view key, Need need) {
  if (std::find(asked_.begin(), asked_.end(), key) == asked_.end()) asked_.emplace_back(key);
  const toml::node* found = table_->get(key);
  if (found == nullptr && need == Need::required)
    complain(place_, fmt::format("\"{}\" is missing. Add it.", key));
  return found;
}

void Entries::wrong_type(std::string_view key, const toml::node& node, const std::string& advice) {
  complain(place_of(node), fmt::format("\"{}\" is {}. {}", key, type_name(node), advice));
}

std::optional<std::string> Entries::text(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (found == nullptr) return std::nullopt;
  if (const auto* string = found->as_string()) return string->get();
  wrong_type(key, *found, fmt::format("Write a string: {} = \"…\".", key));
  return std::nullopt;
}

std::optional<double> Entries::number(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (found == nullptr) return std::nullopt;
  const auto value = found->is_number() ? found->value<double>() : std::nullopt;
  if (!value) {
    wrong_type(key, *found, fmt::format("Write a number: {} = 0.5.", key));
  } else if (!std::isfinite(*value)) {
    complain(place_of(*found), fmt::format("\"{}\" is not a finite number. Write one, such as 0.5.", key));
    return std::nullopt;
  }
  return value;
}

std::optional<bool> Entries::truth(std::string_view key) {
  const toml::node* found = node(key);
  if (found == nullptr) return std::nullopt;
  if (const auto* value = found->as_boolean()) return value->get();
  wrong_type(key, *found, fmt::format("Write {} = true or {} = false.", key, key));
  return std::nullopt;
}

std::optional<Day> Entries::date(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  if (found == nullptr) return std::nullopt;
  if (const auto* date = found->as_date()) {
    return std::min(day_of(date->get().year, date->get().month, date->get().day), kNever);
  }
  const auto* string = found->as_string();
  const bool quoted = string != nullptr && parse_day(string->get()).has_value();
  wrong_type(key, *found,
             quoted ? fmt::format("Write the date without quotes: {} = {}.", key, string->get())
                    : fmt::format("Write a date: {} = 2018-03-23.", key));
  return std::nullopt;
}

std::vector<RuleDraft::Target> Entries::texts(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  std::vector<RuleDraft::Target> result;
  if (found == nullptr) return result;
  const auto* list = found->as_array();
  if (list == nullptr) {
    const auto* string = found->as_string();
    wrong_type(key, *found,
               fmt::format("Write a list: {} = [\"{}\"].", key, string == nullptr ? "…" : string->get()));
    return result;
  }
  for (const auto& entry : *list) {
    if (const auto* string = entry.as_string()) {
      result.push_back({string->get(), place_of(entry)});
    } else {
      complain(place_of(entry),
               fmt::format("an entry of \"{}\" is {}. Write strings.", key, type_name(entry)));
    }
  }
  return result;
}

std::vector<const toml::table*> Entries::tables(std::string_view key, Need need) {
  const toml::node* found = node(key, need);
  std::vector<const toml::table*> result;
  if (found == nullptr) return result;
  const auto* list = found->as_array();
  if (list == nullptr) {
    wrong_type(key, *found, fmt::format("Write a list of tables: {} = [{{ … }}].", key));
    return result;
  }
  for (const auto& entry : *list) {
    if (const auto* table = entry.as_table()) {
      result.push_back(table);
    } else {
      complain(place_of(entry),
               fmt::format("an entry of \"{}\" is {}. Write tables: {{ … }}.", key, type_name(entry)));
    }
  }
  return result;
}

void Entries::reject_others() {
  for (const auto& [key, value] : *table_) {
    if (std::find(asked_.begin(), asked_.end(), key.str()) != asked_.end()) continue;
    const std::string suggestion = did_you_mean(key.str(), asked_);
    complain(place_in(key.source(), place_.file),
             fmt::format(
                 "\"{}\" is unknown here.{}", key.str(),
                 suggestion.empty() ? fmt::format(" Known are: {}.", fmt::join(asked_, ", ")) : suggestion));
  }
}

std::vector<std::pair<std::string, Place>> in_file_order(const toml::table& table, std::uint32_t file) {
  std::vector<std::pair<std::string, Place>> keys;
  for (const auto& [key, value] : table) keys.emplace_back(key.str(), place_in(key.source(), file));
  std::sort(keys.begin(), keys.end(), [](const auto& left, const auto& right) {
    return std::pair{left.second.line, left.second.column} <
           std::pair{right.second.line, right.second.column};
  });
  return keys;
}

std::vector<std::pair<std::string, Entries>> named_tables(Loader& loader, std::uint32_t file,
                                                          std::string_view kind) {
  std::vector<std::pair<std::string, Entries>> result;
  const toml::node* all = loader.files[file].table.get(kind);
  if (all == nullptr) return result;
  if (all->as_table() == nullptr) {
    loader.complain(
        place_in(all->source(), file),
        fmt::format("\"{}\" is {}. Give each {} a name: [{}.NAME].", kind, type_name(*all), kind, kind));
    return result;
  }
  if (all->as_table()->size() > kMostTables) {
    loader.complain(place_in(all->source(), file),
                    fmt::format("there are more than {} {}s. Split the file.", kMostTables, kind));
    return result;
  }
  for (const auto& [name, place] : in_file_order(*all->as_table(), file)) {
    const toml::node& value = *all->as_table()->get(name);
    const std::string what = fmt::format("{} \"{}\"", kind, name);
    if (!is_name(name)) {
      loader.complain(place, what + ": the name has odd characters. Use letters, digits, '-' and '_'.");
    } else if (value.as_table() == nullptr) {
      loader.complain(place, fmt::format("\"{}\" under [{}] is {}. Give each {} a table: [{}.{}].", name,
                                         kind, type_name(value), kind, kind, name));
    } else {
      result.emplace_back(name, Entries(loader, *value.as_table(), place, what));
    }
  }
  return result;
}

}  // namespace comity::law
