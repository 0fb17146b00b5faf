#include "analysis/evidence.h"

#include "analysis/interval.h"
#include "analysis/likelihood.h"
#include "analysis/quantity.h"
#include "analysis/replicates.h"
#include "analysis/sample.h"
#include "analysis/values.h"
#include "analysis/worlds.h"
#include "missing.h"
#include "random/elementary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace comity::analysis {
namespace {

constexpr double kConfidence = 0.95;
constexpr double kNotAtAll = std::numeric_limits<double>::infinity();

// The names of a formula in every replicate.
struct Terms {
  const Expression* expression;
  std::vector<Term> terms;
  std::vector<double> constants;  // of names without a term (width 0)
};

struct Reader {
  const Record& record;
  const std::vector<QuantityValues>& quantities;
  Period period;
};

void add_name(const Reader& reader, const Binding& binding, const ExpressionName& name, Terms& terms) {
  Term term{0, {}};
  double constant = kMissing;
  if (binding.source == NameSource::metric) {
    term = {1, read_metric(reader.record, name, metric_rows()[binding.index], reader.period)};
  } else if (binding.source == NameSource::quantity) {
    const QuantityValues& quantity = reader.quantities[binding.index];
    if (!quantity.unreadable.empty()) throw Unreadable(quantity.unreadable);
    term = quantity.term;
  } else if (binding.source == NameSource::parameter) {
    constant = readable_parameter(reader.record, binding.index);
  } else {
    constant = constant_value(reader.record, binding.index);
  }
  terms.terms.push_back(std::move(term));
  terms.constants.push_back(constant);
}

Terms read_terms(const Reader& reader, const Formula& formula) {
  Terms terms{&formula.expression, {}, {}};
  for (std::size_t i = 0; i < formula.bindings.size(); ++i)
    add_name(reader, formula.bindings[i], formula.expression.names[i], terms);
  return terms;
}

// The formula's value when `of` gives the value of each term.
template <typename Of>
double evaluate_terms(const Terms& terms, Of of) {
  std::vector<double> names;
  for (std::size_t i = 0; i < terms.terms.size(); ++i)
    names.push_back(terms.terms[i].width == 0 ? terms.constants[i] : of(terms.terms[i]));
  return evaluate(*terms.expression, names, {});
}

double median_of(std::vector<double> values) {
  std::ranges::sort(values);
  return quantile(values, 0.5);
}

std::vector<double> present_of(const std::vector<double>& values, std::span<const std::size_t> replicates) {
  std::vector<double> present;
  for (const std::size_t replicate : replicates) {
    if (!std::isnan(values[replicate])) present.push_back(values[replicate]);
  }
  return present;
}

std::vector<std::size_t> whole_replicates(const Record& record) {
  std::vector<std::size_t> whole;
  for (std::size_t run = 0; run < record.replicates; ++run) {
    if (!record.failed[run]) whole.push_back(run);
  }
  return whole;
}

using Units = std::vector<std::vector<std::size_t>>;

// The replicates of a file that succeeded.
struct Replicates {
  std::vector<std::size_t> whole;
  bool in_worlds = false;
  Units
      units;  // the same; those that took one plausible world are not independent of each other, without worlds each is alone
};

Replicates replicates_of(const Record& record) {
  const std::vector<std::size_t> world = worlds_of(record);
  Replicates found{whole_replicates(record), !world.empty(), {}};
  std::map<std::size_t, std::vector<std::size_t>> units;
  for (const std::size_t run : found.whole) units[world.empty() ? run : world[run]].push_back(run);
  for (auto& [number, runs] : units) found.units.push_back(std::move(runs));
  return found;
}

// An observation and what the runs hold for it.
struct Case {
  const Record& record;
  const Observation& observation;
  Terms terms;
  const Replicates& runs;
  std::vector<double> values;  // of every replicate
  bool pooled = false;         // all together have one value
};

double estimate_from(const Case& one, std::span<const std::size_t> replicates) {
  if (one.pooled)
    return evaluate_terms(one.terms, [&](const Term& term) { return value_over(term, replicates); });
  const std::vector<double> present = present_of(one.values, replicates);
  return one.observation.likelihood == Likelihood::date ? median_of(present) : mean_of(present);
}

// The replicates of the units that are drawn so often each.
std::vector<std::size_t> resampled(const Units& units, std::span<const std::uint32_t> counts) {
  std::vector<std::size_t> drawn;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (std::uint32_t time = 0; time < counts[i]; ++time)
      drawn.insert(drawn.end(), units[i].begin(), units[i].end());
  }
  return drawn;
}

