#include "analysis/milestones.h"
#include "analysis/report_charts.h"
#include "text/phrases.h"

#include <fmt/format.h>

#include <cmath>

namespace comity::analysis {
namespace {

void add_milestones(const ReportSource& source, const Sample& sample, Report& report) {
  Chart chart = make_chart("milestones", "History beside simulation");
  chart.table.columns = {{"dispute", "", "focal dispute of the scenario"},
                         {"milestone", "", "what happens"},
                         {"outcome", "", "how it comes out"},
                         {"share", "1", "share of runs"}};
  std::string furthest;
  double share = 0.0;
  for (std::size_t focal = 0; focal < source.config.focals.size(); ++focal) {
    for (const MilestoneFinding& finding : find_milestones(sample, focal)) {
      const std::string name = spaced(finding.milestone);
      for (const auto& [outcome, part] : finding.outcomes)
        chart.table.rows.push_back({source.config.focals[focal].name, name,
                                    spaced(outcome == "none" ? "happens" : outcome),
                                    cell(finding.reached * part)});
      if (finding.outcomes.empty())
        chart.table.rows.push_back(
            {source.config.focals[focal].name, name, "happens", cell(finding.reached)});
      if (focal == 0 && name == "first instance") share = finding.reached, furthest = name;
    }
  }
  if (chart.table.rows.empty()) return;
  chart.title = furthest.empty() ? "The dispute never reaches a court"
                                 : fmt::format("The dispute reaches a court of first instance in {} of runs",
                                               percent_text(share));
  chart.question =
      "How far does the scenario's own dispute get, and how does each step come out? Share of all runs.";
  chart.source = "event table focal, " + runs_text(source, false);
  chart.filters = {{"dispute", "Dispute", source.config.focals.front().name}};
  report.charts.push_back(std::move(chart));
}

void add_history(const ReportSource& source, const Sample& sample, Report& report) {
  Chart chart = make_chart("history", "History beside simulation");
  chart.table.columns = {{"event", "", "event of history"},
                         {"history", "day", "its day in history"},
                         {"p5", "day", "5 % quantile of the simulated days, where it happens"},
                         {"median", "day", "median day"},
                         {"p95", "day", "95 % quantile"},
                         {"happens", "1", "share of runs in which it happens"},
                         {"as_in_history", "1", "share of these that come out as in history"},
                         {"earlier", "1", "share of these in which it comes earlier than in history"},
                         {"source", "", "source of the date"}};
  double ordinary = 0.0;
  for (const HistoryFinding& finding : compare_with_history(source.config, sample)) {
    const auto day = [](double value) { return cell(std::floor(value)); };
    chart.table.rows.push_back({finding.history.label, finding.history.date, day(finding.when.low),
                                day(finding.when.median), day(finding.when.high), cell(finding.happens),
                                cell(finding.same_outcome), cell(finding.earlier), finding.history.source});
    if (finding.earlier >= 0.05 && finding.earlier <= 0.95) ordinary += 1.0;
  }
  if (chart.table.rows.empty()) return;
  chart.title = fmt::format(
      "{:.0f} of {} events of history fall where the model often puts them, when they happen in it at all",
      ordinary, chart.table.rows.size());
  chart.question =
      "Is history ordinary for the model? Diamond: history's day. Bar: the days of nine in ten of the runs "
      "in which the event happens, with their median; the number behind says in how many runs it does.";
  chart.source = "scenario's [[history]] with its sources; event tables focal, rulings and reforms, " +
                 runs_text(source, false);
  report.charts.push_back(std::move(chart));
}

}  // namespace

void add_history_charts(const ReportSource& source, Report& report) {
  if (source.record.points != 1 || !source.record.file.has("events/focal/time")) {
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
  const Sample sample = read_sample(source.record, source.config, {0, false});
  add_milestones(source, sample, report);
  add_history(source, sample, report);
}

}  // namespace comity::analysis
