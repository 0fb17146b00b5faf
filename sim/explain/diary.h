/// What is noted about one demand while a run is repeated: plain data in the order of time, for `comity explain`.
#pragma once

#include "explain/name.h"
#include "phases/case_draws.h"
#include "phases/case_notes.h"
#include "phases/choose.h"
#include "phases/ending.h"
#include "phases/hearing.h"
#include "phases/reply.h"

#include <array>
#include <string>
#include <variant>
#include <vector>

namespace comity {

/// A rule that bears on an effect in a situation.
struct RuleSaid {
  /// silent: does not apply
  enum class Force : std::uint8_t { fires, switched_off, depends, silent } force = Force::fires;
  std::uint32_t rule = 0;               // index into Library::rules
  std::vector<std::uint32_t> switches;  // rules that switch it off, under some reading of the open questions
};

/// What one law (of a state or union) said on one effect.
struct LawVoice {
  Instrument route = Instrument::order;
  law::Effect effect = law::Effect::compels;
  int state = 0;         // whose law was asked
  int jurisdiction = 0;  // that state's own law, or its union's
  Certainty answer = Certainty::no;
  double chance = 0.0;  // that the effect holds, by the priors of the open questions
  std::vector<RuleSaid> rules;
};

/// How the courts of the forum read an open question on a day.
struct QuestionStood {
  int question = 0;
  int accepted = 0;  // first-instance courts bound by or holding this reading
  int rejected = 0;
  int undecided = 0;
  double split_opened = -1.0;  // [day] between appellate courts; < 0: none
};

/// The demand is made.
struct Made {
  Demand demand;
};

/// An attempt at the demand begins: what the laws said.
struct LawSaid {
  LegalView view;
  std::vector<LawVoice> voices;
  std::vector<QuestionStood> questions;
};

/// The authority chose an instrument.
struct Chosen {
  Menu menu;
  std::array<Prospect, kInstruments> prospects{};
  std::array<double, kChoices> probability{};
  std::uint8_t choice = 0;      // Instrument, or kInstruments: dropped
  bool by_scenario = false;     // a focal demand comes as an order
  double stance_to_site = 0.0;  // of the forum
  std::uint8_t tried = 0;
};

/// The provider weighed an order.
struct Weighed {
  Stakes stakes;
  std::array<double, kReplies> utility{};
  std::array<double, kReplies> probability{};
  int question = -1;     // as a test case on it; -1: only the merit could be disputed
  double share = 0.0;    // of the provider in the subject's market and segment
  double trust = 0.0;    // of that market in the provider
  bool barred = false;   // another state forbids
  int court = -1;        // first-instance court; -1: none drawn yet
  int reading = 0;       // of the question there
  double kappa = 0.0;    // weight of a precedent
  double like = 0.0;     // like demands [1/year]
  bool pending = false;  // a test case on the question is pending already
};

/// The provider resisted an order, and what the authority weighed then.
struct Resisted {
  int question = -1;
  int court = -1;
  int reading = 0;      // of the question in that court
  double compel = 0.0;  // probabilities
  double narrow = 0.0;
  double assistance = 0.0;
  double drop = 0.0;
  double believed = 0.0;  // chance that a motion to compel succeeds
  bool pending = false;   // a motion on the question is pending in that court
};

/// The provider's answer to an order.
struct Answered {
  EventOutcome outcome = EventOutcome::none;
};

/// The provider's answer to a request or to an order under an agreement.
struct Granted {
  Instrument instrument = Instrument::voluntary;
  double policy = 0.0;     // share of such demands that it grants
  double permitted = 1.0;  // chance that its home law leaves it free
  bool granted = false;
};

/// A treaty request reached a central authority.
struct Queued {
  int state = 0;
  int priority = 0;
  double stance = 0.0;    // of that state towards the forum
  int ahead = 0;          // requests waiting in the same line or one before it
  int waiting = 0;        // all requests waiting
  int serving = 0;        // requests being worked on
  int servers = 0;        // requests that can be worked on at a time
  double capacity = 0.0;  // [real requests/year]
  double scale = 1.0;     // real requests for which one waiting stands
  double gives_up = 0.0;  // [day]
};

/// A treaty request left the central authority.
struct Served {
  int state = 0;
  bool served = false;  // false: withdrawn while it waited
  bool granted = false;
  Certainty assists = Certainty::no;
  double stance = 0.0;
  double probability = 0.0;  // that it is granted
  double arrived = 0.0;      // [day]
  double waited = 0.0;       // [day]
};

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

/// One note.
struct Note {
  double time = 0.0;      // [day]
  double weight = 1.0;    // real demands it is about
  bool in_court = false;  // about the one that went to court
  std::variant<Made, LawSaid, Chosen, Weighed, Resisted, Answered, Granted, Queued, Served, Opened, Settled,
               Move, Briefs, Heard, Decided, Petitioned, Changed, Reformed, Fined, Ended>
      what;
};

/// Everything noted about one demand.
struct Diary {
  DemandName name;
  std::vector<Note> notes;
  law::QuestionSet questions = 0;  // open questions on which an order depended
  double fight_years = 0.0;
  bool adverse = false;     // an adverse ruling of this step, not yet compared with reforms
  bool closing = false;     // the case ends with the next end of a demand
  bool stay_known = false;  // whether the fines run has been noted
};

}  // namespace comity
