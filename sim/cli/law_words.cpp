#include "cli/law_words.h"

#include <array>
#include <bit>

#include <fmt/format.h>

namespace comity {
namespace {

using law::Effect;

/// An effect as a verb: "compels …", "does not … ".
struct Verb {
  std::string_view holds;
  std::string_view fails;
};

constexpr std::array<Verb, static_cast<std::size_t>(Effect::count)> kVerbs{{
    {"compels", "does not compel"},
    {"forbids", "does not forbid"},
    {"permits", "does not expressly permit"},
    {"assists the foreign request", "does not assist the foreign request"},
    {"lets the provider challenge the demand", "does not let the provider challenge the demand"},
    {"lets the provider plead foreign law", "does not let the provider plead foreign law"},
    {"obliges the provider to keep the data at home", "does not oblige the provider to keep the data at home"},
}};

}  // namespace

std::string verb_of(Effect effect, law::Outcome outcome) {
  const Verb& verb = kVerbs[static_cast<std::size_t>(effect)];
  if (outcome == law::Outcome::no) return std::string(verb.fails);
  return outcome == law::Outcome::arguable ? "arguably " + std::string(verb.holds) : std::string(verb.holds);
}

std::string in_words(const law::Library& library, const law::Cube& cube) {
  std::string holding;
  std::string missing;
  for (law::FactSet rest = cube.told; rest != 0; rest &= rest - 1) {
    const law::FactSet one = rest & (~rest + 1);
    const std::string& words = library.facts[static_cast<std::size_t>(std::countr_zero(one))].words;
    const bool holds = (cube.holding & one) != 0;
    (holds ? holding : missing) += fmt::format("{}{}", (holds ? holding : missing).empty() ? "" : holds ? " and " : " or ",
                                               words);
  }
  if (holding.empty() && missing.empty()) return "always";
  const bool several = missing.find(" or ") != std::string::npos;
  if (missing.empty()) return holding;
  return fmt::format("{}{}not {}{}{}", holding, holding.empty() ? "" : " and ", several ? "(" : "", missing,
                     several ? ")" : "");
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
