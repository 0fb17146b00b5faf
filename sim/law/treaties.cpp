#include "law/treaties.h"

#include <algorithm>

namespace comity::law {
namespace {

bool binds(const Treaty& treaty, Day day) {
  return treaty.in_force && treaty.from <= day && day < treaty.until;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether a party stands for this state: itself or a union it belongs to.
bool stands_for(const Library& library, const std::string& party, const std::string& state, Day day) {
  return party == state || contains(unions_of(library, state, day), party);
}

}  // namespace

bool knows_treaties(const Library& library) { return !library.treaties.empty(); }

bool is_party_of_any(const Library& library, const std::string& state) {
  const auto joins = [&](const std::string& party) {
    return std::any_of(library.treaties.begin(), library.treaties.end(), [&](const Treaty& membership) {
      return membership.joined == party && contains(membership.parties, state);
    });
  };
  return std::any_of(library.treaties.begin(), library.treaties.end(), [&](const Treaty& treaty) {
    return treaty.kind != Treaty::Kind::membership &&
           (contains(treaty.parties, state) ||
            std::any_of(treaty.parties.begin(), treaty.parties.end(), joins));
  });
}

std::vector<std::string> unions_of(const Library& library, const std::string& state, Day day) {
  std::vector<std::string> unions;
  for (const Treaty& treaty : library.treaties) {
    if (treaty.kind != Treaty::Kind::membership || !binds(treaty, day)) continue;
    if (contains(treaty.parties, state) && !contains(unions, treaty.joined)) unions.push_back(treaty.joined);
  }
  return unions;
}

const Treaty* treaty_between(const Library& library, Treaty::Kind kind,
                             const std::pair<std::string, std::string>& sides, Day day) {
  const auto is_party = [&](const std::string& party, const std::string& state) {
    return stands_for(library, party, state, day);
  };
  const auto& [left, right] = sides;
  for (const Treaty& treaty : library.treaties) {
    if (treaty.kind != kind || !binds(treaty, day)) continue;
    const auto& parties = treaty.parties;
    const auto among = [&](const std::string& state) {
      return std::any_of(parties.begin(), parties.end(),
                         [&](const auto& party) { return is_party(party, state); });
    };
    const bool bound = treaty.bilateral ? (is_party(parties[0], left) && is_party(parties[1], right)) ||
                                              (is_party(parties[0], right) && is_party(parties[1], left))
                                        : among(left) && among(right);
    if (bound) return &treaty;
  }
  return nullptr;
}

}  // namespace comity::law
