/// Kernels of the phase `assist`: who is served first, who is refused, and how much a central authority can
/// do.
#pragma once

#include "phases/situation.h"

#include <cstdint>
#include <vector>

namespace comity {

/// Sends a treaty request to the assisting state's queue.
void queue_assistance(World& world, const Demand& demand, const LegalView& view);

/// Class in which a request waits: 0 emergencies, then 1, 2, 3 by the assisting state's stance towards the
/// asking one.
std::uint8_t priority_of(const AssistParameters& assist, double stance, bool emergency);

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
