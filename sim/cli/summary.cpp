#include "cli/summary.h"

#include "analysis/milestones.h"
#include "cli/measures.h"
#include "observe/labels.h"
#include "text/words.h"
#include "world/court.h"
#include "world/demand.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace comity::cli {

namespace {

// `62 % [55, 70]`; the bracket is left out when all three read the same.
std::string with_bracket(const std::string& median, const std::string& low, const std::string& high) {
  const bool same = low == high && median.starts_with(low);
  return same ? median : fmt::format("{} [{}, {}]", median, low, high);
}

std::string cell_words(const SummaryCell& cell) {
  const analysis::Interval& value = cell.value;
  if (cell.unit == CellUnit::text) return cell.text;
  if (cell.unit == CellUnit::empty) return "";
  if (std::isnan(value.median)) return "–";
  switch (cell.unit) {
    case CellUnit::share:
      return with_bracket(in_percent(value.median), in_percent(value.low, false),
                          in_percent(value.high, false));
    case CellUnit::date:
      return with_bracket(in_months(value.median), in_months(value.low), in_months(value.high));
    default:
      return with_bracket(in_figures(value.median), in_figures(value.low), in_figures(value.high));
  }
}

// `THE DISPUTE: Microsoft Ireland`: capitals up to a colon or bracket.
std::string as_title(std::string text) {
  const std::size_t end = std::min(text.find_first_of(":("), text.size());
  for (std::size_t i = 0; i < end; ++i)
    text[i] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[i])));
  return text;
}

// Labels in a column of their own, or each above its cells.
std::string rows_words(const SummarySection& section) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> heading = section.columns;
  if (!section.labels_above) heading.insert(heading.begin(), "");
  rows.push_back(heading);
  for (const SummaryRow& row : section.rows) {
    std::vector<std::string> words;
    if (!section.labels_above) words.push_back(row.label);
    for (const SummaryCell& cell : row.cells) words.push_back(cell_words(cell));
    rows.push_back(std::move(words));
  }
  if (!section.labels_above) return aligned(rows, 2);
  const std::string table = aligned(rows, 14);
  std::string text;
  std::size_t begin = table.find('\n') + 1;
  text = table.substr(0, begin);
  for (const SummaryRow& row : section.rows) {
    const std::size_t end = table.find('\n', begin) + 1;
    text += wrapped(row.label, 2) + table.substr(begin, end - begin);
    begin = end;
  }
  return text;
}

std::string section_words(const SummarySection& section) {
  std::string text;
  if (!section.title.empty()) text += as_title(section.title) + "\n";
  text += rows_words(section);
  if (!section.note.empty()) text += wrapped(section.note, 2);
  return text + "\n";
}

std::string scale_words(double scale) {
  return scale >= 1.0 ? "every demand is simulated"
                      : fmt::format("one simulated demand stands for {} real ones", in_figures(1.0 / scale));
}

std::string heading_words(const Config& config, const analysis::Sample& sample) {
  const RunParameters& run = config.parameters.run;
  std::string text = config.name + "\n" + wrapped(config.question, 2) + "\n";
  text += wrapped(
      fmt::format("{} to {}, {}, {}, {}; {}.", to_string(run.start), to_string(run.end - 1),
                  counted(config.states.size(), "state"), counted(config.providers.size(), "provider"),
                  counted(sample.replicates, "replicate"), scale_words(run.scale)),
      2);
  return text;
}

// What the brackets mean and how sure shares of runs are: 1.645 standard errors of a share of one half.
std::string reading_words(const analysis::Sample& sample) {
  const auto runs = static_cast<double>(sample.runs.size());
  std::string words = fmt::format(
      "Numbers are medians over replicates; the brackets hold 90 % of them. Shares of runs are good to about "
      "{:.0f} points.",
      std::ceil(100.0 * 1.645 * 0.5 / std::sqrt(runs)));
  if (sample.runs.size() + sample.failed < sample.replicates) {
    words += fmt::format(" The summary is of the first {} replicates; the file has all.", sample.runs.size());
  }
  return wrapped(words, 2);
}

