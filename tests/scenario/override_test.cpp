#include "scenario/loader.h"
#include "scenario/scenario_files.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

Config load_with(const std::vector<std::string>& overrides) {
  return load_scenario(scenario_file("small.toml"), overrides);
}

TEST(Override, SetsParametersOfEveryType) {
  const Config config =
      load_with({"choose.precision=8", "run.replicates=7", "litigate.vacate=false", "run.start=2013-06-01",
                 "choose.structure=plain", "choose.learning=\"ewa\""});
  EXPECT_EQ(config.parameters.choose.precision, 8.0);
  EXPECT_EQ(config.parameters.run.replicates, 7);
  EXPECT_FALSE(config.parameters.litigate.vacate);
  EXPECT_EQ(config.parameters.run.start, day_of(2013, 6, 1));
  EXPECT_EQ(config.parameters.choose.structure, 1);
  EXPECT_EQ(config.parameters.choose.learning, 1);
}

TEST(Override, TakesNumbersAsPeopleWriteThem) {
  const std::vector<std::pair<std::string, double>> words = {
      {".7", 0.7}, {"7.", 7.0}, {"+.5", 0.5}, {"+7", 7.0}, {"1.e1", 10.0}, {"007.5", 7.5}, {"5E-1", 0.5}};
  for (const auto& [word, value] : words) {
    EXPECT_EQ(load_with({"choose.precision=" + word}).parameters.choose.precision, value) << word;
  }
  EXPECT_EQ(load_with({"legislate.agreement_base=-.5"}).parameters.legislate.agreement_base, -0.5);
  for (const std::string word : {"nan", "inf", "+-1", "1e", "-", ".", "1_", "1e999", "+inf"}) {
    EXPECT_NE(
        scenario_error(scenario_file("small.toml"), std::vector<std::string>{"choose.precision=" + word}), "")
        << word;
  }
}

TEST(Override, ReplacesLawFilesByPathsFromTheScenariosFolder) {
  const auto paths = [](const Config& config) {
    std::vector<std::string> names;
    for (const auto& file : config.library.files)
      names.push_back(std::filesystem::path(file.path).filename());
    return names;
  };
  const Config one = load_with({"law.south=law/anywhere.toml", "state.SO.law=[\"anywhere\"]"});
  EXPECT_EQ(paths(one), (std::vector<std::string>{"north.toml", "anywhere.toml", "north-reform.toml"}));
  const Config all = load_with({"law=[\"law/north-reform.toml\", \"law/north.toml\", \"law/south.toml\"]",
                                "state.XW.law=[]", "union.SW.law=[]"});
  EXPECT_EQ(paths(all), (std::vector<std::string>{"north-reform.toml", "north.toml", "south.toml"}));
  EXPECT_EQ(all.states[0].law, std::vector<std::string>{"north"});
}

TEST(Override, SwitchesPhasesOff) {
  const Config config = load_with({"phases.reciprocate=false"});
  for (std::size_t i = 0; i < config.phases.size(); ++i) {
    EXPECT_EQ(config.phases[i], i != static_cast<std::size_t>(PhaseName::reciprocate));
  }
}

TEST(Override, SetsKeysOfEntries) {
  const Config config =
      load_with({"state.NO.demands=5000", "state.NO.courts.binding=2.5", "provider.mail.readiness=0.25",
                 "provider.mail.size_in.XW=0.125", "reform.reform.mode=endogenous",
                 "focal.the warrant.merit=drawn", "provider.mail.established=[\"XW\"]"});
  EXPECT_EQ(config.states[0].demands, 5000.0);
  EXPECT_EQ(config.states[0].courts.binding, 2.5);
  EXPECT_EQ(config.states[0].courts.appellate, 2);
  EXPECT_EQ(config.providers[0].readiness, 0.25);
  EXPECT_EQ(config.providers[0].size_in, (std::vector<std::pair<int, double>>{{1, 0.5}, {2, 0.125}}));
  EXPECT_EQ(config.reforms[0].mode, ReformConfig::Mode::endogenous);
  EXPECT_NE(config.focals[0].merit, config.focals[0].merit) << "drawn: not a number";
  EXPECT_EQ(config.providers[0].established, (std::vector<int>{0, 2}));
}

TEST(Override, CountsTheLastOneOfTheSameName) {
  EXPECT_EQ(load_with({"run.seed=2", "run.seed=3"}).parameters.run.seed, 3);
}

