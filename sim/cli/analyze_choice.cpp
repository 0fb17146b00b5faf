// comity analyze compare: which arm to choose.
#include "cli/analyze_compare.h"
#include "missing.h"

#include <fmt/format.h>

#include <cmath>

namespace comity {

analysis::Finding arm_finding(const analysis::RunValues& values, const std::string& quantity,
                              const std::pair<std::string, std::string>& names,
                              const analysis::Bounded& number) {
  analysis::Finding finding = make_finding(quantity, values, number, "simultaneous");
  finding.factor = names.first;
  finding.factor2 = names.second;
  return finding;
}

void add_regret(QuestionAnswer& answer, const Comparison& how, const std::vector<Actor>& actors) {
  AnswerTable table{"Regret: mean gap to the best arm at each point, of each actor", {{"arm"}}};
  for (const std::string& name : how.arms.names) table.rows.push_back({name});
  for (const Actor& actor : actors) {
    const analysis::Goal goal{read_values(how.asked.runs, actor.metric, how.asked.at), actor.higher};
    const auto regrets = find_regret(how.asked.runs, how.arms, goal, how.asked.resampling.level);
    table.rows[0].push_back(actor.name);
    for (std::size_t arm = 0; arm < regrets.size(); ++arm) {
      const auto add = [&](const char* quantity, const analysis::Bounded& number) {
        answer.findings.push_back(
            arm_finding(goal.values, quantity, {how.arms.names[arm], actor.name}, number));
        answer.findings.back().n = regrets[arm].points;
      };
      add("regret", regrets[arm].mean);
      add("regret_worst", {regrets[arm].worst, kMissing, kMissing});
      add("best_share", regrets[arm].best);
      table.rows[arm + 1].push_back(regrets[arm].mean.value == 0.0 ? "0 (best)"
                                                                   : with_interval(regrets[arm].mean));
    }
    answer.notes.push_back(fmt::format("{}: {}{} ({} is better).", actor.name, actor.metric,
                                       goal.values.unit == "1" ? "" : fmt::format(" [{}]", goal.values.unit),
                                       actor.higher ? "higher" : "lower"));
  }
  answer.tables.push_back(std::move(table));
  answer.notes.emplace_back(
      "Regret is never below 0, so that the estimate is too high when replicates are few and arms close; its "
      "interval holds the truth at least as often as it says.");
}

void add_satisfied(QuestionAnswer& answer, const Comparison& how,
                   const std::vector<std::string>& conditions) {
  std::vector<analysis::Condition> all_conditions;
  std::string all;
  for (const std::string& word : conditions) {
    const analysis::Threshold threshold = analysis::read_threshold("--satisfice", word);
    all_conditions.push_back({threshold, read_values(how.asked.runs, threshold.metric, how.asked.at)});
    all += fmt::format("{}{}", all.empty() ? "" : " and ", word);
  }
  const auto shares = find_satisfied(how.asked.runs, how.arms, all_conditions, how.asked.resampling.level);
  AnswerTable table{
      fmt::format("Share of the points of the design (there {}) with {}",
                  how.arms.points.size() == 1 ? "is 1" : fmt::format("are {}", how.arms.points.size()), all),
      {{"arm", "satisfices"}}};
  for (std::size_t arm = 0; arm < shares.size(); ++arm) {
    analysis::RunValues about;
    about.metric = all;
    answer.findings.push_back(
        arm_finding(about, "satisficing_share", {how.arms.names[arm], ""}, shares[arm].share));
    answer.findings.back().n = shares[arm].points;
    table.rows.push_back({how.arms.names[arm], with_interval(shares[arm].share)});
  }
  answer.tables.push_back(std::move(table));
}

}  // namespace comity
