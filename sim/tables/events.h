/// Event tables: one row per happening, every column a number with a declared coding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
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
  outcome
};

/// One column of an event table.
struct EventColumn {
  std::string_view name;
  Coding coding;
  std::string_view unit;
  std::string_view meaning;
};

/// Milestones of a focal dispute: X(name, meaning).
#define COMITY_MILESTONES(X)                              \
  X(demanded, "the demand is made")                       \
  X(answered, "the provider answers; outcome tells how")  \
  X(first_instance, "first ruling")                       \
  X(review, "ruling of a second judge of the same court") \
  X(appeal, "ruling of the appellate panel")              \
  X(en_banc, "decision of the full appellate court")      \
  X(petition, "petition to the apex")                     \
  X(grant, "the apex decides whether to hear the case")   \
  X(apex, "ruling of the apex")                           \
  X(mooted, "new law makes the case pointless")           \
  X(ended, "the demand ends; outcome is its fate")

enum class Milestone : std::uint8_t {
#define COMITY_MILESTONE_NAME(name, meaning) name,
  COMITY_MILESTONES(COMITY_MILESTONE_NAME)
#undef COMITY_MILESTONE_NAME
};

/// How a milestone or ruling came out: X(name, meaning).
#define COMITY_OUTCOMES(X)                            \
  X(none, "no winner")                                \
  X(government, "for the government")                 \
  X(provider, "for the provider")                     \
  X(tie, "tied vote: the ruling below stands")        \
  X(denied, "not taken up")                           \
  X(granted, "taken up")                              \
  X(moot, "vacated or dismissed as moot")             \
  X(complied, "the provider complied")                \
  X(challenged, "the provider challenged the demand") \
  X(resisted, "the provider refused the demand")      \
  X(rerouted, "the authority turned to another instrument or gave up")

enum class EventOutcome : std::uint8_t {
#define COMITY_OUTCOME_NAME(name, meaning) name,
  COMITY_OUTCOMES(COMITY_OUTCOME_NAME)
#undef COMITY_OUTCOME_NAME
};

/// The event tables: X(name, meaning).
#define COMITY_EVENT_TABLES(X)                                             \
  X(rulings, "rulings on open questions and on merit")                     \
  X(challenges, "cases brought to court")                                  \
  X(focal, "milestones of the scenario's focal disputes")                  \
  X(reforms, "reforms decided and in force")                               \
  X(agreements, "executive agreements concluded and in force")             \
  X(relocations, "options that became a provider's main site in a market") \
  X(shocks, "revelations")                                                 \
  X(demands, "ended demands (run.log_demands)")                            \
  X(citations, "citations of earlier rulings")                             \
  X(splits, "splits between appellate courts of one state")

enum class EventTable : std::uint8_t {
#define COMITY_EVENT_TABLE_NAME(name, meaning) name,
  COMITY_EVENT_TABLES(COMITY_EVENT_TABLE_NAME)
#undef COMITY_EVENT_TABLE_NAME
      count
};

std::string_view event_table_name(EventTable table);
std::string_view event_table_meaning(EventTable table);

/// Columns of a table, in order; the row must have as many values.
std::span<const EventColumn> event_columns(EventTable table);

/// Rows of all tables, flat and row-major.
struct Events {
  std::vector<std::vector<double>> rows =
      std::vector<std::vector<double>>(static_cast<std::size_t>(EventTable::count));
};

/// Appends one row; the number of values must equal the table's columns.
void log_event(Events& events, EventTable table, std::initializer_list<double> values);

}  // namespace comity
