#include "cli/vocabulary.h"

#include "cli/listing.h"

#include <array>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

std::string vocabulary_as_text(const law::Library& library) {
  std::string text;
  for (const EnumRow& scope : law::kScopeRows) {
    text += fmt::format("[{}]  {}\n", scope.name, scope.meaning);
    for (const law::Fact& fact : library.facts) {
      if (name_of(fact.scope) == scope.name) text += fmt::format("  {:<32}  {}\n", fact.words, fact.meaning);
    }
  }
  text += fmt::format("[never]  combinations that cannot occur, left out of every analysis\n");
  for (std::size_t i = 0; i < library.never.size(); ++i) {
    text += fmt::format("  {:<32}  {}\n", library.never_names[i], library.never[i].text);
  }
  text += fmt::format("[effects]  what a rule can do\n");
  for (const EnumRow& effect : law::kEffectRows) {
    text += fmt::format("  {:<32}  {}\n", effect.name, effect.meaning);
  }
  text += fmt::format("  {:<32}  only switches other rules off\n", "none");
  return text;
}

std::string vocabulary_as_json(const law::Library& library) {
  Json output{{"facts", Json::array()}, {"never", Json::array()}, {"effects", Json::array()}};
  for (const law::Fact& fact : library.facts) {
    output["facts"].push_back(
        {{"words", fact.words}, {"scope", name_of(fact.scope)}, {"meaning", fact.meaning}});
  }
  for (std::size_t i = 0; i < library.never.size(); ++i) {
    output["never"].push_back({{"name", library.never_names[i]}, {"condition", library.never[i].text}});
  }
  for (const EnumRow& effect : law::kEffectRows) {
    output["effects"].push_back({{"name", effect.name}, {"meaning", effect.meaning}});
  }
  return output.dump(2) + "\n";
}

std::string vocabulary_as_csv(const law::Library& library) {
  Listing listing{{"words", "scope", "meaning"}, {}};
  for (const law::Fact& fact : library.facts) {
    listing.rows.push_back({fact.words, std::string(name_of(fact.scope)), fact.meaning});
  }
  return format_listing(listing, "csv");
}

}  // namespace comity
