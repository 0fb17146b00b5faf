/// Random streams of one case.
#pragma once

#include "world/context.h"

namespace comity {

/// The draws of one case for one purpose at one moment. The stage and a number below 256 within it name the moment; the
/// demand's forum, step and serial name the case, so that no other case changes its draws and the arms of an experiment
/// share them. The top bit keeps the stream apart from those keyed by step.
inline Stream case_stream(const Context& context, const Case& dispute, Purpose purpose, unsigned number = 0) {
  const auto moment = static_cast<std::uint32_t>(dispute.stage) << 8U | number | 1U << 31U;
  const auto entity = static_cast<std::uint32_t>(dispute.demand.forum) << 20U | dispute.demand.step;
  return {context.key, purpose, moment, entity, dispute.demand.serial};
}

}  // namespace comity
