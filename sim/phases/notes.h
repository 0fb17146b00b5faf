/// What the phases note about one watched demand while a run is repeated, for `comity explain`: each kind of note is one list of
/// fields, from which come its struct here and its JSON there; what JSON leaves out stands behind the list.
#pragma once

#include "fields.h"
#include "phases/choose.h"
#include "phases/coerce.h"
#include "phases/reply.h"
#include "phases/votes.h"
#include "tables/events.h"
#include "world/name.h"

#include <array>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace comity {

enum class Parting : std::uint8_t;
enum MoveDraw : unsigned;

using StateCode = ListCode<Coding::state>;
using JurisdictionCode = ListCode<Coding::jurisdiction>;
using CourtCode = ListCode<Coding::court>;
using QuestionCode = ListCode<Coding::question>;
using InstrumentCode = ListCode<Coding::instrument>;
using ReformCode = ListCode<Coding::reform>;
using StageCode = ListCode<Coding::stage>;
using MilestoneCode = ListCode<Coding::milestone>;
using OutcomeCode = ListCode<Coding::outcome>;
using FateCode = ListCode<Coding::fate>;
using CoercionCode = ListCode<Coding::coercion>;
using DefianceCode = ListCode<Coding::defiance>;

/// Inside a struct: its members, and under which name it stands in JSON.
#define COMITY_NOTE(name, LIST)                   \
  static constexpr std::string_view kWhat = name; \
  COMITY_FIELDS(LIST)

// clang-format off

// --- the demand, the law, the choice

/// The demand is made.
#define COMITY_MADE(X) \
  X(double, merit, "of the government's case, standardised")
struct Made { COMITY_NOTE("made", COMITY_MADE) };

/// A rule that bears on an effect in a situation.
struct RuleSaid {
  /// silent: does not apply
  enum class Force : std::uint8_t { fires, switched_off, depends, silent } force = Force::fires;
  std::uint32_t rule = 0;               // index into Library::rules
  std::vector<std::uint32_t> switches;  // rules that switch it off, under some reading of the open questions
};

/// What one law (of a state or union) said on one effect.
#define COMITY_LAW_VOICE(X) \
  X(StateCode, state, "whose law was asked") \
  X(JurisdictionCode, jurisdiction, "that state's own law, or its union's") \
  X(InstrumentCode, route, "by which the data were sought") \
  X(law::Effect, effect, "asked for") \
  X(Certainty, answer, "whether the law has it") \
  X(double, chance, "that the effect holds, by the priors of the open questions") \
  X(std::vector<RuleSaid>, rules, "that bear on it")
struct LawVoice { COMITY_FIELDS(COMITY_LAW_VOICE) };

/// How the courts of the forum read an open question on a day.
#define COMITY_QUESTION_STOOD(X) \
  X(QuestionCode, question, "open") \
  X(double, prior, "that a court accepts the arguable rule") \
  X(int, courts_accepted, "first-instance courts bound by or holding this reading") \
  X(int, courts_rejected, "the same for the other") \
  X(int, courts_undecided, "courts without a reading to follow") \
  X(std::optional<double>, split_since, "day a split between appellate courts opened")
struct QuestionStood { COMITY_FIELDS(COMITY_QUESTION_STOOD) };

/// An attempt at the demand begins: what the laws said (LegalView).
#define COMITY_LAW_SAID(X) \
  X(Certainty, order, "the forum compels the provider") \
  X(Approver, approver, "the least under whom it does") \
  X(Certainty, bar, "another state forbids disclosure under an order") \
  X(StateCode, bar_state, "which") \
  X(double, bar_chance, "that it does") \
  X(StateCode, assisting_state, "a request for assistance would go to") \
  X(Certainty, assists, "its law has it help") \
  X(bool, letters, "the request would go without a treaty") \
  X(Certainty, voluntary, "the provider is free to answer a request") \
  X(bool, agreement, "an agreement or Union order reaches the data") \
  X(std::vector<QuestionStood>, questions, "on which the order depends") \
  X(std::vector<LawVoice>, laws, "asked")
