// What moved the votes of a bench.
#include "explain/tell.h"
#include "explain/words.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>

namespace comity::explain {

namespace {

std::string terms_table(const IssueHeard& heard) {
  const Terms& terms = heard.ballot.terms;
  const bool merit_only = heard.issue.question < 0;
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
  add("together", heard.ballot.pull.free + heard.ballot.pull.precedent);
  return aligned(rows, 6);
}

std::string bench_text(const IssueHeard& heard) {
  std::vector<std::vector<std::string>> rows = {{"leaning", "chance", "vote"}};
  for (const JudgeHeard& judge : heard.judges) {
    rows.push_back({padded_left(signed_figure(judge.ideal_point), 7),
                    padded_left(in_percent(judge.chance), 6),
                    fmt::format("for {}{}", side_words(judge.vote.government),
                                judge.vote.aside ? ", setting the precedent aside" : "")});
  }
  return wrapped(fmt::format("{} own leaning added, the chance of a vote for the government, and the vote:",
                             heard.judges.size() == 1 ? "The judge's" : "Each judge's"),
                 4) +
         aligned(rows, 6);
}

std::string extras_text(const IssueHeard& heard) {
  const Pull& pull = heard.ballot.pull;
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
  if (heard.issue.question >= 0) {
    text += wrapped(
        fmt::format("On {}, where acceptance would {} the government. Log-odds of a vote for the government:",
                    question_name(story.config, heard.issue.question),
                    heard.issue.orientation > 0 ? "help" : "hurt"),
        4);
  } else {
    text += wrapped("On the merit alone. Log-odds of a vote for the government:", 4);
  }
  text += terms_table(heard) + bench_text(heard) + extras_text(heard);
  if (heard.issue.question >= 0 && !heard.holding.tied) {
    text += wrapped(fmt::format("Held, {} to {}: the arguable rule is {}{}.",
                                std::max(heard.holding.votes.government, heard.holding.votes.provider),
                                std::min(heard.holding.votes.government, heard.holding.votes.provider),
                                heard.holding.accepted ? "accepted" : "not accepted",
                                heard.holding.distinguished ? ", the precedent being distinguished" : ""),
                    4);
  }
  return text;
}

}  // namespace

std::string tell(const Story& story, const Note& note, const Heard& heard) {
  std::string text = paragraph(fmt::format(
      "{}: {}{}, {}.", capital(date_words(note.time)), court_words(story.replay.courts, heard.court),
      heard.stage == Stage::apex ? "" : fmt::format(", {}", stage_words(heard.stage)),
      counted(static_cast<int>(heard.issues.front().judges.size()), "judge", "judges")));
  for (const IssueHeard& issue : heard.issues) text += issue_text(story, issue);
  return text + '\n';
}

}  // namespace comity::explain
