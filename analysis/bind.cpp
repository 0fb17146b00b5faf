#include "analysis/bind.h"

#include "observe/labels.h"
#include "text/place.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>

namespace comity::analysis {
namespace {

constexpr std::string_view kParameterPrefix = "config.";

std::string full_parameter_name(const ParameterRow& row) {
  return fmt::format("{}{}.{}", kParameterPrefix, row.group, row.name);
}

/// What is being bound, for messages.
struct Bound {
  Reading& reading;
  const std::string& path;  // "pattern.P1.value"
  const Scope& scope;
  const Formula& formula;
};

// A part of the formula as it stands in the file: behind the quotation mark, if the text is written as it is read.
Spot spot_of(const Bound& bound, const TextRange& part) {
  const Formula& formula = bound.formula;
  const std::string_view file = bound.reading.complaints.files[formula.spot.file].text;
  const std::size_t begin = offset_of(file, {formula.spot.line, formula.spot.column}) + 1;
  if (begin > file.size() || !file.substr(begin).starts_with(formula.text)) return formula.spot;
  const auto columns = count_columns(std::string_view(formula.text).substr(part.begin, part.size));
  const LineColumn place = place_of(file, begin + part.begin);
  return {formula.spot.file, place.line, place.column,
          static_cast<std::uint32_t>(std::max<std::size_t>(columns, 1))};
}

void complain_part(const Bound& bound, const TextRange& part, std::string_view message) {
  complain(bound.reading.complaints, spot_of(bound, part), fmt::format("{}: {}", bound.path, message));
}

std::vector<std::string> known_names(const Scope& scope) {
  std::vector<std::string> names;
  if (scope.events >= 0) {
    for (const TableColumn& column : table_columns(static_cast<EventTable>(scope.events)))
      names.push_back(column.name);
  }
  for (const FormulaConstant& constant : formula_constants()) names.emplace_back(constant.name);
  for (const Quantity& quantity : scope.quantities) names.push_back(quantity.name);
  if (scope.metrics) {
    for (const MetricRow& row : metric_rows()) names.emplace_back(row.name);
  }
  return names;
}

std::string what_is_known(const Scope& scope) {
  if (scope.events >= 0)
    return fmt::format("column of the events {}", name_of(static_cast<EventTable>(scope.events)));
  return scope.metrics ? "metric or quantity above" : "constant";
}

template <typename Rows, typename Name>
std::optional<std::size_t> find_row(const Rows& rows, std::string_view name, Name name_of) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (name_of(rows[i]) == name) return i;
  }
  return std::nullopt;
}

// Labels that the program knows are checked here, those of a scenario when results are read.
void check_label(const Bound& bound, const ExpressionName& name, const Binding& binding) {
  if (binding.source != NameSource::metric) {
    if (!name.label.empty())
      complain_part(bound, name.place,
                    fmt::format("{} is no metric and takes no label in brackets.", name.name));
    else if (!name.plain())
      complain_part(
          bound, name.place,
          fmt::format("{} is no metric: it has no groups and is the same at all times.", name.name));
    return;
  }
  const MetricRow& row = metric_rows()[binding.index];
  if (name.label.empty()) {
    if (name.average && row.group == Group::one)
      complain_part(bound, name.place, fmt::format("{} has no groups to average.", row.name));
    if (row.kind == MetricKind::gauge && row.group != Group::one && !name.average)
      complain_part(
          bound, name.place,
          fmt::format("{} has one value per {} and is not added up. Name one in brackets, as in {}[…].",
                      row.name, name_of(row.group), row.name));
    return;
  }
  const std::vector<std::string> labels = group_labels(row.group, Config{});
  if (row.group == Group::one || (!labels.empty() && std::ranges::find(labels, name.label) == labels.end()))
    complain_part(bound, name.place,
                  fmt::format("{} has no {} (it has {}).{}", row.name, name.label, fmt::join(labels, ", "),
                              did_you_mean(name.label, labels)));
}

Binding bind_name(const Bound& bound, const ExpressionName& name) {
  const auto binding = find_binding(bound.scope, name.name);
  if (binding) {
    check_label(bound, name, *binding);
    return *binding;
  }
  const bool parameter = name.name.starts_with(kParameterPrefix);
  std::vector<std::string> known;
  for (const ParameterRow& row : parameter_rows()) known.push_back(full_parameter_name(row));
  if (!parameter) known = known_names(bound.scope);
  complain_part(bound, name.place,
                fmt::format("there is no {} {}.{}", parameter ? "parameter" : what_is_known(bound.scope),
                            name.name, did_you_mean(name.name, known)));
  return {};
}

void check_word(const Bound& bound, const ExpressionWord& word) {
  const Binding& binding = bound.formula.bindings[word.name];
  const std::string& name = bound.formula.expression.names[word.name].name;
  if (binding.source != NameSource::column)
    return complain_part(bound, word.place, fmt::format("{} is a number and cannot equal a text.", name));
  const auto columns = table_columns(static_cast<EventTable>(bound.scope.events));
  const Coding coding = columns[binding.index].coding;
  const auto codes = code_names(coding);
  const std::vector<std::string> known(codes.begin(), codes.end());
  if (known.empty() && label_list_name(coding).empty()) {
    complain_part(bound, word.place, fmt::format("{} is a number and cannot equal a text.", name));
  } else if (!known.empty() && std::ranges::find(known, word.text) == known.end()) {
    complain_part(bound, word.place,
                  fmt::format("{} is never \"{}\" (it is one of {}).{}", name, word.text,
                              fmt::join(known, ", "), did_you_mean(word.text, known)));
  }
}

}  // namespace

std::optional<Binding> find_binding(const Scope& scope, std::string_view name) {
  if (scope.events >= 0) {
    const auto columns = table_columns(static_cast<EventTable>(scope.events));
    if (const auto i = find_row(columns, name, [](const auto& row) { return std::string_view(row.name); }))
      return Binding{NameSource::column, *i};
  }
  if (const auto i = find_row(formula_constants(), name, [](const auto& row) { return row.name; }))
    return Binding{NameSource::constant, *i};
  if (const auto i =
          find_row(scope.quantities, name, [](const auto& row) { return std::string_view(row.name); }))
    return Binding{NameSource::quantity, *i};
  const auto full_name = [](const ParameterRow& row) { return full_parameter_name(row); };
  if (const auto i = find_row(parameter_rows(), name, full_name)) return Binding{NameSource::parameter, *i};
  if (!scope.metrics) return std::nullopt;
  if (const auto i = find_row(metric_rows(), name, [](const auto& row) { return row.name; }))
    return Binding{NameSource::metric, *i};
  return std::nullopt;
}

void bind_formula(Reading& reading, const std::string& path, const Scope& scope, Formula& formula) {
  if (formula.text.empty()) return;
  const Bound bound{reading, path, scope, formula};
  ExpressionProblem problem;
  auto expression = parse_expression(formula.text, problem);
  if (!expression) return complain_part(bound, problem.place, problem.message);
  formula.expression = std::move(*expression);
  const std::size_t wrong = reading.complaints.wrongs.size();
  for (const ExpressionName& name : formula.expression.names)
    formula.bindings.push_back(bind_name(bound, name));
  if (reading.complaints.wrongs.size() > wrong) return;  // the words' names may be among them
  for (const ExpressionWord& word : formula.expression.words) check_word(bound, word);
}

}  // namespace comity::analysis
