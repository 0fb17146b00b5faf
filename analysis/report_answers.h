/// The few numbers that answer a scenario's question, with their spread over runs.
#pragma once

#include "analysis/headline.h"
#include "analysis/interval.h"
#include "analysis/report_source.h"

#include <string>
#include <vector>

namespace comity::analysis {

/// A row of the answer at the top of the page.
struct KeyAnswer {
  std::string quantity;
  std::string arm;
  std::string unit;
  RunBand band;
  Bounded ignorance{kMissing, kMissing, kMissing};  // its share in the variance, where the file tells it
};

/// One row per quantity; of a file with arms, per quantity and arm.
std::vector<KeyAnswer> find_answers(const ReportSource& source);

}  // namespace comity::analysis
