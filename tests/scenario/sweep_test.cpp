// What [sweep] and [arms] say, as a plan.
#include "scenario/scenario_files.h"
#include "support/files.h"

#include "design/design.h"
#include "error.h"
#include "scenario/entries.h"
#include "scenario/loader.h"
#include "scenario/sweep_reading.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace comity {
namespace {

using Texts = std::vector<std::string>;

/// The plan of small.toml with these lines behind it.
class Sweep : public testing::Test {
 protected:
  SweepPlan plan_of(const std::string& lines, const Texts& overrides = {}) {
    const std::string small = scenario_file("small.toml");  // changes the folder
    std::ofstream(path_, std::ios::binary)
        << "question = \"?\"\ninclude = \"" << std::filesystem::absolute(small).string() << "\"\n"
        << lines;
    return load_sweep(path_, overrides);
  }
  void TearDown() override { std::filesystem::remove(path_); }
  std::filesystem::path path_ = scratch_file("comity_sweep_test.toml");
};

TEST_F(Sweep, TakesFactorsInTheOrderOfTheTextHoweverTheirNamesAreWritten) {
  const SweepPlan plan = plan_of(R"([sweep.factors]
assist.load = [0.5, 1.5]
"state.NO.demands" = { low = 10, high = 1000, log = true }
assist.patience_months = { low = 12, high = 48 }
)");
  ASSERT_EQ(plan.factors.size(), 3U);
  EXPECT_EQ(plan.kind, DesignKind::grid);
  EXPECT_EQ(plan.factors[0].name, "assist.load");
  EXPECT_EQ(plan.factors[0].values, (std::vector<double>{0.5, 1.5}));
  EXPECT_EQ(plan.factors[1].name, "state.NO.demands");
  EXPECT_TRUE(plan.factors[1].logarithmic);
  EXPECT_EQ(plan.factors[2].name, "assist.patience_months");
  EXPECT_EQ(plan.factors[2].high, 48.0);
}

/// The kinds of a plan's factors as letters.
std::string kinds_of(const SweepPlan& plan) {
  std::string kinds;
  for (const auto& factor : plan.factors) kinds += "ribcd"[static_cast<std::size_t>(factor.kind)];
  return kinds;
}

TEST_F(Sweep, KnowsTheKindOfEveryFactor) {
  const SweepPlan plan = plan_of(R"([sweep.factors]
assist.load = { low = 1, high = 3 }
run.seed = [1, 2]
litigate.vacate = [true, false]
choose.structure = ["nested", "plain"]
run.end = { low = 2018-01-01, high = 2020-01-01 }
state.NO.courts.appellate = { low = 1, high = 5 }
state.NO.demands = { low = 1, high = 5 }
reform.reform.mode = ["never", "endogenous"]
focal."the warrant".merit = ["drawn", 0.5]
state.NO.law = [["north"], ["north", "north-reform"]]
phases.reciprocate = [true, false]
provider.mail.sites = [[{ state = "NO" }, { state = "SO" }], [{ state = "SO", from = 2013-01-01 }]]
)");
  EXPECT_EQ(kinds_of(plan), "ribcdircccbc");
  EXPECT_EQ(plan.factors[2].levels, (Texts{"true", "false"}));
  EXPECT_EQ(plan.factors[4].low, day_of(2018, 1, 1));
  EXPECT_EQ(plan.factors[8].levels, (Texts{"drawn", "0.5"}));
  EXPECT_EQ(plan.factors[9].levels, (Texts{R"(["north"])", R"(["north", "north-reform"])"}));
  EXPECT_EQ(plan.factors[11].levels[1], R"([{"state" = "SO", "from" = 2013-01-01}])");
}

TEST_F(Sweep, TakesRangeAndScaleFromThePrior) {
  const SweepPlan plan = plan_of(R"([sweep.factors]
assist.load = { range = "prior", steps = 3 }
respond.readiness = { range = "prior" }
respond.attempts = { range = "prior" }
)");
  ASSERT_EQ(plan.factors.size(), 3U);
  for (const Factor& factor : plan.factors) {
    const Prior& prior = parameter_named(factor.name)->prior;
    EXPECT_EQ(factor.low, prior.low) << factor.name;
    EXPECT_EQ(factor.high, prior.high) << factor.name;
    EXPECT_EQ(factor.logarithmic, prior.shape == Prior::Shape::log_uniform) << factor.name;
  }
  EXPECT_EQ(kinds_of(plan), "rri");
  EXPECT_EQ(plan.factors[0].values.size(), 3U);
  EXPECT_TRUE(plan.factors[1].logarithmic);
}

TEST_F(Sweep, VariesWhateverSetCanSet) {
  const SweepPlan plan = plan_of(R"([sweep.factors]
provider.mail.sites = [[{ state = "NO" }, { state = "SO" }], [{ state = "SO", from = 2013-01-01 }, { state = "SO", control = "trustee" }]]
provider.mail.size_in.XW = [0.5, 2]
focal."the warrant".merit = ["drawn", 0.5]
run.end = { low = 2018-01-01, high = 2020-01-01 }
)");
  const Design design = make_design(plan);
  const Config config = load_scenario(path_, settings_of(design, design.points.size() - 1));
  ASSERT_EQ(config.providers[0].sites.size(), 2U);
  EXPECT_EQ(config.providers[0].sites[1].control, Control::trustee);
  EXPECT_EQ(config.providers[0].size_in.back(), (std::pair<int, double>{2, 2.0}));
  EXPECT_EQ(config.focals[0].merit, 0.5);
  EXPECT_EQ(config.parameters.run.end, day_of(2020, 1, 1));
}

TEST_F(Sweep, VariesLawFilesByPathsFromTheFileThatNamesThem) {
  const auto own = scratch_file("own-reform.toml");
  const auto law = std::filesystem::absolute(scenario_file("law/north-reform.toml"));
  std::filesystem::copy_file(law, own);
  const SweepPlan plan = plan_of("[sweep.factors]\nlaw.north-reform = [\"" + law.string() + "\", \"" +
                                 own.filename().string() + "\"]\n");
  const Design design = make_design(plan);
  ASSERT_EQ(design.points.size(), 2U);
  EXPECT_EQ(settings_of(design, 1), Texts{"law.north-reform=" + own.filename().string()});
  const auto last_file = [&](std::size_t point) {
    return std::filesystem::path(load_scenario(path_, settings_of(design, point)).library.files.back().path)
        .filename();
  };
  EXPECT_EQ(last_file(0), "north-reform.toml");
  EXPECT_EQ(last_file(1), own.filename());
  std::filesystem::remove(own);
}

TEST_F(Sweep, WritesWordsSoThatSetReadsThemAsTheyStood) {
  const Texts words = {"plain",     "two words",  "true", "false", "inf", "nan", "-",    "-a",  "7",   "7.",
                       ".5",        "2013-01-01", "a\"b", "a\\b",  "[a]", "{a}", " a ",  "a#b", "#a",  "'a'",
                       "caf\u00e9", "a\tb",       "a\nb", "0x1f",  "x=y", "1e5", "+inf", "a,b", "\x01"};
  for (const auto& word : words) {
    Setting setting{"state.NO.name", {}};
    setting.value.kind = Value::Kind::text;
    setting.value.text = word;
    Reading reading;
    add_text(reading.complaints, "here.toml", "");
    const Value root;
    const Value back = parse_word(word_of({reading, root}, setting), {});
    EXPECT_EQ(back.kind, Value::Kind::text) << word;
    EXPECT_EQ(back.text, word);
  }
}

TEST_F(Sweep, CutsARangeIntoStepsWithItsEndsExact) {
  const SweepPlan plan = plan_of(R"([sweep.factors]
assist.load = { low = 0.1, high = 0.7, steps = 4 }
trust.review_days = { low = 1, high = 100, steps = 3, log = true }
state.NO.courts.appellate = { low = 1, high = 4, steps = 3 }
)");
  const auto& load = plan.factors[0].values;
  ASSERT_EQ(load.size(), 4U);
  EXPECT_EQ(load[0], 0.1);
  EXPECT_EQ(load[3], 0.7);
  EXPECT_DOUBLE_EQ(load[1], 0.3);
  EXPECT_EQ(plan.factors[1].values[2], 100.0);
  EXPECT_DOUBLE_EQ(plan.factors[1].values[1], 10.0);
  EXPECT_EQ(plan.factors[2].values, (std::vector<double>{1, 3, 4}));
}

TEST_F(Sweep, CutsALogarithmicRangeIntoEqualFactors) {
  const SweepPlan plan =
      plan_of("[sweep.factors]\n\"state.NO.demands\" = { low = 10, high = 1000, log = true, steps = 3 }\n");
  const std::vector<double>& values = plan.factors[0].values;
  ASSERT_EQ(values.size(), 3U);
  EXPECT_EQ(values.front(), 10.0);
  EXPECT_DOUBLE_EQ(values[1], 100.0);
  EXPECT_EQ(values.back(), 1000.0);
}

TEST_F(Sweep, LinksNamesWithAFactor) {
  const SweepPlan plan = plan_of(R"([sweep.factors]
assist.load = { low = 0.5, high = 2, with = { assist.patience_months = { low = 48, high = 12 } } }
state.NO.demands = { values = [10, 20], with = ["state.SO.demands", "state.XW.demands"] }
friction = { sets = { mild = { assist.grant_base = 0.8 }, harsh = { assist.grant_base = 0.2, phases.reciprocate = false } } }
)");
  const Design design = make_design(plan);
  EXPECT_EQ(settings_of(design, 0),
            (Texts{"assist.load=0.5", "assist.patience_months=48", "state.NO.demands=10",
                   "state.SO.demands=10", "state.XW.demands=10", "assist.grant_base=0.8"}));
  EXPECT_EQ(settings_of(design, 7),
            (Texts{"assist.load=2", "assist.patience_months=12", "state.NO.demands=20", "state.SO.demands=20",
                   "state.XW.demands=20", "assist.grant_base=0.2", "phases.reciprocate=false"}));
  for (std::size_t i = 0; i < design.points.size(); ++i)
    EXPECT_NO_THROW(load_scenario(path_, settings_of(design, i)));
}

TEST_F(Sweep, KnowsTheKindOfLinkedNames) {
  const SweepPlan plan = plan_of(R"([sweep.factors.assist.load]
low = 0.5
high = 2

[sweep.factors.assist.load.with]
state.NO.courts.appellate = { low = 2, high = 6 }
run.end = { low = 2018-01-01, high = 2018-01-11 }
state.NO.demands = { low = 1, high = 2 }
)");
  const Design design = make_design(plan);
  EXPECT_EQ(settings_of(design, 1), (Texts{"assist.load=2", "state.NO.courts.appellate=6",
                                           "run.end=2018-01-11", "state.NO.demands=2"}));
  EXPECT_EQ(plan.factors[0].linked[2].kind, FactorKind::real);
}

TEST_F(Sweep, GivesAWholeParameterWholeValuesHoweverItsEndsAreWritten) {
  const SweepPlan plan = plan_of(R"([sweep.factors]
respond.attempts = { low = 1.0, high = 5.0 }
litigate.salience_threshold = { low = 2, high = 30, steps = 4 }
choose.precision = { low = 1, high = 9 }
[sweep.factors."choose.ewa_delta"]
low = 0
high = 1
)");
  EXPECT_EQ(kinds_of(plan), "iirr");
  EXPECT_EQ(plan.factors[1].values, (std::vector<double>{2, 11, 21, 30}));
  const SweepPlan linked =
      plan_of("[sweep.factors]\nlitigate.half_life = { low = 1, high = 5, with = [\"respond.attempts\"] }\n");
  EXPECT_EQ(kinds_of(linked), "i");
}

TEST_F(Sweep, FindsTheBaseOfEveryFactorInTheScenario) {
  const SweepPlan plan = plan_of(R"([sweep]
design = "one-at-a-time"

[sweep.factors]
assist.load = [0.5, 3]
run.end = { low = 2018-01-01, high = 2022-01-01 }
choose.structure = ["plain", "nested"]
litigate.selection = ["lpg", "priest_klein"]
state.SO.growth = { low = 0, high = 0.2 }
provider.mail.readiness = { low = 0, high = 1 }
state.NO.demands = { low = 1, high = 2, base = 1.5 }
friction = { sets = { mild = { assist.grant_base = 0.8 }, harsh = { assist.grant_base = 0.2 } }, base = "harsh" }

[respond]
readiness = 0.125
)");
  const Design design = make_design(plan);
  EXPECT_EQ(settings_of(design, 0),
            (Texts{"assist.load=1.5", "run.end=2020-01-01", "choose.structure=nested",
                   "litigate.selection=none", "state.SO.growth=0.1", "provider.mail.readiness=0.125",
                   "state.NO.demands=1.5", "assist.grant_base=0.2"}));
  EXPECT_EQ(design.points.size(), 1U + 2 + 2 + 1 + 2 + 2 + 2 + 2 + 1);
}

TEST_F(Sweep, TakesArmsInTheOrderOfTheText) {
  const SweepPlan plan = plan_of(R"([arms.zero]

[arms."as it is"]

[arms.dated]
reform.reform.mode = "scheduled"
reform.reform.date = 2016-03-01
state.NO.courts = { appellate = 3, binding = 2.5 }
)");
  ASSERT_EQ(plan.arms.size(), 3U);
  EXPECT_EQ(plan.arms[0].name, "zero");
  EXPECT_EQ(plan.arms[1].name, "as it is");
  EXPECT_TRUE(plan.arms[1].settings.empty());
  EXPECT_EQ(plan.arms[2].settings, (Texts{"reform.reform.mode=scheduled", "reform.reform.date=2016-03-01",
                                          "state.NO.courts.appellate=3", "state.NO.courts.binding=2.5"}));
}

TEST_F(Sweep, ReadsAListInline) {
  const SweepPlan plan = plan_of(R"([sweep]
design = "list"
list = [
  { assist.load = 2, reform.reform.mode = "never" },
  { "reform.reform.mode" = "endogenous", assist.load = 0.1 },
]
)");
  const Design design = make_design(plan);
  EXPECT_EQ(settings_of(design, 1), (Texts{"assist.load=0.1", "reform.reform.mode=endogenous"}));
  EXPECT_EQ(plan.factors[0].low, 0.1);
  EXPECT_EQ(plan.factors[0].high, 2.0);
}

TEST_F(Sweep, ReadsAListFromACsvFile) {
  const auto file = scratch_file("comity_sweep_test.csv");
  std::ofstream(file, std::ios::binary)
      << "\xEF\xBB\xBF# three points\r\n\"assist.load\", run.start,state.SO.law,"
         "choose.structure,run.seed\r\n"
         "1,2013-02-01,\"[\"\"anywhere\"\", \"\"south\"\"]\",plain,7\r\n\r\n"
         "2.5,2014-02-01,\"[\"\"anywhere\"\"]\",\"nested\",8\r\n"
         ".5 ,2014-02-01,[],nested, 8\n";
  const SweepPlan plan = plan_of("[sweep]\ndesign = \"list\"\nfile = \"" + file.filename().string() + "\"\n");
  std::filesystem::remove(file);
  const Design design = make_design(plan);
  ASSERT_EQ(design.points.size(), 3U);
  EXPECT_EQ(kinds_of(plan), "rdcci");
  EXPECT_EQ(settings_of(design, 0),
            (Texts{"assist.load=1", "run.start=2013-02-01", R"(state.SO.law=["anywhere", "south"])",
                   "choose.structure=plain", "run.seed=7"}));
  EXPECT_EQ(settings_of(design, 2), (Texts{"assist.load=0.5", "run.start=2014-02-01", "state.SO.law=[]",
                                           "choose.structure=nested", "run.seed=8"}));
}

TEST_F(Sweep, ObeysOverrides) {
  const SweepPlan plan =
      plan_of("[sweep]\ndesign = \"sobol\"\npoints = 8\nfactors = { assist.load = [1, 2] }\n",
              {"sweep.points=16", "sweep.seed=0", "sweep.factors.trust.fight=[0, 0.1]"});
  EXPECT_EQ(plan.points, 16);
  EXPECT_EQ(plan.seed, 0);
  EXPECT_EQ(plan.factors.size(), 2U);
}

TEST_F(Sweep, OfAScenarioWithoutOneIsEmpty) {
  const SweepPlan plan = plan_of("");
  EXPECT_TRUE(plan.factors.empty() && plan.arms.empty());
  EXPECT_FALSE(load_scenario(path_).has_sweep);
  plan_of("[arms.a]\n[arms.b]\n");
  EXPECT_TRUE(load_scenario(path_).has_sweep);
}

TEST_F(Sweep, ReportsMistakesOfTheScenarioWithItsOwnAndEachOnce) {
  try {
    plan_of("[sweep.factors]\nasist.load = [1, 2]\n", {"assist.load=-1"});
    FAIL();
  } catch (const Error& error) {
    const std::string told = error.what();
    const std::string own = "--set 'assist.load=-1': error: assist.load = -1 (must lie";
    EXPECT_NE(told.find("error: scenario has no key \"asist\". Did you mean \"assist\"?"), std::string::npos)
        << told;
    ASSERT_NE(told.find(own), std::string::npos) << told;
    EXPECT_EQ(told.find(own), told.rfind(own)) << told;
  }
}

TEST(SweepKeys, AreNoKeysOfTheScenario) {
  for (const auto& key : factor_keys()) {
    for (const auto& row : parameter_rows()) EXPECT_NE(row.name, key.name);
    for (const auto& kind : kEntryKinds) EXPECT_NE(kind.name, key.name);
    for (const auto& other : scenario_keys())
      EXPECT_TRUE(other.table.starts_with("sweep") || other.name != key.name);
  }
}

TEST(SweepsOfTheProject, AreSoundAtTheirFirstAndLastPoints) {
  std::filesystem::current_path(COMITY_SOURCE_DIR);
  int sweeps = 0;
  for (const auto& entry : std::filesystem::directory_iterator("scenarios/sweeps")) {
    if (entry.path().extension() != ".toml") continue;
    const Design design = make_design(load_sweep(entry.path()));
    EXPECT_GT(design.points.size(), 1U) << entry.path();
    EXPECT_NO_THROW(load_scenario(entry.path(), settings_of(design, 0))) << entry.path();
    EXPECT_NO_THROW(load_scenario(entry.path(), settings_of(design, design.points.size() - 1)))
        << entry.path();
    ++sweeps;
  }
  EXPECT_GE(sweeps, 3);
}

TEST_F(Sweep, OfTheManualIsSoundAtEveryPoint) {
  const std::string manual = test::read_whole(COMITY_SOURCE_DIR "/scenarios/README.md");
  const std::size_t begin = manual.find("```toml\n[run]\nreplicates = 20") + 8;
  const std::string example = manual.substr(begin, manual.find("```", begin) - begin);
  ASSERT_NE(example.find("[sweep.factors]"), std::string::npos);
  std::ofstream(path_) << "question = \"?\"\ninclude = \"" << COMITY_SOURCE_DIR
                       << "/scenarios/microsoft-ireland.toml\"\n"
                       << example;
  const Design design = make_design(load_sweep(path_));
  EXPECT_EQ(design.points.size(), 4U * 2 * 2 * 2 * 2 * 2 * 2 * 2);
  for (std::size_t i = 0; i < design.points.size(); i += 17) {
    EXPECT_NO_THROW(load_scenario(path_, settings_of(design, i))) << i;
  }
}

}  // namespace
}  // namespace comity
