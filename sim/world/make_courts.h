/// Courts and judges of the first day.
#pragma once

#include "world/context.h"

namespace comity {

/// The courts of all states. Per state: the named first-instance courts, then numbered ones up to the count, the
/// appellate courts likewise, the apex; every state has at least one of each. A first-instance court answers to the
/// appellate court it names, the others are dealt out in turn. Dockets are unequal: a numbered court's is
/// 1 / sqrt(its number), an appellate court's the sum of those below it, the apex's the sum of all. Ideal points:
/// court mean N(0, litigate.court_spread), judges N(mean, litigate.judge_spread), keyed by state, court and judge.
Courts make_courts(const Context& context);

/// No precedents: weights, readings and splits of no court.
Precedents make_precedents(const Courts& courts, const Setup& setup);

}  // namespace comity
