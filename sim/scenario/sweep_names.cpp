// Names and words in [sweep] and [arms]: tables of names flattened, values as --set writes them, values tried.
#include "scenario/document.h"
#include "scenario/groups.h"
#include "scenario/sweep_reading.h"

#include <algorithm>
#include <filesystem>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace comity {
namespace {

void collect(std::vector<Setting>& leaves, const Value& table, const std::string& prefix,
             bool (*is_leaf)(const Value&)) {
  for (const auto& item : table.items) {
    const std::string name = prefix + item.key;
    if (item.kind == Value::Kind::table && !is_leaf(item)) {
      collect(leaves, item, name + ".", is_leaf);
    } else {
      leaves.push_back({name, item});
    }
  }
}

/// In quotation marks, as TOML has it.
std::string quoted(const std::string& text) {
  std::string word = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') word += '\\';
    if (static_cast<unsigned char>(letter) < 0x20) {
      word += fmt::format("\\u{:04x}", static_cast<unsigned>(letter));
    } else {
      word += letter;
    }
  }
  return word + '"';
}

/// As it may stand inside a list or table.
std::string inner_word(const Value& value) {
  switch (value.kind) {
    case Value::Kind::text:
      return quoted(value.text);
    case Value::Kind::list:
    case Value::Kind::table: {
      std::string word;
      for (const auto& item : value.items) {
        word += word.empty() ? "" : ", ";
        word += value.kind == Value::Kind::table ? quoted(item.key) + " = " : "";
        word += inner_word(item);
      }
      return value.kind == Value::Kind::table ? "{" + word + "}" : "[" + word + "]";
    }
    case Value::Kind::number:
      return fmt::format("{}", value.number);
    default:
      return in_words(value);
  }
}

/// Whether the text without quotation marks is read as itself; words of letters are, and need no parser to tell.
bool reads_back(const std::string& text) {
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  };
  const bool plain = !text.empty() && text[0] != '-' && std::all_of(text.begin(), text.end(), letter);
  if (plain) return text != "true" && text != "false" && text != "inf" && text != "nan";
  const Value value = parse_word(text, {});
  return value.kind == Value::Kind::text && value.text == text;
}

/// Paths of law files as seen from the scenario's folder, wherever they stand.
void see_from_scenario(const Complaints& complaints, Value& value) {
  const auto folder = std::filesystem::path(complaints.files[0].path).parent_path();
  if (value.kind == Value::Kind::text) {
    const auto path = beside(complaints, value);
    value.text = folder.empty() ? path.generic_string() : path.lexically_proximate(folder).generic_string();
  }
  for (auto& item : value.items) see_from_scenario(complaints, item);
}

}  // namespace

bool names_law(const std::string& setting) {
  const std::string_view name = std::string_view(setting).substr(0, setting.find('='));
  return name == "law" || name.starts_with("law.");
}

std::vector<Setting> leaves_of(const Value& table, bool (*is_leaf)(const Value&)) {
  std::vector<Setting> leaves;
  collect(leaves, table, "", is_leaf);
  const auto rank = [](const Setting& setting) {
    const Spot& spot = setting.value.key_spot;
    return std::tuple(spot.file, spot.at.line, spot.at.column);
  };
  std::stable_sort(leaves.begin(), leaves.end(),
                   [&](const Setting& a, const Setting& b) { return rank(a) < rank(b); });
  return leaves;
}

std::string word_of(const Trial& trial, const Setting& setting) {
  Value value = setting.value;
  if (names_law(setting.name)) see_from_scenario(trial.reading.complaints, value);
  return value.kind == Value::Kind::text && reads_back(value.text) ? value.text : inner_word(value);
}

bool try_settings(const Trial& trial, std::span<const Setting> settings) {
  Reading& sound = trial.reading;
  const std::size_t before = sound.complaints.wrongs.size() + sound.complaints.ready.size();
  Reading tried;
  tried.complaints = std::move(sound.complaints);
  Value root = trial.root;
  bool law = false;
  for (const auto& setting : settings) {
    law = law || names_law(setting.name);
    lay_setting(tried.complaints, root, setting.name, setting.value);
  }
  if (law) {
    read_law(tried, root);
  } else {
    tried.config.library = std::move(sound.config.library);
  }
  read_all_but_law(tried, root);
  if (!law) sound.config.library = std::move(tried.config.library);
  sound.complaints = std::move(tried.complaints);
  return sound.complaints.wrongs.size() + sound.complaints.ready.size() == before;
}

}  // namespace comity
