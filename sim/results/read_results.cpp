#include "results/read_results.h"

#include "design/design_file.h"
#include "error.h"
#include "missing.h"
#include "observe/labels.h"
#include "text/shell_word.h"

#include <fmt/format.h>

#include <algorithm>

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

void read_events(const ResultsReader& file, EventTable table, const Place& place, RecordedRun& run) {
  std::string group = fmt::format("events/{}", name_of(table));
  if (!file.has(group)) {
    run.missing.push_back(group);
    return;
  }
  group += '/';
  const std::vector<double> runs = runs_of_rows(file, group, place);
  const auto [first, last] = std::equal_range(runs.begin(), runs.end(), place.number());
  const auto begin = static_cast<std::size_t>(first - runs.begin());
  const auto rows = static_cast<std::size_t>(last - first);
  const auto columns = event_columns(table);
  std::vector<double>& values = run.result.events.of(table);
  values.assign(rows * columns.size(), kMissing);
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const std::string name = group + std::string(columns[column].name);
    if (!file.has(name)) {
      run.missing.push_back(name);
      continue;
    }
    const auto read = file.numbers(name, {begin}, {rows});
    for (std::size_t row = 0; row < rows; ++row) values[row * columns.size() + column] = read[row];
  }
}

void read_metric(const ResultsReader& file, std::size_t metric, const Place& place,
                 std::pair<const MetricLayout&, RecordedRun&> into) {
  const MetricLayout& layout = into.first;
  std::vector<double>& series = into.second.result.series;
  const std::size_t groups = layout.offset[metric + 1] - layout.offset[metric];
  if (groups == 0) return;
  const std::string name = fmt::format("metrics/{}", metric_rows()[metric].name);
  if (!file.has(name)) {
    into.second.missing.push_back(name);
    return;
  }
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

// What the file has in a group beside these.
void add_unknown(const ResultsReader& file, const std::string& group,
                 const std::vector<std::string_view>& known, RecordedRun& run) {
  for (const std::string& name : file.names_in(group)) {
    if (std::ranges::find(known, name) == known.end())
      run.unknown.push_back(fmt::format("{}/{}", group, name));
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

RecordedRun RecordedRuns::record_of(std::uint32_t point, std::uint32_t replicate,
                                    const Config& config) const {
  if (!file_.has("metrics") || !file_.has("events")) {
    std::string words;
    for (const std::string& setting : settings(point)) words += "--set " + shell_word(setting) + " ";
    throw Error(
        fmt::format("{}: does not hold the events of its runs (the sweep did not keep them). Make it with "
                    "--keep all, or make this point alone: comity run SCENARIO {}--out POINT.h5.",
                    file_.path().string(), words));
  }
  const Place place{point, replicate, origin_.replicates};
  RecordedRun run;
  std::vector<std::string_view> tables = {"labels"};
  for (std::size_t number = 0; number < run.result.events.rows.size(); ++number) {
    const auto table = static_cast<EventTable>(number);
    tables.push_back(name_of(table));
    read_events(file_, table, place, run);
    std::vector<std::string_view> columns = {"point", "replicate", "row"};
    for (const EventColumn& column : event_columns(table)) columns.push_back(column.name);
    add_unknown(file_, fmt::format("events/{}", tables.back()), columns, run);
  }
  add_unknown(file_, "events", tables, run);
  const MetricLayout layout = make_metric_layout(config);
  run.result.series.assign(record_times(config.parameters).size() * layout.size(), kMissing);
  std::vector<std::string_view> metrics;
  for (std::size_t metric = 0; metric < metric_rows().size(); ++metric) {
    metrics.push_back(metric_rows()[metric].name);
    read_metric(file_, metric, place, {layout, run});
  }
  add_unknown(file_, "metrics", metrics, run);
  return run;
}

}  // namespace comity
