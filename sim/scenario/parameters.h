/// Parameters as typed structs, made from the parameter table and from nothing else.
#pragma once

#include "day.h"
#include "scenario/parameter_table.h"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace comity {

/// What a parameter's value is.
enum class ParameterType : std::uint8_t { Real, Integer, Count, Flag, Date, Choice };

namespace parameter_type {
using Real = double;
using Integer = std::int64_t;
using Count = double;  // whole
using Flag = bool;
using Date = Day;
using Choice = int;
}  // namespace parameter_type

#define COMITY_FIELD(type, name, value, unit, low, high, prior, tag, source, meaning) \
  parameter_type::type name = value;
#define COMITY_GROUP_STRUCT(group, Struct, ROWS) \
  struct Struct {                                \
    ROWS(COMITY_FIELD)                           \
  };
COMITY_PARAMETER_GROUPS(COMITY_GROUP_STRUCT)

/// All parameters; a default-constructed value holds the table's defaults.
struct Parameters {
#define COMITY_GROUP_MEMBER(group, Struct, ROWS) Struct group;
  COMITY_PARAMETER_GROUPS(COMITY_GROUP_MEMBER)
};

/// What is believed of a parameter before any evidence: that it lies somewhere between two ends, evenly on the plain or on a
/// logarithmic scale, or nothing (fixed).
struct Prior {
  enum class Shape : std::uint8_t { fixed, uniform, log_uniform };
  Shape shape = Shape::fixed;
  double low = 0.0;
  double high = 0.0;
};

/// Its shape in words: uniform, log-uniform, or empty for fixed.
std::string_view shape_words(const Prior& prior);

/// One row of the table, for messages, lists, files and sweeps.
struct ParameterRow {
  std::string_view group;
  std::string_view name;
  ParameterType type;
  double standard;        // the default; dates as days since 1970-01-01, choices as the level's index
  std::string_view unit;  // a Choice's levels: "nested|plain"
  double low;
  double high;
  Prior prior;
  std::string_view tag;
  std::string_view source;
  std::string_view meaning;
};

/// Whether the parameter takes whole numbers alone.
constexpr bool is_whole(const ParameterRow& row) {
  return row.type == ParameterType::Integer || row.type == ParameterType::Count;
}

/// The type in words: real, whole, true/false, date or choice.
std::string_view type_words(const ParameterRow& row);

/// The words of a Choice in the order of their indices, of a Flag false and true; of others none.
std::vector<std::string_view> levels_of(const ParameterRow& row);

/// All rows in table order.
std::span<const ParameterRow> parameter_rows();

/// The row of `group.name`; null: none.
const ParameterRow* parameter_named(std::string_view full_name);

/// Value of the row's field in `parameters`, as a double (exact for every type).
double parameter_value(const Parameters& parameters, const ParameterRow& row);

/// Sets the row's field; the value must be in range and fit the type (checked by the caller).
void assign_parameter(Parameters& parameters, const ParameterRow& row, double value);

}  // namespace comity
