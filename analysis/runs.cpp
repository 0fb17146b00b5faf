#include "analysis/runs.h"

#include "design/design_file.h"
#include "error.h"
#include "observe/labels.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>

namespace comity::analysis {
namespace {

std::vector<std::string> texts_if_any(const ResultsReader& file, const std::string& name, std::size_t count) {
  return file.has(name) ? file.texts(name) : std::vector<std::string>(count);
}

Design read_design(const ResultsReader& file, std::size_t points) {
  Design design;
  design.points.resize(points);
  if (!file.has("design/definition")) return design;
  design = read_design_definition(file.texts("design/definition").at(0));
  design.points.resize(points);
  const auto roles = texts_if_any(file, "design/role", points);
  const auto arms = texts_if_any(file, "design/arm", points);
  const auto blocks = file.numbers("design/block");
  const auto scrambles = file.numbers("design/scramble");
  for (std::size_t i = 0; i < points; ++i) {
    DesignPoint& point = design.points[i];
    point.role = roles.at(i);
    point.arm = arms.at(i);
    point.block = static_cast<std::uint32_t>(blocks.at(i));
    point.scramble = static_cast<std::uint32_t>(scrambles.at(i));
  }
  for (const Factor& factor : design.factors) {
    const auto values = file.numbers("design/" + factor.name);
    for (std::size_t i = 0; i < points; ++i) design.points[i].values.push_back(values.at(i));
  }
  return design;
}

std::vector<std::string> metric_names() {
  std::vector<std::string> names;
  for (const MetricRow& row : metric_rows()) names.emplace_back(row.name);
  return names;
}

std::size_t find_row(const Runs& runs, const std::string& name) {
  const auto rows = metric_rows();
  const auto found = std::ranges::find(rows, name, &MetricRow::name);
  if (found == rows.end())
    reject(runs, fmt::format("there is no metric {}.{} All metrics: comity list metrics.", name,
                             did_you_mean(name, metric_names())));
  if (!runs.file.has(kept_metrics(runs) + name))
    reject(runs, fmt::format("has no metric {} (nothing in its scenario that it could be about, or an older "
                             "comity wrote it).",
                             name));
  return static_cast<std::size_t>(found - rows.begin());
}

std::vector<std::string> labels_of(const Runs& runs, Group group) {
  return runs.file.texts(kept_metrics(runs) + std::string(group_name(group)));
}

}  // namespace

void reject(const Runs& runs, const std::string& why) {
  throw Error(fmt::format("{}: {}", runs.file.path().string(), why));
}

Runs open_runs(const std::filesystem::path& path) {
  Runs runs{ResultsReader(path), {}, 0, 0, {}, {}, 0, false};
  const auto shape = runs.file.shape("runs/failed");
  if (shape.size() != 2) reject(runs, "says nothing about its runs: the file is damaged.");
  runs.points = shape[0];
  runs.replicates = shape[1];
  for (const double failed : runs.file.numbers("runs/failed")) {
    runs.failed.push_back(failed != 0.0);
    runs.failed_runs += failed != 0.0 ? 1 : 0;
  }
  runs.sweep = runs.file.has("summary");
  if (runs.file.has("metrics/time")) runs.times = runs.file.numbers("metrics/time");
  if (!runs.sweep && runs.times.empty()) reject(runs, "holds no metrics: the file is damaged.");
  runs.design = read_design(runs.file, runs.points);
  return runs;
}

std::string kept_metrics(const Runs& runs) { return runs.sweep ? "summary/" : "metrics/"; }

MetricName find_metric(const Runs& runs, const std::string& text) {
  const std::size_t colon = text.find(':');
  const std::string name = text.substr(0, colon);
  MetricName found{text, find_row(runs, name), {}};
  const MetricRow& row = metric_rows()[found.metric];
  if (row.group == Group::one) {
    if (colon == std::string::npos) return found;
    reject(runs, fmt::format("the metric {} has no groups. Write {}.", name, name));
  }
  const std::vector<std::string> labels = labels_of(runs, row.group);
  if (colon == std::string::npos) {
    if (row.kind == MetricKind::counter) return found;
    reject(runs, fmt::format("{} is per {} and cannot be added up. Write one of {}.", name,
                             group_name(row.group), fmt::join(metric_groups(runs, name), ", ")));
  }
  const std::string label = text.substr(colon + 1);
  const auto place = std::ranges::find(labels, label);
  if (place == labels.end())
    reject(runs, fmt::format("the metric {} has no {} {}.{} There are {}.", name, group_name(row.group),
                             label, did_you_mean(label, labels), fmt::join(labels, ", ")));
  found.group = static_cast<std::size_t>(place - labels.begin());
  return found;
}

std::vector<std::string> metric_groups(const Runs& runs, const std::string& metric) {
  const MetricRow& row = metric_rows()[find_row(runs, metric)];
  if (row.group == Group::one) return {metric};
  std::vector<std::string> names;
  for (const std::string& label : labels_of(runs, row.group))
    names.push_back(fmt::format("{}:{}", metric, label));
  return names;
}

}  // namespace comity::analysis
