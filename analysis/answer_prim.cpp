#include "analysis/answer_prim.h"

#include "analysis/arms.h"
#include "analysis/designs.h"
#include "error.h"
#include "missing.h"
#include "text/reading.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::analysis {
namespace {

struct Discovery {
  Threshold interest;
  RunValues values;
  PrimCases cases;
  PrimTrajectory trajectory;
  std::size_t step = 0;
  PrimReproduced reproduced;
};

Discovery discover(const Inquiry& asked, const Threshold& interest, const std::vector<std::size_t>& points) {
  Discovery found{interest, read_values(asked.runs, interest.metric, asked.at), {}, {}, 0, {}};
  std::vector<double> outputs = outputs_of_points(asked.runs, found.values);
  std::size_t met = 0;
  for (const std::size_t id : points) met += meets(interest, outputs[id]) ? 1U : 0U;
  if (met == 0 || met == points.size())
    throw Error(
        fmt::format("{}: {} of {} points meets {} {} {:g}, so that there is nothing to tell apart. Ask "
                    "comity analyze summary "
                    "which values there are.",
                    asked.runs.file.path().string(), met == 0 ? "none" : "every one", points.size(),
                    interest.metric, interest.comparison, interest.bound));
  for (double& output : outputs)
    output = std::isnan(output) ? kMissing : (meets(interest, output) ? 1.0 : 0.0);
  found.cases = collect_prim({asked.runs, points, outputs});
  found.trajectory = find_boxes(found.cases, {});
  return found;
}

// What the box allows of one input, in words.
std::string range_words(const PrimColumn& column, const PrimRange& range, const PrimRange& all) {
  if (column.kind == PrimColumn::Kind::category) {
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < column.categories.size(); ++i) {
      if (range.kept[i]) kept.push_back(column.categories[i]);
    }
    return fmt::format("{}", fmt::join(kept, ", "));
  }
  const bool low = range.low != all.low;
  const bool high = range.high != all.high;
  if (low && high) return fmt::format("{:.4g} to {:.4g}", range.low, range.high);
  return low ? fmt::format("at least {:.4g}", range.low) : fmt::format("at most {:.4g}", range.high);
}

std::string p_words(double p) {
  return std::isnan(p) ? "–" : (p < 0.001 ? "< 0.001" : fmt::format("{:.2g}", p));
}

Table box_table(const Discovery& found) {
  const PrimStep& step = found.trajectory.steps[found.step];
  Table table{
      "The box",
      {"factor", "in the box", "quasi-p low", "quasi-p high", "in halves, same coverage", "same density"},
      {}};
  for (std::size_t k = 0; k < found.cases.columns.size(); ++k) {
    const PrimRange& all = found.trajectory.steps[0].box[k];
    if (step.box[k] == all) continue;
    table.rows.push_back({found.cases.columns[k].name, range_words(found.cases.columns[k], step.box[k], all),
                          p_words(step.quasi_p[k].low), p_words(step.quasi_p[k].high),
                          in_percent(found.reproduced.by_coverage[k]),
                          in_percent(found.reproduced.by_density[k])});
  }
  return table;
}

Table trajectory_table(const Discovery& found) {
  Table table{
      "The trajectory", {"step", "coverage", "density", "mass", "limits", "cases", "of interest", ""}, {}};
  const auto& steps = found.trajectory.steps;
  const std::size_t every = std::max<std::size_t>(1, steps.size() / 20);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i % every != 0 && i != found.step && i + 1 != steps.size()) continue;
    table.rows.push_back({std::to_string(i), fmt::format("{:.3f}", steps[i].coverage),
                          fmt::format("{:.3f}", steps[i].density), fmt::format("{:.3f}", steps[i].mass),
                          std::to_string(steps[i].restricted), std::to_string(steps[i].cases),
                          std::to_string(steps[i].interesting), i == found.step ? "<- the box" : ""});
  }
  return table;
}