TEST(Override, IsKeptForProvenance) {
  EXPECT_EQ(load_with({"run.seed=2"}).overrides, std::vector<std::string>{"run.seed=2"});
  EXPECT_EQ(load_with({"run.seed=2"}).inputs.size(), 1U);
}

struct BadOverride {
  std::string override;
  std::string message;  // after "--set '…': error: "
};

TEST(Override, IsReportedWithPlaceReasonAndAdvice) {
  const std::vector<BadOverride> cases = {
      {"choose.precision", "no value (must be group.name=value, e.g. choose.precision=8)."},
      {"=3", "no value (must be group.name=value, e.g. choose.precision=8)."},
      {"choose.precision=-3",
       "choose.precision = -3 (must lie in [0, 100]). Precision of the choice; larger is sharper [1/value]; "
       "the default "
       "is 6."},
      {"choose.precision=high",
       "choose.precision is the text \"high\" (must be a number in [0, 100]). Precision of the choice; "
       "larger is sharper "
       "[1/value]; the default is 6."},
      {"choose.precison=3", "choose has no key \"precison\". Did you mean \"precision\"?"},
      {"chose.precision=3", "scenario has no key \"chose\". Did you mean \"choose\"?"},
      {"dispersion=3",
       "\"dispersion\" names no group (must be group.name=value). Did you mean \"arise.dispersion\" or "
       "\"amici.dispersion\"?"},
      {"nothing=3", "\"nothing\" names no group (must be group.name=value)."},
      {"question=Why?", "\"question\" names no group (must be group.name=value)."},
      {"include.x=1", "\"include\" is no group. Change it in the file."},
      {"law.nort=law/south.toml",
       "the list of law files has no \"nort.toml\" (must be law.NAME=path, with NAME.toml in the list). Did "
       "you mean "
       "\"north\"?"},
      {"law=law/north.toml", "law is the text \"law/north.toml\" (must be a list of paths of rule files)."},
      {"law.south=law/nowhere.toml",
       "law file \"tests/scenario/files/law/nowhere.toml\" cannot be read (there is no such file)."},
      {"run.seed=1e3",
       "run.seed is 1000.0 (must be a whole number in [0, 4294967295]). Seed of all random streams; the "
       "default is 1."},
      {"respond.attempts=2.5",
       "respond.attempts is 2.5 (must be a whole number in [1, 10]). Instruments a prosecutor tries before "
       "dropping the demand; the default is 3."},
      {"litigate.salience_threshold=4.5",
       "litigate.salience_threshold is 4.5 (must be a whole number in [0, 1000]). Amicus briefs from which a "
       "case is salient; the default is 5."},
      {"run.end=2019-02-29",
       "run.end is the text \"2019-02-29\" (must be a date like 2013-12-04). There is no such day. Day after "
       "the last "
       "day of the simulated period; the default is 2023-01-01."},
      {"phases.reciprocate=no",
       "phases.reciprocate is the text \"no\" (must be true or false). Whether the phase takes part; the "
       "default is "
       "true."},
      {"state.NE.demands=3", "there is no state \"NE\" (must be state.id.key=value). Did you mean \"NO\"?"},
      {"state.NO=3", "state.NO names no key (must be state.NO.key=value)."},
      {"state.NO.demand=3", "state.NO has no key \"demand\". Did you mean \"demands\"?"},
      {"state.NO.users.x=3", "users is 20.0, not a table."},
      {"reform.reform.mode=nevr",
       "reform.reform.mode is the text \"nevr\" (must be \"scheduled\", \"endogenous\" or \"never\"). Did "
       "you mean "
       "\"never\"? Enacted on its date, when the legislature is pressed, or not at all; the default is "
       "\"endogenous\"."},
      {"focal.the warrant.site=XX",
       "focal.the warrant.site = \"XX\" (there is no such state). Did you mean \"XW\"?"},
      {"sweep=lhs", "\"sweep\" names no group (must be group.name=value)."},
      {"choose.precision=7.x",
       "choose.precision is the text \"7.x\" (must be a number in [0, 100]). Precision of the choice; larger "
       "is sharper "
       "[1/value]; the default is 6."},
      {"run.seed=7.",
       "run.seed is 7.0 (must be a whole number in [0, 4294967295]). Seed of all random streams; the default "
       "is 1."},
  };
  for (const auto& [override, message] : cases) {
    const std::vector<std::string> overrides = {override};
    EXPECT_EQ(scenario_error(scenario_file("small.toml"), overrides),
              "--set '" + override + "': error: " + message);
  }
}

}  // namespace
}  // namespace comity
