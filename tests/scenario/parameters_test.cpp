#include "scenario/parameters.h"

#include "scenario/groups.h"
#include "scenario/loader.h"
#include "scenario/scenario_files.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

/// A value in range that is not the default.
double other_value(const ParameterRow& row) {
  if (row.type == ParameterType::Real)
    return row.standard == row.high ? row.low : (row.standard + row.high) / 2.0;
  return row.standard == row.low ? row.low + 1.0 : row.standard - 1.0;
}

/// Combinations that the checks among parameters forbid are no test of one parameter: these go together.
std::vector<std::string> with_companions(const ParameterRow& row, const std::string& assignment) {
  std::vector<std::string> all = {assignment};
  const auto add = [&](std::string_view name, const char* companion) {
    if (row.name == name) all.emplace_back(companion);
  };
  if (row.group == "arise") {
    add("content_share", "arise.traffic_share=0");
    add("traffic_share", "arise.content_share=0");
  }
  if (row.group == "run") add("start", "run.end=2019-01-01");
  return all;
}

TEST(Parameters, HaveNamesOfTheirOwnAndMeanings) {
  std::set<std::string> names;
  for (const auto& row : parameter_rows()) {
    EXPECT_TRUE(names.insert(std::string(row.group) + "." + std::string(row.name)).second) << row.name;
    EXPECT_FALSE(row.meaning.empty() || row.unit.empty()) << row.name;
    const bool assumed =
        row.tag == "A" && row.prior.shape != Prior::Shape::fixed;  // its range says all there is
    EXPECT_TRUE(assumed || !row.source.empty()) << row.name;
    EXPECT_TRUE(row.tag == "F" || row.tag == "C" || row.tag == "A") << row.name;
  }
  EXPECT_GT(names.size(), 100U);
}

TEST(Parameters, HaveDefaultsInTheirRange) {
  for (const auto& row : parameter_rows()) {
    EXPECT_LT(row.low, row.high) << row.name;
    EXPECT_GE(row.standard, row.low) << row.name;
    EXPECT_LE(row.standard, row.high) << row.name;
    EXPECT_TRUE(row.type == ParameterType::Real || row.standard == std::floor(row.standard)) << row.name;
  }
}

TEST(Parameters, HavePriorsWithinTheirRangeThatHoldTheDefault) {
  std::size_t open = 0;
  for (const auto& row : parameter_rows()) {
    const auto& [shape, low, high] = row.prior;
    if (shape == Prior::Shape::fixed) continue;
    ++open;
    EXPECT_LT(low, high) << row.name;
    EXPECT_GE(low, row.low) << row.name;
    EXPECT_LE(high, row.high) << row.name;
    EXPECT_TRUE(low <= row.standard && row.standard <= high) << row.name;
    EXPECT_TRUE(shape == Prior::Shape::uniform || low > 0.0) << row.name;
    EXPECT_TRUE(row.type == ParameterType::Real || row.type == ParameterType::Count) << row.name;
    EXPECT_NE(row.group, "run") << row.name;
  }
  EXPECT_GT(open, 100U);
}

TEST(Parameters, OfTheMainScenarioLieInTheirPriors) {
  const Config config = load_scenario(COMITY_SOURCE_DIR "/scenarios/microsoft-ireland.toml", {});
  for (const auto& row : parameter_rows()) {
    if (row.prior.shape == Prior::Shape::fixed) continue;
    const double value = parameter_value(config.parameters, row);
    EXPECT_TRUE(row.prior.low <= value && value <= row.prior.high)
        << row.group << "." << row.name << " " << value;
  }
}

TEST(Parameters, AreFoundByTheirFullName) {
  for (const auto& row : parameter_rows())
    EXPECT_EQ(parameter_named(std::string(row.group) + "." + std::string(row.name)), &row) << row.name;
  for (const char* none : {"", "run", "run.", ".start", "run.begin", "start", "runs.start"})
    EXPECT_EQ(parameter_named(none), nullptr) << none;
}

TEST(Parameters, StartWithTheDefaultsOfTheTable) {
  const Parameters parameters;
  for (const auto& row : parameter_rows())
    EXPECT_EQ(parameter_value(parameters, row), row.standard) << row.name;
}

TEST(Parameters, GiveBackWhatIsAssignedAndTouchNothingElse) {
  for (const auto& row : parameter_rows()) {
    Parameters parameters;
    assign_parameter(parameters, row, other_value(row));
    for (const auto& other : parameter_rows()) {
      const bool same = other.group == row.group && other.name == row.name;
      EXPECT_EQ(parameter_value(parameters, other), same ? other_value(row) : other.standard)
          << row.name << " " << other.name;
    }
  }
}

TEST(Parameters, AreSetFromTheCommandLine) {
  const std::string file = scenario_file("small.toml");
  for (const auto& row : parameter_rows()) {
    const std::string value = show_parameter(row, other_value(row));
    const auto overrides = with_companions(row, describe_parameter(row).path + "=" + value);
    const Config config = load_scenario(file, overrides);
    EXPECT_EQ(parameter_value(config.parameters, row), other_value(row)) << overrides[0];
  }
}

TEST(Parameters, AreSetFromAScenario) {
  const auto file = scratch_file("comity_parameters_test.toml");
  const auto world = std::filesystem::absolute(scenario_file("small.toml"));
  for (const auto& row : parameter_rows()) {
    const std::string value = show_parameter(row, other_value(row));
    std::ofstream(file) << "question = \"Is it set?\"\ninclude = \"" << world.string() << "\"\n[" << row.group
                        << "]\n"
                        << row.name << " = " << value << "\n";
    const auto overrides = with_companions(row, describe_parameter(row).path + "=" + value);
    const Config config = load_scenario(file, std::span(overrides).subspan(1));
    EXPECT_EQ(parameter_value(config.parameters, row), other_value(row)) << row.name;
  }
  std::filesystem::remove(file);
}

TEST(Parameters, OutOfTheirRangeAreRefusedWithRangeMeaningAndDefault) {
  const std::string file = scenario_file("small.toml");
  for (const auto& row : parameter_rows()) {
    if (row.type == ParameterType::Flag || row.type == ParameterType::Choice) continue;
    const KeyText text = describe_parameter(row);
    const double beyond = row.high + (row.type == ParameterType::Real ? 0.5 : 1.0);
    const std::vector<std::string> overrides = {text.path + "=" + show_parameter(row, beyond)};
    const std::string expected = text.path + " = " + show_parameter(row, beyond) + " (must lie in [" +
                                 show_parameter(row, row.low) + ", " + show_parameter(row, row.high) + "])." +
                                 explain_key(text);
    EXPECT_NE(scenario_error(file, overrides).find(expected), std::string::npos)
        << scenario_error(file, overrides);
  }
}

TEST(Parameters, ShowTheirDefaultInTheExplanation) {
  for (const auto& row : parameter_rows()) {
    const std::string end = "; the default is " + show_parameter(row, row.standard) + ".";
    EXPECT_TRUE(explain_key(describe_parameter(row)).ends_with(end)) << row.name;
  }
}

}  // namespace
}  // namespace comity
