// The rule files that come with the program.
#include "law/check.h"
#include "law/load.h"
#include "law/texts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace comity::law {
namespace {

const Library& shipped() {
  static const Library library = [] {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(COMITY_SOURCE_DIR "/scenarios/law")) {
      if (entry.path().extension() == ".toml") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return load(files);
  }();
  return library;
}

TEST(RuleFiles, AnswerTheirDecidedCases) {
  const auto results = run_cases(shipped());
  EXPECT_GT(results.size(), 50U);
  for (const auto& result : results) {
    EXPECT_TRUE(result.passed) << describe(shipped(), result.place, "error", result.reason);
  }
}

TEST(RuleFiles, HaveNoFlawButUnconfirmedRules) {
  for (const auto& finding : check(shipped())) {
    EXPECT_NE(finding.text.find("not confirmed by their sources"), std::string::npos) << finding.text;
  }
}

TEST(RuleFiles, DecideEveryStateByAFewFacts) {
  // A table of twelve variables takes 512 bytes: the laws of all states stay in the cache of a core.
  for (std::uint32_t regime = 0; regime < shipped().regimes.size(); ++regime) {
    std::vector<InForce> chain;
    for (const std::uint32_t step : with_amended(shipped(), regime)) chain.push_back({step, 0});
    for (Day day = kAlways; day < kNever; day = next_change(shipped(), chain, day)) {
      const CompiledLaw law = compile(shipped(), rules_in_force(shipped(), chain, day));
      EXPECT_LE(law.answers.size(), 2048U) << shipped().regimes[regime].id << " on " << to_string(day);
    }
  }
}

}  // namespace
}  // namespace comity::law
