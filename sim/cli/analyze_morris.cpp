// comity analyze morris
#include "cli/analyze_questions.h"
#include "cli/analyze_sensitivity.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity {
namespace {

constexpr std::array<std::string_view, 1> kMorrisDesigns = {"morris"};

Usage analyze_morris_usage() {
  return question_usage("morris", R"(which factors matter at all: elementary effects

Usage: comity analyze morris RESULTS [options]

For a sweep of the design morris. mu* is how much the output changes on average when a factor moves over its whole range, mu
the same with its sign, sigma how much that differs from place to place (interactions or curvature). The output is the mean
over the replicates of a point; trajectories of which a run failed are dropped and counted. An effect is the change
of the output over the change of the factor's value that the step made, whatever its kind (levels are evenly spaced, a factor with
log = true counts on that scale). Intervals of mu and mu*: Student's t over trajectories, widened where effects are skewed.
)",
                        R"(  comity analyze morris results/screening.h5
  comity analyze morris results/screening.h5 --metric conflicts:IE --resamples 1000
)",
                        {.over_time = true});
}

struct Screened {
  const analysis::Record& runs;
  const analysis::RunValues& values;
  std::string arm;
  analysis::MorrisEffects effects;
  std::size_t dropped = 0;
};

Screened screen(const Asked& asked, const analysis::RunValues& values, const std::string& arm) {
  const std::vector<std::size_t> points = points_of_arm(asked.runs, arm);
  const std::vector<double> outputs = outputs_of_points(asked.runs, values);
  const analysis::MorrisDesign design = analysis::collect_morris({asked.runs, points, outputs});
  return {asked.runs, values, arm, estimate_morris(design.runs, asked.resampling.level), design.dropped};
}

void add_findings(QuestionAnswer& answer, const Screened& screened) {
  for (std::size_t k = 0; k < screened.effects.factors.size(); ++k) {
    const auto add = [&](const char* quantity, const analysis::Bounded& number) {
      analysis::Finding finding =
          factor_finding(quantity, screened.values, screened.runs.design.factors[k].name, number);
      finding.factor2 = screened.arm;
      finding.method =
          std::isfinite(number.low) ? analysis::interval_method_name(analysis::IntervalMethod::skew_t) : "";
      finding.n = screened.effects.factors[k].effects;
      answer.findings.push_back(std::move(finding));
    };
    add("mu", screened.effects.factors[k].mu);
    add("mu_star", screened.effects.factors[k].mu_star);
    add("sigma", screened.effects.factors[k].sigma);
  }
}

std::vector<analysis::Bounded> sizes_of(const Screened& screened) {
  std::vector<analysis::Bounded> sizes;
  for (const analysis::MorrisFactor& factor : screened.effects.factors) sizes.push_back(factor.mu_star);
  return sizes;
}

std::string sentence(const Screened& screened) {
  const auto& factors = screened.runs.design.factors;
  const auto sizes = sizes_of(screened);
  const auto order = by_size(sizes);
  const analysis::MorrisFactor& top = screened.effects.factors[order[0]];
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

AnswerTable table_of(const Screened& screened) {
  AnswerTable table{metric_title(screened.values) + under_arm(screened.arm),
                    {{"factor", "mu*", "mu", "sigma", ""}}};
  const auto sizes = sizes_of(screened);
  const auto order = by_size(sizes);
  for (const std::size_t k : order) {
    const analysis::MorrisFactor& factor = screened.effects.factors[k];
    table.rows.push_back({screened.runs.design.factors[k].name, with_interval(factor.mu_star),
                          with_interval(factor.mu), with_interval(factor.sigma),
                          bar(sizes[k].value, sizes[order[0]].value)});
  }
  return table;
}

}  // namespace

int run_analyze_morris(std::span<const std::string> arguments) {
  const Usage usage = analyze_morris_usage();
  const auto options = read_options(usage, arguments);
  if (!options) return kSuccess;
  const Asked asked = read_question(usage, *options, 2);
  need_design(asked.runs, kMorrisDesigns, usage.command);
  QuestionAnswer answer;
  for (const analysis::RunValues& values : read_metrics(asked)) {
    for (const std::string& arm : arms_to_show(asked)) {
      const Screened screened = screen(asked, values, arm);
      add_findings(answer, screened);
      const std::string note = fmt::format(
          "{} trajectories{}.", screened.effects.trajectories,
          screened.dropped == 0 ? ""
                                : fmt::format("; {} dropped, because a run of theirs failed or has no value",
                                              screened.dropped));
      if (std::ranges::find(answer.notes, note) == answer.notes.end()) answer.notes.push_back(note);
      if (!asked.over_time) answer.sentences.push_back(sentence(screened));
      answer.tables.push_back(table_of(screened));
    }
  }
  if (asked.over_time) {
    std::vector<AnswerTable> kept;
    for (const std::size_t day : days_to_show(answer.tables.size()))
      kept.push_back(std::move(answer.tables[day]));
    answer.tables = std::move(kept);
  }
  for (std::string& note : failure_notes(asked.runs)) answer.notes.push_back(std::move(note));
  return deliver(usage, *options, answer);
}

}  // namespace comity
