#include "analysis/answer_tune.h"

#include "analysis/designs.h"
#include "analysis/tune.h"
#include "design/design_points.h"
#include "error.h"
#include "missing.h"
#include "text/reading.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace comity::analysis {
namespace {

// What a search has come to with its last wave.
struct Search {
  std::vector<Factor> factors;  // of the first wave
  Match match;                  // of the last one
  Population population;
  std::size_t points = 0;  // of the last one that count
};

std::string value_words(const Factor& factor, double place) {
  const double value = value_at(factor, place);
  return factor.kind == FactorKind::real ? fmt::format("{:.4g}", value) : value_text(factor, value);
}

std::string observed_words(const Aim& aim) {
  const double spread = std::hypot(aim.deviation, aim.discrepancy);
  return fmt::format("{} ± {}", figures(aim.value, spread), figures(spread, spread));
}

// The share of the accepted points with each level, by weight; empty for numbers.
std::vector<double> level_shares(const Population& population, std::size_t column, const Factor& factor) {
  std::vector<double> shares(factor.levels.size(), 0.0);
  for (Eigen::Index i = 0; !shares.empty() && i < population.places.rows(); ++i) {
    const double place = population.places(i, static_cast<Eigen::Index>(column));
    shares[static_cast<std::size_t>(value_at(factor, place))] += population.weights[i];
  }
  return shares;
}

std::string level_words(const Population& population, std::size_t column, const Factor& factor) {
  const std::vector<double> shares = level_shares(population, column, factor);
  const auto most = std::ranges::max_element(shares);
  return fmt::format("{} in {}", factor.levels[static_cast<std::size_t>(most - shares.begin())],
                     in_percent(*most));
}

Cells factor_row(const Population& population, std::size_t column, const Factor& factor) {
  if (!factor.levels.empty())
    return {factor.name, fmt::format("{}", fmt::join(factor.levels, ", ")),
            level_words(population, column, factor)};
  const double low = weighted_quantile(population, column, 0.05);
  const double high = weighted_quantile(population, column, 0.95);
  return {factor.name,
          fmt::format("{} to {}", value_words(factor, 0.0), value_words(factor, 1.0)),
          value_words(factor, weighted_mean(population, column)),
          value_words(factor, low),
          value_words(factor, high),
          in_percent(high - low)};
}

// Points as the CSV of a list design, with the names that move along. Throws Error for factors made of sets.
std::string csv_of(const std::vector<Factor>& factors, const Eigen::ArrayXXd& places) {
  Design design;
  design.factors = factors;
  Table listing;
  for (const Factor& factor : factors) {
    if (!factor.packages.empty())
      throw Error(
          fmt::format("comity analyze tune: {} has sets of values, which a list of points cannot name. Tune "
                      "other factors.",
                      factor.name));
  }
  for (Eigen::Index row = 0; row < places.rows(); ++row) {
    DesignPoint point;
    for (std::size_t k = 0; k < factors.size(); ++k)
      point.values.push_back(value_at(factors[k], places(row, static_cast<Eigen::Index>(k))));
    design.points = {point};
    Cells cells;
    for (const std::string& setting : settings_of(design, 0)) {
      if (row == 0) listing.columns.emplace_back(setting.substr(0, setting.find('=')));
      cells.push_back(setting.substr(setting.find('=') + 1));
    }
    listing.rows.push_back(std::move(cells));
  }
  return table_in_csv(listing);
}

// What is accepted of each factor.
void add_factors(Found& answer, const Search& search) {
  Table table{"What is accepted, by weight", {"factor", "range", "mean", "5 %", "95 %", "of the range"}, {}};
  const Population& population = search.population;
  for (std::size_t k = 0; k < search.factors.size(); ++k) {
    const Factor& factor = search.factors[k];
    table.rows.push_back(factor_row(population, k, factor));
    Finding finding;
    finding.factor = factor.name;
    finding.n = population.points.size();
    const std::vector<double> shares = level_shares(population, k, factor);
    for (std::size_t level = 0; level < shares.size(); ++level) {
      finding.quantity = "accepted_share";
      finding.factor2 = factor.levels[level];
      finding.estimate = shares[level];
      answer.findings.push_back(finding);
    }
    if (!shares.empty()) continue;
    finding.quantity = "accepted";
    finding.estimate = value_at(factor, weighted_mean(population, k));
    finding.low = value_at(factor, weighted_quantile(population, k, 0.05));
    finding.high = value_at(factor, weighted_quantile(population, k, 0.95));
    finding.method = "weighted_quantiles_5_95";
    answer.findings.push_back(std::move(finding));
  }
  answer.tables.push_back(std::move(table));
}

// How the aims are met, and how many points are left by them.
void add_aims(Found& answer, const Search& search, const Aims& aims, double cutoff) {
  Table table{"Aims", {"metric", "observed", "least implausibility", "ruled out by it", "source"}, {}};
  const auto add = [&](const char* quantity, const std::string& metric, double value) {
    Finding finding;
    finding.quantity = quantity;
    finding.metric = metric;
    finding.estimate = value;
    finding.n = search.points;
    answer.findings.push_back(std::move(finding));
  };
  for (std::size_t k = 0; k < aims.aims.size(); ++k) {
    const auto column = search.match.implausibility.col(static_cast<Eigen::Index>(k));
    double least = std::numeric_limits<double>::infinity();
    double out = 0.0;
    for (Eigen::Index i = 0; i < column.size(); ++i) {
      if (!std::isfinite(search.match.worst[i])) continue;
      least = std::min(least, column[i]);
      out += column[i] > cutoff ? 1.0 : 0.0;
    }
    const Aim& aim = aims.aims[k];
    const double share = out / static_cast<double>(search.match.worst.isFinite().count());
    add("implausibility_least", aim.metric, least);
    add("ruled_out", aim.metric, share);
    table.rows.push_back(
        {aim.metric, observed_words(aim), fmt::format("{:.2f}", least), in_percent(share), aim.source});
  }
  answer.tables.push_back(std::move(table));
  const auto whole = static_cast<double>(search.match.worst.isFinite().count());
  const double left = static_cast<double>((search.match.worst <= cutoff).count()) / whole;
  add("not_ruled_out", "", left);
  add("tolerance", "", search.population.tolerance);
  add("effective_points", "", search.population.effective);
  answer.sentences.push_back(
      fmt::format("{} of {} points agree with all aims (implausibility at most {:g}){}. The {} best are "
                  "accepted: implausibility at "
                  "most {:.3g}, worth {:.0f} equally weighted points.",
                  in_percent(left), whole, cutoff,
                  left == 0.0 ? ": no point does, so the model or the ranges leave something out" : "",
                  search.population.points.size(), search.population.tolerance, search.population.effective));
}

constexpr std::array<std::string_view, 3> kFirstKinds = {"lhs", "sobol", "saltelli"};

void keep_sample(const Record& runs, Match& match) {
  const auto every = points_of_arm(runs, "");
  const auto sample = sample_points(runs, every);
  if (sample.size() == every.size()) return;
  for (const std::size_t id : every) {
    if (!std::ranges::binary_search(sample, id)) match.worst[static_cast<Eigen::Index>(id)] = kMissing;
  }
}

Search follow_waves(const Inquiry& asked, const std::vector<std::string>& earlier, const Aims& aims,
                    double keep) {
  Search search;
  std::optional<Population> before;
  for (std::size_t wave = 0; wave <= earlier.size(); ++wave) {
    const Record opened =
        open_record(wave < earlier.size() ? std::filesystem::path(earlier[wave]) : asked.runs.file.path());
    if (wave == 0) {
      need_design(opened, kFirstKinds, "the first wave of comity analyze tune");
      search.factors = opened.design.factors;
    }
    search.match = match_points(opened, aims);
    keep_sample(opened, search.match);
    search.points = sample_points(opened, points_of_arm(opened, "")).size();
    search.population =
        accept(search.match, places_in(search.factors, opened), keep, before ? &*before : nullptr);
    before = search.population;
  }
  return search;
}

Answer answer_tune(const Inquiry& asked) {
  const double keep = read_positive(asked.command, "--keep", asked.word("keep"), 1.0);
  const double cutoff = read_positive(asked.command, "--cutoff", asked.word("cutoff"), 1e12);
  const auto points =
      static_cast<std::size_t>(read_whole(asked.command, "--points", asked.word("points"), {1, 1'000'000}));
  const Aims aims = read_aims(asked.word("aims"));
  const Search search = follow_waves(asked, asked.words("after"), aims, keep);
  Found found;
  add_aims(found, search, aims, cutoff);
  add_factors(found, search);
  if (asked.runs.replicates < 2)
    found.notes.emplace_back(
        "One replicate per point: the noise of replicates is not known and counts as 0.");
  found.notes.emplace_back("Factors that keep nearly all of their range are not informed by these aims.");
  Answer answer = make_answer(asked, std::move(found));
  if (!asked.word("accepted").empty())
    answer.attachments.push_back({"accepted", csv_of(search.factors, search.population.places)});
  if (!asked.word("next").empty())
    answer.attachments.push_back(
        {"next", csv_of(search.factors, propose(search.population, points, asked.resampling.seed))});
  return answer;
}

}  // namespace

