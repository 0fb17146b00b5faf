#include "analysis/answer_worlds.h"

#include "analysis/actors.h"
#include "analysis/arms.h"
#include "analysis/designs.h"
#include "analysis/interval.h"
#include "analysis/prim.h"
#include "analysis/replicates.h"
#include "analysis/unknowns.h"
#include "analysis/world_shares.h"
#include "analysis/worlds.h"
#include "error.h"
#include "missing.h"
#include "scenario/parameters.h"
#include "text/words.h"

#include <fmt/format.h>
#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <utility>

namespace comity::analysis {
namespace {

using Eigen::Index;

constexpr std::size_t kMostShown = 10;

struct WorldFile {
  const Inquiry& asked;
  std::vector<std::size_t> world;  // [replicates]
  Unknowns unknowns;
  std::size_t worlds = 0;
};

WorldFile read_world_file(const Inquiry& asked) {
  WorldFile from{asked, worlds_of(asked.runs), unknowns_of(asked.runs), 0};
  if (from.world.empty())
    reject(asked.runs,
           "its runs did not take plausible worlds, so that nothing can be said of what is not known. comity "
           "calibrate makes them, [worlds] in a scenario names them: scenarios/README.md.");
  from.worlds = count_worlds(from.world);
  if (from.worlds < kFewestWorlds)
    reject(asked.runs, fmt::format("its runs took {} plausible worlds, and at least {} are needed. Make more "
                                   "replicates, or take a file with more vectors.",
                                   from.worlds, kFewestWorlds));
  return from;
}

// Whole rows of numbers by world, and the parameters of those worlds.
struct WholeWorlds {
  Eigen::MatrixXd numbers;  // [worlds x columns]
  Eigen::ArrayXXd unknowns;
};

WholeWorlds whole_worlds(const WorldFile& from, const std::vector<std::vector<double>>& columns) {
  std::vector<Index> whole;
  for (std::size_t i = 0; i < from.worlds; ++i) {
    const bool all = std::ranges::all_of(columns, [&](const auto& column) { return !std::isnan(column[i]); });
    if (all) whole.push_back(static_cast<Index>(i));
  }
  if (whole.size() < kFewestWorlds)
    throw Error(fmt::format("{} of its {} worlds have a value, and at least {} are needed.", whole.size(),
                            from.worlds, kFewestWorlds));
  WholeWorlds found{Eigen::MatrixXd(static_cast<Index>(whole.size()), static_cast<Index>(columns.size())),
                    from.unknowns.values(whole, Eigen::all)};
  for (std::size_t row = 0; row < whole.size(); ++row) {
    for (std::size_t k = 0; k < columns.size(); ++k)
      found.numbers(static_cast<Index>(row), static_cast<Index>(k)) =
          columns[k][static_cast<std::size_t>(whole[row])];
  }
  return found;
}

// The number of each replicate, the mean over these points.
std::vector<double> numbers_by_replicate(const RunValues& values, std::size_t replicates,
                                         const std::vector<std::size_t>& points) {
  std::vector<double> numbers;
  for (std::size_t replicate = 0; replicate < replicates; ++replicate) {
    std::vector<double> present;
    for (const std::size_t point : points) {
      const double value = values.values[point * replicates + replicate];
      if (!std::isnan(value)) present.push_back(value);
    }
    numbers.push_back(mean_of(present));
  }
  return numbers;
}

// Parameters whose number is beyond chance, the largest first.
std::vector<std::size_t> beyond(const std::vector<double>& numbers, double by_chance) {
  std::vector<std::size_t> seen;
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    if (numbers[k] > by_chance) seen.push_back(k);
  }
  std::ranges::stable_sort(seen, std::ranges::greater{}, [&](std::size_t k) { return numbers[k]; });
  return seen;
}

// --- On which parameters a number hangs ------------------------------------------------------------------------------------------

// A number under an arm, or what an arm makes of it.
struct Subject {
  const RunValues& values;
  std::string of;   // " under the arm NAME", " of NAME less REFERENCE"
  std::string arm;  // of the findings' factor2
  std::string prefix =
      "";  // of the findings' quantities: tells those about differences from those about numbers
};

struct Hanging {
  const Subject& subject;
  VarianceSplit split;
  Explained explained;            // shares of the ignorance, where it is known
  std::vector<std::size_t> seen;  // parameters beyond chance
  std::size_t worlds = 0;
};

// Shares of the variance of the worlds' means become shares of the ignorance: what chance puts into those means is taken out.
void rescale(Hanging& found, double of_means) {
  if (!(found.split.ignorance > 0.0)) return;
  const double scale = of_means / found.split.ignorance;
  for (double& share : found.explained.share) share = std::clamp(share * scale, 0.0, 1.0);
  found.explained.by_chance = std::min(1.0, found.explained.by_chance * scale);
}

Hanging hang(const WorldFile& from, const Subject& subject, const std::vector<double>& numbers) {
  const WholeWorlds whole = whole_worlds(from, {means_by_world(numbers, from.world, from.worlds)});
  const std::span<const double> means(whole.numbers.data(), static_cast<std::size_t>(whole.numbers.rows()));
  Hanging found{subject,
                split_variance(numbers, from.world, from.asked.resampling.level),
                explain_by_one(curves_of(whole.unknowns), means, from.asked.resampling),
                {},
                means.size()};
  const double deviation = deviation_of(means);
  rescale(found, deviation * deviation);
  found.seen = beyond(found.explained.share, found.explained.by_chance);
  return found;
}

std::string way_of(double slope) {
  if (std::abs(slope) < 0.1) return "one way, then the other";
  return slope > 0.0 ? "more of it, more" : "more of it, less";
}

std::string hanging_words(const WorldFile& from, const Hanging& found) {
  const bool split = !std::isnan(found.split.chance);  // else a note says once why not
  const std::string head = split ? fmt::format("{}{}: {}.", found.subject.values.metric, found.subject.of,
                                               split_words(found.split))
                                 : fmt::format("{}{}:", found.subject.values.metric, found.subject.of);
  if (found.seen.empty())
    return fmt::format("{} {} single parameter is seen to explain it.", head, split ? "No" : "no");
  std::vector<std::string> words;
  for (const std::size_t k : found.seen) {
    if (words.size() < 3)
      words.push_back(fmt::format("{} ({})", from.unknowns.names[k], in_percent(found.explained.share[k])));
  }
  const std::string rest =
      found.seen.size() > words.size() ? fmt::format(" and {} more", found.seen.size() - words.size()) : "";
  return fmt::format("{} {} hangs on {}{}.", head,
                     !split                        ? "what lies between worlds"
                     : found.split.ignorance > 0.0 ? "The ignorance"
                                                   : "What lies between worlds",
                     fmt::join(words, ", "), rest);
}

// On what a subject hangs, by its numbers in every replicate.
void add_hanging(const WorldFile& from, const Subject& subject, const std::vector<double>& numbers,
                 Found& answer) {
  const Hanging found = hang(from, subject, numbers);
  const auto add = [&](const char* quantity, const std::string& name, double number) {
    Finding finding =
        make_finding(subject.prefix + quantity, subject.values, {number, kMissing, kMissing}, "");
    finding.factor = name;
    finding.factor2 = subject.arm;
    finding.n = found.worlds;
    answer.findings.push_back(std::move(finding));
  };
  for (std::size_t k = 0; k < from.unknowns.names.size(); ++k) {
    add("explains", from.unknowns.names[k], found.explained.share[k]);
    add("slope", from.unknowns.names[k], found.explained.slope[k]);
  }
  add("explains_by_chance", "", found.explained.by_chance);
  answer.sentences.push_back(hanging_words(from, found));
  if (std::isnan(found.split.chance)) add_once(answer.notes, split_words(found.split) + ".");
  if (found.seen.empty()) return;
  Table table{fmt::format("{}: of the {}", metric_title(subject.values) + subject.of,
                          found.split.ignorance > 0.0 ? "ignorance" : "variance between worlds"),
              {"parameter", "explains alone", "direction", "", "tag", "what it is"},
              {}};
  for (const std::size_t k : found.seen) {
    if (table.rows.size() == kMostShown) break;
    const ParameterRow& row = *parameter_named(from.unknowns.names[k]);
    table.rows.push_back({from.unknowns.names[k], in_percent(found.explained.share[k]),
                          way_of(found.explained.slope[k]), bar(found.explained.share[k], 1.0), row.tag,
                          row.meaning});
  }
  answer.tables.push_back(std::move(table));
}

// The number under one arm, averaged over the points.
void add_number(const WorldFile& from, const RunValues& values, const std::string& arm, Found& answer) {
  const std::vector<double> numbers =
      numbers_by_replicate(values, from.asked.runs.replicates, points_of_arm(from.asked.runs, arm));
  add_hanging(from, {values, under_arm(arm), arm}, numbers, answer);
}

struct ArmChoice {
  const WorldFile& from;
  const Arms& arms;
  std::size_t reference;
};

// What every arm makes of the number, beside the reference.
void add_differences(const ArmChoice& choice, const RunValues& values, Found& answer) {
  const auto& [from, arms, reference] = choice;
  for (std::size_t arm = 0; arm < arms.names.size(); ++arm) {
    if (arm == reference) continue;
    const std::string of = fmt::format(" of {} less {}", arms.names[arm], arms.names[reference]);
    const std::vector<double> gaps = gaps_by_replicate({from.asked.runs, arms, values}, {arm, reference});
    add_hanging(from, {values, of, arms.names[arm], "difference_"}, gaps, answer);
  }
}

// --- What choosing an arm would gain from knowing ---------------------------------------------------------------------------------

// Numbers of every arm by replicate, turned so that more is better.
Eigen::MatrixXd utilities_of(const ArmChoice& choice, const RunValues& values, bool higher) {
  const std::size_t replicates = choice.from.asked.runs.replicates;
  Eigen::MatrixXd runs(static_cast<Index>(replicates), static_cast<Index>(choice.arms.names.size()));
  for (std::size_t arm = 0; arm < choice.arms.names.size(); ++arm) {
    std::vector<std::size_t> points;
    for (const std::vector<std::size_t>& point : choice.arms.points) points.push_back(point[arm]);
    const std::vector<double> numbers = numbers_by_replicate(values, replicates, points);
    for (std::size_t run = 0; run < replicates; ++run)
      runs(static_cast<Index>(run), static_cast<Index>(arm)) = higher ? numbers[run] : -numbers[run];
  }
  return runs;
}

std::vector<std::vector<double>> columns_by_world(const WorldFile& from, const Eigen::MatrixXd& runs) {
  std::vector<std::vector<double>> columns;
  for (Index arm = 0; arm < runs.cols(); ++arm)
    columns.push_back(means_by_world({runs.col(arm).data(), static_cast<std::size_t>(runs.rows())},
                                     from.world, from.worlds));
  return columns;
}

// What the arms are worth to an actor, larger is better.
struct Utilities {
  const Actor& actor;
  const RunValues& values;
  Eigen::MatrixXd runs;  // [replicates x arms]
  WholeWorlds whole;     // their means by world
};

// Words for what is learnt, and the finding rows.
void add_worth(const ArmChoice& choice, const Utilities& utilities, Found& answer) {
  const WorldFile& from = choice.from;
  const Actor& actor = utilities.actor;
  const WholeWorlds& whole = utilities.whole;
  const Learning learning =
      worth_of_learning(curves_of(whole.unknowns), whole.numbers, from.asked.resampling);
  const double knowing = worth_of_knowing(utilities.runs, from.world);
  const auto add = [&](const char* quantity, const std::string& name, double number) {
    Finding finding = make_finding(quantity, utilities.values, {number, kMissing, kMissing}, "");
    finding.factor = name;
    finding.factor2 = actor.name;
    finding.n = static_cast<std::size_t>(whole.numbers.rows());
    answer.findings.push_back(std::move(finding));
  };
  for (std::size_t k = 0; k < from.unknowns.names.size(); ++k)
    add("worth_of_learning", from.unknowns.names[k], learning.worth[k]);
  add("worth_by_chance", "", learning.by_chance);
  add("worth_of_knowing", "", knowing);
  std::vector<std::string> words;
  double least = std::isnan(knowing) ? 0.0 : knowing;  // who knows the world knows each parameter
  for (const std::size_t k : beyond(learning.worth, learning.by_chance)) {
    least = std::max(least, learning.worth[k]);
    if (words.size() < 3)
      words.push_back(fmt::format("{} ({})", from.unknowns.names[k], in_figures(learning.worth[k])));
  }
  const std::string all = least > 0.0
                              ? fmt::format("to know the world would gain at least {} of {} in the mean",
                                            in_figures(least), actor.metric)
                              : "to know the world is not seen to gain anything";
  answer.sentences.push_back(fmt::format("For {} {} is best over the plausible worlds; {}. {}", actor.name,
                                         choice.arms.names[learning.best], all,
                                         words.empty()
                                             ? "No single parameter would change the choice beyond chance."
                                             : fmt::format("Worth measuring: {}.", fmt::join(words, ", "))));
}

// --- In which worlds an arm is worse ----------------------------------------------------------------------------------------------

PrimColumn column_of(const std::string& name) {
  const ParameterRow& row = *parameter_named(name);
  PrimColumn column{name, is_whole(row) ? PrimColumn::Kind::integer : PrimColumn::Kind::real, {}, {}};
  for (const std::string_view level : levels_of(row)) column.categories.emplace_back(level);
  if (!column.categories.empty()) column.kind = PrimColumn::Kind::category;
  return column;
}

PrimCases cases_of(const WorldFile& from, const Eigen::ArrayXXd& values, const Eigen::ArrayXd& interest) {
  PrimCases cases{{}, values, interest};
  for (const std::string& name : from.unknowns.names) cases.columns.push_back(column_of(name));
  return cases;
}

bool is_inside(const PrimCases& cases, const std::vector<PrimRange>& box, Index row) {
  for (std::size_t k = 0; k < box.size(); ++k) {
    const double value = cases.values(row, static_cast<Index>(k));
    if (cases.columns[k].kind == PrimColumn::Kind::category ? !box[k].kept[static_cast<std::size_t>(value)]
                                                            : value < box[k].low || value > box[k].high)
      return false;
  }
  return true;
}

// How frequent cases of interest are in a box that was found without them: each half's box in the other half.
Bounded density_held_out(const PrimCases& cases, const Resampling& resampling) {
  const auto count = static_cast<std::uint32_t>(cases.interest.size());
  const std::vector<std::uint32_t> drawn = draw_subset(resampling, 0, count, count / 2);
  std::array<std::vector<Index>, 2> halves;
  for (std::uint32_t i = 0; i < count; ++i)
    halves[std::ranges::binary_search(drawn, i) ? 0 : 1].push_back(static_cast<Index>(i));
  std::size_t inside = 0;
  double interesting = 0.0;
  for (std::size_t half = 0; half < 2; ++half) {
    const PrimCases own{cases.columns, cases.values(halves[half], Eigen::all), cases.interest(halves[half])};
    if (own.interest.sum() == 0.0 || own.interest.sum() == static_cast<double>(own.interest.size())) continue;
    const PrimTrajectory boxes = find_boxes(own, {});
    const std::vector<PrimRange>& box = boxes.steps[choose_step(boxes)].box;
    for (const Index row : halves[1 - half]) {
      if (!is_inside(cases, box, row)) continue;
      ++inside;
      interesting += cases.interest[row];
    }
  }
  return share_interval(interesting, inside, resampling.level);
}

// One arm against the reference for one actor.
Cells worse_row(const ArmChoice& choice, const WholeWorlds& whole, std::size_t arm,
                const std::string& actor) {
  const Eigen::ArrayXd gaps =
      whole.numbers.col(static_cast<Index>(arm)) - whole.numbers.col(static_cast<Index>(choice.reference));
  const Eigen::ArrayXd worse = (gaps < 0.0).cast<double>();
  Cells row = {choice.arms.names[arm], actor, in_percent(worse.mean())};
  constexpr double kFewest = 5.0;  // worlds on either side that a box is looked for among
  const double rest = static_cast<double>(worse.size()) - worse.sum();
  if (worse.sum() < kFewest || rest < kFewest) {
    row.push_back(worse.sum() == 0.0 ? "nowhere" : (rest == 0.0 ? "everywhere" : "too few to say"));
    return row;
  }
  const PrimCases cases = cases_of(choice.from, whole.unknowns, worse);
  const PrimTrajectory boxes = find_boxes(cases, {});
  const std::size_t step = choose_step(boxes);
  const Bounded held = density_held_out(cases, choice.from.asked.resampling);
  if (!(held.low > worse.mean())) {
    row.emplace_back("no box is seen");
    return row;
  }
  row.emplace_back(box_words(cases.columns, boxes, step));
  row.emplace_back(share_words(held));
  row.emplace_back(in_percent(boxes.steps[step].coverage));
  return row;
}

// What each actor would choose and learn, and where arms are worse.
void add_choices(const ArmChoice& choice, Found& found) {
  const Inquiry& asked = choice.from.asked;
  Table table{fmt::format("Where arms are worse than {}", choice.arms.names[choice.reference]),
              {"arm", "for", "worse in", "most of these worlds", "worse there", "holds of them"},
              {}};
  for (const Actor& actor : read_actors(asked.words("actor"))) {
    if (!has_metrics(asked.runs, actor.metric)) continue;
    const RunValues values = read_values(asked.runs, actor.metric, asked.at);
    Eigen::MatrixXd runs = utilities_of(choice, values, actor.higher);
    WholeWorlds whole = whole_worlds(choice.from, columns_by_world(choice.from, runs));
    const Utilities utilities{actor, values, std::move(runs), std::move(whole)};
    add_worth(choice, utilities, found);
    for (std::size_t arm = 0; arm < choice.arms.names.size(); ++arm) {
      if (arm != choice.reference) table.rows.push_back(worse_row(choice, utilities.whole, arm, actor.name));
    }
  }
  found.tables.push_back(std::move(table));
  found.notes.emplace_back(
      "Worse in: worlds whose mean is worse, in which chance has a part (compare takes it out). Worse there: "
      "in boxes found among half of the worlds, how many of the other half's are worse; told where that is "
      "surely more than in all worlds.");
}

// Of arms: the reference, what the others change of it, and what to choose.
void answer_for_arms(const WorldFile& from, Found& found) {
  const Inquiry& asked = from.asked;
  const Arms arms = find_arms(asked.runs);
  const std::string word = asked.word("reference");
  const ArmChoice choice{from, arms, word.empty() ? 0 : find_arm(asked.runs, arms, word)};
  ask_each(asked, found, [&](const RunValues& values, const std::string& arm) {
    if (arm != arms.names[choice.reference]) return;
    add_number(from, values, arm, found);
    add_differences(choice, values, found);
  });
  add_choices(choice, found);
}

Answer answer_worlds(const Inquiry& asked) {
  const WorldFile from = read_world_file(asked);
  Found found;
  if (asked.runs.design.arms.size() > 1 && asked.arm.empty())
    answer_for_arms(from, found);
  else
    ask_each(asked, found,
             [&](const RunValues& values, const std::string& arm) { add_number(from, values, arm, found); });
  found.notes.insert(
      found.notes.begin(),
      fmt::format(
          "{} worlds. A parameter is named where it explains more than the most that any of the {} "
          "explains when the worlds' numbers are exchanged ({} of exchanges stay below). Parameters that "
          "correlate share what they explain.",
          from.worlds, from.unknowns.names.size(), in_percent(asked.resampling.level)));
  return make_answer(asked, std::move(found));
}

}  // namespace

