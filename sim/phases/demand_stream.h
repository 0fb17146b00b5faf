/// Random streams of one demand.
#pragma once

#include "world/context.h"

namespace comity {

/// The step in which a demand arose in 20 bits; steps before run.start count down from their top.
inline std::uint32_t step_bits(const Demand& demand) { return demand.step & ((1U << 20U) - 1U); }

/// What names the draws of one demand besides their purpose. A number below 2^16 tells several apart; step, forum, serial
/// and part name the demand, so that no other demand changes its draws and the arms of an experiment share them.
struct DemandDraws {
  std::uint32_t moment = 0;
  std::uint32_t entity = 0;
  std::uint32_t serial = 0;
};

inline DemandDraws draws_of(const Demand& demand, unsigned number = 0) {
  return {step_bits(demand) | static_cast<std::uint32_t>(demand.part) << 20U,
          static_cast<std::uint32_t>(demand.forum) | number << 16U, demand.serial};
}

/// The draws of one demand for one purpose.
inline Stream demand_stream(const Context& context, Purpose purpose, const Demand& demand,
                            unsigned number = 0) {
  const auto [moment, entity, serial] = draws_of(demand, number);
  return {context.key, purpose, moment, entity, serial};
}

/// The counter of this stream's first block, for many demands' blocks at once (philox_many).
inline Words demand_counter(Purpose purpose, const Demand& demand, unsigned number = 0) {
  const auto [moment, entity, serial] = draws_of(demand, number);
  return first_counter(purpose, moment, entity, serial);
}

}  // namespace comity
