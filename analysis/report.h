/// Findings about patterns as text for people and as tables for programs.
#pragma once

#include "analysis/patterns.h"
#include "analysis/targets.h"

#include <string>
#include <vector>

namespace comity::analysis {

/// The findings about one file of targets.
struct PatternReport {
  Targets targets;
  std::vector<PatternFinding> findings;
};

/// As `text`, `json`, `markdown` or `csv`. Text and markdown round; the other two do not.
std::string format_reports(const std::vector<PatternReport>& reports, const std::string& format);

}  // namespace comity::analysis
