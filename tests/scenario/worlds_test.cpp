#include "scenario/worlds.h"

#include "results/archive.h"
#include "scenario/loader.h"
#include "scenario/scenario_files.h"
#include "support/play.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace comity {
namespace {

// A scenario that lies on small.toml and names a file of worlds, both of this process.
class Worlds : public testing::Test {
 protected:
  Worlds() : csv_(scratch_file("worlds.csv")), scenario_(scratch_file("worlds.toml")) {
    small_ = std::filesystem::absolute(scenario_file("small.toml")).string();
  }
  ~Worlds() override {
    std::filesystem::remove(csv_);
    std::filesystem::remove(scenario_);
  }

  void write(const std::string& csv, const std::string& more = "") {
    std::ofstream(csv_) << csv;
    std::ofstream(scenario_) << "question = \"?\"\ninclude = \"" << small_ << "\"\n"
                             << more << "[worlds]\nfile = \"" << csv_.filename().string() << "\"\n";
  }

  Config load(const std::vector<std::string>& overrides = {}) { return load_scenario(scenario_, overrides); }
  std::string error(const std::vector<std::string>& overrides = {}) {
    return scenario_error(scenario_.string(), overrides);
  }

  static double precision(const Config& config, std::uint32_t replicate) {
    return in_world(config, replicate).parameters.choose.precision;
  }

  std::filesystem::path csv_;
  std::filesystem::path scenario_;
  std::string small_;
};

constexpr const char* kThree =
    "# made by hand\nchoose.precision, "
    "litigate.vacate,choose.learning\n3,true,ewa\n\n4,false,beta\n5,true,none\n";

TEST_F(Worlds, AreTakenInTurn) {
  write(kThree);
  const Config config = load();
  ASSERT_TRUE(has_worlds(config));
  EXPECT_EQ(precision(config, 0), 3.0);
  EXPECT_EQ(precision(config, 2), 5.0);
  EXPECT_EQ(precision(config, 4), 4.0);
  EXPECT_FALSE(in_world(config, 1).parameters.litigate.vacate);
  EXPECT_EQ(in_world(config, 0).parameters.choose.learning, 1);
  EXPECT_FALSE(has_worlds(in_world(config, 1)));
  EXPECT_EQ(config.parameters.choose.precision, ChooseParameters{}.precision);
}

TEST_F(Worlds, MakeARunThatOfTheirParameters) {
  write(kThree);
  const Config config = load({"run.end=2015-07-01"});
  const Config second =
      load({"run.end=2015-07-01", "worlds.use=false", "choose.precision=4", "litigate.vacate=false"});
  const Config plain = load({"run.end=2015-07-01", "worlds.use=false"});
  EXPECT_EQ(hash_of(test::run_once(config, 1)), hash_of(test::run_once(second, 1)));
  EXPECT_NE(hash_of(test::run_once(config, 1)), hash_of(test::run_once(plain, 1)));
  EXPECT_EQ(
      hash_of(test::run_once(plain, 1)),
      hash_of(test::run_once(load_scenario(small_, std::vector<std::string>{"run.end=2015-07-01"}), 1)));
}

TEST_F(Worlds, GiveWayToWhatIsSetForARun) {
  write(kThree);
  EXPECT_EQ(precision(load({"choose.precision=9"}), 0), 9.0);
  EXPECT_EQ(in_world(load({"choose.precision=9"}), 0).parameters.choose.learning, 1);
  const ScenarioBase base = load_base(scenario_);
  const std::vector<std::string> point = {"choose.precision=7"};
  EXPECT_EQ(precision(configure(base, point), 1), 7.0);
  const std::vector<std::string> off = {"worlds.use=false"};
  EXPECT_FALSE(has_worlds(configure(base, off)));
  EXPECT_EQ(precision(configure(base, std::vector<std::string>{}), 1), 4.0);
}

TEST_F(Worlds, NeedNoFileWhereNobodyTakesThem) {
  write(kThree);
  std::filesystem::remove(csv_);
  const Config plain = load({"worlds.use=false"});
  EXPECT_FALSE(has_worlds(plain));
  EXPECT_FALSE(has_worlds(load_scenario(small_, std::vector<std::string>{"worlds.use=false"})));
  EXPECT_EQ(archive_of(plain).size(), archive_of(load_scenario(small_)).size() + 1);  // the scenario on top
}

TEST_F(Worlds, TakeThePlaceOfWhatTheirOwnFileSaysAndGiveWayToAScenarioOnTop) {
  write(kThree, "[choose]\nprecision = 2\n");
  EXPECT_EQ(precision(load(), 1), 4.0);
  const std::filesystem::path top = scratch_file("on-top.toml");
  std::ofstream(top) << "question = \"?\"\ninclude = \"" << scenario_.filename().string()
                     << "\"\n[choose]\nprecision = 8\n";
  EXPECT_EQ(precision(load_scenario(top), 1), 8.0);
  EXPECT_EQ(in_world(load_scenario(top), 0).parameters.choose.learning, 1);
  std::filesystem::remove(top);
}

TEST_F(Worlds, AreAmongTheTextsOfAScenarioAndReadFromThem) {
  write(kThree);
  const std::vector<InputText> texts = archive_of(load());
  EXPECT_EQ(texts.back().path, csv_.filename().string());
  EXPECT_EQ(texts.back().text, kThree);
  std::filesystem::remove(csv_);
  EXPECT_EQ(precision(load_scenario(texts), 2), 5.0);
}

TEST_F(Worlds, AreComplainedAboutWithTheirPlace) {
  const auto holds = [&](const std::string& words) {
    EXPECT_NE(error().find(words), std::string::npos) << error();
  };
  write("choose.precison,respond.precision\n3,4\n");
  holds("worlds.csv:1:1: error: \"choose.precison\" is no parameter. Did you mean \"choose.precision\"?");
  write("choose.precision\n3\n300\n");
  holds("worlds.csv:3:1: error: choose.precision = 300 (must lie in [0, 100])");
  write("litigate.vacate\nyes\n");
  holds("worlds.csv:2:1: error: litigate.vacate");
  write("run.scale\n.5\n");
  holds("worlds.csv:1:1: error: a world cannot set run.scale");
  write("choose.precision\n");
  holds("has no points");
  write("choose.precision,respond.precision\n1\n");
  holds("worlds.csv:2:1: error: a row of 1 (must have 2 fields");
  write("arise.content_share,arise.traffic_share\n.5,.3\n.6,.5\n");
  holds("vector 2 of \"" + csv_.filename().string() +
        "\" makes arise.content_share + arise.traffic_share = 1.1 (must be at most 1)");
  std::filesystem::remove(csv_);
  holds("worlds.csv\" cannot be read");
}

TEST_F(Worlds, NeedAFile) {
  std::ofstream(scenario_) << "question = \"?\"\ninclude = \"" << small_
                           << "\"\n[worlds]\nuse = true\nfil = \"x\"\n";
  EXPECT_NE(error().find("worlds has no key \"fil\". Did you mean \"file\"?"), std::string::npos) << error();
  EXPECT_NE(error().find("worlds has no file"), std::string::npos) << error();
}

}  // namespace
}  // namespace comity
