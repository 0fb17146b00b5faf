// How often every interval holds the truth: the table of analysis/README.md, made again.
#include "analysis/arms.h"
#include "analysis/bass.h"
#include "analysis/designed.h"
#include "analysis/morris.h"
#include "analysis/network.h"
#include "analysis/replicates.h"
#include "analysis/scores.h"
#include "analysis/survival.h"
#include "support/dice.h"
#include "support/saltelli.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <functional>
#include <map>
#include <numbers>

namespace comity::analysis::testing_analysis {
namespace {

constexpr std::array<std::size_t, 3> kSizes = {5, 12, 40};
constexpr double kSet = 0.95;

// Kinds of numbers, each with mean 0.
struct Kind {
  const char* name;
  std::function<double(test::Dice&)> draw;
  double median;  // of draw
};

double draw_gauss(test::Dice& dice) {
  const double radius = std::sqrt(-2.0 * std::log(1.0 - dice.within(0.0, 1.0)));
  return radius * std::cos(2.0 * std::numbers::pi * dice.within(0.0, 1.0));
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> kKinds = {
      {"normal", draw_gauss, 0.0},
      {"exponential", [](test::Dice& dice) { return -std::log(1.0 - dice.within(0.0, 1.0)) - 1.0; },
       std::numbers::ln2 - 1.0},
      {"lognormal", [](test::Dice& dice) { return std::exp(draw_gauss(dice)) - std::exp(0.5); },
       1.0 - std::exp(0.5)},
      {"two-valued, 30 %", [](test::Dice& dice) { return (dice.chance(0.3) ? 1.0 : 0.0) - 0.3; }, -0.3}};
  return kKinds;
}

// Intervals made and those that hold the truth; a bound that is missing says nothing, both missing are no interval.
struct Tally {
  double made = 0.0;
  double held = 0.0;

  void add(const Bounded& interval, double truth) {
    if (std::isnan(interval.low) && std::isnan(interval.high)) return;
    made += 1.0;
    held += truth < interval.low - 1e-9 || truth > interval.high + 1e-9 ? 0.0 : 1.0;
  }
};

// A line of the README: what, of which numbers, and of each size the share of intervals that hold the truth.
struct Row {
  std::string words;
  std::vector<Tally> sizes;
};

std::vector<double> sample(const Kind& kind, std::size_t size, test::Dice& dice) {
  std::vector<double> values;
  for (std::size_t i = 0; i < size; ++i) values.push_back(kind.draw(dice));
  return values;
}

// Compares rows with those of the README: | words | share | share | share |. A share in brackets is outside of the band and not claimed; the others lie in
// the band of .93 to .97; where the line says `at least`, and of two-valued numbers, more is right too.
class Coverage : public Designed {
 protected:
  void expect_rows(const std::vector<Row>& rows) {
    const std::map<std::string, std::vector<std::string>> table = read_table();
    for (const Row& row : rows) {
      std::string printed = "| " + row.words + " |";
      for (const Tally& tally : row.sizes)
        printed += tally.made == 0.0 ? " – |" : fmt::format(" {:.3f} |", tally.held / tally.made);
      std::printf("%s\n", printed.c_str());
      const auto found = table.find(row.words);
      if (found == table.end()) {
        ADD_FAILURE() << "analysis/README.md lacks: " << printed;
        continue;
      }
      ASSERT_GE(found->second.size(), row.sizes.size()) << row.words;
      for (std::size_t i = 0; i < row.sizes.size(); ++i) expect_cell(row, row.sizes[i], found->second[i]);
    }
  }

 private:
  static void expect_cell(const Row& row, const Tally& tally, const std::string& cell) {
    const bool claimed = cell.front() != '(';
    const std::string text = claimed ? cell : cell.substr(1, cell.size() - 2);
    if (text == "–") {
      EXPECT_EQ(tally.made, 0.0) << row.words;
      return;
    }
    double told = 0.0;
    std::from_chars(text.data(), text.data() + text.size(), told);
    ASSERT_GT(tally.made, 0.0) << row.words;
    const double share = tally.held / tally.made;
    EXPECT_NEAR(share, told, 0.011) << row.words;  // the same draws but for the last bits of a compiler
    if (!claimed) return;
    EXPECT_GE(share, 0.93) << row.words;
    const bool more =
        row.words.find("at least") != std::string::npos || row.words.find("two-valued") != std::string::npos;
    if (!more) {
      EXPECT_LE(std::round(1000.0 * share), 970.0) << row.words;  // as the table says it
    }
  }

