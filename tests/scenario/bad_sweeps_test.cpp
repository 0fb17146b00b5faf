// Every file of files/bad_sweeps has a mistake or a few in its [sweep] or [arms], some also in the scenario itself; beside it stands
// what loading it says, all in one go.
#include "scenario/loader.h"
#include "scenario/scenario_files.h"
#include "support/files.h"

#include "error.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

std::vector<std::string> bad_sweeps() {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(COMITY_SOURCE_DIR "/tests/scenario/files/bad_sweeps")) {
    if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string sweep_error(const std::string& path) {
  try {
    load_sweep(path);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

class BadSweep : public testing::TestWithParam<std::string> {};

TEST_P(BadSweep, IsReportedWithPlaceReasonAndAdvice) {
  const std::string file = scenario_file("bad_sweeps/" + GetParam());
  EXPECT_EQ(sweep_error(file + ".toml") + "\n", test::read_whole(file + ".expected"));
}

INSTANTIATE_TEST_SUITE_P(Files, BadSweep, testing::ValuesIn(bad_sweeps()), [](const auto& one) {
  std::string name = one.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace comity
