#include "analysis/report_words.h"

#include "analysis/designs.h"
#include "analysis/milestones.h"
#include "analysis/replicates.h"
#include "analysis/report_chart.h"
#include "analysis/variance.h"
#include "analysis/worlds.h"
#include "missing.h"
#include "scenario/parameters.h"
#include "text/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace comity::analysis {
namespace {

constexpr double kLevel = 0.95;
constexpr double kHalfOfRuns = 0.5;

// "17 to 19 %": the unit stands once, where both ends have it.
std::string range_text(double low, double high, std::string_view unit) {
  std::string from = amount_text(low, unit);
  std::string to = amount_text(high, unit);
  if (from == to) return to;
  for (const std::string_view end : {std::string_view("\u00a0%"), std::string_view(" days")}) {
    if (from.ends_with(end) && to.ends_with(end)) from.resize(from.size() - end.size());
  }
  return fmt::format("{} to {}", from, to);
}

std::string sentence(std::string text) { return capital(std::move(text)) + "."; }

// " (better than as-it-was in 93 % [88, 97] of the plausible worlds)"; of a file without worlds nothing.
std::string better_in_worlds(const ArmTable& table, const std::vector<Bounded>& worlds, std::size_t arm) {
  if (arm >= worlds.size() || std::isnan(worlds[arm].value)) return "";
  return fmt::format(" (better than {} in {} of the {})", table.arms.front(), share_words(worlds[arm]),
                     table.of_runs ? "runs" : "plausible worlds");
}

}  // namespace

std::string share_of_runs(std::size_t count, std::size_t runs) {
  const Bounded share = share_interval(static_cast<double>(count), runs, kLevel);
  return fmt::format("in {} of {} runs ({}; 95\u00a0% interval {})",
                     count == 0 ? "none" : fmt::format("{}", count), runs, percent_text(share.value),
                     range_text(share.low, share.high, "share"));
}

std::string band_words(const HeadlineBand& one) {
  const std::string_view unit = one.headline->unit;
  const std::string median = amount_text(one.band.median, unit);
  const std::string range = range_text(one.band.low, one.band.high, unit);
  return range == median ? fmt::format("{} (the same in nine runs of ten)", median)
                         : fmt::format("{} (nine runs in ten: {})", median, range);
}

std::string dispute_sentence(const DisputeFacts& dispute) {
  std::string text =
      fmt::format("{} comes before a court {}", dispute.name, share_of_runs(dispute.to_court, dispute.runs));
  if (dispute.path.empty()) return sentence(text);
  text +=
      fmt::format("; the whole way that history took, of {} steps, is taken in {} of them (probability {})",
                  dispute.path.size(),
                  dispute.path.back().came == 0 ? "none" : fmt::format("{}", dispute.path.back().came),
                  probability_text(dispute.chance));
  return sentence(text);
}

std::string cooperation_sentence(const HeadlineBand& with, const HeadlineBand& without) {
  std::string text = fmt::format(
      "of cross-border demands the median run meets {} with the consent of the state where the data are and "
      "{} without "
      "it",
      band_words(with), band_words(without));
  const double met = with.band.median + without.band.median;
  if (without.band.median > kHalfOfRuns)
    text += ", which is most of them";
  else if (with.band.median > kHalfOfRuns)
    text += ": with consent most of them";
  else if (met < kHalfOfRuns)
    text += "; most are not met at all";
  return sentence(text);
}

std::string places_sentence(const HeadlineBand& home, const HeadlineBand& protected_data) {
  return sentence(
      fmt::format("a market has {} of its data at home and {} under others' keys in the median run",
                  band_words(home), band_words(protected_data)));
}

std::string conflict_sentence(const HeadlineBand& caught, const HeadlineBand& stance) {
  return sentence(
      fmt::format("between two laws, one of which compels what the other forbids, {} of all demands are "
                  "caught in the median run; "
                  "the stance between states, 0 hostile to 1 friendly, is {}",
                  band_words(caught), band_words(stance)));
}

std::string reforms_sentence(std::span<const ReformShare> reforms) {
  std::vector<std::string> most;
  std::vector<std::string> some;
  std::vector<std::string> none;
  for (const ReformShare& one : reforms) {
    if (one.runs == 0) continue;
    const double share = static_cast<double>(one.enacted) / static_cast<double>(one.runs);
    const std::string told = fmt::format("{} ({})", one.name, percent_text(share));
    if (one.enacted == 0)
      none.push_back(one.name);
    else
      (share > kHalfOfRuns ? most : some).push_back(told);
  }
  std::vector<std::string> parts;
  if (!most.empty()) parts.push_back(fmt::format("in most runs legislatures enact {}", listed(most)));
  if (!some.empty())
    parts.push_back(
        fmt::format("in {} {}", most.empty() ? "some runs legislatures enact" : "some", listed(some)));
  if (!none.empty()) parts.push_back(fmt::format("in no run {}", listed(none)));
  return parts.empty() ? "" : sentence(fmt::format("{}", fmt::join(parts, "; ")));
}

