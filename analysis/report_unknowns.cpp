#include "analysis/report_unknowns.h"

#include "analysis/answer_worlds.h"
#include "analysis/headline.h"
#include "analysis/unknowns.h"
#include "analysis/worlds.h"
#include "error.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace comity::analysis {
namespace {

using Json = nlohmann::ordered_json;

// What the page calls the numbers: the headline's words for its formula, with or without what the formula means.
using Names = std::vector<std::pair<std::string, std::string>>;

Names names_of_headlines(const Record& record, const std::vector<std::string>& metrics) {
  Names names;
  for (const Headline& headline : headlines()) {
    if (std::ranges::find(metrics, headline.formula) == metrics.end()) continue;
    names.emplace_back(metric_title(headline_values(record, headline)), headline.words);
    names.emplace_back(headline.formula, headline.words);
  }
  return names;
}

std::string in_words(const std::string& text, const Names& names) {
  for (const auto& [formula, words] : names) {
    if (text.starts_with(formula)) return words + text.substr(formula.size());
  }
  return text;
}

Json table_json(const Table& table, const Names& names) {
  Json columns = Json::array();
  for (const Column& column : table.columns) columns.push_back(column.name);
  Json rows = Json::array();
  for (const Cells& cells : table.rows) {
    Json row = Json::array();
    for (const Cell& one : cells) row.push_back(cell_words(one));
    rows.push_back(std::move(row));
  }
  return {
      {"title", in_words(table.title, names)}, {"columns", std::move(columns)}, {"rows", std::move(rows)}};
}

Json answer_json(const Inquiry& asked, const Answer& answer) {
  const Names names = names_of_headlines(asked.runs, asked.metrics);
  Json sentences = Json::array();
  for (const std::string& one : answer.sentences) sentences.push_back(in_words(one, names));
  Json tables = Json::array();
  for (const Table& table : answer.tables) tables.push_back(table_json(table, names));
  return {{"sentences", std::move(sentences)}, {"tables", std::move(tables)}, {"notes", answer.notes}};
}

}  // namespace

void add_unknowns(const ReportSource& source, nlohmann::ordered_json& page) {
  const std::size_t worlds = count_worlds(source.worlds);
  if (worlds == 0) return;
  const Question question = worlds_question();
  // An inquiry has a record of its own.
  Inquiry asked{
      "comity report", open_record(source.record.file.path()), {}, false, {}, false, "", {}, {}, {}};
  asked.metrics = default_metrics(asked.runs, question.metrics);
  try {
    if (worlds < kFewestWorlds)
      throw Error(fmt::format("the runs took {} plausible worlds, and at least {} are needed", worlds,
                              kFewestWorlds));
    page["unknowns"] = answer_json(asked, question.answer(asked));
  } catch (const Error& error) {
    page["missing"].push_back({{"what", "What is not known"}, {"why", error.what()}});
  }
}

}  // namespace comity::analysis
