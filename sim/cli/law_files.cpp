#include "cli/law_commands.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "cli/vocabulary.h"
#include "law/check.h"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

int check_as_json(const law::Loaded& loaded, const std::vector<law::Finding>& findings) {
  Json output{{"errors", Json::array()}, {"warnings", Json::array()}};
  for (const auto& error : loaded.errors) {
    Json row = place_in_json(loaded.library, error.place);
    row["message"] = error.message;
    output["errors"].push_back(row);
  }
  for (const auto& finding : findings) {
    Json row = place_in_json(loaded.library, finding.place);
    row["message"] = finding.text;
    output["warnings"].push_back(row);
  }
  fmt::print("{}\n", output.dump(2));
  return loaded.errors.empty() ? kSuccess : kUserMistake;
}

void add_row(const law::Library& library, const law::Place& place, std::pair<const char*, std::string> said,
             Listing& listing) {
  listing.rows.push_back({library.files[place.file].path, std::to_string(place.line),
                          std::to_string(place.column), said.first, std::move(said.second)});
}

int check_as_csv(const law::Loaded& loaded, const std::vector<law::Finding>& findings) {
  Listing listing{{"file", "line", "column", "kind", "message"}, {}};
  for (const auto& error : loaded.errors)
    add_row(loaded.library, error.place, {"error", error.message}, listing);
  for (const auto& found : findings) add_row(loaded.library, found.place, {"warning", found.text}, listing);
  fmt::print("{}", format_listing(listing, "csv"));
  return loaded.errors.empty() ? kSuccess : kUserMistake;
}

}  // namespace

int run_law_check(const LawOptions& options) {
  const law::Loaded loaded = law::try_load(options.files);
  if (options.format != "text") {
    const auto found =
        loaded.errors.empty() ? law::check(loaded.library, options.on) : std::vector<law::Finding>{};
    return options.format == "json" ? check_as_json(loaded, found) : check_as_csv(loaded, found);
  }
  for (const auto& error : loaded.errors) {
    fmt::print("{}\n", law::describe(loaded.library, error.place, "error", error.message));
  }
  if (!loaded.errors.empty()) {
    fmt::print("{} in {}\n", counted(loaded.errors.size(), "error"), counted(options.files.size(), "file"));
    return kUserMistake;
  }
  const auto findings = law::check(loaded.library, options.on);
  for (const auto& finding : findings) fmt::print("{}\n", finding.message);
  fmt::print("{}, {}, {}: no errors, {}\n", counted(options.files.size(), "file"),
             counted(loaded.library.rules.size(), "rule"),
             counted(loaded.library.questions.size(), "open question"), counted(findings.size(), "warning"));
  return kSuccess;
}

namespace {

void print_cases(const law::Library& library, const std::vector<law::CaseResult>& results) {
  for (const auto& result : results) {
    fmt::print("{}  {}: {}\n", result.passed ? "pass" : "FAIL", result.regime, result.name);
    if (!result.passed) fmt::print("{}\n", law::describe(library, result.place, "error", result.reason));
  }
}

void print_cases_as_json(const law::Library& library, const std::vector<law::CaseResult>& results) {
  Json output = Json::array();
  for (const auto& result : results) {
    Json row{{"regime", result.regime}, {"name", result.name}, {"passed", result.passed}};
    if (!result.passed) row["reason"] = result.reason;
    row.update(place_in_json(library, result.place));
    output.push_back(row);
  }
  fmt::print("{}\n", output.dump(2));
}

void print_cases_as_csv(const law::Library& library, const std::vector<law::CaseResult>& results) {
  Listing listing{{"regime", "name", "passed", "reason", "file", "line"}, {}};
  for (const auto& result : results) {
    listing.rows.push_back({result.regime, result.name, result.passed ? "yes" : "no", result.reason,
                            library.files[result.place.file].path, std::to_string(result.place.line)});
  }
  fmt::print("{}", format_listing(listing, "csv"));
}

}  // namespace

int run_law_test(const LawOptions& options) {
  const law::Library library = law::load(options.files);
  const auto results = law::run_cases(library);
  const auto passed = static_cast<std::size_t>(
      std::count_if(results.begin(), results.end(), [](const auto& result) { return result.passed; }));
  if (options.format == "json") {
    print_cases_as_json(library, results);
  } else if (options.format == "csv") {
    print_cases_as_csv(library, results);
  } else {
    print_cases(library, results);
    fmt::print("{} of {} decided cases hold\n", passed, results.size());
  }
  return passed == results.size() ? kSuccess : kUserMistake;
}

int run_law_facts(const LawOptions& options) {
  const law::Library library = law::load(options.files);
  fmt::print("{}", options.format == "json"  ? vocabulary_as_json(library)
                   : options.format == "csv" ? vocabulary_as_csv(library)
                                             : vocabulary_as_text(library));
  return kSuccess;
}

}  // namespace comity
