#include "explain/tell_answers.h"

#include "explain/words.h"
#include "index.h"
#include "phases/capability.h"
#include "phases/orders.h"
#include "phases/reply.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::explain {

namespace {

std::string choice_table(const Chosen& chosen) {
  std::vector<std::vector<std::string>> rows = {{"", "chance", "   delay", "cost", "utility", "probability"}};
  for (const auto& [instrument, open, chance, prospect] : chosen.options) {
    const std::string name(instrument_words(instrument.number));
    const std::string probability = padded_left(in_percent(chance), 11);
    if (prospect) {
      rows.push_back({name, padded_left(fmt::format("{:.2f}", prospect->success), 6),
                      padded_left(fmt::format("{:.0f} days", prospect->delay_days), 8),
                      fmt::format("{:.2f}", prospect->cost), padded_left(signed_figure(prospect->utility), 7),
                      probability});
    } else if (open) {  // dropping
      rows.push_back({name, "", "", "", padded_left("0.00", 7), probability});
    } else {
      rows.push_back({name, (chosen.tried >> instrument.number & 1U) != 0 ? "tried" : "closed"});
    }
  }
  return aligned(rows, 4);
}

// What the loss L is made of.
std::vector<std::string> parts_of_loss(const Story& story, const Weighed& weighed) {
  if (is_capability_order(demand_of(story))) return {"the less of the two"};
  const auto& respond = story.config.parameters.respond;
  std::vector<std::string> parts = {fmt::format("{:.2f} for any disclosure", respond.disclosure_cost)};
  const double in_trust = respond.trust_cost * weighed.market_share * (1.0 - weighed.trust);
  parts.push_back(weighed.unreadable
                      ? std::string("none in trust, as only the customer can read it")
                      : fmt::format("{:.2f} in trust (it had {} of that market, and trust {:.2f})", in_trust,
                                    in_percent(weighed.market_share), weighed.trust));
  if (weighed.barred)
    parts.push_back(fmt::format("{:.2f} as another state forbade it", respond.conflict_cost));
  return parts;
}

std::string stakes_table(const Story& story, const Weighed& weighed) {
  const Stakes& stakes = weighed.stakes;
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const char* symbol, double value, std::string words) {
    rows.push_back({symbol, padded_left(fmt::format("{:.2f}", value), 8), std::move(words)});
  };
  const auto more = [&](std::string words) { rows.push_back({"", "", "  " + std::move(words)}); };
  add("B", stakes.business, "the business at stake in that market, which nothing else here can exceed");
  add("L", stakes.disclosure,
      is_capability_order(demand_of(story)) ? "what obeying would cost it:"
                                            : "what handing the data over would cost it:");
  for (std::string& line : parts_of_loss(story, weighed)) more(std::move(line));
  add("K", stakes.breach, "the other state's penalty, times the chance that its bar holds");
  add("F", stakes.fines, "fines if it fights and loses");
  add("S", stakes.sanction, "the sanction if it refuses");
  add("c", stakes.challenge_cost, "what going to court costs");
  add("p", stakes.success,
      weighed.question >= 0 ? "the chance of winning in the court that makes the rule, by what moves it"
                            : "the chance of winning there, by what moves that court");
  if (weighed.question >= 0) {
    add("G", stakes.precedent, "what a precedent in its favour would be worth:");
    more(fmt::format("{} such orders a year for {} years, each costing L, up to B; weight {:.2f}{}",
                     in_figures(weighed.like_demands),
                     in_figures(life_of_rule(story.config.parameters.litigate)), weighed.kappa,
                     weighed.test_case_pending ? ", as another test case was pending" : ""));
    add("A", stakes.adverse, "what an adverse precedent would cost it:");
    more(fmt::format("{} of G, as {} of the appellate courts read for providers before",
                     in_percent(stakes.precedent > 0.0 ? stakes.adverse / stakes.precedent : 0.0),
                     in_percent(weighed.favourable)));
  }
  return aligned(rows, 4);
}

std::string reply_table(const Weighed& weighed) {
  const std::array<std::string, kReplies> names = {"comply: −L − K",
                                                   weighed.question >= 0
                                                       ? "go to court: −c + p G − (1 − p)(L + K + F + A)"
                                                       : "go to court: −c − (1 − p)(L + K + F)",
                                                   "refuse: −S"};
  std::vector<std::vector<std::string>> rows = {{"", "utility", "probability"}};
  for (std::size_t reply = 0; reply < kReplies; ++reply) {
    rows.push_back({names[reply], padded_left(signed_figure(weighed.utility[reply]), 7),
                    padded_left(in_percent(weighed.probability[reply]), 11)});
  }
  return aligned(rows, 4);
}