struct LawSaid {
  COMITY_NOTE("law", COMITY_LAW_SAID)
  bool agreement_is_union = false;
};

/// What to do: an Instrument, or kInstruments: drop the demand.
struct Choice {
  std::uint8_t number = 0;
};

/// One of the choices: the prospect of an instrument that is open.
#define COMITY_OPTION_WEIGHED(X) \
  X(Choice, instrument, "or dropping") \
  X(bool, open, "by law, and not tried") \
  X(double, probability, "of being chosen") \
  X(std::optional<Prospect>, prospect, "as believed")
struct OptionWeighed { COMITY_FIELDS(COMITY_OPTION_WEIGHED) };

/// The authority chose an instrument.
#define COMITY_CHOSEN(X) \
  X(Choice, chosen, "of the options") \
  X(bool, by_scenario, "a focal demand comes as an order") \
  X(double, goodwill_to_site, "of the forum") \
  X(std::vector<OptionWeighed>, options, "instruments in order, then dropping")
struct Chosen {
  COMITY_NOTE("choice", COMITY_CHOSEN)
  std::uint8_t tried = 0;  // bit per instrument
};

// --- answers

/// Whoever the forum's law asks for was asked to approve the order.
#define COMITY_APPROVED(X) \
  X(Approver, approver, "the least under whom the forum compels the provider") \
  X(double, denied, "share of orders that are not approved") \
  X(bool, approved, "this one was")
struct Approved { COMITY_NOTE("approval", COMITY_APPROVED) };

using ReplyValues = std::array<double, kReplies>;

/// The provider weighed an order.
#define COMITY_WEIGHED(X) \
  X(QuestionCode, question, "as a test case on it; -1: only the merit could be disputed") \
  X(CourtCode, court, "first instance; -1: none drawn yet") \
  X(int, reading, "of the question there") \
  X(Stakes, stakes, "of the order") \
  X(double, market_share, "of the provider in the subject's market and segment") \
  X(double, trust, "of that market in the provider") \
  X(double, kappa, "weight of a precedent: 0 while another test case is pending") \
  X(double, favourable, "share of the state's appellate courts that read the question for providers") \
  X(double, like_demands, "to which it would apply [1/year]") \
  X(bool, test_case_pending, "another one of the provider") \
  X(ReplyValues, utility, "of comply, challenge, refuse") \
  X(ReplyValues, probability, "of these")
struct Weighed {
  COMITY_NOTE("stakes", COMITY_WEIGHED)
  bool barred = false;      // another state forbids
  bool unreadable = false;  // to all but the customer
  bool pleads = false;      // weighed with the plea of the forbidding state's law
};

/// The provider resisted an order, and what the authority weighed then.
#define COMITY_RESISTED(X) \
  X(QuestionCode, question, "on which the order depends") \
  X(CourtCode, court, "of the demand") \
  X(int, reading, "of the question there") \
  X(double, believed, "chance that a motion to compel succeeds") \
  X(bool, motion_pending, "on the question in that court") \
  X(double, compel, "probability of the motion") \
  X(double, narrow, "without it: probability of asking for less") \
  X(double, assistance, "of a treaty request") \
  X(double, drop, "of giving up")
struct Resisted { COMITY_NOTE("resistance", COMITY_RESISTED) };

/// Parts of a demand in a row, by their numbers.
struct Parts {
  int count = 1;
  int first = 1;

  bool contains(std::uint32_t part) const {
    const auto number = static_cast<int>(part);
    return number >= first && number < first + count;
  }
};

/// Some of the real demands go their own way.
#define COMITY_PARTED(X) \
  X(Parting, why, "they do") \
  X(Parts, parts, "that they become")
struct Parted { COMITY_NOTE("parting", COMITY_PARTED) };

/// The provider's answer to an order.
#define COMITY_ANSWERED(X) \
  X(OutcomeCode, outcome, "complied, challenged, resisted or rerouted")
struct Answered { COMITY_NOTE("answer", COMITY_ANSWERED) };

