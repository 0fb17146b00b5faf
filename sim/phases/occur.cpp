#include "phases/occur.h"

#include "index.h"
#include "phases/periods.h"
#include "phases/phases.h"
#include "phases/precedent.h"
#include "phases/trust.h"
#include "world/places.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace comity {

namespace {

// Last day that the step touches: by the law of that day the step's demands are judged.
Day last_day(const Clock& clock) { return static_cast<Day>(std::ceil(clock.end)) - 1; }

// Moves a yearly average on by a step in which `amount` happened.
void fold(Eigen::ArrayXXd& average, const Eigen::ArrayXXd& amount, double kept) {
  average = average * kept + amount / kFlowYears;
}

void refresh_law_on(World& world, const Context& context, int jurisdiction, Day day) {
  JurisdictionLaw& law = world.laws[index(jurisdiction)];
  law.law = &context.laws.law(law.in_force, day);
  law.next_change = law::next_change(context.config.library, law.in_force, day);
  const auto sets = law::set_by_schedules(context.config.library, law.in_force, day);
  for (const law::Scheduled one : enum_values<law::Scheduled>)
    law.scheduled[static_cast<std::size_t>(one)] =
        std::find(sets.begin(), sets.end(), law::name_of(one)) != sets.end();
  note_law_change(world, context, jurisdiction);
}

bool awaits_its_day(const Context& context, const ReformState& reform) {
  const auto mode = context.config.reforms[index(reform.reform)].mode;
  return reform.status == ReformState::Status::decided ||
         (reform.status == ReformState::Status::open && mode == ReformConfig::Mode::scheduled);
}

void set_pairs(World& world, const TreatyConfig& treaty) {
  if (treaty.kind == TreatyConfig::Kind::adequacy) {
    for (const int state : treaty.parties) {
      if (treaty.authorities) world.relations.adequacy(treaty.by, state) = 1;
    }
    return;
  }
  auto& relation =
      treaty.kind == TreatyConfig::Kind::assistance ? world.relations.treaty : world.relations.agreement;
  for (const int first : treaty.parties) {
    for (const int second : treaty.parties) {
      if (first != second) relation(first, second) = 1;
    }
  }
}

void note_relation_change(World& world, int first, int second) {
  world.law_version += 1;
  world.law_versions(first, second) += 1;
  if (first != second) world.law_versions(second, first) += 1;
}

// Which pairs of states stand differently to one another than before.
void note_changed_relations(World& world, const Context& context, const Relations& before) {
  const Relations& now = world.relations;
  const auto changed = (before.treaty != now.treaty || before.agreement != now.agreement).eval();
  for (int first = 0; first < context.setup.states; ++first) {
    for (int second = 0; second < context.setup.states; ++second) {
      if (changed(first, second)) note_relation_change(world, first, second);
    }
  }
  for (int by = 0; by < now.adequacy.rows(); ++by) {
    for (int state = 0; state < context.setup.states; ++state) {
      if (before.adequacy(by, state) == now.adequacy(by, state)) continue;
      for (const int member : states_of(context, by)) note_relation_change(world, member, state);
    }
  }
}

void refresh_treaties_on(World& world, const Context& context, Day day) {
  const Relations before = world.relations;
  world.relations.treaty.setZero(context.setup.states, context.setup.states);
  world.relations.agreement.setZero(context.setup.states, context.setup.states);
  world.relations.adequacy.setZero(world.relations.adequacy.rows(), context.setup.states);
  for (const TreatyConfig& treaty : context.config.treaties) {
    if (treaty.from <= day && day < treaty.until) set_pairs(world, treaty);
  }
  for (const PendingAgreement& agreement : world.pending_agreements) {
    if (agreement.force_time >= day) continue;  // starts later, if today
    world.relations.agreement(agreement.first, agreement.second) = 1;
    world.relations.agreement(agreement.second, agreement.first) = 1;
  }
  note_changed_relations(world, context, before);
}

void log_agreement(World& world, const PendingAgreement& agreement) {
  log_event(world.events,
            AgreementRow{agreement.force_time, agreement.concluded, agreement.first, agreement.second});
}

void log_scenario_agreement(World& world, const TreatyConfig& treaty) {
  for (const int first : treaty.parties) {
    for (const int second : treaty.parties) {
      const double day = treaty.from;
      if (first < second) log_agreement(world, {first, second, day, day});
    }
  }
}

// The first day from `after` on, before the step's end, on which law, treaties or agreements change.
std::optional<Day> next_change_of_law(const World& world, const Context& context, Day after) {
  Day first = kNever;
  const auto consider = [&](double time) {
    if (time < world.clock.end) first = std::min(first, std::max(after, static_cast<Day>(std::floor(time))));
  };
  for (const JurisdictionLaw& law : world.laws) consider(law.next_change);
  for (const TreatyConfig& treaty : context.config.treaties) {
    for (const Day day : {treaty.from, treaty.until}) {
      if (day >= after && falls_due(world.clock, day)) consider(day);
    }
  }
  for (const PendingAgreement& agreement : world.pending_agreements) {
    if (world.relations.agreement(agreement.first, agreement.second) == 0) consider(agreement.force_time);
  }
  for (const ReformState& reform : world.reforms) {
    if (awaits_its_day(context, reform)) consider(reform.force_time);
  }
  return first == kNever ? std::nullopt : std::optional(first);
}

void renew_law(World& world, const Context& context, Day day) {
  for (int jurisdiction = 0; jurisdiction < static_cast<int>(world.laws.size()); ++jurisdiction) {
    if (world.laws[index(jurisdiction)].next_change <= day) refresh_law_on(world, context, jurisdiction, day);
  }
}

void renew_treaties(World& world, const Context& context, Day day) {
  bool changed = false;
  for (const TreatyConfig& treaty : context.config.treaties) {
    const bool begins = treaty.from == day && falls_due(world.clock, day);
    changed = changed || begins || (treaty.until == day && falls_due(world.clock, day));
    const bool agreement = treaty.kind == TreatyConfig::Kind::agreement;
    if (begins && agreement) log_scenario_agreement(world, treaty);
  }
  if (changed) refresh_treaties_on(world, context, day);
}

// Agreements concluded in the run stay in the list once they are in force, for refresh_treaties.
void start_agreements(World& world, Day day) {
  for (const PendingAgreement& agreement : world.pending_agreements) {
    auto in_force = [&](int i, int j) -> std::uint8_t& { return world.relations.agreement(i, j); };
    if (agreement.force_time >= day + 1 || in_force(agreement.first, agreement.second) != 0) continue;
    in_force(agreement.first, agreement.second) = in_force(agreement.second, agreement.first) = 1;
    note_relation_change(world, agreement.first, agreement.second);
    log_agreement(world, agreement);
  }
}

void enact_due_reforms(World& world, const Context& context, Day day) {
  for (int number = 0; number < static_cast<int>(world.reforms.size()); ++number) {
    const ReformState& reform = world.reforms[index(number)];
    if (awaits_its_day(context, reform) && reform.force_time < day + 1) enact_reform(world, context, number);
  }
}

// Brings the law to the step's last day, one day of change after the other, and keeps what held before each.
void change_law(World& world, const Context& context) {
  auto after = static_cast<Day>(std::ceil(world.clock.begin));
  while (const std::optional<Day> day = next_change_of_law(world, context, after)) {
    if (*day > world.clock.begin) {
      world.laws_before.push_back({static_cast<double>(*day), world.law_version, world.law_versions,
                                   world.laws, world.relations.treaty, world.relations.agreement,
                                   world.relations.adequacy});
    }
    renew_law(world, context, *day);
    renew_treaties(world, context, *day);
    start_agreements(world, *day);
    enact_due_reforms(world, context, *day);
    after = *day + 1;
  }
}

// Customers abroad trust every provider of the state less.
void suffer_shocks(World& world, const Context& context) {
  for (std::size_t number = 0; number < context.config.shocks.size(); ++number) {
    const ShockConfig& shock = context.config.shocks[number];
    if (!falls_due(world.clock, shock.date)) continue;
    if (context.on(PhaseName::trust)) lose_trust(world, context, shock.state, shock.size);
    world.market.last_revelation = shock.date;
    log_event(world.events, ShockRow{static_cast<double>(shock.date), static_cast<int>(number), shock.size});
  }
}

int find_court(const Courts& courts, const RulingConfig& forced) {
  for (int court = 0; court < courts.count(); ++court) {
    if (courts.state[index(court)] == forced.state && courts.name[index(court)] == forced.court) return court;
  }
  return -1;
}

void force_rulings(World& world, const Context& context) {
  for (const RulingConfig& forced : context.config.rulings) {
    if (!falls_due(world.clock, forced.date)) continue;
    Ruling ruling;
    ruling.court = find_court(world.courts, forced);
    COMITY_EXPECT(ruling.court >= 0);  // the loader has checked the name
    ruling.time = forced.date;
    ruling.question = forced.question;
    ruling.accepted = forced.accepted;
    ruling.government =
        acceptance_favours_government(world, context, forced.state, forced.question) == forced.accepted;
    enter_ruling(world, context, ruling);  // weight 0: that of its level
  }
}

}  // namespace

