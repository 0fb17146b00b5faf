/// What is asked of rule files alone, without a simulation; each question is a function from a library and a query to an
/// Answer (answer_files.h, answer_conflicts.h, answer_gaps.h, answer_diff.h, answer_why.h).
#pragma once

#include "law/library.h"
#include "law/weigh.h"
#include "text/answer.h"

#include <optional>
#include <string>
#include <vector>

namespace comity::law {

/// A question's particulars; each question reads what concerns it.
struct Query {
  std::string command;              // as the user calls the question, for messages: "conflicts"
  std::optional<Day> on;            // the day asked about, or the earlier of two
  std::optional<Day> until;         // the later of two
  std::vector<Day> days;            // of a page: those on which conflicts are worked out
  std::vector<std::string> states;  // only these, by id; empty: all
  std::string given;                // facts that hold, with commas between
  std::string effect;               // only this one; empty: all
  std::string order_of;             // where a demand's parts are, by codes of states: who demands
  std::string data_in;
  std::string provider_of;  // head office, from which the data are controlled
  std::string subject_in;
  std::vector<std::string> reforms;    // names of a reform's files, the last ones of the library
  bool details = false;                // rules and sources for every pair of states
  bool coverage = false;               // of decided cases: what they pin
  bool unconfirmed = false;            // of coverage: rules that are not confirmed, too
  std::optional<DemandTable> demands;  // of a simulation, to weigh situations by
};

/// The day asked about; throws Error when none was named.
Day day_asked(const Query& query);

/// "12 %", "0.3 %", "< 0.1 %", "> 99.9 %": a share of situations; 0 when there are none.
std::string situations_in_percent(double part, double whole);

/// Why percentages of situations are not frequencies.
std::string unweighted_note();

/// A file, line and column.
Fields place_fields(const Library& library, const Spot& place);

/// A text, or a missing value where it is empty.
Cell text_or_missing(const std::string& text);

/// A first or last day, or a missing value where there is no such bound.
Cell bounded_day(Day day);

/// A rule with its source, link, words as of a day, what was decided later, and its place.
Fields rule_fields(const Library& library, std::uint32_t rule, Day day);

}  // namespace comity::law