Question worlds_question() {
  return {
      .name = "worlds",
      .summary = "plausible worlds: which unknown parameters a number hangs on, what knowing one is worth",
      .head = R"(what is not known: which parameters a number hangs on, and what it would be worth to know one

Usage: comity analyze worlds RESULTS [options]

For a file whose runs took plausible worlds ([worlds] in a scenario; comity calibrate makes them), at least 20 of them. How much of
the variance is ignorance, and how much of that goes with each parameter alone (a curve of third degree over its ranks); only what
exchanged worlds do not reach is named. With arms the same of the reference and of what each other arm changes (of the arm named
alone with --arm); and, for each actor: which arm is best over the worlds, what it would gain to
know the world (chosen by some of its runs, valued by others, so rather too low) or one parameter before choosing (expected value of
partial perfect information), and in which worlds an arm is worse (a box by the Patient Rule Induction Method, held out).
)",
      .examples = R"(  comity analyze worlds results/worlds.h5
  comity analyze worlds results/policies.h5 --metric conflicts --reference as-it-is
)",
      .metrics = 4,
      .options = {{"reference", "ARM", "", "what the other arms are compared with (default: the first)"},
                  {"actor", "NAME=METRIC,higher|lower", "",
                   "what an actor wants, in place of the table or beside it; can be repeated", true}},
      .answer = answer_worlds};
}

}  // namespace comity::analysis