void clear_step_accumulators(World& world) {
  const double kept = 1.0 - std::min(1.0, world.clock.years / kFlowYears);
  fold(world.relations.affront_rate, world.relations.affronts, kept);
  fold(world.market.disclosure_rate, world.market.disclosures, kept);
  for (std::size_t state = 0; state < world.failure_rate.size(); ++state) {
    world.failure_rate[state] = world.failure_rate[state] * kept + world.failed_demands[state] / kFlowYears;
  }
  world.relations.affronts.setZero();
  world.market.fights.setZero();
  world.market.disclosures.setZero();
  std::fill(world.failed_demands.begin(), world.failed_demands.end(), 0.0);
  world.laws_before.clear();
  std::fill(world.adverse_rulings.begin(), world.adverse_rulings.end(), std::uint8_t{0});
}

void note_law_change(World& world, const Context& context, int jurisdiction) {
  world.law_version += 1;
  for (const int state : states_of(context, jurisdiction)) {
    world.law_versions.row(state) += 1;
    world.law_versions.col(state) += 1;
  }
}

void refresh_law(World& world, const Context& context, int jurisdiction) {
  refresh_law_on(world, context, jurisdiction, last_day(world.clock));
}

void refresh_treaties(World& world, const Context& context) {
  refresh_treaties_on(world, context, last_day(world.clock));
}

