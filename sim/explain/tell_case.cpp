// What the courts did.
#include "explain/tell.h"
#include "explain/words.h"
#include "index.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

namespace comity::explain {

namespace {

int sum(const std::array<int, kAmicusKinds>& briefs) {
  return std::accumulate(briefs.begin(), briefs.end(), 0);
}

std::string kinds_words(const std::array<int, kAmicusKinds>& briefs) {
  std::vector<std::string> kinds;
  for (std::size_t kind = 0; kind < briefs.size(); ++kind) {
    if (briefs[kind] > 0)
      kinds.push_back(fmt::format("{} by {}", briefs[kind], kAmicusKindRows[kind].meaning));
  }
  return kinds.empty() ? "none" : listed(kinds);
}

// The last day of the case before this note.
double day_before(const Story& story, const Note& note) {
  double last = note.time;
  for (const Note& other : story.replay.diary.notes) {
    if (&other == &note) break;
    if (std::holds_alternative<Opened>(other.what) || std::holds_alternative<Decided>(other.what)) {
      last = other.time;
    }
  }
  return last;
}

std::string ruling_words(const Story& story, const Note& note, const Decided& decided) {
  const Votes& votes = decided.decision.votes;
  const std::string court = court_words(story.replay.courts, decided.court);
  const std::string tally = fmt::format("{} to {}", std::max(votes.government, votes.provider),
                                        std::min(votes.government, votes.provider));
  const std::string after =
      fmt::format("({}, after {})", date_words(note.time), span_words(note.time - day_before(story, note)));
  switch (decided.decision.outcome) {
    case EventOutcome::tie:
      return fmt::format("{} was evenly divided, {} {}: what was ruled before stands.", capital(court), tally,
                         after);
    case EventOutcome::denied:
      return decided.decision.milestone == Milestone::grant
                 ? fmt::format("{} refused to hear the case {}.", capital(court), after)
                 : fmt::format("The full bench of {} left the ruling as it was, {} {}.", court, tally, after);
    default:
      break;
  }
  return fmt::format("{} ruled for {}, {} {}.", capital(court),
                     side_words(decided.decision.outcome == EventOutcome::government), tally, after);
}

}  // namespace

std::string tell(const Story& story, const Note& note, const Opened& opened) {
  const Case& dispute = opened.dispute;
  std::vector<std::string> questions;
  for (law::QuestionSet rest = dispute.questions; rest != 0; rest &= rest - 1) {
    questions.push_back(question_name(story.config, std::countr_zero(rest)));
  }
  std::string text = fmt::format(
      "On {} {} came before {} as case {} ({}). {}. ", date_words(note.time),
      dispute.motion_to_compel ? "the government's motion to compel" : "the provider's challenge",
      court_words(story.replay.courts, dispute.court), dispute.number,
      questions.empty() ? "only the merit was disputed" : "at stake: " + listed(questions),
      dispute.conflict_chance > 0.0
          ? fmt::format("The chance that another state's bar holds was {:.2f}", dispute.conflict_chance)
          : "No other state's law stood in the way");
  return paragraph(text);
}

std::string tell(const Story& /*story*/, const Note& /*note*/, const Settled& /*settled*/) {
  return paragraph(
      "The parties' beliefs about the outcome lay too close together for a trial: the dispute was settled.");
}

std::string tell(const Story& story, const Note& /*note*/, const Move& move) {
  const std::string probability = in_percent(move.probability);
  switch (move.move) {
    case kStay:
      return move.made
                 ? ""
                 : paragraph(fmt::format(
                       "Fines were not stayed while the case was pending (they are with probability {}).",
                       probability));
    case kEnBanc:
      return paragraph(fmt::format(
          "{} (such rehearings are taken up with probability {}).",
          move.made ? "The full bench took the case up" : "The full bench did not take the case up",
          probability));
    case kGrant:
      return "";
    case kAppeal:
    case kPetition:
      break;
  }
  const bool magistrates = story.config.states[index(demand_of(story).forum)].courts.magistrates;
  const char* where = move.move == kPetition ? "asked the apex court to hear the case"
                      : move.stage == Stage::motion && magistrates
                          ? "asked a second judge to review the ruling"
                          : "appealed";
  return paragraph(
      move.made ? fmt::format("The loser {} (probability {}).", where, probability)
                : fmt::format("The loser left it at that (it goes on with probability {}).", probability));
}

std::string tell(const Story& story, const Note& note, const Briefs& briefs) {
  const int all = sum(briefs.firm) + sum(briefs.government) + briefs.neutral;
  if (all == 0)
    return paragraph(
        fmt::format("No briefs were filed before {}.", court_words(story.replay.courts, briefs.court)));
  return paragraph(
      fmt::format("Briefs before {} (from {}; public attention {:.2f} of 1): for the provider {} ({}); for "
                  "the government {} ({}); neutral {}.",
                  court_words(story.replay.courts, briefs.court), date_words(note.time), briefs.salience,
                  sum(briefs.firm), kinds_words(briefs.firm), sum(briefs.government),
                  kinds_words(briefs.government), briefs.neutral));
}

std::string tell(const Story& story, const Note& note, const Decided& decided) {
  switch (decided.decision.milestone) {
    case Milestone::petition:
      return paragraph(fmt::format(
          "On {}, after {}, the loser's petition reached {}.", date_words(note.time),
          span_words(note.time - day_before(story, note)),
          court_words(story.replay.courts, story.replay.courts.apex[index(demand_of(story).forum)])));
    case Milestone::grant:
      return paragraph(
          decided.decision.outcome == EventOutcome::granted
              ? fmt::format("It agreed to hear the case ({}, after {}).", date_words(note.time),
                            span_words(note.time - day_before(story, note)))
              : fmt::format("It declined to hear the case ({}, after {}): the last ruling stands.",
                            date_words(note.time), span_words(note.time - day_before(story, note))));
    case Milestone::mooted:
      return paragraph(
          fmt::format("On {}, {} after the last step, new law left no open question: the case was moot.",
                      date_words(note.time), span_words(note.time - day_before(story, note))));
    default:
      return paragraph(ruling_words(story, note, decided));
  }
}

std::string tell(const Story& /*story*/, const Note& /*note*/, const Petitioned& petitioned) {
  const Petition& petition = petitioned.petition;
  if (petition.level <= 0.0) {
    return paragraph("Neither a split between courts nor public attention called for hearing the case.");
  }
  return paragraph(
      fmt::format("It weighed how much the case called for it (splits between courts, public attention: "
                  "{:.2f} of 1) and the chance that it would rule otherwise than the court below ({:.2f}). "
                  "Probability of hearing the case: {}.",
                  petition.level, petition.disagreement, in_percent(petition.probability)));
}

std::string tell(const Story& /*story*/, const Note& /*note*/, const Fined& fined) {
  return paragraph(fmt::format("Fines had run up to {:.2f} (in units of a fulfilled demand).", fined.amount));
}

}  // namespace comity::explain
