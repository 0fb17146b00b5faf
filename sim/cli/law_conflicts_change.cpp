#include "cli/law_commands.h"
#include "cli/law_conflicts.h"
#include "error.h"
#include "text/phrases.h"

#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace comity {
namespace {

using Json = nlohmann::ordered_json;

/// One pair on both days; null where it was no pair (the one was a member of the union that is the other).
struct ChangedRow {
  const ConflictRow* before = nullptr;
  const ConflictRow* after = nullptr;
};

/// The conflicts of two days and the pairs whose conflicts differ, in the order of the later day.
struct Change {
  ConflictSurvey before;
  ConflictSurvey after;
  std::map<std::pair<std::string, std::string>, ChangedRow> rows;  // by ids of who orders and who forbids
};

bool differ(const ChangedRow& row) {
  if (row.before == nullptr || row.after == nullptr) return true;
  const law::Conflict& left = row.before->found;
  const law::Conflict& right = row.after->found;
  return left.compelled != right.compelled || left.certain != right.certain ||
         left.arguable != right.arguable || left.dissolved != right.dissolved;
}

std::pair<std::string, std::string> ids_of(const ConflictRow& row) {
  return {row.pair.demanding->state.id, row.pair.other->state.id};
}

Change find_change(const law::Library& library, const LawOptions& options) {
  LawOptions later = options;
  later.on = options.until;
  if (*later.on <= day_asked(options))
    throw Error(fmt::format("comity law conflicts: --to {} is not later than --from {}.",
                            to_string(*later.on), to_string(*options.on)));
  Change change{find_conflicts(library, options), find_conflicts(library, later), {}};
  for (const ConflictRow& row : change.before.rows) change.rows[ids_of(row)].before = &row;
  for (const ConflictRow& row : change.after.rows) change.rows[ids_of(row)].after = &row;
  std::erase_if(change.rows, [](const auto& entry) { return !differ(entry.second); });
  return change;
}

std::string row_cell(const ConflictRow* row) { return row == nullptr ? "" : conflict_cell(row->found); }

/// The states against each other: "?T>!T" where the mark changed, "~" where only the numbers did, "=" where nothing did.
Listing change_matrix(const Change& change) {
  Listing matrix{{""}, {}};
  for (const auto& state : change.after.laws) matrix.columns.push_back(state.state.id);
  for (const auto& row : change.after.laws) {
    std::vector<std::string> cells{row.state.id};
    for (const auto& column : change.after.laws) {
      const auto found = change.rows.find({row.state.id, column.state.id});
      if (found == change.rows.end()) {
        cells.emplace_back(&row == &column ? "" : "=");
        continue;
      }
      const std::string before = row_cell(found->second.before);
      const std::string after = row_cell(found->second.after);
      cells.push_back(before == after ? "~" : before + ">" + after);
    }
    matrix.rows.push_back(std::move(cells));
  }
  return matrix;
}

constexpr std::string_view kMatrixLegend = "Before > after; ~: the same mark, other shares; =: no change.\n";

/// Smaller changes of a share are told with --details only.
constexpr double kWorthTelling = .01;

double share_of(double part, const law::Conflict& found) {
  return found.compelled > 0.0 ? part / found.compelled : 0.0;
}

/// Whether a reader of all pairs wants to hear of this one.
bool large(const ChangedRow& row) {
  if (row_cell(row.before) != row_cell(row.after)) return true;
  const law::Conflict& left = row.before->found;
  const law::Conflict& right = row.after->found;
  const auto moved = [&](double before, double after) {
    return std::abs(share_of(before, left) - share_of(after, right)) >= kWorthTelling;
  };
  return moved(left.certain, right.certain) || moved(left.arguable, right.arguable) ||
         moved(left.dissolved_somehow, right.dissolved_somehow);
}

std::string line_of(const ConflictSurvey& survey, const ConflictRow* row) {
  const std::string day = to_string(survey.comparison.day());
  if (row == nullptr) return fmt::format("  {}: a state and its own union\n", day);
  if (row->found.certain + row->found.arguable == 0.0) return fmt::format("  {}: no conflict\n", day);
  return fmt::format("  {}: {}.{}\n", day, conflict_shares(*row), conflict_ways(row->found));
}

std::string pair_title(const ChangedRow& row) {
  const law::Pair& pair = (row.after != nullptr ? row.after : row.before)->pair;
  return fmt::format("{} orders, {} forbids:\n", capital(with_article(pair.demanding->state.name)),
                     with_article(pair.other->state.name));
}

std::string title_of(const Change& change) {
  const std::string pairs = change.rows.empty() ? "no pair" : counted(change.rows.size(), "pair");
  return fmt::format("Conflicts of laws: {} of states changed from {} to {}", pairs,
                     to_string(change.before.comparison.day()), to_string(change.after.comparison.day()));
}

std::string as_text(const Change& change, const std::string& format) {
  if (change.rows.empty()) return title_of(change) + ".\n";
  std::string text =
      fmt::format("{}\n\n{}\n{}{}\n{}", title_of(change), format_listing(change_matrix(change), format),
                  kMatrixLegend, conflict_legend(), notes_on(change.after));
  if (!change.after.details)
    text += "Told below are changes of a mark or of a share by a point or more (--details: all).\n";
  for (const auto& [ids, row] : change.rows) {
    if (!change.after.details && !large(row)) continue;
    text += "\n" + pair_title(row) + line_of(change.before, row.before) + line_of(change.after, row.after);
  }
  return text;
}

/// Both days' rows of the pairs that changed, as for one day.
Listing as_listing(const Change& change) {
  Listing listing = conflict_listing(change.before);
  const auto later = conflict_listing(change.after).rows;
  listing.rows.insert(listing.rows.end(), later.begin(), later.end());
  std::erase_if(listing.rows, [&](const auto& row) { return !change.rows.contains({row[1], row[2]}); });
  return listing;
}

Json as_json(const Change& change) {
  Json output{{"from", to_string(change.before.comparison.day())},
              {"to", to_string(change.after.comparison.day())},
              {"note", unweighted_note()},
              {"pairs", Json::array()}};
  for (const auto& [ids, row] : change.rows) {
    const auto side = [](const ConflictSurvey& survey, const ConflictRow* one) {
      return one == nullptr ? Json() : conflict_in_json(survey, *one);
    };
    output["pairs"].push_back({{"orders", ids.first},
                               {"forbids", ids.second},
                               {"before", side(change.before, row.before)},
                               {"after", side(change.after, row.after)}});
  }
  return output;
}

}  // namespace

std::string conflict_change(const law::Library& library, const LawOptions& options) {
  const Change change = find_change(library, options);
  if (options.format == "json") return as_json(change).dump(2) + "\n";
  if (options.format == "csv") return format_listing(as_listing(change), "csv");
  return as_text(change, options.format);
}

}  // namespace comity
