// comity analyze tune: its tables and designs.
#include "cli/analyze_tune.h"

#include "design/design_points.h"
#include "error.h"
#include "text/table.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace comity {
namespace {

std::string value_words(const Factor& factor, double place) {
  const double value = value_at(factor, place);
  return factor.kind == FactorKind::real ? fmt::format("{:.4g}", value) : value_text(factor, value);
}

std::string observed_words(const analysis::Aim& aim) {
  const double spread = std::hypot(aim.deviation, aim.discrepancy);
  return fmt::format("{} ± {}", figures(aim.value, spread), figures(spread, spread));
}

// The share of the accepted points with each level, by weight; empty for numbers.
std::vector<double> level_shares(const analysis::Population& population, std::size_t column,
                                 const Factor& factor) {
  std::vector<double> shares(factor.levels.size(), 0.0);
  for (Eigen::Index i = 0; !shares.empty() && i < population.places.rows(); ++i) {
    const double place = population.places(i, static_cast<Eigen::Index>(column));
    shares[static_cast<std::size_t>(value_at(factor, place))] += population.weights[i];
  }
  return shares;
}

std::string level_words(const analysis::Population& population, std::size_t column, const Factor& factor) {
  const std::vector<double> shares = level_shares(population, column, factor);
  const auto most = std::ranges::max_element(shares);
  return fmt::format("{} in {}", factor.levels[static_cast<std::size_t>(most - shares.begin())],
                     in_percent(*most));
}

std::vector<std::string> factor_row(const analysis::Population& population, std::size_t column,
                                    const Factor& factor) {
  if (!factor.levels.empty())
    return {factor.name, fmt::format("{}", fmt::join(factor.levels, ", ")),
            level_words(population, column, factor)};
  const double low = analysis::weighted_quantile(population, column, 0.05);
  const double high = analysis::weighted_quantile(population, column, 0.95);
  return {factor.name,
          fmt::format("{} to {}", value_words(factor, 0.0), value_words(factor, 1.0)),
          value_words(factor, analysis::weighted_mean(population, column)),
          value_words(factor, low),
          value_words(factor, high),
          in_percent(high - low)};
}

}  // namespace

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

void add_factors(QuestionAnswer& answer, const Search& search) {
  AnswerTable table{"What is accepted, by weight",
                    {{"factor", "range", "mean", "5 %", "95 %", "of the range"}}};
  const analysis::Population& population = search.population;
  for (std::size_t k = 0; k < search.factors.size(); ++k) {
    const Factor& factor = search.factors[k];
    table.rows.push_back(factor_row(population, k, factor));
    analysis::Finding finding;
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
    finding.estimate = value_at(factor, analysis::weighted_mean(population, k));
    finding.low = value_at(factor, analysis::weighted_quantile(population, k, 0.05));
    finding.high = value_at(factor, analysis::weighted_quantile(population, k, 0.95));
    finding.method = "weighted_quantiles_5_95";
    answer.findings.push_back(std::move(finding));
  }
  answer.tables.push_back(std::move(table));
}

void add_aims(QuestionAnswer& answer, const Search& search, const analysis::Aims& aims, double cutoff) {
  AnswerTable table{"Aims", {{"metric", "observed", "least implausibility", "ruled out by it", "source"}}};
  const auto add = [&](const char* quantity, const std::string& metric, double value) {
    analysis::Finding finding;
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
    const analysis::Aim& aim = aims.aims[k];
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

}  // namespace comity
