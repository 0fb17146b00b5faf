// Every file of files/bad differs from a sound scenario by a mistake or a few; beside it stands what loading it says.
#include "scenario/scenario_files.h"
#include "support/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

std::vector<std::string> bad_files() {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(COMITY_SOURCE_DIR "/tests/scenario/files/bad")) {
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class BadScenario : public testing::TestWithParam<std::string> {};

TEST_P(BadScenario, IsReportedWithPlaceReasonAndAdvice) {
  const std::string file = scenario_file("bad/" + GetParam());
  const std::string expected = test::read_whole(file + ".expected");
  ASSERT_FALSE(expected.empty()) << file << ".expected is missing";
  EXPECT_EQ(scenario_error(file + ".toml", {}) + "\n", expected);
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Files, BadScenario, testing::ValuesIn(bad_files()), test_name);

TEST(BadScenarios, AreMany) { EXPECT_GE(bad_files().size(), 75U); }

TEST(BadScenarios, AreReportedUpToAHundredAtOnce) {
  std::vector<std::string> overrides;
  for (int i = 0; i < 103; ++i) overrides.push_back("choose.wrong" + std::to_string(i) + "=1");
  const std::string error = scenario_error(scenario_file("small.toml"), overrides);
  EXPECT_EQ(std::count(error.begin(), error.end(), '\n'), 100);
  EXPECT_TRUE(error.ends_with("\n… and 3 more errors")) << error;
}

}  // namespace
}  // namespace comity
