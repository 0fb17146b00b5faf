#include "explain/case_list.h"

#include "error.h"
#include "index.h"
#include "observe/labels.h"
#include "text/number.h"
#include "text/phrases.h"
#include "text/shell_word.h"
#include "text/suggest.h"
#include "text/words.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <set>

namespace comity::explain {

namespace {

using Json = nlohmann::ordered_json;

// The last ruling of a case in words.
std::string last_ruling(const ReplicateRecord& listing, int case_number) {
  std::string last = "no ruling";
  for (const RulingRow& row : rows_of<RulingRow>(listing.events)) {
    if (row.case_number != case_number) continue;
    last = spaced(fmt::format("{}: {}", code_names(Coding::stage)[index(row.stage)],
                              code_names(Coding::outcome)[index(row.outcome)]));
  }
  return last;
}

std::string question_of(const ReplicateRecord& listing, const ChallengeRow& row) {
  return row.question < 0 ? "merit only" : listing.config.library.questions[index(row.question)].id;
}

// The questions of the list in words, one a line.
std::string question_lines(const ReplicateRecord& listing) {
  std::set<int> asked;
  for (const ChallengeRow& row : rows_of<ChallengeRow>(listing.events))
    if (row.question >= 0) asked.insert(row.question);
  std::string text;
  for (const int question : asked) {
    const law::Question& one = listing.config.library.questions[index(question)];
    if (one.name != one.id) text += fmt::format("{}: {}\n", one.id, one.name);
  }
  return text;
}

std::string focal_words(const Config& config) {
  std::string words;
  for (std::size_t focal = 0; focal < config.focals.size(); ++focal) {
    words += fmt::format("{}focal:{} (\"{}\")", focal == 0 ? "" : ", ", focal, config.focals[focal].name);
  }
  return words.empty() ? "none" : words;
}

std::string how_to_find(const ReplicateRecord& listing) {
  return fmt::format(
      "Focal demands: {}. comity explain {} --replicate {} --list shows the {} that came to court.",
      focal_words(listing.config), shell_word(listing.file), listing.replicate,
      rows_of<ChallengeRow>(listing.events).size());
}

DemandName find_focal(const std::string& word, const ReplicateRecord& listing) {
  const auto& focals = listing.config.focals;
  if (focals.empty()) {
    throw Error(fmt::format("comity explain: the scenario has no focal demand (--demand {}). {}", word,
                            how_to_find(listing)));
  }
  if (word == "focal" && focals.size() == 1) return focal_name(listing.config, 0);
  if (word == "focal") {
    throw Error(fmt::format("comity explain: the scenario has {} focal demands. Say which: {}.",
                            focals.size(), focal_words(listing.config)));
  }
  const std::string called = word.substr(std::string_view("focal:").size());
  std::vector<std::string> names;
  for (std::size_t focal = 0; focal < focals.size(); ++focal) {
    if (focals[focal].name == called || parse_number<int>(called) == static_cast<int>(focal)) {
      return focal_name(listing.config, static_cast<int>(focal));
    }
    names.push_back(focals[focal].name);
  }
  throw Error(fmt::format("comity explain: there is no focal demand {}.{} {}", called,
                          did_you_mean(called, names), how_to_find(listing)));
}

DemandName find_case(const std::string& word, const ReplicateRecord& listing) {
  const auto number = parse_number<int>(std::string_view(word).substr(std::string_view("case:").size()));
  for (const ChallengeRow& row : rows_of<ChallengeRow>(listing.events)) {
    if (number && row.case_number == *number) return name_in(row);
  }
  throw Error(fmt::format("comity explain: there is no {} in replicate {}. {}", word, listing.replicate,
                          how_to_find(listing)));
}

}  // namespace

std::string cases_text(const ReplicateRecord& listing) {
  std::vector<std::vector<std::string>> rows = {
      {"day", "demand", "case", "provider", "site", "about", "last ruling"}};
  for (const ChallengeRow& row : rows_of<ChallengeRow>(listing.events)) {
    const DemandName name = name_in(row);
    const int number = focal_of(name);
    const std::string focal =
        number < 0 ? "" : fmt::format(" (focal: {})", listing.config.focals[index(number)].name);
    rows.push_back({to_string(static_cast<Day>(std::floor(row.time))),
                    to_string(name, listing.config) + focal, fmt::format("case:{}", row.case_number),
                    listing.config.providers[index(row.provider)].id,
                    listing.config.states[index(row.site)].id,
                    question_of(listing, row) + (row.motion_to_compel ? " (motion to compel)" : ""),
                    last_ruling(listing, row.case_number)});
  }
  const std::string head =
      fmt::format("Disputes of replicate {} of {} that came to court: {}. Focal demands: {}.\n",
                  listing.replicate, listing.file, rows.size() - 1, focal_words(listing.config));
  return rows.size() == 1 ? head : head + aligned(rows, 0) + question_lines(listing);
}

Json cases_json(const ReplicateRecord& listing) {
  Json cases = Json::array();
  for (const ChallengeRow& row : rows_of<ChallengeRow>(listing.events)) {
    cases.push_back(
        {{"demand", to_string(name_in(row), listing.config)},
         {"case_number", row.case_number},
         {"time", row.time},
         {"date", to_string(static_cast<Day>(std::floor(row.time)))},
         {"provider", listing.config.providers[index(row.provider)].id},
         {"site", listing.config.states[index(row.site)].id},
         {"motion_to_compel", row.motion_to_compel},
         {"question", question_of(listing, row)},
         {"question_name",
          row.question < 0 ? Json() : Json(listing.config.library.questions[index(row.question)].name)},
         {"last_ruling", last_ruling(listing, row.case_number)}});
  }
  Json focals = Json::array();
  for (std::size_t focal = 0; focal < listing.config.focals.size(); ++focal) {
    focals.push_back(
        {{"demand", to_string(focal_name(listing.config, static_cast<int>(focal)), listing.config)},
         {"name", listing.config.focals[focal].name}});
  }
  return {
      {"results_file", listing.file}, {"replicate", listing.replicate}, {"focal", focals}, {"cases", cases}};
}

DemandName find_demand(const std::string& word, const ReplicateRecord& listing) {
  if (word == "focal" || word.starts_with("focal:")) return find_focal(word, listing);
  if (word.starts_with("case:")) return find_case(word, listing);
  for (const FocalConfig& focal : listing.config.focals)
    if (focal.name == word) return find_focal("focal:" + word, listing);
  if (const auto name = parse_demand_name(word, listing.config)) return *name;
  throw Error(fmt::format(
      "comity explain: --demand {} names no demand (must be STATE-STEP-SERIAL or STATE-STEP-SERIAL.PART with "
      "a state of the scenario, focal, the name of a focal dispute or case:NUMBER). {}",
      word, how_to_find(listing)));
}

}  // namespace comity::explain
