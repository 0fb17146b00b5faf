#include "text/tree.h"

#include "error.h"
#include "text/limits.h"
#include "text/place.h"
#include "text/suggest.h"
#include "text/toml.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace comity {
namespace {

constexpr std::size_t kMostBlocks = 100;
constexpr std::uint32_t kToTheEnd = 1000;  // columns of what goes on in the next line

Spot to_spot(std::uint32_t file, const toml::source_region& region) {
  Spot spot{file, region.begin.line, region.begin.column, 1};
  if (region.end.line > region.begin.line) spot.columns = kToTheEnd;
  if (region.end.line == region.begin.line && region.end.column > region.begin.column)
    spot.columns = region.end.column - region.begin.column;
  return spot;
}

auto order_of(const Spot& spot) { return std::tuple(spot.file, spot.line, spot.column); }

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
    value.kind = node.is_date_time() ? Value::Kind::date_time : Value::Kind::time;
  }
}

void read_node(const toml::node& node, std::uint32_t file, Value& value);

/// The library keeps the items of a table by name; here they come in the order of the text.
void read_items(const toml::table& table, std::uint32_t file, std::vector<Value>& items) {
  std::vector<std::pair<const toml::key*, const toml::node*>> written;
  written.reserve(table.size());
  for (const auto& [key, item] : table) written.emplace_back(&key, &item);
  std::sort(written.begin(), written.end(), [](const auto& left, const auto& right) {
    const auto place = [](const toml::source_position& at) { return std::tuple(at.line, at.column); };
    return place(left.first->source().begin) < place(right.first->source().begin);
  });
  items.reserve(written.size());
  for (const auto& [key, item] : written) {
    Value& value = items.emplace_back();
    read_node(*item, file, value);
    value.key = std::string(key->str());
    value.key_spot = to_spot(file, key->source());
  }
}

void read_node(const toml::node& node, std::uint32_t file, Value& value) {
  value.spot = value.key_spot = to_spot(file, node.source());
  if (const auto* list = node.as_array()) {
    value.kind = Value::Kind::list;
    value.items.reserve(list->size());
    for (const auto& item : *list) read_node(item, file, value.items.emplace_back());
  } else if (const auto* table = node.as_table()) {
    value.kind = Value::Kind::table;
    read_items(*table, file, value.items);
  } else {
    read_leaf(node, value);
  }
}

Value to_value(const toml::node& node, std::uint32_t file) {
  Value value;
  read_node(node, file, value);
  return value;
}

}  // namespace

std::string_view body(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

namespace {

std::string_view line_of(std::string_view text, std::uint32_t line) {
  for (; line > 1 && text.find('\n') != std::string_view::npos; --line)
    text.remove_prefix(text.find('\n') + 1);
  return text.substr(0, text.find('\n'));
}

/// What stands behind the first "=" of a line and consists of digits and the marks of dates.
std::string_view date_on(std::string_view text, std::uint32_t number) {
  const std::string_view line = line_of(text, number);
  const std::size_t equals = line.find('=');
  if (equals == std::string_view::npos) return {};
  const std::size_t begin = std::min(line.find_first_not_of(" \t", equals + 1), line.size());
  return line.substr(begin, line.find_first_not_of("0123456789.-/", begin) - begin);
}

}  // namespace

std::optional<Value> parse_text(Complaints& complaints, std::uint32_t file) {
  const std::string_view text = body(complaints.files[file].text);
  if (const auto excess = find_excess(text)) {
    complain(complaints, {file, excess->line, excess->line == 0 ? 0U : 1U}, excess->message);
    return std::nullopt;
  }
  try {
    return to_value(toml::parse(text), file);
  } catch (const toml::parse_error& problem) {
    const Spot spot = to_spot(file, problem.source());
    const std::string_view date = date_on(text, spot.line);
    if (const std::string meant = date_meant(date); !meant.empty() && meant != date) {
      complain(complaints, spot,
               fmt::format("{} is no date of TOML. Write year-month-day: {}.", date, meant));
    } else {
      complain(complaints, spot, fmt::format("not valid TOML: {}.", problem.description()));
    }
    return std::nullopt;
  }
}

namespace {

/// With a point, so that it does not look like a whole number.
std::string show_number(double number) {
  std::string text = fmt::format("{}", number);
  return text.find_first_of(".en") == std::string::npos ? text + ".0" : text;
}

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

/// A number with a point or exponent, which TOML reads alike: files of a hundred thousand points consist of them, and its parser takes ten
/// times as long for one.
std::optional<Value> read_fraction(std::string_view word) {
  const bool fraction = word.find_first_of(".eE") != std::string_view::npos &&
                        word.find_first_not_of("+-.0123456789eE") == std::string_view::npos;
  if (!fraction) return std::nullopt;
  Value value = loose_value(word);
  if (value.kind != Value::Kind::number) return std::nullopt;
  value.text.clear();
  return value;
}

Value read_any(const std::string& word, std::uint32_t file) {
  try {
    if (find_excess(word)) throw std::invalid_argument(word);
    const toml::table table = toml::parse("value = " + word);
    if (table.size() != 1) throw std::invalid_argument(word);
    return to_value(*table.get("value"), file);
  } catch (const std::exception&) {
    return loose_value(word);
  }
}

}  // namespace

void place_all(Value& value, const Spot& spot) {
  value.spot = value.key_spot = spot;
  for (auto& item : value.items) place_all(item, spot);
}

Value parse_word(const std::string& word, const Spot& spot) {
  std::optional<Value> fraction = read_fraction(word);
  Value value = fraction ? *std::move(fraction) : read_any(word, spot.file);
  place_all(value, spot);
  return value;
}

std::uint32_t add_text(Complaints& complaints, std::string path, std::string text) {
  complaints.files.push_back({std::move(path), std::move(text)});
  return static_cast<std::uint32_t>(complaints.files.size() - 1);
}

void complain(Complaints& complaints, const Spot& spot, std::string message) {
  complaints.wrongs.push_back({spot, std::move(message)});
}

void sort_wrongs(std::vector<Wrong>& wrongs) {
  std::stable_sort(wrongs.begin(), wrongs.end(), [](const Wrong& left, const Wrong& right) {
    return order_of(left.spot) < order_of(right.spot);
  });
}

void throw_if_wrong(const Complaints& complaints) {
  if (complaints.wrongs.empty() && complaints.ready.empty()) return;
  std::vector<Wrong> wrongs = complaints.wrongs;
  sort_wrongs(wrongs);
  std::vector<std::string> blocks;
  for (const auto& [spot, message] : wrongs) {
    const InputText& file = complaints.files[spot.file];
    std::string block = format_complaint(
        {file.path, {spot.line, spot.column}, spot.columns, "error", message}, body(file.text));
    if (std::find(blocks.begin(), blocks.end(), block) == blocks.end()) blocks.push_back(std::move(block));
  }
  for (const std::string& block : complaints.ready)
    if (std::find(blocks.begin(), blocks.end(), block) == blocks.end()) blocks.push_back(block);
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
    case Value::Kind::date_time:
      return "a time";
    case Value::Kind::list:
      return "a list";
    case Value::Kind::table:
      break;
  }
  return "a table";
}

}  // namespace comity