// Whether no replicate has a part in it.
bool rests_on_no_run(const Case& one) {
  return std::ranges::all_of(one.terms.terms, [](const Term& term) { return term.width == 0; });
}

Span confidence_of(const Case& one) {
  const std::vector<double> present = present_of(one.values, one.runs.whole);
  if (rests_on_no_run(one)) {
    const double value = present.empty() ? kMissing : present.front();
    return {value, value};
  }
  const auto bounded = [&] {
    const bool date = one.observation.likelihood == Likelihood::date;
    if (one.pooled || (!date && one.runs.units.size() < one.runs.whole.size()))
      return jackknife_interval(
          one.runs.units.size(),
          [&](std::span<const std::uint32_t> counts) {
            return estimate_from(one, resampled(one.runs.units, counts));
          },
          kConfidence);
    if (date) return quantile_interval(present, 0.5, kConfidence);
    const bool condition =
        std::ranges::all_of(present, [](double value) { return value == 0.0 || value == 1.0; });
    if (!condition) return mean_interval(present, kConfidence);
    return share_interval(std::accumulate(present.begin(), present.end(), 0.0), present.size(), kConfidence);
  }();
  return {bounded.low, bounded.high};
}

}  // namespace

// ---- What a value says of the observation ------------------------------------------------------------------------------

double on_scale(Scale scale, double value) {
  switch (scale) {
    case Scale::log:
      return value < 0.0 ? kMissing : log_same(value);
    case Scale::logit:
      return value < 0.0 || value > 1.0 ? kMissing : logit(value);
    case Scale::identity:
      break;
  }
  return value;
}

double off_scale(Scale scale, double value) {
  return scale == Scale::log ? exp_same(value) : (scale == Scale::logit ? logistic(value) : value);
}

bool is_counted(const Observation& observation) {
  return observation.likelihood == Likelihood::binomial ||
         observation.likelihood == Likelihood::negative_binomial;
}

double error_of(const Observation& observation) {
  return std::hypot(observation.sd, observation.discrepancy);
}

namespace {

// The days that history may have been, from the first up to the end of the last.
Span days_of(const Observation& observation) {
  const Day last = observation.last.value_or(*observation.date);
  return {static_cast<double>(*observation.date), static_cast<double>(last) + 1.0};
}

}  // namespace

CountLaw law_of(const Observation& observation, double value) {
  if (observation.likelihood == Likelihood::negative_binomial) {
    constexpr double kMostExpected = 1e9;
    if (!(value >= 0.0 && value <= kMostExpected))
      throw Unreadable(fmt::format("a run gives {:.3g}, which is no expected count", value));
    return count_law(value, observation.discrepancy);
  }
  constexpr double kRounding = 1e-9;
  if (!(value >= -kRounding && value <= 1.0 + kRounding))
    throw Unreadable(fmt::format("a run gives {:.3g}, which is no probability", value));
  return binomial_law(static_cast<std::size_t>(observation.trials), value, observation.discrepancy);
}

