#include "law/loading.h"

#include "law/literal.h"
#include "text/place.h"
#include "text/suggest.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace comity::law {
namespace {

// Far more than any law needs; keeps damaged files from exhausting time and stack.
constexpr std::size_t kMostTables = 500;

std::string_view kind_name(const Value& value) {
  switch (value.kind) {
    case Value::Kind::table:
      return "a table";
    case Value::Kind::list:
      return "a list";
    case Value::Kind::text:
      return "a string";
    case Value::Kind::whole:
    case Value::Kind::number:
      return "a number";
    case Value::Kind::flag:
      return "a truth value";
    case Value::Kind::date:
      return "a date";
    case Value::Kind::time:
      return "a time of day";
    case Value::Kind::date_time:
      break;
  }
  return "a date with a time";
}

/// How to write the value that a key must have, in place of this one.
std::string advice_for(const KeyForm& form, const Value& value) {
  const std::string_view key = value.key;
  switch (form.kind) {
    case Value::Kind::number:
      return fmt::format("Write a number: {} = 0.5.", key);
    case Value::Kind::flag:
      return fmt::format("Write {} = true or {} = false.", key, key);
    case Value::Kind::date:
      if (const std::string meant = date_meant(value.text); !meant.empty())
        return fmt::format("Write the date without quotes{}: {} = {}.",
                           meant == value.text ? "" : " as year-month-day", key, meant);
      return fmt::format("Write a date: {} = 2018-03-23.", key);
    case Value::Kind::list:
      if (form.items == Value::Kind::table)
        return fmt::format("Write a list of tables: {} = [{{ … }}].", key);
      return fmt::format("Write a list: {} = [\"{}\"].", key, value.text.empty() ? "…" : value.text);
    default:
      return fmt::format("Write a string: {} = \"…\".", key);
  }
}

void complain_at(Loader& loader, const KeyText& key, const Spot& spot, const std::string& message) {
  loader.complain(spot, key.table + ": " + message);
}

std::string known_or_near(std::string_view word, std::span<const std::string> known, std::string_view what) {
  const std::string suggestion = did_you_mean(word, known);
  return suggestion.empty() ? fmt::format(" {}: {}.", what, fmt::join(known, ", ")) : suggestion;
}

}  // namespace

void complain_form(Loader& loader, const KeyText& key, const Value& value) {
  complain_at(loader, key, value.spot,
              fmt::format("\"{}\" is {}. {}", value.key, kind_name(value), advice_for(key.form, value)));
}

void complain_missing(Loader& loader, const PlacedTable& table, std::string_view key, const KeyText&) {
  loader.complain(table.spot, fmt::format("{}: \"{}\" is missing. Add it.", table.path, key));
}

void complain_unknown(Loader& loader, const std::string& table, const Value& item,
                      std::span<const std::string> known) {
  loader.complain(item.key_spot, fmt::format("{}: \"{}\" is unknown here.{}", table, item.key,
                                             known_or_near(item.key, known, "Known are")));
}

std::optional<double> read_number(Loader& loader, const KeyText& key, const Value& value,
                                  const Range& range) {
  if (value.kind != Value::Kind::number && value.kind != Value::Kind::whole) {
    complain_form(loader, key, value);
  } else if (!std::isfinite(value.number)) {
    complain_at(loader, key, value.spot,
                fmt::format("\"{}\" is not a finite number. Write one, such as 0.5.", value.key));
  } else if (value.number < range.low || value.number > range.high) {
    complain_at(loader, key, value.spot,
                fmt::format("\"{}\" is {} (must be {}).", value.key, value.number, key.form.words));
  } else {
    return value.number;
  }
  return std::nullopt;
}

std::optional<bool> read_flag(Loader& loader, const KeyText& key, const Value& value) {
  if (value.kind == Value::Kind::flag) return value.flag;
  complain_form(loader, key, value);
  return std::nullopt;
}

