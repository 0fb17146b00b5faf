/// Where the phases note what they do with the watched demand. Without a diary nothing happens.
#pragma once

#include "phases/queue.h"
#include "tables/events.h"
#include "world/context.h"

#include <optional>
#include <span>
#include <vector>

namespace comity {

struct Ending;
struct Decision;
struct Judgment;
struct Stakes;
enum class Parting : std::uint8_t;

/// The diary, if it is this demand's; else nothing.
Diary* diary_of(const Context& context, const Demand& demand);

/// Demands of this step and what the laws say about them.
void watch_arrivals(const World& world, const Context& context);

/// Instruments chosen in this step.
void watch_choices(const World& world, const Context& context);

/// What the provider weighs in an order; `question` -1: only its merit.
struct Weighing {
  const LegalView& view;
  const Stakes& stakes;
  int question = -1;
};
void watch_reply(const World& world, const Context& context, const Demand& demand, const Weighing& weighing);

/// What the authority weighs when the provider resists [weights of a logit].
struct Resistance {
  int question = -1;
  double compel_probability = 0.0;
  double narrow = 0.0;
  double assistance = 0.0;
  double believed = 0.0;
  bool pending = false;
};
void watch_resistance(const World& world, const Context& context, const Demand& demand,
                      const Resistance& resistance);

/// So many real demands are about to be taken out of this one.
struct Leave {
  Parting why;
  int count;
};
void watch_parting(const World& world, const Context& context, const Demand& demand, const Leave& leave);

/// The provider's answer.
void watch_answer(const World& world, const Context& context, const Demand& demand, EventOutcome outcome);

/// The provider's answer to a voluntary request or to an order under an agreement.
struct Granting {
  Instrument instrument = Instrument::voluntary;
  double policy = 0.0;
  double permitted = 1.0;
  bool granted = false;
};
void watch_granting(const World& world, const Context& context, const Demand& demand,
                    const Granting& granting);

/// A treaty request takes its place in the queue of a state.
void watch_queue(const World& world, const Context& context, int state, const WaitingRequest& request);

/// A treaty request is answered or withdrawn.
struct Service {
  int state = 0;
  double probability = 0.0;
  bool granted = false;
};
void watch_service(const World& world, const Context& context, const Departure& departure,
                   const Service& service);

/// A case is opened, settled, briefed.
void watch_opening(const Context& context, const Case& dispute);
void watch_settlement(const Context& context, const Case& dispute);
void watch_briefs(const Context& context, const Case& dispute);

/// A bench has heard a case.
void watch_hearing(const World& world, const Context& context, const Case& dispute, const Judgment& judgment);

/// A milestone of a case.
void watch_decision(const Context& context, const Case& dispute, const Decision& decision);

/// A move of a party or court, by the number of its draw (MoveDraw).
struct MoveDrawn {
  unsigned number = 0;
  double probability = 0.0;
  bool made = false;
};
void watch_move(const Context& context, const Case& dispute, const MoveDrawn& move);

/// What the apex weighs before it takes or refuses a case.
struct Petition {
  double level = 0.0;
  double disagreement = 0.0;
  double probability = 0.0;
};
void watch_petition(const Context& context, const Case& dispute, const Petition& petition);

/// Fines and public fights of a case.
void watch_fine(const Context& context, const Case& dispute, double amount);
void watch_fight(const Context& context, const Case& dispute, double years);

/// How precedents, beliefs and resistance stand.
struct Snapshot {
  std::vector<int> readings;  // that hold in each court on each question, for the case's kind of location
  Eigen::ArrayXd wins;        // of the provider, per circuit and question
  Eigen::ArrayXd losses;
  std::vector<double> splits;  // days on which those of the forum opened, per question
  std::vector<int> resisting;  // providers that resist in the forum, per question
  double time = 0.0;           // of the change [day]
  std::size_t vacated = 0;     // rulings of the case without weight
};

/// How they stand before a change; nothing when the case is not watched.
std::optional<Snapshot> stand_before(const World& world, const Context& context, const Case& dispute);

/// Notes what has changed since.
void watch_change(const World& world, const Context& context, const Case& dispute, const Snapshot& before);

/// The end of a demand or of an attempt at it.
void watch_end(const World& world, const Context& context, const Demand& demand, const Ending& ending);
void watch_failure(const World& world, const Context& context, const Demand& demand, const Ending& ending);

/// Reforms of the forum that answer to the demand's open questions, before and after a step.
void watch_reforms(const World& world, const Context& context, std::span<const ReformState> before);

}  // namespace comity
