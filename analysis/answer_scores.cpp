#include "analysis/answer_scores.h"

#include "analysis/designs.h"
#include "text/reading.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace comity::analysis {
namespace {

constexpr std::array kDefaultScores = {Score::spearman, Score::prcc, Score::rank_first, Score::pawn_median};

std::vector<Score> read_scores(const Inquiry& asked) {
  if (asked.words("score").empty()) return {kDefaultScores.begin(), kDefaultScores.end()};
  std::vector<std::string> names;
  for (const Score score : enum_values<Score>) names.emplace_back(name_of(score));
  std::vector<Score> scores;
  for (const std::string& name : asked.words("score")) {
    check_choice(asked.command, "--score", name, names);
    scores.push_back(
        enum_values<Score>[static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())]);
  }
  return scores;
}

struct Scored {
  const Record& runs;
  const RunValues& values;
  std::string arm;
  std::vector<Score> scores;
  std::vector<Scores> found;  // [scores]
};

void add_findings(Found& answer, const Scored& scored) {
  for (std::size_t i = 0; i < scored.scores.size(); ++i) {
    for (std::size_t k = 0; k < scored.found[i].inputs.size(); ++k) {
      const Bounded& number = scored.found[i].inputs[k];
      Finding finding = factor_finding(std::string(name_of(scored.scores[i])), scored.values,
                                       scored.runs.design.factors[k].name, number);
      finding.factor2 = scored.arm;
      finding.method = std::isfinite(number.low) ? name_of(scored.found[i].method) : "";
      finding.n = scored.found[i].runs;
      answer.findings.push_back(std::move(finding));
    }
  }
}

// The factors by the size of the first score, whatever its sign.
std::vector<std::size_t> order_of(const Scored& scored) {
  std::vector<Bounded> sizes = scored.found[0].inputs;
  for (Bounded& size : sizes) size.value = std::abs(size.value);
  return by_size(sizes);
}

std::string sentence(const Scored& scored) {
  const auto& factors = scored.runs.design.factors;
  const bool bounded = scored.found[0].method != IntervalMethod::none;
  std::vector<std::string> seen;
  std::vector<std::string> unseen;
  for (const std::size_t k : order_of(scored)) {
    const Bounded& number = scored.found[0].inputs[k];
    if (std::isnan(number.value)) continue;  // a note says why
    const bool clear = !bounded || number.low > 0.0 || number.high < 0.0;
    (clear ? seen : unseen)
        .push_back(clear ? fmt::format("{} ({:+.2f})", factors[k].name, number.value) : factors[k].name);
  }
  const std::string_view score = name_of(scored.scores[0]);
  const std::string what = fmt::format("{}{}", scored.values.metric, under_arm(scored.arm));
  if (!bounded && !seen.empty())
    return fmt::format("{} of {}, which has no interval: {}.", score, what, fmt::join(seen, ", "));
  if (seen.empty()) return fmt::format("By {} no factor is seen to move {}.", score, what);
  std::string text = fmt::format("By {} {} moves with {}.", score, what, fmt::join(seen, ", "));
  if (!unseen.empty()) text += fmt::format(" Not seen: {}.", fmt::join(unseen, ", "));
  return text;
}

// Why scores are undefined; the same reason once for all its factors.
std::vector<std::string> undefined_notes(const Scored& scored) {
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < scored.scores.size(); ++i) {
    std::map<std::string, std::vector<std::string>> factors;
    for (std::size_t k = 0; k < scored.found[i].reasons.size(); ++k) {
      const std::string& reason = scored.found[i].reasons[k];
      if (!reason.empty()) factors[reason].push_back(scored.runs.design.factors[k].name);
    }
    for (const auto& [reason, names] : factors)
      notes.push_back(fmt::format("{} of {}{} is undefined for {}: {}.", name_of(scored.scores[i]),
                                  scored.values.metric, under_arm(scored.arm), fmt::join(names, ", "),
                                  reason));
  }
  return notes;
}

Table table_of(const Scored& scored) {
  Table table{metric_title(scored.values) + under_arm(scored.arm), {"factor"}, {}};
  for (const Score score : scored.scores) table.columns.emplace_back(std::string(name_of(score)));
  for (const std::size_t k : order_of(scored)) {
    Cells row = {scored.runs.design.factors[k].name};
    for (const Scores& scores : scored.found) row.push_back(with_interval(scores.inputs[k]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string score_legend() {
  std::string legend = "Scores:\n";
  for (const Score score : enum_values<Score>)
    legend += wrapped(fmt::format("{}: {}", name_of(score), meaning_of(score)), 2);
  return legend;
}

Answer answer_scores(const Inquiry& asked) {
  const std::vector<Score> scores = read_scores(asked);
  need_design(asked.runs, kSpaceDesigns, asked.command);
  Found found;
  std::vector<std::string> undefined;
  ask_each(asked, found, [&](const RunValues& values, const std::string& arm) {
    const std::vector<std::size_t> points = sample_points(asked.runs, points_of_arm(asked.runs, arm));
    const std::vector<double> outputs = outputs_of_points(asked.runs, values);
    const GivenRuns given = collect_given({asked.runs, points, outputs});
    Scored scored{asked.runs, values, arm, scores, {}};
    for (const Score score : scores) scored.found.push_back(estimate_scores(given, score, asked.resampling));
    add_findings(found, scored);
    found.sentences.push_back(sentence(scored));
    found.tables.push_back(table_of(scored));
    for (std::string& note : undefined_notes(scored)) undefined.push_back(std::move(note));
    const std::string dropped =
        scored.found[0].failed == 0
            ? ""
            : fmt::format("; {} dropped, because a run of theirs failed or has no value",
                          scored.found[0].failed);
    add_once(found.notes, fmt::format("{} points{}.", scored.found[0].runs, dropped));
  });
  found.notes.insert(found.notes.end(), undefined.begin(), undefined.end());
  for (const Score score : scores)
    found.notes.push_back(fmt::format("{}: {}.", name_of(score), meaning_of(score)));
  return make_answer(asked, std::move(found));
}

}  // namespace

Question scores_question() {
  return {.name = "scores",
          .summary = "how an output depends on each factor, from any sample of points",
          .head = R"(how an output depends on each factor, from any sample of points

Usage: comity analyze scores RESULTS [options]

For a sweep whose points are a sample of the factors' space: lhs, sobol, saltelli (its points A and B), grid, list; 40 points at
least. The output is the mean over the replicates of a point. A factor with few values is taken level by level. Intervals from
random halves of the points; PAWN has none. By default spearman,
prcc, rank_first and pawn_median.

)" + score_legend(),
          .examples = R"(  comity analyze scores results/space.h5 --metric splits_opened
  comity analyze scores results/space.h5 --metric trust[microsoft] --score pearson --score src
)",
          .metrics = 2,
          .options = {{"score", "NAME", "", "one of the scores; can be repeated", true}},
          .answer = answer_scores};
}

}  // namespace comity::analysis
