// How the authority chose, what the provider weighed, how a central authority served.
#include "cli/words.h"
#include "explain/tell.h"
#include "explain/words.h"

#include <fmt/format.h>

#include <array>

namespace comity {

namespace {

std::size_t index(int value) { return static_cast<std::size_t>(value); }

const std::string& question_name(const Story& story, int question) {
  return story.config.library.questions[index(question)].name;
}

std::string choice_table(const Chosen& chosen) {
  std::vector<std::vector<std::string>> rows = {{"", "chance", "delay", "cost", "utility", "probability"}};
  for (std::size_t number = 0; number < kInstruments; ++number) {
    const Prospect& prospect = chosen.prospects[number];
    if (!chosen.menu.available[number]) {
      const bool tried = (chosen.tried >> number & 1U) != 0;
      rows.push_back(
          {std::string(instrument_words(number)), tried ? "tried already" : "not open", "", "", "", ""});
      continue;
    }
    rows.push_back({std::string(instrument_words(number)), fmt::format("{:.2f}", prospect.success),
                    fmt::format("{:.0f} days", prospect.delay_days), fmt::format("{:.2f}", prospect.cost),
                    signed_figure(chosen.menu.utility[number]), in_percent(chosen.probability[number])});
  }
  rows.push_back({std::string(instrument_words(kInstruments)), "", "", "", "0.00",
                  in_percent(chosen.probability[kInstruments])});
  return aligned(rows, 4);
}

std::string stakes_table(const Story& story, const Weighed& weighed) {
  const auto& respond = story.config.parameters.respond;
  const Stakes& stakes = weighed.stakes;
  const double trust = respond.trust_cost * weighed.share * (1.0 - weighed.trust);
  const auto figure = [](double value) { return fmt::format("{:.3f}", value); };
  std::vector<std::vector<std::string>> rows = {
      {"handing the data over costs it (L)", figure(stakes.disclosure)},
      {fmt::format(
          "  any disclosure {:.2f}, trust {:.3f} (share {:.2f} of the market, trust {:.2f}){}",
          respond.disclosure_cost, trust, weighed.share, weighed.trust,
          weighed.barred ? fmt::format(", the conflict of laws {:.2f}", respond.conflict_cost) : "")},
      {"the penalty for breaching the other state's law, times the chance that the bar holds (K)",
       figure(stakes.breach)},
      {"fines while it fights and loses (F)", figure(stakes.fines)},
      {"the sanction for refusing (S)", figure(stakes.sanction)},
      {"a challenge in court costs it", figure(stakes.challenge_cost)},
      {"the chance of winning it, as it believes (p)", figure(stakes.success)}};
  if (weighed.question >= 0) {
    rows.push_back({"a precedent in its favour is worth (G)", figure(stakes.precedent)});
    rows.push_back({fmt::format("  {} such orders a year, {} years ahead, weight {:.2f}{}",
                                in_figures(weighed.like), in_figures(respond.horizon_years), weighed.kappa,
                                weighed.pending ? " as a test case is pending" : "")});
    rows.push_back({"the trust that a public fight wins", figure(stakes.signal)});
  }
  return aligned(rows, 4);
}

std::string reply_table(const Weighed& weighed) {
  constexpr std::array<const char*, kReplies> kNames = {
      "comply: −L − K", "challenge: −cost + p G − (1 − p)(L + K + F) + trust won", "refuse: −S"};
  std::vector<std::vector<std::string>> rows = {{"", "utility", "probability"}};
  for (std::size_t reply = 0; reply < kReplies; ++reply) {
    rows.push_back(
        {kNames[reply], signed_figure(weighed.utility[reply]), in_percent(weighed.probability[reply])});
  }
  return aligned(rows, 4);
}

std::string reading_words(int reading) {
  return reading > 0 ? "accepted" : reading < 0 ? "not accepted" : "open";
}

std::string_view outcome_sentence(EventOutcome outcome) {
  switch (outcome) {
    case EventOutcome::complied:
      return "complied";
    case EventOutcome::challenged:
      return "challenged the order in court";
    case EventOutcome::resisted:
      return "refused to obey";
    case EventOutcome::rerouted:
      return "was left alone: the authority turned to assistance or gave up";
    default:
      return "answered";
  }
}

}  // namespace

std::string tell(const Story& story, const Note& note, const Chosen& chosen) {
  std::string text =
      chosen.by_scenario
          ? "The scenario has this demand come as an order. Had the authority been free, it would have "
            "weighed:"
          : fmt::format("On {} the authority weighed, by its own experience of demands like this:",
                        date_words(note.time));
  text = paragraph(text) + choice_table(chosen) + '\n';
  if (chosen.by_scenario) return text;
  const std::size_t choice = chosen.choice;
  const std::string chose = choice == kInstruments ? "It gave the demand up."
                                                   : fmt::format("It chose {}.", instrument_words(choice));
  return text + paragraph(chose);
}

std::string tell(const Story& story, const Note& note, const Weighed& weighed) {
  const std::string& provider = provider_words(story.config, demand_of(story).provider);
  std::string text;
  if (weighed.question >= 0) {
    text = fmt::format(
        "{} weighed the order as a test case on {}, before {}, where the question was {}. In units of a "
        "fulfilled demand:",
        provider, question_name(story, weighed.question), court_words(story.replay.courts, weighed.court),
        reading_words(weighed.reading));
  } else {
    text = fmt::format(
        "{} weighed the order as one that only its merit could bring down. In units of a fulfilled demand:",
        provider);
  }
  text = paragraph(text) + stakes_table(story, weighed) + '\n' + reply_table(weighed) + '\n';
  if (note.weight == 1.0) return text;
  return text + paragraph(fmt::format(
                    "Each of the {} real demands was challenged with this probability; at most one of "
                    "them goes to court.",
                    in_figures(note.weight)));
}

std::string tell(const Story& story, const Note& note, const Resisted& resisted) {
  std::string text = fmt::format(
      "The question {} stood {} before {}; a favourable ruling elsewhere, or there, is what {} stood on. The "
      "authority "
      "weighed a motion to compel (chance of winning it {:.2f}, probability {}{}); otherwise asking for less "
      "({}), "
      "assistance ({}) and giving up ({}).",
      question_name(story, resisted.question), reading_words(resisted.reading),
      court_words(story.replay.courts, resisted.court),
      provider_words(story.config, demand_of(story).provider), resisted.believed, in_percent(resisted.compel),
      resisted.pending ? ", but one was pending in that court already" : "", in_percent(resisted.narrow),
      in_percent(resisted.assistance), in_percent(resisted.drop));
  if (note.weight != 1.0) {
    text += fmt::format(" The probability of the motion is for any of the {} real demands.",
                        in_figures(note.weight));
  }
  return paragraph(text);
}

std::string tell(const Story& story, const Note& note, const Answered& answered) {
  const std::string whose =
      note.weight == demand_of(story).weight
          ? ""
          : fmt::format(" (in the {} real demands that did not go to court)", in_figures(note.weight));
  return paragraph(fmt::format("On {} {} {}{}.", date_words(note.time),
                               provider_words(story.config, demand_of(story).provider),
                               outcome_sentence(answered.outcome), whose));
}

std::string tell(const Story& story, const Note& /*note*/, const Granted& granted) {
  const std::string& provider = provider_words(story.config, demand_of(story).provider);
  const char* did = granted.granted ? "did" : "did not";
  if (granted.instrument == Instrument::agreement) {
    return paragraph(fmt::format("{} executes such orders with probability {}; it {}.", provider,
                                 in_percent(granted.policy), did));
  }
  return paragraph(
      fmt::format("{} grants such requests with probability {}, times the chance {:.2f} that its home law "
                  "leaves it free; it {}.",
                  provider, in_percent(granted.policy), granted.permitted, did));
}

std::string tell(const Story& story, const Note& note, const Queued& queued) {
  constexpr std::array<const char*, kPriorities> kClasses = {
      "with emergencies, before all others", "in the first line", "in the middle line", "in the last line"};
  const std::string stands =
      queued.scale == 1.0 ? ""
                          : fmt::format(" (each standing for {} real ones)", in_figures(1.0 / queued.scale));
  return paragraph(fmt::format(
      "On {} the request reached the central authority of {}. Its stance towards {} was {:.2f}, so the "
      "request waited {}. "
      "When that week began {} requests were waiting{}, {} of them in its line or one served before it; the "
      "authority can "
      "work on {} at a time and answer {} a year. The asking authority's patience would last until {}.",
      date_words(note.time), state_words(story.config, queued.state),
      state_words(story.config, demand_of(story).forum), queued.stance, kClasses[index(queued.priority)],
      queued.waiting, stands, queued.ahead, queued.servers, in_figures(queued.capacity),
      date_words(queued.gives_up)));
}

std::string tell(const Story& story, const Note& note, const Served& served) {
  const std::string state = state_words(story.config, served.state);
  if (!served.served) {
    return paragraph(fmt::format("On {}, after {} of waiting in {}, the asking authority gave up.",
                                 date_words(note.time), span_words(served.waited), state));
  }
  return paragraph(fmt::format(
      "On {}, {} after it was made, {} {} the request; work on it had begun after {}. {}, its stance was "
      "{:.2f}: the chance "
      "that it helps was {}.",
      date_words(note.time), span_words(note.time - served.arrived), state,
      served.granted ? "granted" : "refused", served.waited < 1.0 ? "no wait" : span_words(served.waited),
      served.assists == Certainty::yes ? "Its law obliged it to help" : "Its law did not oblige it to help",
      served.stance, in_percent(served.probability)));
}

}  // namespace comity