/// The provider's answer to a request or to an order under an agreement.
#define COMITY_GRANTED(X) \
  X(InstrumentCode, instrument, "voluntary or agreement") \
  X(double, policy, "share of such demands that it grants") \
  X(double, permitted, "chance that its home law leaves it free") \
  X(bool, granted, "it did")
struct Granted { COMITY_NOTE("reply", COMITY_GRANTED) };

/// The two ways to obey a capability order, as the provider weighed them.
#define COMITY_WAYS_TO_OBEY(X) \
  X(double, protected_share, "of its data of the market") \
  X(double, removing, "the protection costs it [value]") \
  X(double, withdrawing, "the product costs it [value]") \
  X(double, probability, "of withdrawing")
struct WaysToObey { COMITY_NOTE("ways to obey", COMITY_WAYS_TO_OBEY) };

/// A provider obeyed a capability order.
#define COMITY_UNLOCKED(X) \
  COMITY_WAYS_TO_OBEY(X) \
  X(bool, withdraws, "it did")
struct Unlocked { COMITY_NOTE("obedience", COMITY_UNLOCKED) };

/// A treaty request reached a central authority.
#define COMITY_QUEUED(X) \
  X(StateCode, state, "asked") \
  X(bool, emergency, "before all others") \
  X(double, goodwill, "of that state towards the forum") \
  X(double, put_back, "by missing goodwill [day]") \
  X(int, waiting, "all requests waiting") \
  X(int, ahead, "of them to be called before it") \
  X(int, being_served, "requests being worked on") \
  X(int, servers, "requests that can be worked on at a time") \
  X(double, capacity, "[real requests/year]") \
  X(double, patience_until, "[day]")
struct Queued {
  COMITY_NOTE("queue", COMITY_QUEUED)
  double scale = 1.0;  // real requests for which one waiting stands
};

/// A request for assistance left the central authority.
#define COMITY_SERVED(X) \
  X(StateCode, state, "asked") \
  X(bool, served, "else withdrawn while it waited") \
  X(bool, granted, "by the state") \
  X(Certainty, obliged, "by its law") \
  X(bool, letters, "the request came without a treaty") \
  X(double, stance, "of that state towards the forum") \
  X(double, probability, "that it is granted") \
  X(double, arrived, "[day]") \
  X(double, waited_days, "before work began or the withdrawal")
struct Served { COMITY_NOTE("assistance", COMITY_SERVED) };

// --- before the courts

/// A case was opened.
#define COMITY_OPENED(X) \
  X(int, case_number, "serial") \
  X(CourtCode, court, "first instance") \
  X(bool, motion_to_compel, "brought by the government after resistance") \
  X(std::vector<QuestionCode>, questions, "at stake; none: only merit") \
  X(double, conflict, "chance that another state's bar holds")
struct Opened { COMITY_NOTE("case", COMITY_OPENED) };

/// A dispute was settled before trial.
#define COMITY_SETTLED(X)
struct Settled { COMITY_NOTE("settled", COMITY_SETTLED) };

/// A party's or court's move at the end of a stage.
#define COMITY_MOVE(X) \
  X(StageCode, stage, "that ended") \
  X(MoveDraw, move, "open to it") \
  X(double, probability, "of the move") \
  X(bool, made, "it was")
struct Move { COMITY_NOTE("move", COMITY_MOVE) };

using BriefCounts = std::array<int, kAmicusKinds>;

/// Briefs were filed.
#define COMITY_BRIEFS(X) \
  X(StageCode, stage, "of the case") \
  X(CourtCode, court, "before which") \
  X(double, salience, "public attention [0, 1]") \
  X(BriefCounts, provider, "for it, by kind") \
  X(BriefCounts, government, "for it, by kind") \
  X(int, neutral, "briefs")
struct Briefs { COMITY_NOTE("briefs", COMITY_BRIEFS) };

