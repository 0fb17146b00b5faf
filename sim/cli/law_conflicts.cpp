#include "cli/law_conflicts.h"

#include "cli/law_commands.h"
#include "cli/law_words.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "law/tell.h"
#include "text/phrases.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array kWays{law::Route::treaty, law::Route::agreement, law::Route::voluntary};

constexpr std::string_view kLegend =
    "Rows order, columns forbid. !: in some situation the one surely compels what the other surely forbids; "
    "?: only "
    "arguably; .: never.\n"
    "Behind it the way that avoids most of these conflicts: T treaty request, A agreement order, V voluntary "
    "request "
    "(capital: all\n"
    "of them; small: some); 0: none does.\n";

std::string share_of(double part, double whole) { return percent(whole > 0.0 ? part / whole : 0.0); }

double conflicts_of(const law::Conflict& found) { return found.certain + found.arguable; }

std::string rule_line(const law::Library& library, const law::Acting& acting, std::string_view verb) {
  return fmt::format("    {}{} by {}\n", acting.always ? "" : "arguably ", verb,
                     rule_in_words(library, acting.rule));
}

const law::JointSituation* example_of(const law::Conflict& found) {
  if (found.certain_example) return &*found.certain_example;
  return found.arguable_example ? &*found.arguable_example : nullptr;
}

std::string example_text(const ConflictSurvey& survey, const ConflictRow& row,
                         const law::JointSituation& joint) {
  const law::ConflictTold told = law::tell_conflict(survey.comparison.library(), row.pair, joint);
  std::string text = fmt::format("  {}: {}; {}.\n", told.demand, told.verdict, told.ways);
  if (!survey.details) return text;
  for (const auto& rule : told.compelling) text += rule_line(survey.comparison.library(), rule, "compels");
  for (const auto& rule : told.forbidding) text += rule_line(survey.comparison.library(), rule, "forbids");
  return text;
}

std::string binding_text(const law::Pair& pair) {
  std::string text = pair.treaty == nullptr ? "no treaty in force" : "treaty: " + pair.treaty->name;
  if (pair.agreement != nullptr) text += "; agreement: " + pair.agreement->name;
  return text;
}

std::string row_text(const ConflictSurvey& survey, const ConflictRow& row) {
  const auto& names = row.pair;
  std::string text =
      fmt::format("{} orders, {} forbids: {}.{}\n", capital(with_article(names.demanding->state.name)),
                  with_article(names.other->state.name), conflict_shares(row), conflict_ways(row.found));
  if (survey.details) text += fmt::format("  ({})\n", binding_text(row.pair));
  text += example_text(survey, row, *example_of(row.found));
  const bool both = row.found.certain_example && row.found.arguable_example;
  if (survey.details && both) text += example_text(survey, row, *row.found.arguable_example);
  return text;
}

std::string as_text(const ConflictSurvey& survey) {
  std::string text = fmt::format("Conflicts of laws on {}\n\n{}\n{}\n", to_string(survey.comparison.day()),
                                 format_listing(matrix_of(survey, conflict_cell), "text"), kLegend);
  text += notes_on(survey);
  for (const ConflictRow& row : survey.rows) {
    if (example_of(row.found) != nullptr) text += "\n" + row_text(survey, row);
  }
  return text;
}

std::string as_markdown(const ConflictSurvey& survey) {
  Listing examples{{"orders", "forbids", "surely", "arguably", "shortest example"}, {}};
  for (const ConflictRow& row : survey.rows) {
    const auto* example = example_of(row.found);
    if (example == nullptr) continue;
    const law::ConflictTold told = law::tell_conflict(survey.comparison.library(), row.pair, *example);
    examples.rows.push_back({row.pair.demanding->state.id, row.pair.other->state.id,
                             share_of(row.found.certain, row.found.compelled),
                             share_of(row.found.arguable, row.found.compelled),
                             fmt::format("{}: {}; {}.", told.demand, told.verdict, told.ways)});
  }
  return fmt::format("{}\n{}\n{}\n{}", format_listing(matrix_of(survey, conflict_cell), "markdown"), kLegend,
                     notes_on(survey), format_listing(examples, "markdown"));
}

Json rules_in_json(const law::Library& library, const std::vector<law::Acting>& acting) {
  Json rules = Json::array();
  for (const auto& one : acting) {
    const law::Rule& rule = library.rules[one.rule];
    rules.push_back({{"rule", rule.name},
                     {"source", rule.source},
                     {"confirmed", rule.confirmed},
                     {"always", one.always},
                     {"place", place_in_json(library, rule.place)}});
  }
  return rules;
}

