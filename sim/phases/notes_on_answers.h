/// What is noted about a demand outside the courts: law, choice, answers, assistance.
#pragma once

#include "phases/choose.h"
#include "phases/orders.h"
#include "phases/reply.h"
#include "tables/events.h"

#include <array>
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
  PrecedentWorth worth;  // of a test case
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

/// Some of the real demands go their own way.
struct Parted {
  Parting why = Parting::merit;
  int first = 1;  // part
  int count = 1;

  /// Whether this part of the demand, by its name, is among them.
  bool contains(std::uint32_t part) const {
    const auto number = static_cast<int>(part);
    return number >= first && number < first + count;
  }
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

}  // namespace comity
