/// What the law of a state does about data of its residents, whatever the case: the marks of a localisation
/// mandate, a blocking statute and of the power to conclude executive agreements.
#pragma once

#include "world/context.h"

namespace comity {

/// Whether the law of the state or of its unions obliges a provider that serves its residents to keep their
/// data there.
bool localises(const World& world, const Context& context, int state);

/// Whether it forbids a foreign order for residents' content even where the data lie abroad.
bool blocks(const World& world, const Context& context, int state);

/// The chance that it lets the state's authorities compel a provider at home to hand over content kept abroad, by the priors
/// of open questions [0, 1]: 1 where the law says so, 0 where it does not.
double reaches_abroad(const World& world, const Context& context, int state);

/// Whether a regime in force in the state or its unions has the power "executive agreements".
bool may_conclude(const World& world, const Context& context, int state);

}  // namespace comity
