// Notes on law, choice, answers and assistance as JSON.
#include "explain/json_notes.h"

#include "observe/labels.h"

#include <array>

namespace comity::explain {
namespace {

using Json = nlohmann::ordered_json;

Json rules_json(const Story& story, const std::vector<RuleSaid>& rules) {
  constexpr std::array<const char*, 4> kForces = {"fires", "switched_off", "depends", "silent"};
  const law::Library& library = story.config.library;
  Json list = Json::array();
  for (const RuleSaid& said : rules) {
    const law::Rule& rule = library.rules[said.rule];
    Json off = Json::array();
    for (const std::uint32_t other : said.switches) off.push_back(library.rules[other].name);
    list.push_back({{"rule", rule.name},
                    {"force", kForces[static_cast<std::size_t>(said.force)]},
                    {"question", question_label(story, rule.question)},
                    {"switched_off_by", off},
                    {"when", rule.when.text},
                    {"unless", rule.has_unless ? Json(rule.unless.text) : Json()},
                    {"source", rule.source}});
  }
  return list;
}

std::string effect_label(law::Effect effect) {
  switch (effect) {
    case law::Effect::compels:
      return "compels";
    case law::Effect::forbids:
      return "forbids";
    case law::Effect::assists:
      return "assists";
    default:
      return "other";
  }
}

Json voice_json(const Story& story, const LawVoice& voice) {
  return {{"state", state_id(story, voice.state)},
          {"jurisdiction",
           scenario_labels(Coding::jurisdiction, story.config)[static_cast<std::size_t>(voice.jurisdiction)]},
          {"route", code_name(Coding::instrument, static_cast<int>(voice.route))},
          {"effect", effect_label(voice.effect)},
          {"answer", certainty_name(voice.answer)},
          {"chance", voice.chance},
          {"rules", rules_json(story, voice.rules)}};
}

std::string choice_name(std::size_t choice) {
  return choice == kInstruments ? "drop" : code_name(Coding::instrument, static_cast<int>(choice));
}

}  // namespace

Json state_id(const Story& story, int state) {
  return state < 0 ? Json() : Json(story.config.states[static_cast<std::size_t>(state)].id);
}

Json court_name(const Story& story, int court) {
  return court < 0 ? Json() : Json(story.replay.courts.name[static_cast<std::size_t>(court)]);
}

Json question_label(const Story& story, int question) {
  return question < 0 ? Json()
                      : Json(story.config.library.questions[static_cast<std::size_t>(question)].name);
}

std::string code_name(Coding coding, int code) {
  return std::string(code_names(coding)[static_cast<std::size_t>(code)]);
}

std::string certainty_name(Certainty certainty) {
  return certainty == Certainty::no ? "no" : certainty == Certainty::yes ? "yes" : "arguable";
}

Json note_json(const Story& /*story*/, const Made& made) {
  return {{"what", "made"}, {"merit", made.demand.merit}};
}

Json note_json(const Story& story, const LawSaid& said) {
  const LegalView& view = said.view;
  Json voices = Json::array();
  for (const LawVoice& voice : said.voices) voices.push_back(voice_json(story, voice));
  Json questions = Json::array();
  for (const QuestionStood& stood : said.questions) {
    questions.push_back(
        {{"question", question_label(story, stood.question)},
         {"prior", story.config.library.questions[static_cast<std::size_t>(stood.question)].prior},
         {"courts_accepted", stood.accepted},
         {"courts_rejected", stood.rejected},
         {"courts_undecided", stood.undecided},
         {"split_since", stood.split_opened < 0.0 ? Json() : Json(stood.split_opened)}});
  }
  return {{"what", "law"},
          {"order", certainty_name(view.order)},
          {"bar", certainty_name(view.bar)},
          {"bar_state", state_id(story, view.bar_state)},
          {"bar_chance", static_cast<double>(view.bar_chance)},
          {"assisting_state", state_id(story, view.assisting_state)},
          {"assists", certainty_name(view.assists)},
          {"voluntary", certainty_name(view.voluntary)},
          {"agreement", static_cast<bool>(view.agreement)},
          {"questions", questions},
          {"laws", voices}};
}

Json note_json(const Story& /*story*/, const Chosen& chosen) {
  Json options = Json::array();
  for (std::size_t number = 0; number < kChoices; ++number) {
    const bool drop = number == kInstruments;
    Json option = {{"instrument", choice_name(number)},
                   {"open", drop || chosen.menu.available[number]},
                   {"probability", chosen.probability[number]}};
    if (!drop && chosen.menu.available[number]) {
      const Prospect& prospect = chosen.prospects[number];
      option.update({{"success", prospect.success},
                     {"delay_days", prospect.delay_days},
                     {"cost", prospect.cost},
                     {"utility", chosen.menu.utility[number]}});
    }
    options.push_back(option);
  }
  return {{"what", "choice"},
          {"chosen", choice_name(chosen.choice)},
          {"by_scenario", chosen.by_scenario},
          {"stance_to_site", chosen.stance_to_site},
          {"options", options}};
}

Json note_json(const Story& story, const Weighed& weighed) {
  const Stakes& stakes = weighed.stakes;
  const auto three = [](const std::array<double, kReplies>& values) {
    return Json{{"comply", values[0]}, {"challenge", values[1]}, {"refuse", values[2]}};
  };
  return {{"what", "stakes"},
          {"question", question_label(story, weighed.question)},
          {"court", court_name(story, weighed.court)},
          {"reading", weighed.reading},
          {"disclosure", stakes.disclosure},
          {"breach", stakes.breach},
          {"success", stakes.success},
          {"precedent", stakes.precedent},
          {"signal", stakes.signal},
          {"fines", stakes.fines},
          {"sanction", stakes.sanction},
          {"challenge_cost", stakes.challenge_cost},
          {"market_share", weighed.share},
          {"trust", weighed.trust},
          {"kappa", weighed.worth.weight},
          {"like_demands", weighed.worth.like_demands},
          {"test_case_pending", weighed.worth.pending},
          {"utility", three(weighed.utility)},
          {"probability", three(weighed.probability)}};
}

Json note_json(const Story& story, const Resisted& resisted) {
  return {{"what", "resistance"},
          {"question", question_label(story, resisted.question)},
          {"court", court_name(story, resisted.court)},
          {"reading", resisted.reading},
          {"believed", resisted.believed},
          {"motion_pending", resisted.pending},
          {"compel", resisted.compel},
          {"narrow", resisted.narrow},
          {"assistance", resisted.assistance},
          {"drop", resisted.drop}};
}

Json note_json(const Story& story, const Parted& parted) {
  constexpr std::array<const char*, 3> kReasons = {"test_case", "merit", "motion_to_compel"};
  Json names = Json::array();
  for (int number = 0; number < parted.count; ++number)
    names.push_back(part_name(story, parted.first + number));
  return {{"what", "parting"}, {"why", kReasons[static_cast<std::size_t>(parted.why)]}, {"parts", names}};
}

Json note_json(const Story& /*story*/, const Answered& answered) {
  return {{"what", "answer"}, {"outcome", code_name(Coding::outcome, static_cast<int>(answered.outcome))}};
}

Json note_json(const Story& /*story*/, const Granted& granted) {
  return {{"what", "reply"},
          {"instrument", code_name(Coding::instrument, static_cast<int>(granted.instrument))},
          {"policy", granted.policy},
          {"permitted", granted.permitted},
          {"granted", granted.granted}};
}

Json note_json(const Story& story, const Queued& queued) {
  return {{"what", "queue"},
          {"state", state_id(story, queued.state)},
          {"priority", queued.priority},
          {"stance", queued.stance},
          {"waiting", queued.waiting},
          {"ahead", queued.ahead},
          {"being_served", queued.serving},
          {"servers", queued.servers},
          {"capacity", queued.capacity},
          {"patience_until", queued.gives_up}};
}

Json note_json(const Story& story, const Served& served) {
  return {{"what", "assistance"},
          {"state", state_id(story, served.state)},
          {"served", served.served},
          {"granted", served.granted},
          {"obliged", certainty_name(served.assists)},
          {"stance", served.stance},
          {"probability", served.probability},
          {"arrived", served.arrived},
          {"waited_days", served.waited}};
}

}  // namespace comity::explain