// What was worth most to the provider, and by how much.
std::string best_reply_words(const Weighed& weighed) {
  constexpr std::array<std::string_view, kReplies> kNames = {"to obey", "to go to court", "to refuse"};
  std::array<std::size_t, kReplies> order = {0, 1, 2};
  std::ranges::sort(order, std::ranges::greater{}, [&](std::size_t reply) { return weighed.utility[reply]; });
  return fmt::format(
      "So it was best for it {}, by {:.2f} over the next best, {}; the larger that is, the less is "
      "left to chance.",
      kNames[order[0]], weighed.utility[order[0]] - weighed.utility[order[1]], kNames[order[1]]);
}

std::string defiance_table(const Coerced& coerced) {
  constexpr std::array<const char*, kDefiances> kNames = {"comply after all", "bear it and refuse",
                                                          "withdraw the service", "leave the state"};
  std::vector<std::vector<std::string>> rows = {{"", "utility", "probability"}};
  for (std::size_t answer = 0; answer < kNames.size(); ++answer) {
    if (std::isinf(coerced.utility[answer])) {
      rows.push_back({kNames[answer], "closed"});
    } else {
      rows.push_back({kNames[answer], padded_left(signed_figure(coerced.utility[answer]), 7),
                      padded_left(in_percent(coerced.probability[answer]), 11)});
    }
  }
  return aligned(rows, 4);
}

std::string_view coercion_words(CoercionCode kind) {
  switch (kind.as<CoercionKind>()) {
    case CoercionKind::daily_fine:
      return "a fine for every day of disobedience";
    case CoercionKind::contempt:
      return "contempt or another single penalty";
    case CoercionKind::staff:
      return "a charge against the provider's local staff";
    case CoercionKind::asset_freeze:
      return "a freeze of the provider's assets";
    case CoercionKind::service_block:
      return "a block of the service";
  }
  return "";
}

std::string_view defiance_words(DefianceCode answer) {
  switch (answer.as<Defiance>()) {
    case Defiance::complied:
      return "complied after all";
    case Defiance::refused:
      return "bore it and went on refusing";
    case Defiance::withdrew:
      return "withdrew its service from the market";
    case Defiance::left:
      return "closed its establishment and left the state";
    case Defiance::given_up:
      break;
  }
  return "";
}

std::string_view outcome_sentence(OutcomeCode outcome) {
  switch (outcome.as<EventOutcome>()) {
    case EventOutcome::complied:
      return "complied";
    case EventOutcome::challenged:
      return "challenged the order in court";
    case EventOutcome::resisted:
      return "refused to obey";
    case EventOutcome::rerouted:
      return "was left alone: the authority turned to assistance";
    default:
      return "answered";
  }
}

}  // namespace

std::string tell(const Story& /*story*/, const Note& note, const Chosen& chosen) {
  std::string text =
      chosen.by_scenario
          ? "The scenario has this demand come as an order. Had the authority been free, it would have "
            "weighed:"
          : fmt::format("On {} the authority weighed, by its own experience of demands like this:",
                        date_words(note.time));
  text = paragraph(text) + choice_table(chosen) + '\n';
  if (chosen.by_scenario && chosen.chosen.number == static_cast<std::uint8_t>(Instrument::voluntary)) {
    return text + paragraph(
                      "No law compelled the provider to obey it, not even arguably. So it was a mere "
                      "request, which the "
                      "provider could decline at no cost.");
  }
  if (chosen.by_scenario) return text;
  const std::size_t choice = chosen.chosen.number;
  const std::string chose = choice == kInstruments ? "It gave the demand up."
                                                   : fmt::format("It chose {}.", instrument_words(choice));
  return text + paragraph(chose);
}

std::string tell(const Story& /*story*/, const Note& note, const Approved& approved) {
  return paragraph(
      fmt::format("An order of this kind needs the approval of {}, who declines {} of them. On {} it was {}.",
                  approver_words(approved.approver), in_percent(approved.denied), date_words(note.time),
                  approved.approved ? "given" : "declined"));
}

