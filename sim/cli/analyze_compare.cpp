// comity analyze compare
#include "cli/analyze_compare.h"
#include "cli/analyze_actors.h"
#include "cli/analyze_questions.h"

#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity {
namespace {

namespace po = boost::program_options;

Usage analyze_compare_usage() {
  std::string actors;
  for (const Actor& actor : read_actors({}))
    actors += fmt::format("  {:<15} {:<46} {:<7} {}\n", actor.name, actor.metric,
                          actor.higher ? "higher" : "lower", actor.reason);
  Usage usage =
      question_usage("compare", R"(policies under the same draws: what each changes, and whom it serves

Usage: comity analyze compare RESULTS [options]

For a sweep with arms. Every replicate is run under each arm with the same random numbers, so differences are taken
replicate by replicate (interval by Student's t over replicates, widened where they are skewed; over the points of a design
averaged first). d_z is the difference
in standard deviations of the paired differences, d in those of the runs, P(higher) the share of pairs in which the arm has
the larger value. Regret is the gap to the best arm at each point of the design, for every actor. A policy satisfices where
its means meet all --satisfice.

Actors, their metric, which of it is better, and why it stands for them:
)" + actors,
                     R"(  comity analyze compare results/policies.h5
  comity analyze compare results/policies.h5 --reference no-cloud-act --metric trust[microsoft] --metric conflicts[IE]
  comity analyze compare results/policies.h5 --satisfice "trust[microsoft] >= 0.5" --satisfice "conflicts < 1e6"
  comity analyze compare results/policies.h5 --actor customers=trust[microsoft],higher
)",
                     {.over_time = true, .arm = false});
  auto add = usage.options.add_options();
  add("reference", po::value<std::string>()->value_name("ARM"),
      "what the others are compared with (default: the first)");
  add("satisfice", po::value<std::vector<std::string>>()->composing()->value_name("CONDITION"),
      "METRIC >= X, also <=, > and <; can be repeated");
  add("actor", po::value<std::vector<std::string>>()->composing()->value_name("NAME=METRIC,higher|lower"),
      "what an actor wants, in place of the table or beside it; can be repeated");
  return usage;
}

struct Compared {
  std::size_t arm;
  analysis::ArmDifference found;
};

std::vector<Compared> compare_all(QuestionAnswer& answer, const Comparison& how,
                                  const analysis::RunValues& values) {
  std::vector<Compared> all;
  const std::string& reference = how.arms.names[how.reference];
  for (std::size_t arm = 0; arm < how.arms.names.size(); ++arm) {
    if (arm == how.reference) continue;
    const analysis::ArmDifference found = analysis::compare_arms(
        {how.asked.runs, how.arms, values}, {arm, how.reference}, how.asked.resampling.level);
    const auto add = [&](const char* quantity, const analysis::Bounded& number, const std::string& method) {
      answer.findings.push_back(arm_finding(values, quantity, {how.arms.names[arm], reference}, number));
      if (!answer.findings.back().method.empty()) answer.findings.back().method = method;
      answer.findings.back().n = found.units;
    };
    add("difference", found.difference, "skew_t");
    add("d_z", found.paired_size, "");
    add("d", found.size, "");
    add("superiority", found.superiority,
        std::string(analysis::interval_method_name(found.superiority_method)));
    all.push_back({arm, found});
  }
  return all;
}

double mean_of_arm(const Comparison& how, std::size_t arm, const analysis::RunValues& values) {
  std::vector<double> all;
  for (const auto& points : how.arms.points) {
    const std::vector<double> present = analysis::values_of_point(how.asked.runs, values, points[arm]);
    all.insert(all.end(), present.begin(), present.end());
  }
  return analysis::mean_of(all);
}

std::string change_words(double difference, double reference) {
  return reference == 0.0 || std::isnan(reference)
             ? "–"
             : fmt::format("{:+.1f} %", 100.0 * difference / std::abs(reference));
}