std::vector<std::string> arm_sentences(const ArmTable& table) {
  std::vector<std::string> sentences;
  std::vector<std::string> nothing;
  for (std::size_t arm = 1; arm < table.arms.size(); ++arm) {
    std::vector<ArmFinding> findings;
    for (const ArmRow& row : table.rows) {
      if (row.cells[arm].against.units > 0)
        findings.push_back({row.headline, table.arms[arm], row.cells[arm].against});
    }
    const auto seen = static_cast<std::size_t>(
        std::ranges::count_if(findings, [](const ArmFinding& one) { return is_seen(one.found); }));
    if (seen == 0) {
      nothing.push_back(table.arms[arm]);
      continue;
    }
    const ArmFinding& clear = findings[clearest_of(findings)];
    const Bounded& gap = clear.found.difference;
    const std::string_view unit = clear.headline->unit;
    sentences.push_back(sentence(fmt::format(
        "with {} {} of {} numbers differ{} from {} beyond chance, most clearly {}: {} {}", table.arms[arm],
        seen, findings.size(), seen == 1 ? "s" : "", table.arms.front(), clear.headline->words,
        gap_text(gap.value, unit),
        clear.found.same ? "in every run"
                         : fmt::format("(95\u00a0% interval {})", gap_range_text(gap.low, gap.high, unit)))));
  }
  if (!nothing.empty())
    sentences.push_back(sentence(
        fmt::format("with {} no number differs from {} beyond chance", listed(nothing), table.arms.front())));
  // Whom each arm serves: named only where the intervals of all others lie above 0.
  std::vector<std::string> sure;
  std::vector<std::string> open;
  for (const RegretRow& row : table.regrets) {
    std::vector<std::size_t> best;
    for (std::size_t arm = 0; arm < row.arms.size(); ++arm) {
      if (!(row.arms[arm].mean.low > 0.0)) best.push_back(arm);
    }
    if (best.size() == 1)
      sure.push_back(fmt::format("{} under {}{}", spaced(row.actor), table.arms[best.front()],
                                 better_in_worlds(table, row.worlds, best.front())));
    else
      open.push_back(spaced(row.actor));
  }
  if (!sure.empty())
    sentences.push_back(sentence(
        fmt::format("best off are {}{}", listed(sure),
                    open.empty() ? "" : fmt::format("; for {} no arm is surely best", listed(open)))));
  else if (!open.empty())
    sentences.push_back(sentence(fmt::format("no arm is surely best for {}", listed(open))));
  return sentences;
}

std::vector<std::string> rest_sentences(const ParameterCounts& counts,
                                        const std::vector<std::string>& factors) {
  std::vector<std::string> sentences;
  if (counts.worlds > 0)
    sentences.push_back(
        fmt::format("Of the model's {} parameters {} are assumptions (tag A); {} take other values in each "
                    "of the {} plausible "
                    "worlds of this file (which of them matter: comity analyze worlds).",
                    counts.all, counts.assumptions, counts.unknowns, counts.worlds));
  else if (factors.empty())
    sentences.push_back(fmt::format(
        "Of the model's {} parameters {} are assumptions (tag A). This file holds one value of each and says "
        "nothing of "
        "what other values would give: a sweep over them does (comity sweep, comity analyze scores).",
        counts.all, counts.assumptions));
  else
    sentences.push_back(
        fmt::format("Of the model's {} parameters {} are assumptions (tag A); {} {} varied here: {}.",
                    counts.all, counts.assumptions, factors.size(),
                    factors.size() == 1 ? "factor was" : "factors were", listed(factors)));
  return sentences;
}

std::string sure_sentence(const Origins& origins) {
  if (origins.worlds > 0)
    return fmt::format(
        "The intervals hold chance and ignorance together: each run took one of {} plausible worlds{}.",
        origins.worlds,
        std::isnan(origins.ignorance) ? ", and with one run in each this file cannot tell the two apart"
                                      : fmt::format(". Of the variance between runs of {} {} lies between "
                                                    "worlds, by what is not known; the rest "
                                                    "is chance",
                                                    origins.quantity, percent_text(origins.ignorance)));
  if (origins.factors == 0 && origins.arms < 2)
    return "The intervals tell chance alone: all runs share one set of assumptions, and how wrong that may "
           "be is not in "
           "them.";
  if (origins.factors == 0)
    return "The intervals of differences tell chance alone: arms are compared run by run under one set of "
           "assumptions, "
           "and how wrong that may be is not in them.";
  if (origins.replicates < 2)
    return "Every point was run once, so that the spread between runs is of chance and of what the points "
           "set, and this "
           "file cannot tell the two apart.";
  if (std::isnan(origins.between_points))
    return "The intervals are over chance and over what the points set.";
  return fmt::format(
      "Of the variance between runs of {} {} lies between points, by what they set; the rest is chance.",
      origins.quantity, percent_text(origins.between_points));
}

