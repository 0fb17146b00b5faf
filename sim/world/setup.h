/// Tables that follow from a scenario and never change during a run.
#pragma once

#include "random/distributions.h"
#include "scenario/config.h"
#include "world/demand.h"

#include <cstdint>
#include <vector>

namespace comity {

/// One place and arrangement in which a provider can store; index within the provider.
struct StorageOption {
  int site = 0;  // state
  Control control = Control::own;
  Day from = 0;
  double cost = 0.0;
};

/// Tables that follow from the scenario and never change; shared by all replicates.
struct Setup {
  int states = 0;
  int unions = 0;
  int providers = 0;
  int questions = 0;
  std::vector<std::vector<StorageOption>> options;  // [P] at least one each
  std::vector<std::vector<int>> unions_of;  // [S] jurisdictions (S + u) of the unions a state belongs to
  std::vector<std::vector<int>> members;    // [J] the state itself, or the union's members
  std::vector<std::vector<std::uint8_t>> within;       // [J][S] 1: the state is among these
  std::vector<std::vector<std::uint8_t>> established;  // [P][S]
  std::vector<std::vector<double>> size;               // [P][S] attractiveness per market, 0: not offered
  std::vector<AliasTable> market_alias;                // [S] other markets by users, for subjects abroad
  std::vector<double> users;                           // [S] million
};

/// The tables of a scenario; `unions_of` and `members` number the unions after the states.
Setup make_setup(const Config& config);

}  // namespace comity