std::optional<Day> read_date(Loader& loader, const KeyText& key, const Value& value) {
  if (value.kind == Value::Kind::date) return std::min(value.date, kNever);
  complain_form(loader, key, value);
  return std::nullopt;
}

std::optional<std::string> read_text(Loader& loader, const KeyText& key, const Value& value) {
  if (value.kind == Value::Kind::text) return value.text;
  complain_form(loader, key, value);
  return std::nullopt;
}

std::optional<std::string> read_address(Loader& loader, const KeyText& key, const Value& value) {
  auto text = read_text(loader, key, value);
  if (!text) return std::nullopt;
  const auto fits = [](char letter) {
    return letter > ' ' && letter < 0x7f && std::string_view("\"<>\\^`{|}").find(letter) == std::string::npos;
  };
  const std::size_t scheme = text->starts_with("https://")  ? 8
                             : text->starts_with("http://") ? 7
                                                            : std::string::npos;
  if (scheme < text->size() && (*text)[scheme] != '/' && std::all_of(text->begin(), text->end(), fits))
    return text;
  complain_at(loader, key, value.spot,
              fmt::format("\"{}\" is \"{}\" (must be a web address without spaces, quotes or letters outside "
                          "ASCII). Write {} = \"https://…\".",
                          value.key, value.text, value.key));
  return std::nullopt;
}

std::optional<int> read_choice(Loader& loader, const KeyText& key, const Value& value,
                               std::span<const std::string_view> levels) {
  if (!read_text(loader, key, value)) return std::nullopt;
  const auto level = std::find(levels.begin(), levels.end(), value.text);
  if (level != levels.end()) return static_cast<int>(level - levels.begin());
  const std::vector<std::string> known(levels.begin(), levels.end());
  complain_at(loader, key, value.spot,
              fmt::format("\"{}\" is \"{}\" (must be one of {}).{}", value.key, value.text,
                          fmt::join(known, ", "), did_you_mean(value.text, known)));
  return std::nullopt;
}

std::vector<const Value*> read_items(Loader& loader, const KeyText& key, const Value& value) {
  std::vector<const Value*> items;
  if (value.kind != Value::Kind::list) complain_form(loader, key, value);
  for (std::size_t i = 0; value.kind == Value::Kind::list && i < value.items.size(); ++i) {
    const Value& item = value.items[i];
    if (item.kind == key.form.items) {
      items.push_back(&item);
    } else {
      complain_at(loader, key, item.spot,
                  fmt::format("an entry of \"{}\" is {}. Write {}.", value.key, kind_name(item),
                              key.form.items == Value::Kind::table ? "tables: { … }" : "strings"));
    }
  }
  return items;
}

std::vector<std::string> read_texts(Loader& loader, const KeyText& key, const Value& value) {
  std::vector<std::string> texts;
  for (const Value* item : read_items(loader, key, value)) texts.push_back(item->text);
  return texts;
}

void reject_others(Loader& loader, std::uint32_t file, const FileTables& tables) {
  for (const Value& item : loader.roots[file]->items) {
    if (std::find(tables.names.begin(), tables.names.end(), item.key) != tables.names.end()) continue;
    const std::string suggestion = did_you_mean(item.key, tables.names);
    loader.complain(item.key_spot, fmt::format("\"{}\" does not belong in {}.{}", item.key, tables.file,
                                               suggestion.empty() ? tables.otherwise : suggestion));
  }
}

const Value* find_table(Loader& loader, std::uint32_t file, std::string_view name) {
  const Value* table = find_item(*loader.roots[file], name);
  if (table == nullptr || table->kind == Value::Kind::table) return table;
  loader.complain(table->spot, fmt::format("\"{}\" must be a table: [{}].", name, name));
  return nullptr;
}

