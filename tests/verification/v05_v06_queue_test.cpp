// V5: a central authority without impatience is an M/M/c queue. V6: with exponential patience it is an Erlang-A queue.
#include "report.h"
#include "support/requests.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace comity {
namespace {

using test::make_authority;
using test::mean_wait;
using test::report;

double share_of(const std::vector<Departure>& departures, bool (*claim)(const Departure&)) {
  return static_cast<double>(std::count_if(departures.begin(), departures.end(), claim)) /
         static_cast<double>(departures.size());
}

// 9 arrivals a year, 10 servers of rate 1. Waits are alike for decades (relaxation time 38 years, 444,000 years seen):
// standard errors .006, .016.
TEST(V05ErlangC, WaitsWithoutImpatience) {
  constexpr int kRuns = 8;
  double waiting = 0.0;
  double wait = 0.0;
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    Authority authority = make_authority(10.0, 10, {9.0, 0.0, 500'000, run});
    const auto departures = advance_queue(authority, 1e9);
    ASSERT_EQ(departures.size(), 500'000U);
    EXPECT_EQ(share_of(departures, [](const Departure& d) { return d.served; }), 1.0);
    waiting += share_of(departures, [](const Departure& d) { return d.waited > 0.0; }) / kRuns;
    wait += mean_wait(departures) / kRuns;
  }
  report("V5", "P(wait)", {waiting, 0.669, 0.025});
  report("V5", "mean wait [mean service time]", {wait, 0.669, 0.064});
}

// 15 arrivals, 20 servers of rate 1/2, patience 24.
TEST(V06ErlangA, LosesTheImpatient) {
  Authority authority = make_authority(10.0, 20, {15.0, 24.0, 400'000, 0});
  const auto departures = advance_queue(authority, 1e9);
  const double abandoned = share_of(departures, [](const Departure& d) { return !d.served; });
  report("V6", "P(abandon)", {abandoned, 0.330, 0.01});
  report("V6", "mean wait over patience", {mean_wait(departures) / 24.0, abandoned, 0.01});
}

}  // namespace
}  // namespace comity
