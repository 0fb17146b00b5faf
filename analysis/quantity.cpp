#include "analysis/quantity.h"

#include "missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace comity::analysis {
namespace {

// A name of a formula over rows: a column, or a number per replicate.
struct RowName {
  std::vector<double> rows;
  std::vector<double> replicates;
  double constant = 0.0;
};

struct RowFormula {
  const Expression* expression;
  std::vector<RowName> names;
  std::vector<double> words;
};

struct RowSource {
  const Results& results;
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
    name.rows = read_column(rows.results, rows.table, table_columns(rows.table)[binding.index]);
  } else if (binding.source == NameSource::quantity) {
    const Term& term = readable(rows.earlier[binding.index]).term;
    for (std::size_t run = 0; run < rows.results.replicates; ++run)
      name.replicates.push_back(value_in_replicate(term, run));
  } else if (binding.source == NameSource::parameter) {
    name.constant = parameter_value(rows.results, binding.index);
  } else {
    name.constant = constant_value(rows.results, binding.index);
  }
  return name;
}

RowFormula row_formula(const RowSource& rows, const Formula& formula) {
  RowFormula made{&formula.expression, {}, {}};
  for (const Binding& binding : formula.bindings) made.names.push_back(row_name(rows, binding));
  for (const ExpressionWord& word : formula.expression.words) {
    const TableColumn column = table_columns(rows.table)[formula.bindings[word.name].index];
    made.words.push_back(code_of(rows.results, column, word.text));
  }
  return made;
}

double value_at(const RowFormula& formula, std::size_t row, std::size_t replicate,
                std::vector<double>& scratch) {
  scratch.clear();
  for (const RowName& name : formula.names) {
    scratch.push_back(!name.rows.empty()         ? name.rows[row]
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
  const std::vector<double> replicates = read_replicates(rows.results, rows.table);
  const RowFormula where = row_formula(rows, quantity.where);
  std::vector<double> scratch;
  for (std::size_t row = 0; row < replicates.size(); ++row) {
    const auto replicate = static_cast<std::size_t>(replicates[row]);
    if (!quantity.where.text.empty() && !(value_at(where, row, replicate, scratch) > 0.0)) continue;
    use(row, replicate);
  }
}

void forget_failed(const Results& results, Term& term) {
  for (std::size_t run = 0; run < results.replicates; ++run) {
    if (!results.failed[run]) continue;
    std::fill_n(term.values.begin() + static_cast<std::ptrdiff_t>(run * term.width), term.width, kMissing);
  }
}

Term reduce_rows(const RowSource& rows, const Quantity& quantity) {
  std::vector<Sum> sums(rows.results.replicates);
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
  const std::vector<double> labels = read_column(rows.results, rows.table, *column);
  const double most = labels.empty() ? 0.0 : *std::ranges::max_element(labels);
  Term term;
  term.finish = quantity.reduce;
  term.top = quantity.top;
  term.width = static_cast<std::size_t>(std::max(most, 0.0)) + 1;
  term.values.assign(rows.results.replicates * term.width, 0.0);
  for_each_row(rows, quantity, [&](std::size_t row, std::size_t replicate) {
    if (labels[row] >= 0.0)
      term.values.at(replicate * term.width + static_cast<std::size_t>(labels[row])) += 1.0;
  });
  return term;
}

Term take_series(const Results& results, const Quantity& quantity) {
  Term term;
  term.finish = quantity.reduce;
  term.width = results.times.size();
  term.values = read_series(results, quantity.metric);
  if (term.values.size() != results.replicates * term.width)
    throw Unreadable(fmt::format("{} has more than one series", quantity.metric));
  for (const double time : results.times) term.years.push_back(time / kDaysPerYear);
  std::vector<double> constants;
  for (const Binding& binding : quantity.ceiling.bindings)
    constants.push_back(constant_value(results, binding.index));
  term.ceiling = evaluate(quantity.ceiling.expression, constants, {});
  term.above = quantity.above;
  return term;
}

Term compute_quantity(const Results& results, const Quantity& quantity,
                      std::span<const QuantityValues> earlier) {
  if (quantity.reduce == Reduction::logistic_slope) return take_series(results, quantity);
  const RowSource rows{results, static_cast<EventTable>(quantity.events), earlier};
  Term term =
      quantity.reduce == Reduction::top_share ? count_labels(rows, quantity) : reduce_rows(rows, quantity);
  forget_failed(results, term);
  return term;
}

}  // namespace

std::vector<QuantityValues> compute_quantities(const Results& results, const Targets& targets) {
  std::vector<QuantityValues> values;
  for (const Quantity& quantity : targets.quantities) {
    try {
      values.push_back({compute_quantity(results, quantity, values), {}});
    } catch (const Unreadable& unreadable) {
      values.push_back({{}, unreadable.what()});
    }
  }
  return values;
}

}  // namespace comity::analysis
