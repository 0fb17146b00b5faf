#include "phases/learn.h"

#include "phases/choose.h"
#include "phases/periods.h"
#include "phases/phases.h"
#include "random/elementary.h"

#include <array>

namespace comity {

namespace {

constexpr double kEwaStepYears = 30.0 / kDaysPerYear;  // the decays of the parameter table are per 30 days

// Where Experience keeps what a state's prosecutors know of one instrument in one context.
struct Cell {
  int state = 0;
  int column = 0;
};

void learn_delay(Experience& experience, const Cell& cell, double old_wins) {
  const auto [state, column] = cell;
  const double fresh = experience.new_wins(state, column);
  if (fresh <= 0.0) return;
  const double old = experience.delay(state, column);
  experience.delay(state, column) =
      (old * old_wins + experience.new_delay(state, column)) / (old_wins + fresh);
}

// Attraction of an instrument: realised payoff where it was used, a share `ewa_delta` of the believed one elsewhere
// (Camerer and Ho 1999, eq. 2-3), with decays scaled to the length of the step.
void learn_attraction(Experience& experience, const ChooseParameters& choose, const Cell& cell,
                      double years) {
  const auto [state, column] = cell;
  const double steps = years / kEwaStepYears;
  const double decay = pow_same(choose.ewa_decay, steps);
  const double wins = experience.new_wins(state, column);
  const double tries = wins + experience.new_losses(state, column);
  const double belief =
      experience.wins(state, column) / (experience.wins(state, column) + experience.losses(state, column));
  const double success = tries > 0.0 ? wins / tries : choose.ewa_delta * belief;
  const double payoff = instrument_utility(choose, success, experience.delay(state, column), 0.0);
  double& weight = experience.experience_weight(state, column);
  const double grown = pow_same(choose.ewa_experience, steps) * weight + steps;
  experience.attraction(state, column) =
      (decay * weight * experience.attraction(state, column) + steps * payoff) / (decay * weight + steps);
  weight = grown;
}

void learn_instruments(World& world, const Context& context) {
  const auto& learn = context.parameters().learn;
  const auto& choose = context.parameters().choose;
  Experience& experience = world.experience;
  const double kept = kept_experience(world.clock.years, learn.half_life);
  const double prior = learn.prior_count / 2.0;
  // Column by column, as they lie in memory; most cells have nothing new, so that their counts are left to whole arrays.
  for (int column = 0; column < experience.wins.cols(); ++column) {
    for (int state = 0; state < experience.wins.rows(); ++state) {
      learn_delay(experience, {state, column}, experience.wins(state, column) * kept);
    }
  }
  const auto updated = [&](double count, double fresh) { return updated_count(count, prior, kept, fresh); };
  experience.wins = experience.wins.binaryExpr(experience.new_wins, updated);
  experience.losses = experience.losses.binaryExpr(experience.new_losses, updated);
  if (choose.learning != static_cast<int>(Learning::ewa)) return;
  for (int column = 0; column < experience.wins.cols(); ++column) {
    for (int state = 0; state < experience.wins.rows(); ++state) {
      learn_attraction(experience, choose, {state, column}, world.clock.years);
    }
  }
}

// Providers' beliefs jump when a ruling is entered; between rulings they fade towards Beta(1, 1), a month at a time:
// the half-life is years, the table large.
void fade_beliefs(World& world, const Context& context) {
  const int months = periods_ending(world.clock, context.parameters().run.start, kDaysPerMonth);
  if (months == 0) return;
  const double kept = kept_experience(months / 12.0, context.parameters().learn.half_life);
  for (const int column : world.strategy.learned) {
    for (Eigen::ArrayXXd* counts : {&world.strategy.wins, &world.strategy.losses}) {
      counts->col(column) = 1.0 + (counts->col(column) - 1.0) * kept;
    }
  }
}

}  // namespace

double kept_experience(double years, double half_life_years) {
  constexpr double kLn2 = 0.693147180559945309;
  return exp_same(-kLn2 * years / half_life_years);
}

double updated_count(double count, double prior, double kept, double evidence) {
  return prior + (count - prior) * kept + evidence;
}

Experience make_experience(const Context& context) {
  const auto& parameters = context.parameters();
  const int states = context.setup.states;
  const int columns = kContexts * kInstruments;
  Experience experience;
  for (Eigen::ArrayXXd* array : {&experience.wins, &experience.losses}) {
    *array = Eigen::ArrayXXd::Constant(states, columns, parameters.learn.prior_count / 2.0);
  }
  for (Eigen::ArrayXXd* array : {&experience.new_wins, &experience.new_losses, &experience.new_delay}) {
    *array = Eigen::ArrayXXd::Zero(states, columns);
  }
  experience.experience_weight = Eigen::ArrayXXd::Ones(states, columns);
  experience.delay = Eigen::ArrayXXd::Zero(states, columns);
  experience.attraction = Eigen::ArrayXXd::Zero(states, columns);
  const std::array<double, kInstruments> delays = {
      parameters.respond.order_days, parameters.learn.assistance_days, parameters.respond.agreement_days,
      parameters.respond.voluntary_days};
  for (int column = 0; column < columns; ++column) {
    const double delay = delays[static_cast<std::size_t>(column % kInstruments)];
    experience.delay.col(column) = delay;
    experience.attraction.col(column) = instrument_utility(parameters.choose, 0.5, delay, 0.0);
  }
  return experience;
}

void learn(World& world, const Context& context) {
  if (context.parameters().choose.learning != static_cast<int>(Learning::none))
    learn_instruments(world, context);
  Experience& experience = world.experience;
  for (Eigen::ArrayXXd* evidence : {&experience.new_wins, &experience.new_losses, &experience.new_delay}) {
    evidence->setZero();  // every attempt counts once
  }
  fade_beliefs(world, context);
}

}  // namespace comity
