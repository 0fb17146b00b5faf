// What moves the votes of a bench.
#include "index.h"
#include "phases/amici.h"
#include "phases/hearing.h"
#include "phases/precedent.h"
#include "phases/situation.h"
#include "random/elementary.h"
#include "world/places.h"

#include <algorithm>
#include <optional>

namespace comity {

namespace {

// Common to all cases of a kind: merit, advantage of the government, briefs.
Terms common_terms(const Context& context, const Case& dispute) {
  const auto& litigate = context.parameters().litigate;
  Terms terms;
  terms.merit = dispute.demand.merit / litigate.merit_scale;
  terms.advantage = dispute.stage == Stage::apex ? litigate.government_apex : litigate.government_lower;
  terms.briefs = briefs_pull(dispute, litigate.amici_weight);
  return terms;
}

// Log-odds that the plea of another state's law succeeds; nothing where no law of the forum lets the provider make it.
std::optional<double> weigh_plea(const World& world, const Context& context, const Case& dispute) {
  if (dispute.conflict_chance <= 0.0) return std::nullopt;
  std::vector<int> jurisdictions = context.setup.unions_of[index(dispute.demand.forum)];
  jurisdictions.insert(jurisdictions.begin(), dispute.demand.forum);
  for (const int jurisdiction : jurisdictions) {
    const JurisdictionLaw& law = world.laws[index(jurisdiction)];
    const law::FactSet facts =
        order_facts(world, context, dispute.demand, jurisdiction) | law::fact::forbidden_elsewhere;
    if (!law::has(law::ask(*law.law, facts).certain, law::Effect::comity)) continue;
    return law::balance(context.config.library, law.in_force, world.clock.day(), law::Effect::comity, facts);
  }
  return std::nullopt;
}

bool is_higher(Stage stage) { return stage == Stage::petition || stage == Stage::apex; }

double loss_by_conflict(const Context& context, const Case& dispute) {
  return -(context.parameters().litigate.conflict_weight * dispute.conflict_chance);
}

// Terms of a question but for the court's own precedents and its superior's.
Terms free_terms(const Context& context, const Case& dispute, const Issue& issue,
                 const PrecedentWeights& weights) {
  const auto& litigate = context.parameters().litigate;
  const auto sign = static_cast<double>(issue.orientation);
  Terms terms = common_terms(context, dispute);
  terms.prior = sign * logit(context.config.library.questions[index(issue.question)].prior);
  terms.sister = sign * precedent_pull(weights.sister, litigate.sister_precedent);
  terms.foreign = sign * precedent_pull(weights.foreign, litigate.foreign_precedent);
  terms.conflict = loss_by_conflict(context, dispute);
  return terms;
}

}  // namespace

Ballot ballot_on_question(const World& world, const Context& context, const Case& dispute,
                          const Issue& issue) {
  const int question = issue.question;
  const auto& litigate = context.parameters().litigate;
  const bool stable = stays_in_place(context, dispute.demand.provider);
  const PrecedentView view{dispute.court, question, stable, dispute.number, dispute.due};
  const PrecedentWeights weights = weigh_precedents(world, context, view);
  const int superior = world.courts.superior[index(dispute.court)];
  const bool bound =
      superior >= 0 && world.precedents.distinguished(dispute.court, precedent_column(question, stable)) == 0;
  const int above = bound ? reading_in(world, superior, question, stable) : 0;
  const auto sign = static_cast<double>(issue.orientation);
  Ballot ballot;
  ballot.terms = free_terms(context, dispute, issue, weights);
  ballot.terms.own = sign * precedent_pull(weights.own, litigate.own_precedent);
  ballot.terms.superior = sign * (context.config.states[index(dispute.demand.forum)].courts.binding * above);
  ballot.pull = pull_of(ballot.terms);
  const Ruling* leading = leading_ruling(world, view);
  ballot.may_distinguish = superior >= 0 && leading != nullptr && leading->stable_location != stable;
  if (litigate.strategic_apex && is_higher(dispute.stage)) {
    const Undoing undoing = chance_of_undoing(world, context, dispute.demand.forum, question);
    ballot.pull.undone_provider = undoing.for_provider;
    ballot.pull.undone_government = undoing.for_government;
  }
  return ballot;
}

Ballot ballot_on_merit(const World& world, const Context& context, const Case& dispute) {
  Ballot ballot;
  ballot.terms = common_terms(context, dispute);
  ballot.terms.prior = context.parameters().litigate.merit_base;
  const std::optional<double> balance = weigh_plea(world, context, dispute);
  if (!balance) ballot.terms.conflict = loss_by_conflict(context, dispute);
  ballot.pull = pull_of(ballot.terms);
  if (balance) ballot.pull.plea = dispute.conflict_chance * logistic(*balance);
  return ballot;
}

Undoing chance_of_undoing(const World& world, const Context& context, int state, int question) {
  Undoing undoing;
  const double half = context.parameters().legislate.half_pressure;
  for (const ReformState& reform : world.reforms) {
    const ReformConfig& config = context.config.reforms[index(reform.reform)];
    const auto& unions = context.setup.unions_of[index(state)];
    const bool here = reform.jurisdiction == state ||
                      std::find(unions.begin(), unions.end(), reform.jurisdiction) != unions.end();
    if (!here || config.question != question || reform.status == ReformState::Status::in_force) continue;
    const bool decided = reform.status == ReformState::Status::decided;
    if (!decided && config.mode != ReformConfig::Mode::endogenous) continue;
    const double square = reform.pressure * reform.pressure;
    const double chance = decided ? 1.0 : square / (square + half * half);
    double& side =
        config.kind == ReformConfig::Kind::blocking ? undoing.for_government : undoing.for_provider;
    if (config.kind == ReformConfig::Kind::blocking || config.kind == ReformConfig::Kind::reach) {
      side = std::max(side, chance);
    }
  }
  return undoing;
}

}  // namespace comity
