#include "scenario/loader.h"

#include "law/load.h"
#include "scenario/scenario_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

TEST(Loader, ReadsEveryKindOfEntry) {
  const Config config = load_scenario(scenario_file("small.toml"));
  EXPECT_EQ(config.name, "small");
  EXPECT_EQ(config.question, "A small sound world, from which the bad scenarios differ by one mistake each.");
  ASSERT_EQ(config.states.size(), 3U);
  EXPECT_EQ(config.states[0].name, "Northland");
  EXPECT_EQ(config.states[1].name, "SO");
  EXPECT_EQ(config.states[1].users, 10.0);
  EXPECT_EQ(config.states[0].courts.first_instance, 3);
  EXPECT_EQ(config.states[0].courts.first_instance_named.at(0).superior, "First Circuit");
  EXPECT_EQ(config.states[0].law, std::vector<std::string>{"north"});
  EXPECT_EQ(config.unions.at(0).members, (std::vector<int>{1, 2}));
  EXPECT_EQ(config.treaties.at(0).parties, (std::vector<int>{0, 1}));
  EXPECT_EQ(config.reforms.at(0).mode, ReformConfig::Mode::never);
  EXPECT_EQ(config.library.questions.at(static_cast<std::size_t>(config.reforms[0].question)).id,
            "reach-abroad");
  EXPECT_EQ(config.parameters.run.end, day_of(2020, 1, 1));
  EXPECT_EQ(config.parameters.run.step_days, RunParameters{}.step_days);
}

TEST(Loader, CountsTheHomeAsAnEstablishment) {
  const Config config = load_scenario(scenario_file("small.toml"));
  EXPECT_EQ(config.providers.at(0).established, (std::vector<int>{0, 1}));
  EXPECT_EQ(config.providers.at(1).established, (std::vector<int>{0, 1, 2}));
}

TEST(Loader, ReadsAProvidersMarketsAndSites) {
  const Config config = load_scenario(scenario_file("small.toml"));
  const ProviderConfig& mail = config.providers.at(0);
  EXPECT_EQ(mail.size_in, (std::vector<std::pair<int, double>>{{1, 0.5}}));
  EXPECT_EQ(mail.segment, (std::array<double, kSegments>{1.0, 2.0, 1.0}));
  ASSERT_EQ(mail.sites.size(), 2U);
  EXPECT_EQ(mail.sites[0].from, 0);
  EXPECT_EQ(mail.sites[1].from, day_of(2014, 1, 1));
  EXPECT_EQ(mail.sites[1].cost, 0.1);
  EXPECT_EQ(mail.readiness, -1.0) << "without the key, respond.readiness counts";
  EXPECT_EQ(config.providers.at(1).readiness, 0.01);
  EXPECT_EQ(config.providers.at(1).sites.at(0).control, Control::trustee);
}

TEST(Loader, PutsTheSubjectOfAFocalDisputeWhereTheDataAre) {
  const Config config = load_scenario(scenario_file("small.toml"));
  EXPECT_EQ(config.focals.at(0).site, 1);
  EXPECT_EQ(config.focals.at(0).residence, 1);
  EXPECT_EQ(config.focals.at(0).merit, 0.0);
}

TEST(Loader, KeepsTheTextsOfAllFiles) {
  const Config config = load_scenario(scenario_file("including.toml"));
  ASSERT_EQ(config.inputs.size(), 3U);
  EXPECT_EQ(config.inputs[0].path, scenario_file("including.toml"));
  EXPECT_NE(config.inputs[2].text.find("[[provider]]"), std::string::npos);
  EXPECT_EQ(config.path, scenario_file("including.toml"));
}

