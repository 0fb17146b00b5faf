#include "results/results_reader.h"

#include "error.h"
#include "fake_run.h"

#include <gtest/gtest.h>
#include <hdf5.h>
#include <unistd.h>

#include <fstream>
#include <functional>

namespace comity {
namespace {

class ResultsReaderTest : public testing::Test {
 protected:
  ResultsReaderTest()
      : folder_(std::filesystem::path(testing::TempDir()) / ("comity-reader-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~ResultsReaderTest() override { std::filesystem::remove_all(folder_); }

  std::string path(const char* name) const { return (folder_ / name).string(); }

  std::string message_of(const std::function<void()>& action) const {
    try {
      action();
    } catch (const Error& error) {
      const std::string message = error.what();
      return message.substr(message.find(folder_.string()) == 0 ? folder_.string().size() + 1 : 0);
    }
    return "no error";
  }

  std::filesystem::path folder_;
};

TEST_F(ResultsReaderTest, GivesBackWhatWasWritten) {
  const Config config = testing_results::make_config();
  const Courts courts = testing_results::make_courts();
  const ResultsPlan plan = testing_results::make_plan(config, courts, 3);
  testing_results::write_file(plan, path("runs.h5"), 1);
  const ResultsReader reader(path("runs.h5"));
  EXPECT_EQ(reader.shape("metrics/demands"), (std::vector<std::size_t>{1, 3, 3, 3}));
  const RunResult last = testing_results::make_run(plan, 2);
  const std::vector<double> demands = reader.numbers("metrics/demands");
  EXPECT_EQ(
      demands.at((2 * 3 + 1) * 3 + 1),
      last.series.at(plan.layout.size() + plan.layout.offset[static_cast<std::size_t>(Metric::demands)] + 1));
  EXPECT_EQ(reader.numbers("runs/failed"), (std::vector<double>{0.0, 1.0, 0.0}));
  EXPECT_EQ(reader.numbers("events/reforms/replicate"), std::vector<double>(6, 2.0));
  EXPECT_EQ(reader.numbers("events/labels/court_above"), (std::vector<double>{1.0, 2.0, -1.0}));
  EXPECT_EQ(reader.texts("metrics/state"), (std::vector<std::string>{"US", "IE", "DE"}));
  EXPECT_TRUE(reader.numbers("events/demands/time").empty());
  EXPECT_EQ(reader.text_attribute("provenance", "scenario"), "tiny");
  EXPECT_EQ(reader.text_attribute("provenance", "question"), "Does é reach the reader?");
  EXPECT_EQ(reader.text_attribute("provenance", "results_format_version"), "1");
  EXPECT_TRUE(reader.has("config/litigate/half_life"));
  EXPECT_FALSE(reader.has("config/litigation/half_life"));
}

TEST_F(ResultsReaderTest, RefusesWhatIsNoResultsFile) {
  std::ofstream(path("words.h5")) << "no HDF5 at all";
  std::ofstream(path("empty.h5")) << "";
  H5Fclose(H5Fcreate(path("foreign.h5").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
  const auto open = [&](const char* name) {
    return message_of([&] { const ResultsReader reader(path(name)); });
  };
  EXPECT_EQ(open("words.h5"), "words.h5: is no HDF5 file. A results file is what comity run writes.");
  EXPECT_EQ(open("empty.h5"), "empty.h5: is no HDF5 file. A results file is what comity run writes.");
  EXPECT_EQ(open("foreign.h5"),
            "foreign.h5: is an HDF5 file, but not one of comity. A results file is what comity run writes.");
  EXPECT_EQ(open("none.h5"), "none.h5: cannot be read (there is no such file).");
  EXPECT_EQ(open(""), ": cannot be read (it is a folder).");
}

TEST_F(ResultsReaderTest, RefusesACutFile) {
  const Config config = testing_results::make_config();
  const Courts courts = testing_results::make_courts();
  testing_results::write_file(testing_results::make_plan(config, courts, 1), path("runs.h5"));
  std::filesystem::resize_file(path("runs.h5"), std::filesystem::file_size(path("runs.h5")) / 2);
  EXPECT_EQ(message_of([&] { const ResultsReader reader(path("runs.h5")); }),
            "runs.h5: is a damaged HDF5 file. A results file is what comity run writes.");
}

TEST_F(ResultsReaderTest, SaysWhatIsMissing) {
  const Config config = testing_results::make_config();
  const Courts courts = testing_results::make_courts();
  testing_results::write_file(testing_results::make_plan(config, courts, 1), path("runs.h5"));
  const ResultsReader reader(path("runs.h5"));
  EXPECT_EQ(message_of([&] { reader.numbers("metrics/demnds"); }),
            "runs.h5: has no dataset metrics/demnds. A results file is what comity run writes.");
  EXPECT_EQ(message_of([&] { reader.numbers("metrics/state"); }),
            "runs.h5: holds no readable numbers in metrics/state. A results file is what comity run writes.");
  EXPECT_EQ(message_of([&] { reader.texts("metrics/demands"); }),
            "runs.h5: holds no readable texts in metrics/demands. A results file is what comity run writes.");
  EXPECT_EQ(message_of([&] { reader.text_attribute("provenance", "none"); }),
            "runs.h5: has no none at provenance. A results file is what comity run writes.");
}

}  // namespace
}  // namespace comity
