#include "analysis/answer_compare_files.h"

#include "analysis/file_pair.h"
#include "analysis/world_shares.h"
#include "analysis/worlds.h"
#include "error.h"
#include "missing.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace comity::analysis {
namespace {

struct TwoFiles {
  const Inquiry& asked;
  FilePair pair;
  std::vector<std::string> metrics;  // that are asked for; of headlines those that both files have
};

std::vector<std::string> metrics_of(const Inquiry& asked) {
  std::vector<std::string> metrics = asked.metrics;
  if (!asked.metrics_named)
    std::erase_if(metrics, [&](const std::string& metric) { return !has_metrics(*asked.other, metric); });
  return metrics;
}

// A metric in both files: over the run, at a day or on one of the recorded days.
struct Both {
  RunValues first;
  RunValues second;
};

std::string method_of(const FilePair& pair) {
  return std::string(name_of(pair.paired ? IntervalMethod::skew_t : IntervalMethod::welch_t));
}

void add_findings(Found& answer, const TwoFiles& files, const Both& values, const ArmDifference& found) {
  const auto add = [&](const char* quantity, const Bounded& number, std::string method) {
    Finding finding = make_finding(quantity, values.first, number, std::move(method));
    finding.factor = files.pair.second;
    finding.factor2 = files.pair.first;
    finding.n = found.units;
    answer.findings.push_back(std::move(finding));
  };
  add("difference", found.difference, method_of(files.pair));
  if (files.pair.paired) add("d_z", found.paired_size, "");
  add("d", found.size, "");
  add("superiority", found.superiority, std::string(name_of(found.superiority_method)));
}

std::string sentence_of(const TwoFiles& files, const Both& values, const ArmDifference& found) {
  const Bounded& gap = found.difference;
  if (!is_seen(found)) return "";
  return fmt::format("{}: {} {} {} by {} ({}).", values.first.metric, files.pair.second,
                     gap.value > 0.0 ? "raises it above" : "lowers it below", files.pair.first,
                     figures(std::abs(gap.value), gap.high - gap.value),
                     change_words(gap.value, mean_of(values_of_point(files.asked.runs, values.first, 0))));
}

// In what share of the worlds, which run r of both files shares, the second file has more.
std::string more_in_worlds(Found& answer, const TwoFiles& files, const Both& values,
                           std::span<const std::size_t> world) {
  const std::vector<double> gaps = gaps_of(std::span(values.second.values).first(world.size()),
                                           std::span(values.first.values).first(world.size()));
  const WorldShare share = share_of_worlds(gaps, world, files.asked.resampling.level);
  Finding finding =
      make_finding("worlds_higher", values.first, share.above, share.of_runs ? "exact_share" : "jackknife");
  finding.factor = files.pair.second;
  finding.factor2 = files.pair.first;
  finding.n = share.vectors;
  answer.findings.push_back(std::move(finding));
  if (share.of_runs) add_once(answer.notes, kSharesOfRuns);
  return share_words(share.above);
}

void compare_over_runs(Found& answer, const TwoFiles& files) {
  Table table{fmt::format("{} against {}", files.pair.second, files.pair.first),
              {"metric", files.pair.first, files.pair.second, "difference", "change", "d", "P(higher)", "n"},
              {}};
  std::vector<std::size_t> world;  // of each pair; empty: they do not share worlds
  if (files.pair.paired && same_worlds(files.asked.runs, *files.asked.other)) {
    world = worlds_of(files.asked.runs);
    world.resize(files.pair.pairs);
  }
  if (!world.empty()) table.columns.emplace_back("more in so many worlds");
  std::size_t unclear = 0;
  bool starred = false;
  for (const std::string& metric : files.metrics) {
    const Both values{read_values(files.asked.runs, metric, files.asked.at),
                      read_values(*files.asked.other, metric, files.asked.at)};
    const ArmDifference found =
        compare_files(files.pair, values.first, values.second, files.asked.resampling.level);
    add_findings(answer, files, values, found);
    const double base = mean_of(values_of_point(files.asked.runs, values.first, 0));
    const double width = found.difference.high - found.difference.value;
    table.rows.push_back({metric, figures(base, width),
                          figures(mean_of(values_of_point(*files.asked.other, values.second, 0)), width),
                          with_interval(found.difference) + (is_seen(found) ? " *" : ""),
                          change_words(found.difference.value, base), figures(found.size.value, 0.5),
                          in_percent(found.superiority.value), found.units});
    starred = starred || is_seen(found);
    if (!world.empty()) table.rows.back().push_back(more_in_worlds(answer, files, values, world));
    if (std::string sentence = sentence_of(files, values, found); !sentence.empty())
      answer.sentences.push_back(std::move(sentence));
    else
      ++unclear;
    if (found.undefined > 0)
      answer.notes.push_back(fmt::format("{}: {} {} left out, in which a run failed or it has no value.",
                                         metric, found.undefined, files.pair.paired ? "pairs" : "runs"));
  }
  if (unclear > 0)
    answer.sentences.push_back(
        fmt::format("{} of {} metrics do not differ beyond chance.", unclear, files.metrics.size()));
  answer.tables.push_back(std::move(table));
  if (starred) answer.notes.push_back(star_note(files.asked.resampling.level));
}

void compare_over_time(Found& answer, const TwoFiles& files) {
  for (const std::string& metric : files.metrics) {
    const auto first = read_days(files.asked.runs, metric);
    const auto second = read_days(*files.asked.other, metric);
    const auto shown = days_to_show(first.size());
    Table table{fmt::format("{}: {} against {} by day", metric, files.pair.second, files.pair.first),
                {"day", files.pair.first, files.pair.second, "difference"},
                {}};
    for (std::size_t day = 0; day < first.size(); ++day) {
      const Both values{first[day], second[day]};
      const ArmDifference found =
          compare_files(files.pair, values.first, values.second, files.asked.resampling.level);
      add_findings(answer, files, values, found);
      if (!std::ranges::binary_search(shown, day)) continue;
      const double width = found.difference.high - found.difference.value;
      table.rows.push_back({first[day].time,
                            figures(mean_of(values_of_point(files.asked.runs, first[day], 0)), width),
                            figures(mean_of(values_of_point(*files.asked.other, second[day], 0)), width),
                            with_interval(found.difference)});
    }
    answer.tables.push_back(std::move(table));
  }
}

// What the difference may come from.
void add_inputs(Found& answer, const FilePair& pair) {
  if (pair.differences.empty()) {
    answer.notes.emplace_back("Scenario, law, parameters and program are the same in both files.");
    return;
  }
  Table table{"What is not the same in their inputs", {"input", pair.first, pair.second}, {}};
  for (const InputDifference& one : pair.differences)
    table.rows.push_back(
        {one.what, one.first.empty() ? "–" : one.first, one.second.empty() ? "–" : one.second});
  answer.tables.push_back(std::move(table));
}

void need_same_days(const Inquiry& asked) {
  if (asked.runs.times == asked.other->times) return;
  reject(*asked.other,
         fmt::format("was recorded on other days than {} (run.record_every). Ask without --over-time.",
                     asked.runs.file.path().string()));
}

}  // namespace

Answer answer_compare_files(const Inquiry& asked) {
  for (const char* option : {"reference", "satisfice", "actor"}) {
    if (asked.words(option).empty()) continue;
    throw Error(
        fmt::format("{}: --{} is about the arms of one sweep; of two files the second is compared with the "
                    "first. Leave it away.",
                    asked.command, option));
  }
  const TwoFiles files{asked, pair_files(asked.runs, *asked.other), metrics_of(asked)};
  Found found;
  if (asked.over_time) {
    need_same_days(asked);
    compare_over_time(found, files);
  } else {
    compare_over_runs(found, files);
  }
  add_inputs(found, files.pair);
  found.notes.insert(found.notes.begin(), files.pair.words);
  const std::size_t fewest = std::min(asked.runs.replicates, asked.other->replicates);
  if (std::string note = small_sample_note(fewest); !note.empty() && fewest > 1)
    found.notes.push_back(std::move(note));
  for (const std::string& note : failure_notes(*asked.other))
    found.notes.push_back(fmt::format("{}: {}", files.pair.second, note));
  return make_answer(asked, std::move(found));
}

}  // namespace comity::analysis
