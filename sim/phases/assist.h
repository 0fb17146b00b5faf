/// Kernels of the phase `assist`: who is served first, who is refused, and how much a central authority can
/// do.
#pragma once

#include "phases/situation.h"

#include <vector>

namespace comity {

/// Sends a request to the assisting state's queue; without a treaty it arrives assist.letters_days later.
void queue_assistance(World& world, const Context& context, const Demand& demand, const LegalView& view);

/// Rank of a request in the queue [day]: its arrival, put back as far as the assisting state's goodwill towards the asking
/// one is missing, whether or not its law obliges it to help; emergencies before all others.
double rank_of(const AssistParameters& assist, double arrived, double goodwill, bool emergency);

/// Chance that a request that was worked on is executed: short of a few where the law obliges the state to
/// help, rising with its stance where the law does not; less where a non-serious offence must be one on both
/// sides.
double grant_probability(const AssistParameters& assist, Certainty assists, double stance, bool serious);

/// Requests the central authority of each state must expect [1/year, real]: of all demands for data that lie
/// with a treaty partner (provider's home, else site, as in `assisting_state`), the share
/// assist.expected_share.
std::vector<double> expected_requests(const World& world, const Context& context);

/// The central authorities of all states, empty. Capacity is the scenario's or expected_requests /
/// assist.load, times run.scale; the number of servers follows from assist.service_days, and the mean service
/// time is servers / capacity, so that the authority serves exactly its capacity whatever the scale. Needs
/// treaties, shares and storage.
std::vector<Authority> make_authorities(const World& world, const Context& context);

}  // namespace comity
