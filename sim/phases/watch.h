/// Where the phases note what they do with the watched demand. Without a diary nothing happens. What a phase has at hand it notes
/// itself; here are the notes for which more must be looked up.
#pragma once

#include "phases/notes.h"
#include "phases/queue.h"
#include "world/context.h"

#include <optional>
#include <span>
#include <vector>

namespace comity {

struct Ending;
struct Judgment;

/// The diary, if it is this demand's; else nothing.
inline Diary* diary_of(const Context& context, const Demand& demand) {
  if (context.diary == nullptr) return nullptr;
  DemandName name = context.diary->name;
  if (!context.diary->parted) name.part = 0;
  return name_of(demand) == name ? context.diary : nullptr;
}

/// Notes something of a day about the demand; `make` gives the note, and is called only if the demand is watched.
template <typename Make>
void note(const Context& context, const Demand& demand, double time, Make make) {
  Diary* diary = diary_of(context, demand);
  if (diary != nullptr) diary->notes.push_back({time, demand.weight, make()});
}

/// Demands of this step and what the laws say about them.
void watch_arrivals(const World& world, const Context& context);

/// Instruments chosen in this step.
void watch_choices(const World& world, const Context& context);

/// What the provider weighs in an order: of the note the question, the stakes and the bar are given.
void watch_reply(const World& world, const Context& context, const Demand& demand, const Weighed& weighing);

/// So many real demands are about to be taken out of this one.
void watch_parting(const World& world, const Context& context, const Demand& demand, Parted parted);

/// A treaty request takes its place in the queue of a state.
void watch_queue(const World& world, const Context& context, int state, const WaitingRequest& request);

/// A bench has heard a case.
void watch_hearing(const World& world, const Context& context, const Case& dispute, const Judgment& judgment);

/// A move of a party or court; whether fines are stayed is told once.
void watch_move(const Context& context, const Case& dispute, const Move& move);

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

/// The end of a demand, or of an attempt at it.
void watch_end(const World& world, const Context& context, const Demand& demand, const Ending& ending);
void watch_failure(const World& world, const Context& context, const Demand& demand, const Ending& ending);

/// Reforms of the forum that answer to the demand's open questions, before and after a step.
void watch_reforms(const World& world, const Context& context, std::span<const ReformState> before);

}  // namespace comity
