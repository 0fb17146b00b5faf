// The spread of precedent for people.
#include "cli/analyze_spread.h"
#include "cli/words.h"
#include "day.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity {
namespace {

using Table = std::vector<std::vector<std::string>>;
constexpr std::size_t kCourtsShown = 10;

std::string name_at(const std::vector<std::string>& names, int place, const char* all) {
  return place < 0 ? all : names.at(static_cast<std::size_t>(place));
}

std::string range(std::string value, std::string low, std::string high) {
  const bool bounded = low != "–" || high != "–";
  return bounded ? fmt::format("{} [{}, {}]", value, low, high) : value;
}

std::string share(const Bounded& one) {
  return range(in_percent(one.value), in_percent(one.low, false), in_percent(one.high, false));
}

std::string number(const Bounded& one) {
  return range(in_figures(one.value), in_figures(one.low), in_figures(one.high));
}

std::string month(const Spread& spread, const Bounded& years) {
  const auto day = [&](double year) { return in_months(spread.start + year * kDaysPerYear); };
  return range(day(years.value), day(years.low), day(years.high));
}

double last(const std::vector<double>& curve) { return curve.empty() ? std::nan("") : curve.back(); }

std::string adoption_table(const Spread& spread, const SpreadSummary& summary) {
  Table table = {
      {"question", "reading", "state", "courts", "at the end", "half of that by", "half of courts in"}};
  for (const ReadingSpread& one : summary.readings) {
    const Bounded end = {last(one.band.mean), last(one.band.low), last(one.band.high)};
    table.push_back({name_at(spread.questions, one.reading.question, ""), reading_name(one.reading),
                     name_at(spread.states, one.state, "all"), with_separators(static_cast<int>(one.courts)),
                     share(end), month(spread, one.half_of_final),
                     fmt::format("{} of {} runs", one.reaching, spread.runs.size())});
  }
  return aligned(table, 2);
}

// The Bass curves there are, and why the others are none: each reason once.
std::string bass_part(const Spread& spread, const SpreadSummary& summary) {
  Table table = {{"question", "reading", "state", "p [1/year]", "q [1/year]", "m"}};
  std::vector<std::string> reasons;
  for (const ReadingSpread& one : summary.readings) {
    const std::string& reason = one.bass.fit.reason;
    if (one.bass.fit.identified) {
      table.push_back({name_at(spread.questions, one.reading.question, ""), reading_name(one.reading),
                       name_at(spread.states, one.state, "all"), number(one.bass.p), number(one.bass.q),
                       share(one.bass.m)});
    } else if (std::ranges::find(reasons, reason) == reasons.end()) {
      reasons.push_back(reason);
    }
  }
  std::string text =
      "Bass curves of the courts that have ever ruled so: p on their own, q following others, up to m.\n";
  if (table.size() > 1) text += "\n" + aligned(table, 2);
  if (reasons.empty()) return text;
  const char* which = table.size() > 1 ? "The other readings have" : "No reading has";
  return text + wrapped(fmt::format("{} {}: {}.", which, table.size() > 1 ? "none" : "one",
                                    fmt::join(reasons, "; ")),
                        0);
}

std::string splits_part(const Spread& spread, const SpreadSummary& summary) {
  if (summary.splits.empty()) return "No appellate courts of one state split in these runs.\n";
  const SplitSummary& all = summary.splits.front();
  std::string text =
      wrapped(fmt::format("Appellate courts of one state split {} times in {} runs; {} of the splits are "
                          "resolved, half of them within {} "
                          "years of opening.",
                          all.splits, spread.runs.size(), share(all.resolved), number(all.years)),
              0);
  Table table = {{"question", "state", "per run", "resolved", "by the apex", "by agreement", "by new law",
                  "years to half"}};
  for (const SplitSummary& one : summary.splits)
    table.push_back({name_at(spread.questions, one.question, "all"), name_at(spread.states, one.state, "all"),
                     number(one.per_run), share(one.resolved), share(one.closed_by[1]),
                     share(one.closed_by[2]), share(one.closed_by[3]), number(one.years)});
  return text + "\n" + aligned(table, 2);
}

std::string citations_part(const Spread& spread, const SpreadSummary& summary) {
  const CitationSummary& citations = summary.citations;
  if (citations.citations == 0) return "No ruling cites another in these runs.\n";
  std::vector<std::size_t> courts(spread.courts.name.size());
  std::iota(courts.begin(), courts.end(), std::size_t{0});
  const auto& standing = citations.standing;
  std::ranges::stable_sort(courts, std::greater{},
                           [&](std::size_t court) { return standing.authority[court].value; });
  std::string text =
      wrapped(fmt::format("Rulings cite {} others per run, {} of them abroad; half of what is cited is less "
                          "than {} years old. The leading "
                          "authority is {}.",
                          number(citations.per_run), share(citations.abroad), number(citations.half_life),
                          spread.courts.name[courts.front()]),
              0);
  Table table = {{"court", "state", "cited per run", "authority", "hub"}};
  for (const std::size_t court : courts) {
    if (table.size() > kCourtsShown || standing.authority[court].value <= 0.0) break;
    table.push_back({spread.courts.name[court], name_at(spread.states, spread.courts.state[court], ""),
                     number(standing.in_degree[court]), share(standing.authority[court]),
                     share(standing.hub[court])});
  }
  return text + "\n" + aligned(table, 2);
}

}  // namespace

std::string spread_text(const Spread& spread, const SpreadScope& scope, const SpreadSummary& summary) {
  const auto day = [](double time) { return to_string(static_cast<Day>(std::floor(time))); };
  std::string text = fmt::format("Precedent in {} runs from {} to {}", spread.runs.size(), day(spread.start),
                                 day(last(spread.times)));
  if (spread.failed > 0) text += fmt::format(" ({} failed runs left out)", spread.failed);
  text += "\n\n";
  if (summary.readings.empty()) return text + "No court ruled on an open question.\n";
  text += wrapped(
      fmt::format("Share of courts {}. Brackets: {:g} % of runs at the end, {:g} % intervals elsewhere.",
                  scope.held == Held::own ? "whose own latest standing ruling holds a reading"
                                          : "that hold a reading, by their own ruling or a court above",
                  100.0 * scope.band, 100.0 * scope.level),
      0);
  text += "\n" + adoption_table(spread, summary) + "\n" + bass_part(spread, summary) + "\n";
  return text + splits_part(spread, summary) + "\n" + citations_part(spread, summary);
}

}  // namespace comity
