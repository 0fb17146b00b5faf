#include "law/loading.h"

#include "text/place.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
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
Place place_inside(const Written& written, std::size_t begin, std::size_t end) {
  const auto& offset = written.literal.offset;
  const std::size_t last = offset.size() - 1;
  const std::size_t from = offset[std::min(begin, last)];
  const std::size_t to = end > begin ? offset[std::min(end - 1, last)] + 1 : from + 1;
  const LineColumn place = place_of(written.file_text, from);
  const auto columns = count_columns(written.file_text.substr(from, to > from ? to - from : 1));
  return {written.file, place.line, place.column, static_cast<std::uint32_t>(columns)};
}

Written written_at(const Loader& loader, std::uint32_t file, const toml::node& node) {
  Written written{body(loader.library.files[file]), file, {}};
  const auto& source = node.source();
  const std::size_t begin = offset_of(written.file_text, {source.begin.line, source.begin.column});
  const std::string& value = node.as_string()->get();
  const char quote = begin < written.file_text.size() ? written.file_text[begin] : ' ';
  if (quote == '"' || quote == '\'') written.literal = read_literal(written.file_text, begin);
  if (written.literal.value != value || written.literal.offset.empty()) {
    written.literal = {value, std::vector<std::size_t>(value.size() + 1, begin)};
  }
  return written;
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

/// Whether a condition is a string; reports when it is not.
bool is_text(Loader& loader, std::uint32_t file, const toml::node& node, const std::string& what) {
  if (node.as_string() != nullptr) return true;
  loader.complain(place_in(node.source(), file), what + ": a condition must be a string.");
  return false;
}

/// Makes the names that a regime sees: facts, what the amended regime sees, its own definitions.
void declare_definitions(Loader& loader, std::uint32_t regime) {
  const Regime& self = loader.library.regimes[regime];
  const toml::node* node = loader.files[self.file].table.get("define");
  if (node == nullptr) return;
  if (node->as_table() == nullptr) {
    return loader.complain(place_in(node->source(), self.file), "\"define\" must be a table: [define].");
  }
  if (node->as_table()->size() > kMostDefinitions) {
    return loader.complain(
        place_in(node->source(), self.file),
        fmt::format("there are more than {} definitions. Split the file.", kMostDefinitions));
  }
  for (const auto& [words, place] : in_file_order(*node->as_table(), self.file)) {
    const std::string fault = fault_of_words(words);
    if (!fault.empty()) {
      loader.complain(place, fmt::format("definition \"{}\" {}", words, fault));
      continue;
    }
    const Names::Operand operand{true, static_cast<std::uint32_t>(loader.definitions.size())};
    if (!loader.names[regime].operands.emplace(*normalise(words), operand).second) {
      loader.complain(place,
                      fmt::format("\"{}\" is already a fact or a definition. Use another name.", words));
      continue;
    }
    loader.names[regime].words.push_back(words);
    loader.definitions.push_back({words, place, {}, {}, 0, Definition::State::fresh});
  }
}

void parse_definitions(Loader& loader, std::uint32_t regime) {
  const Regime& self = loader.library.regimes[regime];
  const toml::table* table = loader.files[self.file].table["define"].as_table();
  if (table == nullptr) return;
  for (const auto& [key, value] : *table) {
    const auto found = loader.names[regime].operands.find(normalise(key.str()).value_or(""));
    if (found == loader.names[regime].operands.end() || !found->second.defined) continue;
    const std::string what = fmt::format("definition \"{}\"", key.str());
    if (!is_text(loader, self.file, value, what)) continue;
    loader.definitions[found->second.index].draft =
        parse_written(loader, written_at(loader, self.file, value), loader.names[regime], what);
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
}

ReadCondition read_condition(Loader& loader, const Reading& reading, const toml::node& node,
                             const std::string& what) {
  ReadCondition result;
  result.condition.place = place_in(node.source(), reading.file);
  if (!is_text(loader, reading.file, node, what)) return result;
  const bool vocabulary = reading.regime == kNoRegime;
  const Names facts = vocabulary ? names_of(loader.library.facts) : Names{};
  const Written written = written_at(loader, reading.file, node);
  const Draft draft = parse_written(loader, written, vocabulary ? facts : loader.names[reading.regime], what);
  result.condition.text = fold(written.literal.value);
  if (!append_expanded(loader, draft, result.condition.nodes)) {
    loader.complain(
        result.condition.place,
        fmt::format("{}: the condition expands to more than {} terms. Simplify it.", what, kMostNodes));
  }
  for (const auto& mention : draft.mentions) {
    const FactSet mentioned = mention.operand.defined ? loader.definitions[mention.operand.index].facts
                                                      : FactSet{1} << mention.operand.index;
    if ((mentioned & fact::forbidden_elsewhere) == 0 || result.stage_two) continue;
    result.stage_two = place_inside(written, mention.begin, mention.end);
  }
  return result;
}

}  // namespace comity::law
