#include "law/answer_coverage.h"

#include "law/check.h"
#include "law/coverage.h"
#include "text/phrases.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// What is asked of the cases: of so many rules or days so many are pinned.
struct PinnedCount {
  std::size_t all = 0;
  std::size_t pinned = 0;

  void add(bool is_pinned) {
    ++all;
    pinned += is_pinned ? 1 : 0;
  }
};

struct CoverageCounts {
  PinnedCount rules;
  PinnedCount days;
};

bool notices(const RuleCoverage& found, Lapse lapse) {
  return found.noticed[static_cast<std::size_t>(lapse)];
}

/// "from 1986-10-21: no case from 1985-10-21 to 1986-10-20 fails when it comes a year earlier, none …"; empty: pinned both ways.
std::string day_text(std::string_view name, Day day, bool earlier_noticed, bool later_noticed) {
  std::vector<std::string> slack;
  if (!earlier_noticed)
    slack.push_back(fmt::format("no case from {} to {} notices that it comes a year earlier",
                                to_string(day - kLapseYear), to_string(day - 1)));
  if (!later_noticed)
    slack.push_back(fmt::format("no case from {} to {} notices that it comes a year later", to_string(day),
                                to_string(day + kLapseYear - 1)));
  return slack.empty() ? "" : fmt::format("  {} {}: {}\n", name, to_string(day), fmt::join(slack, "; "));
}

/// What no case pins of a rule, a line each; counts.
std::string slack_of(const Rule& rule, const RuleCoverage& found, CoverageCounts& counts) {
  std::string text;
  if (!notices(found, Lapse::dropped)) text += "  every case holds without it\n";
  counts.rules.add(text.empty());
  const std::string from =
      day_text("from", rule.from, notices(found, Lapse::from_earlier), notices(found, Lapse::from_later));
  counts.days.add(from.empty());
  text += from;
  if (rule.until == kNever) return text;
  const std::string until =
      day_text("until", rule.until, notices(found, Lapse::until_earlier), notices(found, Lapse::until_later));
  counts.days.add(until.empty());
  return text + until;
}

std::string pinned_words(const PinnedCount& count, std::string_view what) {
  return fmt::format("{} of {} {}", count.pinned, count.all, what);
}

Fields count_fields(const PinnedCount& count) {
  return {{"all", static_cast<double>(count.all)}, {"pinned", static_cast<double>(count.pinned)}};
}

}  // namespace

comity::Answer answer_coverage(const Library& library, const Query&) {
  const auto coverage = coverage_of(library);
  comity::Answer answer;
  answer.rows.columns = {"rule", "confirmed", "lapse", "noticed", "file", "line"};
  Cells failing;
  for (const CaseResult& result : run_cases(library)) {
    if (result.passed) continue;
    failing.emplace_back(Fields{{"regime", result.regime}, {"name", result.name}, {"reason", result.reason}});
    answer.details += describe(library, result.place, "error", result.reason) + "\n";
  }
  CoverageCounts counts;
  Cells open;
  for (std::uint32_t id = 0; id < coverage.size(); ++id) {
    const Rule& rule = library.rules[id];
    Cells unnoticed;
    for (std::size_t i = 0; i < kLapses; ++i) {
      if (!can_befall(rule, static_cast<Lapse>(i))) continue;
      const bool noticed = coverage[id].noticed[i];
      answer.rows.rows.push_back({rule.name, rule.confirmed ? "yes" : "no", name_of(static_cast<Lapse>(i)),
                                  noticed ? "yes" : "no", library.files[rule.place.file].path,
                                  rule.place.line});
      if (!noticed) unnoticed.emplace_back(name_of(static_cast<Lapse>(i)));
    }
    if (!rule.confirmed) continue;
    const std::string slack = slack_of(rule, coverage[id], counts);
    if (slack.empty()) continue;
    answer.details +=
        fmt::format("{}:{}: {}\n{}", library.files[rule.place.file].path, rule.place.line, rule.name, slack);
    Fields fields{{"rule", rule.name}, {"unnoticed", std::move(unnoticed)}};
    for (Field& field : place_fields(library, rule.place)) fields.push_back(std::move(field));
    open.emplace_back(std::move(fields));
  }
  answer.failed = !open.empty() || !failing.empty();
  answer.details +=
      fmt::format("{} and {} are pinned by a decided case (rules that are not confirmed are left out)\n",
                  pinned_words(counts.rules, "rules"), pinned_words(counts.days, "days"));
  answer.document = Fields{{"rules", count_fields(counts.rules)},
                           {"days", count_fields(counts.days)},
                           {"unpinned", std::move(open)},
                           {"failing_cases", std::move(failing)}};
  return answer;
}

}  // namespace comity::law
