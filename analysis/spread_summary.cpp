#include "analysis/spread_summary.h"

#include "day.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace comity::analysis {
namespace {

constexpr std::uint32_t kResamples = 200;  // of fits

std::vector<double> years_of(const Spread& spread) {
  std::vector<double> years;
  for (const double time : spread.times) years.push_back((time - spread.start) / kDaysPerYear);
  return years;
}

// The first of the times at which a curve is at least so high; nothing: never.
std::optional<std::size_t> first_at(std::span<const double> curve, double height) {
  const auto found = std::ranges::find_if(curve, [&](double share) { return share >= height; });
  if (found == curve.end()) return std::nullopt;
  return static_cast<std::size_t>(found - curve.begin());
}

void find_halves(const Adoption& adoption, const std::vector<double>& years, double level,
                 ReadingSpread& into) {
  std::vector<Duration> of_final;
  std::vector<Duration> of_courts;
  for (std::size_t begin = 0; begin < adoption.shares.size(); begin += years.size()) {
    const std::span<const double> curve(adoption.shares.data() + begin, years.size());
    if (curve.back() > 0.0) of_final.push_back({years[*first_at(curve, 0.5 * curve.back())], true});
    const auto half = first_at(curve, 0.5);
    of_courts.push_back({years[half.value_or(years.size() - 1)], half.has_value()});
    into.reaching += half ? 1U : 0U;
  }
  into.adopting = of_final.size();
  into.half_of_final = median_survival(kaplan_meier(std::move(of_final), level));
  into.half_of_courts = median_survival(kaplan_meier(std::move(of_courts), level));
}

ReadingSpread describe(const Spread& spread, const SpreadScope& scope, const QuestionReading& reading,
                       int state) {
  ReadingSpread one;
  const std::vector<double> years = years_of(spread);
  const Adoption adoption = adoption_of(spread, reading, state, scope.held);
  one.reading = reading;
  one.state = state;
  one.courts = adoption.courts;
  one.band = band_of(adoption, years.size(), scope.band);
  find_halves(adoption, years, scope.level, one);
  one.bass =
      estimate_bass(adoption_of(spread, reading, state, Held::ever), years, {1, kResamples, scope.level});
  return one;
}

std::vector<ReadingSpread> describe_readings(const Spread& spread, const SpreadScope& scope) {
  std::vector<ReadingSpread> readings;
  for (int question = 0; question < static_cast<int>(spread.questions.size()); ++question) {
    const std::vector<int> ruling = states_with_rulings(spread, question);
    if (ruling.empty()) continue;
    std::vector<int> states = {-1};
    if (ruling.size() > 1) states.insert(states.end(), ruling.begin(), ruling.end());
    if (scope.state >= 0) states = {scope.state};
    for (const int state : states) {
      for (const bool accepted : {true, false})
        readings.push_back(describe(spread, scope, {question, accepted}, state));
    }
  }
  return readings;
}

SplitSummary describe_splits(const Spread& spread, std::pair<int, int> which, double level) {
  SplitSummary summary;
  std::tie(summary.question, summary.state) = which;
  std::vector<double> number(spread.runs.size(), 0.0);
  std::array<std::vector<double>, 4> closed;
  for (auto& one : closed) one = number;
  std::vector<double> resolved = number;
  std::vector<Duration> lengths;
  for (const Split& split : spread.splits) {
    if (summary.question >= 0 && (split.question != summary.question || split.state != summary.state))
      continue;
    const bool ended = split.closer != Closer::nobody;
    number[split.run] += 1.0;
    closed[static_cast<std::size_t>(split.closer)][split.run] += 1.0;
    resolved[split.run] += ended ? 1.0 : 0.0;
    lengths.push_back({(split.closed - split.opened) / kDaysPerYear, ended});
  }
  summary.splits = lengths.size();
  summary.per_run = ratio_of(number, std::vector<double>(number.size(), 1.0), level);
  for (std::size_t i = 0; i < closed.size(); ++i) summary.closed_by[i] = ratio_of(closed[i], number, level);
  summary.resolved = ratio_of(resolved, number, level);
  summary.years = median_survival(kaplan_meier(std::move(lengths), level));
  return summary;
}

std::vector<SplitSummary> describe_all_splits(const Spread& spread, const SpreadScope& scope) {
  std::vector<SplitSummary> all;
  if (spread.splits.empty()) return all;
  std::set<std::pair<int, int>> kinds = {{-1, -1}};
  const bool one_kind = scope.question >= 0 && scope.state >= 0;
  for (const Split& split : spread.splits) {
    if (!one_kind) kinds.emplace(split.question, split.state);
  }
  for (const auto& kind : kinds) all.push_back(describe_splits(spread, kind, scope.level));
  return all;
}

CitationSummary describe_citations(const Spread& spread, double level) {
  CitationSummary summary;
  std::vector<double> number(spread.runs.size(), 0.0);
  for (const Citation& one : spread.citations) number[one.run] += 1.0;
  summary.citations = spread.citations.size();
  summary.per_run = ratio_of(number, std::vector<double>(number.size(), 1.0), level);
  summary.abroad = share_abroad(spread, level);
  summary.half_life = citation_half_life(spread, level);
  summary.standing = bound_standing(spread, level);
  return summary;
}

}  // namespace

SpreadSummary summarise_spread(const Spread& spread, const SpreadScope& scope) {
  const Spread narrow = narrowed(spread, scope.question, scope.state);
  return {describe_readings(narrow, scope), describe_all_splits(narrow, scope),
          describe_citations(narrow, scope.level)};
}