TEST(Loader, LaysAnIncludingFileOverTheIncludedOne) {
  const Config config = load_scenario(scenario_file("including.toml"));
  EXPECT_EQ(config.question, "What does an including file change?");
  ASSERT_EQ(config.states.size(), 3U);
  EXPECT_EQ(config.states[1].id, "SO");
  EXPECT_EQ(config.states[1].users, 12.0);
  EXPECT_EQ(config.states[1].law, std::vector<std::string>{"south"}) << "keys that are not given stay";
  EXPECT_EQ(config.states[0].courts.binding, 3.0);
  EXPECT_EQ(config.states[0].courts.appellate, 2) << "inner tables are laid over key by key";
  EXPECT_EQ(config.states[2].id, "XE");
  EXPECT_EQ(config.states[2].name, "Eastland") << "from the file that is included between";
  EXPECT_EQ(config.parameters.run.start, day_of(2013, 1, 1));
  EXPECT_EQ(config.parameters.run.end, day_of(2018, 1, 1));
}

TEST(Loader, TakesAwayWhatAnIncludingFileRemoves) {
  const Config config = load_scenario(scenario_file("including.toml"));
  EXPECT_TRUE(config.treaties.size() == 2U && config.treaties[0].name == "north and its neighbours");
  EXPECT_TRUE(config.unions.at(0).members == (std::vector<int>{1, 2}));
  EXPECT_EQ(
      std::count_if(config.states.begin(), config.states.end(), [](const auto& s) { return s.id == "XW"; }),
      0);
}

TEST(Loader, ReadsAFileOnceThoughItIsIncludedTwice) {
  const Config once = load_scenario(scenario_file("including.toml"));
  const Config twice = load_scenario(scenario_file("including-twice.toml"));
  EXPECT_EQ(twice.treaties.size(), once.treaties.size() + 1);
  EXPECT_EQ(twice.library.regimes.size(), once.library.regimes.size());
  EXPECT_EQ(twice.states.size(), once.states.size());
}

TEST(Loader, MakesATreatyBetweenTwoSidesOneForEachPair) {
  const Config config = load_scenario(scenario_file("including.toml"));
  ASSERT_EQ(config.treaties.size(), 2U);
  EXPECT_EQ(config.treaties[0].parties, (std::vector<int>{0, 1}));
  EXPECT_EQ(config.treaties[1].parties, (std::vector<int>{0, 2}));
}

TEST(Loader, ReadsAFileOfTreatiesAsTheLawDoes) {
  const Config config = load_scenario(scenario_file("with-treaties.toml"));
  ASSERT_EQ(config.treaties.size(), 2U) << "what is only signed is none";
  EXPECT_EQ(config.treaties[1].name, "direct orders");
  EXPECT_EQ(config.treaties[1].kind, TreatyConfig::Kind::agreement);
  EXPECT_EQ(config.treaties[1].until, day_of(2016, 1, 1));
  const law::Library library = law::load({scenario_file("law/treaties.toml")});
  ASSERT_EQ(library.treaties.size(), 2U);
  EXPECT_EQ(library.treaties[0].url, "https://example.org/treaty");
  EXPECT_FALSE(library.treaties[1].in_force);
}

TEST(Loader, GivesAShockTheSizeOfTheParameterUnlessItHasOne) {
  const std::vector<std::string> overrides = {"trust.revelation=0.4"};
  const Config config = load_scenario(scenario_file("including.toml"), overrides);
  EXPECT_EQ(config.shocks.at(0).size, 0.4);
  EXPECT_EQ(config.shocks.at(1).size, 0.1);
}

TEST(Loader, NamesNumberedAndApexCourts) {
  const Config config = load_scenario(scenario_file("including.toml"));
  EXPECT_EQ(config.rulings.at(0).court, "Northland apex court");
  EXPECT_FALSE(config.rulings.at(0).accepted);
  EXPECT_EQ(config.rulings.at(1).court, "Northland first-instance court 3");
}

TEST(Loader, LoadsTheScenariosOfTheProject) {
  for (const auto& entry : std::filesystem::directory_iterator("scenarios")) {
    if (entry.path().extension() != ".toml") continue;
    EXPECT_NO_THROW(load_scenario(entry.path())) << entry.path();
  }
}

TEST(Loader, SaysThatAFileIsNotThere) {
  EXPECT_EQ(scenario_error(scenario_file("nowhere.toml"), {}),
            "tests/scenario/files/nowhere.toml: error: cannot be read (there is no such file).");
}

}  // namespace
}  // namespace comity