std::string failure_words(const analysis::Sample& sample) {
  if (sample.failed == 0) return "";
  return wrapped(fmt::format("{} of {} runs failed and are left out (first: {}).", sample.failed,
                             sample.replicates, sample.first_failure),
                 2);
}

}  // namespace

SummaryCell number_cell(const analysis::Interval& value) { return {value, CellUnit::number, {}}; }
SummaryCell share_cell(const analysis::Interval& value) { return {value, CellUnit::share, {}}; }
SummaryCell day_cell(const analysis::Interval& value) { return {value, CellUnit::day, {}}; }
SummaryCell date_cell(const analysis::Interval& value) { return {value, CellUnit::date, {}}; }
SummaryCell text_cell(std::string text) { return {{}, CellUnit::text, std::move(text)}; }

std::vector<SummarySection> summarise(const Config& config, const analysis::Sample& sample) {
  std::vector<SummarySection> sections;
  for (const auto& part : {dispute_sections, history_sections, court_sections, world_sections,
                           reform_sections, statute_sections}) {
    for (SummarySection& section : part(config, sample)) {
      if (!section.rows.empty()) sections.push_back(std::move(section));
    }
  }
  return sections;
}

std::string summary_text(const Config& config, const analysis::Sample& sample) {
  std::string text = heading_words(config, sample) + failure_words(sample);
  if (sample.runs.empty()) return text;
  text += reading_words(sample) + "\n";
  for (const SummarySection& section : summarise(config, sample)) text += section_words(section);
  return text;
}

namespace {

SummarySection question_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Spread of precedent: courts that hold each reading at the end";
  section.columns = {"courts", "splits open"};
  const Measures measures{config, sample.layout};
  for (std::size_t question = 0; question < config.library.questions.size(); ++question) {
    const analysis::Interval accepted =
        over_runs(sample, measures.at(Metric::accepted_share, question, Aspect::last));
    const analysis::Interval rejected =
        over_runs(sample, measures.at(Metric::rejected_share, question, Aspect::last));
    if (!(accepted.high > 0.0) && !(rejected.high > 0.0)) continue;  // never came before a court
    const analysis::Interval splits =
        over_runs(sample, measures.at(Metric::splits_open, question, Aspect::last));
    const law::Question& asked = config.library.questions[question];
    section.rows.push_back({asked.name, {{}, number_cell(splits)}});
    section.rows.push_back({asked.accepted.words, {share_cell(accepted)}});
    section.rows.push_back({asked.rejected.words, {share_cell(rejected)}});
  }
  section.note = "Courts count by their dockets; the rest have not decided.";
  return section;
}

SummarySection level_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Courts";
  section.columns = {"rulings", "for the government", "reversed on review"};
  const Measures measures{config, sample.layout};
  const auto labels = group_labels(Group::level, config);
  for (std::size_t level = 0; level < labels.size(); ++level) {
    const auto total = [&](Metric metric) { return measures.at(metric, level, Aspect::total); };
    std::string name = labels[level] == "first_instance" ? "first instance" : labels[level];
    section.rows.push_back(
        {std::move(name),
         {number_cell(over_runs(sample, total(Metric::rulings))),
          share_cell(pooled_share(sample, total(Metric::rulings_government), total(Metric::rulings))),
          share_cell(pooled_share(sample, total(Metric::reversed), total(Metric::reviewed)))}});
  }
  section.note = "Shares of rulings are over all runs together, with their 90 % confidence intervals.";
  return section;
}