Chance said_by(const Observation& observation, double value, double deviation_more) {
  if (is_counted(observation))
    return chance_of(law_of(observation, value), static_cast<std::size_t>(observation.count));
  const double deviation = std::hypot(error_of(observation), deviation_more);
  if (observation.likelihood == Likelihood::date) {
    const Span days = days_of(observation);
    return std::isnan(value) ? Chance{} : chance_between(days.low, days.high, value, deviation);
  }
  const double centre = on_scale(observation.scale, value);
  if (std::isnan(centre))
    throw Unreadable(
        fmt::format("a run gives {:.3g}, which is not on the scale {}", value, name_of(observation.scale)));
  if (observation.likelihood == Likelihood::interval)
    return chance_between(on_scale(observation.scale, observation.low),
                          on_scale(observation.scale, observation.high), centre, deviation);
  return chance_of_value(on_scale(observation.scale, observation.observed), centre, deviation);
}

namespace {

// What a run that knows nothing says; nothing where none is needed.
std::optional<Chance> said_by_nobody(const Case& one) {
  const Observation& observation = one.observation;
  if (rests_on_no_run(one)) return {};
  const double count = observation.count;
  if (observation.likelihood == Likelihood::binomial) {
    const double all = static_cast<double>(observation.trials) + 1.0;
    return Chance{1.0 / all, (count + 0.5) / all};
  }
  if (observation.likelihood == Likelihood::negative_binomial) {
    const double at = 1.0 / ((count + 1.0) * (count + 2.0));
    return Chance{at, count / (count + 1.0) + 0.5 * at};
  }
  if (observation.likelihood != Likelihood::date) return {};
  const Span days = days_of(observation);
  const auto share = [&](double day) {
    return 0.5 * std::clamp((day - one.record.start) / (one.record.end - one.record.start), 0.0, 1.0);
  };
  const double at = share(days.high) - share(days.low);
  return Chance{at, share(days.low) + 0.5 * at};
}

// The mean of what the runs say, with the one that knows nothing; each run's word is in `words`.
Chance said_by_runs(const Case& one, const std::vector<Chance>& words,
                    std::span<const std::size_t> replicates) {
  Chance sum;
  double runs = 0.0;
  const bool date = one.observation.likelihood == Likelihood::date;
  if (one.pooled) {
    const double value = estimate_from(one, replicates);
    if (std::isnan(value)) return {kMissing, kMissing};
    runs = static_cast<double>(replicates.size());
    const Chance together = said_by(one.observation, value);
    sum = {runs * together.at, runs * together.below};
  } else {
    for (const std::size_t replicate : replicates) {
      if (std::isnan(one.values[replicate]) && !date) continue;
      sum.at += words[replicate].at;
      sum.below += words[replicate].below;
      runs += 1.0;
    }
    if (runs == 0.0) return {kMissing, kMissing};
  }
  if (const auto nobody = said_by_nobody(one)) {
    sum.at += nobody->at;
    sum.below += nobody->below;
    runs += 1.0;
  }
  return {sum.at / runs, sum.below / runs};
}

// ---- The predictive distribution ---------------------------------------------------------------------------------------

// Values whose words are averaged: those of the runs, or the one of all of them.
std::vector<double> centres_of(const Case& one) {
  if (one.pooled) return {estimate_from(one, one.runs.whole)};
  return present_of(one.values, one.runs.whole);
}

// Quantiles of a distribution given by its chances from 0 on.
std::vector<double> count_quantiles(const Observation& observation, const std::vector<double>& centres,
                                    std::span<const double> probabilities) {
  std::vector<double> chances;
  for (const double centre : centres) {
    const CountLaw law = law_of(observation, centre);
    if (chances.size() < law.first + law.chances.size()) chances.resize(law.first + law.chances.size(), 0.0);
    for (std::size_t i = 0; i < law.chances.size(); ++i)
      chances[law.first + i] += law.chances[i] / static_cast<double>(centres.size());
  }
  std::vector<double> found;
  for (const double probability : probabilities) {
    double below = 0.0;
    std::size_t count = 0;
    while (count + 1 < chances.size() && below + chances[count] < probability) below += chances[count++];
    found.push_back(static_cast<double>(count));
  }
  return found;
}

// Quantiles of a mixture of normal errors around the centres, by halving; of events that come in a share of the runs, beyond it never.
std::vector<double> value_quantiles(const Case& one, std::vector<double> centres,
                                    std::span<const double> probabilities) {
  const Observation& observation = one.observation;
  const bool date = observation.likelihood == Likelihood::date;
  const double all = date ? static_cast<double>(one.runs.whole.size()) : static_cast<double>(centres.size());
  for (double& centre : centres) centre = on_scale(observation.scale, centre);
  const double deviation = error_of(observation);
  const auto below = [&](double x) {
    double sum = 0.0;
    for (const double centre : centres) sum += normal_below((x - centre) / deviation);
    return sum / all;
  };
  const auto [least, most] = std::ranges::minmax(centres);
  constexpr double kTails = 10.0;
  constexpr int kHalvings = 80;
  std::vector<double> found;
  for (const double probability : probabilities) {
    double low = std::max(least, -1e300) - kTails * deviation;
    double high = std::min(most, 1e300) + kTails * deviation;
    if (below(high) < probability) {
      found.push_back(kNotAtAll);
      continue;
    }
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = low + 0.5 * (high - low);
      (below(middle) < probability ? low : high) = middle;
    }
    found.push_back(off_scale(observation.scale, high));
  }
  return found;
}

