#include "world/invariants.h"

#include <fmt/format.h>

#include <cmath>

namespace comity {

namespace {

constexpr double kTolerance = 1e-9;

using Violations = std::vector<std::string>;

void check_bounds(const Eigen::ArrayXXd& values, const char* what, Violations& violations) {
  const bool inside = ((values >= -kTolerance) && (values <= 1.0 + kTolerance)).all();
  if (!inside) violations.push_back(fmt::format("{} leaves [0, 1]", what));
}

void check_sums(const World& world, const Context& context, Violations& violations) {
  for (int market = 0; market < context.setup.states; ++market) {
    for (int segment = 0; segment < kSegments; ++segment) {
      const double sum = world.market.share[static_cast<std::size_t>(segment)].col(market).sum();
      if (!(std::abs(sum - 1.0) < kTolerance)) {
        violations.push_back(fmt::format("shares of market {} segment {} sum to {}", market, segment, sum));
      }
    }
    for (std::size_t provider = 0; provider < world.market.storage.size(); ++provider) {
      const double sum = world.market.storage[provider].row(market).sum();
      if (!(std::abs(sum - 1.0) < kTolerance)) {
        violations.push_back(
            fmt::format("storage of provider {} for market {} sums to {}", provider, market, sum));
      }
    }
  }
}

// Every demand made is ended, or waits in exactly one place.
void check_demands(const World& world, Violations& violations) {
  std::uint64_t waiting = world.arrivals.size() + world.retries.size() + world.coercions.size();
  for (const Case& dispute : world.cases) waiting += dispute.closed ? 0U : 1U;
  for (const Authority& authority : world.authorities) {
    waiting += authority.arriving.size() + authority.waiting.size() + authority.serving.size();
    if (static_cast<int>(authority.serving.size()) > authority.servers) {
      violations.push_back(fmt::format("an authority serves {} requests with {} servers",
                                       authority.serving.size(), authority.servers));
    }
  }
  if (world.arisen != world.ended + waiting) {
    violations.push_back(
        fmt::format("{} demands arose, {} ended, {} wait", world.arisen, world.ended, waiting));
  }
}

void check_cases(const World& world, Violations& violations) {
  for (const Case& dispute : world.cases) {
    if (dispute.closed) continue;
    if (!(dispute.opened <= dispute.stage_began && dispute.stage_began <= dispute.due)) {
      violations.push_back(fmt::format("case {} has its dates out of order", dispute.number));
    }
    if (dispute.court < 0 || dispute.court >= world.courts.count()) {
      violations.push_back(fmt::format("case {} stands before no court", dispute.number));
    }
  }
  for (const Ruling& ruling : world.precedents.rulings) {
    if (ruling.time > world.clock.end) violations.push_back("a ruling is dated in the future");
  }
}

void check_counts(const World& world, Violations& violations) {
  for (const double value : world.tally.values) {
    if (!(value >= 0.0) || std::isinf(value)) {
      violations.push_back("a counter is negative or not finite");
      return;
    }
  }
  for (const ReformState& reform : world.reforms) {
    if (!(reform.pressure >= 0.0)) violations.push_back("reform pressure is negative");
  }
}

}  // namespace

std::vector<std::string> find_violations(const World& world, const Context& context) {
  Violations violations;
  check_bounds(world.relations.stance, "stance", violations);
  check_bounds(world.market.trust, "trust", violations);
  check_sums(world, context, violations);
  check_demands(world, violations);
  check_cases(world, violations);
  check_counts(world, violations);
  return violations;
}

}  // namespace comity
