#include "phases/hearing.h"

#include "index.h"
#include "phases/case_draws.h"
#include "phases/copying.h"
#include "phases/precedent.h"
#include "phases/situation.h"
#include "phases/watch.h"
#include "world/places.h"

#include <algorithm>
#include <bit>

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

}  // namespace comity