void predict(const Case& one, EvidenceFinding& finding) {
  static constexpr std::array kProbabilities = {0.05, 0.5, 0.95};
  const std::vector<double> centres = centres_of(one);
  const std::vector<double> found = is_counted(one.observation)
                                        ? count_quantiles(one.observation, centres, kProbabilities)
                                        : value_quantiles(one, centres, kProbabilities);
  finding.predicted = {found[0], found[2]};
  finding.median = found[1];
}

// ---- Paths -------------------------------------------------------------------------------------------------------------

// The probability that one of so many steps is as unlikely as the least likely of these.
double tail_of_path(const std::vector<StepFinding>& steps) {
  const double least = std::ranges::min_element(steps, {}, &StepFinding::chance)->chance;
  return 1.0 - pow_same(1.0 - least, static_cast<double>(steps.size()));
}

// ---- Findings ----------------------------------------------------------------------------------------------------------

Verdict verdict_of(const Observation& observation, double pit) {
  const double tail = observation.likelihood == Likelihood::path ? pit : std::min(pit, 1.0 - pit);
  return tail < kExtreme ? Verdict::extreme : (tail < kUnusual ? Verdict::unusual : Verdict::ordinary);
}

void judge(const Observation& observation, double at, EvidenceFinding& finding) {
  finding.log_score = log_of_chance(at);
  finding.verdict = verdict_of(observation, finding.pit);
  Span& interval = finding.pit_interval;
  if (std::isnan(interval.low) || std::isnan(interval.high)) return;
  interval = {std::clamp(interval.low, 0.0, 1.0), std::clamp(interval.high, 0.0, 1.0)};
  finding.sure = verdict_of(observation, interval.low) == finding.verdict &&
                 verdict_of(observation, interval.high) == finding.verdict;
}

EvidenceFinding no_finding(std::string reason) {
  const Span none{kMissing, kMissing};
  return {Verdict::unreadable,
          std::move(reason),
          false,
          kMissing,
          none,
          none,
          0,
          kMissing,
          kMissing,
          none,
          kMissing,
          kMissing,
          none,
          {},
          {}};
}

std::vector<double> values_in_runs(const Terms& terms, const Record& record,
                                   std::span<const std::size_t> replicates) {
  std::vector<double> values(record.replicates, kMissing);
  for (const std::size_t run : replicates)
    values[run] = evaluate_terms(terms, [&](const Term& term) { return value_in_replicate(term, run); });
  return values;
}

