#include "scenario/parameters.h"

#include "error.h"

#include <array>

namespace comity {
namespace {

constexpr Prior fixed;
constexpr Prior uniform(double low, double high) { return {Prior::Shape::uniform, low, high}; }
constexpr Prior log_uniform(double low, double high) { return {Prior::Shape::log_uniform, low, high}; }

// A sum and a type name cannot stand in parentheses: NOLINTBEGIN(bugprone-macro-parentheses)
#define COMITY_ROW_COUNT(type, name, value, unit, low, high, prior, tag, source, meaning) +1
#define COMITY_GROUP_COUNT(group, Struct, ROWS) ROWS(COMITY_ROW_COUNT)
constexpr std::size_t kRowCount = 0 COMITY_PARAMETER_GROUPS(COMITY_GROUP_COUNT);

constexpr std::array<ParameterRow, kRowCount> make_rows() {
  std::array<ParameterRow, kRowCount> rows{};
  std::size_t next = 0;
  std::string_view of_group;
#define COMITY_ROW(type, name, value, unit, low, high, prior, tag, source, meaning) \
  rows[next++] = {of_group,                                                         \
                  #name,                                                            \
                  ParameterType::type,                                              \
                  static_cast<double>(value),                                       \
                  unit,                                                             \
                  static_cast<double>(low),                                         \
                  static_cast<double>(high),                                        \
                  prior,                                                            \
                  tag,                                                              \
                  source,                                                           \
                  meaning};
#define COMITY_GROUP_ROWS(group, Struct, ROWS) \
  of_group = #group;                           \
  ROWS(COMITY_ROW)
  COMITY_PARAMETER_GROUPS(COMITY_GROUP_ROWS)
  return rows;
}

constexpr std::array<ParameterRow, kRowCount> kRows = make_rows();

// One pair of functions per group keeps each of them small.
#define COMITY_READ(type, field, value, unit, low, high, prior, tag, source, meaning) \
  if (name == #field) return static_cast<double>(group.field);
#define COMITY_WRITE(type, field, standard, unit, low, high, prior, tag, source, meaning) \
  if (name == #field) {                                                                   \
    group.field = static_cast<parameter_type::type>(value);                               \
    return true;                                                                          \
  }
#define COMITY_GROUP_ACCESS(name_of_group, Struct, ROWS)                          \
  double read(const Struct& group, std::string_view name) {                       \
    ROWS(COMITY_READ)                                                             \
    fail_expectation("a parameter of group " #name_of_group, __FILE__, __LINE__); \
  }                                                                               \
  bool write(Struct& group, std::string_view name, double value) {                \
    ROWS(COMITY_WRITE)                                                            \
    return false;                                                                 \
  }
COMITY_PARAMETER_GROUPS(COMITY_GROUP_ACCESS)
// NOLINTEND(bugprone-macro-parentheses)

}  // namespace

std::string_view type_words(const ParameterRow& row) {
  switch (row.type) {
    case ParameterType::Real:
      return "real";
    case ParameterType::Integer:
    case ParameterType::Count:
      return "whole";
    case ParameterType::Flag:
      return "true/false";
    case ParameterType::Date:
      return "date";
    case ParameterType::Choice:
      return "choice";
  }
  return "";
}

std::string_view shape_words(const Prior& prior) {
  switch (prior.shape) {
    case Prior::Shape::uniform:
      return "uniform";
    case Prior::Shape::log_uniform:
      return "log-uniform";
    case Prior::Shape::fixed:
      break;
  }
  return "";
}

std::vector<std::string_view> levels_of(const ParameterRow& row) {
  if (row.type == ParameterType::Flag) return {"false", "true"};
  if (row.type != ParameterType::Choice) return {};
  std::vector<std::string_view> levels;
  std::string_view rest = row.unit;
  while (true) {
    const std::size_t bar = rest.find('|');
    levels.push_back(rest.substr(0, bar));
    if (bar == std::string_view::npos) return levels;
    rest.remove_prefix(bar + 1);
  }
}

std::span<const ParameterRow> parameter_rows() { return kRows; }

const ParameterRow* parameter_named(std::string_view full_name) {
  const std::size_t point = full_name.find('.');
  for (const ParameterRow& row : kRows) {
    if (row.group == full_name.substr(0, point) && point != std::string_view::npos &&
        row.name == full_name.substr(point + 1))
      return &row;
  }
  return nullptr;
}

double parameter_value(const Parameters& parameters, const ParameterRow& row) {
#define COMITY_GROUP_VALUE(group_name, Struct, ROWS) \
  if (row.group == #group_name) return read(parameters.group_name, row.name);
  COMITY_PARAMETER_GROUPS(COMITY_GROUP_VALUE)
  fail_expectation("a group of the parameter table", __FILE__, __LINE__);
}

void assign_parameter(Parameters& parameters, const ParameterRow& row, double value) {
  bool found = false;
#define COMITY_GROUP_ASSIGN(group_name, Struct, ROWS) \
  if (row.group == #group_name) found = write(parameters.group_name, row.name, value);
  COMITY_PARAMETER_GROUPS(COMITY_GROUP_ASSIGN)
  COMITY_EXPECT(found);
}

}  // namespace comity