void add_findings(Found& answer, const Discovery& found) {
  const auto add = [&](const std::string& quantity, const std::string& factor, const std::string& factor2,
                       double value) {
    if (std::isnan(value)) return;
    Finding finding = make_finding(quantity, found.values, {value, kMissing, kMissing}, "");
    finding.factor = factor;
    finding.factor2 = factor2;
    finding.n = found.trajectory.steps[0].cases;
    answer.findings.push_back(std::move(finding));
  };
  for (std::size_t i = 0; i < found.trajectory.steps.size(); ++i) {
    const PrimStep& step = found.trajectory.steps[i];
    const std::string name = fmt::format("step {}", i);
    add("coverage", name, "", step.coverage);
    add("density", name, "", step.density);
    add("mass", name, "", step.mass);
    add("restricted", name, "", static_cast<double>(step.restricted));
  }
  const PrimStep& box = found.trajectory.steps[found.step];
  add("chosen_step", "", "", static_cast<double>(found.step));
  for (std::size_t k = 0; k < found.cases.columns.size(); ++k) {
    const PrimColumn& column = found.cases.columns[k];
    if (box.box[k] == found.trajectory.steps[0].box[k]) continue;
    for (std::size_t level = 0; level < column.categories.size(); ++level)
      add("box_has", column.name, column.categories[level], box.box[k].kept[level] ? 1.0 : 0.0);
    if (column.kind != PrimColumn::Kind::category) {
      add("box_low", column.name, "", box.box[k].low);
      add("box_high", column.name, "", box.box[k].high);
    }
    add("quasi_p_low", column.name, "", box.quasi_p[k].low);
    add("quasi_p_high", column.name, "", box.quasi_p[k].high);
    add("reproduced_by_coverage", column.name, "", found.reproduced.by_coverage[k]);
    add("reproduced_by_density", column.name, "", found.reproduced.by_density[k]);
  }
}

std::string sentence(const Discovery& found) {
  const PrimStep& all = found.trajectory.steps[0];
  const PrimStep& box = found.trajectory.steps[found.step];
  return fmt::format(
      "{} {} {:g} in {} of all {} cases, and in {} of those with {}. That box holds {} of the cases of "
      "interest.",
      found.interest.metric, found.interest.comparison, found.interest.bound, in_percent(all.density),
      all.cases, in_percent(box.density), box_words(found.cases.columns, found.trajectory, found.step),
      in_percent(box.coverage));
}

Answer answer_prim(const Inquiry& asked) {
  const Threshold interest = read_threshold("--interest", asked.word("interest"));
  need_design(asked.runs, kSpaceDesigns, asked.command);
  Discovery box = discover(asked, interest, sample_points(asked.runs, points_of_arm(asked.runs, asked.arm)));
  const auto last = static_cast<std::int64_t>(box.trajectory.steps.size()) - 1;
  box.step =
      asked.words("step").empty()
          ? choose_step(box.trajectory)
          : static_cast<std::size_t>(read_whole(asked.command, "--step", asked.word("step"), {0, last}));
  box.reproduced = resample_boxes(box.cases, {}, box.trajectory.steps[box.step], asked.resampling);
  Found found;
  add_findings(found, box);
  found.sentences = {sentence(box)};
  found.tables = {box_table(box), trajectory_table(box)};
  if (box.trajectory.failed > 0)
    found.notes.push_back(fmt::format("{} cases dropped, because a run of theirs failed or has no value.",
                                      box.trajectory.failed));
  found.notes.emplace_back(fmt::format(
      "In halves: share of {} random halves of the cases in whose own box the factor is limited too; small: "
      "the limit may be chance.",
      box.reproduced.resamples));
  return make_answer(asked, std::move(found));
}

}  // namespace

Question prim_question() {
  return {
      .name = "prim",
      .summary = "in which box of factors cases of interest are frequent",
      .head = R"(in which box of factors the cases of interest are frequent

Usage: comity analyze prim RESULTS --interest "METRIC >= X" [options]

For a sweep whose points are a sample of the factors' space: lhs, sobol, saltelli (its points A and B), grid, list. A case is a
point, of interest when the mean over its replicates meets the condition. The Patient Rule Induction Method peels off what has
few cases of interest, then pastes back. Coverage: how many of the cases of interest are in the box; density: how many of the
box's cases are of interest; mass: how many of all cases are in it. Of the trajectory the box with the largest harmonic mean of
coverage and density is put into words (of equals the one with fewer limits), or that of --step. quasi-p: how likely so many
cases of interest would be were the limit of no effect. Arms are one more factor unless --arm names one.
)",
      .examples = R"(  comity analyze prim results/space.h5 --interest "unilateral/cross_border_ended >= 0.3"
  comity analyze prim results/space.h5 --interest "splits_opened < 1" --step 7
)",
      .metrics = 0,
      .options = {{"interest", "CONDITION", "", "METRIC >= X, also <=, > and <", false,
                   "which cases are of interest?"},
                  {"step", "N", "", "the box of this step of the trajectory"}},
      .answer = answer_prim};
}

}  // namespace comity::analysis
