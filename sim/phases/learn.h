/// Kernels of the phase `learn`: prosecutors' experience with instruments.
#pragma once

#include "world/context.h"

namespace comity {

/// Values of the parameter choose.learning.
enum class Learning { beta, ewa, none };

/// Share of experience kept after `years` at this half-life.
double kept_experience(double years, double half_life_years);

/// Beta counts after new evidence: what exceeds the prior decays, then the evidence is added.
double updated_count(double count, double prior, double kept, double evidence);

/// Experience of the first day: prior_count pseudo-cases, half won, at the parameters' delays.
Experience make_experience(const Context& context);

}  // namespace comity
