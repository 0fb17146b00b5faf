#include "analysis/answer_sobol.h"

#include "analysis/designs.h"
#include "analysis/replicates.h"
#include "missing.h"
#include "text/reading.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr std::array<std::string_view, 1> kSobolDesigns = {"saltelli"};

SobolFormula read_formula(const Inquiry& asked) {
  const std::string word = asked.word("formula");
  check_choice(asked.command, "--formula", word, {"saltelli", "jansen"});
  return word == "jansen" ? SobolFormula::jansen : SobolFormula::saltelli;
}

// All that is estimated of one metric, arm and day.
struct Estimates {
  const Record& runs;
  const RunValues& values;
  std::string arm;
  SobolDesign design;
  SobolIndices indices;
  DummyIndices dummy;
  NoiseShare noise;
  std::vector<SobolIndices> shorter;  // of N/2 and N/4, where there are such
};

Estimates estimate(const Record& runs, const RunValues& values, const std::string& arm,
                   const SobolOptions& options) {
  const std::vector<std::size_t> points = points_of_arm(runs, arm);
  const std::vector<double> outputs = outputs_of_points(runs, values);
  Estimates all{runs, values, arm, collect_sobol({runs, points, outputs}), {}, {}, {}, {}};
  all.indices = estimate_design(all.design.scrambles, options);
  all.dummy = estimate_dummy(all.design.scrambles, options.resampling);
  all.noise = find_noise(runs, sample_points(runs, points), values);
  for (const int parts : {2, 4}) {
    const auto part = first_part(all.design, parts);
    if (part.size() == all.design.scrambles.size()) all.shorter.push_back(estimate_design(part, options));
  }
  return all;
}

void add_findings(Found& answer, const Estimates& all) {
  const auto& factors = all.runs.design.factors;
  const auto add = [&](const std::string& quantity, const std::string& factor, const std::string& factor2,
                       const Bounded& number) {
    Finding finding = factor_finding(quantity, all.values, factor, number);
    finding.factor2 = factor2;
    const bool bounded = std::isfinite(number.low);
    finding.method = bounded ? name_of(all.indices.method) : "";
    finding.n = all.design.blocks;
    answer.findings.push_back(std::move(finding));
  };
  const auto add_all = [&](const std::string& end, const SobolIndices& indices) {
    for (std::size_t k = 0; k < factors.size(); ++k) {
      add("S1" + end, factors[k].name, all.arm, indices.first[k]);
      add("ST" + end, factors[k].name, all.arm, indices.total[k]);
    }
  };
  add_all("", all.indices);
  std::size_t pair = 0;
  for (std::size_t j = 0; j < factors.size() && !all.indices.second.empty(); ++j) {
    for (std::size_t k = j + 1; k < factors.size(); ++k)
      add(all.arm.empty() ? "S2" : fmt::format("S2 under {}", all.arm), factors[j].name, factors[k].name,
          all.indices.second[pair++]);
  }
  constexpr std::array kEnds = {"_half", "_quarter"};
  for (std::size_t part = 0; part < all.shorter.size(); ++part) add_all(kEnds[part], all.shorter[part]);
  add("S1", "dummy", all.arm, all.dummy.first);
  add("ST", "dummy", all.arm, all.dummy.total);
  add("noise_share", "", all.arm, {all.noise.of_points, kMissing, kMissing});
}

std::string sentence(const Estimates& all) {
  const auto order = by_size(all.indices.total);
  const auto& factors = all.runs.design.factors;
  double explained = 0.0;
  for (const Bounded& one : all.indices.first) explained += one.value;
  const Bounded& top = all.indices.total[order[0]];
  if (!(top.value > 0.0))
    return fmt::format("No factor moves {}{}: all runs give the same.", all.values.metric,
                       under_arm(all.arm));
  std::vector<std::string> idle;
  std::vector<std::string> small;
  const double floor = std::fmax(std::abs(all.dummy.total.value), all.dummy.total.high);
  for (const std::size_t k : order) {
    const double total = all.indices.total[k].value;
    if (total <= floor) (total == 0.0 ? idle : small).push_back(factors[k].name);
  }
  if (small.size() + idle.size() == factors.size())
    return fmt::format("No factor is seen to move {}{}: none is above the noise of the dummy.",
                       all.values.metric, under_arm(all.arm));
  std::string text = fmt::format(
      "{} decides most of {}{}: {} of its variance with all interactions, {} alone. All factors one by one "
      "explain {}.",
      factors[order[0]].name, all.values.metric, under_arm(all.arm), in_percent(std::min(1.0, top.value)),
      in_percent(std::clamp(all.indices.first[order[0]].value, 0.0, 1.0)),
      in_percent(std::clamp(explained, 0.0, 1.0)));
  if (!idle.empty()) text += fmt::format(" Without any effect in these runs: {}.", fmt::join(idle, ", "));
  if (!small.empty()) text += fmt::format(" Not above the noise of the dummy: {}.", fmt::join(small, ", "));
  return text;
}

