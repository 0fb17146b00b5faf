/// Which rules and schedules, and which of their days, the decided cases pin: `comity law test --coverage`.
#pragma once

#include "law/library.h"

#include <array>
#include <cstdint>
#include <vector>

namespace comity::law {

/// What may happen to a rule.
COMITY_ENUM(Lapse,
            (dropped, "the rule is not there"),
            (from_earlier, "it comes into force a year earlier"),
            (from_later, "it comes into force a year later"),
            (until_earlier, "it goes out of force a year earlier"),
            (until_later, "it goes out of force a year later"))
inline constexpr std::size_t kLapses = enum_count<Lapse>;

/// How far a day is moved [day].
inline constexpr Day kLapseYear = 365;

/// What the decided cases notice of one rule.
struct RuleCoverage {
  std::array<bool, kLapses> noticed{};  // by Lapse: some case that holds would fail
};

/// Whether no case can notice a rule's day that comes a year earlier or later, for it changes no answer: whatever the reading, in
/// every possible situation on every day between, in the file with those it amends, in each file that amends it, and in the
/// state's whole law. False where that law mentions more than `kMostProved` facts and questions.
bool changes_no_answer(const Library& library, std::uint32_t rule, Lapse lapse);
inline constexpr int kMostProved = 22;

/// The same of one schedule.
struct ScheduleCoverage {
  const Schedule* schedule = nullptr;  // of the library
  RuleCoverage found;
};

/// From when until when something is in force.
struct Term {
  Day from = kAlways;
  Day until = kNever;
};

/// Whether a lapse can befall it: only what has a first or last day can begin or end earlier or later.
bool can_befall(const Term& term, Lapse lapse);

/// One entry a rule of the library. A case counts with the file it stands in and those that file amends, as when it is tested.
std::vector<RuleCoverage> coverage_of(const Library& library);

/// One entry a schedule, in the order of the files; noticed is what a case that expects its value notices.
std::vector<ScheduleCoverage> schedule_coverage_of(const Library& library);

}  // namespace comity::law
