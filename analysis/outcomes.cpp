#include "analysis/outcomes.h"

#include "scenario/document.h"
#include "scenario/keys.h"
#include "text/suggest.h"

#include <fmt/format.h>

#include <algorithm>

namespace comity::analysis {
namespace {

constexpr double kLongestDispute = 36525.0;

std::vector<Key<Outcome>> keys_of_outcome() {
  using O = Outcome;
  return {must(text("dispute", &O::dispute, "name of the focal dispute")),
          must(choice("nexus", &O::nexus, "by what the state claims that its order reaches the data")),
          text("bar", &O::bar, "law of another state that was pleaded against it; none: nothing was"),
          must(choice("prevails", &O::prevails, "who got its way in the end")),
          must(choice("answer", &O::answer, "what the provider did at first")),
          must(choice("coercion", &O::coercion, "the gravest thing done to make it obey")),
          comity::number("days", &O::days, {0.0, kLongestDispute, "day"},
                         "from the demand to the end of the dispute"),
          must(text("source", &O::source, "where it is from")),
          choice("tag", &O::tag, "how sure the source is"),
          text("note", &O::note, "what to mind")};
}

void read_outcome(Reading& reading, const Value& entry, Outcomes& outcomes) {
  const Value* dispute = find_item(entry, "dispute");
  const std::string path = dispute != nullptr && !dispute->text.empty()
                               ? fmt::format("outcome.{}", dispute->text)
                               : fmt::format("outcome[{}]", outcomes.outcomes.size() + 1);
  if (entry.kind != Value::Kind::table) return complain_form(reading, {path, "a table", {}, {}}, entry);
  Outcome outcome;
  read_table(reading, {path, entry}, outcome, keys_of_outcome());
  const bool twice =
      std::ranges::find(outcomes.outcomes, outcome.dispute, &Outcome::dispute) != outcomes.outcomes.end();
  if (twice && !outcome.dispute.empty())
    complain(reading.complaints, dispute->spot,
             fmt::format("there are two outcomes of {}.", outcome.dispute));
  outcomes.outcomes.push_back(std::move(outcome));
}

void read_top_of_outcomes(Reading& reading, const Value& root, Outcomes& outcomes) {
  static const std::vector<std::string> known = {"title", "outcome"};
  for (const Value& item : root.items) {
    if (item.key == "title") {
      outcomes.title = read_text(reading, {"title", "a text that is not empty", {}, {}}, item).value_or("");
    } else if (item.key == "outcome" && item.kind == Value::Kind::list) {
      for (const Value& entry : item.items) read_outcome(reading, entry, outcomes);
    } else if (item.key == "outcome") {
      complain_form(reading, {"outcome", "a list of tables, each beginning with [[outcome]]", {}, {}}, item);
    } else {
      complain(reading.complaints, item.key_spot,
               fmt::format("a file of outcomes has no key \"{}\" (keys: {}).{}", item.key,
                           fmt::join(known, ", "), did_you_mean(item.key, known)));
    }
  }
  if (find_item(root, "outcome") == nullptr)
    complain(reading.complaints, {root.spot.file}, "has no outcome (begin each one with [[outcome]]).");
}

}  // namespace

std::vector<KeyDocument> outcome_keys() {
  std::vector<KeyDocument> documents;
  document(documents, "outcome", keys_of_outcome());
  return documents;
}

Outcomes read_outcomes(const std::filesystem::path& path) {
  Reading reading;
  Outcomes outcomes;
  outcomes.file = path.string();
  if (const auto root = parse_file(reading.complaints, path)) read_top_of_outcomes(reading, *root, outcomes);
  throw_if_wrong(reading.complaints);
  return outcomes;
}

}  // namespace comity::analysis