std::vector<PlacedTable> named_tables(Loader& loader, std::uint32_t file, std::string_view kind) {
  std::vector<PlacedTable> tables;
  const Value* all = find_item(*loader.roots[file], kind);
  if (all == nullptr) return tables;
  if (all->kind != Value::Kind::table) {
    loader.complain(all->spot, fmt::format("\"{}\" is {}. Give each {} a name: [{}.NAME].", kind,
                                           kind_name(*all), kind, kind));
    return tables;
  }
  if (all->items.size() > kMostTables) {
    loader.complain(all->spot, fmt::format("there are more than {} {}s. Split the file.", kMostTables, kind));
    return tables;
  }
  for (const Value& table : all->items) {
    std::string what = fmt::format("{} \"{}\"", kind, table.key);
    if (!is_name(table.key)) {
      loader.complain(table.key_spot,
                      what + ": the name has odd characters. Use letters, digits, '-' and '_'.");
    } else if (table.kind != Value::Kind::table) {
      loader.complain(table.key_spot, fmt::format("\"{}\" under [{}] is {}. Give each {} a table: [{}.{}].",
                                                  table.key, kind, kind_name(table), kind, kind, table.key));
    } else {
      tables.push_back({std::move(what), table, table.key_spot});
    }
  }
  return tables;
}

std::vector<const Value*> listed_tables(Loader& loader, std::uint32_t file, std::string_view kind) {
  const Value* list = find_item(*loader.roots[file], kind);
  if (list == nullptr) return {};
  std::vector<const Value*> tables;
  for (const Value& item : list->items) {
    if (list->kind == Value::Kind::list && item.kind == Value::Kind::table) tables.push_back(&item);
  }
  if (list->kind == Value::Kind::list && tables.size() == list->items.size()) return tables;
  loader.complain(list->spot, fmt::format("\"{}\" must be a list of tables: [[{}]].", kind, kind));
  return {};
}

bool is_name(std::string_view text) {
  const auto fits = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
  };
  return !text.empty() && std::all_of(text.begin(), text.end(), fits);
}

void check_period(Loader& loader, const PlacedTable& table, std::string_view whose) {
  const Value* from = find_item(table.value, "from");
  const Value* until = find_item(table.value, "until");
  if (from == nullptr || until == nullptr || from->kind != Value::Kind::date ||
      until->kind != Value::Kind::date || until->date > from->date)
    return;
  loader.complain(
      until->spot,
      fmt::format("{}: \"until\" ({}) is not after \"from\" ({}). {} is in force from <= day < until.",
                  table.path, to_string(until->date), to_string(from->date), whose));
}

void complain_effect(Loader& loader, const KeyText& key, const Spot& spot, std::string_view name) {
  std::vector<std::string> names(enum_names<Effect>.begin(), enum_names<Effect>.end());
  names.emplace_back("none");
  complain_at(loader, key, spot,
              fmt::format("\"{}\" is not an effect.{}", name, known_or_near(name, names, "Effects are")));
}

std::optional<Effect> read_effect(Loader& loader, const KeyText& key, const Value& value) {
  const auto name = read_text(loader, key, value);
  const auto effect = name ? enum_named<Effect>(*name) : std::nullopt;
  if (name && !effect) complain_effect(loader, key, value.spot, *name);
  return effect;
}

