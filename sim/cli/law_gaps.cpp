#include "cli/law_commands.h"
#include "cli/law_survey.h"
#include "cli/law_weights.h"
#include "cli/listing.h"
#include "cli/options.h"
#include "law/gaps.h"
#include "law/tell.h"
#include "text/phrases.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

using Gaps = Survey<law::Gap>;
using Row = SurveyRow<law::Gap>;

double share(double part, double whole) { return whole > 0.0 ? part / whole : 0.0; }

std::string gap_cell(const law::Gap& gap) {
  return fmt::format("{:.0f}", 100.0 * share(gap.certain, gap.situations));
}

std::string example_text(const Gaps& gaps, const Row& row, const law::JointSituation& joint) {
  std::string text = fmt::format("  {}: {}.\n", law::tell_search(gaps.comparison.library(), row.pair, joint),
                                 row.found.certain_example && &joint == &*row.found.certain_example
                                     ? "no lawful way"
                                     : "no way that is surely lawful");
  if (!gaps.details) return text;
  for (const std::string& way : law::tell_closed_ways(row.pair, joint)) text += fmt::format("    {}\n", way);
  return text;
}

std::string row_text(const Gaps& gaps, const Row& row) {
  const law::Gap& gap = row.found;
  std::string text = fmt::format(
      "{} seeks data in {}: no lawful way in {} of situations, only an arguable one in {}",
      capital(with_article(row.pair.demanding->state.name)), with_article(row.pair.other->state.name),
      percent(share(gap.certain, gap.situations)), percent(share(gap.arguable, gap.situations)));
  if (row.weighted) {
    text += fmt::format("; weighted by {:.0f} demands: {} and {}", row.weighted->demands,
                        percent(share(row.weighted->certain, row.weighted->demands)),
                        percent(share(row.weighted->arguable, row.weighted->demands)));
  }
  text += ".\n";
  if (gap.certain_example) text += example_text(gaps, row, *gap.certain_example);
  if (gap.arguable_example && (gaps.details || !gap.certain_example))
    text += example_text(gaps, row, *gap.arguable_example);
  return text;
}

std::string as_text(const Gaps& gaps) {
  std::string text = fmt::format(
      "Gaps on {}: percentage of situations in which no lawful way leads the row's state to data in the "
      "column's\n\n{}\n"
      "The data are in the column's state or controlled from it. A judge approves whenever that helps. {}\n",
      to_string(gaps.comparison.day()), format_listing(matrix_of(gaps, gap_cell), "text"), unweighted_note());
  for (const Row& row : gaps.rows) text += "\n" + row_text(gaps, row);
  return text;
}

Json example_in_json(const Gaps& gaps, const Row& row, const law::JointSituation& joint) {
  return {{"situation", law::tell_search(gaps.comparison.library(), row.pair, joint)},
          {"ways", law::tell_closed_ways(row.pair, joint)}};
}

Json as_json(const Gaps& gaps) {
  Json output{
      {"on", to_string(gaps.comparison.day())}, {"note", unweighted_note()}, {"pairs", Json::array()}};
  for (const Row& row : gaps.rows) {
    Json entry{{"seeks", row.pair.demanding->state.id},
               {"data_in", row.pair.other->state.id},
               {"situations", row.found.situations},
               {"certain", row.found.certain},
               {"arguable", row.found.arguable}};
    if (row.weighted) entry["weighted"] = row.weighted->in_json();
    if (row.found.certain_example)
      entry["certain_example"] = example_in_json(gaps, row, *row.found.certain_example);
    if (row.found.arguable_example)
      entry["arguable_example"] = example_in_json(gaps, row, *row.found.arguable_example);
    output["pairs"].push_back(std::move(entry));
  }
  return output;
}

Listing as_listing(const Gaps& gaps) {
  Listing listing{{"on", "seeks", "data_in", "situations", "certain", "arguable", "weighted_demands",
                   "weighted_certain", "weighted_arguable"},
                  {}};
  for (const Row& row : gaps.rows) {
    const auto weighted = [&](double WeightedShares::* part) {
      return row.weighted ? fmt::format("{}", *row.weighted.*part) : std::string();
    };
    listing.rows.push_back({to_string(gaps.comparison.day()), row.pair.demanding->state.id,
                            row.pair.other->state.id, fmt::format("{:.0f}", row.found.situations),
                            fmt::format("{:.0f}", row.found.certain),
                            fmt::format("{:.0f}", row.found.arguable), weighted(&WeightedShares::demands),
                            weighted(&WeightedShares::certain), weighted(&WeightedShares::arguable)});
  }
  return listing;
}

}  // namespace

int run_law_gaps(const LawOptions& options) {
  const law::Library library = law::load(options.files);
  const auto find = [&](const law::Comparison& comparison, const law::Pair& pair, bool cells) {
    return law::find_gaps(library, comparison.space(), pair, cells);
  };
  const Gaps gaps = survey_pairs<law::Gap>(library, options, find);
  fmt::print("{}", options.format == "json"  ? as_json(gaps).dump(2) + "\n"
                   : options.format == "csv" ? format_listing(as_listing(gaps), "csv")
                                             : as_text(gaps));
  return kSuccess;
}

}  // namespace comity
