#include "results/results_file.h"
#include "support/files.h"

#include "design/design.h"
#include "error.h"
#include "fake_run.h"
#include "results/hdf5.h"
#include "results/results_reader.h"

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>
#include <span>
#include <string>
#include <vector>

namespace comity {
namespace {

namespace fs = std::filesystem;
using testing_results::make_config;
using testing_results::make_courts;
using testing_results::make_plan;
using testing_results::make_run;
using testing_results::write_file;

std::string message_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

class ResultsFileTest : public testing::Test {
 protected:
  ResultsFileTest()
      : folder_(fs::path(testing::TempDir()) / ("comity-results-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~ResultsFileTest() override { fs::remove_all(folder_); }

  std::string path(const char* name) const { return (folder_ / name).string(); }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  Config config_ = make_config();
  Courts courts_ = make_courts();
  fs::path folder_;
};

// Raw numbers for the readers: per series a line `name count`, then as many doubles.
void write_numbers(const ResultsPlan& plan, std::uint32_t failing, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  for (std::size_t metric = 0; metric < metric_rows().size(); ++metric) {
    const std::size_t offset = plan.layout.offset[metric];
    const std::size_t groups = plan.layout.offset[metric + 1] - offset;
    file << metric_rows()[metric].name << ' ' << plan.replicates * plan.times.size() * groups << '\n';
    for (std::uint32_t replicate = 0; replicate < plan.replicates; ++replicate) {
      const RunResult run = make_run(plan, replicate);
      for (std::size_t i = 0; i < plan.times.size() * groups; ++i) {
        const double value = replicate == failing
                                 ? std::numeric_limits<double>::quiet_NaN()
                                 : run.series[i / groups * plan.layout.size() + offset + i % groups];
        file.write(reinterpret_cast<const char*>(&value), sizeof value);
      }
    }
  }
}

TEST_F(ResultsFileTest, OpensInPythonAndRWithTheSameBits) {
  const ResultsPlan plan = make_plan(config_, courts_, 70);  // more than one block
  write_file(plan, path("a.h5"), 3);
  write_numbers(plan, 3, path("numbers"));
  const std::string arguments = " " + path("a.h5") + " " + path("numbers");
  const std::string scripts = COMITY_SOURCE_DIR "/tests/results/readers";
  EXPECT_EQ(std::system(("/usr/bin/python3 " + scripts + ".py" + arguments).c_str()), 0);
  EXPECT_EQ(std::system(("Rscript " + scripts + ".R" + arguments).c_str()), 0);
}

TEST_F(ResultsFileTest, HasTheSameBytesForTheSameRuns) {
  const ResultsPlan plan = make_plan(config_, courts_, 5);
  write_file(plan, path("a.h5"), 3);
  write_file(plan, path("b.h5"), 3);
  EXPECT_EQ(test::read_whole(path("a.h5")), test::read_whole(path("b.h5")));
  write_file(plan, path("b.h5"));
  EXPECT_NE(test::read_whole(path("a.h5")), test::read_whole(path("b.h5")));
}

// Chunks of zeros, written in less time, are in the file what the library would have made of them: -0 is no zero.
TEST_F(ResultsFileTest, KeepsChunksOfZerosAsAnyOther) {
  constexpr std::size_t kChunk = 96;
  const std::vector<double> first = {0.0, 0.0, 0.5, 0.0, -0.0, 0.0};  // of each chunk; else 0
  std::vector<double> values(first.size() * kChunk, 0.0);
  for (std::size_t chunk = 0; chunk < first.size(); ++chunk) values[chunk * kChunk] = first[chunk];
  const auto make = [&](const char* name, const auto& write_one) {
    const hdf5::Handle file = hdf5::create_file(path(name));
    const hdf5::Handle dataset =
        hdf5::create_dataset(file.id(), "series", hdf5::double_type(), {{values.size()}, {}, {kChunk}});
    for (std::size_t chunk = 0; chunk < first.size(); ++chunk) {
      write_one(dataset, hdf5::Block{{chunk * kChunk}, {kChunk}},
                std::span<const double>(values).subspan(chunk * kChunk, kChunk));
    }
  };
  make("quick.h5", [](const auto& dataset, const auto& block, const auto& part) {
    hdf5::write_chunk(dataset, block, part);
  });
  make("plain.h5",
       [](const auto& dataset, const auto& block, const auto& part) { hdf5::write(dataset, block, part); });
  EXPECT_EQ(test::read_whole(path("quick.h5")), test::read_whole(path("plain.h5")));
}

TEST_F(ResultsFileTest, LeavesOutSeriesAboutQuestionsWhenThereAreNone) {
  config_.library.questions.clear();
  write_file(make_plan(config_, courts_, 2), path("a.h5"));
  const std::string header = "ncdump -h " + path("a.h5") + " | grep -q ";
  EXPECT_EQ(std::system((header + "'double trust('").c_str()), 0);
  EXPECT_NE(std::system((header + "'double accepted_share('").c_str()), 0);
}

TEST_F(ResultsFileTest, KeepsEveryParameterExactly) {
  for (const ParameterRow& row : parameter_rows()) {
    const double odd = row.type == ParameterType::Real ? (2.0 * row.low + row.high) / 3.0 : row.high;
    assign_parameter(config_.parameters, row, odd);
  }
  const ResultsPlan plan = make_plan(config_, courts_, 1);
  write_file(plan, path("a.h5"));
  const ResultsReader file(path("a.h5"));
  for (const ParameterRow& row : parameter_rows()) {
    const auto name = "config/" + std::string(row.group) + "/" + std::string(row.name);
    EXPECT_EQ(file.numbers(name), std::vector{parameter_value(config_.parameters, row)}) << name;
  }
}

TEST_F(ResultsFileTest, NamesTheKindOfEveryFactor) {
  const std::vector<std::pair<FactorKind, std::string>> kinds = {{FactorKind::real, "real"},
                                                                 {FactorKind::integer, "integer"},
                                                                 {FactorKind::boolean, "boolean"},
                                                                 {FactorKind::category, "category"},
                                                                 {FactorKind::date, "date"}};
  Design design;
  design.kind = "list";
  design.points.emplace_back();
  for (const auto& [kind, word] : kinds) {
    Factor& factor = design.factors.emplace_back();
    factor.name = word;
    factor.kind = kind;
    if (kind == FactorKind::boolean || kind == FactorKind::category) factor.levels = {"a", "b"};
    design.points.front().values.push_back(1.0);
  }
  ResultsPlan plan = make_plan(config_, courts_, 1);
  plan.design = &design;
  plan.keep = Keep::series;
  {
    ResultsFile file(plan, path("a.h5"), Overwrite::no);
    file.append(make_record(plan.layout, make_run(plan, 0), plan.keep));
    file.finish(1);
  }
  const ResultsReader file(path("a.h5"));
  for (const auto& [kind, word] : kinds) EXPECT_EQ(file.text_attribute("design/" + word, "kind"), word);
}

TEST_F(ResultsFileTest, LeavesNothingBehindWhenItIsNotFinished) {
  const ResultsPlan plan = make_plan(config_, courts_, 5);
  {
    ResultsFile file(plan, path("a.h5"), Overwrite::no);
    file.append(make_run(plan, 0));
    EXPECT_FALSE(fs::exists(path("a.h5")));
    EXPECT_EQ(files(), 1U);
  }
  EXPECT_EQ(files(), 0U);
}

TEST_F(ResultsFileTest, RefusesToOverwriteUnlessTold) {
  const ResultsPlan plan = make_plan(config_, courts_, 1);
  std::ofstream(path("a.h5")) << "precious";
  EXPECT_EQ(message_of([&] { ResultsFile(plan, path("a.h5"), Overwrite::no); }),
            path("a.h5") +
                ": exists already (results are not overwritten). Give --force to replace it or choose "
                "another name with --out.");
  EXPECT_EQ(test::read_whole(path("a.h5")), "precious");
  write_file(plan, path("a.h5"));
  EXPECT_EQ(test::read_whole(path("a.h5")).substr(1, 3), "HDF");
}

TEST_F(ResultsFileTest, RefusesToOverwriteAFileThatAppearedMeanwhile) {
  const ResultsPlan plan = make_plan(config_, courts_, 1);
  ResultsFile file(plan, path("a.h5"), Overwrite::no);
  file.append(make_run(plan, 0));
  std::ofstream(path("a.h5")) << "precious";
  EXPECT_NE(message_of([&] { file.finish(1); }).find("exists already"), std::string::npos);
  EXPECT_EQ(test::read_whole(path("a.h5")), "precious");
}

TEST_F(ResultsFileTest, NamesTheFolderThatCannotBeMade) {
  const ResultsPlan plan = make_plan(config_, courts_, 1);
  std::ofstream(path("plain")) << "a file";
  EXPECT_EQ(
      message_of([&] { ResultsFile(plan, path("plain/a.h5"), Overwrite::no); }),
      path("plain") + ": the folder cannot be created (Not a directory). Choose another place with --out.");
}

// A limit on the size of files acts on the library as a full disk does.
TEST_F(ResultsFileTest, SaysWhyWhenWritingFailsAndKeepsTheOldFile) {
  const ResultsPlan plan = make_plan(config_, courts_, 40);
  write_file(plan, path("a.h5"));
  const std::string before = test::read_whole(path("a.h5"));
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit usual{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &usual), 0);
  for (const rlim_t limit : {rlim_t{1000}, rlim_t{200'000}, rlim_t{600'000}}) {
    const rlimit tight{limit, usual.rlim_max};
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const std::string message = message_of([&] { write_file(plan, path("a.h5")); });
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &usual), 0);
    EXPECT_EQ(message.substr(0, path("a.h5").size()), path("a.h5"));
    EXPECT_NE(message.find("File too large"), std::string::npos) << message;
    EXPECT_EQ(files(), 1U);
    EXPECT_EQ(test::read_whole(path("a.h5")), before);
  }
}

}  // namespace
}  // namespace comity
