#include "explain/tell_end.h"

#include "explain/words.h"
#include "index.h"
#include "phases/capability.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <variant>

namespace comity::explain {

namespace {

// In place of removing the protection that it was ordered to remove.
bool has_withdrawn(const Story& story) {
  return std::ranges::any_of(story.replay.diary.notes, [](const Note& note) {
    const auto* unlocked = std::get_if<Unlocked>(&note.what);
    return unlocked != nullptr && unlocked->withdraws;
  });
}

std::string_view fate_words(const Story& story, const Ended& ended) {
  const bool capability = is_capability_order(demand_of(story));
  switch (ended.fate.as<Fate>()) {
    case Fate::fulfilled:
      return capability ? "the provider had obeyed and removed the protection" : "the data were handed over";
    case Fate::partly_fulfilled:
      return "the demand had been narrowed and was met";
    case Fate::quashed:
      return capability
                 ? "the courts had relieved the provider of the order, and the protection stayed"
                 : "the courts had relieved the provider of the order, and the data stayed where they were";
    case Fate::rejected:
      return "the provider turned the request down";
    case Fate::refused:
      return "the other state refused its help";
    case Fate::sanctioned:
      if (has_withdrawn(story)) return "the provider withdrew the product from the market";
      return "the provider refused and bore what came of it";
    case Fate::abandoned:
      return "the asking authority gave up waiting";
    case Fate::mooted:
      return "new law made the case pointless, and the order was never enforced";
    case Fate::unapproved:
      return "whoever had to approve the order had not";
    case Fate::unreadable:
      return "ciphertext was handed over, which only the customer could have made readable";
    case Fate::dropped:
      break;
  }
  const auto& notes = story.replay.diary.notes;
  const bool obeyed = ended.instrument >= 0 && std::any_of(notes.begin(), notes.end(), [](const Note& note) {
                        const auto* answered = std::get_if<Answered>(&note.what);
                        return answered != nullptr && answered->outcome == EventOutcome::complied;
                      });
  return obeyed ? "the provider, who had obeyed, turned out to have no such data"
                : "the authority let the matter drop";
}

// A court's reading: 1 accepted, -1 not accepted, 0 none.
std::string held_words(const Config& config, int question, int reading) {
  return reading == 0 ? "open" : fmt::format("“{}”", reading_words(config, question, reading > 0));
}

// Courts whose reading changed in the same way, in one line.
std::string readings_text(const Story& story, const Changed& changed) {
  std::map<std::pair<int, std::pair<int, int>>, std::vector<int>> groups;
  for (const ReadingChanged& reading : changed.readings) {
    groups[{reading.question, {reading.before, reading.after}}].push_back(reading.court);
  }
  std::string text;
  for (const auto& [change, courts] : groups) {
    std::vector<std::string> names;
    for (const int court : courts) names.push_back(story.replay.courts.name[index(court)]);
    const std::size_t shown = std::min<std::size_t>(names.size(), 6);
    const std::size_t more = names.size() - shown;
    names.resize(shown);
    text += item(fmt::format("The reading of {} went from {} to {} in: {}{}.",
                             question_words(story.config, change.first),
                             held_words(story.config, change.first, change.second.first),
                             held_words(story.config, change.first, change.second.second),
                             fmt::join(names, ", "), more > 0 ? fmt::format(" and {} more", more) : ""));
  }
  return text;
}

std::string circuit_name(const Courts& courts, int circuit) {
  for (int court = 0; court < courts.count(); ++court) {
    const bool heads =
        courts.hierarchy[index(court)] == circuit && courts.level[index(court)] == Level::appellate;
    if (heads) return courts.name[index(court)];
  }
  return "?";
}

// The circuit of the case by itself, the others by how far belief moved in them.
std::string beliefs_text(const Story& story, const Changed& changed) {
  const Courts& courts = story.replay.courts;
  std::string text;
  int others = 0;
  double least = 1.0;
  double most = 0.0;
  bool rose = false;
  for (const BeliefChanged& belief : changed.beliefs) {
    if (belief.circuit == changed.circuit) {
      text += item(fmt::format(
          "Providers' belief that they would win on {} went from {:.2f} to {:.2f} in courts under the {}.",
          question_words(story.config, belief.question), belief.before, belief.after,
          circuit_name(courts, belief.circuit)));
      continue;
    }
    others += 1;
    rose = belief.after > belief.before;
    least = std::min(least, std::abs(belief.after - belief.before));
    most = std::max(most, std::abs(belief.after - belief.before));
  }
  if (others == 0) return text;
  const std::string low = fmt::format("{:.3f}", least);
  const std::string high = fmt::format("{:.3f}", most);
  return text + item(fmt::format("In {} it {} by {}.", counted(others, "other circuit", "other circuits"),
                                 rose ? "rose" : "fell", low == high ? low : low + " to " + high));
}

// `raised it by 0.040`, `lowered it by less than 0.001`.
std::string moved_words(double effect) {
  const char* way = effect < 0.0 ? "lowered" : "raised";
  const double size = std::abs(effect);
  return size < 0.0005 ? fmt::format("{} it by less than 0.001", way)
                       : fmt::format("{} it by {:.3f}", way, size);
}

std::string stance_text(const Story& story, const Touch& touch) {
  return item(fmt::format(
      "{}'s stance towards {} was {:.2f}. This disclosure without its consent counted {}, beside {} a year; "
      "by itself it {} within a year.",
      capital(state_words(story.config, touch.state)), state_words(story.config, demand_of(story).forum),
      touch.level, in_figures(touch.added), in_figures(touch.rate), moved_words(touch.effect)));
}

std::string trust_text(const Story& story, const Touch& touch, double fight_years) {
  const std::string fight = fmt::format("{:.1f} years of public fight", fight_years);
  const std::string why = fight_years <= 0.0  ? "The disclosure by itself"
                          : touch.added > 0.0 ? fight + " and then the disclosure by themselves"
                                              : fight + " by themselves";
  return item(fmt::format(
      "Trust in {} in {} was {:.2f}. {} {}.", provider_words(story.config, demand_of(story).provider),
      state_words(story.config, touch.state), touch.level, why, moved_words(touch.effect)));
}

}  // namespace

std::string tell(const Story& story, const Note& /*note*/, const Changed& changed) {
  std::string text = readings_text(story, changed) + beliefs_text(story, changed);
  if (changed.vacated > 0) {
    text = item(fmt::format("{} of this case lost {} weight as precedent.",
                            capital(counted(changed.vacated, "ruling", "rulings")),
                            changed.vacated == 1 ? "its" : "their")) +
           text;
  }
  for (const SplitChanged& split : changed.splits) {
    text +=
        item(fmt::format("A split between the appellate courts on {} {}.",
                         question_words(story.config, split.question), split.opened ? "opened" : "closed"));
  }
  if (changed.resisting != 0) {
    text += item(fmt::format("{} {} to resist such orders throughout {}.",
                             capital(counted(std::abs(changed.resisting), "provider", "providers")),
                             changed.resisting > 0 ? "began" : "ceased",
                             state_words(story.config, demand_of(story).forum)));
  }
  return text.empty() ? "" : "  What this changed at once:\n" + text + '\n';
}

std::string tell(const Story& story, const Note& /*note*/, const Reformed& reformed) {
  const ReformConfig& reform = story.config.reforms[index(reformed.reform)];
  const std::string who = jurisdiction_words(story.config, reformed.jurisdiction);
  const std::string names =
      reformed.question < 0
          ? ""
          : fmt::format(", which answers {},", question_words(story.config, reformed.question));
  switch (reformed.status) {
    case ReformState::Status::open:
      return paragraph(
          fmt::format("With that ruling, pressure on {} for the {}{} went from {:.2f} to {:.2f}.", who,
                      reform.name, names, reformed.pressure_before, reformed.pressure_after));
    case ReformState::Status::decided:
      return paragraph(
          fmt::format("On {} the legislature of {} decided on the {}{} under a pressure of {:.2f}; to come "
                      "into force on {}.",
                      date_words(reformed.decided), who, reform.name, names, reformed.pressure_after,
                      date_words(reformed.in_force)));
    case ReformState::Status::in_force:
      break;
  }
  return paragraph(fmt::format("On {} the {}{} came into force in {}.", date_words(reformed.in_force),
                               reform.name, names, who));
}

std::string tell(const Story& story, const Note& note, const Ended& ended) {
  const Demand& demand = demand_of(story);
  const std::string part =
      note.weight == demand.weight ? "" : fmt::format(" ({})", counted_real(note.weight));
  const double days = note.time - demand.arisen;
  const std::string after = days < 1.0 ? "less than a day" : span_words(days);
  std::string text = paragraph(fmt::format("On {}, {} after the demand was made, {}{}.",
                                           date_words(note.time), after, fate_words(story, ended), part));
  std::string list;
  for (const Touch& touch : ended.stance) list += stance_text(story, touch);
  for (const Touch& touch : ended.trust) list += trust_text(story, touch, ended.fight_years);
  if (ended.instrument >= 0) {
    list +=
        item(fmt::format("The authority had believed that {} brings data like these with chance {:.2f}; this "
                         "case by itself {}.",
                         instrument_words(index(ended.instrument)), ended.believed_before,
                         moved_words(ended.believed_after - ended.believed_before)));
  }
  return list.empty() ? text : text + "  What this changed:\n" + list + '\n';
}

}  // namespace comity::explain
