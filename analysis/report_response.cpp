#include "analysis/report_outputs.h"

#include "analysis/designs.h"
#include "analysis/report_titles.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr std::size_t kGroups = 10;

// Edges of bins that hold equally many points; of categories one bin per level.
std::vector<double> edges_of(const Factor& factor, std::vector<double> values) {
  std::ranges::sort(values);
  std::vector<double> edges;
  if (!factor.levels.empty()) {
    for (std::size_t level = 0; level <= factor.levels.size(); ++level)
      edges.push_back(static_cast<double>(level));
    return edges;
  }
  for (std::size_t bin = 0; bin <= kGroups; ++bin)
    edges.push_back(values[bin * (values.size() - 1) / kGroups]);
  edges.erase(std::ranges::unique(edges).begin(), edges.end());
  return edges;
}

struct Input {
  const Factor& factor;
  std::vector<double> values;  // [points]
  std::vector<double> edges;   // [bins + 1]
};

void add_bins(const Headline& quantity, const Input& input, const std::vector<double>& outputs,
              ChartTable& table) {
  std::vector<std::vector<double>> bins(input.edges.size() - 1);
  for (std::size_t point = 0; point < outputs.size(); ++point) {
    const auto above = std::ranges::upper_bound(input.edges, input.values[point]) - input.edges.begin();
    bins[std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(above, 1)), bins.size()) - 1].push_back(
        outputs[point]);
  }
  for (std::size_t bin = 0; bin < bins.size(); ++bin) {
    const RunBand band = run_band(bins[bin]);
    const bool category = !input.factor.levels.empty();
    const double middle =
        category ? static_cast<double>(bin) : 0.5 * (input.edges[bin] + input.edges[bin + 1]);
    table.rows.push_back({headline_name(quantity), input.factor.name,
                          category ? input.factor.levels[bin] : "", cell(middle), cell(band.mean),
                          cell(band.low), cell(band.high), band.runs});
  }
}

}  // namespace

bool varies(const std::vector<double>& outputs) {
  return std::ranges::any_of(outputs,
                             [&](double value) { return !std::isnan(value) && value != outputs.front(); });
}

void add_response_chart(const ReportSource& source, Report& report) {
  const Record& runs = source.record;
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
  for (const Headline& quantity : headlines()) {
    const std::vector<double> outputs =
        outputs_of_points(source.record, headline_values(source.record, quantity));
    if (!varies(outputs)) continue;
    const bool told = !chart.filters.empty() && chart.filters.front().first != headline_name(quantity);
    for (const Input& input : inputs) {
      const std::size_t before = chart.table.rows.size();
      add_bins(quantity, input, outputs, chart.table);
      std::vector<Named> means;
      for (std::size_t row = before; row < chart.table.rows.size(); ++row) {
        const nlohmann::json& mean = chart.table.rows[row].at(4);
        if (!mean.is_null())
          means.push_back({chart.table.rows[row].at(2).get<std::string>(), mean.get<double>()});
      }
      if (told || means.empty()) continue;
      const auto [low, high] = std::ranges::minmax(means, {}, &Named::value);
      if (high.value - low.value <= widest) continue;
      widest = high.value - low.value;
      chart.filters = {{"quantity", "Output", headline_name(quantity)},
                       {"factor", "Factor", input.factor.name}};
      chart.title = response_title(quantity, input.factor.name, means, !input.factor.levels.empty());
    }
  }
  if (chart.filters.empty()) return;
  chart.question =
      "How does an output move with one factor, while the others vary too? Dots: mean of the points in a "
      "tenth of the range; band: nine points in ten.";
  chart.source = "means over replicates of " + runs_text(source, false);
  report.charts.push_back(std::move(chart));
}

}  // namespace comity::analysis
