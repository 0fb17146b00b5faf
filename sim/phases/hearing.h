/// One case before one bench: who sits, what moves the votes, what is held.
#pragma once

#include "phases/votes.h"
#include "world/context.h"

#include <vector>

namespace comity {

/// Ideal points of the judges who hear a case at its stage: one judge; for the review another of the same court; a
/// panel of three; the full court less recusals; the whole apex.
std::vector<double> seat_bench(const World& world, const Context& context, const Case& dispute);

/// An open question in a case, and +1 where accepting it helps the government there, else -1.
struct Issue {
  int question = 0;
  int orientation = 1;
};

/// What moves the votes in a case on one of its open questions in the court before which it is.
Ballot ballot_on_question(const World& world, const Context& context, const Case& dispute,
                          const Issue& issue);

/// The same where the law is certain and only merit is disputed. Where the forum's law lets the provider plead the law of
/// another state (effect `comity`), its balance of interests decides on the plea, in place of litigate.conflict_weight.
Ballot ballot_on_merit(const World& world, const Context& context, const Case& dispute);

/// The streams of the votes on an open question (by its number) or on merit (kMeritVotes) in a case at its stage.
VoteDraws vote_draws(const Context& context, const Case& dispute, unsigned number);

/// The issue that a question raises in this case; the other questions read as the court holds them.
Issue raise_issue(const World& world, const Context& context, const Case& dispute, int question);

/// What a bench held on one open question.
struct Holding {
  Issue issue;
  bool accepted = false;
  bool tied = false;           // the reading below stands and no precedent is made
  bool distinguished = false;  // the majority set the leading precedent aside
  Votes votes;
};

/// Whether what was held helps the government.
inline bool favours_government(const Holding& holding) {
  return holding.accepted == (holding.issue.orientation > 0);
}

/// What a bench held in a case.
struct Judgment {
  std::vector<Holding> holdings;  // one per open question, ascending
  Votes votes;                    // on the first open question, else on merit
  bool tied = false;
  bool government_won = false;
  law::QuestionSet accepted = 0;  // readings of the case's open questions
};

/// Has the bench vote. With open questions the government wins when the law compels under the majority's readings, other
/// questions as the court holds them, undecided ones not accepted. A tie leaves the ruling below.
Judgment hear_case(const World& world, const Context& context, const Case& dispute,
                   std::span<const double> bench);

/// Chance that the apex would read some question of the case otherwise than the court below: the largest over its
/// questions, exact over the bench's votes; of copying courts (litigate.reception) by the readings there are.
double disagreement_above(const World& world, const Context& context, const Case& dispute);

/// Chance that law decided or pressed for will undo a reading of the question in this state: for a reform of reach a
/// reading for the provider, for a blocking statute one for the government [0, 1].
struct Undoing {
  double for_provider = 0.0;
  double for_government = 0.0;
};
Undoing chance_of_undoing(const World& world, const Context& context, int state, int question);

}  // namespace comity
