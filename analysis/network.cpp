#include "analysis/network.h"

#include "day.h"
#include "index.h"
#include "missing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <tuple>
#include <utility>

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

// The networks by what `code_of` makes of a column, besides that of all citations (-1).
std::map<int, CourtNetwork> networks_by(const Record& record, const std::string& column,
                                        int (*code_of)(double)) {
  using Key = std::array<int, 3>;  // code, citing court, cited court
  std::map<Key, CourtEdge> edges;
  const std::vector<std::string> columns = {"court", "cited_court", column, "agrees"};
  scan_events(record, EventTable::citations, columns, [&](const EventBlock& block) {
    const auto code = [&](std::size_t place, std::size_t row) {
      return static_cast<int>(block.columns[place][row]);
    };
    for (std::size_t row = 0; row < block.rows; ++row) {
      for (const int key : {-1, code_of(block.columns[2][row])}) {
        CourtEdge& edge = edges
                              .try_emplace({key, code(0, row), code(1, row)},
                                           CourtEdge{code(0, row), code(1, row), 0.0, 0.0})
                              .first->second;
        edge.weight += 1.0;
        if (code(3, row) == 1) edge.agreeing += 1.0;
      }
    }
  });
  const std::size_t courts = record.file.shape("events/labels/court").at(0);
  const auto runs = static_cast<double>(record.good_runs());
  std::map<int, CourtNetwork> networks;
  networks[-1].courts = courts;
  for (const auto& [key, edge] : edges) {
    CourtNetwork& network = networks[key[0]];
    network.courts = courts;
    network.edges.push_back({edge.from, edge.to, edge.weight / runs, edge.agreeing / runs});
  }
  return networks;
}

}  // namespace

std::map<int, CourtNetwork> read_networks(const Record& record) {
  return networks_by(record, "question", [](double question) { return static_cast<int>(question); });
}

std::map<int, CourtNetwork> read_yearly_networks(const Record& record) {
  std::map<int, CourtNetwork> networks = networks_by(record, "time", year_of);
  networks.erase(-1);
  return networks;
}

CourtNetwork join_courts(const CourtNetwork& network, std::span<const int> group_of) {
  std::map<std::pair<int, int>, CourtEdge> edges;
  for (const CourtEdge& edge : network.edges) {
    if (edge.from == edge.to) continue;
    const int from = group_of[index(edge.from)];
    const int to = group_of[index(edge.to)];
    CourtEdge& joined = edges.try_emplace({from, to}, CourtEdge{from, to, 0.0, 0.0}).first->second;
    joined.weight += edge.weight;
    joined.agreeing += edge.agreeing;
  }
  CourtNetwork joined{network.courts, {}};
  for (const auto& [key, edge] : edges) joined.edges.push_back(edge);
  return joined;
}

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

StandingBounds bound_standing(const Spread& spread, double level) {
  Pairs pairs = pair_up(spread, -1);
  const auto standing = [&](std::span<const std::uint32_t> counts) {
    weigh(spread, counts, pairs);
    const Standing one = standing_of(pairs.network);
    std::vector<double> all = one.in_degree;
    all.insert(all.end(), one.authority.begin(), one.authority.end());
    all.insert(all.end(), one.hub.begin(), one.hub.end());
    return all;
  };
  std::vector<Bounded> all = jackknife_intervals(spread.runs.size(), standing, level);
  const auto courts = static_cast<std::ptrdiff_t>(spread.courts.name.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].low = std::isnan(all[i].low) ? kMissing : std::max(0.0, all[i].low);
    if (static_cast<std::ptrdiff_t>(i) >= courts && !std::isnan(all[i].high))
      all[i].high = std::min(1.0, all[i].high);
  }
  return {{all.begin(), all.begin() + courts},
          {all.begin() + courts, all.begin() + 2 * courts},
          {all.begin() + 2 * courts, all.end()}};
}

Bounded ratio_of(std::span<const double> above, std::span<const double> below, double level) {
  const auto ratio = [&](std::span<const std::uint32_t> counts) {
    double over = 0.0;
    double under = 0.0;
    for (std::size_t run = 0; run < counts.size(); ++run) {
      over += counts[run] * above[run];
      under += counts[run] * below[run];
    }
    return under > 0.0 ? over / under : kMissing;
  };
  Bounded found = jackknife_interval(above.size(), ratio, level);
  if (std::isnan(found.low)) return found;
  found.low = std::max(0.0, found.low);
  const bool share = std::ranges::equal(above, below, [](double part, double all) { return part <= all; });
  if (share) found.high = std::min(1.0, found.high);
  return found;
}

Bounded share_abroad(const Spread& spread, double level) {
  std::vector<double> abroad(spread.runs.size(), 0.0);
  std::vector<double> all(spread.runs.size(), 0.0);
  for (const Citation& one : spread.citations) {
    all[one.run] += 1.0;
    if (spread.courts.state[index(one.court)] != spread.courts.state[index(one.cited_court)])
      abroad[one.run] += 1.0;
  }
  return ratio_of(abroad, all, level);
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
  const double half = student_quantile(0.5 + 0.5 * level, runs - 1.0) * error;
  return {median, quantile_of(ages, std::max(0.5 - half, 0.0)), quantile_of(ages, std::min(0.5 + half, 1.0))};
}

}  // namespace comity::analysis
