#include "tables/events.h"

#include "error.h"

#include <array>

namespace comity {

namespace {

// One list per table; a row's values stand in this order.
constexpr std::array kRulings = {
    EventColumn{"time", Coding::day, "day", "day of the ruling"},
    EventColumn{"case_number", Coding::integer, "1", "serial number of the case; -1: forced by the scenario"},
    EventColumn{"court", Coding::court, "1", "court that ruled"},
    EventColumn{"stage", Coding::stage, "1", "stage of the case"},
    EventColumn{"question", Coding::question, "1", "open question; -1: merit only"},
    EventColumn{"accepted", Coding::flag, "1", "whether the arguable rule was accepted"},
    EventColumn{"outcome", Coding::outcome, "1", "who won"},
    EventColumn{"provider", Coding::provider, "1", "provider before the court"},
    EventColumn{"votes_government", Coding::integer, "judge", "votes for the government"},
    EventColumn{"votes_provider", Coding::integer, "judge", "votes for the provider"},
    EventColumn{"distinguished", Coding::flag, "1", "whether a precedent was distinguished"},
    EventColumn{"briefs_firm", Coding::integer, "brief", "amicus briefs for the provider"},
    EventColumn{"briefs_government", Coding::integer, "brief", "amicus briefs for the government"},
};
constexpr std::array kChallenges = {
    EventColumn{"time", Coding::day, "day", "day the case was opened"},
    EventColumn{"case_number", Coding::integer, "1", "serial number of the case"},
    EventColumn{"forum", Coding::state, "1", "state whose courts hear it"},
    EventColumn{"court", Coding::court, "1", "first-instance court"},
    EventColumn{"provider", Coding::provider, "1", "provider"},
    EventColumn{"site", Coding::state, "1", "state where the data are"},
    EventColumn{"motion_to_compel", Coding::flag, "1", "whether the government brought it after resistance"},
    EventColumn{"question", Coding::question, "1", "first open question at stake; -1: merit only"},
    EventColumn{"conflict", Coding::number, "1", "chance that another state's bar holds"},
    EventColumn{"step", Coding::integer, "1", "step in which the demand arose"},
    EventColumn{"serial", Coding::integer, "1", "number of the demand within step and forum"},
    EventColumn{"part", Coding::integer, "1",
                "number of a real demand that went its own way; 0: the simulated demand, less those"},
};
constexpr std::array kFocal = {
    EventColumn{"time", Coding::day, "day", "day of the milestone"},
    EventColumn{"focal", Coding::integer, "1", "number of the focal demand in the scenario"},
    EventColumn{"milestone", Coding::milestone, "1", "what happened"},
    EventColumn{"outcome", Coding::outcome, "1", "how it came out"},
    EventColumn{"court", Coding::court, "1", "court; -1: none"},
    EventColumn{"votes_government", Coding::integer, "judge", "votes for the government"},
    EventColumn{"votes_provider", Coding::integer, "judge", "votes for the provider"},
    EventColumn{"briefs_firm", Coding::integer, "brief", "amicus briefs for the provider"},
    EventColumn{"fate", Coding::fate, "1", "how the demand ended; -1: not yet"},
};
constexpr std::array kReforms = {
    EventColumn{"time", Coding::day, "day", "day it comes into force"},
    EventColumn{"decided", Coding::day, "day", "day the legislature decided"},
    EventColumn{"reform", Coding::reform, "1", "reform"},
    EventColumn{"jurisdiction", Coding::jurisdiction, "1", "state or union"},
    EventColumn{"pressure", Coding::number, "1", "reform pressure at the decision"},
};
constexpr std::array kAgreements = {
    EventColumn{"time", Coding::day, "day", "day it comes into force"},
    EventColumn{"concluded", Coding::day, "day", "day it was concluded"},
    EventColumn{"first", Coding::state, "1", "one party"},
    EventColumn{"second", Coding::state, "1", "the other party"},
};
constexpr std::array kRelocations = {
    EventColumn{"time", Coding::day, "day", "day"},
    EventColumn{"provider", Coding::provider, "1", "provider"},
    EventColumn{"market", Coding::state, "1", "market whose data moved"},
    EventColumn{"site", Coding::state, "1", "new main site"},
    EventColumn{"control", Coding::control, "1", "arrangement of control"},
};
constexpr std::array kShocks = {
    EventColumn{"time", Coding::day, "day", "day"},
    EventColumn{"shock", Coding::shock, "1", "revelation"},
    EventColumn{"size", Coding::number, "1", "share of trust lost"},
};
constexpr std::array kDemands = {
    EventColumn{"time", Coding::day, "day", "day the demand ended"},
    EventColumn{"arisen", Coding::day, "day", "day it was made"},
    EventColumn{"step", Coding::integer, "1", "step in which it arose"},
    EventColumn{"serial", Coding::integer, "1", "number within step and forum"},
    EventColumn{"part", Coding::integer, "1",
                "number of a real demand that went its own way; 0: the simulated demand, less those"},
    EventColumn{"forum", Coding::state, "1", "demanding state"},
    EventColumn{"provider", Coding::provider, "1", "provider"},
    EventColumn{"site", Coding::state, "1", "state where the data are"},
    EventColumn{"residence", Coding::state, "1", "state where the subject lives"},
    EventColumn{"kind", Coding::integer, "1", "0 subscriber data, 1 traffic data, 2 content"},
    EventColumn{"instrument", Coding::instrument, "1", "last instrument; -1: none"},
    EventColumn{"fate", Coding::fate, "1", "how it ended"},
};

constexpr std::array kCitations = {
    EventColumn{"time", Coding::day, "day", "day of the citing ruling"},
    EventColumn{"court", Coding::court, "1", "citing court"},
    EventColumn{"question", Coding::question, "1", "open question"},
    EventColumn{"cited_court", Coding::court, "1", "cited court"},
    EventColumn{"cited_time", Coding::day, "day", "day of the cited ruling"},
    EventColumn{"agrees", Coding::flag, "1", "whether both rulings read the question alike"},
};
constexpr std::array kSplits = {
    EventColumn{"time", Coding::day, "day", "day the split opened or closed"},
    EventColumn{"state", Coding::state, "1", "state whose appellate courts differ"},
    EventColumn{"question", Coding::question, "1", "open question"},
    EventColumn{"open", Coding::flag, "1", "1: opened, 0: closed"},
    EventColumn{"opened", Coding::day, "day", "day it opened"},
    EventColumn{"by_apex", Coding::flag, "1", "whether the apex closed it"},
};

struct TableRow {
  std::string_view name;
  std::string_view meaning;
};
constexpr std::array kTables = {
#define COMITY_EVENT_TABLE_ROW(name, meaning) TableRow{#name, meaning},
    COMITY_EVENT_TABLES(COMITY_EVENT_TABLE_ROW)
#undef COMITY_EVENT_TABLE_ROW
};

}  // namespace

std::string_view event_table_name(EventTable table) { return kTables[static_cast<std::size_t>(table)].name; }

std::string_view event_table_meaning(EventTable table) {
  return kTables[static_cast<std::size_t>(table)].meaning;
}

std::span<const EventColumn> event_columns(EventTable table) {
  switch (table) {
    case EventTable::rulings:
      return kRulings;
    case EventTable::challenges:
      return kChallenges;
    case EventTable::focal:
      return kFocal;
    case EventTable::reforms:
      return kReforms;
    case EventTable::agreements:
      return kAgreements;
    case EventTable::relocations:
      return kRelocations;
    case EventTable::shocks:
      return kShocks;
    case EventTable::demands:
      return kDemands;
    case EventTable::citations:
      return kCitations;
    case EventTable::splits:
      return kSplits;
    case EventTable::count:
      break;
  }
  COMITY_EXPECT(table != EventTable::count);
  return {};
}

void log_event(Events& events, EventTable table, std::initializer_list<double> values) {
  COMITY_EXPECT(values.size() == event_columns(table).size());
  auto& rows = events.rows[static_cast<std::size_t>(table)];
  rows.insert(rows.end(), values);
}

}  // namespace comity
