// The spread of precedent for people.
#include "cli/analyze_spread.h"
#include "day.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity {
namespace {

constexpr std::size_t kCourtsShown = 10;

std::string name_at(const std::vector<std::string>& names, int place, const char* all) {
  return place < 0 ? all : names.at(static_cast<std::size_t>(place));
}

std::string range(std::string value, std::string low, std::string high) {
  const bool bounded = low != "–" || high != "–";
  return bounded ? fmt::format("{} [{}, {}]", value, low, high) : value;
}

std::string share(const analysis::Bounded& one) {
  return range(in_percent(one.value), in_percent(one.low, false), in_percent(one.high, false));
}

std::string number(const analysis::Bounded& one) {
  return range(in_figures(one.value), in_figures(one.low), in_figures(one.high));
}

std::string month(const analysis::Spread& spread, const analysis::Bounded& years) {
  const auto day = [&](double year) { return in_months(spread.start + year * kDaysPerYear); };
  return range(day(years.value), day(years.low), day(years.high));
}

double last(const std::vector<double>& curve) { return curve.empty() ? std::nan("") : curve.back(); }

// The reading with which most courts of a question end, of the question most courts have decided.
std::string adoption_sentence(const analysis::Spread& spread, const analysis::SpreadScope& scope,
                              const analysis::SpreadSummary& summary) {
  const analysis::ReadingSpread* most = nullptr;
  for (const analysis::ReadingSpread& one : summary.readings) {
    if (one.state == scope.state && (most == nullptr || last(one.band.mean) > last(most->band.mean)))
      most = &one;
  }
  if (most == nullptr) return "No court ruled on an open question.";
  return fmt::format("At the end {} of {} courts hold {} {}{}.", in_percent(last(most->band.mean)),
                     most->courts, name_at(spread.questions, most->reading.question, ""),
                     analysis::reading_name(most->reading),
                     scope.held == analysis::Held::own ? ", by their own latest standing ruling"
                                                       : ", by their own ruling or one that binds them");
}

AnswerTable adoption_table(const analysis::Spread& spread, const analysis::SpreadScope& scope,
                           const analysis::SpreadSummary& summary) {
  AnswerTable table{
      fmt::format("Share of courts that hold each reading (brackets: {:g} % of runs), when half of that was "
                  "reached, and "
                  "in how many runs half of all courts hold it",
                  100.0 * scope.band),
      {{"question", "reading", "state", "courts", "at the end", "half of that by", "half of courts in"}}};
  for (const analysis::ReadingSpread& one : summary.readings) {
    const analysis::Bounded end = {last(one.band.mean), last(one.band.low), last(one.band.high)};
    table.rows.push_back(
        {name_at(spread.questions, one.reading.question, ""), reading_name(one.reading),
         name_at(spread.states, one.state, "all"), with_separators(static_cast<int>(one.courts)), share(end),
         month(spread, one.half_of_final), fmt::format("{} of {} runs", one.reaching, spread.runs.size())});
  }
  return table;
}

// The Bass curves there are, and a note why the others are none: each reason once.
void add_bass(const analysis::Spread& spread, const analysis::SpreadSummary& summary,
              QuestionAnswer& answer) {
  AnswerTable table{
      "Bass curves of the courts that have ever ruled so: p on their own, q following others, up to m",
      {{"question", "reading", "state", "p [1/year]", "q [1/year]", "m"}}};
  std::vector<std::string> reasons;
  for (const analysis::ReadingSpread& one : summary.readings) {
    const std::string& reason = one.bass.fit.reason;
    if (one.bass.fit.identified) {
      table.rows.push_back({name_at(spread.questions, one.reading.question, ""), reading_name(one.reading),
                            name_at(spread.states, one.state, "all"), number(one.bass.p), number(one.bass.q),
                            share(one.bass.m)});
    } else if (std::ranges::find(reasons, reason) == reasons.end()) {
      reasons.push_back(reason);
    }
  }
  const bool some = table.rows.size() > 1;
  if (some) answer.tables.push_back(std::move(table));
  if (reasons.empty()) return;
  answer.notes.push_back(fmt::format("{} Bass curve: {}.",
                                     some ? "The other readings have no" : "No reading has a",
                                     fmt::join(reasons, "; ")));
}

void add_splits(const analysis::Spread& spread, const analysis::SpreadSummary& summary,
                QuestionAnswer& answer) {
  if (summary.splits.empty()) {
    answer.sentences.emplace_back("No appellate courts of one state split.");
    return;
  }
  const analysis::SplitSummary& all = summary.splits.front();
  answer.sentences.push_back(
      fmt::format("Appellate courts of one state split {} times; {} of the splits are resolved, half of them "
                  "within {} years.",
                  all.splits, share(all.resolved), number(all.years)));
  AnswerTable table{
      "Splits, who resolves them, and the years until half are (open ones censored)",
      {{"question", "state", "per run", "resolved", "by the apex", "by agreement", "by new law", "years"}}};
  for (const analysis::SplitSummary& one : summary.splits)
    table.rows.push_back({name_at(spread.questions, one.question, "all"),
                          name_at(spread.states, one.state, "all"), number(one.per_run), share(one.resolved),
                          share(one.closed_by[1]), share(one.closed_by[2]), share(one.closed_by[3]),
                          number(one.years)});
  answer.tables.push_back(std::move(table));
}

void add_citations(const analysis::Spread& spread, const analysis::SpreadSummary& summary,
                   QuestionAnswer& answer) {
  const analysis::CitationSummary& citations = summary.citations;
  if (citations.citations == 0) {
    answer.sentences.emplace_back("No ruling cites another.");
    return;
  }
  const auto& standing = citations.standing;
  std::vector<std::size_t> courts(spread.courts.name.size());
  std::iota(courts.begin(), courts.end(), std::size_t{0});
  std::ranges::stable_sort(courts, std::greater{},
                           [&](std::size_t court) { return standing.authority[court].value; });
  answer.sentences.push_back(
      fmt::format("Rulings cite {} others per run, {} of them abroad; half of what is cited is less than {} "
                  "years old. The leading "
                  "authority is {}.",
                  number(citations.per_run), share(citations.abroad), number(citations.half_life),
                  spread.courts.name[courts.front()]));
  AnswerTable table{"Courts that others cite: citations per run, and their shares of HITS authority and hub",
                    {{"court", "state", "cited per run", "authority", "hub"}}};
  for (const std::size_t court : courts) {
    if (table.rows.size() > kCourtsShown || standing.authority[court].value <= 0.0) break;
    table.rows.push_back({spread.courts.name[court], name_at(spread.states, spread.courts.state[court], ""),
                          number(standing.in_degree[court]), share(standing.authority[court]),
                          share(standing.hub[court])});
  }
  answer.tables.push_back(std::move(table));
}

}  // namespace

QuestionAnswer spread_answer(const analysis::Spread& spread, const analysis::SpreadScope& scope,
                             const analysis::SpreadSummary& summary) {
  const auto day = [](double time) { return to_string(static_cast<Day>(std::floor(time))); };
  QuestionAnswer answer;
  answer.sentences.push_back(fmt::format("Precedent in {} runs from {} to {}.", spread.runs.size(),
                                         day(spread.start), day(last(spread.times))));
  answer.sentences.push_back(adoption_sentence(spread, scope, summary));
  if (!summary.readings.empty()) answer.tables.push_back(adoption_table(spread, scope, summary));
  add_bass(spread, summary, answer);
  add_splits(spread, summary, answer);
  add_citations(spread, summary, answer);
  answer.notes.push_back(fmt::format(
      "Brackets: {:g} % intervals where nothing else is said. What the numbers are: analysis/README.md.",
      100.0 * scope.level));
  if (spread.failed > 0) answer.notes.push_back(fmt::format("{} failed runs are left out.", spread.failed));
  answer.findings = analysis::spread_findings(spread, scope, summary);
  return answer;
}

}  // namespace comity
