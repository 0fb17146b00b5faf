#include "text/answer.h"

#include "error.h"
#include "text/words.h"

namespace comity {
namespace {

/// Blocks with an empty line between them.
void add_block(std::string& text, const std::string& block) {
  if (!block.empty()) text += (text.empty() ? "" : "\n") + block;
}

std::string wrapped_lines(const std::vector<std::string>& paragraphs) {
  std::string text;
  for (const std::string& one : paragraphs) text += wrapped(one, 0);
  return text;
}

std::string answer_in_text(const Answer& answer) {
  std::string text = wrapped_lines(answer.sentences);
  for (const Table& table : answer.tables) {
    const std::string title = table.title.empty() ? "" : wrapped(table.title, 0);
    add_block(text, title + table_in_text(table, title.empty() ? 0 : 2));
  }
  add_block(text, wrapped_lines(answer.notes));
  add_block(text, answer.details);
  return text;
}

std::string answer_in_markdown(const Answer& answer) {
  const auto paragraphs = [](const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) add_block(text, line + '\n');
    return text;
  };
  std::string text = paragraphs(answer.sentences);
  const bool bare = answer.tables.empty() && answer.listed.columns.empty();
  for (const Table& table : bare ? std::vector<Table>{answer.rows} : answer.tables)
    add_block(text, (table.title.empty() ? "" : table.title + "\n\n") + table_in_markdown(table));
  add_block(text, paragraphs(answer.notes));
  if (!answer.listed.columns.empty()) add_block(text, table_in_markdown(answer.listed));
  return text;
}

}  // namespace

std::string format_answer(const Answer& answer, std::string_view format) {
  if (format == "text") return answer_in_text(answer);
  if (format == "markdown") return answer_in_markdown(answer);
  if (format == "csv") return table_in_csv(answer.rows);
  COMITY_EXPECT(format == "json");
  const bool rows = std::holds_alternative<std::monostate>(answer.document.value);
  return cell_in_json(rows ? Cell(rows_as_fields(answer.rows)) : answer.document);
}

}  // namespace comity
