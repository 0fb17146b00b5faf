// What happened to the watched demand before the courts.
#include "phases/copying.h"
#include "phases/note.h"

#include <optional>
#include <utility>

namespace comity {

namespace {

// The votes once more, judge by judge: the same streams give the same votes.
IssueHeard hear_again(const Context& context, const Case& dispute, std::span<const double> bench,
                      IssueHeard heard) {
  const int question = heard.issue.question;
  VoteDraws draws =
      vote_draws(context, dispute, question < 0 ? kMeritVotes : static_cast<unsigned>(question));
  for (const double ideal_point : bench) {
    const double chance = vote_probability(heard.ballot.pull, ideal_point);
    const Vote vote = cast_vote(context.parameters().litigate, heard.ballot, ideal_point, draws);
    heard.judges.push_back({ideal_point, chance, vote});
  }
  return heard;
}

}  // namespace

void watch_opening(const Context& context, const Case& dispute) {
  Diary* diary = diary_of(context, dispute.demand);
  if (diary == nullptr) return;
  add_note(*diary, dispute.demand, dispute.opened, Opened{dispute});
}

void watch_settlement(const Context& context, const Case& dispute) {
  Diary* diary = diary_of(context, dispute.demand);
  if (diary == nullptr) return;
  add_note(*diary, dispute.demand, dispute.opened, Settled{});
}

void watch_briefs(const Context& context, const Case& dispute) {
  Diary* diary = diary_of(context, dispute.demand);
  if (diary == nullptr) return;
  add_note(*diary, dispute.demand, dispute.stage_began,
           Briefs{dispute.stage, dispute.court, dispute.salience, dispute.briefs_firm,
                  dispute.briefs_government, dispute.briefs_neutral});
}

void watch_hearing(const World& world, const Context& context, const Case& dispute,
                   const Judgment& judgment) {
  Diary* diary = diary_of(context, dispute.demand);
  if (diary == nullptr) return;
  const std::vector<double> bench = seat_bench(world, context, dispute);
  Heard heard;
  heard.stage = dispute.stage;
  heard.court = dispute.court;
  heard.government_before = dispute.government_won;
  heard.judgment = judgment;
  for (const Holding& holding : judgment.holdings) {
    const Ballot ballot = ballot_on_question(world, context, dispute, holding.issue);
    heard.issues.push_back(hear_again(context, dispute, bench, {holding.issue, ballot, {}, holding}));
    // Courts that copy vote alike, whatever their judges think.
    const std::optional<bool> copied = copied_side(world, context, dispute, holding.issue);
    for (JudgeHeard& judge : heard.issues.back().judges) {
      if (copied) judge = {judge.ideal_point, *copied ? 1.0 : 0.0, {*copied, false}};
    }
  }
  if (judgment.holdings.empty()) {
    Holding merit;
    merit.issue = {-1, 1};
    merit.votes = judgment.votes;
    merit.tied = judgment.tied;
    merit.accepted = judgment.government_won;
    const Ballot ballot = ballot_on_merit(world, context, dispute);
    heard.issues.push_back(hear_again(context, dispute, bench, {merit.issue, ballot, {}, merit}));
  }
  add_note(*diary, dispute.demand, dispute.due, std::move(heard));
}

void watch_decision(const Context& context, const Case& dispute, const Decision& decision) {
  Diary* diary = diary_of(context, dispute.demand);
  if (diary == nullptr) return;
  add_note(*diary, dispute.demand, decision.time,
           Decided{decision, dispute.stage, dispute.court, dispute.government_won});
}

void watch_move(const Context& context, const Case& dispute, const MoveDrawn& move) {
  Diary* diary = diary_of(context, dispute.demand);
  if (diary == nullptr || (move.number == kStay && std::exchange(diary->stay_known, true))) return;
  add_note(*diary, dispute.demand, dispute.due,
           Move{dispute.stage, static_cast<MoveDraw>(move.number), move.probability, move.made});
}

void watch_petition(const Context& context, const Case& dispute, const Petition& petition) {
  Diary* diary = diary_of(context, dispute.demand);
  if (diary != nullptr) add_note(*diary, dispute.demand, dispute.due, Petitioned{petition});
}

void watch_fine(const Context& context, const Case& dispute, double amount) {
  Diary* diary = diary_of(context, dispute.demand);
  if (diary != nullptr && amount > 0.0) add_note(*diary, dispute.demand, dispute.due, Fined{amount});
}

void watch_fight(const Context& context, const Case& dispute, double years) {
  Diary* diary = diary_of(context, dispute.demand);
  if (diary != nullptr) diary->fight_years += years;
}

}  // namespace comity
