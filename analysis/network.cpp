#include "analysis/network.h"

#include "day.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

namespace comity {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::size_t index(int value) { return static_cast<std::size_t>(value); }

double times_counted(std::span<const std::uint32_t> counts, std::uint32_t run) { return counts[run]; }

bool between_courts(const CourtEdge& edge) { return edge.from != edge.to; }

// Scales to sum 1; leaves zeros alone. Returns the largest change against `before`.
double settle(std::vector<double>& values, const std::vector<double>& before) {
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  double change = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (sum > 0.0) values[i] /= sum;
    change = std::max(change, std::abs(values[i] - before[i]));
  }
  return change;
}

}  // namespace

CourtNetwork network_of(const Spread& spread, int question) {
  const std::vector<std::uint32_t> once(spread.runs.size(), 1U);
  return network_of(spread, once, question);
}

CourtNetwork network_of(const Spread& spread, std::span<const std::uint32_t> counts, int question) {
  CourtNetwork network{spread.courts.name.size(), {}};
  const double runs = std::accumulate(counts.begin(), counts.end(), 0.0);
  std::vector<CourtEdge> all;
  for (const Citation& one : spread.citations) {
    const double weight = times_counted(counts, one.run);
    if (weight == 0.0 || (question >= 0 && one.question != question)) continue;
    all.push_back({one.court, one.cited_court, weight, one.agrees ? weight : 0.0});
  }
  std::ranges::stable_sort(all, {}, [](const CourtEdge& edge) { return std::tie(edge.from, edge.to); });
  for (const CourtEdge& edge : all) {
    const bool same = !network.edges.empty() && network.edges.back().from == edge.from &&
                      network.edges.back().to == edge.to;
    if (!same) network.edges.push_back({edge.from, edge.to, 0.0, 0.0});
    network.edges.back().weight += edge.weight;
    network.edges.back().agreeing += edge.agreeing;
  }
  for (CourtEdge& edge : network.edges) {
    edge.weight /= runs;
    edge.agreeing /= runs;
  }
  return network;
}

Standing standing_of(const CourtNetwork& network) {
  constexpr int kMostRounds = 1000;
  constexpr double kSettled = 1e-13;
  const std::vector<double> none(network.courts, 0.0);
  Standing standing{none, none, none, none};
  for (const CourtEdge& edge : network.edges) {
    if (!between_courts(edge)) continue;
    standing.in_degree[index(edge.to)] += edge.weight;
    standing.out_degree[index(edge.from)] += edge.weight;
  }
  if (std::ranges::none_of(network.edges, between_courts)) return standing;
  standing.hub.assign(network.courts, 1.0 / static_cast<double>(network.courts));
  for (int round = 0; round < kMostRounds; ++round) {
    std::vector<double> authority = none;
    std::vector<double> hub = none;
    for (const CourtEdge& edge : network.edges) {
      if (between_courts(edge)) authority[index(edge.to)] += edge.weight * standing.hub[index(edge.from)];
    }
    double change = settle(authority, standing.authority);
    for (const CourtEdge& edge : network.edges) {
      if (between_courts(edge)) hub[index(edge.from)] += edge.weight * authority[index(edge.to)];
    }
    change = std::max(change, settle(hub, standing.hub));
    standing.authority = std::move(authority);
    standing.hub = std::move(hub);
    if (change < kSettled) break;
  }
  return standing;
}

double share_abroad(const Spread& spread, std::span<const std::uint32_t> counts) {
  double all = 0.0;
  double abroad = 0.0;
  for (const Citation& one : spread.citations) {
    const double weight = times_counted(counts, one.run);
    all += weight;
    if (spread.courts.state[index(one.court)] != spread.courts.state[index(one.cited_court)])
      abroad += weight;
  }
  return all > 0.0 ? abroad / all : kNaN;
}

double citation_half_life(const Spread& spread, std::span<const std::uint32_t> counts) {
  std::vector<double> ages;
  for (const Citation& one : spread.citations)
    ages.insert(ages.end(), counts[one.run], (one.time - one.cited_time) / kDaysPerYear);
  return quantile_of(ages, 0.5);
}

}  // namespace comity