namespace {

// Far more than any law needs; definitions are expanded one inside the other.
constexpr std::size_t kMostDefinitions = 500;

/// A condition's text where it stands.
struct Written {
  std::string_view file_text;
  std::uint32_t file = 0;
  Literal literal;
};

/// The place of bytes [begin, end) of the decoded text.
Spot place_inside(const Written& written, std::size_t begin, std::size_t end) {
  const auto& offset = written.literal.offset;
  const std::size_t last = offset.size() - 1;
  const std::size_t from = offset[std::min(begin, last)];
  const std::size_t to = end > begin ? offset[std::min(end - 1, last)] + 1 : from + 1;
  const LineColumn place = place_of(written.file_text, from);
  const auto columns = count_columns(written.file_text.substr(from, to > from ? to - from : 1));
  return {written.file, place.line, place.column, static_cast<std::uint32_t>(columns)};
}

Written written_at(const Loader& loader, const Value& value) {
  Written written{body(loader.complaints.files[value.spot.file].text), value.spot.file, {}};
  const std::size_t begin = offset_of(written.file_text, {value.spot.line, value.spot.column});
  const char quote = begin < written.file_text.size() ? written.file_text[begin] : ' ';
  if (quote == '"' || quote == '\'') written.literal = read_literal(written.file_text, begin);
  if (written.literal.value != value.text || written.literal.offset.empty()) {
    written.literal = {value.text, std::vector<std::size_t>(value.text.size() + 1, begin)};
  }
  return written;
}

/// The definitions that a draft names, each once in order of the text.
std::vector<std::uint32_t> definitions_in(const Draft& draft) {
  std::vector<std::uint32_t> names;
  for (const auto& mention : draft.mentions) {
    const std::uint32_t index = mention.operand.index;
    if (mention.operand.defined && std::find(names.begin(), names.end(), index) == names.end())
      names.push_back(index);
  }
  return names;
}

/// Copies the nodes of a draft, definitions expanded; false when that grows too long.
bool append_expanded(const Loader& loader, const Draft& draft, std::vector<Condition::Node>& nodes) {
  for (const auto& item : draft.items) {
    if (item.definition < 0) {
      nodes.push_back(item.node);
    } else {
      const auto& inner = loader.definitions[static_cast<std::size_t>(item.definition)].nodes;
      if (inner.empty()) nodes.push_back({Condition::Node::Kind::all, 0, 0});  // "always"
      nodes.insert(nodes.end(), inner.begin(), inner.end());
    }
    if (nodes.size() > kMostNodes) return false;
  }
  return true;
}

void expand(Loader& loader, std::uint32_t index, std::vector<std::uint32_t>& path) {
  Definition& definition = loader.definitions[index];
  if (definition.state == Definition::State::expanded) return;
  path.push_back(index);
  if (definition.state == Definition::State::open) {
    std::string circle;
    for (auto step = std::find(path.begin(), path.end(), index); step != path.end(); ++step) {
      circle += (circle.empty() ? "\"" : " -> \"") + loader.definitions[*step].words + "\"";
    }
    loader.complain(definition.place, fmt::format("the definition runs in a circle ({}). Break it.", circle));
  } else {
    definition.state = Definition::State::open;
    for (const auto& item : definition.draft.items) {
      if (item.definition >= 0) expand(loader, static_cast<std::uint32_t>(item.definition), path);
    }
    if (!append_expanded(loader, definition.draft, definition.nodes)) {
      definition.nodes.clear();
      loader.complain(definition.place, fmt::format("\"{}\" expands to more than {} terms. Simplify it.",
                                                    definition.words, kMostNodes));
    }
    definition.facts = facts_of({definition.nodes, {}, {}});
    definition.state = Definition::State::expanded;
  }
  path.pop_back();
}

/// Parses a condition and reports what is wrong with it, `what` first.
Draft parse_written(Loader& loader, const Written& written, const Names& names, const std::string& what) {
  Draft draft = parse_condition(written.literal.value, names);
  for (const Slip& slip : draft.slips) {
    loader.complain(place_inside(written, slip.begin, slip.end), what + ": " + slip.message);
  }
  return draft;
}

/// Whether a condition is a string; complains when it is not.
bool is_text(Loader& loader, const Value& value, const std::string& what) {
  if (value.kind == Value::Kind::text) return true;
  loader.complain(value.spot, what + ": a condition must be a string.");
  return false;
}

/// Makes the names that a regime sees: facts, what the amended regime sees, its own definitions.
void declare_definitions(Loader& loader, std::uint32_t regime) {
  const Value* table = find_table(loader, loader.library.regimes[regime].file, "define");
  if (table == nullptr) return;
  if (table->items.size() > kMostDefinitions) {
    return loader.complain(
        table->spot, fmt::format("there are more than {} definitions. Split the file.", kMostDefinitions));
  }
  for (const Value& item : table->items) {
    const std::string& words = item.key;
    const std::string fault = fault_of_words(words);
    if (!fault.empty()) {
      loader.complain(item.key_spot, fmt::format("definition \"{}\" {}", words, fault));
      continue;
    }
    const Names::Operand operand{true, static_cast<std::uint32_t>(loader.definitions.size())};
    if (!loader.names[regime].operands.emplace(*normalise(words), operand).second) {
      loader.complain(item.key_spot,
                      fmt::format("\"{}\" is already a fact or a definition. Use another name.", words));
      continue;
    }
    loader.names[regime].words.push_back(words);
    loader.definitions.push_back({words, item.key_spot, {}, {}, {}, 0, Definition::State::fresh});
  }
}

void parse_definitions(Loader& loader, std::uint32_t regime) {
  const Value* table = find_item(*loader.roots[loader.library.regimes[regime].file], "define");
  if (table == nullptr || table->kind != Value::Kind::table) return;
  for (const Value& item : table->items) {
    const auto found = loader.names[regime].operands.find(normalise(item.key).value_or(""));
    if (found == loader.names[regime].operands.end() || !found->second.defined) continue;
    const std::string what = fmt::format("definition \"{}\"", item.key);
    if (!is_text(loader, item, what)) continue;
    const Written written = written_at(loader, item);
    Definition& definition = loader.definitions[found->second.index];
    definition.text = fold(written.literal.value);
    definition.draft = parse_written(loader, written, loader.names[regime], what);
  }
}

}  // namespace

