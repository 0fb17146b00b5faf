#include "cli/law_commands.h"
#include "cli/law_words.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "error.h"
#include "law/change.h"
#include "law/jurisdiction.h"
#include "text/phrases.h"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

/// What changes in one state's law.
struct StateChange {
  law::Jurisdiction state;
  std::vector<law::Change> changes;
};

/// Two laws of each state, told apart by day or by files.
struct TwoDays {
  Day before;
  Day after;
  std::size_t base_files;  // the first of the library's files; the others are the reform's
};

bool same_file(const std::filesystem::path& left, const std::filesystem::path& right) {
  std::error_code ignored;
  return left == right || std::filesystem::equivalent(left, right, ignored);
}

/// The base without the reform's own files, so that `scenarios/law/*.toml` may be the base.
std::vector<std::filesystem::path> base_files(const LawOptions& options) {
  std::vector<std::filesystem::path> files;
  for (const auto& file : options.files) {
    const bool reform = std::any_of(options.reforms.begin(), options.reforms.end(),
                                    [&](const auto& other) { return same_file(file, other); });
    if (!reform) files.push_back(file);
  }
  return files;
}

std::vector<law::InForce> of_files(const law::Library& library, const std::vector<law::InForce>& regimes,
                                   std::size_t files) {
  std::vector<law::InForce> kept;
  std::copy_if(regimes.begin(), regimes.end(), std::back_inserter(kept),
               [&](const auto& one) { return library.regimes[one.regime].file < files; });
  return kept;
}

/// Templates among the reform's files, which the named states adopt.
std::vector<law::InForce> adopted(const law::Library& library, const TwoDays& question) {
  std::vector<law::InForce> regimes;
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
    if (library.regimes[i].state == "*" && library.regimes[i].file >= question.base_files)
      regimes.push_back({i, 0});
  }
  return regimes;
}

std::vector<StateChange> find_changes(const law::Library& library, const LawOptions& options,
                                      const TwoDays& question) {
  law::LawCache cache(library);
  const auto templates = adopted(library, question);
  if (!templates.empty() && options.states.empty())
    throw Error(fmt::format(
        "comity law diff: {} is a reform that any state may adopt. Say which do with --states, e.g. "
        "--states FR.",
        library.regimes[templates.front().regime].id));
  std::vector<StateChange> found;
  for (const auto& state : options.states.empty() ? law::jurisdictions(library)
                                                  : law::chosen_jurisdictions(library, options.states)) {
    const auto before = of_files(library, state.regimes, question.base_files);
    std::vector<law::InForce> after = state.regimes;
    after.insert(after.end(), templates.begin(), templates.end());
    auto changes =
        law::changes_between(library, cache.law(before, question.before), cache.law(after, question.after));
    if (!changes.empty()) found.push_back({state, std::move(changes)});
  }
  return found;
}

/// "newly compels", "no longer forbids".
std::string headline(const law::Change& change) {
  using law::Outcome;
  const std::string verb = verb_of(change.effect, Outcome::yes);
  if (change.before == Outcome::no) return (change.after == Outcome::yes ? "newly " : "now arguably ") + verb;
  if (change.after == Outcome::no)
    return (change.before == Outcome::yes ? "no longer " : "no longer even arguably ") + verb;
  return change.after == Outcome::yes ? "now surely " + verb + ", until then an open question,"
                                      : "now only arguably " + verb + ", until then surely,";
}

std::string case_text(const law::Library& library, const law::ChangedCase& found) {
  std::string text = fmt::format("  - {}\n", in_words(library, found.cube));
  for (const std::uint32_t rule : found.gained)
    text += fmt::format("      now: {}\n", rule_in_words(library, rule));
  for (const std::uint32_t rule : found.lost)
    text += fmt::format("      no longer: {}\n", rule_in_words(library, rule));
  return text;
}