Json example_in_json(const ConflictSurvey& survey, const ConflictRow& row, const law::JointSituation& joint) {
  const law::Library& library = survey.comparison.library();
  const law::ConflictTold told = law::tell_conflict(library, row.pair, joint);
  Json open = Json::array();
  for (const law::Route way : kWays) {
    if (joint.open[static_cast<std::size_t>(way)]) open.push_back(name_of(way));
  }
  return {{"demand", told.demand},
          {"verdict", told.verdict},
          {"dissolved_by", open},
          {"compelling", rules_in_json(library, told.compelling)},
          {"forbidding", rules_in_json(library, told.forbidding)}};
}

std::string as_json(const ConflictSurvey& survey) {
  Json output{
      {"on", to_string(survey.comparison.day())}, {"note", unweighted_note()}, {"pairs", Json::array()}};
  for (const ConflictRow& row : survey.rows) output["pairs"].push_back(conflict_in_json(survey, row));
  return output.dump(2) + "\n";
}

}  // namespace

ConflictSurvey find_conflicts(const law::Library& library, const LawOptions& options) {
  const auto find = [](law::Comparison& comparison, const law::Pair& pair, bool cells) {
    return comparison.conflict(pair, cells);
  };
  return survey_pairs<law::Conflict>(library, options, find);
}

std::string_view conflict_legend() { return kLegend; }

std::string conflict_cell(const law::Conflict& found) {
  const double all = conflicts_of(found);
  if (all == 0.0) return ".";
  std::string mark = found.certain > 0.0 ? "!" : "?";
  const auto best = std::max_element(kWays.begin(), kWays.end(), [&](law::Route left, law::Route right) {
    return found.dissolved[static_cast<std::size_t>(left)] < found.dissolved[static_cast<std::size_t>(right)];
  });
  const double dissolved = found.dissolved[static_cast<std::size_t>(*best)];
  if (dissolved == 0.0) return mark + "0";
  const char letter = "?vta"[static_cast<std::size_t>(*best)];
  return mark + (dissolved == all ? static_cast<char>(letter - 'a' + 'A') : letter);
}

std::string conflict_shares(const ConflictRow& row) {
  const law::Conflict& found = row.found;
  std::string text =
      fmt::format("surely in {}, arguably in {} of the situations in which it compels",
                  share_of(found.certain, found.compelled), share_of(found.arguable, found.compelled));
  if (row.weighted) {
    text += fmt::format("; weighted by {} demands: surely {}, arguably {} of what it compels",
                        row.weighted->demands, share_of(row.weighted->certain, row.weighted->compelled),
                        share_of(row.weighted->arguable, row.weighted->compelled));
  }
  return text;
}

std::string conflict_ways(const law::Conflict& found) {
  std::string text;
  for (const law::Route way : kWays) {
    const double part = found.dissolved[static_cast<std::size_t>(way)];
    if (part == 0.0) continue;
    text += fmt::format(" {} {} dissolves {} of these conflicts.", way == law::Route::agreement ? "An" : "A",
                        name_of(way), share_of(part, conflicts_of(found)));
  }
  return text.empty() ? " No other route dissolves any of these conflicts." : text;
}

Json conflict_in_json(const ConflictSurvey& survey, const ConflictRow& row) {
  const law::Conflict& found = row.found;
  Json entry{{"orders", row.pair.demanding->state.id},
             {"forbids", row.pair.other->state.id},
             {"conflict", found.certain > 0.0    ? "certain"
                          : found.arguable > 0.0 ? "arguable"
                                                 : "never"},
             {"treaty", row.pair.treaty == nullptr ? Json() : Json(row.pair.treaty->name)},
             {"agreement", row.pair.agreement == nullptr ? Json() : Json(row.pair.agreement->name)},
             {"situations", found.situations},
             {"compelled", found.compelled},
             {"certain", found.certain},
             {"arguable", found.arguable}};
  for (const law::Route way : kWays) {
    std::string name(name_of(way));
    std::replace(name.begin(), name.end(), ' ', '_');
    entry["dissolved_by_" + name] = found.dissolved[static_cast<std::size_t>(way)];
  }
  if (row.weighted) entry["weighted"] = row.weighted->in_json();
  if (found.certain_example) entry["certain_example"] = example_in_json(survey, row, *found.certain_example);
  if (found.arguable_example)
    entry["arguable_example"] = example_in_json(survey, row, *found.arguable_example);
  return entry;
}

int run_law_conflicts(const LawOptions& options) {
  const law::Library library = law::load(options.files);
  if (options.until) {
    fmt::print("{}", conflict_change(library, options));
    return kSuccess;
  }
  const auto survey = find_conflicts(library, options);
  fmt::print("{}", options.format == "json"       ? as_json(survey)
                   : options.format == "csv"      ? format_listing(conflict_listing(survey), "csv")
                   : options.format == "markdown" ? as_markdown(survey)
                                                  : as_text(survey));
  return kSuccess;
}

}  // namespace comity