SummarySection count_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Litigation";
  section.columns = {"whole period"};
  const Measures measures{config, sample.layout};
  const auto add = [&](const char* label, const Measure& measure) {
    section.rows.push_back({label, {number_cell(over_runs(sample, measure))}});
  };
  const Measure challenges = measures.sum(Metric::challenges);
  add("challenges brought by providers", challenges);
  add("challenges per 1000 demands", times(1000.0, ratio(challenges, measures.sum(Metric::demands))));
  add("motions to compel a resisting provider", measures.sum(Metric::motions_to_compel));
  add("splits between appellate courts", measures.sum(Metric::splits_opened));
  add("splits resolved by the apex or new law", measures.sum(Metric::splits_resolved));
  add("petitions granted by an apex", measures.sum(Metric::certiorari));
  add("cases mooted by new law", measures.sum(Metric::mooted_cases));
  const Measure followed = measures.sum(Metric::followed);
  const Measure not_followed = measures.sum(Metric::not_followed);
  const Measure both = [followed, not_followed](const analysis::RunSummary& run) {
    return followed(run) + not_followed(run);
  };
  section.rows.push_back({"pro-provider appellate reading followed outside its circuit",
                          {share_cell(pooled_share(sample, followed, both))}});
  section.note = "The last share is over all runs together.";
  return section;
}

}  // namespace

std::vector<SummarySection> court_sections(const Config& config, const analysis::Sample& sample) {
  return {question_section(config, sample), level_section(config, sample), count_section(config, sample)};
}

