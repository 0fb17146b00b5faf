#include "analysis/quantity.h"

#include "analysis/values.h"
#include "missing.h"
#include "observe/labels.h"
#include "random/elementary.h"
#include "scenario/parameters.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <numeric>

namespace comity::analysis {
namespace {

// Position of a label, as a place in the file knows it.
std::size_t find_label(const Record& record, const std::string& list,
                       const std::pair<std::string_view, const std::string&>& what) {
  if (!record.file.has(list)) throw Unreadable(fmt::format("the scenario has no {}", what.first));
  const std::vector<std::string> labels = record.file.texts(list);
  const auto found = std::ranges::find(labels, what.second);
  if (found == labels.end())
    throw Unreadable(fmt::format("the scenario has no {} \"{}\".{}", what.first, what.second,
                                 did_you_mean(what.second, labels)));
  return static_cast<std::size_t>(found - labels.begin());
}

// Something of the court that a column names, by a list beside the courts' names.
std::vector<double> court_codes(const Record& record, std::vector<double> column, const std::string& list) {
  const std::string name = "events/labels/" + list;
  if (!record.file.has(name))
    throw Unreadable(fmt::format("the file has no {}: an older comity wrote it", list));
  const std::vector<double> codes = record.file.numbers(name);
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

std::vector<double> follow_cases(const Record& record, bool part) {
  const auto read = [&](const std::string& name) { return record.file.numbers("events/rulings/" + name); };
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

std::vector<double> read_curve(const Record& record, const std::string& metric) {
  const std::string name = "metrics/" + metric;
  if (!record.file.has(name)) throw Unreadable(fmt::format("the file has no metric {}", metric));
  return record.file.numbers(name);
}

std::vector<double> read_column(const Record& record, EventTable table, const TableColumn& column) {
  using Derived = TableColumn::Derived;
  if (table == EventTable::demands && record.file.numbers("config/run/log_demands").at(0) == 0.0)
    throw Unreadable("the demands were not logged; run again with --set run.log_demands=true");
  if (column.derived == Derived::winner_before || column.derived == Derived::part)
    return follow_cases(record, column.derived == Derived::part);
  const std::string name = fmt::format("events/{}/{}", name_of(table), column.base);
  if (!record.file.has(name))
    throw Unreadable(fmt::format("the file has no {}: an older comity wrote it", name));
  std::vector<double> values = record.file.numbers(name);
  switch (column.derived) {
    case Derived::court_state:
      return court_codes(record, std::move(values), "court_state");
    case Derived::court_level:
      return court_codes(record, std::move(values), "court_level");
    case Derived::court_above:
      return court_codes(record, std::move(values), "court_above");
    default:
      return values;
  }
}

using Column = std::shared_ptr<const std::vector<double>>;

// Columns of event tables as they are read, once each: a table of demands is long, and quantities ask for the same ones.
struct Columns {
  const Record& record;
  std::map<std::pair<EventTable, std::string>, Column> read;

  Column of(EventTable table, const TableColumn& column) {
    Column& own = read[{table, column.name}];
    if (!own) own = std::make_shared<const std::vector<double>>(read_column(record, table, column));
    return own;
  }
  Column replicates(EventTable table) {
    return of(table, {"replicate", Coding::integer, TableColumn::Derived::no, "replicate"});
  }
};

double code_of(const Record& record, const TableColumn& column, const std::string& word) {
  const auto codes = code_names(column.coding);
  const auto code = std::ranges::find(codes, word);
  if (code != codes.end()) return static_cast<double>(code - codes.begin());
  const std::string_view list = label_list_name(column.coding);
  return static_cast<double>(find_label(record, fmt::format("events/labels/{}", list), {list, word}));
}

double top_share(std::span<const double> numbers, int top) {
  std::vector<double> sorted(numbers.begin(), numbers.end());
  std::ranges::sort(sorted, std::greater<>());
  const auto first = sorted.begin() + std::min<std::ptrdiff_t>(top, std::ssize(sorted));
  const double all = std::accumulate(sorted.begin(), sorted.end(), 0.0);
  return all > 0.0 ? std::accumulate(sorted.begin(), first, 0.0) / all : kMissing;
}

// Least squares through ln(y / (ceiling - y)) against the year.
double logistic_slope(const Term& term, std::span<const double> numbers) {
  double count = 0.0;
  double mean_year = 0.0;
  double mean_log = 0.0;
  double covariance = 0.0;
  double variance = 0.0;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (!(numbers[i] > term.above) || numbers[i] >= term.ceiling) continue;
    const double year = term.years[i];
    const double log = log_same(numbers[i] / (term.ceiling - numbers[i]));
    count += 1.0;
    const double step = year - mean_year;
    mean_year += step / count;
    mean_log += (log - mean_log) / count;
    covariance += step * (log - mean_log);
    variance += step * (year - mean_year);
  }
  return variance > 0.0 ? covariance / variance : kMissing;
}

// A name of a formula over rows: a column, or a number per replicate.
struct RowName {
  Column rows;
  std::vector<double> replicates;
  double constant = 0.0;
};

struct RowFormula {
  const Expression* expression;
  std::vector<RowName> names;
  std::vector<double> words;
};

struct RowSource {
  Columns& columns;
  EventTable table;
  std::span<const QuantityValues> earlier;
};

const QuantityValues& readable(const QuantityValues& quantity) {
  if (!quantity.unreadable.empty()) throw Unreadable(quantity.unreadable);
  return quantity;
}

RowName row_name(const RowSource& rows, const Binding& binding) {
  RowName name;
  if (binding.source == NameSource::column) {
    name.rows = rows.columns.of(rows.table, table_columns(rows.table)[binding.index]);
  } else if (binding.source == NameSource::quantity) {
    const Term& term = readable(rows.earlier[binding.index]).term;
    for (std::size_t run = 0; run < rows.columns.record.replicates; ++run)
      name.replicates.push_back(value_in_replicate(term, run));
  } else if (binding.source == NameSource::parameter) {
    name.constant = readable_parameter(rows.columns.record, binding.index);
  } else {
    name.constant = constant_value(rows.columns.record, binding.index);
  }
  return name;
}

RowFormula row_formula(const RowSource& rows, const Formula& formula) {
  RowFormula made{&formula.expression, {}, {}};
  for (const Binding& binding : formula.bindings) made.names.push_back(row_name(rows, binding));
  for (const ExpressionWord& word : formula.expression.words) {
    const TableColumn column = table_columns(rows.table)[formula.bindings[word.name].index];
    made.words.push_back(code_of(rows.columns.record, column, word.text));
  }
  return made;
}

double value_at(const RowFormula& formula, std::size_t row, std::size_t replicate,
                std::vector<double>& scratch) {
  scratch.clear();
  for (const RowName& name : formula.names) {
    scratch.push_back(name.rows                  ? (*name.rows)[row]
                      : !name.replicates.empty() ? name.replicates[replicate]
                                                 : name.constant);
  }
  return evaluate(*formula.expression, scratch, formula.words);
}

// What is added up over the rows of a replicate.
struct Sum {
  double count = 0.0;
  double sum = 0.0;
  double min = kMissing;
  double max = kMissing;
};

double reduced(const Sum& sum, Reduction reduction) {
  switch (reduction) {
    case Reduction::sum:
      return sum.sum;
    case Reduction::mean:
      return sum.count > 0.0 ? sum.sum / sum.count : kMissing;
    case Reduction::min:
      return sum.min;
    case Reduction::max:
      return sum.max;
    default:
      return sum.count;
  }
}

// Calls `use` with every row that meets the quantity's condition, and its replicate.
void for_each_row(const RowSource& rows, const Quantity& quantity,
                  const std::function<void(std::size_t, std::size_t)>& use) {
  const Column replicates = rows.columns.replicates(rows.table);
  const RowFormula where = row_formula(rows, quantity.where);
  std::vector<double> scratch;
  for (std::size_t row = 0; row < replicates->size(); ++row) {
    const auto replicate = static_cast<std::size_t>((*replicates)[row]);
    if (!quantity.where.text.empty() && !(value_at(where, row, replicate, scratch) > 0.0)) continue;
    use(row, replicate);
  }
}

void forget_failed(const Record& record, Term& term) {
  for (std::size_t run = 0; run < record.replicates; ++run) {
    if (!record.failed[run]) continue;
    std::fill_n(term.values.begin() + static_cast<std::ptrdiff_t>(run * term.width), term.width, kMissing);
  }
}

Term reduce_rows(const RowSource& rows, const Quantity& quantity) {
  std::vector<Sum> sums(rows.columns.record.replicates);
  const bool counted = quantity.reduce == Reduction::count;
  const RowFormula formula = counted ? RowFormula{} : row_formula(rows, quantity.value);
  std::vector<double> scratch;
  for_each_row(rows, quantity, [&](std::size_t row, std::size_t replicate) {
    Sum& sum = sums.at(replicate);
    const double value = counted ? 0.0 : value_at(formula, row, replicate, scratch);
    sum.count += 1.0;
    sum.sum += value;
    sum.min = std::fmin(sum.min, value);
    sum.max = std::fmax(sum.max, value);
  });
  Term term;
  for (const Sum& sum : sums) term.values.push_back(reduced(sum, quantity.reduce));
  return term;
}

Term count_labels(const RowSource& rows, const Quantity& quantity) {
  const auto columns = table_columns(rows.table);
  const auto column = std::ranges::find(columns, quantity.by, &TableColumn::name);
  const Column labels = rows.columns.of(rows.table, *column);
  const double most = labels->empty() ? 0.0 : *std::ranges::max_element(*labels);
  Term term;
  term.finish = quantity.reduce;
  term.top = quantity.top;
  term.width = static_cast<std::size_t>(std::max(most, 0.0)) + 1;
  term.values.assign(rows.columns.record.replicates * term.width, 0.0);
  for_each_row(rows, quantity, [&](std::size_t row, std::size_t replicate) {
    if (const double label = (*labels)[row]; label >= 0.0)
      term.values.at(replicate * term.width + static_cast<std::size_t>(label)) += 1.0;
  });
  return term;
}

Term take_series(const Record& record, const Quantity& quantity) {
  Term term;
  term.finish = quantity.reduce;
  term.width = record.times.size();
  term.values = read_curve(record, quantity.metric);
  if (term.values.size() != record.replicates * term.width)
    throw Unreadable(fmt::format("{} has more than one series", quantity.metric));
  for (const double time : record.times) term.years.push_back(time / kDaysPerYear);
  std::vector<double> constants;
  for (const Binding& binding : quantity.ceiling.bindings)
    constants.push_back(constant_value(record, binding.index));
  term.ceiling = evaluate(quantity.ceiling.expression, constants, {});
  term.above = quantity.above;
  return term;
}

Term compute_quantity(Columns& columns, const Quantity& quantity, std::span<const QuantityValues> earlier) {
  if (quantity.reduce == Reduction::logistic_slope) return take_series(columns.record, quantity);
  const RowSource rows{columns, static_cast<EventTable>(quantity.events), earlier};
  Term term =
      quantity.reduce == Reduction::top_share ? count_labels(rows, quantity) : reduce_rows(rows, quantity);
  forget_failed(columns.record, term);
  return term;
}

}  // namespace

double finish_term(const Term& term, std::span<const double> numbers) {
  if (term.finish == Reduction::top_share) return top_share(numbers, term.top);
  if (term.finish == Reduction::logistic_slope) return logistic_slope(term, numbers);
  return numbers[0];
}

double value_in_replicate(const Term& term, std::size_t replicate) {
  return finish_term(term, std::span(term.values).subspan(replicate * term.width, term.width));
}

double value_over(const Term& term, std::span<const std::size_t> replicates) {
  std::vector<double> means(term.width, 0.0);
  std::vector<double> counts(term.width, 0.0);
  for (const std::size_t replicate : replicates) {
    for (std::size_t i = 0; i < term.width; ++i) {
      const double value = term.values[replicate * term.width + i];
      if (std::isnan(value)) continue;
      means[i] += value;
      counts[i] += 1.0;
    }
  }
  for (std::size_t i = 0; i < term.width; ++i) means[i] = counts[i] > 0.0 ? means[i] / counts[i] : kMissing;
  return finish_term(term, means);
}

std::vector<QuantityValues> compute_quantities(const Record& record, const Evidence& evidence) {
  std::vector<QuantityValues> values;
  Columns columns{record, {}};
  for (const Quantity& quantity : evidence.quantities) {
    try {
      values.push_back({compute_quantity(columns, quantity, values), {}});
    } catch (const Unreadable& unreadable) {
      values.push_back({{}, unreadable.what()});
    }
  }
  return values;
}

double readable_parameter(const Record& record, std::size_t parameter) {
  if (const auto value = parameter_value(record, parameter)) return *value;
  const ParameterRow& row = parameter_rows()[parameter];
  throw Unreadable(fmt::format("the file has no parameter {}.{}", row.group, row.name));
}

std::vector<double> read_metric(const Record& record, const ExpressionName& name, const MetricRow& row,
                                const Period& period) {
  if (!record.file.has("metrics/" + name.name))
    throw Unreadable(fmt::format("the file has no metric {}", row.name));
  if (name.moment == Moment::day && record.times.front() >= static_cast<double>(name.day) + 1.0)
    throw Unreadable(fmt::format("nothing is recorded before {} ({} is asked for)",
                                 to_string(static_cast<Day>(record.times.front())), to_string(name.day)));
  TotalWanted wanted{{}, name.moment, name.day, period};
  const std::string group(name_of(row.group));
  if (!name.label.empty()) wanted.group = find_label(record, "metrics/" + group, {group, name.label});
  return groups_together(record, read_totals(record, name.name, wanted), name.average);
}

}  // namespace comity::analysis
