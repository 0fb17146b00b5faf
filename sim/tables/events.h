/// Event tables: one row per happening, every column a number with a declared coding. The lists of columns are the only place
/// where a column's name, coding, unit and meaning stand: they give the rows their members and the files their order.
#pragma once

#include "enumeration.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace comity {

/// How the numbers of a column are read.
enum class Coding : std::uint8_t {
  number,
  integer,
  day,
  flag,
  state,
  jurisdiction,
  provider,
  court,
  question,
  level,
  fate,
  instrument,
  stage,
  reform,
  shock,
  control,
  milestone,
  outcome,
  coercion,
  defiance,
  data_kind
};

/// A number that points into a list (states, courts, stages, …), or -1: none. Made from the place in the list or from the
/// enumerator that stands there.
template <Coding coding>
struct ListCode {
  int number = -1;

  // A code is the number it stands for: NOLINTBEGIN(google-explicit-constructor)
  constexpr ListCode() = default;
  constexpr ListCode(int given) : number(given) {}
  template <typename Enum>
    requires std::is_enum_v<Enum>
  constexpr ListCode(Enum given) : number(static_cast<int>(given)) {}

  constexpr operator int() const { return number; }
  // NOLINTEND(google-explicit-constructor)

  template <typename Enum>
  constexpr Enum as() const {
    return static_cast<Enum>(number);
  }

  template <typename Enum>
    requires std::is_enum_v<Enum>
  constexpr bool operator==(Enum other) const {
    return number == static_cast<int>(other);
  }
};

/// The type of a value by its coding: what counts or measures is a plain number.
template <Coding coding>
using Coded = std::conditional_t<
    coding == Coding::number || coding == Coding::day, double,
    std::conditional_t<coding == Coding::flag, bool,
                       std::conditional_t<coding == Coding::integer, int, ListCode<coding>>>>;

/// Milestones of a focal dispute.
COMITY_ENUM(Milestone,
            (demanded, "the demand is made"),
            (answered, "the provider answers; outcome tells how"),
            (first_instance, "first ruling"),
            (review, "ruling of a second judge of the same court"),
            (appeal, "ruling of the appellate panel"),
            (en_banc, "decision of the full appellate court"),
            (petition, "petition to the apex"),
            (grant, "the apex decides whether to hear the case"),
            (apex, "ruling of the apex"),
            (mooted, "new law makes the case pointless"),
            (ended, "the demand ends; outcome is its fate"))

/// How a milestone or ruling came out.
COMITY_ENUM(EventOutcome,
            (none, "no winner"),
            (government, "for the government"),
            (provider, "for the provider"),
            (tie, "tied vote: the ruling below stands"),
            (denied, "not taken up"),
            (granted, "taken up"),
            (moot, "vacated or dismissed as moot"),
            (complied, "the provider complied"),
            (challenged, "the provider challenged the demand"),
            (resisted, "the provider refused the demand"),
            (rerouted, "the authority turned to another instrument or gave up"),
            (withdrew, "the provider withdrew the product from the market"))

/// How a provider that has refused answers a step of the state, or how the state ends it.
COMITY_ENUM(Defiance,
            (complied, "it complies after all"),
            (refused, "it bears the step and goes on refusing"),
            (withdrew, "it withdraws its service from the market"),
            (left, "it closes its establishment and leaves the state"),
            (given_up, "the state gives up"))

/// The event tables: X(name, meaning, type of a row).
// clang-format off
#define COMITY_EVENT_TABLES(X) \
  X(rulings, "rulings on open questions and on merit", RulingRow) \
  X(challenges, "cases brought to court", ChallengeRow) \
  X(focal, "milestones of the scenario's focal disputes", FocalRow) \
  X(reforms, "reforms decided and in force", ReformRow) \
  X(agreements, "executive agreements concluded and in force", AgreementRow) \
  X(relocations, "options that became a provider's main site in a market", RelocationRow) \
  X(shocks, "revelations", ShockRow) \
  X(demands, "ended demands (run.log_demands)", DemandRow) \
  X(citations, "citations of earlier rulings", CitationRow) \
  X(splits, "splits between appellate courts of one state", SplitRow) \
  X(coercions, "steps against providers that refuse, and their answers", CoercionRow)

