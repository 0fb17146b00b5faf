#include "explain/words.h"

#include "observe/labels.h"
#include "text/phrases.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace comity::explain {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                      "May",       "June",     "July",     "August",
                                                      "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 13> kNumbers = {
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"};

}  // namespace

std::string date_words(double day) {
  const std::chrono::sys_days days{std::chrono::days{static_cast<Day>(std::floor(day))}};
  const std::chrono::year_month_day date{days};
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()),
                     kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()));
}

std::string span_words(double days) {
  const auto whole = std::lround(std::floor(days));
  if (whole <= 0) return "the same day";
  return whole == 1 ? "1 day" : fmt::format("{} days", whole);
}

std::string signed_figure(double value) {
  const bool nothing = std::abs(value) < 0.005;
  return nothing ? "0.00" : fmt::format("{}{:.2f}", value < 0.0 ? "−" : "+", std::abs(value));
}

std::string state_words(const Config& config, int state) {
  return with_article(config.states[static_cast<std::size_t>(state)].name);
}

std::string jurisdiction_words(const Config& config, int jurisdiction) {
  const auto states = static_cast<int>(config.states.size());
  if (jurisdiction < states) return state_words(config, jurisdiction);
  return with_article(config.unions[static_cast<std::size_t>(jurisdiction - states)].name);
}

const std::string& provider_words(const Config& config, int provider) {
  return config.providers[static_cast<std::size_t>(provider)].name;
}

std::string court_words(const Courts& courts, int court) {
  return court < 0 ? "no court" : "the " + courts.name[static_cast<std::size_t>(court)];
}

std::string question_words(const Config& config, int question) {
  return law::in_sentence(config.library.questions[static_cast<std::size_t>(question)]);
}

const std::string& reading_words(const Config& config, int question, bool accepted) {
  return law::reading_of(config.library.questions[static_cast<std::size_t>(question)], accepted).words;
}

std::string_view side_words(bool government) { return government ? "the government" : "the provider"; }

std::string_view data_words(DataKind kind) {
  switch (kind) {
    case DataKind::subscriber:
      return "subscriber data";
    case DataKind::traffic:
      return "traffic data";
    case DataKind::capability:
      return "a way to read what only its customers can read";
    case DataKind::content:
      break;
  }
  return "the content of messages";
}

std::string_view instrument_words(std::size_t instrument) {
  constexpr std::array<std::string_view, kChoices> kWords = {"an order to the provider", "a treaty request",
                                                             "an order under an agreement",
                                                             "a voluntary request", "giving up"};
  return kWords[instrument];
}

std::string fate_phrase(Fate fate) {
  return spaced(std::string(code_names(Coding::fate)[static_cast<std::size_t>(fate)]));
}

std::string_view approver_words(Approver approver) {
  constexpr std::array<std::string_view, kApprovers> kWords = {"nobody", "a prosecutor",
                                                               "an independent authority", "a judge"};
  return kWords[static_cast<std::size_t>(approver)];
}

std::string_view stage_words(Stage stage) {
  constexpr std::array<std::string_view, 6> kWords = {"first instance",
                                                      "review by a second judge",
                                                      "appeal",
                                                      "rehearing by the full court",
                                                      "petition to the apex",
                                                      "apex court"};
  return kWords[static_cast<std::size_t>(stage)];
}

std::string count_words(int number) {
  const bool word = number >= 0 && number < static_cast<int>(kNumbers.size());
  return word ? std::string(kNumbers[static_cast<std::size_t>(number)]) : fmt::format("{}", number);
}

std::string counted(int number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count_words(number), number == 1 ? one : many);
}

std::string counted_real(double number) {
  return fmt::format("{} real demand{}", in_figures(number), number == 1.0 ? "" : "s");
}

std::string paragraph(const std::string& text) { return wrapped(text, 2) + '\n'; }

std::string item(const std::string& text, std::size_t indent, std::string_view mark) {
  const std::string lines = wrapped(text, indent + 2);
  return fmt::format("{}{} {}", std::string(indent, ' '), mark, lines.substr(indent + 2));
}

}  // namespace comity::explain
