/// Random streams of one demand.
#pragma once

#include "world/context.h"

namespace comity {

/// The draws of one demand for one purpose; a number below 2^16 tells several apart. Step, forum, serial and part name
/// the demand, so that no other demand changes its draws and the arms of an experiment share them.
inline Stream demand_stream(const Context& context, Purpose purpose, const Demand& demand,
                            unsigned number = 0) {
  const auto moment = demand.step | static_cast<std::uint32_t>(demand.part) << 20U;
  const auto entity = static_cast<std::uint32_t>(demand.forum) | number << 16U;
  return {context.key, purpose, moment, entity, demand.serial};
}

}  // namespace comity