law::Reading reading_in(const Spread& spread, const QuestionReading& reading) {
  return law::reading_of(question_in(spread, reading.question), reading.accepted);
}

std::string closer_name(Closer closer) {
  constexpr std::array<const char*, 4> kNames = {"nobody", "apex", "courts", "law"};
  return kNames[static_cast<std::size_t>(closer)];
}

namespace {

const std::string kMedian = "Kaplan-Meier, Brookmeyer-Crowley";
const std::string kDrawn = "bootstrap over runs, expanded percentiles";
const std::string kLeftOut(name_of(IntervalMethod::jackknife));

std::string name_at(const std::vector<std::string>& names, int place) {
  return place < 0 ? "" : names.at(static_cast<std::size_t>(place));
}

Finding finding(const char* quantity, const Bounded& value, std::string method, std::size_t n) {
  Finding one;
  one.quantity = quantity;
  one.estimate = value.value;
  one.low = value.low;
  one.high = value.high;
  one.method = std::move(method);
  one.n = n;
  return one;
}

class FindingRows {
 public:
  explicit FindingRows(const Spread& spread) : spread_(spread) {}

  // What the rows that follow are about.
  void about(int question, std::string factor, int state) {
    metric_ = name_at(spread_.questions, question);
    factor_ = std::move(factor);
    state_ = name_at(spread_.states, state);
  }

  void add(Finding one) {
    one.metric = metric_;
    one.factor = factor_;
    one.factor2 = state_;
    rows.push_back(std::move(one));
  }

  std::vector<Finding> rows;

 private:
  const Spread& spread_;
  std::string metric_;
  std::string factor_;
  std::string state_;
};

void add_bass(const BassEstimate& bass, std::size_t runs, FindingRows& rows) {
  if (!bass.fit.identified) {
    for (const char* quantity : {"bass_p", "bass_q", "bass_m"})
      rows.add(finding(quantity, {std::nan(""), std::nan(""), std::nan("")},
                       "not identified: " + bass.fit.reason, runs));
    return;
  }
  rows.add(finding("bass_p", bass.p, kDrawn, runs));
  rows.add(finding("bass_q", bass.q, kDrawn, runs));
  rows.add(finding("bass_m", bass.m, kDrawn, runs));
}

void add_reading(const Spread& spread, const SpreadScope& scope, const ReadingSpread& one,
                 FindingRows& rows) {
  rows.about(one.reading.question, reading_in(spread, one.reading).id, one.state);
  const std::string band = fmt::format("mean; {:g} % of runs", 100.0 * scope.band);
  for (std::size_t time = 0; time < one.band.mean.size(); ++time) {
    Finding at = finding("adoption", {one.band.mean[time], one.band.low[time], one.band.high[time]}, band,
                         spread.runs.size());
    at.time = to_string(static_cast<Day>(std::floor(spread.times[time])));
    rows.add(at);
  }
  rows.add(finding("half_time", one.half_of_final, kMedian, one.adopting));
  rows.add(finding("half_time_of_courts", one.half_of_courts, kMedian, spread.runs.size()));
  const double courts = static_cast<double>(one.courts);
  rows.add(finding("courts", {courts, std::nan(""), std::nan("")}, "", one.courts));
  add_bass(one.bass, spread.runs.size(), rows);
}

void add_splits(const Spread& spread, const SpreadScope& scope, const SplitSummary& one, FindingRows& rows) {
  const bool all = one.question < 0;
  const int question = all ? scope.question : one.question;
  const int state = all ? scope.state : one.state;
  rows.about(question, "", state);
  rows.add(finding("splits", one.per_run, kLeftOut, spread.runs.size()));
  rows.add(finding("splits_resolved", one.resolved, kLeftOut, one.splits));
  rows.add(finding("years_to_resolution", one.years, kMedian, one.splits));
  for (std::size_t closer = 0; closer < one.closed_by.size(); ++closer) {
    rows.about(question, closer_name(static_cast<Closer>(closer)), state);
    rows.add(finding("splits_closed_by", one.closed_by[closer], kLeftOut, one.splits));
  }
}

void add_courts(const Spread& spread, int question, const CitationSummary& citations, FindingRows& rows) {
  const StandingBounds& standing = citations.standing;
  for (std::size_t court = 0; court < spread.courts.name.size(); ++court) {
    if (standing.in_degree[court].value == 0.0 && standing.hub[court].value == 0.0) continue;
    rows.about(question, spread.courts.name[court], spread.courts.state[court]);
    rows.add(finding("in_degree", standing.in_degree[court], kLeftOut, spread.runs.size()));
    rows.add(finding("authority", standing.authority[court], kLeftOut, spread.runs.size()));
    rows.add(finding("hub", standing.hub[court], kLeftOut, spread.runs.size()));
  }
}

}  // namespace

std::vector<Finding> spread_findings(const Spread& spread, const SpreadScope& scope,
                                     const SpreadSummary& summary) {
  FindingRows rows(spread);
  for (const ReadingSpread& one : summary.readings) add_reading(spread, scope, one, rows);
  for (const SplitSummary& one : summary.splits) add_splits(spread, scope, one, rows);
  const CitationSummary& citations = summary.citations;
  rows.about(scope.question, "", scope.state);
  rows.add(finding("citations", citations.per_run, kLeftOut, spread.runs.size()));
  rows.add(finding("citations_abroad", citations.abroad, kLeftOut, citations.citations));
  rows.add(
      finding("citation_half_life", citations.half_life, "Woodruff, runs as clusters", citations.citations));
  add_courts(spread, scope.question, citations, rows);
  return rows.rows;
}

}  // namespace comity::analysis
