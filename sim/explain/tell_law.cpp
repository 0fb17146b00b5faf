#include "explain/tell_law.h"

#include "explain/words.h"
#include "index.h"
#include "phases/capability.h"
#include "text/words.h"
#include "world/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::explain {

// --- what was asked for

namespace {

std::string_view control_words(Control control) {
  switch (control) {
    case Control::own:
      return "under the provider's own control";
    case Control::trustee:
      return "in the hands of a trustee there, who alone can reach them";
    case Control::customer_keys:
      break;
  }
  return "under keys that only the customer holds";
}

std::string_view segment_words(Segment segment) {
  constexpr std::array<std::string_view, kSegments> kWords = {"a consumer", "an enterprise customer",
                                                              "a public body"};
  return kWords[static_cast<std::size_t>(segment)];
}

std::string merit_words(double merit) {
  if (std::abs(merit) < 0.005) return "The government's case was of average merit.";
  return fmt::format("The merit of the government's case was {:.2f} standard deviations {} the average.",
                     std::abs(merit), merit > 0.0 ? "above" : "below");
}

// What was wanted of whom.
std::string wanted_words(const Story& story, double time) {
  const Demand& demand = demand_of(story);
  const StorageOption& option = option_of(story, demand);
  const std::string when = date_words(time);
  const std::string forum = state_words(story.config, demand.forum);
  const std::string& provider = provider_words(story.config, demand.provider);
  const std::string subject =
      demand.residence == demand.forum
          ? "who lived there"
          : fmt::format("who lived in {}", state_words(story.config, demand.residence));
  if (is_capability_order(demand)) {
    return fmt::format(
        "On {} an authority of {} ordered {} to make itself able to read what it kept, for customers in {}, "
        "{}. "
        "The occasion was {} {}, whose data lay in {}.",
        when, forum, provider, state_words(story.config, demand.residence), control_words(option.control),
        segment_words(demand.segment), subject, state_words(story.config, option.site));
  }
  return fmt::format("On {} an authority of {} wanted {} of {} {}, a customer of {}. The data lay in {}, {}.",
                     when, forum, data_words(demand.kind), segment_words(demand.segment), subject, provider,
                     state_words(story.config, option.site), control_words(option.control));
}

}  // namespace

std::string tell(const Story& story, const Note& note, const Made& made) {
  const Demand& demand = demand_of(story);
  std::string text =
      fmt::format("{} The provider is at home in {}. ", wanted_words(story, note.time),
                  state_words(story.config, story.config.providers[index(demand.provider)].home));
  text += demand.serious ? "The offence was serious" : "The offence was not serious";
  text += demand.emergency ? ", and life or limb was in danger. " : "; there was no emergency. ";
  if (demand.kind == DataKind::content && demand.stored_long) {
    text += "The messages had been stored for more than 180 days. ";
  }
  text += merit_words(made.merit);
  if (note.weight != 1.0) {
    text += fmt::format(" This simulated demand stands for {} real ones like it.", in_figures(note.weight));
  }
  return paragraph(text);
}

// --- what the laws said

