#include "law/answer_conflicts.h"

#include "error.h"
#include "law/survey.h"
#include "law/tell.h"
#include "law/treaties.h"
#include "text/phrases.h"
#include "text/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include <fmt/format.h>

namespace comity::law {
namespace {

using ConflictSurvey = Survey<Conflict>;
using ConflictRow = SurveyRow<Conflict>;

constexpr std::array kWays{Route::treaty, Route::letters, Route::agreement, Route::voluntary};

double dissolved_by(const Conflict& found, Route way) {
  return found.dissolved[static_cast<std::size_t>(way)];
}

double conflicts_of(const Conflict& found) { return found.certain + found.arguable; }

std::string_view kind_word(const Conflict& found) {
  return found.certain > 0.0 ? "certain" : found.arguable > 0.0 ? "arguable" : "never";
}

/// "!T": how far there is a conflict, and what dissolves it; the legend says what the marks mean.
std::string mark_of(const ConflictRow* row) {
  if (row == nullptr) return "";
  const Conflict& found = row->found;
  const double all = conflicts_of(found);
  if (all == 0.0) return ".";
  std::string mark = found.certain > 0.0 ? "!" : "?";
  const auto best = std::max_element(kWays.begin(), kWays.end(), [&](Route left, Route right) {
    return dissolved_by(found, left) < dissolved_by(found, right);
  });
  const double dissolved = dissolved_by(found, *best);
  if (dissolved == 0.0) return mark + "0";
  const char letter = "?vtal"[static_cast<std::size_t>(*best)];
  return mark + (dissolved == all ? static_cast<char>(letter - 'a' + 'A') : letter);
}

/// What the marks mean and what to know of the numbers.
std::vector<std::string> conflict_notes(const ConflictSurvey& survey) {
  std::vector<std::string> notes{
      "Rows order, columns forbid. !: in some situation the one surely compels what the other surely "
      "forbids; ?: only arguably; .: never. Behind it the way that avoids most of these conflicts: T treaty "
      "request, L request without a treaty (letters rogatory, reciprocity), A agreement order, V voluntary "
      "request (capital: all of them; small: some); 0: none does.",
      unweighted_note(),
      "The data, the provider's head office and the person's home are each in one state. A third state's law "
      "is not asked."};
  for (std::string& note : missing_ties(survey.comparison.library(), survey.comparison.day()))
    notes.push_back(std::move(note));
  if (survey.weighted)
    notes.emplace_back(
        "Weighted shares go by kind of data, place of the data, head office and home of the person; what the "
        "results do not record (seriousness, emergency, control of the data …) counts each combination "
        "once.");
  return notes;
}

const JointSituation* example_of(const Conflict& found) {
  if (found.certain_example) return &*found.certain_example;
  return found.arguable_example ? &*found.arguable_example : nullptr;
}

/// "surely in 16 %, arguably in 16 % of the situations in which it compels".
std::string shares_words(const ConflictRow& row) {
  const Conflict& found = row.found;
  std::string text = fmt::format("surely in {}, arguably in {} of the situations in which it compels",
                                 situations_in_percent(found.certain, found.compelled),
                                 situations_in_percent(found.arguable, found.compelled));
  if (row.weighted) {
    text += fmt::format("; weighted by {} demands: surely {}, arguably {} of what it compels",
                        with_separators(static_cast<std::int64_t>(row.weighted->demands)),
                        situations_in_percent(row.weighted->certain, row.weighted->compelled),
                        situations_in_percent(row.weighted->arguable, row.weighted->compelled));
  }
  return text;
}

/// " A treaty request dissolves 44 % of these conflicts."; the ways there are, or that there is none.
std::string ways_words(const Library& library, const ConflictRow& row) {
  const Conflict& found = row.found;
  std::string text;
  for (const Route way : kWays) {
    const double part = dissolved_by(found, way);
    if (part == 0.0) continue;
    text += fmt::format(" {} dissolves {} of these conflicts.", capital(with_indefinite_article(way)),
                        situations_in_percent(part, conflicts_of(found)));
  }
  if (!text.empty()) return text;
  return fmt::format(" No other route dissolves any of these conflicts{}.",
                     unlisted_parties(library, row.pair));
}

std::string acting_line(const ConflictSurvey& survey, const Acting& acting, std::string_view verb) {
  const Library& library = survey.comparison.library();
  const RuleOn cited{acting.rule, survey.comparison.day()};
  return fmt::format("    {}{} by {}\n{}", acting.always ? "" : "arguably ", verb,
                     rule_in_words(library, cited), citation_lines(library, cited, 6));
}

std::string told_words(const ConflictTold& told) {
  return fmt::format("{}: {}; {}.", told.demand, told.verdict, told.ways);
}

std::string example_text(const ConflictSurvey& survey, const ConflictRow& row, const JointSituation& joint) {
  const Library& library = survey.comparison.library();
  const ConflictTold told = tell_conflict(library, row.pair, joint);
  std::string text = fmt::format("  {}\n", told_words(told));
  if (!survey.details) return text;
  for (const auto& rule : told.compelling) text += acting_line(survey, rule, "compels");
  for (const auto& rule : told.forbidding) text += acting_line(survey, rule, "forbids");
  return text + question_lines(library, told.open, 4);
}

std::string treaty_words(const Treaty& treaty) {
  return treaty.url.empty() ? treaty.name : fmt::format("{}, {}", treaty.name, treaty.url);
}

std::string binding_text(const Pair& pair) {
  std::string text = pair.treaty == nullptr ? "no treaty in force" : "treaty: " + treaty_words(*pair.treaty);
  if (pair.agreement != nullptr) text += "; agreement: " + treaty_words(*pair.agreement);
  return text;
}

std::string pair_words(const Pair& pair) {
  return fmt::format("{} orders, {} forbids", capital(with_article(pair.demanding->state.name)),
                     with_article(pair.other->state.name));
}

std::string conflict_text(const ConflictSurvey& survey, const ConflictRow& row) {
  std::string text = fmt::format("{}: {}.{}\n", pair_words(row.pair), shares_words(row),
                                 ways_words(survey.comparison.library(), row));
  if (survey.details) text += fmt::format("  ({})\n", binding_text(row.pair));
  text += example_text(survey, row, *example_of(row.found));
  const bool both = row.found.certain_example && row.found.arguable_example;
  if (survey.details && both) text += example_text(survey, row, *row.found.arguable_example);
  return text;
}

Cells acting_cells(const Library& library, const std::vector<Acting>& acting, Day day) {
  Cells rules;
  for (const auto& one : acting) {
    Fields fields = rule_fields(library, one.rule, day);
    fields.insert(fields.end() - 1, {"always", one.always});
    rules.emplace_back(std::move(fields));
  }
  return rules;
}

Fields example_fields(const Library& library, const Pair& pair, const JointSituation& joint) {
  const ConflictTold told = tell_conflict(library, pair, joint);
  Cells open;
  for (const Route way : kWays) {
    if (joint.open[static_cast<std::size_t>(way)]) open.emplace_back(name_of(way));
  }
  return {{"demand", told.demand},
          {"verdict", told.verdict},
          {"dissolved_by", open},
          {"compelling", acting_cells(library, told.compelling, pair.day)},
          {"forbidding", acting_cells(library, told.forbidding, pair.day)},
          {"open_questions", question_entries(library, told.open)}};
}

Cell name_or_missing(const Treaty* treaty) { return treaty == nullptr ? Cell() : Cell(treaty->name); }

Cells treaty_names(const std::vector<const Treaty*>& treaties) {
  Cells names;
  for (const Treaty* treaty : treaties) names.emplace_back(treaty->name);
  return names;
}

/// Where a treaty is found; missing: there is none.
Cell treaty_source(const Treaty* treaty) {
  if (treaty == nullptr) return {};
  return Fields{{"source", text_or_missing(treaty->source)},
                {"url", text_or_missing(treaty->url)},
                {"quote", text_or_missing(treaty->quote)}};
}

/// A pair with all its numbers and its examples.
Fields conflict_fields(const Library& library, const ConflictRow& row) {
  const Conflict& found = row.found;
  Fields fields{{"orders", row.pair.demanding->state.id},
                {"forbids", row.pair.other->state.id},
                {"conflict", kind_word(found)},
                {"treaty", name_or_missing(row.pair.treaty)},
                {"treaty_source", treaty_source(row.pair.treaty)},
                {"conventions", treaty_names(row.pair.conventions)},
                {"adequacy_decision", name_or_missing(row.pair.adequacy)},
                {"adequacy_decision_source", treaty_source(row.pair.adequacy)},
                {"agreement", name_or_missing(row.pair.agreement)},
                {"agreement_source", treaty_source(row.pair.agreement)},
                {"situations", found.situations},
                {"compelled", found.compelled},
                {"certain", found.certain},
                {"arguable", found.arguable},
                {"dissolved_by_treaty_request", dissolved_by(found, Route::treaty)},
                {"dissolved_by_request_without_treaty", dissolved_by(found, Route::letters)},
                {"dissolved_by_agreement_order", dissolved_by(found, Route::agreement)},
                {"dissolved_by_voluntary_request", dissolved_by(found, Route::voluntary)}};
  if (row.weighted) fields.push_back({"weighted", weighted_fields(*row.weighted)});
  if (found.certain_example)
    fields.push_back({"certain_example", example_fields(library, row.pair, *found.certain_example)});
  if (found.arguable_example)
    fields.push_back({"arguable_example", example_fields(library, row.pair, *found.arguable_example)});
  return fields;
}

/// One row a pair, all numbers in full; without rows.
Table conflict_columns() {
  return {"",
          {"on", "orders", "forbids", "conflict", "situations", "compelled", "certain", "arguable",
           "dissolved_by_treaty_request", "dissolved_by_request_without_treaty",
           "dissolved_by_agreement_order", "dissolved_by_voluntary_request", "dissolved", "treaty",
           "agreement", "weighted_demands", "weighted_certain", "weighted_arguable"},
          {}};
}

Cells conflict_cells(Day day, const ConflictRow& row) {
  const Conflict& found = row.found;
  const auto whole = [](double number) { return Cell(number, Form::whole); };
  Cells cells{CalendarDay{day},
              row.pair.demanding->state.id,
              row.pair.other->state.id,
              kind_word(found),
              whole(found.situations),
              whole(found.compelled),
              whole(found.certain),
              whole(found.arguable),
              whole(dissolved_by(found, Route::treaty)),
              whole(dissolved_by(found, Route::letters)),
              whole(dissolved_by(found, Route::agreement)),
              whole(dissolved_by(found, Route::voluntary)),
              whole(found.dissolved_somehow),
              name_or_missing(row.pair.treaty),
              name_or_missing(row.pair.agreement)};
  if (row.weighted)
    cells.insert(cells.end(), {whole(row.weighted->demands), row.weighted->certain, row.weighted->arguable});
  return cells;
}

std::string conflicts_found(const ConflictSurvey& survey) {
  const auto pairs_with = [&](const auto& holds) {
    return std::count_if(survey.rows.begin(), survey.rows.end(),
                         [&](const ConflictRow& row) { return holds(row.found); });
  };
  return fmt::format(
      "Conflicts of laws on {}: in {} of {} pairs of states the one surely compels, in some situation, what "
      "the other surely forbids; in {} more only arguably.",
      to_string(survey.comparison.day()),
      pairs_with([](const Conflict& found) { return found.certain > 0.0; }), survey.rows.size(),
      pairs_with([](const Conflict& found) { return found.certain == 0.0 && found.arguable > 0.0; }));
}

ConflictSurvey find_conflicts(const Library& library, const Query& query) {
  return survey_pairs<Conflict>(library, query, [](Comparison& comparison, const Pair& pair, bool cells) {
    return comparison.conflict(pair, cells);
  });
}

comity::Answer conflicts_on_a_day(const Library& library, const Query& query) {
  const ConflictSurvey survey = find_conflicts(library, query);
  comity::Answer answer;
  answer.sentences = {conflicts_found(survey)};
  answer.tables = {matrix_of(survey.laws, [&](const StateLaw& demanding, const StateLaw& other) {
    return Cell(mark_of(row_about(survey, demanding.state.id, other.state.id)));
  })};
  answer.notes = conflict_notes(survey);
  answer.listed = {"", {"orders", "forbids", "surely", "arguably", "shortest example"}, {}};
  answer.rows = conflict_columns();
  Cells pairs;
  QuestionSet open = 0;  // on which the examples turn
  for (const ConflictRow& row : survey.rows) {
    answer.rows.rows.push_back(conflict_cells(survey.comparison.day(), row));
    pairs.emplace_back(conflict_fields(library, row));
    const JointSituation* example = example_of(row.found);
    if (example == nullptr) continue;
    const ConflictTold told = tell_conflict(library, row.pair, *example);
    open |= told.open;
    answer.details += (answer.details.empty() ? "" : "\n") + conflict_text(survey, row);
    answer.listed.rows.push_back({row.pair.demanding->state.id, row.pair.other->state.id,
                                  situations_in_percent(row.found.certain, row.found.compelled),
                                  situations_in_percent(row.found.arguable, row.found.compelled),
                                  told_words(told)});
  }
  if (!survey.details) answer.details += questions_below(library, open);
  answer.document = Fields{
      {"on", CalendarDay{survey.comparison.day()}}, {"note", unweighted_note()}, {"pairs", std::move(pairs)}};
  return answer;
}

/// One pair on both days; null where it was no pair (the one was a member of the union that is the other).
struct ChangedRow {
  const ConflictRow* before = nullptr;
  const ConflictRow* after = nullptr;
};

/// The conflicts of two days and the pairs whose conflicts differ.
struct ConflictChange {
  ConflictSurvey before;
  ConflictSurvey after;
  std::map<std::pair<std::string, std::string>, ChangedRow> rows;  // by ids of who orders and who forbids
};

bool numbers_differ(const ChangedRow& row) {
  if (row.before == nullptr || row.after == nullptr) return true;
  const Conflict& left = row.before->found;
  const Conflict& right = row.after->found;
  if (conflicts_of(left) == 0.0 && conflicts_of(right) == 0.0) return false;
  return left.compelled != right.compelled || left.certain != right.certain ||
         left.arguable != right.arguable || left.dissolved != right.dissolved;
}

ConflictChange find_conflict_change(const Library& library, const Query& query) {
  Query later = query;
  later.on = query.until;
  if (*later.on <= day_asked(query))
    throw Error(fmt::format("comity law {}: --to {} is not later than --from {}.", query.command,
                            to_string(*later.on), to_string(*query.on)));
  ConflictChange change{find_conflicts(library, query), find_conflicts(library, later), {}};
  const auto ids = [](const ConflictRow& row) {
    return std::pair(row.pair.demanding->state.id, row.pair.other->state.id);
  };
  for (const ConflictRow& row : change.before.rows) change.rows[ids(row)].before = &row;
  for (const ConflictRow& row : change.after.rows) change.rows[ids(row)].after = &row;
  std::erase_if(change.rows, [](const auto& entry) { return !numbers_differ(entry.second); });
  return change;
}

/// "?T>!T" where the mark changed, "~" where only the numbers did, "=" where nothing did.
Cell change_mark(const ConflictChange& change, const StateLaw& demanding, const StateLaw& other) {
  const auto found = change.rows.find({demanding.state.id, other.state.id});
  if (found == change.rows.end()) return demanding.state.id == other.state.id ? "" : "=";
  const std::string before = mark_of(found->second.before);
  const std::string after = mark_of(found->second.after);
  return before == after ? "~" : before + ">" + after;
}

/// Smaller changes of a share are told with --details only.
constexpr double kWorthTelling = .01;

/// Whether a reader of all pairs wants to hear of this one.
bool is_large(const ChangedRow& row) {
  if (mark_of(row.before) != mark_of(row.after)) return true;
  const Conflict& left = row.before->found;
  const Conflict& right = row.after->found;
  const auto moved = [&](double before, double after) {
    const auto share = [](double part, double whole) { return whole > 0.0 ? part / whole : 0.0; };
    return std::abs(share(before, left.compelled) - share(after, right.compelled)) >= kWorthTelling;
  };
  return moved(left.certain, right.certain) || moved(left.arguable, right.arguable) ||
         moved(left.dissolved_somehow, right.dissolved_somehow);
}

std::string day_words(const ConflictSurvey& survey, const ConflictRow* row) {
  if (row == nullptr) return "a state and its own union";
  if (conflicts_of(row->found) == 0.0) return "no conflict";
  return fmt::format("{}.{}", shares_words(*row), ways_words(survey.comparison.library(), *row));
}

void tell_changed_pair(comity::Answer& answer, const ConflictChange& change, const ChangedRow& row) {
  const Pair& pair = (row.after != nullptr ? row.after : row.before)->pair;
  answer.details +=
      fmt::format("{}{}:\n  {}: {}\n  {}: {}\n", answer.details.empty() ? "" : "\n", pair_words(pair),
                  to_string(change.before.comparison.day()), day_words(change.before, row.before),
                  to_string(change.after.comparison.day()), day_words(change.after, row.after));
  answer.listed.rows.push_back({pair.demanding->state.id, pair.other->state.id,
                                day_words(change.before, row.before), day_words(change.after, row.after)});
}

comity::Answer conflicts_between_days(const Library& library, const Query& query) {
  const ConflictChange change = find_conflict_change(library, query);
  const Day from = change.before.comparison.day();
  const Day to = change.after.comparison.day();
  comity::Answer answer;
  answer.sentences = {fmt::format("Conflicts of laws: {} of states changed from {} to {}.",
                                  change.rows.empty() ? "no pair" : counted(change.rows.size(), "pair"),
                                  to_string(from), to_string(to))};
  if (!change.rows.empty()) {
    answer.tables = {matrix_of(change.after.laws, [&](const StateLaw& demanding, const StateLaw& other) {
      return change_mark(change, demanding, other);
    })};
    answer.notes = conflict_notes(change.after);
    answer.notes.insert(answer.notes.begin(),
                        "Before > after; ~: the same mark, other shares; =: no change.");
    answer.listed = {"", {"orders", "forbids", to_string(from), to_string(to)}, {}};
    if (!change.after.details)
      answer.notes.emplace_back(
          "Told are changes of a mark or of a share by a point or more (--details: all).");
  }
  Cells pairs;
  for (const auto& [ids, row] : change.rows) {
    const auto side = [&](const ConflictRow* one) {
      return one == nullptr ? Cell() : Cell(conflict_fields(library, *one));
    };
    pairs.emplace_back(Fields{{"orders", ids.first},
                              {"forbids", ids.second},
                              {"before", side(row.before)},
                              {"after", side(row.after)}});
    if (change.after.details || is_large(row)) tell_changed_pair(answer, change, row);
  }
  answer.rows = conflict_columns();
  for (const ConflictSurvey* survey : {&change.before, &change.after}) {
    for (const ConflictRow& row : survey->rows) {
      if (change.rows.contains({row.pair.demanding->state.id, row.pair.other->state.id}))
        answer.rows.rows.push_back(conflict_cells(survey->comparison.day(), row));
    }
  }
  answer.document = Fields{{"from", CalendarDay{from}},
                           {"to", CalendarDay{to}},
                           {"note", unweighted_note()},
                           {"pairs", std::move(pairs)}};
  return answer;
}

}  // namespace

comity::Answer answer_conflicts(const Library& library, const Query& query) {
  return query.until ? conflicts_between_days(library, query) : conflicts_on_a_day(library, query);
}

}  // namespace comity::law
