// What was asked for.
#include "explain/tell.h"
#include "explain/words.h"
#include "index.h"
#include "text/words.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace comity::explain {

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

}  // namespace

std::string tell(const Story& story, const Note& note, const Made& made) {
  const Demand& demand = made.demand;
  const StorageOption& option = option_of(story, demand);
  const std::string subject =
      demand.residence == demand.forum
          ? "who lived there"
          : fmt::format("who lived in {}", state_words(story.config, demand.residence));
  std::string text = fmt::format(
      "On {} an authority of {} wanted {} of {} {}, a customer of {}. The data lay in {}, {}. The provider "
      "is at home in {}. ",
      date_words(note.time), state_words(story.config, demand.forum), data_words(demand.kind),
      segment_words(demand.segment), subject, provider_words(story.config, demand.provider),
      state_words(story.config, option.site), control_words(option.control),
      state_words(story.config, story.config.providers[index(demand.provider)].home));
  text += demand.serious ? "The offence was serious" : "The offence was not serious";
  text += demand.emergency ? ", and life or limb was in danger. " : "; there was no emergency. ";
  if (demand.kind == DataKind::content && demand.stored_long) {
    text += "The messages had been stored for more than 180 days. ";
  }
  text += merit_words(demand.merit);
  if (note.weight != 1.0) {
    text += fmt::format(" This simulated demand stands for {} real ones like it.", in_figures(note.weight));
  }
  return paragraph(text);
}

}  // namespace comity::explain
