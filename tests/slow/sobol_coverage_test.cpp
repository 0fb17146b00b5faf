// Whether intervals hold the truth as often as they promise: 200 replicates of Ishigami, whose indices are known.
#include "analysis/sobol.h"
#include "support/saltelli.h"

#include <gtest/gtest.h>

#include <array>

namespace comity::analysis {
namespace {

constexpr std::array<double, 6> kTruth = {0.31390519114781146, 0.4424111447900409, 0.0,
                                          0.5575888552099592,  0.4424111447900409, 0.2436836640621477};
constexpr int kReplicates = 200;

using Shares = std::array<double, 6>;

void count(const SobolIndices& indices, Shares& shares) {
  for (std::size_t i = 0; i < 6; ++i) {
    const Bounded& index = i < 3 ? indices.first[i] : indices.total[i - 3];
    if (index.low <= kTruth[i] && kTruth[i] <= index.high)
      shares[i] += 1.0;  // divided once, so that 196 of 200 are .98
  }
}

SobolOutputs first_and_total(const test::Points& base) {
  SobolOutputs outputs = test::run_saltelli(base, test::ishigami);
  outputs.ba.resize(0, 0);
  return outputs;
}

void expect_honest(Shares shares, const char* label) {
  for (std::size_t i = 0; i < 6; ++i) {
    shares[i] /= kReplicates;
    std::printf("%s %s%zu: %.3f\n", label, i < 3 ? "S" : "T", i % 3 + 1, shares[i]);
    EXPECT_GE(shares[i], 0.92) << label << " place " << i;
    EXPECT_LE(shares[i], 0.98) << label << " place " << i;
  }
}

TEST(SobolCoverage, BootstrapIsHonestOnIndependentPoints) {
  test::Dice dice(11);
  Shares shares{};
  for (int replicate = 0; replicate < kReplicates; ++replicate) {
    SobolOptions options;
    options.resampling = {static_cast<std::uint32_t>(replicate), 200, 0.95};
    count(estimate_sobol(first_and_total(test::random_points(1024, 6, dice)), options), shares);
  }
  expect_honest(shares, "bootstrap, 1024 independent points");
}

TEST(SobolCoverage, ReplicatedScramblesAreHonestOnSobolPoints) {
  test::Dice dice(12);
  Shares shares{};
  for (int replicate = 0; replicate < kReplicates; ++replicate) {
    std::vector<SobolOutputs> designs;
    for (int design = 0; design < 16; ++design)
      designs.push_back(first_and_total(test::sobol_points(64, 6, test::draw_shift(dice))));
    count(estimate_sobol_scrambles(designs, {}), shares);
  }
  expect_honest(shares, "16 scrambles of 64 points");
}

}  // namespace
}  // namespace comity::analysis
