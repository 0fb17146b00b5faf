#include "analysis/milestones.h"
#include "cli/summary.h"
#include "text/words.h"

#include <fmt/format.h>

#include <cmath>

namespace comity {
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
  section.columns = {"simulated date", "happens in", "same outcome", "earlier than history"};
  section.labels_above = true;
  for (const analysis::HistoryFinding& finding : analysis::compare_with_history(config, sample)) {
    const std::string words = finding.history.label.empty() ? finding.history.event : finding.history.label;
    const std::string same = std::isnan(finding.same_outcome) ? "" : in_percent(finding.same_outcome);
    section.rows.push_back({fmt::format("{}  {}", to_string(finding.history.date), words),
                            {date_cell(finding.when), text_cell(in_percent(finding.happens)), text_cell(same),
                             text_cell(in_percent(finding.earlier))}});
  }
  section.note =
      "The last two columns count the runs in which the event happens. History is ordinary for the model "
      "where the last "
      "one lies between 5 and 95 %.";
  return {section};
}

}  // namespace comity
