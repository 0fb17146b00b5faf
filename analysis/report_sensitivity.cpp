#include "analysis/designs.h"
#include "analysis/report_answers.h"
#include "analysis/report_charts.h"
#include "error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity {
namespace {

constexpr std::size_t kBins = 10;
constexpr std::size_t kLeastPoints = 40;

// An index of every factor, with what it is called.
struct Indices {
  std::string method;  // in words, for the source line
  std::vector<std::pair<std::string, std::vector<Bounded>>>
      kinds;  // the first decides the order and the title
};

// Every point's mean over replicates, and the points that are a sample.
struct Outputs {
  const Runs& runs;
  std::vector<std::size_t> points;
};

Indices sobol_indices(const PointOutputs& from) {
  SobolOptions options;
  const SobolDesign design = collect_sobol(from);
  const SobolIndices found = estimate_design(design.scrambles, options);
  return {fmt::format("Sobol' indices from {} base points, 95 % intervals: {}", found.points,
                      interval_method_meaning(found.method)),
          {{"total", found.total}, {"first order", found.first}}};
}

Indices morris_indices(const PointOutputs& from) {
  const MorrisDesign design = collect_morris(from);
  const MorrisEffects found = estimate_morris(design.runs, {});
  Indices indices{fmt::format("elementary effects (Morris) from {} trajectories, 95 % intervals: {}",
                              found.trajectories, interval_method_meaning(found.method)),
                  {{"mean size of effect", {}}, {"spread of effects", {}}}};
  for (const MorrisFactor& factor : found.factors) {
    indices.kinds[0].second.push_back(factor.mu_star);
    indices.kinds[1].second.push_back(factor.sigma);
  }
  return indices;
}

Indices given_indices(const PointOutputs& from) {
  const GivenRuns given = collect_given(from);
  Resampling resampling;
  resampling.resamples = given.outputs.size() > 20000 ? 20 : 100;
  const Scores found = estimate_scores(given, Score::spearman, resampling);
  const Scores first = estimate_scores(given, Score::rank_first, resampling);
  return {fmt::format("rank correlation and rank-based first-order index from {} points, 95 % intervals: {}",
                      found.runs, interval_method_meaning(found.method)),
          {{"rank correlation", found.inputs}, {"first order", first.inputs}}};
}

Indices indices_of(const PointOutputs& from) {
  const std::string& kind = from.runs.design.kind;
  if (kind == "saltelli") return sobol_indices(from);
  if (kind == "morris") return morris_indices(from);
  return given_indices(from);
}

std::string quantity_name(const KeyQuantity& quantity) {
  return fmt::format("{} [{}]", quantity.words, quantity.unit);
}

std::vector<double> means_of_points(const Runs& runs, const std::vector<double>& values) {
  RunValues of;
  of.values = values;
  return outputs_of_points(runs, of);
}

bool varies(const std::vector<double>& outputs) {
  return std::ranges::any_of(outputs,
                             [&](double value) { return !std::isnan(value) && value != outputs.front(); });
}

std::string tornado_title(const Runs& runs, const KeyQuantity& quantity, const Indices& indices) {
  const auto& [kind, values] = indices.kinds.front();
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, [&](std::size_t left, std::size_t right) {
    return std::abs(values[left].value) > std::abs(values[right].value);
  });
  std::string text = fmt::format("{} decides most about {} ({} {:.2g}", runs.design.factors[order[0]].name,
                                 quantity.words, kind, values[order[0]].value);
  if (order.size() > 1)
    text += fmt::format("), then {} ({:.2g}", runs.design.factors[order[1]].name, values[order[1]].value);
  return text + ")";
}

void add_indices(const Runs& runs, const KeyQuantity& quantity, const Indices& indices, Chart& chart) {
  for (const auto& [kind, values] : indices.kinds) {
    for (std::size_t factor = 0; factor < values.size(); ++factor)
      chart.table.rows.push_back({quantity_name(quantity), runs.design.factors[factor].name, kind,
                                  cell(values[factor].value), cell(values[factor].low),
                                  cell(values[factor].high)});
  }
  if (!chart.title.empty()) return;
  chart.title = tornado_title(runs, quantity, indices);
  chart.source = indices.method;
  chart.filters = {{"quantity", "About", quantity_name(quantity)}};
}

