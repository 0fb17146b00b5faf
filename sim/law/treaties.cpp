#include "law/treaties.h"

#include "law/jurisdiction.h"
#include "text/state_code.h"

#include <algorithm>
#include <span>

#include <fmt/format.h>

namespace comity::law {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether a party stands for this state: itself or a union it belongs to.
bool stands_for(const Library& library, const std::string& party, const std::string& state, Day day) {
  return party == state || contains(unions_of(library, state, day), party);
}

/// Whether a treaty binds two states to one another.
bool joins(const Library& library, const Treaty& treaty, const std::pair<std::string, std::string>& sides,
           Day day) {
  if (!is_in_force(treaty, day)) return false;
  const auto& [left, right] = sides;
  const auto& parties = treaty.parties;
  const auto is_party = [&](const std::string& party, const std::string& state) {
    return stands_for(library, party, state, day);
  };
  const auto among = [&](const std::string& state) {
    return std::any_of(parties.begin(), parties.end(),
                       [&](const auto& party) { return is_party(party, state); });
  };
  if (!treaty.bilateral) return among(left) && among(right);
  return (is_party(parties[0], left) && is_party(parties[1], right)) ||
         (is_party(parties[0], right) && is_party(parties[1], left));
}

/// How many states a treaty binds on a day, a union standing for its members.
std::size_t states_bound(const Library& library, const Treaty& treaty, Day day) {
  std::size_t count = 0;
  for (const std::string& party : treaty.parties) {
    std::size_t members = 0;
    for (const Treaty& one : library.treaties) {
      if (one.joined == party && is_in_force(one, day)) members += one.parties.size();
    }
    count += std::max<std::size_t>(members, 1);
  }
  return count;
}

}  // namespace

bool is_in_force(const Treaty& treaty, Day day) {
  return treaty.in_force && treaty.from <= day && day < treaty.until;
}

bool knows_treaties(const Library& library) { return !library.treaties.empty(); }

std::vector<std::string> missing_ties(const Library& library, Day day) {
  std::vector<std::string> notes;
  if (!knows_treaties(library))
    notes.emplace_back(
        "No file of treaties is given, so none is in force (scenarios/law/treaties.toml and those beside "
        "it).");
  std::vector<Jurisdiction> states = jurisdictions(library);
  const auto unions = std::stable_partition(states.begin(), states.end(), [](const Jurisdiction& one) {
    return !one.is_union && is_state_code(one.id);
  });
  const std::span<const Jurisdiction> members(states.begin(), unions);
  for (auto whole = unions; whole != states.end() && !members.empty(); ++whole) {
    const auto belongs = [&](const Jurisdiction& one) {
      return contains(unions_of(library, one.id, day), whole->id);
    };
    if (std::any_of(members.begin(), members.end(), belongs)) continue;
    notes.push_back(fmt::format(
        "The law of {0} is given, but on {1} no state whose law is given belongs to {0}, so that it "
        "binds none of them. Who belongs to it stands in entries of kind \"membership\" "
        "(scenarios/law/agreements.toml has those of the European Union).",
        whole->id, to_string(day)));
  }
  return notes;
}

bool concerns(const Library& library, const Treaty& treaty, const std::string& state) {
  const auto stands_for_it = [&](const std::string& party) {
    return party == state ||
           std::any_of(library.treaties.begin(), library.treaties.end(), [&](const Treaty& one) {
             return one.kind == Treaty::Kind::membership && one.joined == party &&
                    contains(one.parties, state);
           });
  };
  return stands_for_it(treaty.by) || std::any_of(treaty.parties.begin(), treaty.parties.end(), stands_for_it);
}

bool is_party_of_any(const Library& library, const std::string& state) {
  return std::any_of(library.treaties.begin(), library.treaties.end(), [&](const Treaty& treaty) {
    const bool two_sided = treaty.kind == Treaty::Kind::assistance || treaty.kind == Treaty::Kind::agreement;
    return two_sided && concerns(library, treaty, state);
  });
}

std::vector<std::string> unions_of(const Library& library, const std::string& state, Day day) {
  std::vector<std::string> unions;
  for (const Treaty& treaty : library.treaties) {
    if (treaty.kind != Treaty::Kind::membership || !is_in_force(treaty, day)) continue;
    if (contains(treaty.parties, state) && !contains(unions, treaty.joined)) unions.push_back(treaty.joined);
  }
  return unions;
}

const Treaty* treaty_between(const Library& library, Treaty::Kind kind,
                             const std::pair<std::string, std::string>& sides, Day day) {
  const Treaty* best = nullptr;
  std::size_t fewest = 0;
  for (const Treaty& treaty : library.treaties) {
    if (treaty.kind != kind || !treaty.offences.empty() || !joins(library, treaty, sides, day)) continue;
    const std::size_t bound = states_bound(library, treaty, day);
    if (best != nullptr && bound >= fewest) continue;
    best = &treaty;
    fewest = bound;
  }
  return best;
}

std::vector<const Treaty*> conventions_between(const Library& library,
                                               const std::pair<std::string, std::string>& sides, Day day) {
  std::vector<const Treaty*> conventions;
  for (const Treaty& treaty : library.treaties) {
    if (!treaty.offences.empty() && joins(library, treaty, sides, day)) conventions.push_back(&treaty);
  }
  return conventions;
}

const Treaty* adequacy_between(const Library& library, const std::pair<std::string, std::string>& sides,
                               Day day) {
  const auto& [deciding, found] = sides;
  for (const Treaty& treaty : library.treaties) {
    if (treaty.kind != Treaty::Kind::adequacy || !treaty.authorities || !is_in_force(treaty, day)) continue;
    const auto& parties = treaty.parties;
    const auto covers = [&](const auto& party) { return stands_for(library, party, found, day); };
    if (stands_for(library, treaty.by, deciding, day) && std::any_of(parties.begin(), parties.end(), covers))
      return &treaty;
  }
  return nullptr;
}

}  // namespace comity::law
