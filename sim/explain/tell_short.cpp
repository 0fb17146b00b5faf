// The whole story in a few sentences.
#include "explain/tell.h"
#include "explain/words.h"
#include "text/words.h"

#include <fmt/format.h>

namespace comity::explain {

namespace {

template <typename What>
std::vector<std::pair<const Note*, const What*>> notes_of(const Story& story) {
  std::vector<std::pair<const Note*, const What*>> found;
  for (const Note& note : story.replay.diary.notes) {
    if (const auto* what = std::get_if<What>(&note.what)) found.emplace_back(&note, what);
  }
  return found;
}

std::string asked_words(const Story& story) {
  const Demand& demand = demand_of(story);
  const int site =
      story.setup.options[static_cast<std::size_t>(demand.provider)][static_cast<std::size_t>(demand.option)]
          .site;
  const bool domestic = site == demand.forum;
  return fmt::format("{} wanted {} that {} kept {}.", capital(state_words(story.config, demand.forum)),
                     data_words(demand.kind), provider_words(story.config, demand.provider),
                     domestic ? "at home" : "in " + state_words(story.config, site));
}

std::string tried_words(const Story& story) {
  std::vector<std::string> ways;
  bool gave_up = false;
  for (const auto& [note, chosen] : notes_of<Chosen>(story)) {
    gave_up = chosen->choice == kInstruments;
    if (!gave_up) ways.emplace_back(instrument_words(chosen->choice));
  }
  std::string text = gave_up && ways.empty() ? "It gave up at once." : "";
  if (!ways.empty()) text = fmt::format("It tried {}{}.", listed(ways), gave_up ? ", then gave up" : "");
  for (const auto& [note, parted] : notes_of<Parted>(story)) {
    if (story.replay.diary.name.part > 0) continue;
    text += fmt::format(" Of the {}, {} went apart: {}.", counted_real(note->weight), parted->count,
                        parts_words(story, *parted));
  }
  for (const auto& [note, answered] : notes_of<Answered>(story)) {
    if (answered->outcome == EventOutcome::challenged) text += " The provider went to court.";
    if (answered->outcome == EventOutcome::resisted) text += " The provider refused to obey.";
  }
  return text;
}

std::string ruled_words(const Story& story) {
  std::vector<std::string> rulings;
  for (const auto& [note, decided] : notes_of<Decided>(story)) {
    const EventOutcome outcome = decided->decision.outcome;
    if (outcome != EventOutcome::government && outcome != EventOutcome::provider &&
        outcome != EventOutcome::tie)
      continue;
    const std::string who = outcome == EventOutcome::tie          ? "nobody (a tie)"
                            : outcome == EventOutcome::government ? "the government"
                                                                  : "the provider";
    rulings.push_back(fmt::format("{} for {} ({})", court_words(story.replay.courts, decided->court), who,
                                  in_months(note->time)));
  }
  return rulings.empty() ? "" : fmt::format(" The courts decided: {}.", listed(rulings));
}

std::string ended_words(const Story& story) {
  std::string text;
  for (const auto& [note, ended] : notes_of<Ended>(story)) {
    if (!ended->last) continue;
    const bool whole = note->weight == demand_of(story).weight || story.replay.diary.name.part > 0;
    const std::string whose = whole ? "It" : fmt::format("The other {}", counted_real(note->weight));
    text +=
        fmt::format(" {} ended on {}: {}.", whose, date_words(note->time), fate_phrase(ended->ending.fate));
  }
  if (!text.empty()) return text;
  return notes_of<Opened>(story).empty() ? " It was still open when the run ended."
                                         : " The case was still pending when the run ended.";
}

}  // namespace

std::string tell_in_short(const Story& story) {
  return wrapped(fmt::format("In short: {} {}{}{}", asked_words(story), tried_words(story),
                             ruled_words(story), ended_words(story)),
                 0) +
         '\n';
}

}  // namespace comity::explain
