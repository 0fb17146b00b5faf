/// Results files and files of evidence made by hand.
#pragma once

#include "analysis/evidence.h"
#include "error.h"
#include "results/fake_run.h"
#include "scenario/parameters.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace comity::analysis::testing_analysis {

/// A folder of its own, the scenario of fake_run.h (states US, IE, DE; first instance, appellate, apex) and runs to fill.
class HandMade : public testing::Test {
 protected:
  HandMade()
      : folder_(std::filesystem::path(testing::TempDir()) /
                ("comity-analysis-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~HandMade() override { std::filesystem::remove_all(folder_); }

  /// Runs in which every series is zero.
  void make_runs(std::size_t count) {
    RunResult run;
    run.series.assign(plan_.times.size() * plan_.layout.size(), 0.0);
    runs_.assign(count, run);
  }

  /// Sets a value of a metric's series.
  void set(std::size_t run, Metric metric, std::size_t time, double value, std::size_t group = 0) {
    runs_[run]
        .series[time * plan_.layout.size() + plan_.layout.offset[static_cast<std::size_t>(metric)] + group] =
        value;
  }

  /// Run r takes world r mod count.
  void take_worlds(int count) {
    auto sample = std::make_shared<WorldSample>();
    sample->columns = {parameter_named("respond.precision")};
    for (int world = 0; world < count; ++world) sample->vectors.push_back({1.0 + world});
    config_.worlds.sample = std::move(sample);
    config_.worlds.taken = {true};
  }

  void log(std::size_t run, EventTable table, std::initializer_list<double> row) {
    std::vector<double>& rows = runs_[run].events.of(table);
    rows.insert(rows.end(), row);
  }

  /// A ruling by court 0 (first instance), 1 (appellate) or 2 (apex).
  void rule(std::size_t run, double time, double case_number, double court, EventOutcome outcome) {
    constexpr double kStages[] = {0.0, 2.0, 5.0};
    log(run, EventTable::rulings,
        {time, case_number, court, kStages[static_cast<int>(court)], 0.0, 1.0, static_cast<double>(outcome),
         0.0, 1.0, 0.0, 0.0, 0.0, 0.0});
  }

  /// Writes the runs; an empty series stands for a failed run.
  Record results() {
    plan_.replicates = static_cast<std::uint32_t>(runs_.size());
    const std::string path = (folder_ / "runs.h5").string();
    ResultsFile file(plan_, path, Overwrite::yes);
    for (const RunResult& run : runs_) run.series.empty() ? file.append_failure("failed") : file.append(run);
    file.finish(0);
    return open_replicates(path);
  }

  Evidence evidence(const std::string& text) const {
    std::ofstream(folder_ / "evidence.toml") << text;
    return read_evidence(folder_ / "evidence.toml");
  }

  /// What is said about a file that is read, without its folder.
  template <class Read>
  std::string complaint_of(const Read& read) const {
    try {
      read();
    } catch (const Error& error) {
      std::string message = error.what();
      const std::string folder = folder_.string() + "/";
      for (auto at = message.find(folder); at != std::string::npos; at = message.find(folder))
        message.erase(at, folder.size());
      return message;
    }
    return "no error";
  }

  std::string file(const char* name) const { return (folder_ / name).string(); }

  /// The only observation of a file with these quantities.
  EvidenceFinding find(const std::string& quantities, const std::string& observation) {
    const Evidence wanted = evidence(
        quantities + "\n[[observation]]\nid = 'X'\nname = 'x'\nsource = 's'\nuse = 'fit'\n" + observation);
    return find_evidence(results(), wanted).at(0);
  }

  /// The same of a value about which only its estimate is asked.
  EvidenceFinding find_value(const std::string& quantities, const std::string& value) {
    return find(quantities, "likelihood = 'normal'\nobserved = 1\nsd = 1\n" + value);
  }

  std::filesystem::path folder_;
  Config config_ = testing_results::make_config();
  Courts courts_ = testing_results::make_courts();
  ResultsPlan plan_ = testing_results::make_plan(config_, courts_, 0);
  std::vector<RunResult> runs_;
};

}  // namespace comity::analysis::testing_analysis
