#include "cli/vocabulary.h"

#include "cli/listing.h"

#include <array>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

struct ScopeText {
  law::Scope scope;
  std::string_view name;
  std::string_view meaning;
};

constexpr std::array kScopes{
    ScopeText{law::Scope::here, "here", "one value for each state (or union) whose law is read"},
    ScopeText{law::Scope::demand, "demand", "one value for each demand"},
    ScopeText{law::Scope::between, "between",
              "one value for each pair: the state whose law is read and the demanding state"},
};

}  // namespace

std::string vocabulary_as_text(const law::Library& library) {
  std::string text;
  for (const auto& scope : kScopes) {
    text += fmt::format("[{}]  {}\n", scope.name, scope.meaning);
    for (const law::Fact& fact : library.facts) {
      if (fact.scope == scope.scope) text += fmt::format("  {:<32}  {}\n", fact.words, fact.meaning);
    }
  }
  text += fmt::format("[never]  combinations that cannot occur, left out of every analysis\n");
  for (std::size_t i = 0; i < library.never.size(); ++i) {
    text += fmt::format("  {:<32}  {}\n", library.never_names[i], library.never[i].text);
  }
  text += fmt::format("[effects]  what a rule can do\n");
  for (std::size_t i = 0; i < law::kEffectNames.size(); ++i) {
    text += fmt::format("  {:<32}  {}\n", law::kEffectNames[i], law::kEffectMeanings[i]);
  }
  text += fmt::format("  {:<32}  only switches other rules off\n", "none");
  return text;
}

std::string vocabulary_as_json(const law::Library& library) {
  Json output{{"facts", Json::array()}, {"never", Json::array()}, {"effects", Json::array()}};
  for (const law::Fact& fact : library.facts) {
    const auto& scope = kScopes[static_cast<std::size_t>(fact.scope)];
    output["facts"].push_back({{"words", fact.words}, {"scope", scope.name}, {"meaning", fact.meaning}});
  }
  for (std::size_t i = 0; i < library.never.size(); ++i) {
    output["never"].push_back({{"name", library.never_names[i]}, {"condition", library.never[i].text}});
  }
  for (std::size_t i = 0; i < law::kEffectNames.size(); ++i) {
    output["effects"].push_back({{"name", law::kEffectNames[i]}, {"meaning", law::kEffectMeanings[i]}});
  }
  return output.dump(2) + "\n";
}

std::string vocabulary_as_csv(const law::Library& library) {
  Listing listing{{"words", "scope", "meaning"}, {}};
  for (const law::Fact& fact : library.facts) {
    const auto& scope = kScopes[static_cast<std::size_t>(fact.scope)];
    listing.rows.push_back({fact.words, std::string(scope.name), fact.meaning});
  }
  return format_listing(listing, "csv");
}

}  // namespace comity
