#include "analysis/answer_morris.h"

#include "analysis/designs.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr std::array<std::string_view, 1> kMorrisDesigns = {"morris"};

struct Screened {
  const Record& runs;
  const RunValues& values;
  std::string arm;
  MorrisEffects effects;
  std::size_t dropped = 0;
};

Screened screen(const Inquiry& asked, const RunValues& values, const std::string& arm) {
  const std::vector<std::size_t> points = points_of_arm(asked.runs, arm);
  const std::vector<double> outputs = outputs_of_points(asked.runs, values);
  const MorrisDesign design = collect_morris({asked.runs, points, outputs});
  return {asked.runs, values, arm, estimate_morris(design.runs, asked.resampling.level), design.dropped};
}

void add_findings(Found& answer, const Screened& screened) {
  for (std::size_t k = 0; k < screened.effects.factors.size(); ++k) {
    const auto add = [&](const char* quantity, const Bounded& number) {
      Finding finding =
          factor_finding(quantity, screened.values, screened.runs.design.factors[k].name, number);
      finding.factor2 = screened.arm;
      finding.method = std::isfinite(number.low) ? name_of(IntervalMethod::skew_t) : "";
      finding.n = screened.effects.factors[k].effects;
      answer.findings.push_back(std::move(finding));
    };
    add("mu", screened.effects.factors[k].mu);
    add("mu_star", screened.effects.factors[k].mu_star);
    add("sigma", screened.effects.factors[k].sigma);
  }
}

std::vector<Bounded> sizes_of(const Screened& screened) {
  std::vector<Bounded> sizes;
  for (const MorrisFactor& factor : screened.effects.factors) sizes.push_back(factor.mu_star);
  return sizes;
}

std::string sentence(const Screened& screened) {
  const auto& factors = screened.runs.design.factors;
  const auto sizes = sizes_of(screened);
  const auto order = by_size(sizes);
  const MorrisFactor& top = screened.effects.factors[order[0]];
  if (!(top.mu_star.value > 0.0))
    return fmt::format("No factor moves {}{}.", screened.values.metric, under_arm(screened.arm));
  std::vector<std::string> idle;
  for (const std::size_t k : order) {
    if (sizes[k].value < 0.05 * top.mu_star.value) idle.push_back(factors[k].name);
  }
  std::string text = fmt::format("{} moves {}{} most: by {} over its range, {}.", factors[order[0]].name,
                                 screened.values.metric, under_arm(screened.arm), with_interval(top.mu_star),
                                 std::abs(top.mu.value) > 0.9 * top.mu_star.value
                                     ? (top.mu.value > 0.0 ? "upwards" : "downwards")
                                     : "not everywhere in the same direction");
  if (!idle.empty()) text += fmt::format(" Less than a twentieth of that: {}.", fmt::join(idle, ", "));
  return text;
}

Table table_of(const Screened& screened) {
  Table table{
      metric_title(screened.values) + under_arm(screened.arm), {"factor", "mu*", "mu", "sigma", ""}, {}};
  const auto sizes = sizes_of(screened);
  const auto order = by_size(sizes);
  for (const std::size_t k : order) {
    const MorrisFactor& factor = screened.effects.factors[k];
    table.rows.push_back({screened.runs.design.factors[k].name, with_interval(factor.mu_star),
                          with_interval(factor.mu), with_interval(factor.sigma),
                          bar(sizes[k].value, sizes[order[0]].value)});
  }
  return table;
}

Answer answer_morris(const Inquiry& asked) {
  need_design(asked.runs, kMorrisDesigns, asked.command);
  Found found;
  ask_each(asked, found, [&](const RunValues& values, const std::string& arm) {
    const Screened screened = screen(asked, values, arm);
    add_findings(found, screened);
    const std::string dropped =
        screened.dropped == 0
            ? ""
            : fmt::format("; {} dropped, because a run of theirs failed or has no value", screened.dropped);
    add_once(found.notes, fmt::format("{} trajectories{}.", screened.effects.trajectories, dropped));
    if (!asked.over_time) found.sentences.push_back(sentence(screened));
    found.tables.push_back(table_of(screened));
  });
  if (asked.over_time) {
    std::vector<Table> kept;
    for (const std::size_t day : days_to_show(found.tables.size()))
      kept.push_back(std::move(found.tables[day]));
    found.tables = std::move(kept);
  }
  return make_answer(asked, std::move(found));
}

}  // namespace

Question morris_question() {
  return {.name = "morris",
          .summary = "which factors matter at all: elementary effects",
          .head = R"(which factors matter at all: elementary effects

Usage: comity analyze morris RESULTS [options]

For a sweep of the design morris. mu* is how much the output changes on average when a factor moves over its whole range, mu
the same with its sign, sigma how much that differs from place to place (interactions or curvature). The output is the mean
over the replicates of a point; trajectories of which a run failed are dropped and counted. An effect is the change
of the output over the change of the factor's value that the step made, whatever its kind (levels are evenly spaced, a factor with
log = true counts on that scale). Intervals of mu and mu*: Student's t over trajectories, widened where effects are skewed.
)",
          .examples = R"(  comity analyze morris results/screening.h5
  comity analyze morris results/screening.h5 --metric conflicts:IE --resamples 1000
)",
          .metrics = 2,
          .over_time = true,
          .answer = answer_morris};
}

}  // namespace comity::analysis