// Their columns in order: X(name, coding, unit, meaning).

#define COMITY_COLUMNS_rulings(X) \
  X(time, day, "day", "day of the ruling") \
  X(case_number, integer, "1", "serial number of the case; -1: forced by the scenario") \
  X(court, court, "1", "court that ruled") \
  X(stage, stage, "1", "stage of the case") \
  X(question, question, "1", "open question; -1: merit only") \
  X(accepted, flag, "1", "whether it took the reading on which the arguable rule applies") \
  X(outcome, outcome, "1", "who won") \
  X(provider, provider, "1", "provider before the court") \
  X(votes_government, integer, "judge", "votes for the government") \
  X(votes_provider, integer, "judge", "votes for the provider") \
  X(distinguished, flag, "1", "whether a precedent was distinguished") \
  X(briefs_firm, integer, "brief", "amicus briefs for the provider") \
  X(briefs_government, integer, "brief", "amicus briefs for the government")

#define COMITY_COLUMNS_challenges(X) \
  X(time, day, "day", "day the case was opened") \
  X(case_number, integer, "1", "serial number of the case") \
  X(forum, state, "1", "state whose courts hear it") \
  X(court, court, "1", "first-instance court") \
  X(provider, provider, "1", "provider") \
  X(site, state, "1", "state where the data are") \
  X(motion_to_compel, flag, "1", "whether the government brought it after resistance") \
  X(question, question, "1", "first open question at stake; -1: merit only") \
  X(conflict, number, "1", "chance that another state's bar holds") \
  X(step, integer, "1", "step in which the demand arose") \
  X(serial, integer, "1", "number of the demand within step and forum") \
  X(part, integer, "1", "number of a real demand that went its own way; 0: the simulated demand, less those")

#define COMITY_COLUMNS_focal(X) \
  X(time, day, "day", "day of the milestone") \
  X(focal, integer, "1", "number of the focal demand in the scenario") \
  X(milestone, milestone, "1", "what happened") \
  X(outcome, outcome, "1", "how it came out") \
  X(court, court, "1", "court; -1: none") \
  X(votes_government, integer, "judge", "votes for the government") \
  X(votes_provider, integer, "judge", "votes for the provider") \
  X(briefs_firm, integer, "brief", "amicus briefs for the provider") \
  X(fate, fate, "1", "how the demand ended; -1: not yet")

#define COMITY_COLUMNS_reforms(X) \
  X(time, day, "day", "day it comes into force") \
  X(decided, day, "day", "day the legislature decided") \
  X(reform, reform, "1", "reform") \
  X(jurisdiction, jurisdiction, "1", "state or union") \
  X(pressure, number, "1", "reform pressure at the decision")

#define COMITY_COLUMNS_agreements(X) \
  X(time, day, "day", "day it comes into force") \
  X(concluded, day, "day", "day it was concluded") \
  X(first, state, "1", "one party") \
  X(second, state, "1", "the other party")

#define COMITY_COLUMNS_relocations(X) \
  X(time, day, "day", "day") \
  X(provider, provider, "1", "provider") \
  X(market, state, "1", "market whose data moved") \
  X(site, state, "1", "new main site") \
  X(control, control, "1", "arrangement of control")

#define COMITY_COLUMNS_shocks(X) \
  X(time, day, "day", "day") \
  X(shock, shock, "1", "revelation") \
  X(size, number, "1", "share of trust lost")

#define COMITY_COLUMNS_demands(X) \
  X(time, day, "day", "day the demand ended") \
  X(arisen, day, "day", "day it was made") \
  X(step, integer, "1", "step in which it arose") \
  X(serial, integer, "1", "number within step and forum") \
  X(part, integer, "1", "number of a real demand that went its own way; 0: the simulated demand, less those") \
  X(forum, state, "1", "demanding state") \
  X(provider, provider, "1", "provider") \
  X(site, state, "1", "state where the data are") \
  X(residence, state, "1", "state where the subject lives") \
  X(kind, data_kind, "1", "kind of data demanded") \
  X(instrument, instrument, "1", "last instrument; -1: none") \
  X(fate, fate, "1", "how it ended")

