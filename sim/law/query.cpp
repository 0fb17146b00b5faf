#include "law/query.h"

#include "error.h"

#include <fmt/format.h>

namespace comity::law {

Day day_asked(const Query& query) {
  if (query.on) return *query.on;
  throw Error(query.until
                  ? fmt::format("comity law {}: from which day? Add --from 2013-12-04.", query.command)
                  : fmt::format("comity law {}: on which day? Add --on 2026-09-01.", query.command));
}

std::string situations_in_percent(double part, double whole) {
  const double points = whole > 0.0 ? 100.0 * part / whole : 0.0;
  if (points > 0.0 && points < 0.1) return "< 0.1 %";
  if (points < 100.0 && points > 99.9) return "> 99.9 %";
  return points < 10.0 && points > 0.0 ? fmt::format("{:.1f} %", points) : fmt::format("{:.0f} %", points);
}

std::string unweighted_note() {
  return "Percentages are of situations, unweighted: each possible combination of facts counts once. They "
         "are not frequencies.";
}

Fields place_fields(const Library& library, const Spot& place) {
  return {{"file", library.files[place.file].path}, {"line", place.line}, {"column", place.column}};
}

Cell text_or_missing(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

Cell bounded_day(Day day) { return day == kAlways || day == kNever ? Cell() : Cell(CalendarDay{day}); }

Fields rule_fields(const Library& library, std::uint32_t rule, Day day) {
  const Rule& written = library.rules[rule];
  const Citation cited = cited_on(written, day);
  return {{"rule", written.name},
          {"source", cited.source},
          {"url", text_or_missing(cited.url)},
          {"quote", text_or_missing(cited.quote)},
          {"decided_later", text_or_missing(cited.later)},
          {"confirmed", written.confirmed},
          {"place", place_fields(library, written.place)}};
}

}  // namespace comity::law
