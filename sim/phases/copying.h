/// The null model of reception (litigate.reception = copy): courts follow each other blindly, as in the voter model
/// (Clifford and Sudbury 1973; Holley and Liggett 1975).
#pragma once

#include "phases/hearing.h"

#include <optional>

namespace comity {

/// Whether the court of the case decides an open question for the government by copying: it takes the last reading of a
/// court drawn at random among those of its state, itself included, that have read the question for this kind of location.
/// Nothing under `weigh`, or while none has.
std::optional<bool> copied_side(const World& world, const Context& context, const Case& dispute,
                                const Issue& issue);

/// Votes of a bench of one mind.
Votes vote_alike(bool government, std::size_t judges);

/// Largest chance over the questions of the case that a copying court would read one otherwise than the ruling below.
/// Nothing under `weigh`, or while no court has read one of them.
std::optional<double> disagreement_by_copying(const World& world, const Context& context,
                                              const Case& dispute);

}  // namespace comity
