#include "results/read_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity {

namespace {

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

// The first row whose replicate is at least this one; rows stand in the order of replicates.
std::size_t first_row(const std::vector<double>& column, double replicate) {
  return static_cast<std::size_t>(std::lower_bound(column.begin(), column.end(), replicate) - column.begin());
}

std::vector<double> read_events(const ResultsReader& file, EventTable table, std::uint32_t replicate) {
  const std::string group = fmt::format("events/{}/", event_table_name(table));
  const std::vector<double> replicates = file.numbers(group + "replicate");
  const std::size_t begin = first_row(replicates, replicate);
  const std::size_t rows = first_row(replicates, replicate + 1.0) - begin;
  const auto columns = event_columns(table);
  std::vector<double> values(rows * columns.size());
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const std::string name = group + std::string(columns[column].name);
    const auto read = file.numbers(name, {begin}, {rows});
    for (std::size_t row = 0; row < rows; ++row) values[row * columns.size() + column] = read[row];
  }
  return values;
}

void read_metric(const ResultsReader& file, std::size_t metric, std::uint32_t replicate,
                 std::pair<const MetricLayout&, std::vector<double>&> into) {
  auto& [layout, series] = into;
  const std::size_t groups = layout.offset[metric + 1] - layout.offset[metric];
  if (groups == 0) return;
  const std::string name = fmt::format("metrics/{}", metric_rows()[metric].name);
  std::vector<std::size_t> size = file.shape(name);
  const std::size_t times = series.size() / layout.size();
  if (size.size() < 3 || size[2] != times || (size.size() > 3 ? size[3] : 1) != groups) return;
  std::vector<std::size_t> begin(size.size(), 0);
  begin[1] = replicate;
  size[0] = size[1] = 1;
  const std::vector<double> values = file.numbers(name, begin, size);
  for (std::size_t time = 0; time < times; ++time) {
    for (std::size_t k = 0; k < groups; ++k) {
      series[time * layout.size() + layout.offset[metric] + k] = values[time * groups + k];
    }
  }
}

}  // namespace

RecordedRuns::RecordedRuns(const std::filesystem::path& path) : file_(path), origin_(read_origin(file_)) {}

bool RecordedRuns::failed(std::uint32_t replicate) const {
  return file_.numbers("runs/failed", {0, replicate}, {1, 1}).front() != 0.0;
}

RunResult RecordedRuns::record_of(std::uint32_t replicate, const Config& config) const {
  RunResult record;
  for (std::size_t table = 0; table < record.events.rows.size(); ++table) {
    record.events.rows[table] = read_events(file_, static_cast<EventTable>(table), replicate);
  }
  const MetricLayout layout = make_metric_layout(config);
  record.series.assign(record_times(config.parameters).size() * layout.size(), std::nan(""));
  for (std::size_t metric = 0; metric < metric_rows().size(); ++metric) {
    read_metric(file_, metric, replicate, {layout, record.series});
  }
  return record;
}

}  // namespace comity
