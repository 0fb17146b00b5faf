#include "scenario/loader.h"
#include "scenario/scenario_files.h"

#include <string>
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

TEST(Override, SwitchesPhasesOff) {
  const Config config = load_with({"phases.reciprocate=false"});
  for (std::size_t i = 0; i < config.phases.size(); ++i) {
    EXPECT_EQ(config.phases[i], i != static_cast<std::size_t>(PhaseName::reciprocate));
  }
}

TEST(Override, SetsKeysOfEntries) {
  const Config config =
      load_with({"state.NO.demands=5000", "state.NO.courts.binding=2.5", "provider.mail.readiness=0.25",
                 "provider.mail.size_in.WE=0.125", "reform.reform.mode=endogenous",
                 "focal.the warrant.merit=drawn", "provider.mail.established=[\"WE\"]"});
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
      {"law.north=1", "\"law\" is no group. Change it in the file."},
      {"run.seed=1e3",
       "run.seed is 1000.0 (must be a whole number in [0, 4294967295]). Seed of all random streams; the "
       "default is 1."},
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
      {"focal.the warrant.site=XX", "focal.the warrant.site = \"XX\" (there is no such state)."},
      {"sweep.design=lhs", "[sweep] comes with `comity sweep`, which this version does not have."},
  };
  for (const auto& [override, message] : cases) {
    const std::vector<std::string> overrides = {override};
    EXPECT_EQ(scenario_error(scenario_file("small.toml"), overrides),
              "--set '" + override + "': error: " + message);
  }
}

}  // namespace
}  // namespace comity
