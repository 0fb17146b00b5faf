/// What a run has to say to a policy researcher: sections of rows of numbers with their spread over
/// replicates.
#pragma once

#include "analysis/sample.h"
#include "scenario/config.h"

#include <string>
#include <vector>

namespace comity::cli {

/// How a number is read and printed.
enum class CellUnit { empty, number, share, day, date, text };

/// One number with its spread, or a word.
struct SummaryCell {
  analysis::Interval value;
  CellUnit unit = CellUnit::empty;
  std::string text;
};

struct SummaryRow {
  std::string label;
  std::vector<SummaryCell> cells;
};

struct SummarySection {
  std::string title;
  std::vector<std::string> columns;  // headings of the cells
  std::vector<SummaryRow> rows;
  std::string note;           // printed below
  bool labels_above = false;  // labels are sentences and stand on a line of their own
};

/// All sections in the order of reading; those without anything to say are left out.
std::vector<SummarySection> summarise(const Config& config, const analysis::Sample& sample);

/// Sections that come from events: focal disputes, reforms and history.
std::vector<SummarySection> dispute_sections(const Config& config, const analysis::Sample& sample);
std::vector<SummarySection> reform_sections(const Config& config, const analysis::Sample& sample);
std::vector<SummarySection> history_sections(const Config& config, const analysis::Sample& sample);

/// Sections that come from the series.
std::vector<SummarySection> court_sections(const Config& config, const analysis::Sample& sample);
std::vector<SummarySection> world_sections(const Config& config, const analysis::Sample& sample);
std::vector<SummarySection> statute_sections(const Config& config, const analysis::Sample& sample);

/// The whole summary as a page: what was asked, the sections, what the brackets mean.
std::string summary_text(const Config& config, const analysis::Sample& sample);

/// Cells of a measure's interval.
SummaryCell number_cell(const analysis::Interval& value);
SummaryCell share_cell(const analysis::Interval& value);
SummaryCell day_cell(const analysis::Interval& value);
SummaryCell date_cell(const analysis::Interval& value);
SummaryCell text_cell(std::string text);

}  // namespace comity::cli
