#include "analysis/answer_spread.h"

#include "analysis/spread_summary.h"
#include "day.h"
#include "error.h"
#include "text/reading.h"
#include "text/suggest.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace comity::analysis {
namespace {

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

// The reading with which most courts of a question end, of the question most courts have decided.
std::string adoption_sentence(const Spread& spread, const SpreadScope& scope, const SpreadSummary& summary) {
  const ReadingSpread* most = nullptr;
  for (const ReadingSpread& one : summary.readings) {
    if (one.state == scope.state && (most == nullptr || last(one.band.mean) > last(most->band.mean)))
      most = &one;
  }
  if (most == nullptr) return "No court ruled on an open question.";
  return fmt::format("{} At the end {} of {} courts hold that {}{}.",
                     law::in_sentence(question_in(spread, most->reading.question)),
                     in_percent(last(most->band.mean)), most->courts, reading_in(spread, most->reading).words,
                     scope.held == Held::own ? ", by their own latest standing ruling"
                                             : ", by their own ruling or one that binds them");
}

Table adoption_table(const Spread& spread, const SpreadScope& scope, const SpreadSummary& summary) {
  Table table{
      fmt::format("Share of courts that hold each reading (brackets: {:g} % of runs), when half of that was "
                  "reached, and "
                  "in how many runs half of all courts hold it",
                  100.0 * scope.band),
      {"question", "reading", "state", "courts", "at the end", "half of that by", "half of courts in"},
      {}};
  for (const ReadingSpread& one : summary.readings) {
    const Bounded end = {last(one.band.mean), last(one.band.low), last(one.band.high)};
    table.rows.push_back(
        {name_at(spread.questions, one.reading.question, ""), reading_in(spread, one.reading).words,
         name_at(spread.states, one.state, "all"), with_separators(static_cast<int>(one.courts)), share(end),
         month(spread, one.half_of_final), fmt::format("{} of {} runs", one.reaching, spread.runs.size())});
  }
  return table;
}

// The Bass curves there are, and a note why the others are none: each reason once.
void add_bass(const Spread& spread, const SpreadSummary& summary, Found& answer) {
  Table table{
      "Bass curves of the courts that have ever ruled so: p on their own, q following others, up to m",
      {"question", "reading", "state", {"p", "1/year"}, {"q", "1/year"}, "m"},
      {}};
  std::vector<std::string> reasons;
  for (const ReadingSpread& one : summary.readings) {
    const std::string& reason = one.bass.fit.reason;
    if (one.bass.fit.identified) {
      table.rows.push_back({name_at(spread.questions, one.reading.question, ""),
                            reading_in(spread, one.reading).words, name_at(spread.states, one.state, "all"),
                            number(one.bass.p), number(one.bass.q), share(one.bass.m)});
    } else if (std::ranges::find(reasons, reason) == reasons.end()) {
      reasons.push_back(reason);
    }
  }
  const bool some = !table.rows.empty();
  if (some) answer.tables.push_back(std::move(table));
  if (reasons.empty()) return;
  answer.notes.push_back(fmt::format("{} Bass curve: {}.",
                                     some ? "The other readings have no" : "No reading has a",
                                     fmt::join(reasons, "; ")));
}

void add_splits(const Spread& spread, const SpreadSummary& summary, Found& answer) {
  if (summary.splits.empty()) {
    answer.sentences.emplace_back("No appellate courts of one state split.");
    return;
  }
  const SplitSummary& all = summary.splits.front();
  answer.sentences.push_back(
      fmt::format("Appellate courts of one state split {} times; {} of the splits are resolved, half of them "
                  "within {} years.",
                  all.splits, share(all.resolved), number(all.years)));
  Table table{
      "Splits, who resolves them, and the years until half are (open ones censored)",
      {"question", "state", "per run", "resolved", "by the apex", "by agreement", "by new law", "years"},
      {}};
  for (const SplitSummary& one : summary.splits)
    table.rows.push_back({name_at(spread.questions, one.question, "all"),
                          name_at(spread.states, one.state, "all"), number(one.per_run), share(one.resolved),
                          share(one.closed_by[1]), share(one.closed_by[2]), share(one.closed_by[3]),
                          number(one.years)});
  answer.tables.push_back(std::move(table));
}

void add_citations(const Spread& spread, const SpreadSummary& summary, Found& answer) {
  const CitationSummary& citations = summary.citations;
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
  Table table{"Courts that others cite: citations per run, and their shares of HITS authority and hub",
              {"court", "state", "cited per run", "authority", "hub"},
              {}};
  for (const std::size_t court : courts) {
    if (table.rows.size() >= kCourtsShown || standing.authority[court].value <= 0.0) break;
    table.rows.push_back({spread.courts.name[court], name_at(spread.states, spread.courts.state[court], ""),
                          number(standing.in_degree[court]), share(standing.authority[court]),
                          share(standing.hub[court])});
  }
  answer.tables.push_back(std::move(table));
}

// What was found in words, and the tables behind it.
Found tell_spread(const Spread& spread, const SpreadScope& scope, const SpreadSummary& summary) {
  const auto day = [](double time) { return to_string(static_cast<Day>(std::floor(time))); };
  Found answer;
  answer.sentences.push_back(fmt::format("Precedent in {} runs from {} to {}.", spread.runs.size(),
                                         day(spread.start), day(last(spread.times))));
  answer.sentences.push_back(adoption_sentence(spread, scope, summary));
  if (!summary.readings.empty()) answer.tables.push_back(adoption_table(spread, scope, summary));
  add_bass(spread, summary, answer);
  add_splits(spread, summary, answer);
  add_citations(spread, summary, answer);
  for (const law::Question& question : spread.words)
    if (question.name != question.id)
      answer.notes.push_back(fmt::format("{}: {}", question.id, question.name));
  answer.notes.push_back(fmt::format(
      "Brackets: {:g} % intervals where nothing else is said. What the numbers are: analysis/README.md.",
      100.0 * scope.level));
  answer.findings = spread_findings(spread, scope, summary);
  return answer;
}

int find_name(const Inquiry& asked, const std::string& option, const std::vector<std::string>& names) {
  if (asked.words(option).empty()) return -1;
  const std::string name = asked.word(option);
  const auto found = std::ranges::find(names, name);
  if (found == names.end())
    throw Error(fmt::format("{}: --{} {} (the file has {}).{}", asked.command, option, name,
                            names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", ")),
                            did_you_mean(name, names)));
  return static_cast<int>(found - names.begin());
}

