/// Kernels of the phase `legislate`: what presses for a reform, and when it is enacted.
#pragma once

#include "phases/grievances.h"
#include "world/context.h"

#include <vector>

namespace comity {

/// Pressure per year for a reform of this kind: reach reforms answer splits and failures, localisation
/// mandates lost trust in foreign providers and affronts, blocking statutes affronts, the rest everything but
/// foreign_trust.
double pressure_inflow(const LegislateParameters& legislate, ReformConfig::Kind kind,
                       const Grievances& grievances);

/// Pressure after `years` of constant inflow: dQ/dt = inflow - decay Q, solved exactly.
double next_pressure(const LegislateParameters& legislate, double pressure, double inflow, double years);

/// Hazard of a reform under pressure [1/year]: hazard Q^2 / (Q^2 + half_pressure^2).
double pressure_hazard(const LegislateParameters& legislate, double pressure);

/// Hazard by imitation of localisation and blocking statutes [1/year]: (innovation + diffusion F)(.4 + 1 -
/// z), with F the share of states that have one and z the mean stance towards the others; at z = .4 the
/// hazard of Bass (1969).
double diffusion_hazard(const LegislateParameters& legislate, double adopters, double stance);

/// A delay with the Erlang-2 distribution, in the unit of its mean.
double draw_lag(Stream& stream, double mean);

/// One entry per reform and legislature that may still enact it; scheduled ones wait for their date, those
/// whose regime the jurisdiction has from the start are left out.
std::vector<ReformState> make_reforms(const Context& context);

}  // namespace comity
