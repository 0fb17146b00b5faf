#include "analysis/network.h"

#include "analysis/drawn.h"
#include "day.h"
#include "index.h"
#include "missing.h"
#include "random/distributions.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace comity::analysis {
namespace {

constexpr std::size_t kNoEdge = ~std::size_t{0};

// The pairs of courts and, for each citation, which pair it belongs to.
struct Pairs {
  CourtNetwork network;
  std::vector<std::size_t> edge;  // [citations]; kNoEdge: on another question
};

Pairs pair_up(const Spread& spread, int question) {
  const auto key = [](const CourtEdge& edge) { return std::tie(edge.from, edge.to); };
  Pairs pairs{{spread.courts.name.size(), {}}, std::vector<std::size_t>(spread.citations.size(), kNoEdge)};
  std::vector<CourtEdge>& edges = pairs.network.edges;
  const auto counts = [&](const Citation& one) { return question < 0 || one.question == question; };
  for (const Citation& one : spread.citations) {
    if (counts(one)) edges.push_back({one.court, one.cited_court, 0.0, 0.0});
  }
  std::ranges::sort(edges, {}, key);
  const auto same = [&](const CourtEdge& left, const CourtEdge& right) { return key(left) == key(right); };
  edges.erase(std::unique(edges.begin(), edges.end(), same), edges.end());
  for (std::size_t i = 0; i < spread.citations.size(); ++i) {
    const Citation& one = spread.citations[i];
    if (!counts(one)) continue;
    const auto found = std::ranges::lower_bound(edges, std::tie(one.court, one.cited_court), {}, key);
    pairs.edge[i] = static_cast<std::size_t>(found - edges.begin());
  }
  return pairs;
}

// Weights of the edges when each run counts so often, per counted run.
void weigh(const Spread& spread, std::span<const std::uint32_t> counts, Pairs& pairs) {
  for (CourtEdge& edge : pairs.network.edges) edge.weight = edge.agreeing = 0.0;
  for (std::size_t i = 0; i < spread.citations.size(); ++i) {
    if (pairs.edge[i] == kNoEdge) continue;
    CourtEdge& edge = pairs.network.edges[pairs.edge[i]];
    const double weight = counts[spread.citations[i].run];
    edge.weight += weight;
    if (spread.citations[i].agrees) edge.agreeing += weight;
  }
  const double runs = std::accumulate(counts.begin(), counts.end(), 0.0);
  for (CourtEdge& edge : pairs.network.edges) {
    edge.weight /= runs;
    edge.agreeing /= runs;
  }
}

bool between_courts(const CourtEdge& edge) { return edge.from != edge.to && edge.weight > 0.0; }

// Scales to sum 1 and returns the largest change against `before`.
double settle(std::vector<double>& values, const std::vector<double>& before) {
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  double change = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] /= sum;
    change = std::max(change, std::abs(values[i] - before[i]));
  }
  return change;
}

// One round: authorities from hubs, then hubs from authorities. Returns the largest change.
double improve(std::span<const CourtEdge> edges, Standing& standing) {
  std::vector<double> authority(standing.hub.size(), 0.0);
  std::vector<double> hub(standing.hub.size(), 0.0);
  for (const CourtEdge& edge : edges)
    authority[index(edge.to)] += edge.weight * standing.hub[index(edge.from)];
  double change = settle(authority, standing.authority);
  for (const CourtEdge& edge : edges) hub[index(edge.from)] += edge.weight * authority[index(edge.to)];
  change = std::max(change, settle(hub, standing.hub));
  standing.authority = std::move(authority);
  standing.hub = std::move(hub);
  return change;
}

// For each court the value and the quantiles of what was drawn, one list per resample.
std::vector<Bounded> bound(const std::vector<double>& values, const std::vector<std::vector<double>>& drawn,
                           const Spread& spread, double level) {
  std::vector<Bounded> bounds;
  std::vector<double> one(drawn.size());
  for (std::size_t court = 0; court < values.size(); ++court) {
    for (std::size_t i = 0; i < drawn.size(); ++i) one[i] = drawn[i][court];
    bounds.push_back(drawn_interval(values[court], one, spread.runs.size(), level));
  }
  return bounds;
}

}  // namespace

CourtNetwork network_of(const Spread& spread, int question) {
  Pairs pairs = pair_up(spread, question);
  weigh(spread, std::vector<std::uint32_t>(spread.runs.size(), 1U), pairs);
  return std::move(pairs.network);
}

