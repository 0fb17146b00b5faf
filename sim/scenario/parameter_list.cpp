#include "scenario/parameter_list.h"

#include "day.h"
#include "scenario/parameters.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace comity {
namespace {

std::string value_words(const ParameterRow& row, double value) {
  switch (row.type) {
    case ParameterType::Date:
      return to_string(static_cast<Day>(value));
    case ParameterType::Flag:
    case ParameterType::Choice:
      return std::string(levels_of(row)[static_cast<std::size_t>(value)]);
    default:
      return fmt::format("{}", value);
  }
}

}  // namespace

Table parameter_list() {
  Table listing{"",
                {"name", "type", "default", "unit", "low", "high", "prior", "prior_low", "prior_high", "tag",
                 "meaning", "source"},
                {}};
  for (const ParameterRow& row : parameter_rows()) {
    const bool fixed = row.prior.shape == Prior::Shape::fixed;
    listing.rows.push_back({fmt::format("{}.{}", row.group, row.name), std::string(type_words(row)),
                            value_words(row, row.standard), std::string(row.unit), value_words(row, row.low),
                            value_words(row, row.high), std::string(shape_words(row.prior)),
                            fixed ? "" : value_words(row, row.prior.low),
                            fixed ? "" : value_words(row, row.prior.high), std::string(row.tag),
                            std::string(row.meaning), std::string(row.source)});
  }
  return listing;
}

}  // namespace comity
