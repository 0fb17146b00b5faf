#include "text/keys.h"

#include <cmath>

namespace comity {

KeyForm form_of_number(const Range& range) {
  const bool any = std::isinf(range.low) && std::isinf(range.high);
  KeyForm form(any ? "a number" : fmt::format("a number in [{}, {}]", range.low, range.high),
               Value::Kind::number);
  form.range = range;
  return form;
}

KeyForm form_of_whole(const Range& range) {
  KeyForm form(fmt::format("a whole number in [{}, {}]", range.low, range.high), Value::Kind::whole);
  form.range = range;
  return form;
}

KeyForm form_of_choice(std::span<const std::string_view> levels) {
  KeyForm form;
  form.levels.assign(levels.begin(), levels.end());
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (i > 0) form.words += i + 1 == levels.size() ? " or " : ", ";
    form.words += fmt::format("\"{}\"", levels[i]);
  }
  return form;
}

KeyForm form_of_flag() { return {"true or false", Value::Kind::flag}; }

KeyForm form_of_date() { return {"a date like 2013-12-04", Value::Kind::date}; }

KeyForm form_of_list(std::string words) { return {std::move(words), Value::Kind::list}; }

KeyForm form_of_tables() {
  KeyForm form("a list of tables", Value::Kind::list);
  form.items = Value::Kind::table;
  return form;
}

std::string with_unit(std::string_view meaning, std::string_view unit) {
  return unit == "1" ? std::string(meaning) : fmt::format("{} [{}]", meaning, unit);
}

}  // namespace comity
