// Damaged scenarios: whatever a file says, loading it ends with a Config or an Error.
#include "scenario/damage.h"
#include "scenario/loader.h"
#include "scenario/scenario_files.h"
#include "support/files.h"

#include "error.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

/// A whole sound scenario with every kind of entry; its law files are named from the root of the project.
std::string sound_text() {
  std::string text = test::read_whole(scenario_file("small.toml"));
  const std::string root = std::filesystem::current_path().string() + "/tests/scenario/files/law/";
  for (std::size_t at = 0; (at = text.find("\"law/", at)) != std::string::npos; at += root.size()) {
    text.replace(at + 1, 4, root);
  }
  return text;
}

TEST(DamagedScenarios, AreLoadedOrReported) {
  const std::string sound = sound_text();
  const auto file = scratch_file("comity_damage_test.toml");
  Damage damage(sound);
  int reported = 0;
  for (int i = 0; i < 1500; ++i) {
    std::ofstream(file, std::ios::binary) << damage.damaged();
    const std::string error = scenario_error(file.string(), {});
    if (error.empty()) continue;
    ++reported;
    EXPECT_NE(error.find(": error: "), std::string::npos) << error;
  }
  EXPECT_GT(reported, 1000) << "most damage is a mistake";
  std::ofstream(file, std::ios::binary) << sound;
  EXPECT_EQ(scenario_error(file.string(), {}), "") << "the undamaged scenario is sound";
  std::filesystem::remove(file);
}

/// Every way to say what varies.
const char* const kSweep = R"([sweep]
design = "one-at-a-time"
note = "all of it"

[sweep.factors]
assist.load = { low = 0.5, high = 2, log = true, steps = 3, with = { assist.patience_months = { low = 48, high = 12 } } }
"state.NO.demands" = { values = [10, 20.5], with = ["state.SO.demands"], base = 30 }
friction = { sets = { mild = { assist.grant_base = 0.8 }, harsh = { phases.reciprocate = false } }, base = "harsh" }
run.end = { low = 2018-01-01, high = 2020-01-01 }
choose.structure = ["nested", "plain"]
state.NO.law = [["north"], ["north", "north-reform"]]

[arms.one]

[arms.two]
reform.reform.mode = "endogenous"
provider.mail.sites = [{ state = "NO" }, { state = "SO" }]
)";

TEST(DamagedSweeps, AreReadOrReported) {
  scenario_file("");  // goes to the root of the project
  const auto file = scratch_file("comity_damage_sweep_test.toml");
  Damage damage(kSweep);
  int reported = 0;
  for (int i = 0; i < 600; ++i) {
    std::ofstream(file, std::ios::binary) << sound_text() << damage.damaged();
    try {
      load_sweep(file);
    } catch (const Error& error) {
      ++reported;
      EXPECT_NE(std::string(error.what()).find(": error: "), std::string::npos) << error.what();
    }
  }
  EXPECT_GT(reported, 400) << "most damage is a mistake";
  std::ofstream(file, std::ios::binary) << sound_text() << kSweep;
  EXPECT_EQ(load_sweep(file).factors.size(), 6U) << "the undamaged sweep is sound";
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace comity
