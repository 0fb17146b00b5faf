#include "analysis/patterns.h"

#include "analysis/interval.h"
#include "analysis/quantity.h"
#include "analysis/replicates.h"
#include "analysis/sample.h"
#include "analysis/values.h"
#include "missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity::analysis {
namespace {

constexpr double kConfidence = 0.95;
constexpr double kOrdinary = 0.05;  // history is ordinary between this quantile and its counterpart

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

double centre(std::vector<double> values, Pooling over) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty()) return kMissing;
  if (over == Pooling::mean)
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  std::ranges::sort(values);
  return quantile(values, 0.5);
}

// The estimate from these replicates, which may come twice.
double estimate(const Terms& terms, const std::vector<double>& values,
                std::span<const std::size_t> replicates, Pooling over) {
  if (over == Pooling::pooled)
    return evaluate_terms(terms, [&](const Term& term) { return value_over(term, replicates); });
  std::vector<double> chosen;
  for (const std::size_t replicate : replicates) chosen.push_back(values[replicate]);
  return centre(std::move(chosen), over);
}

Span quantiles(std::vector<double> values, const Span& probabilities) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::ranges::sort(values);
  return {quantile(values, probabilities.low), quantile(values, probabilities.high)};
}

std::vector<std::size_t> whole_replicates(const Record& record) {
  std::vector<std::size_t> whole;
  for (std::size_t run = 0; run < record.replicates; ++run) {
    if (!record.failed[run]) whole.push_back(run);
  }
  return whole;
}

// Of what no replicate has a part in, the value itself; else by what the estimate is made of.
Span interval_of(const Terms& terms, const std::vector<double>& values,
                 std::span<const std::size_t> replicates, Pooling over) {
  const auto listed = [&](std::span<const std::uint32_t> counts) {
    std::vector<std::size_t> drawn;
    for (std::size_t i = 0; i < counts.size(); ++i) drawn.insert(drawn.end(), counts[i], replicates[i]);
    return estimate(terms, values, drawn, over);
  };
  std::vector<double> present;
  for (const std::size_t replicate : replicates) {
    if (!std::isnan(values[replicate])) present.push_back(values[replicate]);
  }
  if (std::ranges::all_of(terms.terms, [](const Term& term) { return term.width == 0; })) {
    const double value = present.empty() ? kMissing : present.front();
    return {value, value};
  }
  const bool condition = std::ranges::all_of(present, [](double one) { return one == 0.0 || one == 1.0; });
  if (over == Pooling::mean && condition) {
    const Bounded share =
        share_interval(std::accumulate(present.begin(), present.end(), 0.0), present.size(), kConfidence);
    return {share.low, share.high};
  }
  const Bounded found = over == Pooling::pooled ? jackknife_interval(replicates.size(), listed, kConfidence)
                        : over == Pooling::mean ? mean_interval(present, kConfidence)
                                                : quantile_interval(present, 0.5, kConfidence);
  return {found.low, found.high};
}

// A day within history's own counts half.
double share_earlier(const std::vector<double>& days, Day history) {
  double earlier = 0.0;
  double happened = 0.0;
  for (const double day : days) {
    if (std::isnan(day)) continue;
    const double gap = std::floor(day) - history;
    earlier += gap < 0.0 ? 1.0 : (gap == 0.0 ? 0.5 : 0.0);
    happened += 1.0;
  }
  return happened > 0.0 ? earlier / happened : kMissing;
}

double share_same(const Reader& reader, const Target& target, const std::vector<double>& days) {
  if (target.same.text.empty()) return kMissing;
  const Terms terms = read_terms(reader, target.same);
  std::vector<double> alike;
  for (std::size_t run = 0; run < days.size(); ++run) {
    if (!std::isnan(days[run]))
      alike.push_back(
          evaluate_terms(terms, [&](const Term& term) { return value_in_replicate(term, run); }) > 0.0 ? 1.0
                                                                                                       : 0.0);
  }
  return centre(std::move(alike), Pooling::mean);
}

// Within the bounds, forgiving what division rounds off: 18 of 20 is at least .9.
bool is_within(const Target& target, double value) {
  constexpr double kRounding = 1e-9;
  return value >= target.low - kRounding * std::abs(target.low) &&
         value <= target.high + kRounding * std::abs(target.high);
}

// Whether more replicates could change the verdict: the interval reaches across a bound; of an event, the share of earlier
// replicates is within its error of 5 or 95 per cent.
bool is_sure(const Target& target, const PatternFinding& finding) {
  if (target.date) {
    const double error =
        1.96 * std::sqrt(kOrdinary * (1.0 - kOrdinary) / static_cast<double>(finding.replicates));
    return std::abs(finding.earlier - kOrdinary) > error &&
           std::abs(finding.earlier - 1.0 + kOrdinary) > error;
  }
  const Span& interval = finding.confidence;
  if (finding.verdict == Verdict::met)
    return is_within(target, interval.low) && is_within(target, interval.high);
  return interval.high < target.low || interval.low > target.high;
}

void judge(const Target& target, PatternFinding& finding) {
  if (std::isnan(finding.value)) {
    finding.reason =
        target.date ? "it happens in no replicate" : "no replicate has a value (nothing to divide by)";
    return;
  }
  const bool met = target.date ? finding.earlier >= kOrdinary && finding.earlier <= 1.0 - kOrdinary
                               : is_within(target, finding.value);
  finding.verdict = met ? Verdict::met : Verdict::missed;
  finding.sure = is_sure(target, finding);
}

PatternFinding find_pattern(const Reader& reader, const Target& target) {
  const Terms terms = read_terms(reader, target.value);
  const std::vector<std::size_t> replicates = whole_replicates(reader.record);
  std::vector<double> values(reader.record.replicates, kMissing);
  for (const std::size_t run : replicates)
    values[run] = evaluate_terms(terms, [&](const Term& term) { return value_in_replicate(term, run); });
  PatternFinding finding;
  finding.replicates = static_cast<std::size_t>(
      std::ranges::count_if(values, [](double value) { return !std::isnan(value); }));
  finding.value = estimate(terms, values, replicates, target.over);
  finding.confidence = interval_of(terms, values, replicates, target.over);
  finding.range = quantiles(values, {0.05, 0.95});
  finding.happens = target.date && !replicates.empty()
                        ? static_cast<double>(finding.replicates) / static_cast<double>(replicates.size())
                        : kMissing;
  finding.earlier = target.date ? share_earlier(values, *target.date) : kMissing;
  finding.same = share_same(reader, target, values);
  judge(target, finding);
  return finding;
}

PatternFinding unreadable(std::string reason) {
  const Span none{kMissing, kMissing};
  return {
      Verdict::unreadable, std::move(reason), false, kMissing, none, none, 0, kMissing, kMissing, kMissing};
}

}  // namespace

Record open_replicates(const std::filesystem::path& path) {
  Record record = open_record(path);
  if (record.points != 1)
    reject(record, fmt::format("holds {} points of a design; patterns are about the replicates of one.",
                               record.points));
  need_series(record);
  return record;
}

std::vector<PatternFinding> find_patterns(const Record& record, const Targets& targets) {
  const std::vector<QuantityValues> quantities = compute_quantities(record, targets);
  std::vector<PatternFinding> findings;
  for (const Target& target : targets.patterns) {
    const Reader reader{
        record, quantities, {static_cast<double>(target.from), static_cast<double>(target.until)}};
    try {
      findings.push_back(find_pattern(reader, target));
    } catch (const Unreadable& problem) {
      findings.push_back(unreadable(problem.what()));
    }
  }
  return findings;
}

}  // namespace comity::analysis