namespace {

// Why a state's law bears on the demand.
std::string roles_of(const Story& story, int state) {
  const Demand& demand = demand_of(story);
  std::vector<std::string> roles;
  if (state == demand.forum) roles.emplace_back("whose authority asked");
  if (state == option_of(story, demand).site) roles.emplace_back("where the data lay");
  if (state == story.config.providers[index(demand.provider)].home)
    roles.emplace_back("where the provider is at home");
  if (state == demand.residence) roles.emplace_back("where the subject lived");
  return fmt::format("{}", fmt::join(roles, ", "));
}

/// What is told of the laws of one day.
struct LawTelling {
  const Story& story;
  bool letters = false;  // a request for assistance would go without a treaty
  Day day = 0;
  std::vector<std::uint32_t> known;  // definitions that have been told
};

std::string route_words(const LawTelling& telling, const LawVoice& voice) {
  const Story& story = telling.story;
  const std::string forum = state_words(story.config, demand_of(story).forum);
  switch (voice.route.as<Instrument>()) {
    case Instrument::order:
      return fmt::format("Under an order of {}", forum);
    case Instrument::assistance:
      return telling.letters ? fmt::format("On a request of {} without a treaty", forum)
                             : fmt::format("On a treaty request of {}", forum);
    case Instrument::agreement:
      return fmt::format("Under an order by the agreement with {}", forum);
    case Instrument::voluntary:
      break;
  }
  return "On a mere request";
}

std::string_view effect_words(law::Effect effect) {
  switch (effect) {
    case law::Effect::compels:
      return "compels the provider";
    case law::Effect::forbids:
      return "forbids the disclosure";
    case law::Effect::assists:
      return "obliges the state to help";
    case law::Effect::unlocks:
      return "compels the provider to remove the protection";
    case law::Effect::permits:
      return "permits the disclosure";
    default:
      return "applies";
  }
}

std::string answer_words(const LawVoice& voice) {
  const auto effect = effect_words(voice.effect);
  if (voice.answer == Certainty::yes) return fmt::format("certainly {}", effect);
  if (voice.answer == Certainty::no) {
    return voice.effect == law::Effect::compels   ? "does not compel the provider"
           : voice.effect == law::Effect::unlocks ? "does not compel the provider to remove the protection"
           : voice.effect == law::Effect::assists ? "does not oblige the state to help"
                                                  : "does not forbid the disclosure";
  }
  return fmt::format("arguably {} (with chance {:.2f}, by the priors of the open questions)", effect,
                     voice.chance);
}

std::string rule_names(const Story& story, const std::vector<std::uint32_t>& rules) {
  std::vector<std::string> names;
  for (const std::uint32_t rule : rules) names.push_back(story.config.library.rules[rule].name);
  return listed(names);
}

// What could switch a rule off: `a court holds that the warrant stops at the border (us.data-abroad)`, `X switches it off`.
std::string unless_words(const Story& story, const std::vector<std::uint32_t>& rules) {
  std::vector<std::string> ways;
  for (const std::uint32_t rule : rules) {
    const law::Rule& other = story.config.library.rules[rule];
    ways.push_back(other.question >= 0
                       ? fmt::format("a court holds that {} ({})",
                                     reading_words(story.config, other.question, true), other.name)
                       : other.name + " switches it off");
  }
  return fmt::format("{}", fmt::join(ways, " or "));
}

std::string force_words(const Story& story, const RuleSaid& said) {
  const law::Rule& rule = story.config.library.rules[said.rule];
  if (said.force == RuleSaid::Force::switched_off) {
    return fmt::format("applies, but is switched off by {}", rule_names(story, said.switches));
  }
  std::string what = rule.effect ? std::string(effect_words(*rule.effect)) : "takes that away";
  if (rule.question >= 0) {
    const law::Question& question = story.config.library.questions[index(rule.question)];
    what = fmt::format("{} if a court holds that {} (open question {}, prior {:.2f})", what,
                       question.accepted.words, question.id, question.prior);
  }
  return said.switches.empty() ? what
                               : fmt::format("{}, unless {}", what, unless_words(story, said.switches));
}

/// "the source (“its words”; https://…; decided later: …)", as far as the rule has them on the day.
std::string citation_words(const law::Citation& cited) {
  std::vector<std::string> parts;
  if (!cited.quote.empty()) parts.push_back(fmt::format("“{}”", cited.quote));
  if (!cited.url.empty()) parts.push_back(cited.url);
  if (!cited.later.empty()) parts.push_back("decided later: " + cited.later);
  return parts.empty() ? cited.source : fmt::format("{} ({})", cited.source, fmt::join(parts, "; "));
}

/// "; there “content within reach” means “data here or …”" for each defined name that has not been told yet.
std::string definition_words(LawTelling& telling, const law::Rule& rule) {
  const law::Library& library = telling.story.config.library;
  std::string text;
  for (const std::uint32_t name : law::definitions_of(library, rule)) {
    if (std::find(telling.known.begin(), telling.known.end(), name) != telling.known.end()) continue;
    telling.known.push_back(name);
    text += fmt::format("; {}“{}” means “{}”", text.empty() ? "there " : "", library.definitions[name].words,
                        library.definitions[name].text);
  }
  return text;
}

std::string rule_line(LawTelling& telling, const RuleSaid& said) {
  const Story& story = telling.story;
  const law::Rule& rule = story.config.library.rules[said.rule];
  const std::string condition = rule.when.text.empty() ? "always" : fmt::format("“{}”", rule.when.text);
  return item(fmt::format("{} {}. Condition: {}{}{}. Source: {}.", rule.name, force_words(story, said),
                          condition, rule.has_unless ? fmt::format(" unless “{}”", rule.unless.text) : "",
                          definition_words(telling, rule), citation_words(law::cited_on(rule, telling.day))),
              6, "·");
}

std::string voice_text(LawTelling& telling, const LawVoice& voice) {
  const Story& story = telling.story;
  const auto states = static_cast<int>(story.config.states.size());
  const std::string whose =
      voice.jurisdiction < states
          ? "its law"
          : fmt::format("the law of {}", jurisdiction_words(story.config, voice.jurisdiction));
  std::string text =
      item(fmt::format("{}, {} {}.", route_words(telling, voice), whose,
                       answer_words(voice) + (voice.rules.empty() ? ": none of its rules applies" : "")));
  for (const RuleSaid& rule : voice.rules) text += rule_line(telling, rule);
  return text;
}

std::string question_text(const Story& story, const QuestionStood& stood) {
  const law::Question& question = story.config.library.questions[index(stood.question)];
  std::string text =
      fmt::format("The question {} ({}) was open (prior {:.2f} that {}). ", law::in_sentence(question),
                  question.id, question.prior, question.accepted.words);
  const int all = stood.courts_accepted + stood.courts_rejected + stood.courts_undecided;
  if (stood.courts_undecided == all) {
    text += fmt::format("No court of {} had read it yet.", state_words(story.config, demand_of(story).forum));
  } else {
    text += fmt::format(
        "Of the {} first-instance courts of {}, {} held that {}, {} that {}, {} had no reading to follow.",
        all, state_words(story.config, demand_of(story).forum), stood.courts_accepted,
        question.accepted.words, stood.courts_rejected, question.rejected.words, stood.courts_undecided);
  }
  if (stood.split_since) {
    text +=
        fmt::format(" The appellate courts had been split on it since {}.", date_words(*stood.split_since));
  }
  return paragraph(text);
}

std::string assistance_words(const Story& story, const LawSaid& view) {
  if (view.assisting_state < 0) return "no treaty led to another state's help";
  const std::string state = state_words(story.config, view.assisting_state);
  if (view.letters) {
    return fmt::format(
        "without a treaty a request could go to {} through diplomatic channels, {}", state,
        view.assists == Certainty::yes ? "whose law let it help" : "whose law arguably let it help");
  }
  return fmt::format(
      "a treaty request would go to {}, {}", state,
      view.assists == Certainty::yes ? "whose law obliged it to help" : "which was free to help or not");
}

std::string ways_text(const Story& story, const LawSaid& view) {
  std::vector<std::string> ways;
  if (view.order == Certainty::yes) ways.emplace_back("an order would bind the provider for certain");
  if (view.order == Certainty::arguable)
    ways.emplace_back("an order would stand or fall with the open question");
  if (view.order == Certainty::no) ways.emplace_back("no order could bind the provider");
  if (view.order != Certainty::no && view.approver != Approver::nobody)
    ways.push_back(fmt::format("{} had to approve it", approver_words(view.approver)));
  if (view.bar_state >= 0) {
    ways.push_back(fmt::format("{} {} it under an order (chance {:.2f} that a bar holds)",
                               state_words(story.config, view.bar_state),
                               view.bar == Certainty::yes ? "forbade" : "arguably forbade", view.bar_chance));
  } else {
    ways.emplace_back("no other state forbade it under an order");
  }
  ways.push_back(assistance_words(story, view));
  ways.emplace_back(view.agreement ? view.agreement_is_union
                                         ? "the Union's own production order reached the data"
                                         : "an executive agreement opened a direct way"
                                   : "no agreement opened a direct way");
  ways.push_back(view.voluntary == Certainty::no
                     ? "the provider was not free to answer a mere request"
                     : fmt::format("the provider {} free to answer a mere request",
                                   view.voluntary == Certainty::yes ? "was" : "was arguably"));
  return paragraph("Together: " + fmt::format("{}.", fmt::join(ways, "; ")));
}

// What the laws said, state by state, and what it came to.
std::string law_text(const Story& story, const LawSaid& said, double time) {
  LawTelling telling{story, said.letters, static_cast<Day>(time), {}};
  std::string text;
  std::vector<int> states;
  for (const LawVoice& voice : said.laws) {
    if (std::find(states.begin(), states.end(), voice.state) == states.end()) states.push_back(voice.state);
  }
  for (const int state : states) {
    text +=
        wrapped(fmt::format("{} ({})", capital(state_words(story.config, state)), roles_of(story, state)), 2);
    for (const LawVoice& voice : said.laws) {
      const bool own = voice.jurisdiction == voice.state;
      if (voice.state == state && (own || !voice.rules.empty())) text += voice_text(telling, voice);
    }
  }
  text += '\n';
  for (const QuestionStood& stood : said.questions) text += question_text(story, stood);
  return text + ways_text(story, said);
}

}  // namespace

std::string tell(const Story& story, const Note& note, const LawSaid& said) {
  const std::string text = law_text(story, said, note.time);
  std::string before;
  for (const Note& other : story.replay.diary.notes) {
    if (&other == &note) break;
    if (const auto* earlier = std::get_if<LawSaid>(&other.what))
      before = law_text(story, *earlier, note.time);
  }
  if (text == before) return paragraph(fmt::format("On {} the law stood as before.", date_words(note.time)));
  return paragraph(fmt::format("As the law stood on {}:", date_words(note.time))) + text;
}

}  // namespace comity::explain
