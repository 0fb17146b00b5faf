/// The network of precedent: which court cites which, who is an authority and who a hub, how long rulings are cited.
#pragma once

#include "analysis/interval.h"
#include "analysis/spread.h"

#include <cstddef>
#include <map>
#include <span>
#include <vector>

namespace comity::analysis {

/// Court `from` cites court `to`.
struct CourtEdge {
  int from = 0;
  int to = 0;
  double weight = 0.0;    // citations per run
  double agreeing = 0.0;  // of these, per run, those by rulings that read the question alike
};

/// Courts as nodes, because they are the same in every run (rulings are not); one edge per pair of courts, by `from` and `to`.
/// A court citing itself is an edge that standing does not count.
struct CourtNetwork {
  std::size_t courts = 0;
  std::vector<CourtEdge> edges;
};

/// The networks of a file's runs that succeeded, per run: of all citations (-1) and of those on each question. Reads by blocks and keeps
/// only pairs of courts, however many runs there are.
std::map<int, CourtNetwork> read_networks(const Record& record);

/// The same by the year of the citing ruling.
std::map<int, CourtNetwork> read_yearly_networks(const Record& record);

/// The network of groups of courts, `group_of` [courts]; what a court cites of its own counts for nothing.
CourtNetwork join_courts(const CourtNetwork& network, std::span<const int> group_of);

/// The network of all citations, or of those on one question; per run.
CourtNetwork network_of(const Spread& spread, int question = -1);

/// Standing of courts by the citations of other courts, index = court.
struct Standing {
  std::vector<double> in_degree;   // citations received, per run
  std::vector<double> out_degree;  // citations made, per run
  std::vector<double> authority;   // cited by good hubs; sums to 1
  std::vector<double> hub;         // cites good authorities; sums to 1
};

/// HITS (Kleinberg 1999) by power iteration from equal hubs, weights as multiplicities: what it converges to is unique also where
/// several parts of the network tie, and never negative. All 0 without edges between courts.
Standing standing_of(const CourtNetwork& network);

/// Standing of the network of all runs, with jackknife intervals over runs.
struct StandingBounds {
  std::vector<Bounded> in_degree, authority, hub;  // [courts]
};
StandingBounds bound_standing(const Spread& spread, double level);

/// Share of citations that go to a court of another state, with its jackknife interval over runs; NaN without citations.
Bounded share_abroad(const Spread& spread, double level);

/// Median age of what is cited on the day of citing [year]: half of all citations go to younger rulings. With Woodruff's interval
/// (1952), runs as clusters; NaN without citations.
Bounded citation_half_life(const Spread& spread, double level = 0.95);

/// A ratio of sums over runs, with its jackknife interval, never below 0 nor, of a share of what stands below, above 1. Both per run and
/// not negative; NaN when the sum below is 0.
Bounded ratio_of(std::span<const double> above, std::span<const double> below, double level);

}  // namespace comity::analysis
