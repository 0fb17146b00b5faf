#include "analysis/values.h"

#include "analysis/bind.h"
#include "error.h"
#include "missing.h"
#include "observe/labels.h"
#include "scenario/parameters.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::analysis {
namespace {

// A formula, and the part of it that is spoken of.
struct Asked {
  const Record& record;
  const std::string& formula;
};

// Names the place within a formula that is more than one name.
[[noreturn]] void reject_part(const Asked& asked, const TextRange& place, const std::string& why) {
  const bool whole = place.begin == 0 && place.size == asked.formula.size();
  reject(asked.record,
         whole ? why
               : fmt::format("{}\n    {}\n    {}{}", why, asked.formula, std::string(place.begin, ' '),
                             std::string(std::max<std::size_t>(place.size, 1), '^')));
}

std::vector<std::string> labels_in(const Record& record, Group group) {
  return record.file.texts(kept_metrics(record) + std::string(name_of(group)));
}

std::vector<std::string> metric_names() {
  std::vector<std::string> names;
  for (const MetricRow& row : metric_rows()) names.emplace_back(row.name);
  return names;
}

void need_metric(const Asked& asked, const ExpressionName& name) {
  if (!asked.record.file.has(kept_metrics(asked.record) + name.name))
    reject_part(asked, name.place,
                fmt::format("has no metric {} (nothing in its scenario that it could be about, or an older "
                            "comity wrote it).",
                            name.name));
}

// Groups brought together, a number for each row of them.
std::vector<double> together(std::vector<double> values, std::size_t groups, bool average) {
  if (groups == 1) return values;
  std::vector<double> all;
  for (std::size_t i = 0; i < values.size(); i += groups) {
    OverTime sum;
    for (std::size_t group = 0; group < groups; ++group) sum.add(values[i + group]);
    all.push_back(sum.value(average ? MetricKind::gauge : MetricKind::counter));
  }
  return all;
}

// What a name stands for: numbers of runs, or one number.
struct Meant {
  Binding binding;
  std::optional<std::size_t> group;  // none: no groups, or all of them
};

// Whether the groups fit the metric, and which one is meant.
std::optional<std::size_t> find_label(const Asked& asked, const ExpressionName& name, const MetricRow& row) {
  if (row.group == Group::one) {
    if (name.label.empty() && !name.average) return {};
    reject_part(asked, name.place, fmt::format("the metric {} has no groups. Write {}.", row.name, row.name));
  }
  const std::string group(name_of(row.group));
  if (name.label.empty()) {
    if (row.kind == MetricKind::counter || name.average) return {};
    reject_part(asked, name.place,
                fmt::format("{} is per {} and cannot be added up. Write one of {}, or average({}).", row.name,
                            group, fmt::join(metric_groups(asked.record, name.name), ", "), row.name));
  }
  if (const auto place = find_group(asked.record, row.group, name.label)) return place;
  const std::vector<std::string> labels = labels_in(asked.record, row.group);
  reject_part(asked, name.place,
              fmt::format("the metric {} has no {} {}.{} There are {}.", row.name, group, name.label,
                          did_you_mean(name.label, labels), fmt::join(labels, ", ")));
}

Meant bind(const Asked& asked, const ExpressionName& name) {
  const auto binding = find_binding({{}, -1, true}, name.name);
  if (!binding)
    reject_part(asked, name.place,
                fmt::format("there is no metric {}.{} All metrics: comity list metrics.", name.name,
                            did_you_mean(name.name, metric_names())));
  if (binding->source != NameSource::metric) {
    if (name.plain()) return {*binding, {}};
    reject_part(asked, name.place,
                fmt::format("{} is no metric: it has no groups and is the same at all times.", name.name));
  }
  need_metric(asked, name);
  return {*binding, find_label(asked, name, metric_rows()[binding->index])};
}

Expression parse(const Asked& asked) {
  ExpressionProblem problem;
  auto expression = parse_expression(asked.formula, problem);
  if (!expression) reject_part(asked, problem.place, fmt::format("{}: {}", asked.formula, problem.message));
  for (const ExpressionWord& word : expression->words)
    reject_part(asked, word.place,
                fmt::format("{} is a number and cannot equal a text.", expression->names[word.name].name));
  return std::move(*expression);
}

// One number of every run.
std::vector<double> total_of(const Record& record, const ExpressionName& name, const Meant& meant) {
  const TotalWanted wanted{meant.group, name.moment, name.day, {}};
  return groups_together(record, read_totals(record, name.name, wanted), name.average);
}

// [runs x times]; what the formula takes at a time of its own is the same all along.
std::vector<double> series_values(const Record& record, const ExpressionName& name, const Meant& meant) {
  const std::size_t times = record.times.size();
  if (name.moment == Moment::whole) {
    need_series(record);
    const std::string path = "metrics/" + name.name;
    std::vector<std::size_t> size = record.file.shape(path);
    std::vector<std::size_t> begin(size.size(), 0);
    if (meant.group) {
      begin.back() = *meant.group;
      size.back() = 1;
    }
    return together(record.file.numbers(path, begin, size), size.size() > 3 ? size.back() : 1, name.average);
  }
  std::vector<double> values;
  for (const double total : total_of(record, name, meant)) values.insert(values.end(), times, total);
  return values;
}

// Of every point where the design sets the parameter, else the scenario's; NaN: the file does not say.
double parameter_at(const Record& record, std::size_t parameter, std::size_t point) {
  const ParameterRow& row = parameter_rows()[parameter];
  const std::string name = fmt::format("{}.{}", row.group, row.name);
  const auto factor = std::ranges::find(record.design.factors, name, &Factor::name);
  if (factor == record.design.factors.end()) return parameter_value(record, parameter).value_or(kMissing);
  return record.design.points[point].values[static_cast<std::size_t>(factor - record.design.factors.begin())];
}

// Numbers of every name, `width` for each run.
std::vector<double> numbers_of(const Record& record, const ExpressionName& name, const Meant& meant,
                               bool over_time) {
  if (meant.binding.source == NameSource::metric)
    return over_time ? series_values(record, name, meant) : total_of(record, name, meant);
  std::vector<double> values;
  const std::size_t width = record.replicates * (over_time ? record.times.size() : 1);
  for (std::size_t point = 0; point < record.points; ++point)
    values.insert(values.end(), width,
                  meant.binding.source == NameSource::parameter
                      ? parameter_at(record, meant.binding.index, point)
                      : constant_value(record, meant.binding.index));
  return values;
}

// Unit and meaning of a part of a formula.
struct Said {
  std::string unit = "1";
  std::string meaning;
  bool sum = false;  // needs brackets within a product
};

std::string in_brackets(const Said& said) {
  return said.sum ? fmt::format("({})", said.meaning) : said.meaning;
}

Said combined(ExpressionOp op, const Said& left, const Said& right) {
  switch (op) {
    case ExpressionOp::add:
    case ExpressionOp::subtract:
      return {left.unit == right.unit || right.unit == "1" ? left.unit : right.unit,
              fmt::format("{} {} {}", left.meaning, op == ExpressionOp::add ? '+' : '-',
                          op == ExpressionOp::add ? right.meaning : in_brackets(right)),
              true};
    case ExpressionOp::divide:
      return {left.unit == right.unit ? "1"
              : right.unit == "1"     ? left.unit
                                      : fmt::format("{}/{}", left.unit, right.unit),
              fmt::format("{} / {}", in_brackets(left), in_brackets(right)), false};
    case ExpressionOp::multiply:
      return {left.unit == "1"    ? right.unit
              : right.unit == "1" ? left.unit
                                  : fmt::format("{} {}", left.unit, right.unit),
              fmt::format("{} * {}", in_brackets(left), in_brackets(right)), false};
    default:
      return {"1", "", false};
  }
}

Said said_of(const Record& record, const ExpressionName& name, const Binding& binding) {
  if (binding.source != NameSource::metric) return {"1", name.name, false};
  const MetricRow& row = metric_rows()[binding.index];
  Said said{std::string(row.unit), std::string(row.meaning), false};
  if (name.average) said.meaning += fmt::format(", mean of all {}s", name_of(row.group));
  if (name.moment == Moment::mean) said.meaning += ", mean over the recorded days";
  if (name.moment == Moment::end) said.meaning += ", at the end";
  if (name.moment == Moment::day) {
    const auto recorded = static_cast<Day>(record.times[find_time(record, name.day)]);
    said.meaning += fmt::format(", on {}", to_string(recorded));
    if (recorded != name.day)
      said.meaning += fmt::format(", the last day recorded by {}", to_string(name.day));
  }
  return said;
}

// Unit and meaning of a formula; conditions and functions say the formula itself.
Said describe(const Asked& asked, const Expression& expression, std::span<const Meant> meant) {
  std::vector<Said> stack;
  for (const Expression::Step& step : expression.steps) {
    if (step.op == ExpressionOp::number) {
      stack.push_back({"1", fmt::format("{}", step.number), false});
    } else if (step.op == ExpressionOp::name) {
      stack.push_back(said_of(asked.record, expression.names[step.index], meant[step.index].binding));
    } else if (step.op == ExpressionOp::add || step.op == ExpressionOp::subtract ||
               step.op == ExpressionOp::multiply || step.op == ExpressionOp::divide) {
      const Said right = stack.back();
      stack.pop_back();
      stack.back() = combined(step.op, stack.back(), right);
    } else {
      return {"1", asked.formula, false};
    }
  }
  return stack.back();
}

RunValues evaluate_all(const Record& record, const std::string& formula, bool over_time) {
  const Asked asked{record, formula};
  const Expression expression = parse(asked);
  std::vector<Meant> meant;
  std::vector<std::vector<double>> numbers;
  for (const ExpressionName& name : expression.names) {
    meant.push_back(bind(asked, name));
    numbers.push_back(numbers_of(record, name, meant.back(), over_time));
  }
  const Said said = describe(asked, expression, meant);
  RunValues read{formula, said.unit, said.meaning, {}, {}};
  const std::size_t width = over_time ? record.times.size() : 1;
  std::vector<double> names(numbers.size());
  for (std::size_t i = 0; i < record.failed.size() * width; ++i) {
    for (std::size_t name = 0; name < numbers.size(); ++name) names[name] = numbers[name][i];
    read.values.push_back(record.failed[i / width] ? kMissing : evaluate(expression, names, {}));
  }
  return read;
}

}  // namespace

