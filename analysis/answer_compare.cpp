#include "analysis/answer_compare.h"

#include "analysis/actors.h"
#include "analysis/answer_compare_files.h"
#include "analysis/arms.h"
#include "analysis/world_shares.h"
#include "analysis/worlds.h"
#include "error.h"
#include "missing.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace comity::analysis {
namespace {

// A file whose arms are compared with one of them.
struct Comparison {
  const Inquiry& asked;
  const Arms& arms;
  std::size_t reference;
};

// A finding about an arm; the second name is what it is compared with or for whom it counts.
Finding arm_finding(const RunValues& values, const std::string& quantity,
                    const std::pair<std::string, std::string>& names, const Bounded& number) {
  Finding finding = make_finding(quantity, values, number, "simultaneous");
  finding.factor = names.first;
  finding.factor2 = names.second;
  return finding;
}

// Which arm is best for whom: a table of regret, its findings, and notes of what each actor wants.
void add_regret(Found& answer, const Comparison& how, const std::vector<Actor>& actors) {
  Table table{"Regret: mean gap to the best arm at each point, of each actor", {"arm"}, {}};
  for (const std::string& name : how.arms.names) table.rows.push_back({name});
  for (const Actor& actor : actors) {
    const Goal goal{read_values(how.asked.runs, actor.metric, how.asked.at), actor.higher};
    const auto regrets = find_regret(how.asked.runs, how.arms, goal, how.asked.resampling.level);
    table.columns.emplace_back(actor.name);
    for (std::size_t arm = 0; arm < regrets.size(); ++arm) {
      const auto add = [&](const char* quantity, const Bounded& number) {
        answer.findings.push_back(
            arm_finding(goal.values, quantity, {how.arms.names[arm], actor.name}, number));
        answer.findings.back().n = regrets[arm].points;
      };
      add("regret", regrets[arm].mean);
      add("regret_worst", {regrets[arm].worst, kMissing, kMissing});
      add("best_share", regrets[arm].best);
      table.rows[arm].push_back(regrets[arm].mean.value == 0.0 ? "0 (best)"
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

void add_world_share(Found& answer, Finding finding, const WorldShare& share) {
  finding.method = share.of_runs ? "exact_share" : "jackknife";
  finding.n = share.vectors;
  answer.findings.push_back(std::move(finding));
}

// In what share of the plausible worlds each arm is better for each actor; nothing where the file has none.
void add_better_worlds(Found& answer, const Comparison& how, const std::vector<Actor>& actors) {
  const std::vector<std::size_t> world = worlds_of(how.asked.runs);
  if (world.empty()) return;
  Table table{fmt::format("Better than {} in so many of the plausible worlds", how.arms.names[how.reference]),
              {"arm"},
              {}};
  for (std::size_t arm = 0; arm < how.arms.names.size(); ++arm) {
    if (arm != how.reference) table.rows.push_back({how.arms.names[arm]});
  }
  for (const Actor& actor : actors) {
    if (!has_metrics(how.asked.runs, actor.metric)) continue;
    const RunValues values = read_values(how.asked.runs, actor.metric, how.asked.at);
    table.columns.emplace_back(actor.name);
    std::size_t row = 0;
    for (std::size_t arm = 0; arm < how.arms.names.size(); ++arm) {
      if (arm == how.reference) continue;
      const std::vector<double> gaps =
          gaps_by_replicate({how.asked.runs, how.arms, values}, {arm, how.reference}, actor.higher);
      const WorldShare share = share_of_worlds(gaps, world, how.asked.resampling.level);
      add_world_share(answer,
                      arm_finding(values, "worlds_better", {how.arms.names[arm], actor.name}, share.above),
                      share);
      table.rows[row++].push_back(share_words(share.above));
    }
  }
  answer.tables.push_back(std::move(table));
}

// The share of the design's points at which each arm meets all these conditions.
void add_satisfied(Found& answer, const Comparison& how, const std::vector<std::string>& conditions) {
  std::vector<Condition> all_conditions;
  std::string all;
  for (const std::string& word : conditions) {
    const Threshold threshold = read_threshold("--satisfice", word);
    all_conditions.push_back({threshold, read_values(how.asked.runs, threshold.metric, how.asked.at)});
    all += fmt::format("{}{}", all.empty() ? "" : " and ", word);
  }
  const auto shares = find_satisfied(how.asked.runs, how.arms, all_conditions, how.asked.resampling.level);
  Table table{
      fmt::format("Share of the points of the design (there {}) with {}",
                  how.arms.points.size() == 1 ? "is 1" : fmt::format("are {}", how.arms.points.size()), all),
      {"arm", "satisfices"},
      {}};
  for (std::size_t arm = 0; arm < shares.size(); ++arm) {
    RunValues about;
    about.metric = all;
    answer.findings.push_back(
        arm_finding(about, "satisficing_share", {how.arms.names[arm], ""}, shares[arm].share));
    answer.findings.back().n = shares[arm].points;
    table.rows.push_back({how.arms.names[arm], with_interval(shares[arm].share)});
  }
  answer.tables.push_back(std::move(table));
}

struct Compared {
  std::size_t arm;
  ArmDifference found;
};

std::vector<Compared> compare_all(Found& answer, const Comparison& how, const RunValues& values) {
  std::vector<Compared> all;
  const std::string& reference = how.arms.names[how.reference];
  for (std::size_t arm = 0; arm < how.arms.names.size(); ++arm) {
    if (arm == how.reference) continue;
    const ArmDifference found =
        compare_arms({how.asked.runs, how.arms, values}, {arm, how.reference}, how.asked.resampling.level);
    const auto add = [&](const char* quantity, const Bounded& number, const std::string& method) {
      answer.findings.push_back(arm_finding(values, quantity, {how.arms.names[arm], reference}, number));
      if (!answer.findings.back().method.empty()) answer.findings.back().method = method;
      answer.findings.back().n = found.units;
    };
    add("difference", found.difference, "skew_t");
    add("d_z", found.paired_size, "");
    add("d", found.size, "");
    add("superiority", found.superiority, std::string(name_of(found.superiority_method)));
    all.push_back({arm, found});
  }
  return all;
}

std::string sentence(const Comparison& how, const RunValues& values, const std::vector<Compared>& all) {
  std::vector<std::string> clear;
  std::vector<std::string> unclear;
  const double base = mean_of_arm({how.asked.runs, how.arms, values}, how.reference);
  for (const Compared& one : all) {
    const Bounded& gap = one.found.difference;
    const std::string& name = how.arms.names[one.arm];
    const bool seen = is_seen(one.found);
    (seen ? clear : unclear)
        .push_back(seen ? fmt::format("{} {} it by {} ({})", name, gap.value > 0.0 ? "raises" : "lowers",
                                      figures(std::abs(gap.value), gap.high - gap.value),
                                      change_words(gap.value, base))
                        : name);
  }
  std::string text = fmt::format("{}: ", values.metric);
  if (clear.empty())
    return text + fmt::format("no arm differs from {} beyond chance.", how.arms.names[how.reference]);
  text += fmt::format("against {}, {}.", how.arms.names[how.reference], fmt::join(clear, ", "));
  if (!unclear.empty()) text += fmt::format(" Not told apart from it: {}.", fmt::join(unclear, ", "));
  return text;
}

// In what share of the plausible worlds each arm has more; nothing where the file has none.
void add_world_shares(Found& answer, const Comparison& how, const RunValues& values) {
  const std::vector<std::size_t> world = worlds_of(how.asked.runs);
  if (world.empty()) return;
  std::vector<std::string> words;
  bool of_runs = false;
  for (std::size_t arm = 0; arm < how.arms.names.size(); ++arm) {
    if (arm == how.reference) continue;
    const std::vector<double> gaps =
        gaps_by_replicate({how.asked.runs, how.arms, values}, {arm, how.reference});
    const WorldShare share = share_of_worlds(gaps, world, how.asked.resampling.level);
    if (std::isnan(share.above.value)) continue;
    of_runs = share.of_runs;
    add_world_share(answer,
                    arm_finding(values, "worlds_higher", {how.arms.names[arm], how.arms.names[how.reference]},
                                share.above),
                    share);
    words.push_back(fmt::format("{} raises it in {}", how.arms.names[arm], share_words(share.above)));
  }
  if (words.empty()) return;
  answer.sentences.push_back(fmt::format("{} over the plausible worlds, against {}: {}.", values.metric,
                                         how.arms.names[how.reference], fmt::join(words, ", ")));
  if (of_runs) add_once(answer.notes, kSharesOfRuns);
}

void compare_metric(Found& answer, const Comparison& how, const std::string& metric) {
  const RunValues values = read_values(how.asked.runs, metric, how.asked.at);
  const std::vector<Compared> all = compare_all(answer, how, values);
  Table table{
      metric_title(values), {"arm", "mean", "difference", "change", "d_z", "d", "P(higher)", "n"}, {}};
  const double base = mean_of_arm({how.asked.runs, how.arms, values}, how.reference);
  std::size_t dropped = 0;
  std::size_t undefined = 0;
  const double width = all[0].found.difference.high - all[0].found.difference.value;
  table.rows.push_back({how.arms.names[how.reference], figures(base, width), "reference"});
  for (const auto& [arm, found] : all) {
    table.rows.push_back({how.arms.names[arm],
                          figures(mean_of_arm({how.asked.runs, how.arms, values}, arm), width),
                          with_interval(found.difference), change_words(found.difference.value, base),
                          figures(found.paired_size.value, 0.5), figures(found.size.value, 0.5),
                          in_percent(found.superiority.value), found.units});
    dropped = std::max(dropped, found.dropped);
    undefined = std::max(undefined, found.undefined);
  }
  answer.sentences.push_back(sentence(how, values, all));
  add_world_shares(answer, how, values);
  answer.tables.push_back(std::move(table));
  if (dropped > 0)
    answer.notes.push_back(fmt::format("{}: up to {} pairs dropped, because a run failed.", metric, dropped));
  if (undefined > 0)
    answer.notes.push_back(
        fmt::format("{}: up to {} pairs left out, in which it has no value.", metric, undefined));
}

// Many metrics in one table: the difference of every arm in a column.
void compare_in_short(Found& answer, const Comparison& how) {
  Table table{fmt::format("Difference from {}", how.arms.names[how.reference]),
              {"metric", how.arms.names[how.reference]},
              {}};
  for (std::size_t arm = 0; arm < how.arms.names.size(); ++arm) {
    if (arm != how.reference) table.columns.emplace_back(how.arms.names[arm]);
  }
  bool starred = false;
  for (const std::string& metric : how.asked.metrics) {
    const RunValues values = read_values(how.asked.runs, metric, how.asked.at);
    const std::vector<Compared> all = compare_all(answer, how, values);
    table.rows.push_back(
        {metric, in_figures(mean_of_arm({how.asked.runs, how.arms, values}, how.reference))});
    for (const Compared& one : all) {
      const Bounded& gap = one.found.difference;
      table.rows.back().push_back(with_interval(gap) + (is_seen(one.found) ? " *" : ""));
      starred = starred || is_seen(one.found);
    }
    answer.sentences.push_back(sentence(how, values, all));
    add_world_shares(answer, how, values);
  }
  std::erase_if(answer.sentences, [](const std::string& one) { return one.ends_with("beyond chance."); });
  answer.tables.push_back(std::move(table));
  const std::string stars = starred ? star_note(how.asked.resampling.level) + " " : "";
  answer.notes.push_back(stars + "--metric NAME shows effect sizes.");
}

// The difference of every arm in a column, day by day.
void compare_days(Found& answer, const Comparison& how, const std::string& metric) {
  const auto days = read_days(how.asked.runs, metric);
  const auto shown = days_to_show(days.size());
  Table table{
      fmt::format("{}: difference from {} by day", metric, how.arms.names[how.reference]), {"day"}, {}};
  for (std::size_t day = 0; day < days.size(); ++day) {
    const std::vector<Compared> all = compare_all(answer, how, days[day]);
    if (day == 0) {
      for (const Compared& one : all) table.columns.emplace_back(how.arms.names[one.arm]);
    }
    if (!std::ranges::binary_search(shown, day)) continue;
    table.rows.push_back({days[day].time});
    for (const Compared& one : all) table.rows.back().push_back(with_interval(one.found.difference));
  }
  answer.tables.push_back(std::move(table));
}

std::string actors_legend() {
  std::string legend;
  for (const Actor& actor : read_actors({}))
    legend += fmt::format("  {:<15} {:<46} {:<7} {}\n", actor.name, actor.metric,
                          actor.higher ? "higher" : "lower", actor.reason);
  return legend;
}

Answer answer_compare(const Inquiry& asked) {
  if (asked.other) return answer_compare_files(asked);
  const std::vector<Actor> actors = read_actors(asked.words("actor"));
  const Arms arms = find_arms(asked.runs);
  const std::string reference = asked.word("reference");
  const Comparison how{asked, arms, reference.empty() ? 0 : find_arm(asked.runs, arms, reference)};
  Found found;
  constexpr std::size_t kMetricsInFull = 3;
  const bool brief = asked.metrics.size() > kMetricsInFull && !asked.over_time;
  if (brief) compare_in_short(found, how);
  for (const std::string& metric : asked.metrics) {
    if (brief) break;
    if (asked.over_time)
      compare_days(found, how, metric);
    else
      compare_metric(found, how, metric);
  }
  if (!asked.over_time) {
    add_regret(found, how, actors);
    add_better_worlds(found, how, actors);
  }
  if (std::string note = small_sample_note(asked.runs.replicates); !note.empty() && asked.runs.replicates > 1)
    found.notes.push_back(std::move(note));
  if (const auto conditions = asked.words("satisfice"); !conditions.empty())
    add_satisfied(found, how, conditions);
  if (arms.incomplete > 0)
    found.notes.push_back(
        fmt::format("{} points of the design lack an arm and are left out.", arms.incomplete));
  return make_answer(asked, std::move(found));
}

}  // namespace

Question compare_question() {
  return {.name = "compare",
          .summary = "policies (arms) or two files under the same draws: differences, effect sizes, regret",
          .head = R"(policies under the same draws: what each changes, and whom it serves

Usage: comity analyze compare RESULTS [options]
       comity analyze compare RESULTS OTHER [options]

Two files of runs: OTHER against RESULTS, run r of one against run r of the other where both have the same seed, else as two
independent samples (Welch's t); and what of their inputs is not the same. Files of other worlds (days, states, providers)
are refused.

For a sweep with arms. Every replicate is run under each arm with the same random numbers, so differences are taken
replicate by replicate (interval by Student's t over replicates, widened where they are skewed; over the points of a design
averaged first). d_z is the difference
in standard deviations of the paired differences, d in those of the runs, P(higher) the share of pairs in which the arm has
the larger value. Regret is the gap to the best arm at each point of the design, for every actor. A policy satisfices where
its means meet all --satisfice.

Actors, their metric, which of it is better, and why it stands for them:
)" + actors_legend(),
          .examples = R"(  comity analyze compare results/policies.h5
  comity analyze compare results/as-it-is.h5 results/more-staff.h5
  comity analyze compare results/policies.h5 --reference no-cloud-act --metric trust[microsoft] --metric conflicts[IE]
  comity analyze compare results/policies.h5 --satisfice "trust[microsoft] >= 0.5" --satisfice "conflicts < 1e6"
  comity analyze compare results/policies.h5 --actor customers=trust[microsoft],higher
)",
          .metrics = kEveryMetric,
          .over_time = true,
          .arm = false,
          .files = 2,
          .options = {{"reference", "ARM", "", "what the others are compared with (default: the first)"},
                      {"satisfice", "CONDITION", "", "METRIC >= X, also <=, > and <; can be repeated", true},
                      {"actor", "NAME=METRIC,higher|lower", "",
                       "what an actor wants, in place of the table or beside it; can be repeated", true}},
          .answer = answer_compare};
}

}  // namespace comity::analysis
