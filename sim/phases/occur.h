/// What comes with the calendar: dated law, treaties, reforms whose day has come, revelations, forced
/// rulings.
#pragma once

#include "world/context.h"

#include <cstdint>

namespace comity {

/// Folds what happened in the last step (affronts, disclosures, failures) into the yearly moving averages and
/// clears what phases add up within a step. Called at the start of every step, whichever phases are on.
void clear_step_accumulators(World& world);

/// Says that the law that holds in the states of a jurisdiction has changed: rules, or who offers services there.
void note_law_change(World& world, const Context& context, int jurisdiction);

/// Compiles the law of a jurisdiction (state, or S + union) as of the last day of the step; the law version
/// grows.
void refresh_law(World& world, const Context& context, int jurisdiction);

/// Sets treaties and executive agreements to those of the scenario in force in the step that runs.
void refresh_treaties(World& world, const Context& context);

/// How far a regime's dates move when its first rule comes into force on `day`.
Day shift_to(const law::Library& library, std::uint32_t regime, Day day);

/// Brings the reform `world.reforms[number]` into force on its force_time: its regime joins the law, dates
/// shifted.
void enact_reform(World& world, const Context& context, int number);

}  // namespace comity
