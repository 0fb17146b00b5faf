#include "law/entries.h"
#include "law/loading.h"

#include "text/place.h"
#include "text/suggest.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

std::vector<std::string> regime_ids(const Library& library) {
  std::vector<std::string> ids;
  for (const Regime& regime : library.regimes) ids.push_back(regime.id);
  return ids;
}

void check_id(Loader& loader, Entries& entries, const Regime& regime) {
  const toml::node* node = entries.node("id");
  const Place place = node == nullptr ? regime.place : entries.place_of(*node);
  if (!is_name(regime.id)) {
    entries.complain(place, "\"id\" has odd characters or none. Use letters, digits, '-' and '_'.");
  }
  if (const auto other = find_regime(loader.library, regime.id)) {
    entries.complain(place, fmt::format("id \"{}\" is taken by {}. Give each file its own id.", regime.id,
                                        loader.library.files[loader.library.regimes[*other].file].path));
  }
}

/// A place inside a TOML string, given bytes of its decoded value.
Place place_inside(const Loader& loader, std::uint32_t file, const Literal& literal, std::size_t begin, std::size_t end) {
  const std::string_view text = body(loader.library.files[file]);
  const std::size_t last = literal.offset.size() - 1;
  const std::size_t from = literal.offset[std::min(begin, last)];
  const std::size_t to = end > begin ? literal.offset[std::min(end - 1, last)] + 1 : from + 1;
  const LineColumn place = place_of(text, from);
  const auto columns = count_columns(text.substr(from, to > from ? to - from : 1));
  return {file, place.line, place.column, static_cast<std::uint32_t>(columns)};
}

Literal literal_of(const Loader& loader, std::uint32_t file, const toml::node& node) {
  const std::string_view text = body(loader.library.files[file]);
  const auto source = node.source();
  const std::size_t begin = offset_of(text, {source.begin.line, source.begin.column});
  const std::string& value = node.as_string()->get();
  if (begin < text.size() && (text[begin] == '"' || text[begin] == '\'')) {
    Literal literal = read_literal(text, begin);
    if (literal.value == value) return literal;
  }
  return {value, std::vector<std::size_t>(value.size() + 1, begin)};
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

Draft parse_node(Loader& loader, std::uint32_t file, const Names& names, const toml::node& node,
                 const std::string& what, Literal& literal) {
  const Place whole = place_in(node.source(), file);
  if (node.as_string() == nullptr) {
    loader.complain(whole, what + ": a condition must be a string.");
    return {};
  }
  literal = literal_of(loader, file, node);
  Draft draft = parse_condition(literal.value, names);
  for (const Slip& slip : draft.slips) {
    loader.complain(place_inside(loader, file, literal, slip.begin, slip.end), what + ": " + slip.message);
  }
  return draft;
}

/// Makes the names that a regime sees: facts, what the amended regime sees, its own definitions.
void declare_definitions(Loader& loader, std::uint32_t regime) {
  const Regime& self = loader.library.regimes[regime];
  const toml::node* node = loader.files[self.file].table.get("define");
  if (node == nullptr) return;
  if (node->as_table() == nullptr) {
    return loader.complain(place_in(node->source(), self.file), "\"define\" must be a table: [define].");
  }
  for (const auto& [key, value] : *node->as_table()) {
    const Place place = place_in(key.source(), self.file);
    const auto normal = normalise(key.str());
    const std::string fault = fault_of_words(key.str());
    if (!fault.empty()) {
      loader.complain(place, fmt::format("definition \"{}\" {}", key.str(), fault));
      continue;
    }
    const Names::Operand operand{true, static_cast<std::uint32_t>(loader.definitions.size())};
    if (!loader.names[regime].operands.emplace(*normal, operand).second) {
      loader.complain(place, fmt::format("\"{}\" is already a fact or a definition. Use another name.", key.str()));
      continue;
    }
    loader.names[regime].words.emplace_back(key.str());
    loader.definitions.push_back({std::string(key.str()), place, {}, {}, 0, Definition::State::fresh});
  }
}

void parse_definitions(Loader& loader, std::uint32_t regime) {
  const Regime& self = loader.library.regimes[regime];
  const toml::table* table = loader.files[self.file].table["define"].as_table();
  if (table == nullptr) return;
  for (const auto& [key, value] : *table) {
    const auto found = loader.names[regime].operands.find(normalise(key.str()).value_or(""));
    if (found == loader.names[regime].operands.end() || !found->second.defined) continue;
    Literal literal;
    loader.definitions[found->second.index].draft =
        parse_node(loader, self.file, loader.names[regime], value, fmt::format("definition \"{}\"", key.str()), literal);
  }
}

}  // namespace