Question tune_question() {
  return {
      .name = "tune",
      .summary = "which factor values agree with observations, and where to look next",
      .head = R"(which factor values agree with observations, and where to look next

Usage: comity analyze tune RESULTS --aims FILE [--after RESULTS] [options]

The first wave is a sweep of the design lhs, sobol or saltelli (its points A and B) with the factors to be tuned. A point's
implausibility in an aim is |mean of replicates - observed| / sqrt(variance of that mean + deviation^2 + discrepancy^2); above
--cutoff in any aim it is ruled out (history matching; the runs stand for themselves, there is no emulator). The --keep share of
points with the least implausibility is accepted. --next writes points for another wave, drawn around the accepted ones: a sweep
of design = "list" makes it, and tune reads it with all earlier waves as --after, in order (sequential approximate Bayesian
computation; priors are even over the ranges of the first wave, on a logarithmic scale where it says log).

A file of aims:

  [[aim]]
  metric = "consented/cross_border_ended"
  value = 0.55
  deviation = 0.02     # of the observation
  discrepancy = 0.03   # of the model: what it leaves out
  source = "where the value is from"

)",
      .examples = R"(  comity analyze tune results/wave-1.h5 --aims aims.toml --next wave-2.csv --points 200
  comity analyze tune results/wave-2.h5 --aims aims.toml --after results/wave-1.h5 --accepted tuned.csv
)",
      .metrics = 0,
      .arm = false,
      .options = {{"aims", "FILE", "", "what was observed", false, "what was observed?"},
                  {"after", "RESULTS", "", "an earlier wave; can be repeated", true},
                  {"keep", "SHARE", "0.2", "of the points that are accepted"},
                  {"cutoff", "X", "3", "implausibility above which a point is ruled out"},
                  {"accepted", "FILE", "", "write the accepted points as the CSV of a design", false, "",
                   true},
                  {"next", "FILE", "", "write points for the next wave as the CSV of a design", false, "",
                   true},
                  {"points", "N", "100", "how many of them"}},
      .answer = answer_tune};
}

}  // namespace comity::analysis
