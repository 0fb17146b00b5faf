#include "scenario/shipped_scenarios.h"

#include "scenario/document.h"
#include "text/shipped.h"

#include <filesystem>
#include <string>

namespace comity {
namespace {

// The question that a file asks; empty: it is no scenario, but a part of some.
std::string question_of(const std::filesystem::path& path) {
  Complaints complaints;
  const auto document = parse_file(complaints, path);
  const Value* question = document ? find_item(*document, "question") : nullptr;
  return question == nullptr ? std::string() : question->text;
}

}  // namespace

Table shipped_scenarios() {
  Table table;
  table.columns = {"name", "question", "file"};
  for (const std::string& name : shipped_names("")) {
    const std::filesystem::path path = find_shipped(name);
    const std::string question = question_of(path);
    if (!question.empty()) table.rows.push_back({name, question, path.string()});
  }
  return table;
}

}  // namespace comity
