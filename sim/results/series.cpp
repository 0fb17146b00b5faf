#include "results/series.h"

#include "error.h"
#include "missing.h"
#include "observe/labels.h"

#include <algorithm>
#include <numeric>
#include <string>

namespace comity {
namespace {

// Enough runs per block for chunks that compress well, few enough to keep memory small.
hsize_t runs_per_block(const ResultsPlan& plan, SeriesKind kind) {
  constexpr std::size_t kBlockBytes = 16U << 20U;
  const bool totals = kind == SeriesKind::totals;
  const std::size_t values = plan.layout.size() * (totals ? 1 : plan.times.size());
  const std::size_t bytes = std::max<std::size_t>(values * sizeof(double), 1);
  return std::clamp<std::size_t>(kBlockBytes / bytes, 1, totals ? 4096 : 64);
}

hdf5::Handle write_counting_scale(hid_t group, const std::string& name, std::uint32_t count) {
  std::vector<std::int32_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  hdf5::Handle scale = hdf5::create_dataset(group, name, hdf5::int_type(), {{count}, {}, {}});
  hdf5::write(scale, numbers);
  hdf5::make_scale(scale, name);
  hdf5::write_attribute(scale.id(), "long_name", name == "point" ? "point of the design" : "replicate");
  return scale;
}

hdf5::Handle write_time_scale(hid_t group, const std::vector<double>& times) {
  hdf5::Handle scale = hdf5::create_dataset(group, "time", hdf5::double_type(), {{times.size()}, {}, {}});
  hdf5::write(scale, times);
  hdf5::make_scale(scale, "time");
  hdf5::write_attribute(scale.id(), "units", kDayUnits);
  hdf5::write_attribute(scale.id(), "calendar", kDayCalendar);
  hdf5::write_attribute(scale.id(), "standard_name", "time");
  hdf5::write_attribute(scale.id(), "long_name", "end of the recorded interval");
  return scale;
}

std::string_view cell_methods(MetricKind metric, SeriesKind kind) {
  if (metric == MetricKind::counter) return "time: sum";
  return kind == SeriesKind::totals ? "time: mean" : "time: point";
}

}  // namespace

SeriesWriter::SeriesWriter(const ResultsPlan& plan, hid_t file, SeriesKind kind)
    : kind_(kind),
      layout_(plan.layout),
      times_(kind == SeriesKind::totals ? 1 : plan.times.size()),
      replicates_(plan.replicates),
      rows_(std::clamp<hsize_t>(plan.replicates, 1, runs_per_block(plan, kind))),
      points_(
          std::clamp<hsize_t>(rows_ < replicates_ ? 1 : runs_per_block(plan, kind) / rows_, 1, plan.points)) {
  group_ = hdf5::create_group(file, kind == SeriesKind::totals ? "summary" : "metrics");
  create_scales(plan);
  for (std::size_t metric = 0; metric < metric_rows().size(); ++metric) create_dataset(plan, metric);
}

void SeriesWriter::create_scales(const ResultsPlan& plan) {
  scales_.emplace_back("point", write_counting_scale(group_.id(), "point", plan.points));
  scales_.emplace_back("replicate", write_counting_scale(group_.id(), "replicate", plan.replicates));
  if (kind_ == SeriesKind::over_time) scales_.emplace_back("time", write_time_scale(group_.id(), plan.times));
  for (auto group = Group::state; group <= Group::amicus;
       group = static_cast<Group>(static_cast<int>(group) + 1)) {
    const std::vector<std::string> labels = group_labels(group, plan.config);
    COMITY_EXPECT(labels.size() == group_size(group, plan.config));
    if (labels.empty()) continue;
    const std::string name(name_of(group));
    hdf5::Handle scale = hdf5::write_texts(group_.id(), name, labels);
    hdf5::make_scale(scale, name);
    scales_.emplace_back(name_of(group), std::move(scale));
  }
}

const hdf5::Handle& SeriesWriter::scale(std::string_view name) const {
  const auto found = std::ranges::find(scales_, name, &std::pair<std::string_view, hdf5::Handle>::first);
  COMITY_EXPECT(found != scales_.end());
  return found->second;
}

void SeriesWriter::create_dataset(const ResultsPlan& plan, std::size_t metric) {
  const MetricRow& row = metric_rows()[metric];
  const std::size_t groups = layout_.offset[metric + 1] - layout_.offset[metric];
  if (groups == 0) return;  // no open question, no series about one
  const bool totals = kind_ == SeriesKind::totals;
  hdf5::Shape shape{{plan.points, plan.replicates}, {}, {points_, rows_}};
  std::vector<std::string_view> axes = {"point", "replicate"};
  if (!totals) {
    shape.size.push_back(times_);
    shape.chunk.push_back(times_);
    axes.push_back("time");
  }
  if (row.group != Group::one) {
    shape.size.push_back(groups);
    shape.chunk.push_back(groups);
    axes.push_back(name_of(row.group));
  }
  Dataset dataset{metric, groups,
                  hdf5::create_dataset(group_.id(), std::string(row.name), hdf5::double_type(), shape)};
  const hid_t id = dataset.handle.id();
  hdf5::write_attribute(id, "_FillValue", kMissing);
  hdf5::write_attribute(id, "units", row.unit);
  hdf5::write_attribute(id, "long_name", row.meaning);
  hdf5::write_attribute(id, "cell_methods", cell_methods(row.kind, kind_));
  if (kind_ == SeriesKind::totals && row.kind == MetricKind::gauge)
    hdf5::write_attribute(id, "comment", "rounded to single precision (24 significant bits)");
  for (unsigned axis = 0; axis < axes.size(); ++axis)
    hdf5::attach_scale(dataset.handle, scale(axes[axis]), axis);
  datasets_.push_back(std::move(dataset));
}

// Where the values of a recorded time begin that belong to a dataset; rows are the times of the runs held, one run after the other.
double* SeriesWriter::place_of(const Dataset& dataset, std::size_t row) {
  const std::size_t rows = rows_ * points_ * times_;
  return held_.data() + layout_.offset[dataset.metric] * rows + row * dataset.groups;
}

void SeriesWriter::append(const std::vector<double>& series) {
  COMITY_EXPECT(series.empty() || series.size() == times_ * layout_.size());
  held_.resize(rows_ * points_ * times_ * layout_.size());
  const std::size_t first = runs_held_ * times_;
  for (std::size_t time = 0; time < times_; ++time) {
    for (const Dataset& dataset : datasets_) {
      double* place = place_of(dataset, first + time);
      if (series.empty()) {
        std::fill_n(place, dataset.groups, kMissing);
      } else {
        std::copy_n(&series[time * layout_.size() + layout_.offset[dataset.metric]], dataset.groups, place);
      }
    }
  }
  ++runs_held_;
  const bool whole_point = (written_ + runs_held_) % replicates_ == 0;
  if (runs_held_ == rows_ * points_ || (points_ == 1 && whole_point)) flush();
}

void SeriesWriter::flush() {
  if (runs_held_ == 0) return;
  for (const Dataset& dataset : datasets_) {
    const hsize_t points = std::max<hsize_t>(runs_held_ / replicates_, 1);
    hdf5::Block block{{written_ / replicates_, written_ % replicates_}, {points, runs_held_ / points}};
    if (kind_ == SeriesKind::over_time) {
      block.begin.push_back(0);
      block.size.push_back(times_);
    }
    if (metric_rows()[dataset.metric].group != Group::one) {
      block.begin.push_back(0);
      block.size.push_back(dataset.groups);
    }
    const std::span<const double> values(place_of(dataset, 0), runs_held_ * times_ * dataset.groups);
    if (runs_held_ == rows_ * points_) {
      hdf5::write_chunk(dataset.handle, block, values);
    } else {
      hdf5::write(dataset.handle, block, values);
    }
  }
  written_ += runs_held_;
  runs_held_ = 0;
}

}  // namespace comity
