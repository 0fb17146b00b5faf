/// What the parts of `comity analyze tune` share.
#pragma once

#include "analysis/tune.h"
#include "cli/analyze_answer.h"

#include <string>
#include <vector>

namespace comity {

/// What a search has come to with its last wave.
struct Search {
  std::vector<Factor> factors;  // of the first wave
  analysis::Match match;        // of the last one
  analysis::Population population;
  std::size_t points = 0;  // of the last one that count
};

/// How the aims are met, and how many points are left by them.
void add_aims(QuestionAnswer& answer, const Search& search, const analysis::Aims& aims, double cutoff);

/// What is accepted of each factor.
void add_factors(QuestionAnswer& answer, const Search& search);

/// Points as the CSV of a list design, with the names that move along. Throws Error for factors made of sets.
std::string csv_of(const std::vector<Factor>& factors, const Eigen::ArrayXXd& places);

}  // namespace comity
