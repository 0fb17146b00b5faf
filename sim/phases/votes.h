/// Kernels of judging: what moves a vote, how a bench decides, when the apex takes a case.
#pragma once

#include "fields.h"
#include "random/stream.h"
#include "scenario/parameters.h"

#include <span>

namespace comity {

// clang-format off

/// What moves every vote of a bench on one question [log-odds, positive favours the government].
#define COMITY_PULL(X) \
  X(double, free, "prior, merit, advantage, courts elsewhere, briefs, conflict") \
  X(double, precedent, "the court's own precedents and its superior's reading") \
  X(double, plea, "chance that a judge lets the provider off because of another state's law [0, 1]") \
  X(double, undone_provider, "how far a judge discounts a reading for the provider, or") \
  X(double, undone_government, "for the government, that pending law would undo [0, 1]")
struct Pull { COMITY_FIELDS(COMITY_PULL) };

/// What the pull is made of [log-odds, positive favours the government].
#define COMITY_TERMS(X) \
  X(double, prior, "of the open question; where only merit is disputed: litigate.merit_base") \
  X(double, merit, "of the government's case") \
  X(double, advantage, "of the government before courts of this level") \
  X(double, sister, "courts of the same state elsewhere") \
  X(double, foreign, "courts of other states") \
  X(double, briefs, "amicus briefs") \
  X(double, conflict, "another state forbids the disclosure") \
  X(double, own, "the court's own precedents") \
  X(double, superior, "the reading that binds it")
struct Terms { COMITY_FIELDS(COMITY_TERMS) };

// clang-format on

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
