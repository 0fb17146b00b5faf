#include "scenario/entries.h"

#include "scenario/dispute_keys.h"
#include "scenario/event_keys.h"
#include "scenario/provider_keys.h"
#include "scenario/state_keys.h"
#include "scenario/sweep_reading.h"
#include "scenario/worlds.h"
#include "text/suggest.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace comity {
namespace {

constexpr std::array<std::string_view, 6> kAnnotations = {"source", "sources", "tag", "note", "url", "quote"};

template <class Items, class Name>
std::vector<std::string> names_of(const Items& items, Name name) {
  std::vector<std::string> names;
  for (const auto& item : items) names.push_back(item.*name);
  return names;
}

/// The full name of the parameter with this bare name, when a key stands in the wrong table.
std::string find_parameter(std::string_view name) {
  for (const auto& row : parameter_rows()) {
    if (row.name == name) return fmt::format("{}.{}", row.group, row.name);
  }
  return {};
}

}  // namespace

const EntryKind* find_kind(std::string_view name) {
  const auto found = std::find_if(kEntryKinds.begin(), kEntryKinds.end(),
                                  [&](const EntryKind& kind) { return kind.name == name; });
  return found == kEntryKinds.end() ? nullptr : &*found;
}

std::optional<std::string> identity_of(const EntryKind& kind, const Value& entry) {
  const Value* identity = find_item(entry, kind.identity);
  if (identity == nullptr || identity->kind != Value::Kind::text || identity->text.empty())
    return std::nullopt;
  return identity->text;
}

std::vector<KeyDocument> scenario_keys() {
  std::vector<KeyDocument> documents;
  document(documents, "state", state_keys());
  document(documents, "state.courts", courts_keys());
  document(documents, "state.courts.first_instance_named, state.courts.appellate_named", court_keys());
  document(documents, "state.coercion", coercion_keys());
  document(documents, "state.dated", dated_state_keys());
  document(documents, "union", union_keys());
  document(documents, "provider", provider_keys());
  document(documents, "provider.sites", site_keys());
  document(documents, "provider.dated", dated_provider_keys());
  document(documents, "treaty", treaty_keys());
  document(documents, "shock", shock_keys());
  document(documents, "reform", reform_keys());
  document(documents, "focal", focal_keys());
  document(documents, "ruling", ruling_keys());
  document(documents, "history", history_keys());
  document(documents, "worlds", worlds_keys());
  document(documents, "sweep", sweep_keys());
  document(documents, "sweep.factors.NAME", factor_keys());
  documents.push_back(
      {"arms.NAME",
       "group.key, kind.id.key, law, law.NAME",
       {{}, "a value", "what this policy sets, by the names of --set; the arms share all random draws", {}}});
  return documents;
}

std::vector<const Value*> entries_of(Reading& reading, const Value& root, std::string_view kind) {
  std::vector<const Value*> entries;
  const Value* list = find_item(root, kind);
  if (list == nullptr) return entries;
  for (const auto& entry : list->items) {
    if (list->kind == Value::Kind::list && entry.kind == Value::Kind::table) entries.push_back(&entry);
  }
  if (list->kind != Value::Kind::list || entries.size() != list->items.size()) {
    complain(reading.complaints, list->key_spot,
             fmt::format("{} is {} (must be a list of tables). Begin each entry with [[{}]].", kind,
                         in_words(*list), kind));
  }
  return entries;
}

std::string path_of(std::string_view kind, const Value& entry, std::size_t index) {
  const auto identity = identity_of(*find_kind(kind), entry);
  return identity ? fmt::format("{}.{}", kind, *identity) : fmt::format("{}[{}]", kind, index + 1);
}

void complain_unknown(Reading& reading, const std::string& path, const Value& item,
                      std::span<const std::string> known) {
  const std::string where = path.empty() ? std::string("scenario") : path;
  std::string advice = did_you_mean(item.key, known);
  const std::string parameter = find_parameter(item.key);
  if (advice.empty() && !parameter.empty()) advice = fmt::format(" Did you mean \"{}\"?", parameter);
  complain(reading.complaints, item.key_spot,
           fmt::format("{} has no key \"{}\".{}", where, item.key, advice));
}

bool read_annotation(Reading& reading, const std::string& path, const Value& item,
                     std::span<const std::string> known) {
  const bool declared = std::find(known.begin(), known.end(), item.key) != known.end();
  if (declared || std::find(kAnnotations.begin(), kAnnotations.end(), item.key) == kAnnotations.end())
    return false;
  const KeyText text{path + "." + item.key, "a text", {}, {}};
  if (item.key != "sources") {
    read_text(reading, text, item);
  } else if (item.kind != Value::Kind::table) {
    complain_form(reading, {text.path, {"a table of keys and their sources", Value::Kind::table}, {}, {}},
                  item);
  } else {
    for (const auto& source : item.items) {
      read_text(reading, {text.path + "." + source.key, "a text", {}, {}}, source);
      const bool named = std::find(known.begin(), known.end(), source.key) != known.end();
      if (!named) complain_unknown(reading, path, source, known);
    }
  }
  return true;
}

std::vector<std::string> state_ids(const Config& config) { return names_of(config.states, &StateConfig::id); }

std::vector<std::string> jurisdiction_ids(const Config& config) {
  auto ids = state_ids(config);
  for (const auto& id : names_of(config.unions, &UnionConfig::id)) ids.push_back(id);
  return ids;
}

std::vector<std::string> question_names(const Config& config) {
  return names_of(config.library.questions, &law::Question::id);
}

std::vector<std::string> provider_ids(const Config& config) {
  return names_of(config.providers, &ProviderConfig::id);
}

}  // namespace comity
