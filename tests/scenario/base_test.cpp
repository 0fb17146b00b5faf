// A scenario read once gives for every point what reading it anew would give.
#include "scenario/loader.h"

#include "error.h"
#include "scenario/scenario_files.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

using Texts = std::vector<std::string>;

/// What a point may change, in words.
Texts told(const Config& config) {
  Texts words = {config.name, config.path, config.question};
  for (const auto& row : parameter_rows())
    words.push_back(std::to_string(parameter_value(config.parameters, row)));
  for (const bool phase : config.phases) words.push_back(phase ? "on" : "off");
  for (const auto& state : config.states) {
    words.push_back(state.id + " " + std::to_string(state.demands) + " " +
                    std::to_string(state.courts.binding));
    words.insert(words.end(), state.law.begin(), state.law.end());
  }
  for (const auto& provider : config.providers) {
    words.push_back(provider.id + " " + std::to_string(provider.readiness));
    for (const auto& site : provider.sites)
      words.push_back(std::to_string(site.state) + " " + to_string(site.from));
  }
  for (const auto& reform : config.reforms) words.push_back(std::to_string(static_cast<int>(reform.mode)));
  for (const auto& file : config.library.files) words.push_back(file.path + file.text);
  for (const auto& regime : config.library.regimes) words.push_back(regime.id);
  for (const auto& input : config.inputs) words.push_back(input.path + input.text);
  words.insert(words.end(), config.overrides.begin(), config.overrides.end());
  return words;
}

TEST(Base, GivesThePointsThatLoadingGives) {
  const std::string path = scenario_file("small.toml");
  const Texts usual = {"run.seed=5"};
  const ScenarioBase base = load_base(path, usual);
  EXPECT_EQ(told(base.config), told(load_scenario(path, usual)));
  const std::vector<Texts> points = {
      {},
      {"choose.precision=.5", "run.seed=6", "phases.locate=false"},
      {"state.NO.demands=5000", "state.NO.courts.binding=2.5"},
      {"provider.mail.sites=[{state = \"SO\"}]", "reform.reform.mode=endogenous"},
      {"law.south=law/anywhere.toml", "state.SO.law=[\"anywhere\"]"},
      {"provider.mail.readiness=.75"}};
  for (const auto& point : points) {
    Texts all = usual;
    all.insert(all.end(), point.begin(), point.end());
    EXPECT_EQ(told(configure(base, point)), told(load_scenario(path, all)));
  }
  EXPECT_EQ(told(base.config), told(load_scenario(path, usual))) << "no point leaves a trace";
}

TEST(Base, ReportsWhatLoadingReports) {
  const std::string path = scenario_file("small.toml");
  const Texts usual = {"run.seed=5"};
  const ScenarioBase base = load_base(path, usual);
  for (const Texts& point : std::vector<Texts>{{"choose.precision=-1"},
                                               {"asist.load=1", "state.NE.demands=3"},
                                               {"run.end=2010-01-01"},
                                               {"state.NO.law=[]"},
                                               {"law.south=law/broken.toml"}}) {
    Texts all = usual;
    all.insert(all.end(), point.begin(), point.end());
    const std::string expected = scenario_error(path, all);
    ASSERT_NE(expected, "") << point[0];
    try {
      configure(base, point);
      ADD_FAILURE() << point[0];
    } catch (const Error& error) {
      EXPECT_EQ(error.what(), expected);
    }
  }
}

TEST(Base, ReadsTextsInPlaceOfFiles) {
  const Config config = load_scenario(scenario_file("small.toml"));
  std::vector<InputText> texts = {{"small.toml", config.inputs[0].text}};
  for (const auto& file : config.library.files) {
    texts.push_back({file.path.substr(std::string("tests/scenario/files/").size()), file.text});
  }
  const ScenarioBase base = load_base(texts);
  EXPECT_EQ(configure(base, Texts{"law.south=law/anywhere.toml", "state.SO.law=[\"anywhere\"]"})
                .library.regimes.size(),
            3U);
}

}  // namespace
}  // namespace comity
