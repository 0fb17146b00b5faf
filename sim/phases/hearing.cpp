#include "phases/hearing.h"

#include "index.h"
#include "phases/amici.h"
#include "phases/case_draws.h"
#include "phases/copying.h"
#include "phases/memos.h"
#include "phases/precedent.h"
#include "phases/situation.h"
#include "phases/watch.h"
#include "random/elementary.h"
#include "world/places.h"

#include <algorithm>
#include <bit>
#include <optional>

namespace comity {

namespace {

constexpr std::size_t kPanel = 3;

// The first `wanted` of a random order of the judges.
std::vector<double> draw_judges(Stream stream, std::vector<double> judges, std::size_t wanted) {
  wanted = std::min(wanted, judges.size());
  for (std::size_t seat = 0; seat < wanted; ++seat) {
    const std::size_t rest = judges.size() - seat;
    const auto step = static_cast<std::size_t>(stream.uniform() * static_cast<double>(rest));
    std::swap(judges[seat], judges[seat + std::min(step, rest - 1)]);
  }
  judges.resize(wanted);
  return judges;
}

// The court hears the review with a second judge; where there is only one, with the same.
std::vector<double> seat_first_instance(const Context& context, const Case& dispute,
                                        const std::vector<double>& all) {
  Case motion = dispute;
  motion.stage = Stage::motion;
  auto judges = draw_judges(case_stream(context, motion, Purpose::assign_court), all, 2);
  if (dispute.stage == Stage::review && judges.size() > 1) judges.erase(judges.begin());
  judges.resize(1);
  return judges;
}

std::vector<double> recuse(const Context& context, const Case& dispute, const std::vector<double>& all) {
  Stream stream = case_stream(context, dispute, Purpose::recuse);
  std::vector<double> sitting;
  for (const double judge : all) {
    if (!draw_bernoulli(stream, context.parameters().litigate.recusal_rate)) sitting.push_back(judge);
  }
  return sitting;
}

// What the votes amount to; `below` is the reading that stands if they tie.
Holding hold(const Votes& votes, const Issue& issue, const Pull& pull, bool below) {
  Holding holding;
  holding.issue = issue;
  holding.votes = votes;
  const bool government = votes.government > votes.provider;
  holding.tied = votes.government == votes.provider;
  holding.accepted = holding.tied ? below : government == (issue.orientation > 0);
  holding.distinguished = !holding.tied && votes.distinguishing > 0 && government == (pull.precedent < 0.0);
  return holding;
}

}  // namespace

VoteDraws vote_draws(const Context& context, const Case& dispute, unsigned number) {
  return {case_stream(context, dispute, Purpose::vote, number),
          case_stream(context, dispute, Purpose::distinguish, number)};
}

std::vector<double> seat_bench(const World& world, const Context& context, const Case& dispute) {
  const auto begin = world.courts.judges.begin() + world.courts.bench_begin[index(dispute.court)];
  std::vector<double> all(begin, begin + world.courts.bench_size[index(dispute.court)]);
  switch (dispute.stage) {
    case Stage::motion:
    case Stage::review:
      return seat_first_instance(context, dispute, all);
    case Stage::appeal:
      return draw_judges(case_stream(context, dispute, Purpose::assign_court), all, kPanel);
    case Stage::en_banc:
      return recuse(context, dispute, all);
    case Stage::petition:
    case Stage::apex:
      break;
  }
  return all;
}

Issue raise_issue(const World& world, const Context& context, const Case& dispute, int question) {
  const HeldReadings held =
      held_readings(world, dispute.court, stays_in_place(context, dispute.demand.provider));
  // Where the question makes no difference beside the readings held, it may beside others.
  for (const law::QuestionSet readings : {held.accepted, law::QuestionSet{0}, dispute.questions}) {
    const int direction = orientation(world, context, dispute.demand, {question, readings});
    if (direction != 0) return {question, direction};
  }
  return {question, 1};
}

Judgment hear_case(const World& world, const Context& context, const Case& dispute,
                   std::span<const double> bench) {
  Judgment judgment;
  if (dispute.questions == 0) {
    const Ballot ballot = ballot_on_merit(world, context, dispute);
    const Votes votes =
        cast_votes(context.parameters().litigate, ballot, bench, vote_draws(context, dispute, kMeritVotes));
    judgment.votes = votes;
    judgment.tied = votes.government == votes.provider;
    judgment.government_won = judgment.tied ? dispute.government_won : votes.government > votes.provider;
    watch_hearing(world, context, dispute, judgment);
    return judgment;
  }
  for (law::QuestionSet rest = dispute.questions; rest != 0; rest &= rest - 1) {
    const Issue issue = raise_issue(world, context, dispute, std::countr_zero(rest));
    const Ballot ballot = ballot_on_question(world, context, dispute, issue);
    const auto number = static_cast<unsigned>(issue.question);
    const std::optional<bool> copied = copied_side(world, context, dispute, issue);
    const Votes votes = copied ? vote_alike(*copied, bench.size())
                               : cast_votes(context.parameters().litigate, ballot, bench,
                                            vote_draws(context, dispute, number));
    const Holding holding = hold(votes, issue, ballot.pull, (dispute.accepted >> number & 1U) != 0);
    judgment.accepted |= holding.accepted ? law::QuestionSet{1} << holding.issue.question : 0;
    judgment.tied = judgment.tied || holding.tied;
    judgment.holdings.push_back(holding);
  }
  judgment.votes = judgment.holdings.front().votes;
  const HeldReadings held =
      held_readings(world, dispute.court, stays_in_place(context, dispute.demand.provider));
  const law::QuestionSet readings = judgment.accepted | (held.accepted & ~dispute.questions);
  judgment.government_won = order_holds(world, context, dispute.demand, readings);
  watch_hearing(world, context, dispute, judgment);
  return judgment;
}

double disagreement_above(const World& world, const Context& context, const Case& dispute) {
  if (const std::optional<double> chance = disagreement_by_copying(world, context, dispute)) return *chance;
  Case above = dispute;
  above.stage = Stage::apex;
  above.court = world.courts.apex[index(dispute.demand.forum)];
  const std::vector<double> bench = seat_bench(world, context, above);
  double most = 0.0;
  for (law::QuestionSet rest = dispute.questions; rest != 0; rest &= rest - 1) {
    const int question = std::countr_zero(rest);
    const Issue issue = raise_issue(world, context, above, question);
    const Ballot ballot = ballot_on_question(world, context, above, issue);
    const bool accepted = (dispute.accepted >> question & 1U) != 0;
    const bool government_below = accepted == (issue.orientation > 0);
    std::vector<double> against;
    for (const double judge : bench) {
      const double government = vote_probability(ballot.pull, judge);
      against.push_back(government_below ? 1.0 - government : government);
    }
    most = std::max(most, majority_probability(against));
  }
  return most;
}

// --- what moves the votes of a bench

namespace {

double advantage_at(const LitigateParameters& litigate, Stage stage) {
  switch (stage) {
    case Stage::motion:
    case Stage::review:
      return litigate.government_first;
    case Stage::appeal:
    case Stage::en_banc:
    case Stage::petition:
      return litigate.government_lower;
    case Stage::apex:
      break;
  }
  return litigate.government_apex;
}

// Common to all cases of a kind: merit, advantage of the government, briefs.
Terms common_terms(const Context& context, const Case& dispute) {
  const auto& litigate = context.parameters().litigate;
  Terms terms;
  terms.merit = dispute.demand.merit / litigate.merit_scale;
  terms.advantage = advantage_at(litigate, dispute.stage) +
                    context.config.states[index(dispute.demand.forum)].courts.leaning;
  terms.briefs = briefs_pull(dispute, litigate.amici_weight);
  return terms;
}

// Log-odds that the plea of another state's law succeeds; nothing where no law of the forum lets the provider make it.
std::optional<double> weigh_plea(const World& world, const Context& context, const Case& dispute) {
  if (dispute.conflict_chance <= 0.0) return std::nullopt;
  const int barring = context.memos.situations.view(world, context, dispute.demand).bar_state;
  const law::FactSet forbidden = law::fact::forbidden_elsewhere | bar_facts(world, dispute.demand, barring);
  std::vector<int> jurisdictions = context.setup.unions_of[index(dispute.demand.forum)];
  jurisdictions.insert(jurisdictions.begin(), dispute.demand.forum);
  for (const int jurisdiction : jurisdictions) {
    const JurisdictionLaw& law = world.laws[index(jurisdiction)];
    const law::FactSet facts = order_facts(world, context, dispute.demand, jurisdiction) | forbidden;
    if (!law::ask_one(*law.law, law::Effect::comity, facts).certain) continue;
    return law::balance(context.config.library, law.in_force,
                        std::max(world.clock.day(), static_cast<Day>(dispute.due)), law::Effect::comity,
                        facts);
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
  terms.foreign = precedent_pull(weights.foreign, litigate.foreign_precedent);
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
