// Intervals of Bass fits over many data sets.
#include "analysis/bass.h"
#include "random/stream.h"

#include <gtest/gtest.h>

namespace comity::analysis {
namespace {

std::vector<double> quarterly_years(int quarters) {
  std::vector<double> years;
  for (int quarter = 1; quarter <= quarters; ++quarter) years.push_back(quarter / 4.0);
  return years;
}

std::vector<double> curve_of(const BassCurve& curve, const std::vector<double>& years) {
  std::vector<double> shares;
  for (const double year : years) shares.push_back(bass_share(curve, year));
  return shares;
}

// Courts that adopt one by one by the law of the curve: each run is a sample of adoption times.
Adoption draw_adoption(const BassCurve& curve, const std::vector<double>& years, std::uint32_t seed) {
  constexpr std::size_t kRuns = 40;
  constexpr int kCourts = 100;
  Adoption adoption;
  adoption.courts = kCourts;
  adoption.shares.assign(kRuns * years.size(), 0.0);
  const std::vector<double> shares = curve_of(curve, years);
  for (std::size_t run = 0; run < kRuns; ++run) {
    Stream stream({RandomKey{seed + 100000, 0}, Purpose::resample, static_cast<std::uint32_t>(run), 0, 0});
    for (int court = 0; court < kCourts; ++court) {
      const double chance = stream.uniform();
      for (std::size_t time = 0; time < years.size(); ++time)
        adoption.shares[run * years.size() + time] += chance < shares[time] ? 1.0 / kCourts : 0.0;
    }
  }
  return adoption;
}

// 200 data sets of 40 runs: the 95 % interval must hold the truth in 0.92 to 0.98 of them.
TEST(BassCoverage, IntervalsHoldTheTruthAsOftenAsTheySay) {
  const BassCurve truth{0.03, 0.4, 0.6};
  const std::vector<double> years = quarterly_years(56);
  int covered_p = 0;
  int covered_q = 0;
  int covered_m = 0;
  double bias_q = 0.0;
  constexpr int kSets = 200;
  for (std::uint32_t set = 0; set < kSets; ++set) {
    const BassEstimate estimate =
        estimate_bass(draw_adoption(truth, years, set + 1), years, {set + 1, 200, 0.95});
    ASSERT_TRUE(estimate.fit.identified) << estimate.fit.reason;
    covered_p += estimate.p.low <= truth.p && truth.p <= estimate.p.high ? 1 : 0;
    covered_q += estimate.q.low <= truth.q && truth.q <= estimate.q.high ? 1 : 0;
    covered_m += estimate.m.low <= truth.m && truth.m <= estimate.m.high ? 1 : 0;
    bias_q += (estimate.q.value - truth.q) / kSets;
  }
  RecordProperty("covered_p", covered_p);
  RecordProperty("covered_q", covered_q);
  RecordProperty("covered_m", covered_m);
  for (const int covered : {covered_p, covered_q, covered_m}) {
    EXPECT_GE(covered, 0.92 * kSets);
    EXPECT_LE(covered, 0.98 * kSets);
  }
  EXPECT_NEAR(bias_q, 0.0, 0.005);
}

}  // namespace
}  // namespace comity::analysis