Day shift_to(const law::Library& library, std::uint32_t regime, Day day) {
  Day earliest = kNever;
  for (const std::uint32_t rule : library.regimes[regime].rules) {
    if (library.rules[rule].from != law::kAlways) earliest = std::min(earliest, library.rules[rule].from);
  }
  return earliest == kNever ? 0 : day - earliest;
}

void enact_reform(World& world, const Context& context, int number) {
  ReformState& reform = world.reforms[index(number)];
  const law::Library& library = context.config.library;
  const auto regime = law::find_regime(library, context.config.reforms[index(reform.reform)].regime);
  COMITY_EXPECT(regime.has_value());  // the loader has checked it
  const Day shift = shift_to(library, *regime, static_cast<Day>(std::floor(reform.force_time)));
  auto& in_force = world.laws[index(reform.jurisdiction)].in_force;
  const auto known = [&](const law::InForce& entry) { return entry.regime == *regime; };
  if (std::none_of(in_force.begin(), in_force.end(), known)) in_force.push_back({*regime, shift});
  reform.status = ReformState::Status::in_force;
  const auto day = std::max(static_cast<Day>(std::floor(reform.force_time)), world.clock.day());
  refresh_law_on(world, context, reform.jurisdiction, day);
  for (const int state : states_of(context, reform.jurisdiction)) {
    world.tally.add(Metric::reforms_enacted, index(state), 1.0);
  }
  log_event(world.events, ReformRow{reform.force_time, reform.decided, reform.reform, reform.jurisdiction,
                                    reform.pressure});
}

void occur(World& world, const Context& context) {
  change_law(world, context);
  suffer_shocks(world, context);
  force_rulings(world, context);
}

}  // namespace comity
