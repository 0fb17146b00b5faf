#include "phases/votes.h"

#include "random/distributions.h"
#include "random/elementary.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace comity {

double precedent_pull(double weight, double strength) { return strength * tanh_same(weight); }

Pull pull_of(const Terms& terms) {
  Pull pull;
  pull.free = (terms.prior + terms.sister + terms.foreign) + (terms.merit + terms.advantage + terms.briefs) +
              terms.conflict;
  pull.precedent = terms.own + terms.superior;
  return pull;
}

double vote_probability(const Pull& pull, double ideal_point) {
  const double log_odds = pull.free + pull.precedent + ideal_point;
  const double discount = log_odds < 0.0 ? pull.undone_provider : pull.undone_government;
  return logistic(log_odds * (1.0 - discount)) * (1.0 - pull.plea);
}

double precedent_gap(const Pull& pull, double ideal_point) {
  const double government = logistic(pull.free + ideal_point);
  return pull.precedent < 0.0 ? government : 1.0 - government;
}

double distinguish_probability(const LitigateParameters& litigate, double gap) {
  return logistic((gap - litigate.distinguish_gap) / litigate.distinguish_width);
}

Vote cast_vote(const LitigateParameters& litigate, const Ballot& ballot, double ideal_point,
               VoteDraws& draws) {
  const double u_vote = draws.vote.uniform();
  const double u_distinguish = draws.distinguish.uniform();
  const double gap = precedent_gap(ballot.pull, ideal_point);
  const bool unwelcome = ballot.may_distinguish && ballot.pull.precedent != 0.0 && gap > 0.5;
  const bool aside = unwelcome && u_distinguish < distinguish_probability(litigate, gap);
  Pull pull = ballot.pull;
  if (aside) pull.precedent = 0.0;
  return {u_vote < vote_probability(pull, ideal_point), aside};
}

Votes cast_votes(const LitigateParameters& litigate, const Ballot& ballot, std::span<const double> bench,
                 VoteDraws draws) {
  Votes votes;
  for (const double ideal_point : bench) {
    const auto [government, aside] = cast_vote(litigate, ballot, ideal_point, draws);
    votes.government += government ? 1 : 0;
    votes.provider += government ? 0 : 1;
    votes.distinguishing += aside && government == (ballot.pull.precedent < 0.0) ? 1 : 0;
  }
  return votes;
}

double majority_probability(std::span<const double> yes) {
  std::vector<double> count(yes.size() + 1, 0.0);  // count[k]: chance of k yes among those seen so far
  count[0] = 1.0;
  std::size_t seen = 0;
  for (const double chance : yes) {
    ++seen;
    for (std::size_t k = seen; k > 0; --k) count[k] = count[k] * (1.0 - chance) + count[k - 1] * chance;
    count[0] *= 1.0 - chance;
  }
  double sum = 0.0;
  for (std::size_t k = yes.size() / 2 + 1; k < count.size(); ++k) sum += count[k];
  return sum;
}

double certiorari_probability(double level, double disagreement, double power) {
  return std::min(1.0, level * pow_same(2.0 * disagreement, power));
}

}  // namespace comity