void read_definitions(Loader& loader) {
  const auto count = static_cast<std::uint32_t>(loader.library.regimes.size());
  const Names facts = names_of(loader.library.facts);
  loader.names.assign(count, facts);
  std::vector<char> declared(count, 0);
  for (std::uint32_t regime = 0; regime < count; ++regime) {
    for (const std::uint32_t step : with_amended(loader.library, regime)) {
      if (declared[step] != 0) continue;
      const int base = loader.library.regimes[step].base;
      if (base >= 0) loader.names[step] = loader.names[static_cast<std::size_t>(base)];
      declare_definitions(loader, step);
      declared[step] = 1;
    }
  }
  for (std::uint32_t regime = 0; regime < count; ++regime) parse_definitions(loader, regime);
  std::vector<std::uint32_t> path;
  for (std::uint32_t index = 0; index < loader.definitions.size(); ++index) expand(loader, index, path);
  for (const Definition& one : loader.definitions)
    loader.library.definitions.push_back({one.words, one.text, definitions_in(one.draft)});
}

ReadCondition read_condition(Loader& loader, const Value& value, const std::string& what) {
  ReadCondition result;
  result.condition.place = value.spot;
  if (!is_text(loader, value, what)) return result;
  const std::uint32_t regime = loader.regime_of[value.spot.file];
  const Names facts = regime == kNoRegime ? names_of(loader.library.facts) : Names{};
  const Written written = written_at(loader, value);
  const Draft draft =
      parse_written(loader, written, regime == kNoRegime ? facts : loader.names[regime], what);
  result.condition.text = fold(written.literal.value);
  result.condition.names = definitions_in(draft);
  if (!append_expanded(loader, draft, result.condition.nodes)) {
    loader.complain(value.spot, fmt::format("{}: the condition expands to more than {} terms. Simplify it.",
                                            what, kMostNodes));
  }
  for (const auto& mention : draft.mentions) {
    const FactSet mentioned = mention.operand.defined ? loader.definitions[mention.operand.index].facts
                                                      : FactSet{1} << mention.operand.index;
    constexpr FactSet kStageTwo = fact::forbidden_elsewhere | fact::qualifying_forbids;
    if ((mentioned & kStageTwo) == 0 || result.stage_two) continue;
    result.stage_two = place_inside(written, mention.begin, mention.end);
  }
  return result;
}

}  // namespace comity::law
