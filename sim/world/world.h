/// The world: everything that changes during a run, as plain data. Copy it, step the copy, get the same future.
///
/// S states, U unions, J = S + U jurisdictions, P providers, Q open questions, H circuits, C courts.
#pragma once

#include "law/compile.h"
#include "scenario/config.h"
#include "tables/events.h"
#include "tables/tally.h"
#include "world/assistance.h"
#include "world/court.h"
#include "world/demand.h"
#include "world/legal_view.h"

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace comity {

/// Window of the moving averages: of flows, like demands, affronts, disclosures, failures [year].
inline constexpr double kFlowYears = 1.0;

/// Where the run is in time.
struct Clock {
  int step = 0;
  double begin = 0.0;  // first moment of the step [day since 1970-01-01]
  double end = 0.0;    // first moment after it [day]
  double years = 0.0;  // length of the step [year]
  double seen =
      0.0;  // share of the window of moving averages that lies within the run at the step's begin [0, 1]
  Day day() const { return static_cast<Day>(begin); }

  /// Before run.start. Law and rulings of these years are those that the scenario dates: none of them is made here.
  bool warming_up() const { return step < 0; }

  /// The same at the step's end (0, 1].
  double seen_at_end() const { return seen + (1.0 - seen) * std::min(1.0, years / kFlowYears); }

  /// The yearly rate behind a moving average that began at zero and holds all steps before this one [1/year].
  double rate_before(double average) const { return seen > 0.0 ? average / seen : 0.0; }

  /// The same for an average that holds this step, too [1/year].
  double rate_now(double average) const { return average / seen_at_end(); }
};

/// The law of one state or union.
struct JurisdictionLaw {
  std::vector<law::InForce> in_force;
  const law::CompiledLaw* law = nullptr;  // compiled rules of today; points into the run's LawCache
  Day next_change = kNever;
  std::array<bool, enum_count<law::Scheduled>> scheduled{};  // whether schedules in force set it
};

/// The law that held until a day within the step that runs: cases due before are decided by it.
struct LawBefore {
  double until = 0.0;  // [day]
  std::uint32_t version = 0;
  Eigen::Array<std::uint32_t, Eigen::Dynamic, Eigen::Dynamic> versions;  // [S x S]
  std::vector<JurisdictionLaw> laws;                                     // [J]
  Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic> treaty;     // [S x S]
  Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic> agreement;  // [S x S]
  Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic> adequacy;   // [J x S]
};

/// How states stand to one another. Row i, column j: i towards j.
struct Relations {
  Eigen::ArrayXXd stance;  // [S x S] 0 hostile .. 1 trusting; written by reciprocate
  Eigen::ArrayXXd
      goodwill;  // [S x S] stance as far as affronts by j have left it, 0 none .. 1; written by reciprocate
  Eigen::ArrayXXd
      affronts;  // [S x S] weighted, real-scale: data taken from i by j without consent this step; written by
                 // end_demand, cleared at the start of the next step
  Eigen::ArrayXXd affront_rate;  // [S x S] the same, yearly moving average [1/year]
  Eigen::ArrayXXd
      affronts_since;  // [S x S] the same since i's last move (reciprocate.structure = reactive); written by reciprocate
  Eigen::ArrayXXd
      flow;  // [S x S] cross-border demands of i towards data or providers of j, yearly moving average [1/year]
  Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic> treaty;  // [S x S] 1: assistance treaty in force
  Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>
      agreement;  // [S x S] 1: executive agreement in force
  Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>
      adequacy;  // [J x S] 1: the jurisdiction's decision that the state's authorities protect data adequately is in force
};

/// What a capability order has made of the protection that an option of storage gives a market.
enum class Protection : std::uint8_t { as_built, removed, withdrawn };

/// Firms and their customers.
struct Market {
  std::array<Eigen::ArrayXXd, kSegments>
      share;  // [P x S] share of the market's segment; columns sum to 1; written by trust
  std::vector<Eigen::ArrayXXd>
      exposure;  // per provider [S x options] foreign states that can compel the disclosure of the market's data, expected
  std::vector<std::vector<std::uint32_t>>
      exposure_version;   // per provider and option: the law behind it; written by refresh_exposure
  Eigen::ArrayXXd trust;  // [P x S] trust of market s in provider p [0, 1]; written by trust
  std::vector<Eigen::ArrayXXd>
      storage;  // per provider [S x options] share of the market's data per option; rows sum to 1; written by locate
  Eigen::ArrayXXd
      fights;  // [P x S] public fights visible to market s, this step [fight-years]; written by litigate, cleared at the start of the next
  Eigen::ArrayXXd
      disclosures;  // [P x S] residents of s whose data p gave to another state, real-scale, this step; written by end_demand, cleared at the start of the next
  Eigen::ArrayXXd disclosure_rate;  // [P x S] the same, yearly moving average [1/year]
  Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>
      present;  // [P x S] 0: has withdrawn from the market; written by coerce
  std::vector<Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>>
      protection;  // per provider [S x options] a Protection; written by end_demand
  Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>
      established;                // [P x S] 1: has an establishment there; written by coerce
  double last_revelation = -1e9;  // [day]; written by occur
};

/// What prosecutors believe about instruments. Row: state; column: context * kInstruments + instrument. Written by learn.
/// Context: bit 0 data abroad, bit 1 provider's home is the forum, bit 2 content.
struct Experience {
  Eigen::ArrayXXd wins;  // pseudo-cases in which the instrument brought the data
  Eigen::ArrayXXd losses;
  Eigen::ArrayXXd delay;     // believed delay of a success [day]
  Eigen::ArrayXXd new_wins;  // since `learn` last ran, real-scale; written by end_demand, cleared by learn
  Eigen::ArrayXXd new_losses;
  Eigen::ArrayXXd new_delay;   // sum of delays of these successes [day]
  Eigen::ArrayXXd attraction;  // experience-weighted attraction (choose.learning = ewa)
  Eigen::ArrayXXd experience_weight;
};
inline constexpr int kContexts = 8;

/// What providers believe and do about open questions. Written by learn and litigate.
struct Strategy {
  Eigen::ArrayXXd
      wins;  // [P x H*Q] pseudo-cases won by providers in the circuit on the question (column h*Q + q)
  Eigen::ArrayXXd losses;
  std::vector<int> learned;  // columns about which a ruling has taught something; all others hold ones
  Eigen::ArrayXXi
      pending;  // [P x S*Q] test cases of the provider pending in the state on the question (column s*Q + q)
  Eigen::ArrayXXi pleas;  // [P x S] cases of the provider pending in the state on merit alone, barred abroad
  Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>
      resists;                      // [P x S*Q] 1: extends a favourable appellate ruling
  Eigen::ArrayXXi pending_motions;  // [C x Q] motions to compel pending per first-instance court
  Eigen::ArrayXXd
      like_demands;  // [P x S*Q] demands per year that depended on the question, moving average [1/year], real-scale; written by respond
};

/// A refused order, and where the state stands on its ladder.
struct Coercion {
  Demand demand;
  double refused = 0.0;  // [day]
  int last = -1;         // last step taken, index into StateConfig::coercion; -1: none
  int next = -1;         // step to be taken on `due`; -1: the state gives up then
  double due = 0.0;      // [day]
  double daily = 0.0;    // what the steps taken cost the provider [value/day]
  double charged = 0.0;  // day until which that is charged
};

/// One reform in one legislature.
struct ReformState {
  enum class Status : std::uint8_t { open, decided, in_force } status = Status::open;
  int reform = 0;  // index into Config::reforms
  int jurisdiction = 0;
  double pressure = 0.0;
  double decided = 0.0;     // day of the legislature's decision
  double force_time = 0.0;  // decided: the day it comes into force; in force: the day it did
};

/// An executive agreement concluded but not yet in force.
struct PendingAgreement {
  int first = 0;
  int second = 0;
  double concluded = 0.0;   // [day]
  double force_time = 0.0;  // [day]
};

/// Everything that changes.
struct World {
  Clock clock;
  std::vector<JurisdictionLaw> laws;  // [J]
  std::uint32_t law_version = 0;      // grows whenever any law, treaty or agreement changes
  Eigen::Array<std::uint32_t, Eigen::Dynamic, Eigen::Dynamic>
      law_versions;  // [S x S] row i, column j: grows with the law of i or j (that of their unions too) and what i and j agree on
  std::vector<LawBefore>
      laws_before;  // this step's former law, in order of day; written by occur, cleared at the start of the next
  Relations relations;
  Courts courts;
  Precedents precedents;
  std::vector<Case> cases;  // open ones, in order of number
  int next_case = 0;
  std::vector<Coercion> coercions;  // refused orders; written by respond and litigate, ended by coerce
  Market market;
  Experience experience;
  Strategy strategy;
  std::vector<Demand> arrivals;  // demands to choose for in this step; written by arise, emptied by respond
  std::vector<LegalView> views;  // per arrival: what the laws say about it; written by arise
  std::vector<std::uint8_t>
      chosen;  // per arrival: the Instrument chosen, or kInstruments to drop it; written by choose
  std::vector<Demand> retries;  // demands whose last instrument failed, to be chosen for from `ready` on
  std::vector<Authority> authorities;  // [S]
  std::uint64_t arisen =
      0;  // demands made since the start, simulated; written by arise; respond counts a demand of which
          // one went to court as two
  std::uint64_t ended = 0;  // demands ended since the start, simulated; written by end_demand
  std::vector<ReformState> reforms;
  std::vector<PendingAgreement> pending_agreements;
  std::vector<std::uint8_t>
      adverse_rulings;  // [S x Q] adverse appellate and apex rulings this step; written by litigate, cleared at the start of the next
  std::vector<double>
      failed_demands;  // [S] failed demands this step, real-scale; written by end_demand, cleared at the start of the next
  std::vector<double> failure_rate;  // [S] the same, yearly moving average [1/year]
  Tally tally;
  std::vector<double> series;  // records so far, row-major [records x tally.layout.size()]; written by record
  Events events;
};

}  // namespace comity