std::optional<std::uint32_t> find_number(const Inquiry& asked, const std::string& option) {
  if (asked.words(option).empty()) return std::nullopt;
  return static_cast<std::uint32_t>(
      read_whole(asked.command, fmt::format("--{}", option), asked.word(option), {0, 4'000'000'000}));
}

Spread open_spread(const Inquiry& asked) {
  const Record& record = asked.runs;
  const SpreadSelection selection{find_number(asked, "point"), find_number(asked, "replicate")};
  if (record.points > 1 && !selection.point)
    throw Error(fmt::format("{}: {} holds {} points, which differ. Choose one: --point 0 to --point {}.",
                            asked.command, record.file.path().string(), record.points, record.points - 1));
  Spread spread = read_spread(record, selection);
  if (spread.runs.empty())
    throw Error(fmt::format("{}: every run asked for has failed.", record.file.path().string()));
  return spread;
}

Answer answer_spread(const Inquiry& asked) {
  check_choice(asked.command, "--held", asked.word("held"), {"own", "binding"});
  const Spread spread = open_spread(asked);
  SpreadScope scope;
  scope.question = find_name(asked, "question", spread.questions);
  scope.state = find_name(asked, "state", spread.states);
  scope.held = asked.word("held") == "own" ? Held::own : Held::binding;
  return make_answer(asked, tell_spread(spread, scope, summarise_spread(spread, scope)));
}

}  // namespace

Question spread_question() {
  return {.name = "spread",
          .summary = "how readings, splits and citations spread among courts",
          .head = R"(how readings, splits and citations spread among courts

Usage: comity analyze spread RESULTS [options]

For each open question and reading: the share of courts whose latest standing ruling holds it, over time; when half of its last
value, and half of all courts, are reached; a Bass curve of the courts that have ever ruled so, where the data say what its
parameters are. How often a state's appellate courts split, who closes the split and how long that takes (splits still open at the
end are censored). Who cites whom, how old what is cited is, and how much of it lies abroad.

All states together means: the courts of every state that ruled on the question in some run of the file. RESULTS must hold
events: what comity run writes, or comity sweep --keep all.
)",
          .examples = R"(  comity analyze spread results/microsoft-ireland.h5
  comity analyze spread results/microsoft-ireland.h5 --question us-warrant-stops-at-border --held binding
  comity analyze spread results/microsoft-ireland.h5 --state US --format csv --out spread.csv
  comity analyze spread results/microsoft-ireland.h5 --replicate 3

Rows of csv and json: metric is the question, factor the word of the reading (of older files accepted, rejected), who closed a split (nobody, apex, courts,
law) or the court, factor2 the state; empty: all. Times are in years (half times since the first day of the run), shares between 0
and 1. What they mean and how they are estimated: analysis/README.md.
)",
          .metrics = 0,
          .of_runs = false,
          .arm = false,
          .options = {{"question", "NAME", "", "only this open question"},
                      {"state", "ID", "", "only the courts of this state"},
                      {"held", "WORD", "own",
                       "own: courts that ruled so themselves; binding: also those bound by a court above"},
                      {"point", "N", "", "point of a sweep"},
                      {"replicate", "N", "", "only this run"}},
          .answer = answer_spread};
}

}  // namespace comity::analysis
