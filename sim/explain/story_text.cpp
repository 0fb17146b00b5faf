// The story as text: chapters in the order of time.
#include "explain/tell.h"
#include "explain/words.h"
#include "index.h"
#include "text/words.h"

#include <fmt/format.h>

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
  attempt,
  end,
  afterwards
};

struct ChapterOf {
  Chapter operator()(const Made& /*note*/) const { return Chapter::demand; }
  Chapter operator()(const LawSaid& /*note*/) const { return Chapter::law; }
  Chapter operator()(const Chosen& /*note*/) const { return Chapter::choice; }
  Chapter operator()(const Weighed& /*note*/) const { return Chapter::answer; }
  Chapter operator()(const Resisted& /*note*/) const { return Chapter::answer; }
  Chapter operator()(const Parted& /*note*/) const { return Chapter::answer; }
  Chapter operator()(const Answered& /*note*/) const { return Chapter::answer; }
  Chapter operator()(const Granted& /*note*/) const { return Chapter::answer; }
  Chapter operator()(const Queued& /*note*/) const { return Chapter::assistance; }
  Chapter operator()(const Served& /*note*/) const { return Chapter::assistance; }
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
                 0);
}

}  // namespace

const Demand& demand_of(const Story& story) {
  return std::get<Made>(story.replay.diary.notes.front().what).demand;
}

const StorageOption& option_of(const Story& story, const Demand& demand) {
  return story.setup.options[index(demand.provider)][index(demand.option)];
}

std::string part_name(const Story& story, int part) {
  DemandName name = story.replay.diary.name;
  name.part = static_cast<std::uint32_t>(part);
  return to_string(name, story.config);
}

std::string parts_words(const Story& story, const Parted& parted) {
  const std::string first = part_name(story, parted.first);
  return parted.count == 1
             ? "demand " + first
             : fmt::format("demands {} to {}", first, part_name(story, parted.first + parted.count - 1));
}

std::string counted_real(double number) {
  return fmt::format("{} real demand{}", in_figures(number), number == 1.0 ? "" : "s");
}

std::string paragraph(const std::string& text) { return wrapped(text, 2) + '\n'; }

std::string item(const std::string& text, std::size_t indent, std::string_view mark) {
  const std::string lines = wrapped(text, indent + 2);
  return fmt::format("{}{} {}", std::string(indent, ' '), mark, lines.substr(indent + 2));
}

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
