#include "phases/legislate.h"

#include "index.h"
#include "phases/agree.h"
#include "phases/grievances.h"
#include "phases/periods.h"
#include "phases/phases.h"
#include "random/elementary.h"
#include "world/mandates.h"
#include "world/places.h"

#include <algorithm>
#include <array>

namespace comity {

namespace {

using Kind = ReformConfig::Kind;

// Shares of states whose law has the mark of a kind of reform, by its own files or by a reform.
struct Adoption {
  std::array<std::vector<std::uint8_t>, 2> has;  // [localisation, blocking] per state
  std::array<double, 2> share{};
};

std::size_t mark_of(Kind kind) { return kind == Kind::localisation ? 0 : 1; }
bool spreads(Kind kind) { return kind == Kind::localisation || kind == Kind::blocking; }

// Kinds of statute by which a legislature does to others what they did to it, or stops them.
bool answers_in_kind(Kind kind) { return kind == Kind::reach || kind == Kind::blocking; }

Adoption see_adoption(const World& world, const Context& context) {
  Adoption adoption;
  for (int state = 0; state < context.setup.states; ++state) {
    adoption.has[0].push_back(localises(world, context, state) ? 1 : 0);
    adoption.has[1].push_back(blocks(world, context, state) ? 1 : 0);
    for (std::size_t mark = 0; mark < 2; ++mark) adoption.share[mark] += adoption.has[mark].back();
  }
  for (double& share : adoption.share) share /= context.setup.states;
  return adoption;
}

// Whether every state concerned already has what the reform would bring.
bool has_already(const Context& context, const Adoption& adoption, const ReformState& reform, Kind kind) {
  if (!spreads(kind)) return false;
  const std::vector<int>& states = states_of(context, reform.jurisdiction);
  return std::all_of(states.begin(), states.end(),
                     [&](int state) { return adoption.has[mark_of(kind)][index(state)] != 0; });
}

void decide(World& world, const Context& context, ReformState& reform, double hazard) {
  Stream stream(context.key, Purpose::enact_reform, static_cast<std::uint32_t>(world.clock.step),
                static_cast<std::uint32_t>(reform.reform), static_cast<std::uint32_t>(reform.jurisdiction));
  const Clock& clock = world.clock;
  if (!draw_bernoulli(stream, -expm1_same(-hazard * clock.years))) return;
  reform.status = ReformState::Status::decided;
  reform.decided = clock.begin + (clock.end - clock.begin) * stream.uniform();
  reform.force_time =
      reform.decided + draw_lag(stream, context.parameters().legislate.lag_months * kDaysPerMonth);
}

}  // namespace

double pressure_inflow(const LegislateParameters& legislate, ReformConfig::Kind kind,
                       const Grievances& grievances) {
  const double courts =
      legislate.split * grievances.split + legislate.failures * log1p_same(grievances.failures);
  const double affronts = legislate.affronts * log1p_same(grievances.affronts);
  switch (kind) {
    case Kind::reach:
      return courts;
    case Kind::localisation:
      return legislate.trust_loss * grievances.foreign_trust + affronts;
    case Kind::blocking:
      return affronts;
    case Kind::other:
      return courts + legislate.trust_loss * grievances.export_trust + affronts;
  }
  return 0.0;
}

double next_pressure(const LegislateParameters& legislate, double pressure, double inflow, double years) {
  if (legislate.decay <= 0.0) return pressure + inflow * years;
  const double settled = inflow / legislate.decay;
  return settled + (pressure - settled) * exp_same(-legislate.decay * years);
}

double pressure_hazard(const LegislateParameters& legislate, double pressure) {
  const double square = pressure * pressure;
  return legislate.hazard * square / (square + legislate.half_pressure * legislate.half_pressure);
}

double diffusion_hazard(const LegislateParameters& legislate, double adopters, double stance) {
  return (legislate.innovation + legislate.diffusion * adopters) * (0.4 + 1.0 - stance);
}

double draw_lag(Stream& stream, double mean) {
  const double first = draw_exponential(stream, mean / 2.0);
  return first + draw_exponential(stream, mean / 2.0);
}

std::vector<ReformState> make_reforms(const Context& context) {
  std::vector<ReformState> reforms;
  for (int number = 0; number < static_cast<int>(context.config.reforms.size()); ++number) {
    const ReformConfig& config = context.config.reforms[index(number)];
    if (config.mode == ReformConfig::Mode::never) continue;
    for (const int jurisdiction : config.states) {
      const bool is_state = jurisdiction < context.setup.states;
      const auto& has = is_state ? context.config.states[index(jurisdiction)].law
                                 : context.config.unions[index(jurisdiction - context.setup.states)].law;
      if (std::find(has.begin(), has.end(), config.regime) != has.end()) continue;
      const double date = config.mode == ReformConfig::Mode::scheduled ? config.date : 0.0;
      reforms.push_back({ReformState::Status::open, number, jurisdiction, 0.0, date, date});
    }
  }
  return reforms;
}

void legislate(World& world, const Context& context) {
  const auto& parameters = context.parameters().legislate;
  const std::vector<StateView> views = view_states(world, context);
  const Adoption adoption = see_adoption(world, context);
  for (ReformState& reform : world.reforms) {
    const ReformConfig& config = context.config.reforms[index(reform.reform)];
    if (reform.status != ReformState::Status::open || config.mode != ReformConfig::Mode::endogenous) continue;
    if (has_already(context, adoption, reform, config.kind)) continue;
    const Hearing hearing = hear(world, context, views, reform);
    const double inflow = pressure_inflow(parameters, config.kind, hearing.grievances);
    reform.pressure = next_pressure(parameters, reform.pressure, inflow, world.clock.years) +
                      parameters.adverse * hearing.adverse;
    double hazard = pressure_hazard(parameters, reform.pressure);
    if (spreads(config.kind)) {
      hazard += diffusion_hazard(parameters, adoption.share[mark_of(config.kind)], hearing.stance);
    }
    if (answers_in_kind(config.kind)) hazard += parameters.retaliation * hearing.offence;
    if (!world.clock.warming_up()) decide(world, context, reform, hazard);
  }
  if (!world.clock.warming_up()) conclude_agreements(world, context);
}

}  // namespace comity
