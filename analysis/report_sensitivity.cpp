#include "analysis/designs.h"
#include "analysis/report_answers.h"
#include "analysis/report_charts.h"
#include "analysis/report_outputs.h"
#include "analysis/report_titles.h"
#include "error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr std::size_t kLeastForIndices = 40;
constexpr std::size_t kMostGiven = 5000;
constexpr std::uint32_t kIndexResamples = 40;

// An index of every factor, with what it is called.
struct Indices {
  std::string method;   // in words, for the source line
  std::string reading;  // what each kind is
  std::vector<std::pair<std::string, std::vector<Bounded>>>
      kinds;  // the first decides the order and the title
};

Indices sobol_indices(const PointOutputs& from) {
  SobolOptions options;
  const SobolDesign design = collect_sobol(from);
  const SobolIndices found = estimate_design(design.scrambles, options);
  return {fmt::format("Sobol' indices from {} base points, 95 % intervals: {}", found.points,
                      meaning_of(found.method)),
          "Total: the share of the output's variance that would go if the factor were known last; first "
          "order: if it "
          "were known first.",
          {{"total", found.total}, {"first order", found.first}}};
}

Indices morris_indices(const PointOutputs& from) {
  const MorrisDesign design = collect_morris(from);
  const MorrisEffects found = estimate_morris(design.runs, 0.95);
  Indices indices{
      fmt::format("elementary effects (Morris) from {} trajectories, 95 % intervals: {}", found.trajectories,
                  meaning_of(IntervalMethod::skew_t)),
      "Mean size: by how much the output changes, up or down, when the factor alone goes through its whole "
      "range, the mean over places. Spread: how much that differs from place to place, by bends and by "
      "what the other factors are.",
      {{"mean size of effect", {}}, {"spread of effects", {}}}};
  for (const MorrisFactor& factor : found.factors) {
    indices.kinds[0].second.push_back(factor.mu_star);
    indices.kinds[1].second.push_back(factor.sigma);
  }
  return indices;
}

// Ranks are taken anew in every resample, so that a sample of very many points is thinned.
std::vector<std::size_t> thinned(const std::vector<std::size_t>& points) {
  const std::size_t step = std::max<std::size_t>(1, (points.size() + kMostGiven - 1) / kMostGiven);
  std::vector<std::size_t> picked;
  for (std::size_t i = 0; i < points.size(); i += step) picked.push_back(points[i]);
  return picked;
}

Indices given_indices(const PointOutputs& from) {
  const std::vector<std::size_t> points = thinned(sample_points(from.runs, from.points));
  const GivenRuns given = collect_given({from.runs, points, from.outputs});
  Resampling resampling;
  resampling.resamples = kIndexResamples;
  const Scores found = estimate_scores(given, Score::spearman, resampling);
  const Scores first = estimate_scores(given, Score::rank_first, resampling);
  return {fmt::format(
              "rank correlation and rank-based first-order index from {} of {} points, 95 % intervals: {}",
              found.runs, from.points.size(), meaning_of(found.method)),
          "Rank correlation: whether the output rises (1) or falls (-1) with the factor. First order: the "
          "share of the "
          "output's variance that would go if the factor were known first.",
          {{"rank correlation", found.inputs}, {"first order", first.inputs}}};
}

Indices indices_of(const PointOutputs& from) {
  const std::string& kind = from.runs.design.kind;
  if (kind == "saltelli") return sobol_indices(from);
  if (kind == "morris") return morris_indices(from);
  return given_indices(from);
}

std::string title_of(const Record& runs, const Headline& quantity, const Indices& indices) {
  const auto& [kind, values] = indices.kinds.front();
  std::vector<FactorIndex> factors;
  for (std::size_t i = 0; i < values.size(); ++i) factors.push_back({runs.design.factors[i].name, values[i]});
  return tornado_title(factors, quantity.words, kind);
}

void add_indices(const Record& runs, const Headline& quantity, const Indices& indices, Chart& chart) {
  for (const auto& [kind, values] : indices.kinds) {
    for (std::size_t factor = 0; factor < values.size(); ++factor)
      chart.table.rows.push_back({headline_name(quantity), runs.design.factors[factor].name, kind,
                                  cell(values[factor].value), cell(values[factor].low),
                                  cell(values[factor].high)});
  }
  constexpr std::size_t kFindings = 2;  // of the first outputs, for the answer in words
  nlohmann::json& findings = chart.options["findings"];
  if (findings.size() < kFindings) findings.push_back(title_of(runs, quantity, indices));
  if (!chart.title.empty()) return;
  chart.title = title_of(runs, quantity, indices);
  chart.source = indices.method;
  chart.question =
      "Which factors decide about an output? The longer the bar, the more; the line is its interval. " +
      indices.reading;
  chart.filters = {{"quantity", "About", headline_name(quantity)}};
}

void add_tornado(const ReportSource& source, Report& report) {
  const Record& runs = source.record;
  Chart chart = make_chart("tornado", "What matters");
  chart.table.columns = {{"quantity", "", "output of the model"},
                         {"factor", "", "what varies"},
                         {"index", "", "kind of index"},
                         {"estimate", "", "index"},
                         {"low", "", "interval"},
                         {"high", "", "interval"}};
  std::string why;
  const std::vector<std::size_t> points =
      points_of_arm(runs, runs.design.arms.empty() ? "" : runs.design.arms.front().name);
  for (const Headline& quantity : headlines()) {
    const std::vector<double> outputs =
        outputs_of_points(source.record, headline_values(source.record, quantity));
    if (!varies(outputs)) continue;
    try {
      add_indices(runs, quantity, indices_of({runs, points, outputs}), chart);
    } catch (const Error& error) {
      why = error.what();
    }
  }
  if (chart.table.rows.empty()) {
    report.missing.push_back({"Sensitivities", why.empty() ? "nothing varies" : why});
    return;
  }
  report.charts.push_back(std::move(chart));
}

}  // namespace

void add_sensitivity_charts(const ReportSource& source, Report& report) {
  if (!source.record.sweep) {
    report.missing.push_back({"Sensitivities and boxes of scenario discovery",
                              "the file holds one scenario; make a sweep (comity sweep)"});
    return;
  }
  const Record& runs = source.record;
  if (runs.design.factors.empty() || source.record.points < kLeastForIndices) {
    report.missing.push_back({"Sensitivities and boxes of scenario discovery",
                              runs.design.factors.empty()
                                  ? "the design has arms and no factors"
                                  : fmt::format("the design has {} points (at least {} are needed)",
                                                source.record.points, kLeastForIndices)});
    return;
  }
  if (runs.design.kind == "one-at-a-time") {
    report.missing.push_back({"Sensitivities and boxes of scenario discovery",
                              "the design varies one factor at a time; comity analyze summary reads it"});
    return;
  }
  add_tornado(source, report);
  add_response_chart(source, report);
}

}  // namespace comity::analysis