  static std::map<std::string, std::vector<std::string>> read_table() {
    std::map<std::string, std::vector<std::string>> table;
    std::ifstream file(COMITY_SOURCE_DIR "/analysis/README.md");
    for (std::string line; std::getline(file, line);) {
      std::vector<std::string> cells;
      for (std::size_t begin = line.find('|'); begin != std::string::npos;) {
        const std::size_t end = line.find('|', begin + 1);
        if (end == std::string::npos) break;
        std::string cell = line.substr(begin + 1, end - begin - 1);
        cell.erase(0, cell.find_first_not_of(' '));
        cell.erase(cell.find_last_not_of(' ') + 1);
        cells.push_back(cell);
        begin = end;
      }
      if (cells.size() > 2) table[cells[0] + " | " + cells[1]] = {cells.begin() + 2, cells.end()};
    }
    return table;
  }
};

// `measure(kind, size, dice)` so often for each kind and size.
template <class Measure>
std::vector<Row> measure_kinds(const std::string& what, int times, Measure measure) {
  std::vector<Row> rows;
  auto seed = static_cast<std::uint32_t>(1000 * what.size());
  for (const Kind& kind : kinds()) {
    Row row{what + " | " + kind.name, {}};
    for (const std::size_t size : kSizes) {
      test::Dice dice(++seed);
      Tally tally;
      for (int i = 0; i < times; ++i) measure(kind, size, dice, tally);
      row.sizes.push_back(tally);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

using CoverageOfSamples = Coverage;

TEST_F(CoverageOfSamples, MeansAndMedians) {
  expect_rows(
      measure_kinds("mean", 20000, [](const Kind& kind, std::size_t size, test::Dice& dice, Tally& tally) {
        tally.add(mean_interval(sample(kind, size, dice), kSet), 0.0);
      }));
  expect_rows(measure_kinds("median (at least)", 2000,
                            [](const Kind& kind, std::size_t size, test::Dice& dice, Tally& tally) {
                              tally.add(quantile_interval(sample(kind, size, dice), 0.5, kSet), kind.median);
                            }));
}

TEST_F(CoverageOfSamples, Shares) {
  std::vector<Row> rows;
  test::Dice dice(200);
  for (const double truth : {0.1, 0.3, 0.5}) {
    Row row{fmt::format("share, chance to be higher (at least) | {:.0f} %", 100.0 * truth), {}};
    for (const std::size_t size : kSizes) {
      row.sizes.emplace_back();
      for (int i = 0; i < 2000; ++i) {
        double successes = 0.0;
        for (std::size_t k = 0; k < size; ++k) successes += dice.chance(truth) ? 1.0 : 0.0;
        row.sizes.back().add(share_interval(successes, size, kSet), truth);
      }
    }
    rows.push_back(std::move(row));
  }
  expect_rows(rows);
}

// Parts of wholes that vary themselves, as rulings abroad of all rulings of a run.
TEST_F(CoverageOfSamples, Ratios) {
  expect_rows(measure_kinds("ratio of sums", 1500,
                            [](const Kind& kind, std::size_t size, test::Dice& dice, Tally& tally) {
                              std::vector<double> above;
                              std::vector<double> below;
                              for (std::size_t i = 0; i < size; ++i) {
                                below.push_back(dice.within(10.0, 30.0));
                                above.push_back(0.3 * below.back() + 2.0 * (kind.draw(dice) + 2.0));
                              }
                              tally.add(ratio_of(above, below, kSet), 0.3 + 4.0 / 20.0);
                            }));
}

// Arms whose replicates share their noise; one factor point or four.
struct ArmsCase {
  std::string words;
  std::vector<std::vector<double>> means;  // [points][arms]
};

class CoverageOfArms : public Coverage {
 protected:
  // Draws the values of all runs and hands them on with the arms.
  void prepare(const ArmsCase& arms, std::size_t replicates) {
    std::vector<DesignPoint> points;
    runs_of->design.arms.clear();
    for (std::size_t arm = 0; arm < arms.means[0].size(); ++arm)
      runs_of->design.arms.push_back({fmt::format("arm {}", arm), {}});
    for (std::uint32_t point = 0; point < arms.means.size(); ++point) {
      for (const Arm& arm : runs_of->design.arms) points.push_back(under(arm.name, {1.0 * point}, point));
    }
    make(std::move(points), replicates);
    found = find_arms(*runs_of);
  }

  RunValues draw(const ArmsCase& arms, const Kind& kind, test::Dice& dice) const {
    const std::size_t replicates = runs_of->replicates;
    const std::size_t count = arms.means[0].size();
    std::vector<double> numbers(arms.means.size() * count * replicates);
    for (std::size_t replicate = 0; replicate < replicates; ++replicate) {
      std::vector<double> of_arm = sample(kind, count, dice);  // alike at all points
      for (std::size_t point = 0; point < arms.means.size(); ++point) {
        const double shared = kind.draw(dice);  // alike under all arms
        for (std::size_t arm = 0; arm < count; ++arm)
          numbers[(point * count + arm) * replicates + replicate] =
              arms.means[point][arm] + shared + 0.5 * of_arm[arm] + 0.5 * kind.draw(dice);
      }
    }
    return values(std::move(numbers));
  }

  Arms found;
};

TEST_F(CoverageOfArms, PairedDifferences) {
  const ArmsCase arms{"", {{0.0, 0.5}}};
  expect_rows(measure_kinds("paired difference (at least)", 1500,
                            [&](const Kind& kind, std::size_t size, test::Dice& dice, Tally& tally) {
                              prepare(arms, size);
                              const RunValues values = draw(arms, kind, dice);
                              tally.add(compare_arms({*runs_of, found, values}, {1, 0}, kSet).difference,
                                        0.5);
                            }));
}

// Two files of other seeds: the second twice as wide and with half as many runs more.
TEST_F(CoverageOfSamples, UnpairedDifferences) {
  expect_rows(measure_kinds("unpaired difference (Welch)", 4000,
                            [](const Kind& kind, std::size_t size, test::Dice& dice, Tally& tally) {
                              std::vector<double> other = sample(kind, size + size / 2, dice);
                              for (double& value : other) value = 0.5 + 2.0 * value;
                              tally.add(compare_groups(other, sample(kind, size, dice), kSet).difference,
                                        0.5);
                            }));
}

TEST_F(CoverageOfArms, RegretAndBestShare) {
  const std::vector<ArmsCase> cases = {
      {"three equal arms", {{0.0, 0.0, 0.0}}},
      {"close arms", {{0.0, 0.3, 0.5}}},
      {"arms far apart", {{0.0, 3.0, 6.0}}},
      {"close arms at 4 points", {{0.0, 0.3, 0.5}, {0.2, 0.0, 0.1}, {0.0, 0.0, 0.4}, {1.0, 0.0, 0.9}}}};
  for (const ArmsCase& arms : cases) {
    std::vector<double> truth(3, 0.0);
    std::vector<double> best(3, 0.0);
    const auto points = static_cast<double>(arms.means.size());
    for (const auto& of_point : arms.means) {
      const double most = std::ranges::max(of_point);
      for (std::size_t arm = 0; arm < 3; ++arm) {
        truth[arm] += (most - of_point[arm]) / points;
        best[arm] += (most == of_point[arm] ? 1.0 : 0.0) / points;
      }
    }
    const auto measure = [&](auto add) {
      return [&, add](const Kind& kind, std::size_t size, test::Dice& dice, Tally& tally) {
        prepare(arms, size);
        const auto regret = find_regret(*runs_of, found, {draw(arms, kind, dice), true}, kSet);
        for (std::size_t arm = 0; arm < 3; ++arm) add(regret[arm], arm, tally);
      };
    };
    const std::string words = " (at least), " + arms.words;
    expect_rows(measure_kinds("regret" + words, 200,
                              measure([&](const ArmRegret& one, std::size_t arm, Tally& tally) {
                                tally.add(one.mean, truth[arm]);
                              })));
    if (arms.words == "three equal arms") continue;  // all are best, and no replicate can tell
    expect_rows(measure_kinds("share of points at which best" + words, 200,
                              measure([&](const ArmRegret& one, std::size_t arm, Tally& tally) {
                                tally.add(one.best, best[arm]);
                              })));
  }
}

TEST_F(CoverageOfArms, SatisficingShares) {
  const ArmsCase arms{"", {{0.0, 0.3}, {0.2, 0.6}, {0.5, 1.0}}};
  prepare(arms, 5);
  expect_rows(measure_kinds("satisficing share (at least)", 400,
                            [&](const Kind& kind, std::size_t size, test::Dice& dice, Tally& tally) {
                              prepare(arms, size);
                              const std::vector<Condition> conditions = {
                                  {read_threshold("--satisfice", "demands >= 0.25"), draw(arms, kind, dice)}};
                              const auto shares = find_satisfied(*runs_of, found, conditions, kSet);
                              tally.add(shares[0].share, 1.0 / 3.0);
                              tally.add(shares[1].share, 1.0);
                            }));
}

// Effects of a factor whose size varies; steps of half a range.
TEST_F(Coverage, MorrisEffects) {
  expect_rows(measure_kinds("Morris mu and mu*", 4000,
                            [](const Kind& kind, std::size_t size, test::Dice& dice, Tally& tally) {
                              const auto runs_of_all = static_cast<Eigen::Index>(2 * size);
                              MorrisRuns runs{Eigen::ArrayXXd(runs_of_all, 1), Eigen::ArrayXd(runs_of_all)};
                              for (Eigen::Index i = 0; i < runs_of_all; i += 2) {
                                runs.points(i, 0) = 0.0;
                                runs.points(i + 1, 0) = 0.5;
                                runs.outputs[i] = 1.0;
                                runs.outputs[i + 1] = 1.0 + 0.5 * (kind.draw(dice) + 8.0);
                              }
                              tally.add(estimate_morris(runs, kSet).factors[0].mu_star, 8.0);
                            }));
}

// Ishigami by base points drawn independently, and by scrambles of 64 points.
TEST_F(Coverage, SobolIndices) {
  constexpr std::array<double, 6> kIshigami = {0.31390519114781146, 0.4424111447900409, 0.0,
                                               0.5575888552099592,  0.4424111447900409, 0.2436836640621477};
  const auto add_all = [&](const SobolIndices& indices, Tally& first, Tally& total) {
    for (std::size_t k = 0; k < 3; ++k) {
      first.add(indices.first[k], kIshigami[k]);
      total.add(indices.total[k], kIshigami[k + 3]);
    }
  };
  const auto design = [](const test::Points& base) {
    SobolOutputs outputs = test::run_saltelli(base, test::ishigami);
    outputs.ba.resize(0, 0);
    return outputs;
  };
  Row first{"Sobol' S1, bootstrap | Ishigami, 64, 256, 1024 random base points", {}};
  Row total{"Sobol' ST, bootstrap | Ishigami, 64, 256, 1024 random base points", {}};
  test::Dice dice(11);
  for (const Eigen::Index points : {64, 256, 1024}) {
    Tally of_first;
    Tally of_total;
    for (std::uint32_t i = 0; i < 300; ++i) {
      SobolOptions options;
      options.resampling = {i, 100, kSet};
      add_all(estimate_sobol(design(test::random_points(points, 6, dice)), options), of_first, of_total);
    }
    first.sizes.push_back(of_first);
    total.sizes.push_back(of_total);
  }
  expect_rows({first, total});
  first = {"Sobol' S1, scrambles (at least) | Ishigami, 5, 12, 40 of 128 points", {}};
  total = {"Sobol' ST, scrambles (at least) | Ishigami, 5, 12, 40 of 128 points", {}};
  for (const std::size_t scrambles : kSizes) {
    Tally of_first;
    Tally of_total;
    for (int i = 0; i < 250; ++i) {
      std::vector<SobolOutputs> designs;
      for (std::size_t k = 0; k < scrambles; ++k)
        designs.push_back(design(test::sobol_points(128, 6, test::draw_shift(dice))));
      add_all(estimate_sobol_scrambles(designs, {}), of_first, of_total);
    }
    first.sizes.push_back(of_first);
    total.sizes.push_back(of_total);
  }
  expect_rows({first, total});
}

GivenRuns draw_given(Eigen::Index size, bool skewed, test::Dice& dice) {
  GivenRuns runs{Eigen::ArrayXXd(size, 3), Eigen::ArrayXd(size)};
  for (Eigen::Index i = 0; i < size; ++i) {
    runs.inputs(i, 0) = dice.within(0.0, 1.0);
    runs.inputs(i, 1) = dice.within(0.0, 1.0);
    runs.inputs(i, 2) = dice.between(0, 2);
    const double output = 2.0 * runs.inputs(i, 0) + 0.5 * runs.inputs(i, 2) + 0.5 * draw_gauss(dice);
    runs.outputs[i] = skewed ? std::exp(output) : output;
  }
  return runs;
}

// Scores whose intervals are wide in small samples.
bool is_cautious(Score score) {
  return score == Score::rank_first || score == Score::rbd_fast || score == Score::src ||
         score == Score::srrc;
}

TEST_F(Coverage, Scores) {
  std::vector<Row> rows;
  for (const bool skewed : {false, true}) {
    test::Dice dice(skewed ? 21 : 22);
    const GivenRuns many = draw_given(30000, skewed, dice);
    for (int number = 0; number <= static_cast<int>(Score::rank_first); ++number) {
      const auto score = static_cast<Score>(number);
      if (name_of(score).starts_with("pawn")) continue;
      const Scores truth = estimate_scores(many, score, {1, 0, kSet});
      Row row{fmt::format("{}{} | {}, 40 and 100 points", name_of(score),
                          is_cautious(score) ? " (at least)" : "", skewed ? "lognormal" : "normal"),
              {}};
      for (const Eigen::Index size : {40, 100}) {
        Tally tally;
        for (std::uint32_t i = 0; i < 250; ++i) {
          const Scores one = estimate_scores(draw_given(size, skewed, dice), score, {i, 100, kSet});
          for (std::size_t k = 0; k < 3; ++k) tally.add(one.inputs[k], truth.inputs[k].value);
        }
        row.sizes.push_back(tally);
      }
      rows.push_back(std::move(row));
    }
  }
  expect_rows(rows);
}

// Times to an event, all seen or a third of them cut off.
TEST_F(Coverage, MediansOfTimes) {
  std::vector<Row> rows;
  test::Dice dice(31);
  for (const bool censored : {false, true}) {
    Row row{std::string("median time (at least) | exponential") + (censored ? ", a third censored" : ""), {}};
    for (const std::size_t size : kSizes) {
      row.sizes.emplace_back();
      for (int i = 0; i < 2000; ++i) {
        std::vector<Duration> times;
        for (std::size_t k = 0; k < size; ++k) {
          const double time = -std::log(1.0 - dice.within(0.0, 1.0));
          const double end = censored ? -2.0 * std::log(1.0 - dice.within(0.0, 1.0)) : 1e9;
          times.push_back({std::min(time, end), time <= end});
        }
        row.sizes.back().add(median_survival(kaplan_meier(std::move(times), kSet)), std::numbers::ln2);
      }
    }
    rows.push_back(std::move(row));
  }
  expect_rows(rows);
}

// Courts 0 and 1 cite 2 and 3, as often as numbers of a run that vary; ages that hang together within a run.
TEST_F(Coverage, Citations) {
  constexpr double kRates[2][2] = {{4.0, 2.0}, {1.0, 3.0}};
  CourtNetwork mean{4, {}};
  for (int from = 0; from < 2; ++from) {
    for (int to = 0; to < 2; ++to) mean.edges.push_back({from, to + 2, kRates[from][to], 0.0});
  }
  const Standing truth = standing_of(mean);
  Row authority{"authority, hub | 10 citations a run", {}};
  Row half_life{"citation half-life | 10 citations a run", {}};
  test::Dice dice(41);
  for (const std::size_t size : kSizes) {
    Tally of_authority;
    Tally of_life;
    for (int i = 0; i < 1500; ++i) {
      Spread spread;
      spread.courts.name.resize(4);
      spread.courts.state.assign(4, 0);
      spread.runs.resize(size);
      for (std::uint32_t run = 0; run < size; ++run) {
        const double busy = dice.within(0.5, 1.5);
        const double old = dice.within(-0.5, 0.5);
        for (const CourtEdge& edge : mean.edges) {
          for (double left = busy * edge.weight + std::log(1.0 - dice.within(0.0, 1.0)); left > 0.0;
               left += std::log(1.0 - dice.within(0.0, 1.0))) {
            Citation one;
            one.run = run;
            one.court = edge.from;
            one.cited_court = edge.to;
            one.time = 20000.0;
            one.cited_time = 20000.0 - 365.25 * std::exp(draw_gauss(dice) + old);
            spread.citations.push_back(one);
          }
        }
      }
      const StandingBounds bounds = bound_standing(spread, kSet);
      of_authority.add(bounds.authority[2], truth.authority[2]);
      of_authority.add(bounds.hub[0], truth.hub[0]);
      of_life.add(citation_half_life(spread, kSet), 1.0);
    }
    authority.sizes.push_back(of_authority);
    half_life.sizes.push_back(of_life);
  }
  expect_rows({authority, half_life});
}

}  // namespace
}  // namespace comity::analysis::testing_analysis
