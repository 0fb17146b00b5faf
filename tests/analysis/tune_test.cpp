#include "analysis/tune.h"

#include "analysis/designed.h"
#include "error.h"

#include <cmath>
#include <string>

namespace comity::analysis::testing_analysis {
namespace {

class Tuning : public Designed {
 protected:
  Aims aims(const std::string& text) const {
    std::ofstream(folder_ / "aims.toml") << text;
    return read_aims(folder_ / "aims.toml");
  }

  std::string message_of(const std::string& text) const {
    try {
      aims(text);
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }

  /// A match of points with these largest implausibilities.
  static Match match(const std::vector<double>& worst) {
    Match match;
    match.worst = Eigen::Map<const Eigen::ArrayXd>(worst.data(), static_cast<Eigen::Index>(worst.size()));
    return match;
  }

  static Eigen::ArrayXXd column(const std::vector<double>& places) {
    return Eigen::Map<const Eigen::ArrayXd>(places.data(), static_cast<Eigen::Index>(places.size()));
  }
};

TEST_F(Tuning, ReadsAims) {
  const Aims read =
      aims("title = 'x'\n[[aim]]\nmetric = 'demands'\nvalue = -3\ndeviation = 2.5\nsource = 's'\n");
  ASSERT_EQ(read.aims.size(), 1U);
  EXPECT_EQ(read.aims[0].metric, "demands");
  EXPECT_EQ(read.aims[0].value, -3.0);
  EXPECT_EQ(read.aims[0].deviation, 2.5);
  EXPECT_EQ(read.aims[0].discrepancy, 0.0);
}

TEST_F(Tuning, SaysWhatIsWrongWithAims) {
  EXPECT_NE(message_of("[[aim]]\nmetric = 'demands'\nvalue = 1\nsource = 's'\n")
                .find("neither deviation nor discrepancy"),
            std::string::npos);
  EXPECT_NE(message_of("[[aim]]\nmetrik = 'demands'\n").find("Did you mean \"metric\"?"), std::string::npos);
  EXPECT_NE(message_of("[[aim]]\nmetric = 'demands'\ndeviation = 1\nsource = 's'\n").find("has no value"),
            std::string::npos);
  EXPECT_NE(message_of("title = 'x'\n").find("has no aim"), std::string::npos);
  EXPECT_NE(message_of("[[goal]]\n").find("no key \"goal\""), std::string::npos);
}

TEST_F(Tuning, ImplausibilityCountsNoiseObservationAndModel) {
  runs_.clear();
  make_runs(2);
  set(0, Metric::demands, 0, 10.0);
  set(1, Metric::demands, 0, 14.0);
  results();
  const Record runs = open_record(file("runs.h5"));
  // Mean 12, variance 8 of the replicates, 4 of their mean; 4 + 9 + 3 = 16.
  const Match found =
      match_points(runs, aims("[[aim]]\nmetric = 'demands:US'\nvalue = 20\ndeviation = 3\ndiscrepancy = "
                              "1.7320508075688772\nsource = 's'\n[[aim]]\nmetric = 'demands:IE'\nvalue = 1\n"
                              "deviation = 1\nsource = 's'\n"));
  EXPECT_NEAR(found.implausibility(0, 0), 8.0 / 4.0, 1e-12);
  EXPECT_DOUBLE_EQ(found.implausibility(0, 1), 1.0);
  EXPECT_NEAR(found.worst[0], 2.0, 1e-12);
  EXPECT_EQ(found.dropped, 0U);
}

TEST_F(Tuning, AcceptsTheLeastImplausiblePointsThatDidNotFail) {
  const Population population =
      accept(match({5.0, std::nan(""), 1.0, 3.0, 2.0}), column({0.1, 0.2, 0.3, 0.4, 0.5}), 0.6, nullptr);
  EXPECT_EQ(population.points, (std::vector<std::size_t>{2, 3, 4}));  // three of the four that count
  EXPECT_EQ(population.tolerance, 3.0);
  EXPECT_DOUBLE_EQ(population.weights[0], 1.0 / 3.0);
  EXPECT_DOUBLE_EQ(population.effective, 3.0);
  EXPECT_DOUBLE_EQ(weighted_mean(population, 0), 0.4);
  EXPECT_DOUBLE_EQ(weighted_quantile(population, 0, 0.95), 0.5);
  EXPECT_THROW(accept(match({5.0, 4.0}), column({0.1, 0.2}), 0.1, nullptr), Error);
}

TEST_F(Tuning, WeighsByThePriorOverTheDensityOfProposals) {
  Population before;
  before.places = column({0.4, 0.6});
  before.weights = Eigen::ArrayXd::Constant(2, 0.5);  // variance 0.01: steps of sqrt(0.02)
  const Population population = accept(match({0.0, 0.0}), column({0.5, 0.7}), 1.0, &before);
  const auto density = [](double place) {
    return std::exp(-(place - 0.4) * (place - 0.4) / 0.04) + std::exp(-(place - 0.6) * (place - 0.6) / 0.04);
  };
  EXPECT_NEAR(population.weights[0] / population.weights[1], density(0.7) / density(0.5), 1e-12);
  EXPECT_NEAR(population.weights.sum(), 1.0, 1e-12);
}

// The output is the place itself, so that what is accepted must be even, though proposals gather in the middle.
TEST_F(Tuning, GivesThePriorCutByTheToleranceWhateverTheProposals) {
  std::vector<double> places;
  std::vector<double> worst;
  for (int i = 0; i < 2000; ++i) {
    places.push_back((i + 0.5) / 2000.0);
    worst.push_back(std::abs(places.back() - 0.5));
  }
  const Population first = accept(match(worst), column(places), 0.5, nullptr);
  const Eigen::ArrayXXd proposed = propose(first, 4000, 1);
  EXPECT_GE(proposed.minCoeff(), 0.0);
  EXPECT_LE(proposed.maxCoeff(), 1.0);
  const Eigen::ArrayXd gaps = (proposed.col(0) - 0.5).abs();
  const auto inside = static_cast<double>((gaps <= 0.2).count());
  const Population second =
      accept(match({gaps.data(), gaps.data() + gaps.size()}), proposed, inside / 4000.0, &first);
  ASSERT_NEAR(second.tolerance, 0.2, 0.001);
  const auto column_of = second.places.col(0);
  const double even = 0.2 * 0.2 / 3.0;
  EXPECT_NEAR(weighted_mean(second, 0), 0.5, 0.005);
  EXPECT_NEAR((second.weights * (column_of - 0.5).square()).sum(), even, 0.03 * even);
  EXPECT_NEAR(weighted_quantile(second, 0, 0.05), 0.32, 0.01);
}

TEST_F(Tuning, ProposalsAreRepeatableAndDifferByTheirSeed) {
  const Population first = accept(match({0.0, 0.0, 0.0}), column({0.3, 0.5, 0.6}), 1.0, nullptr);
  EXPECT_TRUE((propose(first, 20, 5) == propose(first, 20, 5)).all());
  EXPECT_FALSE((propose(first, 20, 5) == propose(first, 20, 6)).any());
}

TEST_F(Tuning, FindsTheFactorsOfTheFirstWaveInALaterOne) {
  name_factors({"load", "law"});
  runs_of->design.factors[0].low = 1.0;
  runs_of->design.factors[0].high = 100.0;
  runs_of->design.factors[0].logarithmic = true;
  runs_of->design.factors[1].kind = FactorKind::category;
  runs_of->design.factors[1].levels = {"never", "endogenous"};
  const std::vector<Factor> factors = runs_of->design.factors;
  name_factors({"law", "other", "load"});  // another order of factors and levels
  runs_of->design.factors[0].kind = FactorKind::category;
  runs_of->design.factors[0].levels = {"endogenous", "never"};
  const Record& runs = make({under("", {0.0, 7.0, 10.0}), under("", {1.0, 7.0, 100.0})}, 1);
  const Eigen::ArrayXXd places = places_in(factors, runs);
  EXPECT_NEAR(places(0, 0), 0.5, 1e-12);
  EXPECT_NEAR(places(1, 0), 1.0, 1e-12);
  EXPECT_DOUBLE_EQ(places(0, 1), 0.75);
  EXPECT_DOUBLE_EQ(places(1, 1), 0.25);
  name_factors({"law"});
  EXPECT_THROW(places_in(factors, *runs_of), Error);
}

}  // namespace
}  // namespace comity::analysis::testing_analysis