#define COMITY_COLUMNS_citations(X) \
  X(time, day, "day", "day of the citing ruling") \
  X(court, court, "1", "citing court") \
  X(question, question, "1", "open question") \
  X(cited_court, court, "1", "cited court") \
  X(cited_time, day, "day", "day of the cited ruling") \
  X(agrees, flag, "1", "whether both rulings read the question alike")

#define COMITY_COLUMNS_splits(X) \
  X(time, day, "day", "day the split opened or closed") \
  X(state, state, "1", "state whose appellate courts differ") \
  X(question, question, "1", "open question") \
  X(open, flag, "1", "1: opened, 0: closed") \
  X(opened, day, "day", "day it opened") \
  X(by_apex, flag, "1", "whether the apex closed it")

#define COMITY_COLUMNS_coercions(X) \
  X(time, day, "day", "day of the step, or on which the state gave up") \
  X(refused, day, "day", "day of the refusal") \
  X(forum, state, "1", "state") \
  X(provider, provider, "1", "provider") \
  X(kind, coercion, "1", "step taken; given up: the last one taken, -1: none") \
  X(answer, defiance, "1", "the provider's answer, or that the state gave up") \
  X(real, number, "demand", "real demands it is about") \
  X(focal, integer, "1", "number of the focal demand in the scenario; -1: none") \
  X(step, integer, "1", "step in which the demand arose") \
  X(serial, integer, "1", "number of the demand within step and forum") \
  X(part, integer, "1", "number of a real demand that went its own way; 0: the simulated demand, less those")
// clang-format on

COMITY_ENUM_OF(EventTable, COMITY_EVENT_TABLES)

/// The rows: a member for each column, and each_value(self, visit), which calls visit(value) in their order.
// A type cannot stand in parentheses: NOLINTBEGIN(bugprone-macro-parentheses)
#define COMITY_COLUMN_MEMBER(name, coding, unit, meaning) Coded<Coding::coding> name{};
// NOLINTEND(bugprone-macro-parentheses)
#define COMITY_COLUMN_VISIT(name, coding, unit, meaning) visit(self.name);
#define COMITY_EVENT_ROW(table, meaning, Row)                                             \
  struct Row {                                                                            \
    static constexpr EventTable kTable = EventTable::table;                               \
    COMITY_COLUMNS_##table(COMITY_COLUMN_MEMBER) template <typename Self, typename Visit> \
    static void each_value(Self& self, Visit visit) {                                     \
      COMITY_COLUMNS_##table(COMITY_COLUMN_VISIT)                                         \
    }                                                                                     \
  };
COMITY_EVENT_TABLES(COMITY_EVENT_ROW)

/// One column of an event table.
struct EventColumn {
  std::string_view name;
  Coding coding;
  std::string_view unit;
  std::string_view meaning;
};

/// Columns of a table, in order.
std::span<const EventColumn> event_columns(EventTable table);

/// Rows of all tables as numbers, flat and row-major, as files and hashes take them.
struct Events {
  std::vector<std::vector<double>> rows = std::vector<std::vector<double>>(enum_count<EventTable>);

  std::vector<double>& of(EventTable table) { return rows[static_cast<std::size_t>(table)]; }
  const std::vector<double>& of(EventTable table) const { return rows[static_cast<std::size_t>(table)]; }
};

/// Appends one row to its table.
template <typename Row>
void log_event(Events& events, const Row& row) {
  std::vector<double>& rows = events.of(Row::kTable);
  Row::each_value(row, [&](auto value) { rows.push_back(static_cast<double>(value)); });
}

/// The rows of a table from their numbers.
template <typename Row>
std::vector<Row> rows_of(const std::vector<double>& numbers) {
  const std::size_t width = event_columns(Row::kTable).size();
  std::vector<Row> rows(numbers.size() / width);
  auto next = numbers.begin();
  for (Row& row : rows) {
    Row::each_value(row, [&]<typename Value>(Value& value) {
      const double number = *next++;
      if constexpr (std::is_same_v<Value, double>) {
        value = number;
      } else {
        value = Value(static_cast<int>(number));
      }
    });
  }
  return rows;
}

template <typename Row>
std::vector<Row> rows_of(const Events& events) {
  return rows_of<Row>(events.of(Row::kTable));
}

}  // namespace comity