EvidenceFinding find_path(const Reader& reader, const Observation& observation, const Replicates& runs) {
  PathCase path;
  for (const PathStep& step : observation.steps) {
    std::vector<bool> came;
    for (const double value : values_in_runs(read_terms(reader, step.value), reader.record, runs.whole))
      came.push_back(value > 0.0);
    path.names.push_back(step.name);
    path.came.push_back(std::move(came));
  }
  EvidenceFinding finding = no_finding("");
  finding.steps = walk_path(path, runs.whole);
  finding.replicates = runs.whole.size();
  finding.estimate = chance_of_path(finding.steps);
  finding.pit = tail_of_path(finding.steps);
  const Bounded interval = jackknife_interval(
      runs.units.size(),
      [&](std::span<const std::uint32_t> counts) {
        return tail_of_path(walk_path(path, resampled(runs.units, counts)));
      },
      kConfidence);
  finding.pit_interval = {interval.low, interval.high};
  judge(observation, finding.estimate, finding);
  return finding;
}

// Of runs in plausible worlds each world is a history that says what its runs say together: what was observed is of one world, and pooled over all
// of them the few with the most cases would speak for the rest. A world with so few cases that its value lies at an infinite end of the scale
// has measured nothing.
void pool_by_world(Case& one) {
  one.pooled = false;
  for (const std::vector<std::size_t>& unit : one.runs.units) {
    double value = evaluate_terms(one.terms, [&](const Term& term) { return value_over(term, unit); });
    if (std::isinf(on_scale(one.observation.scale, value))) value = kMissing;
    for (const std::size_t run : unit) one.values[run] = value;
  }
}

// Throws Unreadable when the runs do not hold the observation's period, but for a month at either end.
void need_period(const Record& record, const Observation& observation) {
  constexpr double kSlack = 31.0;
  const bool begins = observation.from == Observation{}.from || observation.from >= record.start - kSlack;
  const bool ends = observation.until == Observation{}.until || observation.until <= record.end + kSlack;
  if (begins && ends) return;
  throw Unreadable(fmt::format("the runs last from {} to {} and do not hold the period of the observation",
                               to_string(static_cast<Day>(record.start)), to_string(record.last_day())));
}

EvidenceFinding find_value(const Reader& reader, const Observation& observation, const Replicates& runs) {
  need_period(reader.record, observation);
  Case one{reader.record, observation, read_terms(reader, observation.value),
           runs,          {},          observation.over == Pooling::pooled};
  one.values = values_in_runs(one.terms, reader.record, one.runs.whole);
  if (one.pooled && runs.in_worlds) pool_by_world(one);
  const bool date = observation.likelihood == Likelihood::date;
  std::vector<double> present = present_of(one.values, one.runs.whole);
  EvidenceFinding finding = no_finding("");
  finding.replicates = present.size();
  finding.happens = date && !one.runs.whole.empty()
                        ? static_cast<double>(present.size()) / static_cast<double>(one.runs.whole.size())
                        : kMissing;
  finding.estimate = estimate_from(one, one.runs.whole);
  if (std::isnan(finding.estimate) && !date) {
    finding.reason = "no replicate has a value (nothing to divide by)";
    return finding;
  }
  finding.confidence = confidence_of(one);
  std::ranges::sort(present);
  finding.range = {quantile(present, 0.05), quantile(present, 0.95)};
  std::vector<Chance> words(one.values.size());
  for (const std::size_t run : one.runs.whole) {
    if (!one.pooled && (date || !std::isnan(one.values[run])))
      words[run] = said_by(observation, one.values[run]);
  }
  const Chance said = said_by_runs(one, words, one.runs.whole);
  if (date && present.empty())
    finding.median = kNotAtAll, finding.predicted = {kNotAtAll, kNotAtAll};
  else
    predict(one, finding);
  // The density of a measured value adds nothing to what is below it.
  finding.pit = said.below;
  const Bounded interval =
      rests_on_no_run(one) ? Bounded{said.below, said.below, said.below}
                           : jackknife_interval(
                                 one.runs.units.size(),
                                 [&](std::span<const std::uint32_t> counts) {
                                   return said_by_runs(one, words, resampled(one.runs.units, counts)).below;
                                 },
                                 kConfidence);
  finding.pit_interval = {interval.low, interval.high};
  judge(observation, said.at, finding);
  if (!observation.history.empty())
    finding.forecasts = score_forecasts(observation, centres_of(one), finding.log_score);
  return finding;
}

}  // namespace

