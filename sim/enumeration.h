/// Enumerations declared once: one list gives the type, how many values it has, their names and what they mean.
///
///     COMITY_ENUM(Segment, (consumer, "private people"), (enterprise, "companies"))
///
/// declares `enum class Segment`, `name_of(Segment)` and `meaning_of(Segment)`, and for Segment there are `enum_count`,
/// `enum_values`, `enum_names`, `enum_meanings` and `enum_named` below. The order of the rows is that of the values, from 0.
/// Tables of more columns (parameters, metrics, facts) are lists of their own: COMITY_PARAMETER_GROUPS, COMITY_METRICS,
/// COMITY_FACTS.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace comity {

/// One value of an enumeration, as tables and files name it.
struct EnumRow {
  std::string_view name;
  std::string_view meaning;
};

/// How many values there are.
template <class Enum>
inline constexpr std::size_t enum_count = enum_rows(Enum{}).size();

/// All values, in their order.
template <class Enum>
inline constexpr auto enum_values = [] {
  std::array<Enum, enum_count<Enum>> values{};
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<Enum>(i);
  return values;
}();

/// One column of the rows of an enumeration, in the order of its values.
template <class Enum>
constexpr std::array<std::string_view, enum_count<Enum>> enum_column(std::string_view EnumRow::* column) {
  std::array<std::string_view, enum_count<Enum>> texts;
  for (std::size_t i = 0; i < texts.size(); ++i) texts[i] = enum_rows(Enum{})[i].*column;
  return texts;
}

template <class Enum>
inline constexpr auto enum_names = enum_column<Enum>(&EnumRow::name);

template <class Enum>
inline constexpr auto enum_meanings = enum_column<Enum>(&EnumRow::meaning);

/// The value of this name; nothing when none has it (text/suggest.h says which one may be meant).
template <class Enum>
constexpr std::optional<Enum> enum_named(std::string_view name) {
  for (std::size_t i = 0; i < enum_count<Enum>; ++i) {
    if (enum_names<Enum>[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace comity

// `row` applied to every tuple behind it, at most 256 of them: each pass of COMITY_REPEAT lets the step expand once more.
#define COMITY_EACH(row, ...) COMITY_REPEAT(COMITY_EACH_STEP(row, __VA_ARGS__))
#define COMITY_EACH_STEP(row, head, ...) \
  row head __VA_OPT__(COMITY_EACH_NEXT COMITY_BRACKETS(row, __VA_ARGS__))
#define COMITY_EACH_NEXT() COMITY_EACH_STEP
#define COMITY_BRACKETS ()
#define COMITY_REPEAT(...) COMITY_REPEAT_64(COMITY_REPEAT_64(COMITY_REPEAT_64(COMITY_REPEAT_64(__VA_ARGS__))))
#define COMITY_REPEAT_64(...) \
  COMITY_REPEAT_16(COMITY_REPEAT_16(COMITY_REPEAT_16(COMITY_REPEAT_16(__VA_ARGS__))))
#define COMITY_REPEAT_16(...) COMITY_REPEAT_4(COMITY_REPEAT_4(COMITY_REPEAT_4(COMITY_REPEAT_4(__VA_ARGS__))))
#define COMITY_REPEAT_4(...) __VA_ARGS__

/// The enumeration `Enum` of the rows (value, "meaning"); at namespace scope.
#define COMITY_ENUM(Enum, ...)                                                                      \
  enum class Enum : std::uint8_t { COMITY_EACH(COMITY_ENUM_VALUE, __VA_ARGS__) };                   \
  inline constexpr auto k##Enum##Rows = std::to_array({COMITY_EACH(COMITY_ENUM_ROW, __VA_ARGS__)}); \
  COMITY_ENUM_FUNCTIONS(Enum)

/// The same of a list `ROWS(X)` of rows X(value, "meaning", …), for one that something else is made of too.
#define COMITY_ENUM_OF(Enum, ROWS)                                              \
  enum class Enum : std::uint8_t { ROWS(COMITY_ENUM_VALUE) };                   \
  inline constexpr auto k##Enum##Rows = std::to_array({ROWS(COMITY_ENUM_ROW)}); \
  COMITY_ENUM_FUNCTIONS(Enum)

#define COMITY_ENUM_VALUE(value, ...) value,
#define COMITY_ENUM_ROW(value, meaning, ...) ::comity::EnumRow{#value, meaning},
#define COMITY_ENUM_FUNCTIONS(Enum)                                \
  constexpr const auto& enum_rows(Enum) { return k##Enum##Rows; }  \
  constexpr std::string_view name_of(Enum value) {                 \
    return k##Enum##Rows[static_cast<std::size_t>(value)].name;    \
  }                                                                \
  constexpr std::string_view meaning_of(Enum value) {              \
    return k##Enum##Rows[static_cast<std::size_t>(value)].meaning; \
  }
