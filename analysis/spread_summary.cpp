#include "analysis/spread_summary.h"

#include "day.h"

#include <algorithm>
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

std::string reading_name(const QuestionReading& reading) {
  return reading.accepted ? "accepted" : "rejected";
}

std::string closer_name(Closer closer) {
  constexpr std::array<const char*, 4> kNames = {"nobody", "apex", "courts", "law"};
  return kNames[static_cast<std::size_t>(closer)];
}

}  // namespace comity::analysis
