/// Kernels of judging: what moves a vote, how a bench decides, when the apex takes a case.
#pragma once

#include "random/stream.h"
#include "scenario/parameters.h"

#include <span>

namespace comity {

/// What moves every vote of a bench on one question [log-odds, positive favours the government].
struct Pull {
  double free = 0.0;       // prior, merit, advantage, courts elsewhere, briefs, conflict
  double precedent = 0.0;  // the court's own precedents and its superior's reading
  double plea = 0.0;       // chance that a judge lets the provider off because of another state's law [0, 1]
  double undone_provider = 0.0;    // how far a judge discounts a reading for the provider, or
  double undone_government = 0.0;  // for the government, that pending law would undo [0, 1]
};

/// What the pull is made of [log-odds, positive favours the government].
struct Terms {
  double prior = 0.0;      // of the open question; where only merit is disputed: litigate.merit_base
  double sister = 0.0;     // courts of the same state elsewhere
  double foreign = 0.0;    // courts of other states
  double merit = 0.0;      // of the government's case
  double advantage = 0.0;  // of the government before courts of this level
  double briefs = 0.0;     // amicus briefs
  double conflict = 0.0;   // another state forbids the disclosure
  double own = 0.0;        // the court's own precedents
  double superior = 0.0;   // the reading that binds it
};

/// The sum of the terms as a pull without plea and without discount.
Pull pull_of(const Terms& terms);

/// A vote to be taken: the pull and whether the leading precedent can be distinguished in this case.
struct Ballot {
  Pull pull;
  bool may_distinguish = false;
  Terms terms{};  // of which the pull is made
};

/// Votes of a bench.
struct Votes {
  int government = 0;
  int provider = 0;
  int distinguishing = 0;  // judges who set the precedent aside
};

/// Streams of one vote, one number per judge from each.
struct VoteDraws {
  Stream vote;
  Stream distinguish;
};

/// Pull of accumulated precedent weight, positive towards the government: strength * tanh(weight) [log-odds].
double precedent_pull(double weight, double strength);

/// Chance that a judge with this ideal point votes for the government and follows precedent.
double vote_probability(const Pull& pull, double ideal_point);

/// How far the judge's own view departs from the precedent: the chance that the judge, free of it, votes against it
/// [0, 1]. Above 1/2 the precedent is unwelcome.
double precedent_gap(const Pull& pull, double ideal_point);

/// Chance that a judge distinguishes an unwelcome precedent at this gap; rises with it, 1/2 at distinguish_gap.
double distinguish_probability(const LitigateParameters& litigate, double gap);

/// One judge's vote.
struct Vote {
  bool government = false;
  bool aside = false;  // the judge set the precedent aside, whatever came of it
};

/// The vote of a judge with this ideal point; takes one number from each stream.
Vote cast_vote(const LitigateParameters& litigate, const Ballot& ballot, double ideal_point,
               VoteDraws& draws);

/// The votes of a bench with these ideal points.
Votes cast_votes(const LitigateParameters& litigate, const Ballot& ballot, std::span<const double> bench,
                 VoteDraws draws);

/// Chance that more than half of independent voters say yes (exact convolution of the Poisson-binomial).
double majority_probability(std::span<const double> yes);

/// Chance that the apex takes a case: min(1, level * (2 disagreement)^power).
double certiorari_probability(double level, double disagreement, double power);

}  // namespace comity
