/// Random but valid scenarios from a seed, for tests of what must hold in every scenario.
#pragma once

#include "scenario/config.h"

#include <cstdint>
#include <string>
#include <vector>

namespace comity::test {

/// Steps that a random scenario lasts.
inline constexpr int kRandomSteps = 50;

/// A scenario drawn from a seed: 2-8 states with courts of random shape, 0-2 unions, 1-6 providers with several sites and
/// controls, random law over random conditions with open questions, reforms of every mode, shocks, treaties, agreements,
/// focal demands, forced rulings, parameters anywhere in the table's ranges, phases switched off at random. It has about
/// 100 demands per step, so that many can be run.
Config random_config(std::uint32_t seed);

/// The code of a state of a random scenario, by its number: "XA", "XB", …
inline std::string random_state(int number) { return {'X', static_cast<char>('A' + number)}; }

/// The law of a random scenario as rule files: for each jurisdiction (states "XA", "XB", … and then unions "U0", …) a
/// regime "law0", "law1", … and a regime "reform0", … that amends it; last "anywhere", law that any state may adopt.
std::vector<InputText> random_law(std::uint32_t seed, int states, int unions);

/// Open questions of the random law.
inline constexpr int kRandomQuestions = 4;

}  // namespace comity::test
