/// The titles of the report page's charts, each from the numbers that its chart shows and from nothing else: a test feeds each one
/// numbers for which it has to say something else (tests/analysis/report_titles_test.cpp).
///
/// What the words mean: "most" is more than half; a median is called one and a mean "on average"; the largest of some numbers is
/// named only where it is larger than the others as they are shown; a change is told only where its two ends differ as they are
/// shown, and from the end of settling on; what an interval cannot tell apart is said to be so.
#pragma once

#include "analysis/arms.h"
#include "analysis/headline.h"
#include "analysis/path.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::analysis {

/// Words with a number.
struct Named {
  std::string name;
  double value = 0.0;
};

/// How courts read a question at the end, in shares of all courts, means over runs; what is left have not decided.
struct ReadingsAtEnd {
  std::string when;  // "the end of 2022"
  std::string accepted;
  std::string rejected;
  double with = 0.0;
  double against = 0.0;
};
std::string adoption_title(const ReadingsAtEnd& end);

/// Citations of a court by others per run, most first, and the share of all citations that agree with what they cite.
std::string network_title(std::span<const Named> cited, double agreeing);

/// Citations of each circuit by other courts in one year, per run, and the share of them that agree with what they cite.
struct YearOfCitations {
  int year = 0;
  std::vector<Named> cited;
  double agreeing = 0.0;
};
/// Citations in a run and year from which on a circuit is shown and told: one in five runs.
inline constexpr double kCitedAtAll = 0.2;
/// Who leads in the first and the last year in which one is cited at all, and whether courts go on to agree.
std::string precedent_title(std::span<const YearOfCitations> years);

/// `chance`: of the whole path, by the same formula as `comity analyze evidence` (path.h). Without steps the title tells in how many
/// runs (a share) the dispute comes to court.
std::string dispute_title(std::span<const StepFinding> path, double chance, double to_court);

/// The dispute in one run.
struct StoryTold {
  std::string run;
  std::size_t steps = 0;  // of history's way that it takes before it leaves it
  std::string end;        // how it ends; empty: it has not ended
  double day = 0.0;       // of what came last
};
std::string story_title(const StoryTold& story, std::size_t steps_of_history);

/// An event of history that the scenario does not set: in which share of all runs it comes as in history, and in which share of
/// those in which it comes it is earlier (NaN: it never comes).
struct EventOfHistory {
  std::string label;
  double as_in_history = 0.0;
  double earlier = 0.0;
};
std::string history_title(std::span<const EventOfHistory> events, std::size_t set_by_scenario);

/// A number of a place at the end of settling and at the end.
struct Moved {
  std::string name;
  double from = 0.0;
  double to = 0.0;
};

/// Shares of all data in each state, means over runs: who holds most, what the first three keep together, and what has moved most.
std::string map_title(std::span<const Moved> states, const std::string& since, const std::string& until);
std::string places_title(std::span<const Named> shares, const std::string& when);

/// Tries by each route over the whole period and all runs, and those that brought the data: all together, the most frequent route,
/// the surest and the least sure.
struct RouteTries {
  std::string name;
  double tries = 0.0;
  double brought = 0.0;
};
std::string routes_title(std::span<const RouteTries> routes);
/// Demands that cross a border, and those of them that ended with data.
std::string flows_title(double ended, double with_data);

/// Medians over runs of the shares of cross-border demands met with and without consent; NaN: no run has one.
struct ConsentMedians {
  int year = 0;
  double with = 0.0;
  double without = 0.0;
};
std::string consent_title(std::span<const ConsentMedians> years);

/// Stance of the others towards each state, medians over runs.
std::string stance_title(std::span<const Moved> received, const std::string& since, const std::string& until);

/// Mean numbers at the end.
std::string statutes_title(const std::string& when, double mandates, double blocking, double agreements);

/// Pairs of states in sure and in only arguable conflict under a law: of which arms, and how many pairs are not as under the first
/// arm's that day.
struct ConflictDay {
  std::string day;
  std::size_t pairs = 0;
  std::size_t certain = 0;
  std::size_t arguable = 0;
  std::string arms = {};
  std::size_t changed = 0;
};

/// `days`: the first arm's law on the first day and on the last; `others`: laws of other arms that are not the first one's; `forbidden`:
/// the share that each state forbids of what the others compel, on these days.
std::string conflicts_title(std::span<const ConflictDay> days, std::span<const ConflictDay> others = {},
                            std::span<const Moved> forbidden = {});

/// Share of each state's demands caught between two laws, medians over runs.
std::string caught_title(std::span<const Named> shares);

/// In what runs differ besides chance.
struct Varied {
  std::size_t points = 1;  // of a design
  bool worlds = false;     // plausible ones, by replicate
};

/// How far runs differ in one headline.
std::string distribution_title(const Headline& headline, double low, double high, const Varied& varied);

/// One headline of one arm (or file) beside the reference.
struct ArmFinding {
  const Headline* headline = nullptr;
  std::string arm;
  ArmDifference found;
};

/// Which difference is clearest (beside its interval), and whether it is the largest one too (beside the spread of the runs).
std::string arms_title(std::span<const ArmFinding> findings, const std::string& reference);

/// The same with the interval and the largest one, to stand below the chart; empty when nothing differs.
std::string arms_note(std::span<const ArmFinding> findings);

/// The clearest one: position in `findings`; as many as there are when nothing differs.
std::size_t clearest_of(std::span<const ArmFinding> findings);

/// Means of a gauge under each arm on a day.
std::string arm_lines_title(const Headline& headline, std::span<const Named> arms, const std::string& when);

/// An index of a factor with its interval.
struct FactorIndex {
  std::string name;
  Bounded index;
};

/// `index` in words: "total", "mean size of effect", "rank correlation".
std::string tornado_title(std::span<const FactorIndex> factors, std::string_view quantity,
                          std::string_view index);

/// Means of an output in the bins of a factor in their order; of a category with the level's name.
std::string response_title(const Headline& headline, const std::string& factor, std::span<const Named> bins,
                           bool category);

/// A box of scenario discovery.
struct BoxFound {
  std::string where;
  std::string cases;
  double density = 0.0;
  double everywhere = 0.0;
  double coverage = 0.0;
};
std::string box_title(const BoxFound& box);

/// A headline in which two files differ beyond chance on every recorded day from one on to the last; `from` is empty where they do not
/// differ on the last day.
struct DaysApart {
  std::string quantity;
  std::string from;
  double last = 0.0;  // difference on the last day
  std::string unit;
};
std::string pair_title(std::span<const DaysApart> quantities, const std::string& first,
                       const std::string& second);

/// "−83.8 to −60.3 days": the unit stands once.
std::string gap_range_text(double low, double high, std::string_view unit);

/// A recorded day in words: "the end of 2022" near the turn of a year, else 2022-06-30.
std::string when_text(double day);

/// A number of a headline with its unit: shares in percent.
std::string amount_text(double value, std::string_view unit);

/// A probability in percent; a small one keeps a figure.
std::string probability_text(double probability);

/// A difference of a headline with its sign: shares in percentage points.
std::string gap_text(double value, std::string_view unit);

}  // namespace comity::analysis
