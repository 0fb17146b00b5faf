#include "scenario/tree.h"

#include "error.h"
#include "text/limits.h"

#include <algorithm>
#include <charconv>
#include <numeric>
#include <stdexcept>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

namespace comity {

namespace {

Spot to_spot(std::uint32_t file, const toml::source_region& region) {
  Spot spot{file, {region.begin.line, region.begin.column}, 1};
  if (region.end.line == region.begin.line && region.end.column > region.begin.column) {
    spot.columns = region.end.column - region.begin.column;
  }
  return spot;
}

void read_leaf(const toml::node& node, Value& value) {
  if (const auto* text = node.as_string()) {
    value.kind = Value::Kind::text;
    value.text = text->get();
  } else if (const auto* whole = node.as_integer()) {
    value.kind = Value::Kind::whole;
    value.whole = whole->get();
    value.number = static_cast<double>(value.whole);
  } else if (const auto* number = node.as_floating_point()) {
    value.kind = Value::Kind::number;
    value.number = number->get();
  } else if (const auto* flag = node.as_boolean()) {
    value.kind = Value::Kind::flag;
    value.flag = flag->get();
  } else if (const auto* date = node.as_date()) {
    value.kind = Value::Kind::date;
    value.date = day_of(date->get().year, date->get().month, date->get().day);
  } else {
    value.kind = Value::Kind::time;
  }
}

Value to_value(const toml::node& node, std::uint32_t file) {
  Value value;
  value.spot = value.key_spot = to_spot(file, node.source());
  if (const auto* list = node.as_array()) {
    value.kind = Value::Kind::list;
    for (const auto& item : *list) value.items.push_back(to_value(item, file));
  } else if (const auto* table = node.as_table()) {
    value.kind = Value::Kind::table;
    for (const auto& [key, item] : *table) {
      value.items.push_back(to_value(item, file));
      value.items.back().key = std::string(key.str());
      value.items.back().key_spot = to_spot(file, key.source());
    }
    const auto order = [](const Value& v) { return std::tuple(v.key_spot.at.line, v.key_spot.at.column); };
    std::sort(value.items.begin(), value.items.end(),
              [&](const Value& a, const Value& b) { return order(a) < order(b); });
  } else {
    read_leaf(node, value);
  }
  return value;
}

}  // namespace

std::optional<Value> parse_text(Complaints& complaints, std::uint32_t file) {
  if (const auto excess = find_excess(complaints.files[file].text)) {
    complain(complaints, {file, {excess->line, excess->line == 0 ? 0U : 1U}, 1}, excess->message);
    return std::nullopt;
  }
  try {
    const toml::table table = toml::parse(complaints.files[file].text, complaints.files[file].path);
    return to_value(table, file);
  } catch (const toml::parse_error& problem) {
    complain(complaints, to_spot(file, problem.source()),
             fmt::format("not valid TOML: {}.", problem.description()));
    return std::nullopt;
  }
}

namespace {

/// A number that TOML would write otherwise, else the word itself.
Value loose_value(std::string_view word) {
  Value value;
  value.kind = Value::Kind::text;
  value.text = word;
  const bool plus = word.starts_with('+');
  const char* const first = word.data() + (plus ? 1 : 0);
  const char* const last = word.data() + word.size();
  double number = 0.0;
  const auto [end, error] = std::from_chars(first, last, number);
  const bool digits = word.find_first_not_of("+-.0123456789eE") == std::string_view::npos;
  if (!digits || error != std::errc() || end != last || (plus && *first == '-')) return value;
  value.kind = Value::Kind::number;
  value.number = number;
  return value;
}

}  // namespace

void place_all(Value& value, const Spot& spot) {
  value.spot = value.key_spot = spot;
  for (auto& item : value.items) place_all(item, spot);
}

Value parse_word(const std::string& word, const Spot& spot) {
  Value value;
  try {
    if (find_excess(word)) throw std::invalid_argument(word);
    const toml::table table = toml::parse("value = " + word);
    if (table.size() != 1) throw std::invalid_argument(word);
    value = to_value(*table.get("value"), spot.file);
  } catch (const std::exception&) {
    value = loose_value(word);
  }
  place_all(value, spot);
  return value;
}

namespace {

constexpr std::size_t kMostBlocks = 100;

/// With a point, so that it does not look like a whole number.
std::string show_number(double number) {
  std::string text = fmt::format("{}", number);
  return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

}  // namespace

std::uint32_t add_text(Complaints& complaints, std::string path, std::string text) {
  complaints.files.push_back({std::move(path), std::move(text)});
  return static_cast<std::uint32_t>(complaints.files.size() - 1);
}

void complain(Complaints& complaints, const Spot& spot, std::string message) {
  complaints.wrongs.push_back({spot, std::move(message)});
}

void throw_if_wrong(const Complaints& complaints) {
  if (complaints.wrongs.empty() && complaints.ready.empty()) return;
  const auto& wrongs = complaints.wrongs;
  std::vector<std::size_t> order(wrongs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto rank = [&](std::size_t i) {
    return std::tuple(wrongs[i].spot.file, wrongs[i].spot.at.line, wrongs[i].spot.at.column, i);
  };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  std::vector<std::string> blocks;
  for (const std::size_t i : order) {
    const auto& [spot, message] = wrongs[i];
    const InputText& file = complaints.files[spot.file];
    std::string block = format_complaint({file.path, spot.at, spot.columns, "error", message}, file.text);
    if (std::find(blocks.begin(), blocks.end(), block) == blocks.end()) blocks.push_back(std::move(block));
  }
  blocks.insert(blocks.end(), complaints.ready.begin(), complaints.ready.end());
  const std::size_t more = blocks.size() > kMostBlocks ? blocks.size() - kMostBlocks : 0;
  blocks.resize(blocks.size() - more);
  if (more > 0) blocks.push_back(fmt::format("… and {} more errors", more));
  throw Error(fmt::format("{}", fmt::join(blocks, "\n")));
}

const Value* find_item(const Value& table, std::string_view key) {
  const auto found = std::find_if(table.items.begin(), table.items.end(),
                                  [&](const Value& item) { return item.key == key; });
  return found == table.items.end() ? nullptr : &*found;
}

Value* find_item(Value& table, std::string_view key) {
  return const_cast<Value*>(find_item(std::as_const(table), key));
}

Spot spot_of(const Value& table, std::string_view key) {
  const Value* item = find_item(table, key);
  return item == nullptr ? table.spot : item->spot;
}

std::string in_words(const Value& value) {
  switch (value.kind) {
    case Value::Kind::text:
      return fmt::format("the text \"{}\"", value.text);
    case Value::Kind::whole:
      return fmt::format("{}", value.whole);
    case Value::Kind::number:
      return show_number(value.number);
    case Value::Kind::flag:
      return value.flag ? "true" : "false";
    case Value::Kind::date:
      return to_string(value.date);
    case Value::Kind::time:
      return "a time";
    case Value::Kind::list:
      return "a list";
    case Value::Kind::table:
      break;
  }
  return "a table";
}

}  // namespace comity
