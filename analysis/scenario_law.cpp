#include "analysis/scenario_law.h"

#include "law/compile.h"
#include "law/treaties.h"
#include "phases/occur.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace comity::analysis {
namespace {

// Jurisdictions of a scenario are numbered: states, then unions.
const std::string& jurisdiction_id(const Config& config, int jurisdiction) {
  const auto place = static_cast<std::size_t>(jurisdiction);
  const std::size_t states = config.states.size();
  return place < states ? config.states[place].id : config.unions.at(place - states).id;
}

std::vector<std::string> ids_of(const Config& config, const std::vector<int>& jurisdictions) {
  std::vector<std::string> ids;
  for (const int one : jurisdictions) ids.push_back(jurisdiction_id(config, one));
  return ids;
}

law::TreatyKind kind_of(TreatyConfig::Kind kind) {
  switch (kind) {
    case TreatyConfig::Kind::agreement:
      return law::TreatyKind::agreement;
    case TreatyConfig::Kind::adequacy:
      return law::TreatyKind::adequacy;
    case TreatyConfig::Kind::assistance:
      break;
  }
  return law::TreatyKind::assistance;
}

law::Treaty treaty_of(const Config& config, const TreatyConfig& written) {
  law::Treaty treaty;
  treaty.kind = kind_of(written.kind);
  treaty.name = written.name;
  treaty.parties = ids_of(config, written.parties);
  if (written.by >= 0) treaty.by = jurisdiction_id(config, written.by);
  treaty.authorities = written.authorities;
  treaty.from = written.from;
  treaty.until = written.until;
  treaty.in_force = written.in_force;
  return treaty;
}

law::Treaty membership_of(const Config& config, const UnionConfig& joined) {
  law::Treaty treaty;
  treaty.kind = law::TreatyKind::membership;
  treaty.name = joined.name;
  treaty.parties = ids_of(config, joined.members);
  treaty.joined = joined.id;
  return treaty;
}

// A reform that has a day, or never comes, in the place of its file's own days.
void lay_reform(const Config& config, const ReformConfig& reform, law::Jurisdiction& jurisdiction) {
  if (reform.mode == ReformConfig::Mode::endogenous) return;
  const auto regime = law::find_regime(config.library, reform.regime);
  if (!regime) return;
  const auto states_end = static_cast<int>(config.states.size());
  const bool adopts = std::ranges::any_of(reform.states, [&](int state) {
    return state < states_end && jurisdiction_id(config, state) == jurisdiction.id;
  });
  std::erase_if(jurisdiction.regimes, [&](const law::InForce& entry) { return entry.regime == *regime; });
  if (adopts && reform.mode == ReformConfig::Mode::scheduled)
    jurisdiction.regimes.push_back({*regime, shift_to(config.library, *regime, reform.date)});
}

}  // namespace

law::Library library_with_ties(const Config& config) {
  law::Library library = config.library;
  for (const UnionConfig& joined : config.unions) library.treaties.push_back(membership_of(config, joined));
  for (const TreatyConfig& treaty : config.treaties) library.treaties.push_back(treaty_of(config, treaty));
  return library;
}

std::vector<law::Jurisdiction> jurisdictions_of(const Config& config) {
  std::vector<law::Jurisdiction> chosen;
  for (law::Jurisdiction& jurisdiction : law::chosen_jurisdictions(config.library, {})) {
    const bool is_here = std::ranges::any_of(
        config.states, [&](const StateConfig& state) { return state.id == jurisdiction.id; });
    if (!is_here) continue;
    for (const ReformConfig& reform : config.reforms) lay_reform(config, reform, jurisdiction);
    chosen.push_back(std::move(jurisdiction));
  }
  return chosen;
}

std::string law_in_force(const Config& config, Day day) {
  std::string text;
  for (const law::Jurisdiction& one : jurisdictions_of(config))
    text += fmt::format("{}: {}\n", one.id,
                        fmt::join(law::rules_in_force(config.library, one.regimes, day), " "));
  for (const law::Treaty& treaty : library_with_ties(config).treaties) {
    if (!law::is_in_force(treaty, day)) continue;
    text += fmt::format("{} \"{}\" {} {} {} {}\n", name_of(treaty.kind), treaty.name,
                        fmt::join(treaty.parties, " "), treaty.joined, treaty.by, treaty.authorities);
  }
  return text;
}

}  // namespace comity::analysis
