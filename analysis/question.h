/// A question about a results file: a row with its help and options, and a function from what was asked to an Answer. Adding one
/// is a header, a source and a row of questions.cpp.
#pragma once

#include "analysis/findings.h"
#include "analysis/interval.h"
#include "analysis/values.h"
#include "text/answer.h"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace comity::analysis {

/// What a question takes from the command line and the file.
struct Inquiry {
  std::string command;  // "comity analyze sobol", for messages
  Record runs;
  std::vector<std::string> metrics;  // as named, `NAME[*]` and gauges without a group taken apart
  bool metrics_named = false;        // else they are the headlines
  std::optional<Day> at;
  bool over_time = false;
  std::string arm;  // empty: none named
  Resampling resampling;
  std::map<std::string, std::vector<std::string>>
      options;                       // those of the question's own that were given or have a standard
  std::optional<Record> other = {};  // the second file, of a question about two

  /// The words of an option; none when it was not given.
  std::vector<std::string> words(const std::string& option) const;
  /// Its only word; empty when it was not given.
  std::string word(const std::string& option) const;
};

/// An option of a question's own.
struct QuestionOption {
  std::string name;      // without dashes
  std::string value;     // what its word stands for: "FILE"
  std::string standard;  // empty: none
  std::string meaning;
  bool many = false;  // may be repeated
  std::string needed =
      {};               // what is asked when it is missing: "what was observed?"; empty: it may be missing
  bool output = false;  // a file that the answer's attachment of this name is written to
};

/// A question.
struct Question {
  std::string name;
  std::string summary;   // what `comity analyze --help` says of it
  std::string head;      // after the name, before the options
  std::string examples;  // after them
  std::size_t metrics =
      0;                // so many headlines are looked at where no --metric is given; 0: there is no --metric
  bool of_runs = true;  // has --at, --level, --resamples and --seed
  bool over_time = false;  // has --over-time
  bool arm = true;         // has --arm
  std::size_t files = 1;   // results files it can be about
  std::vector<QuestionOption> options = {};
  Answer (*answer)(const Inquiry&) = nullptr;
};

/// For questions that take all the headlines.
inline constexpr std::size_t kEveryMetric = 1000;

/// Formulas of the first headlines that the file has.
std::vector<std::string> default_metrics(const Record& record, std::size_t most);

/// The metrics named, `NAME[*]` and gauges without a group as all of their groups.
std::vector<std::string> taken_apart(const Record& record, const std::vector<std::string>& named);

/// An answer as it comes about: words, tables and findings.
struct Found {
  std::vector<std::string> sentences = {};
  std::vector<Table> tables = {};
  std::vector<std::string> notes = {};
  std::vector<Finding> findings = {};
};

/// The findings as the rows of an answer, and everything as its document; failed runs are said.
Answer make_answer(const Inquiry& asked, Found found);

/// What failed runs of a file mean for its numbers; nothing when none failed.
std::vector<std::string> failure_notes(const Record& runs);

/// A note, if it does not stand there yet.
void add_once(std::vector<std::string>& notes, std::string note);

/// What is done for one metric and arm.
using AskOne = std::function<void(const RunValues&, const std::string& arm)>;

/// Asks about every metric under every arm: over the run, at the day or on every recorded day. A metric that cannot be answered is named in a
/// note with its reason; throws Error when none can.
void ask_each(const Inquiry& asked, Found& found, const AskOne& ask);

/// The series of one metric, day by day.
std::vector<RunValues> read_days(const Record& runs, const std::string& metric);

/// Every so many of so many days, the last one among them: few enough for a page.
std::vector<std::size_t> days_to_show(std::size_t days);

/// Of tables with a row a day only those days.
void keep_days_to_show(std::vector<Table>& tables);

/// The table of this title, a new one at the end where there is none yet.
Table& table_titled(Found& found, const std::string& title);

/// `0.431 [0.403, 0.459]`: as many figures as the interval is good for. `figures` without the brackets.
std::string with_interval(const Bounded& number);
std::string figures(double value, double uncertainty);

/// `+12.3 %`: a difference as a share of what it is taken from, from twice as much on `28.8 times as much`, below what a figure
/// shows `under 0.1 %`; a dash where that is 0 or not known.
std::string change_words(double difference, double reference);

/// What stands at the head of columns that say which point a row is about, and the words of one point below: its arm and the values
/// of its factors, of more than three its number. Empty for the one point of a run.
std::vector<std::string> point_heads(const Design& design);
std::vector<std::string> point_cells(const Design& design, std::size_t point);

/// A finding about a metric: everything but its factor; the same about a factor.
Finding make_finding(std::string quantity, const RunValues& values, const Bounded& number,
                     std::string method);
Finding factor_finding(const std::string& quantity, const RunValues& values, const std::string& factor,
                       const Bounded& number);

/// `share of …` of a table of metrics: name and meaning.
std::string metric_title(const RunValues& values);

/// The arms to look at one after the other: the one asked for, else all; one without a name where the design has none.
std::vector<std::string> arms_to_show(const Inquiry& asked);

/// ` under the arm NAME`, or nothing.
std::string under_arm(const std::string& arm);

/// Factors from the largest to the smallest of these numbers; NaN last.
std::vector<std::size_t> by_size(const std::vector<Bounded>& numbers);

/// A bar of blocks for a share of the largest number, for a quick look.
std::string bar(double value, double largest);

}  // namespace comity::analysis
