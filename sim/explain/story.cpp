#include "explain/story.h"

#include "explain/tell_answers.h"
#include "explain/tell_courts.h"
#include "explain/tell_end.h"
#include "explain/tell_law.h"
#include "explain/words.h"
#include "index.h"
#include "phases/capability.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

namespace comity::explain {

namespace {

enum class Chapter : std::uint8_t {
  none,
  demand,
  law,
  choice,
  answer,
  courts,
  assistance,
  legislature,
  coercion,
  attempt,
  end,
  afterwards
};

struct ChapterOf {
  Chapter operator()(const Made& /*note*/) const { return Chapter::demand; }
  Chapter operator()(const LawSaid& /*note*/) const { return Chapter::law; }
  Chapter operator()(const Chosen& /*note*/) const { return Chapter::choice; }
  Chapter operator()(const Approved& /*note*/) const { return Chapter::choice; }
  Chapter operator()(const WaysToObey& /*note*/) const { return Chapter::answer; }
  Chapter operator()(const Weighed& /*note*/) const { return Chapter::answer; }
  Chapter operator()(const Resisted& /*note*/) const { return Chapter::answer; }
  Chapter operator()(const Parted& /*note*/) const { return Chapter::answer; }
  Chapter operator()(const Answered& /*note*/) const { return Chapter::answer; }
  Chapter operator()(const Granted& /*note*/) const { return Chapter::answer; }
  Chapter operator()(const Unlocked& /*note*/) const { return Chapter::end; }
  Chapter operator()(const Queued& /*note*/) const { return Chapter::assistance; }
  Chapter operator()(const Served& /*note*/) const { return Chapter::assistance; }
  Chapter operator()(const Coerced& /*note*/) const { return Chapter::coercion; }
  Chapter operator()(const Reformed& /*note*/) const { return Chapter::legislature; }
  Chapter operator()(const Ended& note) const { return note.last ? Chapter::end : Chapter::attempt; }
  template <typename Other>
  Chapter operator()(const Other& /*note*/) const {
    return Chapter::courts;
  }
};

std::string_view title_of(Chapter chapter) {
  switch (chapter) {
    case Chapter::demand:
      return "The demand";
    case Chapter::law:
      return "What the laws said";
    case Chapter::choice:
      return "The choice of an instrument";
    case Chapter::answer:
      return "The provider's answer";
    case Chapter::courts:
      return "Before the courts";
    case Chapter::assistance:
      return "Assistance";
    case Chapter::legislature:
      return "Meanwhile, the legislature";
    case Chapter::coercion:
      return "What refusing brought";
    case Chapter::attempt:
      return "An attempt fails";
    case Chapter::end:
      return "The end";
    case Chapter::afterwards:
      return "Afterwards";
    case Chapter::none:
      break;
  }
  return "";
}

std::string left_out(std::string_view why, const std::vector<std::string>& names) {
  if (names.empty()) return "";
  return wrapped(
      fmt::format("Left out of this comparison are series and columns {}: {}.", why, listed(names)), 0);
}

std::string title_text(const Story& story) {
  const DemandName& name = story.replay.diary.name;
  const int focal = focal_of(name);
  const std::string called =
      focal < 0 ? "" : fmt::format(" (“{}”)", story.config.focals[static_cast<std::size_t>(focal)].name);
  return fmt::format("The story of demand {}{}\n\n", to_string(name, story.config), called) +
         wrapped(fmt::format("Replicate {} of {}, scenario {}, seed {}.", story.replicate, story.file,
                             story.config.name, story.config.parameters.run.seed),
                 0) +
         wrapped(fmt::format("Told from a repetition of that run by the texts in the file; all {} rows of "
                             "its events and all {} numbers of its series are those of the file, bit by bit.",
                             with_separators(static_cast<std::int64_t>(story.comparison.rows)),
                             with_separators(static_cast<std::int64_t>(story.comparison.numbers))),
                 0) +
         left_out("that the file does not have", story.missing) +
         left_out("that this version does not know", story.unknown);
}

}  // namespace

const Demand& demand_of(const Story& story) { return story.replay.diary.demand; }

const StorageOption& option_of(const Story& story, const Demand& demand) {
  return story.setup.options[index(demand.provider)][index(demand.option)];
}

std::string part_name(const Story& story, int part) {
  DemandName name = story.replay.diary.name;
  name.part = static_cast<std::uint32_t>(part);
  return to_string(name, story.config);
}

std::string parts_words(const Story& story, const Parts& parts) {
  const std::string first = part_name(story, parts.first);
  return parts.count == 1
             ? "demand " + first
             : fmt::format("demands {} to {}", first, part_name(story, parts.first + parts.count - 1));
}

// --- the whole in a few sentences

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
  if (is_capability_order(demand))
    return fmt::format(
        "{} ordered {} to remove the protection that keeps the data of customers in {} from it.",
        capital(state_words(story.config, demand.forum)), provider_words(story.config, demand.provider),
        state_words(story.config, demand.residence));
  const int site = option_of(story, demand).site;
  const bool domestic = site == demand.forum;
  return fmt::format("{} wanted {} that {} kept {}.", capital(state_words(story.config, demand.forum)),
                     data_words(demand.kind), provider_words(story.config, demand.provider),
                     domestic ? "at home" : "in " + state_words(story.config, site));
}

