#include "analysis/results.h"

#include "error.h"
#include "missing.h"
#include "observe/labels.h"
#include "scenario/parameters.h"
#include "tables/tally.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace comity::analysis {
namespace {

constexpr double kDaysPerMonth = kDaysPerYear / 12.0;

double number_at(const Results& results, const std::string& name) { return results.file.numbers(name).at(0); }

// Position of a label, as a place in the file knows it.
std::size_t find_label(const Results& results, const std::string& list,
                       const std::pair<std::string_view, const std::string&>& what) {
  if (!results.file.has(list)) throw Unreadable(fmt::format("the scenario has no {}", what.first));
  const std::vector<std::string> labels = results.file.texts(list);
  const auto found = std::ranges::find(labels, what.second);
  if (found == labels.end())
    throw Unreadable(fmt::format("the scenario has no {} \"{}\".{}", what.first, what.second,
                                 did_you_mean(what.second, labels)));
  return static_cast<std::size_t>(found - labels.begin());
}

// Values of one replicate of a metric, [times x groups].
struct Record {
  const double* values;
  std::size_t groups;
  const std::string& label;
  std::size_t group;
};

double value_at(const Record& record, std::size_t time) {
  const double* row = record.values + time * record.groups;
  if (!record.label.empty()) return row[record.group];
  double sum = 0.0;
  for (std::size_t group = 0; group < record.groups; ++group) sum += row[group];
  return sum;
}

double value_in(const Results& results, const Record& record, const Period& period, MetricKind kind) {
  double value = kind == MetricKind::counter ? 0.0 : kMissing;
  for (std::size_t time = 0; time < results.times.size(); ++time) {
    if (results.times[time] <= period.from || results.times[time] > period.until) continue;
    const double now = value_at(record, time);
    value = kind == MetricKind::counter ? value + now : now;
  }
  return value;
}

// Something of the court that a column names, by a list beside the courts' names.
std::vector<double> court_codes(const Results& results, std::vector<double> column, const std::string& list) {
  const std::string name = "events/labels/" + list;
  if (!results.file.has(name))
    throw Unreadable(fmt::format("the file has no {}: an older comity wrote it", list));
  const std::vector<double> codes = results.file.numbers(name);
  for (double& court : column) court = court < 0.0 ? -1.0 : codes.at(static_cast<std::size_t>(court));
  return column;
}

// The rulings of each case so far.
struct CaseSoFar {
  double time = kMissing;
  double before = -1.0;  // winner of the ruling before this one
  double winner = -1.0;
  double part = 0.0;
};

std::vector<double> follow_cases(const Results& results, bool part) {
  const auto read = [&](const std::string& name) { return results.file.numbers("events/rulings/" + name); };
  const auto time = read("time");
  const auto number = read("case_number");
  const auto replicate = read("replicate");
  std::vector<double> outcome = read("outcome");
  std::map<std::pair<double, double>, CaseSoFar> cases;
  for (std::size_t row = 0; row < time.size(); ++row) {
    CaseSoFar& one = cases[{replicate[row], number[row]}];
    if (number[row] < 0.0) one = {};
    if (one.time == time[row]) {
      one.part += 1.0;
    } else {
      one = {time[row], one.winner, one.winner, 0.0};
    }
    const bool won = outcome[row] == static_cast<double>(EventOutcome::government) ||
                     outcome[row] == static_cast<double>(EventOutcome::provider);
    if (won) one.winner = outcome[row];
    outcome[row] = part ? one.part : one.before;
  }
  return outcome;
}

}  // namespace

Results open_results(const std::filesystem::path& path) {
  Results results{ResultsReader(path), 0, {}, {}, 0.0, 0.0};
  const auto shape = results.file.shape("runs/failed");
  if (shape.size() != 2 || shape[0] != 1)
    throw Error(fmt::format("{}: holds {} points of a design; patterns are about the replicates of one.",
                            path.string(), shape.empty() ? 0 : shape[0]));
  if (!results.file.has("metrics"))
    throw Error(fmt::format(
        "{}: holds totals of its runs but no series (the sweep did not keep them). Make it with --keep all.",
        path.string()));
  results.replicates = shape[1];
  for (const double failed : results.file.numbers("runs/failed")) results.failed.push_back(failed != 0.0);
  results.times = results.file.numbers("metrics/time");
  results.start = number_at(results, "config/run/start");
  results.end = number_at(results, "config/run/end");
  return results;
}

