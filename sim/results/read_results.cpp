#include "results/read_results.h"

#include "design/design_file.h"
#include "error.h"
#include "observe/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity {

namespace {

// A run of the file, and where it stands among all runs.
struct Place {
  std::uint32_t point;
  std::uint32_t replicate;
  std::uint32_t replicates;
  double number() const { return static_cast<double>(std::uint64_t{point} * replicates + replicate); }
};

// The number of the run of each row; rows stand in the order of runs.
std::vector<double> runs_of_rows(const ResultsReader& file, const std::string& group, const Place& place) {
  std::vector<double> runs = file.numbers(group + "replicate");
  const std::vector<double> points = file.numbers(group + "point");
  for (std::size_t row = 0; row < runs.size(); ++row) runs[row] += points[row] * place.replicates;
  return runs;
}

std::vector<double> read_events(const ResultsReader& file, EventTable table, const Place& place) {
  const std::string group = fmt::format("events/{}/", event_table_name(table));
  const std::vector<double> runs = runs_of_rows(file, group, place);
  const auto [first, last] = std::equal_range(runs.begin(), runs.end(), place.number());
  const auto begin = static_cast<std::size_t>(first - runs.begin());
  const auto rows = static_cast<std::size_t>(last - first);
  const auto columns = event_columns(table);
  std::vector<double> values(rows * columns.size());
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const std::string name = group + std::string(columns[column].name);
    const auto read = file.numbers(name, {begin}, {rows});
    for (std::size_t row = 0; row < rows; ++row) values[row * columns.size() + column] = read[row];
  }
  return values;
}

void read_metric(const ResultsReader& file, std::size_t metric, const Place& place,
                 std::pair<const MetricLayout&, std::vector<double>&> into) {
  auto& [layout, series] = into;
  const std::size_t groups = layout.offset[metric + 1] - layout.offset[metric];
  if (groups == 0) return;
  const std::string name = fmt::format("metrics/{}", metric_rows()[metric].name);
  std::vector<std::size_t> size = file.shape(name);
  const std::size_t times = series.size() / layout.size();
  if (size.size() < 3 || size[2] != times || (size.size() > 3 ? size[3] : 1) != groups) return;
  std::vector<std::size_t> begin(size.size(), 0);
  begin[0] = place.point;
  begin[1] = place.replicate;
  size[0] = size[1] = 1;
  const std::vector<double> values = file.numbers(name, begin, size);
  for (std::size_t time = 0; time < times; ++time) {
    for (std::size_t k = 0; k < groups; ++k) {
      series[time * layout.size() + layout.offset[metric] + k] = values[time * groups + k];
    }
  }
}

}  // namespace

Origin read_origin(const ResultsReader& file) {
  Origin origin;
  origin.version = file.text_attribute("provenance", "version");
  origin.commit = file.text_attribute("provenance", "git_commit");
  origin.seed = std::stoll(file.text_attribute("provenance", "seed"));
  const auto paths = file.texts("provenance/input_path");
  const auto texts = file.texts("provenance/input_text");
  for (std::size_t i = 0; i < paths.size() && i < texts.size(); ++i)
    origin.texts.push_back({paths[i], texts[i]});
  if (file.has("provenance/overrides")) origin.overrides = file.texts("provenance/overrides");
  const auto size = file.shape("runs/failed");
  origin.points = static_cast<std::uint32_t>(size.at(0));
  origin.replicates = static_cast<std::uint32_t>(size.at(1));
  return origin;
}

RecordedRuns::RecordedRuns(const std::filesystem::path& path) : file_(path), origin_(read_origin(file_)) {}

std::vector<std::string> RecordedRuns::settings(std::uint32_t point) const {
  if (!file_.has("design/definition")) return {};
  Design design = read_design_definition(file_.texts("design/definition").at(0));
  DesignPoint one;
  for (const Factor& factor : design.factors)
    one.values.push_back(file_.numbers("design/" + factor.name, {point}, {1}).at(0));
  if (file_.has("design/arm")) one.arm = file_.texts("design/arm").at(point);
  design.points = {one};
  return settings_of(design, 0);
}

bool RecordedRuns::failed(std::uint32_t point, std::uint32_t replicate) const {
  return file_.numbers("runs/failed", {point, replicate}, {1, 1}).front() != 0.0;
}

RunResult RecordedRuns::record_of(std::uint32_t point, std::uint32_t replicate, const Config& config) const {
  if (!file_.has("metrics") || !file_.has("events")) {
    throw Error(
        fmt::format("{}: does not hold the events of its runs (the sweep did not keep them). Make it with "
                    "--keep all, or make this "
                    "point alone: comity run SCENARIO {}{}--out POINT.h5.",
                    file_.path().string(), settings(point).empty() ? "" : "--set ",
                    fmt::format("{} ", fmt::join(settings(point), " --set "))));
  }
  const Place place{point, replicate, origin_.replicates};
  RunResult record;
  for (std::size_t table = 0; table < record.events.rows.size(); ++table) {
    record.events.rows[table] = read_events(file_, static_cast<EventTable>(table), place);
  }
  const MetricLayout layout = make_metric_layout(config);
  record.series.assign(record_times(config.parameters).size() * layout.size(), std::nan(""));
  for (std::size_t metric = 0; metric < metric_rows().size(); ++metric) {
    read_metric(file_, metric, place, {layout, record.series});
  }
  return record;
}

}  // namespace comity
