#include "law/answer_diff.h"

#include "error.h"
#include "law/change.h"
#include "law/jurisdiction.h"
#include "law/tell.h"
#include "text/phrases.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// Two laws of each state, told apart by day or by files.
struct LawsToCompare {
  Day before;
  Day after;
  std::size_t base_files;  // the first of the library's files; the others are the reform's
};

/// An effect that changes in one state's law.
struct StateChange {
  Jurisdiction state;
  Change change;
};

std::vector<InForce> of_files(const Library& library, const std::vector<InForce>& regimes,
                              std::size_t files) {
  std::vector<InForce> kept;
  std::copy_if(regimes.begin(), regimes.end(), std::back_inserter(kept),
               [&](const auto& one) { return library.regimes[one.regime].file < files; });
  return kept;
}

/// Templates among the reform's files, which the named states adopt.
std::vector<InForce> adopted(const Library& library, const LawsToCompare& laws) {
  std::vector<InForce> regimes;
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
    if (library.regimes[i].state == "*" && library.regimes[i].file >= laws.base_files)
      regimes.push_back({i, 0});
  }
  return regimes;
}

std::vector<StateChange> find_state_changes(const Library& library, const Query& query,
                                            const LawsToCompare& laws) {
  LawCache cache(library);
  const auto templates = adopted(library, laws);
  if (!templates.empty() && query.states.empty())
    throw Error(fmt::format(
        "comity law {}: {} is a reform that any state may adopt. Say which do with --states, e.g. "
        "--states FR.",
        query.command, library.regimes[templates.front().regime].id));
  std::vector<StateChange> found;
  for (const auto& state :
       query.states.empty() ? jurisdictions(library) : chosen_jurisdictions(library, query.states)) {
    const auto before = of_files(library, state.regimes, laws.base_files);
    std::vector<InForce> after = state.regimes;
    after.insert(after.end(), templates.begin(), templates.end());
    for (Change& change :
         changes_between(library, cache.law(before, laws.before), cache.law(after, laws.after)))
      found.push_back({state, std::move(change)});
  }
  return found;
}

/// "newly compels", "no longer forbids".
std::string change_headline(const Change& change) {
  const std::string verb = verb_of(change.effect, Outcome::yes);
  if (change.before == Outcome::no) return (change.after == Outcome::yes ? "newly " : "now arguably ") + verb;
  if (change.after == Outcome::no)
    return (change.before == Outcome::yes ? "no longer " : "no longer even arguably ") + verb;
  return change.after == Outcome::yes ? "now surely " + verb + ", until then an open question,"
                                      : "now only arguably " + verb + ", until then surely,";
}

std::string change_text(const Library& library, const StateChange& found) {
  std::string text =
      fmt::format("{} {} (in {} of situations) when\n", capital(with_article(found.state.name)),
                  change_headline(found.change), situations_in_percent(found.change.share, 1.0));
  for (const ChangedCase& changed : found.change.cases) {
    text += fmt::format("  - {}\n", in_words(library, changed.cube));
    for (const std::uint32_t rule : changed.gained)
      text +=
          fmt::format("      now: {}\n{}", rule_in_words(library, rule), citation_lines(library, rule, 8));
    for (const std::uint32_t rule : changed.lost)
      text += fmt::format("      no longer: {}\n{}", rule_in_words(library, rule),
                          citation_lines(library, rule, 8));
  }
  return text;
}

std::string change_title(const Query& query, const LawsToCompare& laws) {
  std::string days = fmt::format("From {} to {}", to_string(laws.before), to_string(laws.after));
  if (query.reforms.empty()) return days;
  const std::string reform = fmt::format("{}", fmt::join(query.reforms, ", "));
  return laws.before == laws.after ? fmt::format("With {} on {}", reform, to_string(laws.after))
                                   : fmt::format("{} with {}", days, reform);
}

Fields change_fields(const Library& library, const StateChange& found) {
  const auto rules = [&](const std::vector<std::uint32_t>& ids) {
    Cells cells;
    for (const std::uint32_t rule : ids)
      cells.emplace_back(Fields{{"rule", library.rules[rule].name},
                                {"source", library.rules[rule].source},
                                {"url", text_or_missing(library.rules[rule].url)},
                                {"quote", text_or_missing(library.rules[rule].quote)}});
    return cells;
  };
  Cells cases;
  for (const ChangedCase& changed : found.change.cases)
    cases.emplace_back(Fields{{"when", in_words(library, changed.cube)},
                              {"gained", rules(changed.gained)},
                              {"lost", rules(changed.lost)}});
  return {{"state", found.state.id},
          {"effect", name_of(found.change.effect)},
          {"before", word_of(found.change.before)},
          {"after", word_of(found.change.after)},
          {"share_of_situations", found.change.share},
          {"cases", std::move(cases)}};
}

LawsToCompare laws_to_compare(const Library& library, const Query& query) {
  const Day before = day_asked(query);
  if (query.reforms.empty() && !query.until)
    throw Error(fmt::format(
        "comity law {}: compared with what? Name a reform (--with FILE… --on DATE) or a later day "
        "(--from DATE --to DATE).",
        query.command));
  return {before, query.until.value_or(before), library.files.size() - query.reforms.size()};
}

}  // namespace

comity::Answer answer_diff(const Library& library, const Query& query) {
  const LawsToCompare laws = laws_to_compare(library, query);
  const auto found = find_state_changes(library, query, laws);
  comity::Answer answer;
  answer.sentences = {fmt::format("{}, {}.", change_title(query, laws),
                                  found.empty()       ? "no answer changes"
                                  : found.size() == 1 ? "1 answer changes"
                                                      : fmt::format("{} answers change", found.size()))};
  if (!found.empty()) answer.notes = {unweighted_note()};
  answer.rows = {"", {"state", "effect", "before", "after", "share_of_situations", "when"}, {}};
  Cells changes;
  for (const StateChange& one : found) {
    answer.details += (answer.details.empty() ? "" : "\n") + change_text(library, one);
    changes.emplace_back(change_fields(library, one));
    for (const ChangedCase& changed : one.change.cases)
      answer.rows.rows.push_back({one.state.id, name_of(one.change.effect), word_of(one.change.before),
                                  word_of(one.change.after), one.change.share,
                                  in_words(library, changed.cube)});
  }
  answer.document = Fields{{"before", CalendarDay{laws.before}},
                           {"after", CalendarDay{laws.after}},
                           {"note", unweighted_note()},
                           {"changes", std::move(changes)}};
  return answer;
}

}  // namespace comity::law