/// One judge on one question.
#define COMITY_JUDGE_HEARD(X) \
  X(double, ideal_point, "positive: towards the government") \
  X(double, chance, "of a vote for the government with the precedent") \
  X(bool, government, "the vote") \
  X(bool, aside, "the judge set the precedent aside")
struct JudgeHeard { COMITY_FIELDS(COMITY_JUDGE_HEARD) };

/// What moved the votes, and together.
#define COMITY_LOG_ODDS(X) \
  X(Terms, terms, "of the pull") \
  X(Pull, pull, "on each judge")
struct LogOdds { COMITY_FIELDS(COMITY_LOG_ODDS) };

/// One open question, or the merit, before a bench.
#define COMITY_ISSUE_HEARD(X) \
  X(QuestionCode, question, "-1: merit") \
  X(int, orientation, "+1: acceptance helps the government") \
  X(LogOdds, log_odds, "of a vote for the government") \
  X(bool, may_distinguish, "the leading precedent") \
  X(std::vector<JudgeHeard>, judges, "on it") \
  X(int, votes_government, "of the bench") \
  X(int, votes_provider, "of the bench") \
  X(bool, accepted, "the arguable rule") \
  X(bool, tied, "the reading below stands") \
  X(bool, distinguished, "the majority set the precedent aside")
struct IssueHeard { COMITY_FIELDS(COMITY_ISSUE_HEARD) };

/// A bench heard the case.
#define COMITY_HEARD(X) \
  X(StageCode, stage, "of the case") \
  X(CourtCode, court, "that heard it") \
  X(int, bench, "judges") \
  X(bool, government_before, "the ruling under review was for the government") \
  X(bool, government_won, "now") \
  X(std::vector<IssueHeard>, issues, "decided; at least one")
struct Heard { COMITY_NOTE("hearing", COMITY_HEARD) };

/// A decision in the case.
#define COMITY_DECIDED(X) \
  X(MilestoneCode, milestone, "reached") \
  X(StageCode, stage, "of the case") \
  X(CourtCode, court, "that decided") \
  X(OutcomeCode, outcome, "of the decision") \
  X(int, votes_government, "of the bench") \
  X(int, votes_provider, "of the bench") \
  X(bool, government_won, "as it stands after the decision")
struct Decided { COMITY_NOTE("decision", COMITY_DECIDED) };

/// What the apex weighed before it took or refused the case.
#define COMITY_PETITIONED(X) \
  X(double, level, "how much the case calls for it [0, 1]") \
  X(double, disagreement, "chance that it would rule otherwise") \
  X(double, probability, "of hearing the case")
struct Petitioned { COMITY_NOTE("certiorari", COMITY_PETITIONED) };

/// A court's reading that changed.
#define COMITY_READING_CHANGED(X) \
  X(CourtCode, court, "of the forum") \
  X(QuestionCode, question, "of the case") \
  X(int, before, "reading that held") \
  X(int, after, "the change")
struct ReadingChanged { COMITY_FIELDS(COMITY_READING_CHANGED) };

/// Providers' belief, about one circuit, that changed.
#define COMITY_BELIEF_CHANGED(X) \
  X(int, circuit, "over all states") \
  X(QuestionCode, question, "of the case") \
  X(double, before, "chance of winning [0, 1]") \
  X(double, after, "the change")
struct BeliefChanged { COMITY_FIELDS(COMITY_BELIEF_CHANGED) };

/// A split between the forum's appellate courts that opened or closed.
#define COMITY_SPLIT_CHANGED(X) \
  X(QuestionCode, question, "of the case") \
  X(bool, opened, "else closed")
struct SplitChanged { COMITY_FIELDS(COMITY_SPLIT_CHANGED) };

/// What a ruling of the case (or its vacatur) changed.
#define COMITY_CHANGED(X) \
  X(int, vacated, "rulings of the case that lost their weight") \
  X(bool, adverse, "an appellate or apex ruling against the government") \
  X(std::vector<ReadingChanged>, readings, "that hold in courts of the forum") \
  X(std::vector<BeliefChanged>, beliefs, "per circuit") \
  X(std::vector<SplitChanged>, splits, "in the forum") \
  X(int, resisting, "providers that began (> 0) or ceased (< 0) to resist on the case's questions")
