#include "observe/measure.h"

#include "phases/ending.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace comity {
namespace {

std::span<const double> values_of(const std::vector<double>& record, const Tally& tally, Metric metric) {
  const auto number = static_cast<std::size_t>(metric);
  const std::size_t begin = tally.layout.offset[number];
  return std::span(record).subspan(begin, tally.layout.offset[number + 1] - begin);
}

TEST(MetricTable, DocumentsEveryMetricOnce) {
  std::set<std::string_view> names;
  for (const MetricRow& row : metric_rows()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_FALSE(row.unit.empty()) << row.name;
    EXPECT_GT(row.meaning.size(), 10U) << row.name;
  }
}

// A gauge without a function would stay at its counter's place for ever: spoil every place and see it replaced.
TEST(Measure, ComputesEveryGauge) {
  test::SmallWorld small;
  std::fill(small.world.tally.values.begin(), small.world.tally.values.end(), -7.0);
  const std::vector<double> record = measure(small.world, small.context);
  for (std::size_t number = 0; number < metric_rows().size(); ++number) {
    const bool gauge = metric_rows()[number].kind == MetricKind::gauge;
    for (const double value : values_of(record, small.world.tally, static_cast<Metric>(number))) {
      EXPECT_EQ(value == -7.0, !gauge) << metric_rows()[number].name;
    }
  }
}

TEST(Measure, SharesOfDataSumToOneOverStates) {
  test::SmallWorld small;
  const std::vector<double> record = measure(small.world, small.context);
  double sum = 0.0;
  for (const double share : values_of(record, small.world.tally, Metric::data_in_state)) sum += share;
  EXPECT_NEAR(sum, 1.0, 1e-12);
}

TEST(Measure, FindsQuantilesOfDelays) {
  std::vector<double> histogram(kDelayBins, 0.0);
  EXPECT_TRUE(std::isnan(delay_quantile(histogram, 0.0, 0.5)));
  histogram[20] = 10.0;
  EXPECT_NEAR(delay_quantile(histogram, 10.0, 0.5), (delay_bin_begin(20) + delay_bin_begin(21)) / 2.0, 1e-9);
  histogram[40] = 30.0;
  EXPECT_GT(delay_quantile(histogram, 40.0, 0.5), delay_bin_begin(40));
  EXPECT_LT(delay_quantile(histogram, 40.0, 0.2), delay_bin_begin(21));
}

TEST(Measure, CountsEachSuccessOnceInTheHistogramOfItsDelay) {
  test::SmallWorld small;
  const Demand demand = small.demand(0, 0, 0);
  for (const Instrument instrument : {Instrument::order, Instrument::voluntary, Instrument::voluntary}) {
    end_demand(small.world, small.context, demand,
               {Fate::fulfilled, instrument, true, demand.arisen + 3.0, true});
  }
  for (std::size_t instrument = 0; instrument < kInstruments; ++instrument) {
    double all = 0.0;
    for (std::size_t bin = 0; bin < kDelayBins; ++bin) {
      all += small.world.tally.delays[instrument * kDelayBins + bin];
    }
    EXPECT_EQ(all, small.world.tally.value(Metric::succeeded, instrument));
  }
}

TEST(Measure, PutsEveryDelayInTheBinThatHoldsIt) {
  EXPECT_EQ(delay_bin(-1.0), 0);
  EXPECT_EQ(delay_bin(0.0), 0);
  EXPECT_EQ(delay_bin(1.0), 8);  // one doubling of one day
  EXPECT_EQ(delay_bin(1e9), kDelayBins - 1);
  for (double days = 0.0; days < 10000.0; days += 0.37) {
    EXPECT_GE(days, delay_bin_begin(delay_bin(days)));
    EXPECT_LT(days, delay_bin_begin(delay_bin(days) + 1));
  }
}

TEST(Measure, ClearsCountersForTheNextRecord) {
  test::SmallWorld small;
  small.world.tally.add(Metric::demands, 1, 3.0);
  EXPECT_EQ(values_of(measure(small.world, small.context), small.world.tally, Metric::demands)[1], 3.0);
  clear_counters(small.world.tally);
  EXPECT_EQ(small.world.tally.value(Metric::demands, 1), 0.0);
}

TEST(Measure, HoldsAReadingWhereASuperiorHasDecided) {
  test::SmallWorld small;
  const int apex = small.world.courts.apex[0];
  small.world.precedents.reading(apex, 0) = -1;
  small.world.precedents.reading(apex, 1) = -1;
  const std::vector<double> record = measure(small.world, small.context);
  // Alba's courts hold it; Borea poses the same question and has not decided; both have as many users.
  EXPECT_NEAR(values_of(record, small.world.tally, Metric::rejected_share)[0], 0.5, 1e-12);
  EXPECT_EQ(values_of(record, small.world.tally, Metric::accepted_share)[0], 0.0);
}

}  // namespace
}  // namespace comity