std::vector<std::string> metric_groups(const Record& record, const std::string& metric) {
  const Asked asked{record, metric};
  ExpressionName name{metric, {}, {0, metric.size()}};
  const auto binding = find_binding({{}, -1, true}, metric);
  if (!binding || binding->source != NameSource::metric) bind(asked, name);  // says what is wrong
  need_metric(asked, name);
  const MetricRow& row = metric_rows()[binding->index];
  if (row.group == Group::one) return {metric};
  std::vector<std::string> names;
  for (const std::string& label : labels_in(record, row.group))
    names.push_back(fmt::format("{}[{}]", metric, label));
  return names;
}

bool has_metrics(const Record& record, const std::string& formula) {
  ExpressionProblem problem;
  const auto expression = parse_expression(formula, problem);
  return expression && std::ranges::all_of(expression->names, [&](const ExpressionName& name) {
           return record.file.has(kept_metrics(record) + name.name);
         });
}

RunValues read_values(const Record& record, const std::string& formula, std::optional<Day> day) {
  if (!day) return evaluate_all(record, formula, false);
  const std::size_t time = find_time(record, *day);
  return slice_of(record, read_over_time(record, formula), time);
}

RunValues read_over_time(const Record& record, const std::string& formula) {
  need_series(record);
  return evaluate_all(record, formula, true);
}

