// The spread of precedent as tidy rows.
#include "analysis/spread_summary.h"

#include "day.h"

#include <fmt/format.h>

#include <cmath>

namespace comity::analysis {
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
  rows.about(one.reading.question, reading_name(one.reading), one.state);
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
