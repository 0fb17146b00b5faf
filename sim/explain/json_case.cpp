// Notes on courts, changes and the end as JSON.
#include "explain/json_notes.h"

#include "observe/labels.h"

#include <bit>

namespace comity::explain {
namespace {

using Json = nlohmann::ordered_json;

Json briefs_json(const std::array<int, kAmicusKinds>& briefs, const Config& config) {
  const std::vector<std::string> kinds = group_labels(Group::amicus, config);
  Json json = Json::object();
  for (std::size_t kind = 0; kind < briefs.size(); ++kind) json[kinds[kind]] = briefs[kind];
  return json;
}

Json terms_json(const Ballot& ballot) {
  const Terms& terms = ballot.terms;
  const Pull& pull = ballot.pull;
  return {{"prior", terms.prior},
          {"merit", terms.merit},
          {"advantage", terms.advantage},
          {"sister", terms.sister},
          {"foreign", terms.foreign},
          {"briefs", terms.briefs},
          {"conflict", terms.conflict},
          {"own", terms.own},
          {"superior", terms.superior},
          {"free", pull.free},
          {"precedent", pull.precedent},
          {"plea", pull.plea},
          {"undone_provider", pull.undone_provider},
          {"undone_government", pull.undone_government}};
}

Json issue_json(const Story& story, const IssueHeard& heard) {
  Json judges = Json::array();
  for (const JudgeHeard& judge : heard.judges) {
    judges.push_back({{"ideal_point", judge.ideal_point},
                      {"chance", judge.chance},
                      {"government", judge.vote.government},
                      {"aside", judge.vote.aside}});
  }
  return {{"question", question_label(story, heard.issue.question)},
          {"orientation", heard.issue.orientation},
          {"log_odds", terms_json(heard.ballot)},
          {"may_distinguish", heard.ballot.may_distinguish},
          {"judges", judges},
          {"votes_government", heard.holding.votes.government},
          {"votes_provider", heard.holding.votes.provider},
          {"accepted", heard.holding.accepted},
          {"tied", heard.holding.tied},
          {"distinguished", heard.holding.distinguished}};
}

Json touches_json(const Story& story, const std::vector<Touch>& touches) {
  Json list = Json::array();
  for (const Touch& touch : touches) {
    list.push_back({{"state", state_id(story, touch.state)},
                    {"added", touch.weight},
                    {"rate", touch.rate},
                    {"level", touch.level},
                    {"effect", touch.effect}});
  }
  return list;
}

const char* move_name(MoveDraw move) {
  switch (move) {
    case kAppeal:
      return "appeal";
    case kStay:
      return "stay";
    case kEnBanc:
      return "en_banc";
    case kPetition:
      return "petition";
    case kGrant:
      break;
  }
  return "grant";
}

}  // namespace

Json note_json(const Story& story, const Opened& opened) {
  const Case& dispute = opened.dispute;
  Json questions = Json::array();
  for (law::QuestionSet rest = dispute.questions; rest != 0; rest &= rest - 1) {
    questions.push_back(question_label(story, std::countr_zero(rest)));
  }
  return {{"what", "case"},
          {"case_number", dispute.number},
          {"court", court_name(story, dispute.court)},
          {"motion_to_compel", dispute.motion_to_compel},
          {"questions", questions},
          {"conflict", dispute.conflict_chance}};
}

Json note_json(const Story& /*story*/, const Settled& /*settled*/) { return {{"what", "settled"}}; }

Json note_json(const Story& /*story*/, const Move& move) {
  return {{"what", "move"},
          {"stage", code_name(Coding::stage, static_cast<int>(move.stage))},
          {"move", move_name(move.move)},
          {"probability", move.probability},
          {"made", move.made}};
}

Json note_json(const Story& story, const Briefs& briefs) {
  return {{"what", "briefs"},
          {"stage", code_name(Coding::stage, static_cast<int>(briefs.stage))},
          {"court", court_name(story, briefs.court)},
          {"salience", briefs.salience},
          {"provider", briefs_json(briefs.firm, story.config)},
          {"government", briefs_json(briefs.government, story.config)},
          {"neutral", briefs.neutral}};
}

Json note_json(const Story& story, const Heard& heard) {
  Json issues = Json::array();
  for (const IssueHeard& issue : heard.issues) issues.push_back(issue_json(story, issue));
  return {{"what", "hearing"},
          {"stage", code_name(Coding::stage, static_cast<int>(heard.stage))},
          {"court", court_name(story, heard.court)},
          {"bench", heard.issues.front().judges.size()},
          {"government_before", heard.government_before},
          {"government_won", heard.judgment.government_won},
          {"issues", issues}};
}

Json note_json(const Story& story, const Decided& decided) {
  const Decision& decision = decided.decision;
  return {{"what", "decision"},
          {"milestone", code_name(Coding::milestone, static_cast<int>(decision.milestone))},
          {"stage", code_name(Coding::stage, static_cast<int>(decided.stage))},
          {"court", court_name(story, decided.court)},
          {"outcome", code_name(Coding::outcome, static_cast<int>(decision.outcome))},
          {"votes_government", decision.votes.government},
          {"votes_provider", decision.votes.provider},
          {"government_won", decided.government_won}};
}

Json note_json(const Story& /*story*/, const Petitioned& petitioned) {
  return {{"what", "certiorari"},
          {"level", petitioned.petition.level},
          {"disagreement", petitioned.petition.disagreement},
          {"probability", petitioned.petition.probability}};
}

Json note_json(const Story& story, const Changed& changed) {
  Json readings = Json::array();
  for (const Changed::Reading& reading : changed.readings) {
    readings.push_back({{"court", court_name(story, reading.court)},
                        {"question", question_label(story, reading.question)},
                        {"before", reading.before},
                        {"after", reading.after}});
  }
  Json beliefs = Json::array();
  for (const Changed::Belief& belief : changed.beliefs) {
    beliefs.push_back({{"circuit", belief.circuit},
                       {"question", question_label(story, belief.question)},
                       {"before", belief.before},
                       {"after", belief.after}});
  }
  Json splits = Json::array();
  for (const Changed::Split& split : changed.splits) {
    splits.push_back({{"question", question_label(story, split.question)}, {"opened", split.opened}});
  }
  return {{"what", "change"},
          {"vacated", changed.vacated},
          {"adverse", changed.adverse},
          {"readings", readings},
          {"beliefs", beliefs},
          {"splits", splits},
          {"resisting", changed.resisting}};
}

Json note_json(const Story& story, const Reformed& reformed) {
  constexpr std::array<const char*, 3> kStatus = {"pressed", "decided", "in_force"};
  const ReformConfig& reform = story.config.reforms[static_cast<std::size_t>(reformed.reform)];
  return {{"what", "reform"},
          {"reform", reform.id},
          {"jurisdiction", scenario_labels(Coding::jurisdiction,
                                           story.config)[static_cast<std::size_t>(reformed.jurisdiction)]},
          {"question", question_label(story, reform.question)},
          {"status", kStatus[static_cast<std::size_t>(reformed.status)]},
          {"pressure_before", reformed.before},
          {"pressure_after", reformed.after},
          {"decided", reformed.decided},
          {"in_force", reformed.force_time}};
}

Json note_json(const Story& /*story*/, const Fined& fined) {
  return {{"what", "fines"}, {"amount", fined.amount}};
}

Json note_json(const Story& story, const Ended& ended) {
  const Ending& ending = ended.ending;
  return {
      {"what", ended.last ? "end" : "failure"},
      {"fate", code_name(Coding::fate, static_cast<int>(ending.fate))},
      {"instrument",
       ending.pursued ? Json(code_name(Coding::instrument, static_cast<int>(ending.instrument))) : Json()},
      {"consent", ending.consent},
      {"stance", touches_json(story, ended.stance)},
      {"trust", touches_json(story, ended.trust)},
      {"fight_years", ended.fight_years},
      {"believed_before", ended.believed_before},
      {"believed_after", ended.believed_after}};
}

}  // namespace comity::explain