double share_between_points(std::span<const double> values, std::size_t replicates) {
  std::vector<std::size_t> point(values.size());
  for (std::size_t run = 0; run < values.size(); ++run) point[run] = run / replicates;
  std::vector<GroupSums> points = sums_by_group(values, point);
  std::erase_if(points, [](const GroupSums& one) { return one.count < 2.0; });
  const std::vector<std::uint32_t> all(points.size(), 1U);
  return share_between(variance_parts(points, all));
}

namespace {

std::optional<HeadlineBand> band_of(const ReportSource& source, std::string_view formula) {
  const auto headline = std::ranges::find(headlines(), formula, &Headline::formula);
  if (headline == headlines().end()) return {};
  const HeadlineBand found{&*headline, run_band(headline_values(source.record, *headline).values)};
  return found.band.runs > 0 ? std::optional(found) : std::nullopt;
}

ParameterCounts count_parameters(const Record& record) {
  ParameterCounts counts;
  counts.worlds = count_worlds(worlds_of(record));
  counts.unknowns = world_parameters(record).size();
  for (const ParameterRow& row : parameter_rows()) {
    ++counts.all;
    if (row.tag == "A") ++counts.assumptions;
  }
  return counts;
}

// The dispute and the reforms of a run with events.
void add_events(const ReportSource& source, const Sample& sample, std::vector<std::string>& answer) {
  if (!source.config.focals.empty()) {
    DisputeFacts dispute{source.config.focals.front().name, sample.runs.size(), 0, {}, 1.0};
    for (const MilestoneFinding& finding : find_milestones(sample, 0)) {
      if (spaced(finding.milestone) == "first instance")
        dispute.to_court =
            static_cast<std::size_t>(std::lround(finding.reached * static_cast<double>(dispute.runs)));
    }
    dispute.path = find_history_path(source.config, sample);
    dispute.chance = chance_of_path(dispute.path);
    if (dispute.runs > 0) answer.push_back(dispute_sentence(dispute));
  }
  std::vector<ReformShare> reforms;
  for (std::size_t reform = 0; reform < source.config.reforms.size(); ++reform) {
    const ReformConfig& row = source.config.reforms[reform];
    if (row.mode != ReformConfig::Mode::endogenous) continue;
    const auto enacted =
        static_cast<std::size_t>(std::ranges::count_if(sample.runs, [&](const RunSummary& run) {
          return std::ranges::any_of(
              run.reforms, [&](const ReformRow& one) { return one.reform == static_cast<int>(reform); });
        }));
    reforms.push_back({row.name.empty() ? row.id : row.name, sample.runs.size(), enacted});
  }
  if (std::string text = reforms_sentence(reforms); !text.empty()) answer.push_back(std::move(text));
}

}  // namespace

Words find_words(const ReportSource& source, const Report& report) {
  const ArmTable& arms = report.arms;
  Words words;
  const Design& design = source.record.design;
  const auto chart = [&](const char* id) -> const Chart* {
    const auto found = std::ranges::find(report.charts, id, &Chart::id);
    return found == report.charts.end() ? nullptr : &*found;
  };
  if (!arms.arms.empty()) words.answer = arm_sentences(arms);
  if (const Chart* tornado = chart("tornado"); tornado != nullptr) {
    for (const auto& finding : tornado->options.at("findings"))
      words.answer.push_back(finding.get<std::string>() + ".");
  }
  if (words.answer.empty()) {
    if (report.sample) add_events(source, *report.sample, words.answer);
    if (const Chart* readings = chart("adoption"); readings != nullptr)
      words.answer.push_back(readings->title + ".");
  }
  const auto add_two = [&](std::string_view first, std::string_view second,
                           std::string (*tell)(const HeadlineBand&, const HeadlineBand&)) {
    const auto one = band_of(source, first);
    const auto other = band_of(source, second);
    constexpr std::size_t kMostSentences = 6;
    if (one && other && words.answer.size() < kMostSentences) words.answer.push_back(tell(*one, *other));
  };
  if (arms.arms.empty()) {
    add_two("consented/cross_border_ended", "unilateral/cross_border_ended", cooperation_sentence);
    add_two("average(data_at_home)", "average(data_protected)", places_sentence);
    add_two("conflicts/demands", "average(stance)", conflict_sentence);
  }
  std::vector<std::string> factors;
  for (const Factor& factor : design.factors) factors.push_back(factor.name);
  const ParameterCounts counts = count_parameters(source.record);
  words.rests = rest_sentences(counts, factors);
  const Headline& first = headlines().front();
  const std::vector<double> values = headline_values(source.record, first).values;
  Origins origins{factors.size(),
                  design.arms.size(),
                  source.record.replicates,
                  share_between_points(values, source.record.replicates),
                  std::string(first.words),
                  counts.worlds,
                  kMissing};
  if (counts.worlds > 0)
    origins.ignorance =
        split_variance(std::span(values).first(source.record.replicates), worlds_of(source.record), kLevel)
            .share.value;
  words.sure = sure_sentence(origins);
  return words;
}

nlohmann::ordered_json words_json(const Words& words) {
  return {{"answer", words.answer}, {"rests", words.rests}, {"sure", words.sure}};
}

}  // namespace comity::analysis
