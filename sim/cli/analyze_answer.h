/// What the questions of `comity analyze` share: options, numbers in words, and an answer as text, JSON or CSV.
#pragma once

#include "analysis/findings.h"
#include "analysis/interval.h"
#include "analysis/values.h"
#include "cli/options.h"
#include "results/safe_file.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// Rows of words under a title; the first row names the columns.
struct AnswerTable {
  std::string title;
  std::vector<std::vector<std::string>> rows;
};

/// An answer: what was found in words, the tables behind it, what to know about them, and all numbers.
struct QuestionAnswer {
  std::vector<std::string> sentences;
  std::vector<AnswerTable> tables;
  std::vector<std::string> notes;
  std::vector<analysis::Finding> findings;
};

/// What a question takes from its command line and file.
struct Asked {
  analysis::Record runs;
  std::vector<std::string> metrics;  // as named, `NAME:*` and gauges without a group taken apart
  std::optional<Day> at;
  bool over_time = false;
  std::string arm;  // empty: none named
  analysis::Resampling resampling;
};

/// Which options a question has besides those that all have.
struct QuestionOptions {
  bool metric = true;
  bool over_time = false;
  bool arm = true;
};

/// The usage of a question, with its options.
Usage question_usage(const std::string& name, const std::string& head, const std::string& examples,
                     const QuestionOptions& has);

/// For questions that take all the default metrics.
inline constexpr std::size_t kEveryMetric = 1000;

/// Metrics where none is named: how demands across borders end, conflicts, courts, splits, law, data. Those a file does not have
/// are left out.
std::vector<std::string> default_metrics(const analysis::Record& runs, std::size_t most);

/// Reads options and opens the file. Throws Error.
Asked read_question(const Usage& usage, const boost::program_options::variables_map& values,
                    std::size_t most_metrics);

/// The metrics of a question one after the other: over the run or at `--at`; with `--over-time` every recorded day.
std::vector<analysis::RunValues> read_metrics(const Asked& asked);

/// The series of one metric, day by day.
std::vector<analysis::RunValues> read_days(const analysis::Record& runs, const std::string& metric);

/// Every so many of so many days, the last one among them: few enough for a page.
std::vector<std::size_t> days_to_show(std::size_t days);

/// `0.431 [0.403, 0.459]`: as many figures as the interval is good for. `figures` without the brackets.
std::string with_interval(const analysis::Bounded& number);
std::string figures(double value, double uncertainty);

/// What stands at the head of columns that say which point a row is about, and the words of one point below: its arm and the values
/// of its factors, of more than three its number. Empty for the one point of a run.
std::vector<std::string> point_heads(const Design& design);
std::vector<std::string> point_cells(const Design& design, std::size_t point);

/// A finding about a metric: everything but its factor.
analysis::Finding make_finding(std::string quantity, const analysis::RunValues& values,
                               const analysis::Bounded& number, std::string method);

/// `share of …` of a table of metrics: name and meaning.
std::string metric_title(const analysis::RunValues& values);

/// What failed runs mean for the numbers; nothing when none failed.
std::vector<std::string> failure_notes(const analysis::Record& runs);

/// Writes a file of text. Throws Error when it exists and may not be replaced, or cannot be written.
void write_result(const std::filesystem::path& path, Overwrite overwrite, const std::string& text);

/// Prints or writes an answer as `--format` and `--out` say. Returns the exit code; throws Error when the file exists.
int deliver(const Usage& usage, const boost::program_options::variables_map& values,
            const QuestionAnswer& answer);

}  // namespace comity
