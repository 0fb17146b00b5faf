#include "analysis/answer_summary.h"

#include "analysis/designs.h"
#include "analysis/replicates.h"
#include "analysis/worlds.h"
#include "error.h"
#include "missing.h"
#include "text/reading.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr std::size_t kPointsByThemselves = 40;
constexpr std::size_t kMetricsOfManyPoints = 3;
constexpr std::array kQuantiles = {0.05, 0.25, 0.75, 0.95};

// A set of numbers to be summarised: the replicates of a point, or the means of many points.
struct Sampled {
  std::vector<std::string> cells;  // which rows of a table are about it
  std::string factor;              // as findings name it
  std::string arm;
  std::vector<std::size_t> points;
  bool of_means = false;
};

struct Summary {
  std::size_t n = 0;
  Bounded mean;
  Bounded median;
  std::array<Bounded, kQuantiles.size()> quantiles;
  double needed = kMissing;  // replicates
};

Summary summarise(const std::vector<double>& values, double level, double precision) {
  Summary summary;
  summary.n = values.size();
  summary.mean = mean_interval(values, level);
  summary.median = quantile_interval(values, 0.5, level);
  for (std::size_t i = 0; i < kQuantiles.size(); ++i)
    summary.quantiles[i] = quantile_interval(values, kQuantiles[i], level);
  if (const auto needed = replicates_needed(values, precision, level))
    summary.needed = static_cast<double>(*needed);
  return summary;
}

std::vector<double> values_of(const Record& runs, const Sampled& sample, const RunValues& values) {
  if (!sample.of_means) return values_of_point(runs, values, sample.points.front());
  std::vector<double> means;
  for (const std::size_t point : sample.points) {
    const double mean = mean_of(values_of_point(runs, values, point));
    if (!std::isnan(mean)) means.push_back(mean);
  }
  return means;
}

