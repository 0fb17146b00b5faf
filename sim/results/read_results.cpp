#include "results/read_results.h"

#include "error.h"
#include "results/hdf5_read.h"

#include <fmt/format.h>

#include <cmath>

namespace comity {

struct ResultsReader::Parts {
  hdf5::Handle file;
};

namespace {

Origin read_origin(const hdf5::Handle& file, const std::filesystem::path& path) {
  if (!hdf5::has(file, "/provenance") || !hdf5::has(file, "/runs/failed")) {
    throw Error(fmt::format(
        "{}: is no results file of comity (it has no /provenance and /runs). Name one that comity "
        "run has written.",
        path.string()));
  }
  const hdf5::Handle group = hdf5::open_group(file, "/provenance");
  Origin origin;
  origin.version = hdf5::read_text_attribute(group, "version");
  origin.commit = hdf5::read_text_attribute(group, "git_commit");
  origin.seed = hdf5::read_integer_attribute(group, "seed");
  const auto paths = hdf5::read_texts(file, "/provenance/input_path");
  const auto texts = hdf5::read_texts(file, "/provenance/input_text");
  for (std::size_t i = 0; i < paths.size() && i < texts.size(); ++i)
    origin.texts.push_back({paths[i], texts[i]});
  if (hdf5::has(file, "/provenance/overrides")) {
    origin.overrides = hdf5::read_texts(file, "/provenance/overrides");
  }
  const auto size = hdf5::size_of(hdf5::open_dataset(file, "/runs/failed"));
  origin.points = static_cast<std::uint32_t>(size.at(0));
  origin.replicates = static_cast<std::uint32_t>(size.at(1));
  return origin;
}

// The first row whose replicate is at least this one; rows stand in the order of replicates.
hsize_t first_row(const hdf5::Handle& column, double replicate) {
  hsize_t begin = 0;
  hsize_t end = hdf5::size_of(column).at(0);
  while (begin < end) {
    const hsize_t middle = begin + (end - begin) / 2;
    const double there = hdf5::read(column, {{middle}, {1}}).front();
    if (there < replicate) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return begin;
}

std::vector<double> read_events(const hdf5::Handle& file, EventTable table, std::uint32_t replicate) {
  const std::string group = fmt::format("/events/{}/", event_table_name(table));
  const hdf5::Handle replicates = hdf5::open_dataset(file, group + "replicate");
  const hsize_t begin = first_row(replicates, replicate);
  const hsize_t rows = first_row(replicates, replicate + 1.0) - begin;
  const auto columns = event_columns(table);
  std::vector<double> values(rows * columns.size());
  for (std::size_t column = 0; column < columns.size(); ++column) {
    const std::string name = group + std::string(columns[column].name);
    const auto read = hdf5::read(hdf5::open_dataset(file, name), {{begin}, {rows}});
    for (std::size_t row = 0; row < rows; ++row) values[row * columns.size() + column] = read[row];
  }
  return values;
}

void read_metric(const hdf5::Handle& file, std::size_t metric, std::uint32_t replicate,
                 std::pair<const MetricLayout&, std::vector<double>&> into) {
  auto& [layout, series] = into;
  const std::size_t groups = layout.offset[metric + 1] - layout.offset[metric];
  if (groups == 0) return;
  const auto dataset = hdf5::open_dataset(file, fmt::format("/metrics/{}", metric_rows()[metric].name));
  std::vector<hsize_t> size = hdf5::size_of(dataset);
  const std::size_t times = series.size() / layout.size();
  if (size.size() < 3 || size[2] != times || (size.size() > 3 ? size[3] : 1) != groups) return;
  hdf5::Block block{std::vector<hsize_t>(size.size(), 0), size};
  block.begin[1] = replicate;
  block.size[0] = block.size[1] = 1;
  const std::vector<double> values = hdf5::read(dataset, block);
  for (std::size_t time = 0; time < times; ++time) {
    for (std::size_t k = 0; k < groups; ++k) {
      series[time * layout.size() + layout.offset[metric] + k] = values[time * groups + k];
    }
  }
}

}  // namespace

ResultsReader::ResultsReader(const std::filesystem::path& path) : parts_(std::make_unique<Parts>()) {
  parts_->file = hdf5::open_file(path);
  origin_ = read_origin(parts_->file, path);
}

ResultsReader::~ResultsReader() = default;

bool ResultsReader::failed(std::uint32_t replicate) const {
  const auto dataset = hdf5::open_dataset(parts_->file, "/runs/failed");
  return hdf5::read(dataset, {{0, replicate}, {1, 1}}).front() != 0.0;
}

RunResult ResultsReader::record_of(std::uint32_t replicate, const Config& config) const {
  RunResult record;
  for (std::size_t table = 0; table < record.events.rows.size(); ++table) {
    record.events.rows[table] = read_events(parts_->file, static_cast<EventTable>(table), replicate);
  }
  const MetricLayout layout = make_metric_layout(config);
  record.series.assign(record_times(config.parameters).size() * layout.size(), std::nan(""));
  for (std::size_t metric = 0; metric < metric_rows().size(); ++metric) {
    read_metric(parts_->file, metric, replicate, {layout, record.series});
  }
  return record;
}

}  // namespace comity
