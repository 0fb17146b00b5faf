/// What is noted about a demand before the courts, and about its end.
#pragma once

#include "phases/case_draws.h"
#include "phases/case_notes.h"
#include "phases/ending.h"
#include "phases/hearing.h"
#include "phases/watch.h"

#include <array>
#include <vector>

namespace comity {

/// A case was opened.
struct Opened {
  Case dispute;
};

/// A dispute was settled before trial.
struct Settled {};

/// A party's or court's move at the end of a stage.
struct Move {
  Stage stage = Stage::motion;
  MoveDraw move = kAppeal;
  double probability = 0.0;
  bool made = false;
};

/// Briefs were filed.
struct Briefs {
  Stage stage = Stage::appeal;
  int court = 0;
  double salience = 0.0;
  std::array<int, kAmicusKinds> firm{};
  std::array<int, kAmicusKinds> government{};
  int neutral = 0;
};

/// One judge on one question.
struct JudgeHeard {
  double ideal_point = 0.0;
  double chance = 0.0;  // of a vote for the government with the precedent
  Vote vote;
};

/// One open question, or the merit, before a bench.
struct IssueHeard {
  Issue issue;  // question -1: merit
  Ballot ballot;
  std::vector<JudgeHeard> judges;
  Holding holding;
};

/// A bench heard the case.
struct Heard {
  Stage stage = Stage::motion;
  int court = 0;
  bool government_before = false;  // the ruling under review
  std::vector<IssueHeard> issues;
  Judgment judgment;
};

/// A decision in the case.
struct Decided {
  Decision decision;
  Stage stage = Stage::motion;
  int court = 0;
  bool government_won = false;  // as it stands after the decision
};

/// What the apex weighed before it took or refused the case.
struct Petitioned {
  Petition petition;
};

/// What a ruling of the case (or its vacatur) changed.
struct Changed {
  struct Reading {
    int court = 0;
    int question = 0;
    int before = 0;
    int after = 0;
  };
  struct Belief {
    int circuit = 0;
    int question = 0;
    double before = 0.0;  // providers' chance of winning [0, 1]
    double after = 0.0;
  };
  struct Split {
    int question = 0;
    bool opened = false;
  };
  int vacated = 0;                // rulings of the case that lost their weight
  int circuit = -1;               // of the case
  bool adverse = false;           // an appellate or apex ruling against the government
  std::vector<Reading> readings;  // that hold in courts of the forum
  std::vector<Belief> beliefs;    // per circuit
  std::vector<Split> splits;
  int resisting = 0;  // providers that began (> 0) or ceased (< 0) to resist on the case's questions
};

/// A reform that answers to the case's questions moved.
struct Reformed {
  int reform = 0;  // index into Config::reforms
  int jurisdiction = 0;
  ReformState::Status status = ReformState::Status::open;
  double before = 0.0;  // pressure
  double after = 0.0;
  double decided = 0.0;     // [day]
  double force_time = 0.0;  // [day]
};

/// Fines ran while the provider disobeyed [value].
struct Fined {
  double amount = 0.0;
};

/// How the demand moved something that many demands move, by itself.
struct Touch {
  int state = 0;        // or market
  double weight = 0.0;  // affronts or real disclosures it added
  double rate = 0.0;    // of such a year before
  double level = 0.0;   // stance or trust then
  double effect = 0.0;  // on it within a year, by itself
};

/// An attempt or the demand ended.
struct Ended {
  Ending ending;
  bool last = true;              // false: another instrument may follow
  std::vector<Touch> stance;     // of states towards the forum
  std::vector<Touch> trust;      // of the subject's market in the provider
  double believed_before = 0.0;  // the service's chance that the instrument works
  double believed_after = 0.0;
  double fight_years = 0.0;  // public fights that markets abroad saw
};

}  // namespace comity