// Every point by itself where a page holds them, else each arm over its points.
std::vector<Sampled> samples_of(const Inquiry& asked) {
  const Design& design = asked.runs.design;
  const std::vector<std::size_t> points = points_of_arm(asked.runs, asked.arm);
  std::vector<Sampled> samples;
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

void add_findings(Found& answer, const RunValues& values, const Sampled& sample, const Summary& summary) {
  const auto add = [&](const std::string& quantity, const Bounded& number, const char* method) {
    Finding finding = make_finding(quantity, values, number, method);
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

std::string band_words(const Interval& band, double spread) {
  if (std::isnan(band.low)) return "–";
  return fmt::format("{} – {}", figures(band.low, spread), figures(band.high, spread));
}

Cells row_of(Cells row, const Summary& summary, bool of_means) {
  const double spread = (summary.quantiles.back().value - summary.quantiles.front().value) / 5.0;
  row.push_back(with_interval(summary.mean));
  row.push_back(with_interval(summary.median));
  row.push_back(
      band_words({.low = summary.quantiles.front().value, .high = summary.quantiles.back().value}, spread));
  row.emplace_back(summary.n);
  if (!of_means) row.push_back(needed_words(summary.needed));
  return row;
}

struct Heads {
  double level;
  double precision;
  bool of_means;
  std::size_t n;  // values of a mean
};

std::vector<Column> head_row(std::vector<std::string> first, const Heads& heads) {
  std::vector<Column> row(first.begin(), first.end());
  row.emplace_back(fmt::format("mean [{}]", interval_words(heads.n, heads.level)));
  row.emplace_back("median");
  row.emplace_back(heads.of_means ? "90 % of points" : "90 % of runs");
  row.emplace_back("n");
  if (!heads.of_means) row.emplace_back(fmt::format("n for ±{:g} %", 100.0 * heads.precision));
  return row;
}

// What the rows of the tables are.
struct SampleTable {
  const std::vector<Sampled>& samples;
  const Heads& heads;
};

// One row per metric where there is one sample, else a table per metric; with days always a table per metric and sample.
void fill_tables(Found& answer, const Inquiry& asked, const std::vector<std::string>& metrics,
                 const SampleTable& how) {
  const auto& [samples, heads] = how;
  const bool one = samples.size() == 1 && !asked.over_time;
  std::vector<std::string> first =
      heads.of_means ? std::vector<std::string>{"arm"} : point_heads(asked.runs.design);
  if (samples[0].cells.empty()) first.clear();
  if (asked.over_time) first.insert(first.begin(), "day");
  if (one)
    answer.tables.push_back(
        {fmt::format("{}", fmt::join(samples[0].cells, ", ")), head_row({"metric"}, heads), {}});
  for (const std::string& metric : metrics) {
    const auto days = asked.over_time ? read_days(asked.runs, metric)
                                      : std::vector<RunValues>{read_values(asked.runs, metric, asked.at)};
    const auto shown = asked.over_time ? days_to_show(days.size()) : std::vector<std::size_t>{0};
    RunValues whole = days.front();
    if (asked.over_time) whole.time.clear();
    if (!one) answer.tables.push_back({metric_title(whole), head_row(first, heads), {}});
    for (const Sampled& sample : samples) {
      for (std::size_t day = 0; day < days.size(); ++day) {
        const Summary summary =
            summarise(values_of(asked.runs, sample, days[day]), heads.level, heads.precision);
        add_findings(answer, days[day], sample, summary);
        if (!std::ranges::binary_search(shown, day)) continue;
        Cells row = one ? Cells{metric} : Cells(sample.cells.begin(), sample.cells.end());
        if (asked.over_time) row.insert(row.begin(), Cell(days[day].time));
        answer.tables.back().rows.push_back(row_of(std::move(row), summary, heads.of_means));
      }
    }
  }
}

// What of the spread is chance and what ignorance, where runs took plausible worlds; of every point by itself.
void add_ignorance(Found& answer, const Inquiry& asked, const std::vector<std::string>& metrics,
                   const std::vector<Sampled>& samples) {
  const std::vector<std::size_t> world = worlds_of(asked.runs);
  if (world.empty() || samples.at(0).of_means || asked.over_time) return;
  Table table{"Chance and ignorance", {"metric"}, {}};
  if (!samples[0].cells.empty()) table.columns.emplace_back("of");
  for (const char* head :
       {"90 % of runs", "by chance alone", "90 % of plausible worlds", "ignorance in the variance"})
    table.columns.emplace_back(head);
  for (const std::string& metric : metrics) {
    const RunValues values = read_values(asked.runs, metric, asked.at);
    for (const Sampled& sample : samples) {
      const auto begin =
          values.values.begin() + static_cast<std::ptrdiff_t>(sample.points.front() * asked.runs.replicates);
      const std::vector<double> own(begin, begin + static_cast<std::ptrdiff_t>(asked.runs.replicates));
      const VarianceSplit split = split_variance(own, world, asked.resampling.level);
      const auto add = [&](const char* quantity, const Bounded& number, const char* method) {
        Finding finding = make_finding(quantity, values, number, method);
        finding.factor = sample.factor.empty() ? sample.arm : sample.factor;
        finding.factor2 = sample.factor.empty() ? "" : sample.arm;
        finding.n = split.runs;
        answer.findings.push_back(std::move(finding));
      };
      add("variance_chance", {split.chance, kMissing, kMissing}, "");
      add("variance_ignorance", {split.ignorance, kMissing, kMissing}, "");
      add("share_ignorance", split.share, "jackknife");
      const auto& [all_runs, chance, worlds] = split.bands;
      add("chance_q05", {chance.low, kMissing, kMissing}, "");
      add("chance_q95", {chance.high, kMissing, kMissing}, "");
      const double spread = (all_runs.high - all_runs.low) / 5.0;
      Cells row = {metric};
      if (!samples[0].cells.empty()) row.push_back(fmt::format("{}", fmt::join(sample.cells, ", ")));
      for (const Interval& of : {all_runs, chance, worlds}) row.push_back(band_words(of, spread));
      row.push_back(std::isnan(split.chance) ? "–" : share_words(split.share));
      table.rows.push_back(std::move(row));
      if (std::isnan(split.chance)) add_once(answer.notes, split_words(split) + ".");
    }
  }
  answer.tables.push_back(std::move(table));
}

// How good the numbers are.
std::string precision_sentence(const Found& answer, const Heads& heads, std::size_t replicates) {
  std::size_t reached = 0;
  std::size_t all = 0;
  double most = 0.0;
  std::string slowest;
  for (const Finding& finding : answer.findings) {
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

Answer answer_summary(const Inquiry& asked) {
  const double precision = read_positive(asked.command, "--precision", asked.word("precision"));
  Found found;
  const std::vector<Sampled> samples = samples_of(asked);
  std::vector<std::string> metrics = asked.metrics;
  if (samples.size() > 1 && !asked.metrics_named && metrics.size() > kMetricsOfManyPoints) {
    metrics.resize(kMetricsOfManyPoints);
    found.notes.emplace_back("Of many points the first metrics only; --metric NAME shows others.");
  }
  const bool of_means = samples.at(0).of_means;
  const std::size_t values_of_mean = of_means ? samples.at(0).points.size() : asked.runs.replicates;
  const Heads heads{asked.resampling.level, precision, of_means, values_of_mean};
  fill_tables(found, asked, metrics, {samples, heads});
  add_ignorance(found, asked, metrics, samples);
  if (heads.of_means)
    found.sentences.push_back(fmt::format(
        "{} points{}: each is one number, {}.", samples.at(0).points.size(),
        asked.runs.design.kind == "saltelli" ? " (A and B of the design)" : "",
        asked.runs.replicates == 1 ? "that of its one run"
                                   : fmt::format("the mean of its {} replicates", asked.runs.replicates)));
  if (const auto sentence = precision_sentence(found, heads, asked.runs.replicates); !sentence.empty())
    found.sentences.push_back(sentence);
  if (std::string note = small_sample_note(heads.n); !note.empty() && heads.n > 1)
    found.notes.push_back(std::move(note));
  return make_answer(asked, std::move(found));
}

}  // namespace

Question summary_question() {
  return {.name = "summary",
          .summary = "means, medians and quantiles of the runs, and how many replicates are enough",
          .head = R"(means, medians and quantiles of the runs, with intervals

Usage: comity analyze summary RESULTS [options]

For each metric: the mean over replicates (interval by Student's t, widened where the values are skewed), the median and the 5,
25, 75 and 95 % quantiles (intervals between sorted values, binomial), and how many replicates the mean would need for
--precision. Of a sweep every point by itself where there are at most 40, else the means of the points, arm by arm. Counters
are sums over the run, gauges averages; --at and --over-time read the series, in which a counter is the sum since the day
recorded before.
)",
          .examples = R"(  comity analyze summary results/microsoft-ireland.h5
  comity analyze summary results/microsoft-ireland.h5 --metric trust --at 2014-07-31
  comity analyze summary results/policies.h5 --metric affronts --precision 0.02
  comity analyze summary results/microsoft-ireland.h5 --metric demands[US] --over-time --format csv --out demands.csv
)",
          .metrics = kEveryMetric,
          .over_time = true,
          .options = {{"precision", "SHARE", "0.05",
                       "wanted half-width of the mean's interval, relative to the mean"}},
          .answer = answer_summary};
}

}  // namespace comity::analysis