std::vector<double> read_metric(const Results& results, std::size_t metric, const std::string& label,
                                const Period& period) {
  const MetricRow& row = metric_rows()[metric];
  const std::string name = fmt::format("metrics/{}", row.name);
  if (!results.file.has(name)) throw Unreadable(fmt::format("the file has no metric {}", row.name));
  const std::string group(group_name(row.group));
  const std::size_t place = label.empty() ? 0 : find_label(results, "metrics/" + group, {group, label});
  const std::vector<double> all = results.file.numbers(name);
  const std::size_t groups = row.group == Group::one ? 1 : results.file.shape(name).at(3);
  const std::size_t size = results.times.size() * groups;
  std::vector<double> values;
  for (std::size_t run = 0; run < results.replicates; ++run) {
    const Record record{all.data() + run * size, groups, label, place};
    values.push_back(results.failed[run] ? kMissing : value_in(results, record, period, row.kind));
  }
  return values;
}

std::vector<double> read_series(const Results& results, const std::string& metric) {
  const std::string name = "metrics/" + metric;
  if (!results.file.has(name)) throw Unreadable(fmt::format("the file has no metric {}", metric));
  return results.file.numbers(name);
}

std::vector<double> read_column(const Results& results, EventTable table, const TableColumn& column) {
  using Derived = TableColumn::Derived;
  if (table == EventTable::demands && number_at(results, "config/run/log_demands") == 0.0)
    throw Unreadable("the demands were not logged; run again with --set run.log_demands=true");
  if (column.derived == Derived::winner_before || column.derived == Derived::part)
    return follow_cases(results, column.derived == Derived::part);
  const std::string name = fmt::format("events/{}/{}", event_table_name(table), column.base);
  if (!results.file.has(name))
    throw Unreadable(fmt::format("the file has no {}: an older comity wrote it", name));
  std::vector<double> values = results.file.numbers(name);
  switch (column.derived) {
    case Derived::court_state:
      return court_codes(results, std::move(values), "court_state");
    case Derived::court_level:
      return court_codes(results, std::move(values), "court_level");
    case Derived::court_above:
      return court_codes(results, std::move(values), "court_above");
    default:
      return values;
  }
}

std::vector<double> read_replicates(const Results& results, EventTable table) {
  return read_column(results, table, {"replicate", Coding::integer, TableColumn::Derived::no, "replicate"});
}

double code_of(const Results& results, const TableColumn& column, const std::string& word) {
  const auto codes = code_names(column.coding);
  const auto code = std::ranges::find(codes, word);
  if (code != codes.end()) return static_cast<double>(code - codes.begin());
  const std::string_view list = label_list_name(column.coding);
  return static_cast<double>(find_label(results, fmt::format("events/labels/{}", list), {list, word}));
}

// In the order of formula_constants.
double constant_value(const Results& results, std::size_t constant) {
  const auto count = [&](const std::string& group) {
    return static_cast<double>(results.file.texts("metrics/" + group).size());
  };
  if (constant == 4) return count("state");
  if (constant == 5) return count("provider");
  return std::array{results.start, results.end, kDaysPerMonth, kDaysPerYear}.at(constant);
}

double parameter_value(const Results& results, std::size_t parameter) {
  const ParameterRow& row = parameter_rows()[parameter];
  const std::string name = fmt::format("config/{}/{}", row.group, row.name);
  if (!results.file.has(name))
    throw Unreadable(fmt::format("the file has no parameter {}.{}", row.group, row.name));
  return number_at(results, name);
}

}  // namespace comity::analysis
