#include "analysis/milestones.h"
#include "analysis/report_bands.h"
#include "analysis/report_charts.h"
#include "analysis/report_titles.h"
#include "text/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

// Whether an outcome of a milestone is the one that history took.
bool is_historys(const std::vector<HistoryStep>& steps, const std::string& milestone,
                 const std::string& outcome) {
  return std::ranges::any_of(steps, [&](const HistoryStep& step) {
    return step.milestone == milestone && (step.outcome.empty() || step.outcome == outcome);
  });
}

void add_milestones(const ReportSource& source, const Sample& sample, Report& report) {
  Chart chart = make_chart("milestones", "History beside simulation");
  chart.table.columns = {{"dispute", "", "focal dispute of the scenario"},
                         {"milestone", "", "what happens"},
                         {"outcome", "", "how it comes out"},
                         {"share", "1", "share of runs"},
                         {"history", "", "whether history took this step so"}};
  const std::vector<HistoryStep> steps = history_steps(source.config);
  double to_court = 0.0;
  for (std::size_t focal = 0; focal < source.config.focals.size(); ++focal) {
    const auto add = [&](const std::string& milestone, const std::string& outcome, double share) {
      chart.table.rows.push_back({source.config.focals[focal].name, milestone, outcome, cell(share),
                                  focal == 0 && is_historys(steps, milestone, outcome) ? "history" : ""});
    };
    for (const MilestoneFinding& finding : find_milestones(sample, focal)) {
      const std::string name = spaced(finding.milestone);
      for (const auto& [outcome, part] : finding.outcomes)
        add(name, spaced(outcome == "none" ? "happens" : outcome), finding.reached * part);
      if (finding.outcomes.empty()) add(name, "happens", finding.reached);
      if (focal == 0 && name == "first instance") to_court = finding.reached;
    }
  }
  if (chart.table.rows.empty()) return;
  const std::vector<StepFinding> path = find_history_path(source.config, sample);
  chart.title = dispute_title(path, chance_of_path(path), to_court);
  chart.question =
      "How far does the scenario's own dispute get, and how does each step come out? Share of all runs; a "
      "dark "
      "frame marks the way history took. The probability of that whole way adds half a run on either side at "
      "each step, as comity analyze evidence does.";
  chart.source = "event table focal, " + runs_text(source, false);
  chart.filters = {{"dispute", "Dispute", source.config.focals.front().name}};
  chart.also.columns = {{"step", "", "step of history's way"},
                        {"of", "run", "runs in which all steps before came as in history"},
                        {"came", "run", "of these, in which this one does"},
                        {"chance", "1", "(came + 1/2) / (of + 1)"}};
  for (const StepFinding& step : path)
    chart.also.rows.push_back({step.name, step.of, step.came, cell(step.chance)});
  if (path.empty()) chart.also.columns.clear();
  chart.also_name = "history's way";
  report.charts.push_back(std::move(chart));
}

void add_history(const ReportSource& source, const Sample& sample, Report& report) {
  Chart chart = make_chart("history", "History beside simulation");
  chart.table.columns = {
      {"event", "", "event of history"},
      {"history", "day", "its day in history"},
      {"p5", "day", "5 % quantile of the simulated days, where it happens"},
      {"median", "day", "median day"},
      {"p95", "day", "95 % quantile"},
      {"happens", "1", "share of runs in which it happens"},
      {"as_in_history", "1", "share of all runs in which it happens and comes out as in history"},
      {"earlier", "1", "share of those in which it happens in which it comes earlier than in history"},
      {"source", "", "source of the date"}};
  const ChartBands bands(source, source.record.replicates);
  std::vector<EventOfHistory> events;
  for (const HistoryFinding& finding : compare_with_history(source.config, sample)) {
    const auto day = [](double value) { return cell(std::floor(value)); };
    const RunBand when = run_band(source, source.sets.front(), finding.days);
    chart.table.rows.push_back(
        bands.row({finding.history.label, finding.history.date, day(finding.when.low),
                   day(finding.when.median), day(finding.when.high), cell(finding.happens),
                   cell(finding.as_in_history), cell(finding.earlier), finding.history.source},
                  std::floor(when.chance_low), std::floor(when.chance_high)));
    events.push_back({finding.history.label, finding.as_in_history, finding.earlier});
  }
  if (chart.table.rows.empty()) return;
  chart.title = history_title(events, source.config.history.size() - events.size());
  chart.question =
      "Is history ordinary for the model? Diamond: history's day. Bar: the days of nine in ten of the runs "
      "in which the event happens, with their median. Behind it: in how many of all runs it comes as in "
      "history.";
  bands.add_columns(chart.table, "day");
  bands.tell(chart, ChartBands::Look::lines);
  chart.source =
      "scenario's [[history]] with its sources, without what the scenario sets itself; event tables "
      "focal, rulings and reforms, " +
      runs_text(source, false);
  report.charts.push_back(std::move(chart));
}

}  // namespace

void add_history_charts(const ReportSource& source, Report& report) {
  if (!report.sample) {
    report.missing.push_back(
        {"History beside simulation",
         "the file holds the points of a design; make the scenario's own runs with comity run"});
    return;
  }
  if (source.config.focals.empty() && source.config.history.empty()) {
    report.missing.push_back(
        {"History beside simulation", "the scenario has no dispute of its own and no [[history]]"});
    return;
  }
  add_milestones(source, *report.sample, report);
  add_dispute_chart(source, *report.sample, report);
  add_history(source, *report.sample, report);
}

}  // namespace comity::analysis
