// comity analyze summary
#include "cli/analyze_answer.h"
#include "cli/analyze_questions.h"
#include "missing.h"

#include "analysis/designs.h"
#include "analysis/replicates.h"
#include "error.h"
#include "text/number.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity {
namespace {

constexpr std::size_t kPointsByThemselves = 40;
constexpr std::size_t kMetricsOfManyPoints = 3;
constexpr std::array kQuantiles = {0.05, 0.25, 0.75, 0.95};

// A set of numbers to be summarised: the replicates of a point, or the means of many points.
struct Sample {
  std::vector<std::string> cells;  // which rows of a table are about it
  std::string factor;              // as findings name it
  std::string arm;
  std::vector<std::size_t> points;
  bool of_means = false;
};

struct Summary {
  std::size_t n = 0;
  analysis::Bounded mean;
  analysis::Bounded median;
  std::array<analysis::Bounded, kQuantiles.size()> quantiles;
  double needed = kMissing;  // replicates
};

Summary summarise(const std::vector<double>& values, double level, double precision) {
  Summary summary;
  summary.n = values.size();
  summary.mean = analysis::mean_interval(values, level);
  summary.median = analysis::quantile_interval(values, 0.5, level);
  for (std::size_t i = 0; i < kQuantiles.size(); ++i)
    summary.quantiles[i] = analysis::quantile_interval(values, kQuantiles[i], level);
  if (const auto needed = analysis::replicates_needed(values, precision, level))
    summary.needed = static_cast<double>(*needed);
  return summary;
}

std::vector<double> values_of(const analysis::Record& runs, const Sample& sample,
                              const analysis::RunValues& values) {
  if (!sample.of_means) return analysis::values_of_point(runs, values, sample.points.front());
  std::vector<double> means;
  for (const std::size_t point : sample.points) {
    const double mean = analysis::mean_of(analysis::values_of_point(runs, values, point));
    if (!std::isnan(mean)) means.push_back(mean);
  }
  return means;
}

// Every point by itself where a page holds them, else each arm over its points.
std::vector<Sample> samples_of(const Asked& asked) {
  const Design& design = asked.runs.design;
  const std::vector<std::size_t> points = points_of_arm(asked.runs, asked.arm);
  std::vector<Sample> samples;
  if (points.size() <= kPointsByThemselves) {
    for (const std::size_t point : points) {
      const bool alone = design.factors.empty();
      samples.push_back({point_cells(design, point),
                         alone ? "" : fmt::format("point {}", point),
                         design.points[point].arm,
                         {point},
                         false});
    }
    return samples;
  }
  if (design.arms.empty()) return {{{}, "", "", sample_points(asked.runs, points), true}};
  for (const Arm& arm : design.arms) {
    if (asked.arm.empty() || asked.arm == arm.name)
      samples.push_back(
          {{arm.name}, "", arm.name, sample_points(asked.runs, points_of_arm(asked.runs, arm.name)), true});
  }
  return samples;
}

void add_findings(QuestionAnswer& answer, const analysis::RunValues& values, const Sample& sample,
                  const Summary& summary) {
  const auto add = [&](const std::string& quantity, const analysis::Bounded& number, const char* method) {
    analysis::Finding finding = make_finding(quantity, values, number, method);
    finding.factor = sample.factor;
    finding.factor2 = sample.arm;
    if (sample.factor.empty()) std::swap(finding.factor, finding.factor2);
    finding.n = summary.n;
    answer.findings.push_back(std::move(finding));
  };
  add("mean", summary.mean, "skew_t");
  add("median", summary.median, "order_statistics");
  for (std::size_t i = 0; i < kQuantiles.size(); ++i)
    add(fmt::format("q{:02.0f}", 100.0 * kQuantiles[i]), summary.quantiles[i], "order_statistics");
  if (!sample.of_means) add("replicates_needed", {summary.needed, kMissing, kMissing}, "");
}

std::string needed_words(double needed) {
  return std::isnan(needed) ? "–" : with_separators(static_cast<std::int64_t>(needed));
}

std::vector<std::string> row_of(std::vector<std::string> row, const Summary& summary, bool of_means) {
  const double spread = (summary.quantiles.back().value - summary.quantiles.front().value) / 5.0;
  row.push_back(with_interval(summary.mean));
  row.push_back(with_interval(summary.median));
  row.push_back(fmt::format("{} – {}", figures(summary.quantiles.front().value, spread),
                            figures(summary.quantiles.back().value, spread)));
  row.push_back(std::to_string(summary.n));
  if (!of_means) row.push_back(needed_words(summary.needed));
  return row;
}

struct Heads {
  double level;
  double precision;
  bool of_means;
  std::size_t n;  // values of a mean
};

std::vector<std::string> head_row(std::vector<std::string> row, const Heads& heads) {
  row.push_back(fmt::format("mean [{}]", analysis::interval_words(heads.n, heads.level)));
  row.emplace_back("median");
  row.emplace_back(heads.of_means ? "90 % of points" : "90 % of runs");
  row.emplace_back("n");
  if (!heads.of_means) row.push_back(fmt::format("n for ±{:g} %", 100.0 * heads.precision));
  return row;
}

// One row per metric where there is one sample, else a table per metric; with days always a table per metric and sample.
void fill_tables(QuestionAnswer& answer, const Asked& asked, const std::vector<Sample>& samples,
                 const Heads& heads) {
  const bool one = samples.size() == 1 && !asked.over_time;
  std::vector<std::string> first =
      heads.of_means ? std::vector<std::string>{"arm"} : point_heads(asked.runs.design);
  if (samples[0].cells.empty()) first.clear();
  if (asked.over_time) first.insert(first.begin(), "day");
  if (one)
    answer.tables.push_back(
        {fmt::format("{}", fmt::join(samples[0].cells, ", ")), {head_row({"metric"}, heads)}});
  for (const std::string& metric : asked.metrics) {
    const auto days = asked.over_time
                          ? read_days(asked.runs, metric)
                          : std::vector<analysis::RunValues>{read_values(asked.runs, metric, asked.at)};
    const auto shown = asked.over_time ? days_to_show(days.size()) : std::vector<std::size_t>{0};
    analysis::RunValues whole = days.front();
    if (asked.over_time) whole.time.clear();
    if (!one) answer.tables.push_back({metric_title(whole), {head_row(first, heads)}});
    for (const Sample& sample : samples) {
      for (std::size_t day = 0; day < days.size(); ++day) {
        const Summary summary =
            summarise(values_of(asked.runs, sample, days[day]), heads.level, heads.precision);
        add_findings(answer, days[day], sample, summary);
        if (!std::ranges::binary_search(shown, day)) continue;
        std::vector<std::string> row = one ? std::vector<std::string>{metric} : sample.cells;
        if (asked.over_time) row.insert(row.begin(), days[day].time);
        answer.tables.back().rows.push_back(row_of(std::move(row), summary, heads.of_means));
      }
    }
  }
}

// How good the numbers are.
std::string precision_sentence(const QuestionAnswer& answer, const Heads& heads, std::size_t replicates) {
  std::size_t reached = 0;
  std::size_t all = 0;
  double most = 0.0;
  std::string slowest;
  for (const analysis::Finding& finding : answer.findings) {
    if (finding.quantity != "replicates_needed" || std::isnan(finding.estimate)) continue;
    ++all;
    reached += finding.estimate <= static_cast<double>(finding.n) ? 1 : 0;
    if (finding.estimate <= most) continue;
    most = finding.estimate;
    slowest = finding.metric;
  }
  if (all == 0) return {};
  const std::string wanted = fmt::format("to ±{:g} %", 100.0 * heads.precision);
  if (reached == all) return fmt::format("{} replicates give every mean {}.", replicates, wanted);
  return fmt::format("{} replicates give {} of {} means {}; {} replicates would give all.", replicates,
                     reached, all, wanted, needed_words(most));
}

double read_precision(const Usage& usage, const std::string& text) {
  const auto precision = parse_number<double>(text);
  if (!precision || !(*precision > 0.0))
    throw Error(fmt::format("{}: --precision {} (must be a number above 0; 0.05 is ±5 % of the mean).",
                            usage.command, text));
  return *precision;
}

Usage analyze_summary_usage() {
  Usage usage = question_usage("summary", R"(means, medians and quantiles of the runs, with intervals

Usage: comity analyze summary RESULTS [options]

For each metric: the mean over replicates (interval by Student's t, widened where the values are skewed), the median and the 5, 25, 75 and 95 % quantiles (intervals
between sorted values, binomial), and how many replicates the mean would need for --precision. Of a sweep every point by
itself where there are at most 40, else the means of the points, arm by arm. Counters are sums over the run, gauges averages;
--at and --over-time read the series, in which a counter is the sum since the day recorded before.
)",
                               R"(  comity analyze summary results/microsoft-ireland.h5
  comity analyze summary results/microsoft-ireland.h5 --metric trust --at 2014-07-31
  comity analyze summary results/policies.h5 --metric affronts --precision 0.02
  comity analyze summary results/microsoft-ireland.h5 --metric demands[US] --over-time --format csv --out demands.csv
)",
                               {.over_time = true});
  usage.options.add_options()(
      "precision", boost::program_options::value<std::string>()->default_value("0.05")->value_name("SHARE"),
      "wanted half-width of the mean's interval, relative to the mean");
  return usage;
}

}  // namespace