void read_regime(Loader& loader, std::uint32_t file) {
  const toml::node* node = loader.files[file].table.get("regime");
  if (node == nullptr) {
    return loader.complain({file}, "there is no [regime] table. Begin a rule file with [regime], id and state.");
  }
  Regime regime;
  regime.file = file;
  regime.place = place_in(node->source(), file);
  if (node->as_table() == nullptr) return loader.complain(regime.place, "\"regime\" must be a table: [regime].");
  Entries entries(loader, *node->as_table(), regime.place, "regime");
  regime.id = entries.text("id", Need::required).value_or("");
  if (node->as_table()->contains("id")) check_id(loader, entries, regime);
  regime.name = entries.text("name").value_or(regime.id);
  regime.amends = entries.text("amends").value_or("");
  regime.state = entries.text("state", regime.amends.empty() ? Need::required : Need::optional).value_or("");
  for (auto& power : entries.texts("powers")) regime.powers.push_back(std::move(power.name));
  regime.checked = entries.date("checked");
  entries.reject_others();
  loader.regime_of[file] = static_cast<std::uint32_t>(loader.library.regimes.size());
  loader.library.regimes.push_back(std::move(regime));
}

void link_amended(Loader& loader) {
  auto& regimes = loader.library.regimes;
  for (Regime& regime : regimes) {
    if (regime.amends.empty() || find_regime(loader.library, regime.amends)) continue;
    const toml::node* node = loader.files[regime.file].table["regime"]["amends"].node();
    auto ids = regime_ids(loader.library);
    std::erase(ids, regime.id);
    loader.complain(place_in(node->source(), regime.file),
                    fmt::format("amends \"{}\", which is not among the files. Give its file as well.{}", regime.amends,
                                did_you_mean(regime.amends, ids)));
    regime.amends.clear();
  }
  for (Regime& regime : regimes) {
    std::size_t steps = 0;
    for (std::string id = regime.amends; !id.empty() && steps <= regimes.size(); ++steps) {
      id = regimes[*find_regime(loader.library, id)].amends;
    }
    if (steps <= regimes.size()) continue;
    const toml::node* node = loader.files[regime.file].table["regime"]["amends"].node();
    loader.complain(place_in(node->source(), regime.file), "the regimes amend each other in a circle. Break it.");
    regime.amends.clear();
  }
  for (Regime& regime : regimes) {
    if (const auto base = find_regime(loader.library, regime.amends)) regime.base = static_cast<int>(*base);
  }
  for (std::uint32_t i = 0; i < regimes.size(); ++i) {
    const std::string& base = regimes[with_amended(loader.library, i).front()].state;
    if (regimes[i].state.empty()) regimes[i].state = base;
    if (regimes[i].state == base || regimes[i].amends.empty()) continue;
    const toml::node* node = loader.files[regimes[i].file].table["regime"]["state"].node();
    loader.complain(place_in(node->source(), regimes[i].file),
                    fmt::format("state \"{}\" differs from \"{}\" of the amended file. Leave it out.", regimes[i].state, base));
  }
}

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

ReadCondition read_condition(Loader& loader, const Reading& reading, const toml::node& node, const std::string& what) {
  const bool vocabulary = reading.regime == kNoRegime;
  const Names facts = vocabulary ? names_of(loader.library.facts) : Names{};
  const Names& names = vocabulary ? facts : loader.names[reading.regime];
  ReadCondition result;
  result.condition.place = place_in(node.source(), reading.file);
  Literal literal;
  const Draft draft = parse_node(loader, reading.file, names, node, what, literal);
  result.condition.text = fold(literal.value);
  if (!append_expanded(loader, draft, result.condition.nodes)) {
    loader.complain(result.condition.place, fmt::format("{}: the condition expands to more than {} terms. Simplify it.",
                                                        what, kMostNodes));
  }
  for (const auto& mention : draft.mentions) {
    const FactSet mentioned = mention.operand.defined ? loader.definitions[mention.operand.index].facts
                                                      : FactSet{1} << mention.operand.index;
    if ((mentioned & fact::forbidden_elsewhere) == 0 || result.stage_two) continue;
    result.stage_two = place_inside(loader, reading.file, literal, mention.begin, mention.end);
  }
  return result;
}

std::vector<std::uint32_t> with_amended(const Library& library, std::uint32_t regime) {
  std::vector<std::uint32_t> chain{regime};
  while (chain.size() <= library.regimes.size()) {
    const int base = library.regimes[chain.back()].base;
    if (base < 0) break;
    chain.push_back(static_cast<std::uint32_t>(base));
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::optional<std::uint32_t> find_regime(const Library& library, const std::string& id) {
  if (id.empty()) return std::nullopt;
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
    if (library.regimes[i].id == id) return i;
  }
  return std::nullopt;
}

}  // namespace comity::law