namespace {

// The three most frequent outcomes, `government 78 %, provider 22 %`.
std::string outcome_words(const analysis::MilestoneFinding& finding) {
  std::vector<std::string> words;
  for (const auto& [outcome, share] : finding.outcomes) {
    if (words.size() < 3) words.push_back(fmt::format("{} {}", outcome, in_percent(share)));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

std::string brief_words(const std::vector<analysis::MilestoneFinding>& findings) {
  std::string words;
  for (const analysis::MilestoneFinding& finding : findings) {
    if (!(finding.briefs.high > 0.0)) continue;
    words += fmt::format("{} {} [{}, {}] ({})", words.empty() ? "Amicus briefs for the provider:" : ",",
                         in_figures(finding.briefs.median), in_figures(finding.briefs.low),
                         in_figures(finding.briefs.high), finding.milestone);
  }
  return words.empty() ? words : words + ".";
}

SummarySection dispute_section(const Config& config, const analysis::Sample& sample, std::size_t focal) {
  const FocalConfig& dispute = config.focals[focal];
  SummarySection section;
  section.title =
      fmt::format("The dispute: {}", dispute.name.empty() ? fmt::format("number {}", focal) : dispute.name);
  section.columns = {"reached in", "when", "how it came out"};
  const auto findings = find_milestones(sample, focal);
  for (const analysis::MilestoneFinding& finding : findings) {
    section.rows.push_back({finding.milestone,
                            {text_cell(in_percent(finding.reached)), date_cell(finding.when),
                             text_cell(outcome_words(finding))}});
  }
  section.note = brief_words(findings);
  return section;
}

}  // namespace

std::vector<SummarySection> dispute_sections(const Config& config, const analysis::Sample& sample) {
  std::vector<SummarySection> sections;
  for (std::size_t focal = 0; focal < config.focals.size(); ++focal) {
    sections.push_back(dispute_section(config, sample, focal));
  }
  return sections;
}

std::vector<SummarySection> reform_sections(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Legislation";
  section.columns = {"enacted in", "legislatures", "first in force"};
  for (const analysis::ReformFinding& finding : analysis::find_reforms(config, sample)) {
    section.rows.push_back({finding.name,
                            {text_cell(in_percent(finding.enacted)), number_cell(finding.legislatures),
                             date_cell(finding.first)}});
  }
  return {section};
}

std::vector<SummarySection> history_sections(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "History beside simulation";
  section.columns = {"simulated date", "happens in", "as in history", "earlier than history"};
  section.labels_above = true;
  for (const analysis::HistoryFinding& finding : analysis::compare_with_history(config, sample)) {
    const std::string words = finding.history.label.empty() ? finding.history.event : finding.history.label;
    section.rows.push_back(
        {fmt::format("{}  {}", to_string(finding.history.date), words),
         {date_cell(finding.when), text_cell(in_percent(finding.happens)),
          text_cell(in_percent(finding.as_in_history)), text_cell(in_percent(finding.earlier))}});
  }
  section.note =
      "\"As in history\" counts all runs, the last column those in which the event happens. What the "
      "scenario sets itself "
      "is left out. The day is ordinary for the model where the last column lies between 5 and 95 %.";
  const std::vector<analysis::StepFinding> path = analysis::find_history_path(config, sample);
  if (!path.empty())
    section.note += fmt::format(" {} of {} runs take the dispute's whole way of {} steps (probability {}).",
                                path.back().came == 0 ? "None" : fmt::format("{}", path.back().came),
                                path.front().of, path.size(), in_percent(analysis::chance_of_path(path)));
  return {section};
}

namespace {

const std::vector<std::string> kTwoPoints = {"first point", "last point"};
constexpr std::size_t kMostStates = 6;
constexpr std::size_t kMostProviders = 8;

double years_of(const Config& config) {
  return (config.parameters.run.end - config.parameters.run.start) / kDaysPerYear;
}

// The groups of a gauge with the largest medians at the last point.
std::vector<std::size_t> largest(const analysis::Sample& sample, const Measures& measures,
                                 std::pair<Metric, std::size_t> which, std::size_t groups) {
  std::vector<double> size;
  for (std::size_t group = 0; group < groups; ++group) {
    const double median = over_runs(sample, measures.at(which.first, group, Aspect::last)).median;
    size.push_back(std::isnan(median) ? -1.0 : median);
  }
  std::vector<std::size_t> order(groups);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t left, std::size_t right) {
    return size[left] != size[right] ? size[left] > size[right] : left < right;
  });
  order.resize(std::min(groups, which.second));
  return order;
}

SummarySection location_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Where data are kept (share of all markets' data)";
  section.columns = kTwoPoints;
  const Measures measures{config, sample.layout};
  const auto add = [&](const std::string& label, const Measure& first, const Measure& last) {
    section.rows.push_back(
        {label, {share_cell(over_runs(sample, first)), share_cell(over_runs(sample, last))}});
  };
  const auto add_mean = [&](const char* label, Metric metric) {
    add(label, measures.mean_by_users(metric, Aspect::first), measures.mean_by_users(metric, Aspect::last));
  };
  add_mean("at home of the subject", Metric::data_at_home);
  add_mean("at home of the provider", Metric::data_at_provider_home);
  add_mean("under trustee or customer-held keys", Metric::data_protected);
  for (const std::size_t state :
       largest(sample, measures, {Metric::data_in_state, kMostStates}, config.states.size())) {
    const std::string& name = config.states[state].name;
    add("in " + (name.empty() ? config.states[state].id : name),
        measures.at(Metric::data_in_state, state, Aspect::first),
        measures.at(Metric::data_in_state, state, Aspect::last));
  }
  return section;
}

SummarySection cooperation_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Cooperation between states";
  section.columns = {"first point", "last point", "whole period"};
  const Measures measures{config, sample.layout};
  const auto total = [&](Metric metric) { return measures.sum(metric); };
  const auto add_gauge = [&](const char* label, const Measure& first, const Measure& last) {
    section.rows.push_back(
        {label, {number_cell(over_runs(sample, first)), number_cell(over_runs(sample, last))}});
  };
  const auto add_total = [&](const char* label, const SummaryCell& cell) {
    section.rows.push_back({label, {{}, {}, cell}});
  };
  add_gauge("stance of states towards one another (0 to 1)", measures.mean(Metric::stance, Aspect::first),
            measures.mean(Metric::stance, Aspect::last));
  add_gauge("pairs with an executive agreement", measures.sum(Metric::agreements, Aspect::first),
            measures.sum(Metric::agreements, Aspect::last));
  add_total(
      "cross-border demands met with consent",
      share_cell(over_runs(sample, ratio(total(Metric::consented), total(Metric::cross_border_ended)))));
  add_total("data taken from abroad without consent, a year",
            number_cell(over_runs(sample, times(1.0 / years_of(config), total(Metric::unilateral)))));
  add_total(
      "assistance: days to an answer",
      day_cell(over_runs(sample, ratio(total(Metric::assistance_days), total(Metric::assistance_granted)))));
  add_total("assistance: withdrawn while waiting",
            share_cell(over_runs(
                sample, ratio(total(Metric::assistance_abandoned), total(Metric::assistance_requests)))));
  add_total("assistance: refused", share_cell(over_runs(sample, ratio(total(Metric::assistance_refused),
                                                                      total(Metric::assistance_requests)))));
  return section;
}

