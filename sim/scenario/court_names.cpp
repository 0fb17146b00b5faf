#include "scenario/court_names.h"

#include <fmt/format.h>

namespace comity {
namespace {

std::vector<std::string> name_courts(const std::vector<CourtConfig>& named, int count,
                                     const std::string& title) {
  std::vector<std::string> names;
  for (const auto& court : named) names.push_back(court.name);
  for (int number = static_cast<int>(named.size()) + 1; number <= count; ++number) {
    names.push_back(fmt::format("{} {}", title, number));
  }
  return names;
}

}  // namespace

std::vector<std::string> first_instance_courts(const StateConfig& state) {
  return name_courts(state.courts.first_instance_named, state.courts.first_instance,
                     state.name + " first-instance court");
}

std::vector<std::string> appellate_courts(const StateConfig& state) {
  return name_courts(state.courts.appellate_named, state.courts.appellate, state.name + " appellate court");
}

std::string apex_court(const StateConfig& state) { return state.name + " apex court"; }

}  // namespace comity
