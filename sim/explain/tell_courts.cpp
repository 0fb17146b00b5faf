#include "explain/tell_courts.h"

#include "explain/words.h"
#include "index.h"
#include "phases/case_draws.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace comity::explain {

// --- what the courts did

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
  const std::string court = court_words(story.replay.courts, decided.court);
  const std::string tally =
      fmt::format("{} to {}", std::max(decided.votes_government, decided.votes_provider),
                  std::min(decided.votes_government, decided.votes_provider));
  const std::string after =
      fmt::format("({}, after {})", date_words(note.time), span_words(note.time - day_before(story, note)));
  switch (decided.outcome.as<EventOutcome>()) {
    case EventOutcome::tie:
      return fmt::format("{} was evenly divided, {} {}: what was ruled before stands.", capital(court), tally,
                         after);
    case EventOutcome::denied:
      return decided.milestone == Milestone::grant
                 ? fmt::format("{} refused to hear the case {}.", capital(court), after)
                 : fmt::format("The full bench of {} left the ruling as it was, {} {}.", court, tally, after);
    default:
      break;
  }
  return fmt::format("{} ruled for {}, {} {}.", capital(court),
                     side_words(decided.outcome == EventOutcome::government), tally, after);
}

}  // namespace

std::string tell(const Story& story, const Note& note, const Opened& opened) {
  std::vector<std::string> questions;
  for (const QuestionCode question : opened.questions)
    questions.push_back(question_words(story.config, question));
  std::string text =
      fmt::format("On {} {} came before {} as case {} ({}). {}. ", date_words(note.time),
                  opened.motion_to_compel ? "the government's motion to compel" : "the provider's challenge",
                  court_words(story.replay.courts, opened.court), opened.case_number,
                  questions.empty() ? "only the merit was disputed" : "at stake: " + listed(questions),
                  opened.conflict > 0.0
                      ? fmt::format("The chance that another state's bar holds was {:.2f}", opened.conflict)
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
  const int all = sum(briefs.provider) + sum(briefs.government) + briefs.neutral;
  if (all == 0)
    return paragraph(
        fmt::format("No briefs were filed before {}.", court_words(story.replay.courts, briefs.court)));
  return paragraph(
      fmt::format("Briefs before {} (from {}; public attention {:.2f} of 1): for the provider {} ({}); for "
                  "the government {} ({}); neutral {}.",
                  court_words(story.replay.courts, briefs.court), date_words(note.time), briefs.salience,
                  sum(briefs.provider), kinds_words(briefs.provider), sum(briefs.government),
                  kinds_words(briefs.government), briefs.neutral));
}

std::string tell(const Story& story, const Note& note, const Decided& decided) {
  switch (decided.milestone.as<Milestone>()) {
    case Milestone::petition:
      return paragraph(fmt::format(
          "On {}, after {}, the loser's petition reached {}.", date_words(note.time),
          span_words(note.time - day_before(story, note)),
          court_words(story.replay.courts, story.replay.courts.apex[index(demand_of(story).forum)])));
    case Milestone::grant:
      return paragraph(
          decided.outcome == EventOutcome::granted
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
  if (petitioned.level <= 0.0) {
    return paragraph("Neither a split between courts nor public attention called for hearing the case.");
  }
  return paragraph(
      fmt::format("It weighed how much the case called for it (splits between courts, public attention: "
                  "{:.2f} of 1) and the chance that it would rule otherwise than the court below ({:.2f}). "
                  "Probability of hearing the case: {}.",
                  petitioned.level, petitioned.disagreement, in_percent(petitioned.probability)));
}

std::string tell(const Story& /*story*/, const Note& /*note*/, const Fined& fined) {
  return paragraph(fmt::format("Fines had run up to {:.2f} (in units of a fulfilled demand).", fined.amount));
}

// --- what moved the votes of a bench

namespace {

std::string terms_table(const IssueHeard& heard) {
  const Terms& terms = heard.log_odds.terms;
  const bool merit_only = heard.question < 0;
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](std::string_view name, double value) {
    rows.push_back({std::string(name), padded_left(signed_figure(value), 6)});
  };
  add(merit_only ? "the law being certain" : "the question's prior", terms.prior);
  add("the merit of the case", terms.merit);
  add("the government's advantage in courts of this level", terms.advantage);
  if (!merit_only) add("courts elsewhere in the country", terms.sister);
  if (!merit_only) add("courts of other countries", terms.foreign);
  add("amicus briefs", terms.briefs);
  add("the conflict with another state's law", terms.conflict);
  if (!merit_only) add("the court's own precedents", terms.own);
  if (!merit_only) add("the ruling of a higher court that binds it", terms.superior);
  add("together", heard.log_odds.pull.free + heard.log_odds.pull.precedent);
  return aligned(rows, 6);
}

std::string bench_text(const IssueHeard& heard) {
  std::vector<std::vector<std::string>> rows = {{"leaning", "chance", "vote"}};
  for (const JudgeHeard& judge : heard.judges) {
    rows.push_back({padded_left(signed_figure(judge.ideal_point), 7),
                    padded_left(in_percent(judge.chance), 6),
                    fmt::format("for {}{}", side_words(judge.government),
                                judge.aside ? ", setting the precedent aside" : "")});
  }
  return wrapped(fmt::format("{} own leaning added, the chance of a vote for the government, and the vote:",
                             heard.judges.size() == 1 ? "The judge's" : "Each judge's"),
                 4) +
         aligned(rows, 6);
}

std::string extras_text(const IssueHeard& heard) {
  const Pull& pull = heard.log_odds.pull;
  std::string text;
  if (pull.plea > 0.0) {
    text += wrapped(
        fmt::format(
            "With chance {} a judge would let the provider off because another state forbids the disclosure.",
            in_percent(pull.plea)),
        4);
  }
  if (pull.undone_provider > 0.0 || pull.undone_government > 0.0) {
    text += wrapped(fmt::format("The court discounted a reading that pending law would undo (for the "
                                "provider by {}, for the government by {}).",
                                in_percent(pull.undone_provider), in_percent(pull.undone_government)),
                    4);
  }
  return text;
}

std::string issue_text(const Story& story, const IssueHeard& heard) {
  std::string text;
  if (heard.question >= 0) {
    text +=
        wrapped(fmt::format("On {}: that {} would {} the government. Log-odds of a vote for the government:",
                            question_words(story.config, heard.question),
                            reading_words(story.config, heard.question, true),
                            heard.orientation > 0 ? "help" : "hurt"),
                4);
  } else {
    text += wrapped("On the merit alone. Log-odds of a vote for the government:", 4);
  }
  text += terms_table(heard) + bench_text(heard) + extras_text(heard);
  if (heard.question >= 0 && !heard.tied) {
    text +=
        wrapped(fmt::format("Held, {} to {}: {}{}.", std::max(heard.votes_government, heard.votes_provider),
                            std::min(heard.votes_government, heard.votes_provider),
                            reading_words(story.config, heard.question, heard.accepted),
                            heard.distinguished ? ", the precedent being distinguished" : ""),
                4);
  }
  return text;
}

}  // namespace

std::string tell(const Story& story, const Note& note, const Heard& heard) {
  std::string text = paragraph(fmt::format(
      "{}: {}{}, {}.", capital(date_words(note.time)), court_words(story.replay.courts, heard.court),
      heard.stage == Stage::apex ? "" : fmt::format(", {}", stage_words(heard.stage.as<Stage>())),
      counted(heard.bench, "judge", "judges")));
  for (const IssueHeard& issue : heard.issues) text += issue_text(story, issue);
  return text + '\n';
}

}  // namespace comity::explain