std::string tell(const Story& story, const Note& note, const Weighed& weighed) {
  const std::string& provider = provider_words(story.config, demand_of(story).provider);
  std::string text;
  if (weighed.question >= 0) {
    text = fmt::format(
        "{} weighed the order as a test case on {}, before {}, {}. In units of a fulfilled demand:",
        capital(provider), question_words(story.config, weighed.question),
        court_words(story.replay.courts, weighed.court),
        weighed.reading == 0
            ? "where it was open"
            : "where it was held that " + reading_words(story.config, weighed.question, weighed.reading > 0));
  } else {
    text = fmt::format(
        "{} weighed the order as one that only its merit{} could bring down. In units of a fulfilled demand:",
        capital(provider), weighed.pleads ? " or a plea of the other state's law" : "");
  }
  text = paragraph(text) + stakes_table(story, weighed) + '\n' + reply_table(weighed) + '\n';
  if (is_capability_order(demand_of(story))) text += paragraph(best_reply_words(weighed));
  if (note.weight == 1.0) return text;
  return text + paragraph(fmt::format("Each of the {} would be challenged with this probability.",
                                      counted_real(note.weight)));
}

std::string tell(const Story& story, const Note& note, const Parted& parted) {
  const std::string& provider = provider_words(story.config, demand_of(story).provider);
  const std::string some = parted.parts.count == note.weight
                               ? fmt::format("all {}", counted_real(note.weight))
                               : fmt::format("{} of the {}", parted.parts.count, counted_real(note.weight));
  std::string text;
  switch (parted.why) {
    case Parting::test_case:
      text = fmt::format("{} had its counsel weigh {} as a test case", capital(provider), some);
      break;
    case Parting::merit:
      text = fmt::format("{} disputed the merit of {} in court", capital(provider), some);
      break;
    case Parting::motion_to_compel:
      text = fmt::format("The authority moved to compel {} in {}", provider, some);
      break;
  }
  text += fmt::format(": {}.", parts_words(story, parted.parts));
  const DemandName& name = story.replay.diary.name;
  if (name.part == 0) return paragraph(text + " The rest of this story is about the others.");
  if (!parted.parts.contains(name.part)) return paragraph(text);
  return paragraph(text + fmt::format(" The rest of this story is about {}.", to_string(name, story.config)));
}

std::string tell(const Story& story, const Note& note, const Resisted& resisted) {
  const std::string court = court_words(story.replay.courts, resisted.court);
  const std::string& provider = provider_words(story.config, demand_of(story).provider);
  std::string text =
      resisted.reading == 0
          ? fmt::format(
                "{} had not decided {}, but {} stood on a ruling in its favour by a higher "
                "court elsewhere in the country. ",
                capital(court), question_words(story.config, resisted.question), provider)
          : fmt::format("In {} it was held that {}, so that the order could not stand. ", court,
                        reading_words(story.config, resisted.question, resisted.reading > 0));
  text += fmt::format(
      "The authority weighed a motion to compel (its chance of winning, as believed, {:.2f}): probability "
      "{}{}",
      resisted.believed, in_percent(resisted.compel),
      resisted.motion_pending ? ", but one on this question was pending in that court" : "");
  if (note.weight != 1.0) text += fmt::format(", for any of the {} real demands", in_figures(note.weight));
  text +=
      fmt::format(". Without it: asking for less {}, assistance {}, giving up {}.",
                  in_percent(resisted.narrow), in_percent(resisted.assistance), in_percent(resisted.drop));
  return paragraph(text);
}

std::string tell(const Story& story, const Note& note, const Answered& answered) {
  const std::string whose =
      note.weight == demand_of(story).weight ? "" : fmt::format(" ({})", counted_real(note.weight));
  return paragraph(fmt::format("On {} {} {}{}.", date_words(note.time),
                               provider_words(story.config, demand_of(story).provider),
                               outcome_sentence(answered.outcome), whose));
}

std::string tell(const Story& story, const Note& /*note*/, const Granted& granted) {
  const std::string& provider = provider_words(story.config, demand_of(story).provider);
  const char* did = granted.granted ? "did" : "did not";
  if (granted.instrument == Instrument::agreement) {
    return paragraph(
        fmt::format("{} executes such orders with probability {}, times the chance {:.2f} that the law "
                    "leaves it free; it {}.",
                    capital(provider), in_percent(granted.policy), granted.permitted, did));
  }
  return paragraph(
      fmt::format("{} grants such requests with probability {}, times the chance {:.2f} that its home law "
                  "leaves it free; it {}.",
                  capital(provider), in_percent(granted.policy), granted.permitted, did));
}

