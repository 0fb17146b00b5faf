/// Gauges of the market: providers, their customers, and where they keep the customers' data.
#pragma once

#include "world/context.h"

#include <span>

namespace comity {

/// What a gauge looks at.
struct Look {
  const World& world;
  const Context& context;
};

/// A metric that is computed from the world at a moment; `measure` finds its values at 0.
struct Gauge {
  Metric metric;
  void (*measure)(const Look& look, std::span<double> values);
};

/// The gauges of the market.
std::span<const Gauge> market_gauges();

}  // namespace comity