void add_tornado(const ReportSource& source, const Runs& runs, Report& report) {
  Chart chart = make_chart("tornado", "What matters");
  chart.table.columns = {{"quantity", "", "output of the model"},
                         {"factor", "", "what varies"},
                         {"index", "", "kind of index"},
                         {"estimate", "", "index"},
                         {"low", "", "95 % interval"},
                         {"high", "", "95 % interval"}};
  std::string why;
  const std::vector<std::size_t> points =
      points_of_arm(runs, runs.design.arms.empty() ? "" : runs.design.arms.front().name);
  for (const KeyQuantity& quantity : key_quantities()) {
    const std::vector<double> outputs = means_of_points(runs, quantity_values(source, quantity));
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
  chart.question =
      "Which factors decide about an output? The longer the bar, the more; the line is the 95 % interval. "
      "Total: the share of the output's variance that would go if the factor were known last; first order: "
      "if it were known first.";
  report.charts.push_back(std::move(chart));
}

// Edges of bins that hold equally many points; of categories one bin per level.
std::vector<double> edges_of(const Factor& factor, std::vector<double> values) {
  std::ranges::sort(values);
  std::vector<double> edges;
  if (!factor.levels.empty()) {
    for (std::size_t level = 0; level <= factor.levels.size(); ++level)
      edges.push_back(static_cast<double>(level));
    return edges;
  }
  for (std::size_t bin = 0; bin <= kBins; ++bin) edges.push_back(values[bin * (values.size() - 1) / kBins]);
  edges.erase(std::ranges::unique(edges).begin(), edges.end());
  return edges;
}

struct Input {
  const Factor& factor;
  std::vector<double> values;  // [points]
  std::vector<double> edges;   // [bins + 1]
};

void add_bins(const KeyQuantity& quantity, const Input& input, const std::vector<double>& outputs,
              ChartTable& table) {
  std::vector<std::vector<double>> bins(input.edges.size() - 1);
  for (std::size_t point = 0; point < outputs.size(); ++point) {
    const auto above = std::ranges::upper_bound(input.edges, input.values[point]) - input.edges.begin();
    bins[std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(above, 1)), bins.size()) - 1].push_back(
        outputs[point]);
  }
  for (std::size_t bin = 0; bin < bins.size(); ++bin) {
    const Band band = band_of(bins[bin]);
    const bool category = !input.factor.levels.empty();
    const double middle =
        category ? static_cast<double>(bin) : 0.5 * (input.edges[bin] + input.edges[bin + 1]);
    table.rows.push_back({quantity_name(quantity), input.factor.name,
                          category ? input.factor.levels[bin] : "", cell(middle), cell(band.mean),
                          cell(band.low), cell(band.high), band.runs});
  }
}

void add_response(const ReportSource& source, const Runs& runs, Report& report) {
  Chart chart = make_chart("response", "What matters");
  chart.table.columns = {{"quantity", "", "output of the model"},
                         {"factor", "", "what varies"},
                         {"level", "", "of a category"},
                         {"value", "", "middle of the factor's bin, or number of the level"},
                         {"mean", "", "mean output of the points there"},
                         {"p5", "", "5 % quantile over points"},
                         {"p95", "", "95 % quantile"},
                         {"points", "", "how many"}};
  std::vector<Input> inputs;
  for (std::size_t factor = 0; factor < runs.design.factors.size(); ++factor) {
    std::vector<double> values;
    for (const DesignPoint& point : runs.design.points) values.push_back(point.values[factor]);
    std::vector<double> edges = edges_of(runs.design.factors[factor], values);
    if (edges.size() > 2)
      inputs.push_back({runs.design.factors[factor], std::move(values), std::move(edges)});
  }
  double widest = -1.0;
  for (const KeyQuantity& quantity : key_quantities()) {
    const std::vector<double> outputs = means_of_points(runs, quantity_values(source, quantity));
    if (!varies(outputs)) continue;
    for (const Input& input : inputs) {
      const std::size_t before = chart.table.rows.size();
      add_bins(quantity, input, outputs, chart.table);
      const auto& first = chart.table.rows[before].at(4);
      const auto& last = chart.table.rows.back().at(4);
      if (first.is_null() || last.is_null() || &quantity != &key_quantities().front()) continue;
      const double gap = std::abs(last.get<double>() - first.get<double>());
      if (gap <= widest) continue;
      widest = gap;
      chart.filters = {{"quantity", "Output", quantity_name(quantity)},
                       {"factor", "Factor", input.factor.name}};
      chart.title = fmt::format("From the low to the high end of {} the output moves from {} to {} ({})",
                                input.factor.name, percent_text(first.get<double>()),
                                percent_text(last.get<double>()), quantity.words);
    }
  }
  if (chart.filters.empty()) return;
  chart.question =
      "How does an output move with one factor, while the others vary too? Dots: mean of the points in a "
      "tenth of the range; band: nine points in ten.";
  chart.source = "means over replicates of " + runs_text(source, false);
  report.charts.push_back(std::move(chart));
}

}  // namespace

void add_sensitivity_charts(const ReportSource& source, Report& report) {
  if (!source.is_sweep()) {
    report.missing.push_back({"Sensitivities and boxes of scenario discovery",
                              "the file holds one scenario; make a sweep (comity sweep)"});
    return;
  }
  const Runs runs = open_runs(source.file.path());
  if (runs.design.factors.empty() || source.points < kLeastPoints) {
    report.missing.push_back({"Sensitivities and boxes of scenario discovery",
                              runs.design.factors.empty()
                                  ? "the design has arms and no factors"
                                  : fmt::format("the design has {} points (at least {} are needed)",
                                                source.points, kLeastPoints)});
    return;
  }
  add_tornado(source, runs, report);
  add_response(source, runs, report);
}

}  // namespace comity
