#include "analysis/aims.h"

#include "scenario/document.h"
#include "scenario/keys.h"
#include "text/suggest.h"

#include <fmt/format.h>

namespace comity::analysis {
namespace {

constexpr double kWide = 1e300;

Key<Aim> any_number(std::string_view name, double Aim::* member, std::string_view meaning) {
  return {name,
          {{}, "a number", std::string(meaning), {}},
          [=](Reading& reading, const KeyText& key, const Value& value, Aim& aim) {
            aim.*member = read_number(reading, key, value, {-kWide, kWide, "1"}).value_or(aim.*member);
          }};
}

std::vector<Key<Aim>> aim_keys() {
  return {must(text("metric", &Aim::metric, "what is compared, as behind --metric")),
          must(any_number("value", &Aim::value, "what was observed")),
          number("deviation", &Aim::deviation, {0.0, kWide, "1"}, "standard deviation of the observation"),
          number("discrepancy", &Aim::discrepancy, {0.0, kWide, "1"},
                 "standard deviation of what the model leaves out"),
          must(text("source", &Aim::source, "where the value is from"))};
}

void read_aim(Reading& reading, const Value& entry, Aims& aims) {
  const std::string path = fmt::format("aim[{}]", aims.aims.size() + 1);
  if (entry.kind != Value::Kind::table) return complain_form(reading, {path, "a table", {}, {}}, entry);
  Aim aim;
  read_table(reading, {path, entry}, aim, aim_keys());
  if (aim.deviation <= 0.0 && aim.discrepancy <= 0.0)
    complain(reading.complaints, entry.spot,
             fmt::format("{} has neither deviation nor discrepancy (nothing is known or modelled exactly, so "
                         "one of them must be "
                         "above 0).",
                         path));
  aims.aims.push_back(std::move(aim));
}

void read_top(Reading& reading, const Value& root, Aims& aims) {
  static const std::vector<std::string> known = {"title", "aim"};
  for (const Value& item : root.items) {
    if (item.key == "title") {
      aims.title = read_text(reading, {"title", "a text that is not empty", {}, {}}, item).value_or("");
    } else if (item.key == "aim" && item.kind == Value::Kind::list) {
      for (const Value& entry : item.items) read_aim(reading, entry, aims);
    } else if (item.key == "aim") {
      complain_form(reading, {"aim", "a list of tables, each beginning with [[aim]]", {}, {}}, item);
    } else {
      complain(reading.complaints, item.key_spot,
               fmt::format("a file of aims has no key \"{}\" (keys: {}).{}", item.key, fmt::join(known, ", "),
                           did_you_mean(item.key, known)));
    }
  }
  if (find_item(root, "aim") == nullptr)
    complain(reading.complaints, {root.spot.file}, "has no aim (begin each one with [[aim]]).");
}

}  // namespace

std::vector<KeyDocument> aims_keys() {
  std::vector<KeyDocument> documents;
  document(documents, "aim", aim_keys());
  return documents;
}

Aims read_aims(const std::filesystem::path& path) {
  Reading reading;
  Aims aims;
  aims.file = path.string();
  if (const auto root = parse_file(reading.complaints, path)) read_top(reading, *root, aims);
  throw_if_wrong(reading.complaints);
  return aims;
}

}  // namespace comity::analysis
