#include "law/answer_coverage.h"

#include "law/check.h"
#include "law/coverage.h"
#include "text/phrases.h"
#include "text/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// What is asked of the cases: of so many rules or days so many are pinned, and so many cannot be.
struct PinnedCount {
  std::size_t all = 0;
  std::size_t pinned = 0;
  std::size_t idle = 0;  // moving them changes no answer

  bool is_complete() const { return pinned + idle == all; }
};

struct CoverageCounts {
  PinnedCount rules;
  PinnedCount days;
  bool of_unconfirmed = false;  // what is not confirmed counts, too
  std::size_t left_out = 0;     // not confirmed
};

/// A rule or schedule with what the cases notice of it.
struct RuleNoticed {
  const Library& library;
  std::optional<std::uint32_t> id;  // of a rule
  const RuleCoverage& found;
  std::string name;
  bool confirmed = true;
  Term term;
  const Spot& place;

  bool notices(Lapse lapse) const { return found.noticed[static_cast<std::size_t>(lapse)]; }
  bool is_idle(Lapse lapse) const {
    return id && lapse != Lapse::dropped && changes_no_answer(library, *id, lapse);
  }
};

/// A day with what may happen to it.
struct MovingDay {
  std::string_view name;
  Day day = 0;
  Lapse earlier = Lapse::from_earlier;
  Lapse later = Lapse::from_later;
};

/// "from 1986-10-21: no case from 1985-10-21 to 1986-10-20 fails when it comes a year earlier, none …"; empty: pinned both ways,
/// or so far as it can be.
std::string day_text(const RuleNoticed& rule, const MovingDay& moving, PinnedCount& counts) {
  const auto& [name, day, earlier, later] = moving;
  const bool noticed_earlier = rule.notices(earlier);
  const bool noticed_later = rule.notices(later);
  ++counts.all;
  if (noticed_earlier && noticed_later) ++counts.pinned;
  std::vector<std::string> slack;
  if (!noticed_earlier && !rule.is_idle(earlier))
    slack.push_back(fmt::format("no case from {} to {} notices that it comes a year earlier",
                                to_string(day - kLapseYear), to_string(day - 1)));
  if (!noticed_later && !rule.is_idle(later))
    slack.push_back(fmt::format("no case from {} to {} notices that it comes a year later", to_string(day),
                                to_string(day + kLapseYear - 1)));
  if (slack.empty()) {
    counts.idle += noticed_earlier && noticed_later ? 0 : 1;
    return "";
  }
  return fmt::format("  {} {}: {}\n", name, to_string(day), fmt::join(slack, "; "));
}

/// What no case pins of a rule or schedule, a line each; counts.
std::string slack_of(const RuleNoticed& noticed, CoverageCounts& counts) {
  const Term& term = noticed.term;
  ++counts.rules.all;
  std::string text;
  if (noticed.notices(Lapse::dropped)) {
    ++counts.rules.pinned;
  } else {
    text = "  every case holds without it\n";
  }
  if (term.from != kAlways)
    text += day_text(noticed, {"from", term.from, Lapse::from_earlier, Lapse::from_later}, counts.days);
  if (term.until == kNever) return text;
  return text +
         day_text(noticed, {"until", term.until, Lapse::until_earlier, Lapse::until_later}, counts.days);
}

/// Names a schedule beside rules.
std::string schedule_name(const Library& library, const Schedule& schedule) {
  for (const Regime& regime : library.regimes) {
    if (regime.file == schedule.place.file) return fmt::format("schedule {}.{}", regime.id, schedule.name);
  }
  return "schedule " + schedule.name;
}

std::string pinned_words(const PinnedCount& count, std::string_view what) {
  return fmt::format("{} of {} {}", count.pinned, count.all, what);
}

Fields count_fields(const PinnedCount& count) {
  return {{"all", static_cast<double>(count.all)},
          {"pinned", static_cast<double>(count.pinned)},
          {"cannot_be_pinned", static_cast<double>(count.idle)}};
}

/// A row for every lapse of a rule or schedule, and what no case pins of it.
void add_noticed(const RuleNoticed& noticed, CoverageCounts& counts, comity::Answer& answer, Cells& open) {
  const std::string& path = noticed.library.files[noticed.place.file].path;
  Cells unnoticed;
  for (const Lapse lapse : enum_values<Lapse>) {
    if (!can_befall(noticed.term, lapse)) continue;
    answer.rows.rows.push_back({noticed.name, noticed.confirmed ? "yes" : "no", name_of(lapse),
                                noticed.notices(lapse) ? "yes" : "no", path, noticed.place.line});
    if (!noticed.notices(lapse)) unnoticed.emplace_back(name_of(lapse));
  }
  if (!noticed.confirmed && !counts.of_unconfirmed) {
    ++counts.left_out;
    return;
  }
  const std::string slack = slack_of(noticed, counts);
  if (slack.empty()) return;
  answer.details += fmt::format("{}:{}: {}\n{}", path, noticed.place.line, noticed.name, slack);
  Fields fields{{"rule", noticed.name}, {"unnoticed", std::move(unnoticed)}};
  for (Field& field : place_fields(noticed.library, noticed.place)) fields.push_back(std::move(field));
  open.emplace_back(std::move(fields));
}

}  // namespace

comity::Answer answer_coverage(const Library& library, const Query& query) {
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
  counts.of_unconfirmed = query.unconfirmed;
  Cells open;
  for (std::uint32_t id = 0; id < coverage.size(); ++id) {
    const Rule& rule = library.rules[id];
    add_noticed({library, id, coverage[id], rule.name, rule.confirmed, {rule.from, rule.until}, rule.place},
                counts, answer, open);
  }
  const auto schedules = schedule_coverage_of(library);
  for (const ScheduleCoverage& one : schedules) {
    const Schedule& schedule = *one.schedule;
    add_noticed({library,
                 std::nullopt,
                 one.found,
                 schedule_name(library, schedule),
                 schedule.confirmed,
                 {schedule.from, schedule.until},
                 schedule.place},
                counts, answer, open);
  }
  answer.failed = !counts.rules.is_complete() || !counts.days.is_complete() || !failing.empty();
  const std::string idle =
      counts.days.idle == 0 ? ""
                            : fmt::format("; {} more cannot be, as moving them by a year changes no answer",
                                          counted(counts.days.idle, "day"));
  const std::string_view kinds = schedules.empty() ? "rules" : "rules and schedules";
  const std::string left_out =
      counts.left_out == 0
          ? ""
          : fmt::format("; {} not confirmed by {} left out (--unconfirmed takes {} in)", counts.left_out,
                        counts.left_out == 1 ? "its source is" : "their sources are",
                        counts.left_out == 1 ? "it" : "them");
  answer.details +=
      fmt::format("{} and {} are pinned by a decided case{}{}\n", pinned_words(counts.rules, kinds),
                  pinned_words(counts.days, "days"), idle, left_out);
  answer.document = Fields{{"rules", count_fields(counts.rules)},
                           {"days", count_fields(counts.days)},
                           {"left_out", static_cast<double>(counts.left_out)},
                           {"unpinned", std::move(open)},
                           {"failing_cases", std::move(failing)}};
  return answer;
}

}  // namespace comity::law
