#include "cli/law_words.h"

#include <array>
#include <bit>
#include <vector>

#include <fmt/format.h>

namespace comity {
namespace {

using law::Effect;

/// An effect as a verb: "compels …", "does not … ".
struct Verb {
  std::string_view holds;
  std::string_view fails;
};

constexpr std::array<Verb, enum_count<Effect>> kVerbs{{
    {"compels", "does not compel"},
    {"forbids", "does not forbid"},
    {"permits", "does not expressly permit"},
    {"assists the foreign request", "does not assist the foreign request"},
    {"lets the provider challenge the demand", "does not let the provider challenge the demand"},
    {"lets the provider plead foreign law", "does not let the provider plead foreign law"},
    {"obliges the provider to keep the data at home",
     "does not oblige the provider to keep the data at home"},
}};

}  // namespace

std::string verb_of(Effect effect, law::Outcome outcome) {
  const Verb& verb = kVerbs[static_cast<std::size_t>(effect)];
  if (outcome == law::Outcome::no) return std::string(verb.fails);
  return outcome == law::Outcome::arguable ? "arguably " + std::string(verb.holds) : std::string(verb.holds);
}

std::string in_words(const law::Library& library, const law::Cube& cube) {
  std::vector<std::string> holding;
  std::vector<std::string> missing;
  // Whose order it is comes first, as a lawyer would say it.
  for (const law::FactSet part :
       {cube.told & law::fact::order_is_ours, cube.told & ~law::fact::order_is_ours}) {
    for (law::FactSet rest = part; rest != 0; rest &= rest - 1) {
      const law::FactSet one = rest & (~rest + 1);
      const std::string& words = library.facts[static_cast<std::size_t>(std::countr_zero(one))].words;
      ((cube.holding & one) != 0 ? holding : missing).push_back(words);
    }
  }
  if (missing.size() > 1) holding.push_back(fmt::format("none of ({})", fmt::join(missing, ", ")));
  if (missing.size() == 1) holding.push_back("not " + missing.front());
  return holding.empty() ? "always" : fmt::format("{}", fmt::join(holding, " and "));
}

std::string quoted_facts(const law::Library& library, law::FactSet facts) {
  std::string text;
  for (law::FactSet rest = facts; rest != 0; rest &= rest - 1) {
    text += fmt::format("{}\"{}\"", text.empty() ? "" : " and ",
                        library.facts[static_cast<std::size_t>(std::countr_zero(rest))].words);
  }
  return text;
}

std::string rule_in_words(const law::Library& library, std::uint32_t rule) {
  const law::Rule& written = library.rules[rule];
  return fmt::format("{} ({}{})", written.name, written.source.empty() ? "no source" : written.source,
                     written.confirmed ? "" : "; not confirmed");
}

std::string_view word_of(law::Outcome outcome) {
  constexpr std::array<std::string_view, 3> kWords{"no", "arguable", "yes"};
  return kWords[static_cast<std::size_t>(outcome)];
}

}  // namespace comity