Record open_replicates(const std::filesystem::path& path) {
  Record record = open_record(path);
  if (record.points != 1)
    reject(record, fmt::format("holds {} points of a design; evidence is about the replicates of one.",
                               record.points));
  need_series(record);
  return record;
}

std::vector<EvidenceFinding> find_evidence(const Record& record, const Evidence& evidence) {
  const std::vector<QuantityValues> quantities = compute_quantities(record, evidence);
  const Replicates runs = replicates_of(record);
  std::vector<EvidenceFinding> findings;
  for (const Observation& observation : evidence.observations) {
    const Reader reader{
        record, quantities, {static_cast<double>(observation.from), static_cast<double>(observation.until)}};
    try {
      findings.push_back(observation.likelihood == Likelihood::path ? find_path(reader, observation, runs)
                                                                    : find_value(reader, observation, runs));
    } catch (const Unreadable& problem) {
      findings.push_back(no_finding(problem.what()));
    }
  }
  return findings;
}

std::vector<GroupedValues> read_grouped(const Record& record, const Evidence& evidence,
                                        const std::vector<std::vector<std::size_t>>& groups) {
  const std::vector<QuantityValues> quantities = compute_quantities(record, evidence);
  std::vector<GroupedValues> all;
  for (const Observation& observation : evidence.observations) {
    GroupedValues& found = all.emplace_back();
    const Reader reader{
        record, quantities, {static_cast<double>(observation.from), static_cast<double>(observation.until)}};
    try {
      if (observation.likelihood == Likelihood::path) throw Unreadable("a path has no single value");
      need_period(record, observation);
      const Terms terms = read_terms(reader, observation.value);
      for (const std::vector<std::size_t>& group : groups) {
        std::vector<std::size_t> present;
        std::ranges::copy_if(group, std::back_inserter(present),
                             [&](std::size_t run) { return !record.failed[run]; });
        std::vector<double>& values = found.values.emplace_back();
        if (observation.over == Pooling::pooled) {
          values.push_back(present.empty() ? kMissing : evaluate_terms(terms, [&](const Term& term) {
            return value_over(term, present);
          }));
          continue;
        }
        for (const std::size_t run : present)
          values.push_back(
              evaluate_terms(terms, [&](const Term& term) { return value_in_replicate(term, run); }));
      }
    } catch (const Unreadable& problem) {
      found = {problem.what(), {}};
    }
  }
  return all;
}

std::vector<EvidenceTotal> evidence_totals(const Evidence& evidence,
                                           const std::vector<EvidenceFinding>& findings) {
  std::vector<EvidenceTotal> groups;
  std::vector<EvidenceTotal> uses;
  const auto add = [](std::vector<EvidenceTotal>& totals, const EvidenceTotal& key,
                      const EvidenceFinding& finding) {
    auto found = std::ranges::find_if(
        totals, [&](const EvidenceTotal& total) { return total.group == key.group && total.use == key.use; });
    if (found == totals.end()) found = totals.insert(totals.end(), key);
    ++found->observations;
    if (finding.verdict == Verdict::unreadable) {
      ++found->unread;
      return;
    }
    found->within += finding.verdict == Verdict::extreme ? 0 : 1;
    found->log_score += finding.log_score;
  };
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Observation& observation = evidence.observations[i];
    add(groups, {observation.group, observation.use, 0, 0, 0, 0.0}, findings[i]);
    add(uses, {"", observation.use, 0, 0, 0, 0.0}, findings[i]);
  }
  groups.insert(groups.end(), uses.begin(), uses.end());
  return groups;
}

}  // namespace comity::analysis