RunValues slice_of(const Record& record, const RunValues& series, std::size_t time) {
  RunValues slice{
      series.metric, series.unit, series.meaning, to_string(static_cast<Day>(record.times[time])), {}};
  for (std::size_t i = time; i < series.values.size(); i += record.times.size())
    slice.values.push_back(series.values[i]);
  return slice;
}

std::vector<double> values_of_point(const Record& record, const RunValues& values, std::size_t point) {
  return values_of_points(record, values, {&point, 1});
}

std::vector<double> values_of_points(const Record& record, const RunValues& values,
                                     std::span<const std::size_t> points) {
  std::vector<double> present;
  for (const std::size_t point : points) {
    for (std::size_t run = point * record.replicates; run < (point + 1) * record.replicates; ++run) {
      if (!record.failed[run] && !std::isnan(values.values[run])) present.push_back(values.values[run]);
    }
  }
  return present;
}

std::vector<double> groups_together(const Record& record, std::vector<double> totals, bool average) {
  const std::size_t groups = totals.size() / record.failed.size();
  return together(std::move(totals), groups, average);
}

std::optional<std::size_t> find_group(const Record& record, Group group, const std::string& label) {
  const std::vector<std::string> labels = labels_in(record, group);
  const auto place = std::ranges::find(labels, label);
  if (place == labels.end()) return std::nullopt;
  return static_cast<std::size_t>(place - labels.begin());
}

// In the order of formula_constants.
double constant_value(const Record& record, std::size_t constant) {
  constexpr double kDaysPerMonth = kDaysPerYear / 12.0;
  const auto count = [&](Group group) { return static_cast<double>(labels_in(record, group).size()); };
  if (constant == 4) return count(Group::state);
  if (constant == 5) return count(Group::provider);
  return std::array{record.start, record.end, kDaysPerMonth, kDaysPerYear}.at(constant);
}

std::optional<double> parameter_value(const Record& record, std::size_t parameter) {
  const ParameterRow& row = parameter_rows()[parameter];
  const std::string name = fmt::format("config/{}/{}", row.group, row.name);
  if (!record.file.has(name)) return std::nullopt;
  return record.file.numbers(name).at(0);
}

}  // namespace comity::analysis
