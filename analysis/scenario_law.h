/// The law of a scenario as the questions about law alone read it: its files, and what its own tables say of treaties, unions and
/// reforms.
#pragma once

#include "day.h"
#include "law/jurisdiction.h"
#include "law/library.h"
#include "scenario/config.h"

#include <string>
#include <vector>

namespace comity::analysis {

/// The scenario's library with its treaties, agreements and decisions of adequacy, and with its unions as memberships: in a scenario
/// these stand in tables of their own, so that the library has none.
law::Library library_with_ties(const Config& config);

/// The states of the scenario whose law is among its files, each with the regimes that the scenario's dated reforms give it.
/// What runs decide themselves, and reforms of unions, stay as the files are written.
std::vector<law::Jurisdiction> jurisdictions_of(const Config& config);

/// All on which an answer about the laws of a day depends, in a text to compare: the rules in force in each state, and the ties. Where
/// two scenarios of the same law files have the same text, their answers are the same.
std::string law_in_force(const Config& config, Day day);

}  // namespace comity::analysis