std::string sentence(const Comparison& how, const analysis::RunValues& values,
                     const std::vector<Compared>& all) {
  std::vector<std::string> clear;
  std::vector<std::string> unclear;
  const double base = mean_of_arm(how, how.reference, values);
  for (const Compared& one : all) {
    const analysis::Bounded& gap = one.found.difference;
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

void compare_metric(QuestionAnswer& answer, const Comparison& how, const std::string& metric) {
  const analysis::RunValues values = read_values(how.asked.runs, metric, how.asked.at);
  const std::vector<Compared> all = compare_all(answer, how, values);
  AnswerTable table{metric_title(values),
                    {{"arm", "mean", "difference", "change", "d_z", "d", "P(higher)", "n"}}};
  const double base = mean_of_arm(how, how.reference, values);
  std::size_t dropped = 0;
  std::size_t undefined = 0;
  const double width = all[0].found.difference.high - all[0].found.difference.value;
  table.rows.push_back({how.arms.names[how.reference], figures(base, width), "reference"});
  for (const auto& [arm, found] : all) {
    table.rows.push_back({how.arms.names[arm], figures(mean_of_arm(how, arm, values), width),
                          with_interval(found.difference), change_words(found.difference.value, base),
                          figures(found.paired_size.value, 0.5), figures(found.size.value, 0.5),
                          in_percent(found.superiority.value), std::to_string(found.units)});
    dropped = std::max(dropped, found.dropped);
    undefined = std::max(undefined, found.undefined);
  }
  answer.sentences.push_back(sentence(how, values, all));
  answer.tables.push_back(std::move(table));
  if (dropped > 0)
    answer.notes.push_back(fmt::format("{}: up to {} pairs dropped, because a run failed.", metric, dropped));
  if (undefined > 0)
    answer.notes.push_back(
        fmt::format("{}: up to {} pairs left out, in which it has no value.", metric, undefined));
}

// Many metrics in one table: the difference of every arm in a column.
void compare_in_short(QuestionAnswer& answer, const Comparison& how) {
  AnswerTable table{fmt::format("Difference from {}", how.arms.names[how.reference]),
                    {{"metric", how.arms.names[how.reference]}}};
  for (std::size_t arm = 0; arm < how.arms.names.size(); ++arm) {
    if (arm != how.reference) table.rows[0].push_back(how.arms.names[arm]);
  }
  for (const std::string& metric : how.asked.metrics) {
    const analysis::RunValues values = read_values(how.asked.runs, metric, how.asked.at);
    const std::vector<Compared> all = compare_all(answer, how, values);
    table.rows.push_back({metric, in_figures(mean_of_arm(how, how.reference, values))});
    for (const Compared& one : all) {
      const analysis::Bounded& gap = one.found.difference;
      table.rows.back().push_back(with_interval(gap) + (is_seen(one.found) ? " *" : ""));
    }
    answer.sentences.push_back(sentence(how, values, all));
  }
  std::erase_if(answer.sentences, [](const std::string& one) { return one.ends_with("beyond chance."); });
  answer.tables.push_back(std::move(table));
  answer.notes.emplace_back(
      "*: the interval does not hold 0; of twenty differences that are none one gets a star by chance. "
      "--metric NAME shows effect "
      "sizes.");
}

// The difference of every arm in a column, day by day.
void compare_days(QuestionAnswer& answer, const Comparison& how, const std::string& metric) {
  const auto days = read_days(how.asked.runs, metric);
  const auto shown = days_to_show(days.size());
  AnswerTable table{fmt::format("{}: difference from {} by day", metric, how.arms.names[how.reference]),
                    {{"day"}}};
  for (std::size_t day = 0; day < days.size(); ++day) {
    const std::vector<Compared> all = compare_all(answer, how, days[day]);
    if (day == 0) {
      for (const Compared& one : all) table.rows[0].push_back(how.arms.names[one.arm]);
    }
    if (!std::ranges::binary_search(shown, day)) continue;
    table.rows.push_back({days[day].time});
    for (const Compared& one : all) table.rows.back().push_back(with_interval(one.found.difference));
  }
  answer.tables.push_back(std::move(table));
}

}  // namespace

int run_analyze_compare(std::span<const std::string> arguments) {
  const Usage usage = analyze_compare_usage();
  const auto options = read_options(usage, arguments);
  if (!options) return kSuccess;
  const auto words = [&](const char* option) {
    return options->contains(option) ? options->at(option).as<std::vector<std::string>>()
                                     : std::vector<std::string>();
  };
  const std::vector<Actor> actors = read_actors(words("actor"));
  const Asked asked = read_question(usage, *options, kEveryMetric);
  const analysis::Arms arms = find_arms(asked.runs);
  const std::size_t reference =
      options->contains("reference")
          ? analysis::find_arm(asked.runs, arms, options->at("reference").as<std::string>())
          : 0;
  const Comparison how{asked, arms, reference};
  QuestionAnswer answer;
  constexpr std::size_t kMetricsInFull = 3;
  const bool brief = asked.metrics.size() > kMetricsInFull && !asked.over_time;
  if (brief) compare_in_short(answer, how);
  for (const std::string& metric : asked.metrics) {
    if (brief) break;
    if (asked.over_time)
      compare_days(answer, how, metric);
    else
      compare_metric(answer, how, metric);
  }
  if (!asked.over_time) add_regret(answer, how, actors);
  if (std::string note = analysis::small_sample_note(asked.runs.replicates);
      !note.empty() && asked.runs.replicates > 1)
    answer.notes.push_back(std::move(note));
  if (!words("satisfice").empty()) add_satisfied(answer, how, words("satisfice"));
  if (arms.incomplete > 0)
    answer.notes.push_back(
        fmt::format("{} points of the design lack an arm and are left out.", arms.incomplete));
  for (std::string& note : failure_notes(asked.runs)) answer.notes.push_back(std::move(note));
  return deliver(usage, *options, answer);
}

}  // namespace comity
