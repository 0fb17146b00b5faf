#include "analysis/spread.h"

#include "analysis/spread_summary.h"
#include "error.h"
#include "hand_made.h"

#include <gtest/gtest.h>

#include <cmath>

namespace comity::analysis {
namespace {

constexpr int kFirst = 0;
constexpr int kAppellate = 1;
constexpr int kApex = 2;

// Two states: courts 0 and 1 under 2 under 3 in the first, 4 alone in the second. Recorded on days 10, 20, 30.
Spread make_spread(std::size_t runs) {
  Spread spread;
  spread.states = {"US", "IE"};
  spread.questions = {"reach", "blocking"};
  spread.courts = {
      {"A", "B", "Circuit", "Apex", "Dublin"}, {0, 0, 0, 0, 1}, {0, 0, 1, 2, 2}, {2, 2, 3, -1, -1}};
  spread.runs.resize(runs);
  spread.times = {10.0, 20.0, 30.0};
  return spread;
}

OpenRuling ruling(double time, int court, bool accepted, std::uint32_t run = 0) {
  OpenRuling one;
  one.run = run;
  one.time = time;
  one.court = court;
  one.accepted = accepted;
  return one;
}

TEST(Adoption, CountsCourtsByTheirLatestRuling) {
  Spread spread = make_spread(2);
  spread.rulings = {ruling(5.0, 0, true), ruling(20.0, 1, true), ruling(25.0, 0, false),
                    ruling(12.0, 1, false, 1)};
  const Adoption accepted = adoption_of(spread, {0, true});
  EXPECT_EQ(accepted.courts, 4U);  // no ruling in IE
  EXPECT_EQ(accepted.shares, (std::vector<double>{0.25, 0.5, 0.25, 0.0, 0.0, 0.0}));
  EXPECT_EQ(adoption_of(spread, {0, false}).shares, (std::vector<double>{0.0, 0.0, 0.25, 0.0, 0.25, 0.25}));
  EXPECT_EQ(adoption_of(spread, {1, true}).courts, 0U);
  EXPECT_EQ(adoption_of(spread, {0, true}, 1).shares, std::vector<double>(6, 0.0));
  EXPECT_EQ(states_with_rulings(spread, 0), std::vector<int>{0});
}

TEST(Adoption, FallsBackOnTheEarlierRulingWhenOneFalls) {
  Spread spread = make_spread(1);
  spread.rulings = {ruling(5.0, 0, false), ruling(11.0, 0, true), ruling(21.0, 2, false)};
  spread.rulings[1].until = 21.0;
  EXPECT_EQ(adoption_of(spread, {0, true}).shares, (std::vector<double>{0.0, 0.25, 0.0}));
  EXPECT_EQ(adoption_of(spread, {0, false}).shares, (std::vector<double>{0.25, 0.0, 0.5}));
  EXPECT_EQ(adoption_of(spread, {0, true}, 0, Held::ever).shares, (std::vector<double>{0.0, 0.25, 0.25}));
}

TEST(Adoption, BindsTheCourtsBelowUnlessTheyDistinguishLater) {
  Spread spread = make_spread(1);
  spread.rulings = {ruling(5.0, 0, true), ruling(15.0, 2, false), ruling(25.0, 1, true)};
  EXPECT_EQ(adoption_of(spread, {0, false}, 0, Held::binding).shares, (std::vector<double>{0.0, 0.75, 0.75}));
  EXPECT_EQ(adoption_of(spread, {0, true}, 0, Held::binding).shares, (std::vector<double>{0.25, 0.0, 0.0}));
  spread.rulings[2].distinguished = true;
  EXPECT_EQ(adoption_of(spread, {0, true}, 0, Held::binding).shares, (std::vector<double>{0.25, 0.0, 0.25}));
  spread.rulings[0].distinguished = true;  // before the court above spoke
  EXPECT_EQ(adoption_of(spread, {0, true}, 0, Held::binding).shares, (std::vector<double>{0.25, 0.0, 0.25}));
}

TEST(Adoption, BandHoldsTheMeanAndQuantilesOfRuns) {
  const Band band = band_of({1, {0.0, 1.0, 0.5, 0.0, 1.0, 0.5}}, 2, 0.5);  // three runs of two days
  EXPECT_EQ(band.mean, (std::vector<double>{0.5, 0.5}));
  EXPECT_EQ(band.low, (std::vector<double>{0.25, 0.25}));
  EXPECT_EQ(band.high, (std::vector<double>{0.75, 0.75}));
}

TEST(SpreadSummary, MedianTimesCountRunsThatNeverGetThereAsCensored) {
  Spread spread = make_spread(3);
  for (const int court : {0, 1, 2}) spread.rulings.push_back(ruling(15.0, court, true, 1));
  spread.rulings.push_back(ruling(5.0, 0, true, 0));
  std::swap(spread.rulings.front(), spread.rulings.back());
  const SpreadSummary summary = summarise_spread(spread, {0, -1, Held::own, 0.95, 0.9});
  ASSERT_EQ(summary.readings.size(), 2U);
  const ReadingSpread& accepted = summary.readings[0];
  EXPECT_EQ(accepted.adopting, 2U);
  EXPECT_EQ(accepted.half_of_final.value, 10.0 / kDaysPerYear);
  EXPECT_EQ(accepted.reaching, 1U);
  EXPECT_TRUE(std::isnan(accepted.half_of_courts.value));
  EXPECT_FALSE(accepted.bass.fit.identified);
}

TEST(SpreadSummary, SharesOfSplitsAddUp) {
  Spread spread = make_spread(2);
  spread.splits = {{0, 0, 0, 5.0, 15.0, Closer::apex},
                   {0, 0, 1, 5.0, 30.0, Closer::nobody},
                   {1, 0, 0, 7.0, 8.0, Closer::law},
                   {1, 0, 0, 9.0, 30.0, Closer::nobody}};
  const SpreadSummary summary = summarise_spread(spread, {});
  ASSERT_EQ(summary.splits.size(), 3U);
  const SplitSummary& all = summary.splits[0];
  EXPECT_EQ(all.per_run.value, 2.0);
  EXPECT_EQ(all.resolved.value, 0.5);
  EXPECT_EQ(all.closed_by[static_cast<std::size_t>(Closer::apex)].value, 0.25);
  EXPECT_EQ(all.closed_by[static_cast<std::size_t>(Closer::law)].value, 0.25);
  EXPECT_EQ(all.closed_by[static_cast<std::size_t>(Closer::courts)].value, 0.0);
  EXPECT_EQ(all.closed_by[static_cast<std::size_t>(Closer::nobody)].value, 0.5);
  EXPECT_EQ(all.years.value, 10.0 / kDaysPerYear);
  EXPECT_EQ(summary.splits[2].question, 1);
  EXPECT_EQ(summary.splits[2].splits, 1U);
}

class SpreadFileTest : public testing_analysis::HandMade {
 protected:
  // A ruling on question 0 of one of the three courts in run 0.
  void hold(double time, int court, bool accepted, EventOutcome outcome = EventOutcome::government) {
    log(0, EventTable::rulings,
        {time, 7.0, static_cast<double>(court), 0.0, 0.0, accepted ? 1.0 : 0.0, static_cast<double>(outcome),
         0.0, 1.0, 0.0, 0.0, 0.0, 0.0});
  }
  void split(double time, bool open, double opened, bool by_apex = false) {
    log(0, EventTable::splits, {time, 0.0, 0.0, open ? 1.0 : 0.0, opened, by_apex ? 1.0 : 0.0});
  }
  Spread read(const SpreadSelection& selection = {}) {
    results();
    return read_spread(open_record(file("runs.h5")), selection);
  }
};

TEST_F(SpreadFileTest, LeavesOutTiesRulingsOnMeritAndFailedRuns) {
  make_runs(3);
  runs_[1].series.clear();
  hold(15710.0, kFirst, true);
  hold(15711.0, kAppellate, false, EventOutcome::tie);
  log(0, EventTable::rulings, {15712.0, 8.0, 0.0, 0.0, -1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0});
  log(2, EventTable::rulings, {15713.0, 9.0, kApex, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0});
  const Spread spread = read();
  EXPECT_EQ(spread.failed, 1U);
  ASSERT_EQ(spread.runs.size(), 2U);
  EXPECT_EQ(spread.runs[1].replicate, 2U);
  ASSERT_EQ(spread.rulings.size(), 2U);
  EXPECT_EQ(spread.rulings[0].until, kStands);
  EXPECT_EQ(spread.rulings[1].run, 1U);
  EXPECT_EQ(read({{}, 2}).rulings.size(), 1U);
  EXPECT_EQ(read({{}, 1}).runs.size(), 0U);
  EXPECT_THROW(read({{}, 3}), Error);
  EXPECT_THROW(read({1, {}}), Error);
}

TEST_F(SpreadFileTest, RulingFallsWhenTheCourtAboveReadsTheCaseOtherwise) {
  make_runs(1);
  hold(15710.0, kFirst, true);
  hold(15720.0, kAppellate, false);
  hold(15730.0, kApex, false);
  log(0, EventTable::rulings,  // of the same case on another question
      {15735.0, 7.0, kApex, 0.0, 1.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0});
  const Spread spread = read();
  EXPECT_EQ(spread.rulings[0].until, 15720.0);
  EXPECT_EQ(spread.rulings[1].until, kStands);
  EXPECT_EQ(spread.rulings[2].until, kStands);
}

TEST_F(SpreadFileTest, SaysWhoClosedASplit) {
  make_runs(1);
  hold(15720.0, kAppellate, true);
  split(15710.0, true, 15710.0);
  split(15712.0, false, 15710.0, true);
  split(15715.0, true, 15715.0);
  split(15720.0, false, 15715.0);
  split(15730.0, true, 15730.0);
  split(15731.0, false, 15730.0);
  split(15740.0, true, 15740.0);
  const Spread spread = read();
  ASSERT_EQ(spread.splits.size(), 4U);
  EXPECT_EQ(spread.splits[0].closer, Closer::apex);
  EXPECT_EQ(spread.splits[0].closed, 15712.0);
  EXPECT_EQ(spread.splits[1].closer, Closer::courts);
  EXPECT_EQ(spread.splits[2].closer, Closer::law);
  EXPECT_EQ(spread.splits[3].closer, Closer::nobody);
  EXPECT_EQ(spread.splits[3].closed, plan_.times.back());
}

}  // namespace
}  // namespace comity::analysis