std::string tried_words(const Story& story) {
  std::vector<std::string> ways;
  bool gave_up = false;
  for (const auto& [note, chosen] : notes_of<Chosen>(story)) {
    gave_up = chosen->chosen.number == kInstruments;
    if (!gave_up) ways.emplace_back(instrument_words(chosen->chosen.number));
  }
  std::string text = gave_up && ways.empty() ? "It gave up at once." : "";
  if (!ways.empty()) text = fmt::format("It tried {}{}.", listed(ways), gave_up ? ", then gave up" : "");
  for (const auto& [note, parted] : notes_of<Parted>(story)) {
    if (story.replay.diary.name.part > 0) continue;
    text += fmt::format(" Of the {}, {} went apart: {}.", counted_real(note->weight), parted->parts.count,
                        parts_words(story, parted->parts));
  }
  for (const auto& [note, answered] : notes_of<Answered>(story)) {
    if (answered->outcome == EventOutcome::challenged) text += " The provider went to court.";
    if (answered->outcome == EventOutcome::resisted) text += " The provider refused to obey.";
  }
  const auto coerced = notes_of<Coerced>(story);
  const auto steps =
      std::count_if(coerced.begin(), coerced.end(), [](const auto& step) { return step.second->kind >= 0; });
  if (steps > 0)
    text += fmt::format(" The state took {} against it.", counted(static_cast<int>(steps), "step", "steps"));
  return text;
}

std::string ruled_words(const Story& story) {
  std::vector<std::string> rulings;
  for (const auto& [note, decided] : notes_of<Decided>(story)) {
    const OutcomeCode outcome = decided->outcome;
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
  for (const auto& [note, unlocked] : notes_of<Unlocked>(story))
    text +=
        unlocked->withdraws ? " The provider withdrew the product." : " The provider removed the protection.";
  for (const auto& [note, ended] : notes_of<Ended>(story)) {
    if (!ended->last) continue;
    const bool whole = note->weight == demand_of(story).weight || story.replay.diary.name.part > 0;
    const std::string whose = whole ? "It" : fmt::format("The other {}", counted_real(note->weight));
    text += fmt::format(" {} ended on {}: {}.", whose, date_words(note->time),
                        fate_phrase(ended->fate.as<Fate>()));
  }
  if (!text.empty()) return text;
  return notes_of<Opened>(story).empty() ? " It was still open when the run ended."
                                         : " The case was still pending when the run ended.";
}

std::string tell_in_short(const Story& story) {
  return wrapped(fmt::format("In short: {} {}{}{}", asked_words(story), tried_words(story),
                             ruled_words(story), ended_words(story)),
                 0) +
         '\n';
}

}  // namespace

std::string story_text(const Story& story) {
  std::string text = title_text(story) + '\n' + tell_in_short(story);
  Chapter now = Chapter::none;
  bool ended = false;
  for (const Note& note : story.replay.diary.notes) {
    const std::string told = std::visit([&](const auto& what) { return tell(story, note, what); }, note.what);
    if (told.empty()) continue;
    Chapter chapter = std::visit(ChapterOf{}, note.what);
    if (chapter == Chapter::legislature && ended) chapter = Chapter::afterwards;
    if (chapter != now) text += fmt::format("{}\n\n", title_of(chapter));
    now = chapter;
    text += told;
    ended = chapter == Chapter::end || chapter == Chapter::afterwards;
  }
  return text + "All figures in full, and more of them: --format json.\n";
}

}  // namespace comity::explain
