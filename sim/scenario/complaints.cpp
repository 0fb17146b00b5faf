#include "scenario/tree.h"

#include "error.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace comity {
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
