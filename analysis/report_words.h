/// The answer in words at the top of the page: a few sentences with intervals, what they rest on, and how sure they are. The
/// functions take the numbers and nothing else; a test feeds them numbers for which each sentence must change
/// (tests/analysis/report_words_test.cpp).
#pragma once

#include "analysis/report_arm_table.h"
#include "analysis/report_charts.h"
#include "analysis/report_source.h"
#include "analysis/report_titles.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace comity::analysis {

/// What stands at the top.
struct Words {
  std::vector<std::string> answer;  // three to six sentences
  std::vector<std::string> rests;   // what it rests on
  std::string sure;                 // chance apart from assumptions
};

/// A headline over runs.
struct HeadlineBand {
  const Headline* headline = nullptr;
  RunBand band;
};

/// What became of the scenario's own dispute.
struct DisputeFacts {
  std::string name;
  std::size_t runs = 0;
  std::size_t to_court = 0;  // of these came before a court of first instance
  std::vector<StepFinding> path;
  double chance = 1.0;  // of the whole path
};

/// A reform that legislatures may enact, and the share of runs in which one did.
struct ReformShare {
  std::string name;
  std::size_t runs = 0;
  std::size_t enacted = 0;
};

/// "in 195 of 200 runs (98 %, 95 % interval 94 to 99)"; the interval is Clopper and Pearson's.
std::string share_of_runs(std::size_t count, std::size_t runs);

/// "18 % (nine runs in ten: 17 to 19 %)": median and the 5 and 95 % quantiles.
std::string band_words(const HeadlineBand& one);

std::string dispute_sentence(const DisputeFacts& dispute);

/// Consent beside its lack; `points` as one set when there are several.
std::string cooperation_sentence(const HeadlineBand& with, const HeadlineBand& without);
std::string places_sentence(const HeadlineBand& home, const HeadlineBand& protected_data);
std::string conflict_sentence(const HeadlineBand& caught, const HeadlineBand& stance);

/// Those enacted in most runs, in some, and in none.
std::string reforms_sentence(std::span<const ReformShare> reforms);

/// For each arm against the first: in how many of the headlines it differs, and in which most clearly; for whom which arm costs least.
std::vector<std::string> arm_sentences(const ArmTable& table);

/// The parameters of the program by what is known of them.
struct ParameterCounts {
  std::size_t all = 0;
  std::size_t assumptions = 0;  // tag A
  std::size_t worlds = 0;       // plausible ones that runs took; 0: none
  std::size_t unknowns = 0;     // in which those differ
};

/// What an answer rests on: assumptions, and which of them were varied, by factors or by plausible worlds.
std::vector<std::string> rest_sentences(const ParameterCounts& counts,
                                        const std::vector<std::string>& factors);

/// Where runs differ: points of a design, replicates of each, and the share of the variance that lies between points, of those of a point
/// between plausible worlds (NaN: not known).
struct Origins {
  std::size_t factors = 0;
  std::size_t arms = 0;
  std::size_t replicates = 0;
  double between_points = 0.0;
  std::string quantity;  // that these shares are about
  std::size_t worlds = 0;
  double ignorance = 0.0;
};
std::string sure_sentence(const Origins& origins);

/// The share of the variance of runs that lies between points, by the method of moments (one-way analysis of variance with random
/// effects): at least 0; NaN with one replicate or point. `values` [points x replicates], NaN left out; every point counts once.
double share_between_points(std::span<const double> values, std::size_t replicates);

/// All of it for a file: what its arms or factors do, else what becomes of its dispute, of precedent, data and cooperation.
Words find_words(const ReportSource& source, const Report& report);

nlohmann::ordered_json words_json(const Words& words);

}  // namespace comity::analysis
