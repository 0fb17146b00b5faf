#include "cli/summary_json.h"

#include "analysis/milestones.h"
#include "cli/measures.h"
#include "cli/summary.h"
#include "observe/labels.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace comity::cli {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isnan(value) ? Json(nullptr) : Json(value); }

Json interval(const analysis::Interval& value) {
  return {{"median", number(value.median)}, {"low", number(value.low)}, {"high", number(value.high)}};
}

Json cell_json(const SummaryCell& cell) {
  switch (cell.unit) {
    case CellUnit::empty:
      return nullptr;
    case CellUnit::text:
      return cell.text;
    default:
      return interval(cell.value);
  }
}

Json sections_json(const Config& config, const analysis::Sample& sample) {
  Json sections = Json::array();
  for (const SummarySection& section : summarise(config, sample)) {
    Json rows = Json::array();
    for (const SummaryRow& row : section.rows) {
      Json cells = Json::object();
      for (std::size_t i = 0; i < row.cells.size(); ++i) cells[section.columns[i]] = cell_json(row.cells[i]);
      rows.push_back({{"label", row.label}, {"values", std::move(cells)}});
    }
    sections.push_back({{"title", section.title}, {"rows", std::move(rows)}});
  }
  return sections;
}

Json outcomes_json(const analysis::MilestoneFinding& finding) {
  Json outcomes = Json::object();
  for (const auto& [outcome, share] : finding.outcomes) outcomes[outcome] = share;
  return outcomes;
}

Json disputes_json(const Config& config, const analysis::Sample& sample) {
  Json disputes = Json::array();
  for (std::size_t focal = 0; focal < config.focals.size(); ++focal) {
    Json milestones = Json::object();
    for (const analysis::MilestoneFinding& finding : find_milestones(sample, focal)) {
      milestones[finding.milestone] = {{"reached", finding.reached},
                                       {"day", interval(finding.when)},
                                       {"outcomes", outcomes_json(finding)}};
    }
    disputes.push_back({{"name", config.focals[focal].name}, {"milestones", std::move(milestones)}});
  }
  return disputes;
}

// How many runs take the dispute's way in history, step by step.
Json path_json(const Config& config, const analysis::Sample& sample) {
  const std::vector<analysis::StepFinding> path = analysis::find_history_path(config, sample);
  if (path.empty()) return nullptr;
  Json steps = Json::array();
  for (const analysis::StepFinding& step : path)
    steps.push_back({{"step", step.name}, {"of", step.of}, {"came", step.came}, {"chance", step.chance}});
  return {{"steps", steps}, {"probability", analysis::chance_of_path(path)}};
}

Json history_json(const Config& config, const analysis::Sample& sample) {
  Json events = Json::array();
  for (const analysis::HistoryFinding& finding : analysis::compare_with_history(config, sample)) {
    events.push_back({{"event", finding.history.event},
                      {"label", finding.history.label},
                      {"date", to_string(finding.history.date)},
                      {"day", finding.history.date},
                      {"simulated_day", interval(finding.when)},
                      {"happens", finding.happens},
                      {"same_outcome", number(finding.same_outcome)},
                      {"as_in_history", number(finding.as_in_history)},
                      {"earlier_than_history", number(finding.earlier)}});
  }
  return events;
}

Json group_json(const Config& config, const analysis::Sample& sample, const MetricRow& row) {
  const Measures measures{config, sample.layout};
  const auto metric = static_cast<Metric>(&row - metric_rows().data());
  const auto labels = group_labels(row.group, config);
  Json groups = Json::object();
  for (std::size_t group = 0; group < labels.size(); ++group) {
    groups[labels[group]] = {
        {"first", interval(over_runs(sample, measures.at(metric, group, Aspect::first)))},
        {"last", interval(over_runs(sample, measures.at(metric, group, Aspect::last)))},
        {"total", interval(over_runs(sample, measures.at(metric, group, Aspect::total)))}};
  }
  return groups;
}

Json metrics_json(const Config& config, const analysis::Sample& sample) {
  Json metrics = Json::object();
  for (const MetricRow& row : metric_rows()) {
    metrics[std::string(row.name)] = {{"unit", row.unit},
                                      {"per", name_of(row.group)},
                                      {"kind", row.kind == MetricKind::counter ? "counter" : "gauge"},
                                      {"values", group_json(config, sample, row)}};
  }
  return metrics;
}

}  // namespace

nlohmann::ordered_json summary_json(const Config& config, const analysis::Sample& sample) {
  const RunParameters& run = config.parameters.run;
  Json json = {{"scenario", config.name},
               {"question", config.question},
               {"start", to_string(run.start)},
               {"end", to_string(run.end - 1)},
               {"states", config.states.size()},
               {"providers", config.providers.size()},
               {"scale", run.scale},
               {"seed", run.seed},
               {"replicates", sample.replicates},
               {"failed", sample.failed},
               {"first_failure", sample.first_failure},
               {"summarised", sample.runs.size()}};
  if (sample.runs.empty()) return json;
  json["disputes"] = disputes_json(config, sample);
  json["history"] = history_json(config, sample);
  json["path"] = path_json(config, sample);
  json["summary"] = sections_json(config, sample);
  json["metrics"] = metrics_json(config, sample);
  return json;
}

}  // namespace comity::cli
