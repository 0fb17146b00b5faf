#include "scenario/outline.h"

#include "scenario/document.h"
#include "scenario/entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace comity {
namespace {

std::string leaf_text(const Value& value) {
  switch (value.kind) {
    case Value::Kind::whole:
      return fmt::format("{}", value.whole);
    case Value::Kind::number:
      return fmt::format("{}", value.number);
    case Value::Kind::flag:
      return value.flag ? "true" : "false";
    case Value::Kind::date:
      return to_string(value.date);
    default:
      return fmt::format("\"{}\"", value.text);
  }
}

bool is_leaf(const Value& value) {
  return value.kind != Value::Kind::list && value.kind != Value::Kind::table;
}

std::string name_of(const Value& item, std::size_t place, const EntryKind* kind) {
  if (!item.key.empty()) return item.key;
  if (kind != nullptr) {
    if (const auto identity = identity_of(*kind, item)) return *identity;
  }
  return fmt::format("{}", place);
}

void add_lines(std::vector<std::string>& lines, const std::string& path, const Value& value) {
  if (is_leaf(value)) {
    lines.push_back(fmt::format("{} = {}", path, leaf_text(value)));
    return;
  }
  const EntryKind* kind = find_kind(path);
  for (std::size_t place = 0; place < value.items.size(); ++place) {
    const std::string name =
        name_of(value.items[place], place, value.kind == Value::Kind::list ? kind : nullptr);
    add_lines(lines, path.empty() ? name : path + "." + name, value.items[place]);
  }
}

bool is_about_size(const std::string& line) {
  constexpr std::array<std::string_view, 4> kSizes = {"sweep.", "arms.", "include", "run.replicates = "};
  return std::ranges::any_of(kSizes, [&](std::string_view begin) { return line.starts_with(begin); });
}

}  // namespace

std::vector<std::string> outline_of(std::span<const InputText> texts,
                                    std::span<const std::string> overrides) {
  Complaints complaints;
  complaints.archive = texts;
  Value root = read_document(complaints, texts.front().path);
  for (const std::string& override : overrides) lay_override(complaints, root, override);
  throw_if_wrong(complaints);
  std::vector<std::string> lines;
  add_lines(lines, "", root);
  std::erase_if(lines, is_about_size);
  std::ranges::sort(lines);
  return lines;
}

}  // namespace comity