void add_tables(Found& answer, const Estimates& all) {
  const auto& factors = all.runs.design.factors;
  Table table{
      metric_title(all.values) + under_arm(all.arm), {"factor", "S1 [alone]", "ST [with interactions]"}, {}};
  for (std::size_t part = 0; part < all.shorter.size(); ++part)
    table.columns.emplace_back(part == 0 ? "ST of N/2" : "of N/4");
  table.columns.emplace_back("");
  const auto order = by_size(all.indices.total);
  for (const std::size_t k : order) {
    Cells row = {factors[k].name, with_interval(all.indices.first[k]), with_interval(all.indices.total[k])};
    for (const SobolIndices& part : all.shorter) row.push_back(figures(part.total[k].value, 0.05));
    row.push_back(bar(all.indices.total[k].value, std::fmax(1.0, all.indices.total[order[0]].value)));
    table.rows.push_back(std::move(row));
  }
  table.rows.push_back({"(dummy)", with_interval(all.dummy.first), with_interval(all.dummy.total)});
  answer.tables.push_back(std::move(table));
  if (all.indices.second.empty()) return;
  Table pairs{
      "Second order: what two factors explain together and neither alone", {"factor", "with", "S2"}, {}};
  std::size_t pair = 0;
  for (std::size_t j = 0; j < factors.size(); ++j) {
    for (std::size_t k = j + 1; k < factors.size(); ++k)
      pairs.rows.push_back({factors[j].name, factors[k].name, with_interval(all.indices.second[pair++])});
  }
  answer.tables.push_back(std::move(pairs));
}

std::vector<std::string> notes_of(const Estimates& all) {
  const std::size_t scrambles = all.design.scrambles.size();
  std::vector<std::string> notes;
  std::string base =
      fmt::format("N = {} base points", with_separators(static_cast<std::int64_t>(all.design.blocks)));
  if (scrambles > 1) base += fmt::format(" in {} scrambles", scrambles);
  if (all.design.dropped > 0)
    base += fmt::format("; {} dropped, because a run of theirs failed or has no value", all.design.dropped);
  notes.push_back(base + ".");
  if (scrambles > 1)
    notes.push_back(fmt::format(
        "Intervals: {}. A bootstrap would take base points as drawn at random, which those of a Sobol' "
        "sequence are not: its intervals are too wide.",
        meaning_of(IntervalMethod::scrambles)));
  else
    notes.push_back(
        fmt::format("Intervals: {}. Independent scrambles (sweep.scrambles = 8) give honest ones.",
                    meaning_of(IntervalMethod::bootstrap)));
  notes.push_back(
      "(dummy): what is estimated for an input without any effect, from A and B alone (Khorashadi Zadeh et "
      "al. "
      "2017); indices within its bounds are small beside the noise of estimates.");
  if (std::isnan(all.noise.of_points))
    notes.emplace_back(
        "One replicate per point: how much of the variance is chance within a point is not known, and "
        "stands among the interactions. Two or more replicates tell.");
  else
    notes.push_back(fmt::format(
        "Noise of replicates in {}: {} of the variance between points (means of {} replicates) and {} "
        "between single runs is chance.",
        all.values.metric, in_percent(all.noise.of_points), all.runs.replicates,
        in_percent(all.noise.of_runs)));
  return notes;
}

// Indices of an arm on a day: ST of each factor in a column.
void add_day(Found& found, const Estimates& all) {
  Table& table = table_titled(found, fmt::format("{}{}: ST by day", all.values.metric, under_arm(all.arm)));
  if (table.columns.empty()) {
    table.columns = {"day"};
    for (const Factor& factor : all.runs.design.factors) table.columns.emplace_back(factor.name);
  }
  Cells row{all.values.time};
  for (const Bounded& index : all.indices.total) row.emplace_back(with_interval(index));
  table.rows.push_back(std::move(row));
}

Answer answer_sobol(const Inquiry& asked) {
  need_design(asked.runs, kSobolDesigns, asked.command);
  SobolOptions how;
  how.formula = read_formula(asked);
  how.resampling = asked.resampling;
  Found found;
  ask_each(asked, found, [&](const RunValues& values, const std::string& arm) {
    const Estimates all = estimate(asked.runs, values, arm, how);
    add_findings(found, all);
    if (asked.over_time) {
      add_day(found, all);
      return;
    }
    found.sentences.push_back(sentence(all));
    add_tables(found, all);
    for (std::string& note : notes_of(all)) add_once(found.notes, std::move(note));
  });
  found.notes.push_back(fmt::format("S1: {}.", meaning_of(how.formula)));
  if (asked.over_time) keep_days_to_show(found.tables);
  return make_answer(asked, std::move(found));
}

}  // namespace

Question sobol_question() {
  return {.name = "sobol",
          .summary = "which factors make the output vary: first and total order indices",
          .head = R"(which factors make the output vary: shares of its variance

Usage: comity analyze sobol RESULTS [options]

For a sweep of the design saltelli. S1 is the share of the variance a factor explains alone, ST with all its interactions, S2
what two explain together and not alone. The output is the mean over the replicates of a point. Base points of which a run
failed are dropped and counted.
)",
          .examples = R"(  comity analyze sobol results/what-matters.h5
  comity analyze sobol results/what-matters.h5 --metric unilateral/cross_border_ended --formula jansen
  comity analyze sobol results/what-matters.h5 --metric splits_opened --format csv --out splits-sobol.csv
)",
          .metrics = 2,
          .over_time = true,
          .options = {{"formula", "WORD", "saltelli",
                       "of S1: saltelli (2010) or jansen (1999); ST is Jansen's with both"}},
          .answer = answer_sobol};
}

}  // namespace comity::analysis