Standing standing_of(const CourtNetwork& network) {
  constexpr int kMostRounds = 1000;
  constexpr double kSettled = 1e-13;
  const std::vector<double> none(network.courts, 0.0);
  Standing standing{none, none, none, none};
  std::vector<CourtEdge> edges = network.edges;
  std::erase_if(edges, [](const CourtEdge& edge) { return !between_courts(edge); });
  if (edges.empty()) return standing;
  for (const CourtEdge& edge : edges) {
    standing.in_degree[index(edge.to)] += edge.weight;
    standing.out_degree[index(edge.from)] += edge.weight;
  }
  standing.hub.assign(network.courts, 1.0 / static_cast<double>(network.courts));
  for (int round = 0; round < kMostRounds && improve(edges, standing) >= kSettled; ++round) {
  }
  return standing;
}

StandingBounds bound_standing(const Spread& spread, const Resampling& resampling) {
  Pairs pairs = pair_up(spread, -1);
  std::vector<std::uint32_t> counts(spread.runs.size(), 1U);
  weigh(spread, counts, pairs);
  const Standing all = standing_of(pairs.network);
  std::vector<std::vector<double>> in_degree;
  std::vector<std::vector<double>> authority;
  std::vector<std::vector<double>> hub;
  for (std::uint32_t resample = 0; resample < resampling.resamples && counts.size() > 1; ++resample) {
    draw_counts(resampling, resample, counts);
    weigh(spread, counts, pairs);
    Standing one = standing_of(pairs.network);
    in_degree.push_back(std::move(one.in_degree));
    authority.push_back(std::move(one.authority));
    hub.push_back(std::move(one.hub));
  }
  const double level = resampling.level;
  return {bound(all.in_degree, in_degree, spread, level), bound(all.authority, authority, spread, level),
          bound(all.hub, hub, spread, level)};
}

Bounded ratio_of(std::span<const double> above, std::span<const double> below, const Resampling& resampling) {
  std::vector<std::uint32_t> counts(above.size(), 1U);
  const auto ratio = [&] {
    double over = 0.0;
    double under = 0.0;
    for (std::size_t run = 0; run < counts.size(); ++run) {
      over += counts[run] * above[run];
      under += counts[run] * below[run];
    }
    return under > 0.0 ? over / under : kMissing;
  };
  const double all = ratio();
  std::vector<double> drawn;
  for (std::uint32_t resample = 0; resample < resampling.resamples && counts.size() > 1; ++resample) {
    draw_counts(resampling, resample, counts);
    const double one = ratio();
    if (!std::isnan(one)) drawn.push_back(one);
  }
  return drawn_interval(all, drawn, above.size(), resampling.level);
}

Bounded share_abroad(const Spread& spread, const Resampling& resampling) {
  std::vector<double> abroad(spread.runs.size(), 0.0);
  std::vector<double> all(spread.runs.size(), 0.0);
  for (const Citation& one : spread.citations) {
    all[one.run] += 1.0;
    if (spread.courts.state[index(one.court)] != spread.courts.state[index(one.cited_court)])
      abroad[one.run] += 1.0;
  }
  return ratio_of(abroad, all, resampling);
}

Bounded citation_half_life(const Spread& spread, double level) {
  std::vector<double> ages;
  for (const Citation& one : spread.citations) ages.push_back((one.time - one.cited_time) / kDaysPerYear);
  const double median = quantile_of(ages, 0.5);
  const auto runs = static_cast<double>(spread.runs.size());
  if (ages.empty() || spread.runs.size() < 2) return {median, kMissing, kMissing};
  std::vector<double> excess(spread.runs.size(),
                             0.0);  // citations at most as old as the median, less half of all
  for (const Citation& one : spread.citations)
    excess[one.run] += ((one.time - one.cited_time) / kDaysPerYear <= median ? 1.0 : 0.0) - 0.5;
  double squares = 0.0;
  for (const double one : excess) squares += one * one;
  const double error = std::sqrt(runs / (runs - 1.0) * squares) / static_cast<double>(ages.size());
  const double half = normal_quantile(0.5 + 0.5 * level) * error;
  return {median, quantile_of(ages, std::max(0.5 - half, 0.0)), quantile_of(ages, std::min(0.5 + half, 1.0))};
}

}  // namespace comity::analysis
