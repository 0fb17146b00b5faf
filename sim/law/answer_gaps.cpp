#include "law/answer_gaps.h"

#include "law/gaps.h"
#include "law/survey.h"
#include "law/tell.h"
#include "law/treaties.h"
#include "text/phrases.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

using GapSurvey = Survey<Gap>;
using GapRow = SurveyRow<Gap>;

/// The questions on which some ways turn.
QuestionSet questions_of(const std::vector<WayTold>& ways) {
  QuestionSet questions = 0;
  for (const WayTold& way : ways) questions |= way.questions;
  return questions;
}

std::string gap_example_text(const GapSurvey& survey, const GapRow& row, const JointSituation& joint) {
  const bool certain = row.found.certain_example && &joint == &*row.found.certain_example;
  std::string text = fmt::format("  {}: {}.\n", tell_search(survey.comparison.library(), row.pair, joint),
                                 certain ? "no lawful way" : "no way that is surely lawful");
  if (!survey.details) return text;
  const Library& library = survey.comparison.library();
  const std::vector<WayTold> ways = tell_each_way(library, row.pair, joint);
  for (const WayTold& way : ways) text += fmt::format("    {}\n", way_in_words(way));
  return text + question_lines(library, questions_of(ways), 4);
}

std::string gap_text(const GapSurvey& survey, const GapRow& row) {
  const Gap& gap = row.found;
  std::string text = fmt::format(
      "{} seeks data in {}: no lawful way in {} of situations, only an arguable one in {}",
      capital(with_article(row.pair.demanding->state.name)), with_article(row.pair.other->state.name),
      situations_in_percent(gap.certain, gap.situations),
      situations_in_percent(gap.arguable, gap.situations));
  if (row.weighted) {
    text += fmt::format("; weighted by {:.0f} demands: {} and {}", row.weighted->demands,
                        situations_in_percent(row.weighted->certain, row.weighted->demands),
                        situations_in_percent(row.weighted->arguable, row.weighted->demands));
  }
  text += ".\n";
  if (gap.certain_example) text += gap_example_text(survey, row, *gap.certain_example);
  if (gap.arguable_example && (survey.details || !gap.certain_example))
    text += gap_example_text(survey, row, *gap.arguable_example);
  return text;
}

Fields gap_fields(const Library& library, const GapRow& row) {
  const auto example = [&](const JointSituation& joint) {
    const std::vector<WayTold> told = tell_each_way(library, row.pair, joint);
    Cells ways;
    for (const WayTold& way : told) ways.emplace_back(way_in_words(way));
    return Fields{{"situation", tell_search(library, row.pair, joint)},
                  {"ways", std::move(ways)},
                  {"open_questions", question_entries(library, questions_of(told))}};
  };
  Fields fields{{"seeks", row.pair.demanding->state.id},
                {"data_in", row.pair.other->state.id},
                {"situations", row.found.situations},
                {"certain", row.found.certain},
                {"arguable", row.found.arguable}};
  if (row.weighted) fields.push_back({"weighted", weighted_fields(*row.weighted)});
  if (row.found.certain_example) fields.push_back({"certain_example", example(*row.found.certain_example)});
  if (row.found.arguable_example)
    fields.push_back({"arguable_example", example(*row.found.arguable_example)});
  return fields;
}

Cells gap_cells(Day day, const GapRow& row) {
  Cells cells{CalendarDay{day},
              row.pair.demanding->state.id,
              row.pair.other->state.id,
              Cell(row.found.situations, Form::whole),
              Cell(row.found.certain, Form::whole),
              Cell(row.found.arguable, Form::whole)};
  if (row.weighted)
    cells.insert(cells.end(), {row.weighted->demands, row.weighted->certain, row.weighted->arguable});
  return cells;
}

/// The share of a pair's situations without a lawful way, in percent; empty where they are no pair.
Cell gap_share(const GapRow* row) {
  if (row == nullptr) return {};
  const Gap& gap = row->found;
  return {gap.situations > 0.0 ? 100.0 * gap.certain / gap.situations : 0.0, Form::whole};
}

}  // namespace

comity::Answer answer_gaps(const Library& library, const Query& query) {
  const auto find = [&](const Comparison& comparison, const Pair& pair, bool cells) {
    return find_gaps(library, comparison.space(), pair, cells);
  };
  const GapSurvey survey = survey_pairs<Gap>(library, query, find);
  const Day day = survey.comparison.day();
  comity::Answer answer;
  answer.sentences = {fmt::format(
      "Gaps on {}: in {} of {} pairs of states there are situations in which no lawful way leads the one to "
      "data in the other or controlled from it.",
      to_string(day),
      std::ranges::count_if(survey.rows, [](const GapRow& row) { return row.found.certain > 0.0; }),
      survey.rows.size())};
  const auto cell = [&](const StateLaw& demanding, const StateLaw& other) {
    return gap_share(row_about(survey, demanding.state.id, other.state.id));
  };
  answer.tables = {matrix_of(survey.laws, cell, Align::right)};
  answer.tables[0].title =
      "Percentage of situations in which no lawful way leads the row's state to data in the column's";
  answer.notes = {
      "The data are in the column's state or controlled from it. A judge approves whenever that helps.",
      unweighted_note()};
  for (std::string& note : missing_ties(library, day)) answer.notes.push_back(std::move(note));
  answer.rows = {"",
                 {"on", "seeks", "data_in", "situations", "certain", "arguable", "weighted_demands",
                  "weighted_certain", "weighted_arguable"},
                 {}};
  Cells pairs;
  QuestionSet open = 0;  // on which the examples told turn
  for (const GapRow& row : survey.rows) {
    answer.details += (answer.details.empty() ? "" : "\n") + gap_text(survey, row);
    if (!survey.details && !row.found.certain_example && row.found.arguable_example)
      open |= questions_of(tell_each_way(library, row.pair, *row.found.arguable_example));
    answer.rows.rows.push_back(gap_cells(day, row));
    pairs.emplace_back(gap_fields(library, row));
  }
  if (!survey.details) answer.details += questions_below(library, open);
  answer.document =
      Fields{{"on", CalendarDay{day}}, {"note", unweighted_note()}, {"pairs", std::move(pairs)}};
  return answer;
}

}  // namespace comity::law