struct Changed {
  COMITY_NOTE("change", COMITY_CHANGED)
  int circuit = -1;  // of the case
};

/// A reform that answers to the case's questions moved.
#define COMITY_REFORMED(X) \
  X(ReformCode, reform, "of the scenario") \
  X(JurisdictionCode, jurisdiction, "whose law it changes") \
  X(QuestionCode, question, "that it answers") \
  X(ReformState::Status, status, "after the step") \
  X(double, pressure_before, "the step") \
  X(double, pressure_after, "the step") \
  X(double, decided, "[day]") \
  X(double, in_force, "[day]")
struct Reformed { COMITY_NOTE("reform", COMITY_REFORMED) };

/// Fines ran while the provider disobeyed.
#define COMITY_FINED(X) \
  X(double, amount, "[value]")
struct Fined { COMITY_NOTE("fines", COMITY_FINED) };

/// Utilities or probabilities of complying, refusing, withdrawing, leaving.
using DefianceValues = std::array<double, kDefiances>;

/// The state took a step against the provider that had refused, or gave up.
#define COMITY_COERCED(X) \
  X(int, step, "number on the state's ladder; given up: of the last one taken, 0: none") \
  X(CoercionCode, kind, "of step; null: the state gave up") \
  X(double, cost, "to the provider, at once [value]") \
  X(double, daily_cost, "to the provider while it refuses [value/day]") \
  X(double, state_cost, "to the state [value]") \
  X(double, rate, "at which the state would take it, once it might [1/year]") \
  X(DefianceValues, utility, "of the answers; null: not open") \
  X(DefianceValues, probability, "of these, for one real demand") \
  X(DefianceCode, answer, "of the provider, or that the state gave up")
struct Coerced { COMITY_NOTE("coercion", COMITY_COERCED) };

// --- the end

/// How the demand moved something that many demands move, by itself.
#define COMITY_TOUCH(X) \
  X(StateCode, state, "or market") \
  X(double, added, "affronts or real disclosures") \
  X(double, rate, "of such a year before") \
  X(double, level, "stance or trust then") \
  X(double, effect, "on it within a year, by itself")
struct Touch { COMITY_FIELDS(COMITY_TOUCH) };

/// An attempt or the demand ended.
#define COMITY_ENDED(X) \
  X(FateCode, fate, "of the demand or attempt") \
  X(InstrumentCode, instrument, "pursued; -1: none") \
  X(bool, consent, "of the state where the data are") \
  X(std::vector<Touch>, stance, "of states towards the forum") \
  X(std::vector<Touch>, trust, "of the subject's market in the provider") \
  X(double, fight_years, "public fights that markets abroad saw") \
  X(double, believed_before, "the service's chance that the instrument works") \
  X(double, believed_after, "the same")
struct Ended {
  COMITY_NOTE("end", COMITY_ENDED)
  bool last = true;  // false: another instrument may follow
};

// clang-format on

/// One note.
struct Note {
  double time = 0.0;    // [day]
  double weight = 1.0;  // real demands it is about
  std::variant<Made, LawSaid, Chosen, Approved, WaysToObey, Weighed, Resisted, Parted, Answered, Granted,
               Unlocked, Queued, Served, Opened, Settled, Move, Briefs, Heard, Decided, Petitioned, Changed,
               Reformed, Fined, Coerced, Ended>
      what;
};

/// Everything noted about one demand, in the order of time; of a part also what was noted about the whole before it went its own
/// way.
struct Diary {
  DemandName name;
  Demand demand;  // as it was made, once there is a note
  std::vector<Note> notes;
  law::QuestionSet questions = 0;  // open questions on which an order depended
  double fight_years = 0.0;
  bool adverse = false;     // an adverse ruling of this step, not yet compared with reforms
  bool parted = false;      // the watched part has left the whole
  bool stay_known = false;  // whether the fines run has been noted
};

}  // namespace comity