int run_analyze_summary(std::span<const std::string> arguments) {
  const Usage usage = analyze_summary_usage();
  const auto values = read_options(usage, arguments);
  if (!values) return kSuccess;
  const double precision = read_precision(usage, values->at("precision").as<std::string>());
  Asked asked = read_question(usage, *values, kEveryMetric);
  QuestionAnswer answer;
  const std::vector<Sample> samples = samples_of(asked);
  if (samples.size() > 1 && !values->contains("metric") && asked.metrics.size() > kMetricsOfManyPoints) {
    asked.metrics.resize(kMetricsOfManyPoints);
    answer.notes.emplace_back("Of many points the first metrics only; --metric NAME shows others.");
  }
  const bool of_means = samples.at(0).of_means;
  const std::size_t values_of_mean = of_means ? samples.at(0).points.size() : asked.runs.replicates;
  const Heads heads{asked.resampling.level, precision, of_means, values_of_mean};
  fill_tables(answer, asked, samples, heads);
  if (heads.of_means)
    answer.sentences.push_back(fmt::format(
        "{} points{}: each is one number, the mean of its {} replicates.", samples.at(0).points.size(),
        asked.runs.design.kind == "saltelli" ? " (A and B of the design)" : "", asked.runs.replicates));
  if (const auto sentence = precision_sentence(answer, heads, asked.runs.replicates); !sentence.empty())
    answer.sentences.push_back(sentence);
  if (std::string note = analysis::small_sample_note(heads.n); !note.empty() && heads.n > 1)
    answer.notes.push_back(std::move(note));
  for (std::string& note : failure_notes(asked.runs)) answer.notes.push_back(std::move(note));
  return deliver(usage, *values, answer);
}

}  // namespace comity
