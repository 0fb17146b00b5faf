#include "cli/summary.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace comity {
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

std::string count_words(std::size_t count, const char* one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string scale_words(double scale) {
  return scale >= 1.0 ? "every demand is simulated"
                      : fmt::format("one simulated demand stands for {} real ones", in_figures(1.0 / scale));
}

std::string heading_words(const Config& config, const analysis::Sample& sample) {
  const RunParameters& run = config.parameters.run;
  std::string text = config.name + "\n" + wrapped(config.question, 2) + "\n";
  text += wrapped(fmt::format("{} to {}, {}, {}, {}; {}.", to_string(run.start), to_string(run.end - 1),
                              count_words(config.states.size(), "state"),
                              count_words(config.providers.size(), "provider"),
                              count_words(sample.replicates, "replicate"), scale_words(run.scale)),
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

}  // namespace comity