std::string title_of(const LawOptions& options, const TwoDays& question) {
  if (options.reforms.empty())
    return fmt::format("From {} to {}", to_string(question.before), to_string(question.after));
  std::vector<std::string> names;
  for (const auto& file : options.reforms) names.push_back(file.filename().string());
  const std::string reform = fmt::format("{}", fmt::join(names, ", "));
  return question.before == question.after ? fmt::format("With {} on {}", reform, to_string(question.after))
                                           : fmt::format("From {} to {} with {}", to_string(question.before),
                                                         to_string(question.after), reform);
}

std::string as_text(const law::Library& library, const std::string& title,
                    const std::vector<StateChange>& found) {
  std::string text = title + (found.empty() ? ", no answer changes.\n" : ":\n");
  for (const StateChange& one : found) {
    for (const law::Change& change : one.changes) {
      text += fmt::format("\n{} {} (in {} of situations) when\n", capital(with_article(one.state.name)),
                          headline(change), percent(change.share));
      for (const auto& changed : change.cases) text += case_text(library, changed);
    }
  }
  return text + (found.empty() ? "" : fmt::format("\n{}\n", unweighted_note()));
}

Json rules_in_json(const law::Library& library, const std::vector<std::uint32_t>& rules) {
  Json list = Json::array();
  for (const std::uint32_t rule : rules)
    list.push_back({{"rule", library.rules[rule].name}, {"source", library.rules[rule].source}});
  return list;
}

Json as_json(const law::Library& library, const TwoDays& question, const std::vector<StateChange>& found) {
  Json output{{"before", to_string(question.before)},
              {"after", to_string(question.after)},
              {"note", unweighted_note()},
              {"changes", Json::array()}};
  for (const StateChange& one : found) {
    for (const law::Change& change : one.changes) {
      Json cases = Json::array();
      for (const auto& changed : change.cases) {
        cases.push_back({{"when", in_words(library, changed.cube)},
                         {"gained", rules_in_json(library, changed.gained)},
                         {"lost", rules_in_json(library, changed.lost)}});
      }
      output["changes"].push_back({{"state", one.state.id},
                                   {"effect", name_of(change.effect)},
                                   {"before", word_of(change.before)},
                                   {"after", word_of(change.after)},
                                   {"share_of_situations", change.share},
                                   {"cases", std::move(cases)}});
    }
  }
  return output;
}

Listing as_listing(const law::Library& library, const std::vector<StateChange>& found) {
  Listing listing{{"state", "effect", "before", "after", "share_of_situations", "when"}, {}};
  for (const StateChange& one : found) {
    for (const law::Change& change : one.changes) {
      for (const auto& changed : change.cases) {
        listing.rows.push_back({one.state.id, std::string(name_of(change.effect)),
                                std::string(word_of(change.before)), std::string(word_of(change.after)),
                                fmt::format("{}", change.share), in_words(library, changed.cube)});
      }
    }
  }
  return listing;
}

TwoDays read_question(const LawOptions& options, std::size_t base) {
  const Day before = day_asked(options);
  if (options.reforms.empty() && !options.until)
    throw Error(
        "comity law diff: compared with what? Name a reform (--with FILE… --on DATE) or a later day (--from "
        "DATE "
        "--to DATE).");
  return {before, options.until.value_or(before), base};
}

}  // namespace

int run_law_diff(const LawOptions& options) {
  std::vector<std::filesystem::path> files = base_files(options);
  const TwoDays question = read_question(options, files.size());
  files.insert(files.end(), options.reforms.begin(), options.reforms.end());
  const law::Library library = law::load(files);
  const auto found = find_changes(library, options, question);
  if (options.format == "json") {
    fmt::print("{}\n", as_json(library, question, found).dump(2));
  } else if (options.format == "csv") {
    fmt::print("{}", format_listing(as_listing(library, found), "csv"));
  } else {
    fmt::print("{}", as_text(library, title_of(options, question), found));
  }
  return kSuccess;
}

}  // namespace comity