SummarySection instrument_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Yield by instrument";
  section.columns = {"chosen a year", "brings the data", "days to the data"};
  const Measures measures{config, sample.layout};
  const auto labels = group_labels(Group::instrument, config);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Measure chosen = measures.at(Metric::chosen, i, Aspect::total);
    const Measure succeeded = measures.at(Metric::succeeded, i, Aspect::total);
    section.rows.push_back(
        {labels[i],
         {number_cell(over_runs(sample, times(1.0 / years_of(config), chosen))),
          share_cell(over_runs(sample, ratio(succeeded, chosen))),
          day_cell(over_runs(sample, measures.at(Metric::delay_median, i, Aspect::total)))}});
  }
  section.note = "Days to the data: mean of the medians at the recorded points.";
  return section;
}

SummarySection conflict_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Conflict of laws";
  section.columns = {"a year"};
  const Measures measures{config, sample.layout};
  const auto add = [&](const char* label, Metric metric) {
    section.rows.push_back(
        {label, {number_cell(over_runs(sample, times(1.0 / years_of(config), measures.sum(metric))))}});
  };
  add("demands one state compels and another forbids", Metric::conflicts);
  add("disclosures in breach of a state's law", Metric::breaches);
  add("fines and sanctions providers bear [value]", Metric::fines);
  return section;
}

SummarySection trust_section(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Trust in providers and shares of consumers";
  section.columns = {"trust, first", "trust, last", "share, first", "share, last"};
  const Measures measures{config, sample.layout};
  for (const std::size_t provider :
       largest(sample, measures, {Metric::share_consumer, kMostProviders}, config.providers.size())) {
    const ProviderConfig& row = config.providers[provider];
    const auto value = [&](Metric metric, Aspect aspect) {
      return over_runs(sample, measures.at(metric, provider, aspect));
    };
    section.rows.push_back(
        {row.name.empty() ? row.id : row.name,
         {number_cell(value(Metric::trust, Aspect::first)), number_cell(value(Metric::trust, Aspect::last)),
          share_cell(value(Metric::share_consumer, Aspect::first)),
          share_cell(value(Metric::share_consumer, Aspect::last))}});
  }
  return section;
}

}  // namespace

std::vector<SummarySection> world_sections(const Config& config, const analysis::Sample& sample) {
  return {location_section(config, sample), cooperation_section(config, sample),
          instrument_section(config, sample), conflict_section(config, sample),
          trust_section(config, sample)};
}

std::vector<SummarySection> statute_sections(const Config& config, const analysis::Sample& sample) {
  SummarySection section;
  section.title = "Statutes in force";
  section.columns = kTwoPoints;
  const Measures measures{config, sample.layout};
  const auto add = [&](const char* label, Metric metric) {
    section.rows.push_back({label,
                            {number_cell(over_runs(sample, measures.sum(metric, Aspect::first))),
                             number_cell(over_runs(sample, measures.sum(metric, Aspect::last)))}});
  };
  add("states with a localisation mandate", Metric::localisation_mandates);
  add("states with a blocking statute", Metric::blocking_statutes);
  return {section};
}

}  // namespace comity::cli