std::string tell(const Story& story, const Note& /*note*/, const WaysToObey& ways) {
  const Demand& demand = demand_of(story);
  const auto& respond = story.config.parameters.respond;
  return paragraph(fmt::format(
      "There were two ways to obey. To remove the protection of customers in {} would cost {} {:.2f}: its "
      "word to "
      "customers everywhere, given what this order asked for, and {:.2f} for any disclosure. To withdraw the "
      "product from that market, with {} of its data there, would cost it {:.2f}. Of these it would withdraw "
      "with "
      "probability {}.",
      state_words(story.config, demand.residence), provider_words(story.config, demand.provider),
      ways.removing, respond.disclosure_cost, in_percent(ways.protected_share), ways.withdrawing,
      in_percent(ways.probability)));
}

std::string tell(const Story& story, const Note& /*note*/, const Unlocked& unlocked) {
  const std::string& provider = provider_words(story.config, demand_of(story).provider);
  const std::string& market = state_words(story.config, demand_of(story).residence);
  const std::string did =
      unlocked.withdraws
          ? fmt::format(
                "{} withdrew the product from {}, with {} of its data there, rather than remove the "
                "protection",
                capital(provider), market, in_percent(unlocked.protected_share))
          : fmt::format(
                "{} removed the protection of customers in {} rather than withdraw the product. From now "
                "on it can read what they alone could read",
                capital(provider), market);
  return paragraph(
      fmt::format("{}. Removing cost it {:.2f}, withdrawing {:.2f}: it withdrew with probability {}.", did,
                  unlocked.removing, unlocked.withdrawing, in_percent(unlocked.probability)));
}

std::string tell(const Story& story, const Note& note, const Queued& queued) {
  const std::string place =
      queued.emergency ? "as an emergency it goes before all others"
                       : fmt::format("as goodwill is short of 1, it waits as if it had come {} later",
                                     span_words(queued.put_back));
  const std::string stands =
      queued.scale == 1.0 ? ""
                          : fmt::format(" (each standing for {} real ones)", in_figures(1.0 / queued.scale));
  return paragraph(fmt::format(
      "On {} the request reached the central authority of {}. Its goodwill towards {} was "
      "{:.2f}; {}. When that week began {} requests were waiting{}, {} of them to be called "
      "before it; the authority can work on {} at a time and answer {} a "
      "year. The asking authority's patience would last until {}.",
      date_words(note.time), state_words(story.config, queued.state),
      state_words(story.config, demand_of(story).forum), queued.goodwill, place, queued.waiting, stands,
      queued.ahead, queued.servers, in_figures(queued.capacity), date_words(queued.patience_until)));
}

std::string tell(const Story& story, const Note& note, const Served& served) {
  const std::string state = state_words(story.config, served.state);
  if (!served.served) {
    return paragraph(fmt::format("On {}, after {} of waiting in {}, the asking authority gave up.",
                                 date_words(note.time), span_words(served.waited_days), state));
  }
  return paragraph(fmt::format(
      "On {}, {} after it {}, {} {} the request; work on it had begun after {}. {}, its stance was "
      "{:.2f}: the chance that it would help was {}.",
      date_words(note.time), span_words(note.time - served.arrived),
      served.letters ? "had come through the diplomatic channel" : "was made", state,
      served.granted ? "granted" : "refused",
      served.waited_days < 1.0 ? "no wait" : span_words(served.waited_days),
      served.letters                     ? "No treaty obliged it to help, though its law let it"
      : served.obliged == Certainty::yes ? "Its law obliged it to help"
                                         : "Its law did not oblige it to help",
      served.stance, in_percent(served.probability)));
}

std::string tell(const Story& story, const Note& note, const Coerced& coerced) {
  const std::string state = state_words(story.config, demand_of(story).forum);
  if (coerced.kind < 0) {
    return paragraph(fmt::format("On {} {} gave up, after {} of its steps.", date_words(note.time), state,
                                 count_words(coerced.step)));
  }
  const std::string taken = fmt::format(
      "On {} {} took step {} of its ladder: {}. It takes it at a rate of {:.2f} a year once it may, as it "
      "costs the state "
      "itself {:.2f}. It cost the provider {:.2f}, and {:.3f} for every day of further refusal. What lay "
      "ahead of it:",
      date_words(note.time), state, coerced.step, coercion_words(coerced.kind), coerced.rate,
      coerced.state_cost, coerced.cost, coerced.daily_cost);
  return paragraph(taken) + defiance_table(coerced) + '\n' +
         paragraph(fmt::format("{} {}.", capital(provider_words(story.config, demand_of(story).provider)),
                               defiance_words(coerced.answer)));
}

}  // namespace comity::explain
