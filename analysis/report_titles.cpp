#include "analysis/report_titles.h"

#include "analysis/report_chart.h"
#include "day.h"
#include "missing.h"
#include "text/phrases.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

namespace comity::analysis {
namespace {

constexpr double kMajority = 0.5;
constexpr double kRare = 0.05;  // of runs; history's day is ordinary between this share and the rest

// Names of the rows whose value reads the same as the largest one; none of an empty list.
std::vector<std::string> names_of_largest(std::span<const Named> rows, std::string (*shown)(double)) {
  std::vector<std::string> names;
  double largest = 0.0;
  for (const Named& row : rows) {
    if (std::isnan(row.value)) continue;
    if (names.empty() || (row.value > largest && shown(row.value) != shown(largest))) {
      names = {row.name};
      largest = row.value;
    } else if (shown(row.value) == shown(largest)) {
      names.push_back(row.name);
      largest = std::max(largest, row.value);
    }
  }
  return names;
}

double largest_of(std::span<const Named> rows) {
  double largest = kMissing;
  for (const Named& row : rows) largest = std::fmax(largest, row.value);
  return largest;
}

std::string hundredths(double value) { return fmt::format("{:.2f}", value); }
std::string tenths(double value) { return fmt::format("{:.1f}", value); }

std::string some_of(std::vector<std::string> names, std::string_view more) {
  constexpr std::size_t kMost = 3;
  if (names.size() <= kMost) return listed(names);
  const std::size_t others = names.size() - kMost + 1;
  names.resize(kMost - 1);
  names.push_back(fmt::format("{} {}", others, more));
  return listed(names);
}

// "China, the United States and Ireland together keep 65 %" of all data, the first three; of one state "China keeps all".
std::string first_together(std::span<const Named> shares) {
  constexpr std::size_t kFirst = 3;
  std::vector<Named> order(shares.begin(), shares.end());
  std::ranges::stable_sort(order, std::ranges::greater(), &Named::value);
  const std::size_t shown = std::min(kFirst, order.size());
  double together = 0.0;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < shown; ++i) {
    together += order[i].value;
    names.push_back(with_article(order[i].name));
  }
  return fmt::format("{} {} {}", listed(names), shown == 1 ? "keeps" : "together keep",
                     percent_text(std::min(1.0, together)));
}

// "Most tries, 79 %, bring the data".
std::string with_data_text(const char* what, double share, const char* end) {
  if (share > kMajority && share < 1.0) return fmt::format("Most {}, {}, {}", what, percent_text(share), end);
  return fmt::format("{} of {} {}", percent_text(share), what, end);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace

std::string when_text(double day) {
  const std::chrono::sys_days date{std::chrono::days{static_cast<int>(std::floor(day))}};
  const std::chrono::year_month_day parts{date};
  const auto month = static_cast<unsigned>(parts.month());
  const auto in_month = static_cast<unsigned>(parts.day());
  constexpr unsigned kNear = 15;
  if (month == 12 && in_month >= kNear) return fmt::format("the end of {}", static_cast<int>(parts.year()));
  if (month == 1 && in_month <= kNear)
    return fmt::format("the end of {}", static_cast<int>(parts.year()) - 1);
  return to_string(static_cast<Day>(std::floor(day)));
}

std::string amount_text(double value, std::string_view unit) {
  if (std::isnan(value)) return "–";
  if (unit == "share") return percent_text(value);
  if (std::abs(value) >= 1000.0) {
    std::string digits = fmt::format("{:.0f}", std::abs(value));
    for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
      digits.insert(static_cast<std::size_t>(at), "\u00a0");
    return (value < 0.0 ? "−" : "") + digits + (unit == "days" ? " days" : "");
  }
  return fmt::format("{:.3g}{}", value, unit == "days" ? " days" : "");
}

std::string probability_text(double probability) {
  return probability < 0.001 && probability > 0.0 ? fmt::format("{:.1g}\u00a0%", 100.0 * probability)
                                                  : percent_text(probability);
}

std::string gap_text(double value, std::string_view unit) {
  const std::string_view sign = value < 0.0 ? "−" : "+";
  if (unit == "share") {
    const double points = std::abs(100.0 * value);
    return fmt::format(
        "{}{} percentage points", sign,
        points == 0.0 || points >= 0.95 ? fmt::format("{:.1f}", points) : fmt::format("{:.2g}", points));
  }
  return fmt::format("{}{}", sign, amount_text(std::abs(value), unit));
}

std::string gap_range_text(double low, double high, std::string_view unit) {
  std::string from = gap_text(low, unit);
  for (const std::string_view end : {std::string_view(" percentage points"), std::string_view(" days")}) {
    if (from.ends_with(end)) from.resize(from.size() - end.size());
  }
  return fmt::format("{} to {}", from, gap_text(high, unit));
}

std::string adoption_title(const ReadingsAtEnd& end) {
  const double open = std::max(0.0, 1.0 - end.with - end.against);
  const std::string when = capital(fmt::format("by {}", end.when));
  if (end.with > kMajority || end.against > kMajority) {
    const bool yes = end.with > end.against;
    return fmt::format("{} most courts, {} on average, hold that {}; {} that {}; {} have not decided", when,
                       percent_text(yes ? end.with : end.against), yes ? end.accepted : end.rejected,
                       percent_text(yes ? end.against : end.with), yes ? end.rejected : end.accepted,
                       percent_text(open));
  }
  if (open > kMajority)
    return fmt::format("{} most courts, {} on average, have not decided; {} hold that {}, {} that {}", when,
                       percent_text(open), percent_text(end.with), end.accepted, percent_text(end.against),
                       end.rejected);
  return fmt::format(
      "{} no reading has most courts: on average {} hold that {}, {} that {}, {} have not decided", when,
      percent_text(end.with), end.accepted, percent_text(end.against), end.rejected, percent_text(open));
}

std::string network_title(std::span<const Named> cited, double agreeing) {
  const std::vector<std::string> leaders = names_of_largest(cited, tenths);
  const std::string agree =
      std::isnan(agreeing)
          ? ""
          : fmt::format("; {} of all citations agree with what they cite", percent_text(agreeing));
  const double most = largest_of(cited);
  if (leaders.empty() || !(most > 0.0)) return "No court is cited by another" + agree;
  return fmt::format("{} {} cited most by other courts, {:.1f} times in a run on average{}",
                     some_of(leaders, "others"), leaders.size() == 1 ? "is" : "are each", most, agree);
}

std::string precedent_title(std::span<const YearOfCitations> years) {
  struct Lead {
    int year = 0;
    std::vector<std::string> names;
    double times = 0.0;
    double agreeing = 0.0;
  };
  std::vector<Lead> leads;
  for (const YearOfCitations& one : years) {
    if (largest_of(one.cited) >= kCitedAtAll)
      leads.push_back({one.year, names_of_largest(one.cited, tenths), largest_of(one.cited), one.agreeing});
  }
  if (leads.empty()) return "In no year is a circuit cited by other courts as often as once in five runs";
  const Lead& first = leads.front();
  const Lead& last = leads.back();
  const auto lead = [](const Lead& one) {
    return fmt::format("{} {} cited most in {}, {:.1f} times in a run", some_of(one.names, "others"),
                       one.names.size() == 1 ? "is" : "are each", one.year, one.times);
  };
  if (leads.size() == 1) return lead(first);
  const bool steady = std::ranges::all_of(leads, [&](const Lead& one) { return one.names == first.names; });
  const std::string who =
      steady ? fmt::format("{} {} cited most in every year from {} to {}", some_of(first.names, "others"),
                           first.names.size() == 1 ? "is" : "are each", first.year, last.year)
      : first.names == last.names
          ? fmt::format("{}, as in {}, but not in every year between", lead(last), first.year)
          : fmt::format("{}; in {} it {} {}", lead(last), first.year,
                        first.names.size() == 1 ? "was" : "were", some_of(first.names, "others"));
  const std::string from = percent_text(first.agreeing);
  const std::string to = percent_text(last.agreeing);
  if (from == to)
    return fmt::format("{}; {} of citations agree with what they cite in {} as in {}", who, to, last.year,
                       first.year);
  return fmt::format("{}; the share of citations that agree with what they cite {} from {} to {}", who,
                     last.agreeing > first.agreeing ? "rises" : "falls", from, to);
}

std::string dispute_title(std::span<const StepFinding> path, double chance, double to_court) {
  if (path.empty())
    return to_court > 0.0
               ? fmt::format("The dispute comes before a court in {} of runs", percent_text(to_court))
               : "The dispute comes before a court in no run";
  const StepFinding& last = path.back();
  std::string text = fmt::format("{} of {} runs take{} history's whole way (probability {})",
                                 last.came == 0 ? "None" : fmt::format("{}", last.came), path.front().of,
                                 last.came <= 1 ? "s" : "", probability_text(chance));
  const auto share = [](const StepFinding& step) {
    return step.of == 0 ? 2.0 : static_cast<double>(step.came) / static_cast<double>(step.of);
  };
  const StepFinding& least = *std::ranges::min_element(path, {}, share);
  if (least.of > 0 && least.came < least.of)
    text += fmt::format("; fewest go on at “{}”: {} of {}", least.name, least.came, least.of);
  return text;
}

std::string story_title(const StoryTold& story, std::size_t steps_of_history) {
  const std::string day = to_string(static_cast<Day>(story.day));
  const std::string end = story.end.empty() ? fmt::format("has not ended; its last step is on {}", day)
                                            : fmt::format("ends {} on {}", story.end, day);
  if (steps_of_history == 0) return fmt::format("In {} the dispute {}", story.run, end);
  if (story.steps == steps_of_history)
    return fmt::format("In {} the dispute takes history's whole way; it {}", story.run, end);
  if (story.steps == 0)
    return fmt::format("In {} the dispute leaves history's way at its first step; it {}", story.run, end);
  return fmt::format("In {} the dispute takes the first {} of history's {} steps; it {}", story.run,
                     story.steps, steps_of_history, end);
}

std::string history_title(std::span<const EventOfHistory> events, std::size_t set_by_scenario) {
  const auto count = [&](auto matches) {
    return static_cast<std::size_t>(std::ranges::count_if(events, matches));
  };
  const std::size_t usual = count([](const EventOfHistory& one) { return one.as_in_history > kMajority; });
  const std::size_t rare = count([](const EventOfHistory& one) { return one.as_in_history < kRare; });
  const std::size_t timed =
      count([](const EventOfHistory& one) { return one.earlier >= kRare && one.earlier <= 1.0 - kRare; });
  if (events.empty()) return "The scenario itself sets every event of history it names";
  std::string text = fmt::format("Of {} that the scenario does not set, {} come{} as in history in most runs",
                                 counted(events.size(), "event", "events"),
                                 usual == 0 ? "none" : fmt::format("{}", usual), usual <= 1 ? "s" : "");
  text += rare == 0 ? ", none in fewer than one in twenty"
                    : fmt::format(", {} in fewer than one in twenty", rare);
  text += fmt::format("; the days of {} lie among those of the runs",
                      timed == 0 ? "none" : fmt::format("{}", timed));
  if (set_by_scenario > 0) text += fmt::format(" ({} not counted: the scenario sets them)", set_by_scenario);
  return text;
}

std::string map_title(std::span<const Moved> states, const std::string& since, const std::string& until) {
  std::vector<Named> last;
  for (const Moved& state : states) last.push_back({state.name, state.to});
  const std::vector<std::string> first = names_of_largest(last, percent_text);
  if (first.empty()) return "No run tells where data are kept";
  const double share = largest_of(last);
  const std::string holds =
      first.size() > 1
          ? fmt::format("{} hold the largest shares, {} each", some_of(first, "others"), percent_text(share))
      : share > kMajority
          ? fmt::format("most data, {} on average, are in {}", percent_text(share), with_article(first[0]))
          : fmt::format("{} holds the largest share of data, {} on average", with_article(first[0]),
                        percent_text(share));
  const std::string keep = states.size() > 1 ? fmt::format("{}; {}", holds, first_together(last)) : holds;
  const auto moved = std::ranges::max_element(states, {}, [](const Moved& state) {
    return std::isnan(state.to - state.from) ? -1.0 : std::abs(state.to - state.from);
  });
  const std::string from = percent_text(moved->from);
  const std::string to = percent_text(moved->to);
  if (since == until || from == to)
    return capital(fmt::format("{} {}{}", since == until ? "at" : "by", until + " ", keep)) +
           (since == until ? "" : fmt::format("; no state's share has changed since {}", since));
  return fmt::format("By {} {}; the largest change since {} is that of {}, from {} to {}", until, keep, since,
                     with_article(moved->name), from, to);
}

std::string places_title(std::span<const Named> shares, const std::string& when) {
  return fmt::format("At {} {} of all data on average", when, first_together(shares));
}

std::string routes_title(std::span<const RouteTries> routes) {
  double all = 0.0;
  double brought = 0.0;
  for (const RouteTries& route : routes) all += route.tries, brought += route.brought;
  if (!(all > 0.0)) return "No route is ever tried";
  const auto yield = [](const RouteTries& route) { return route.brought / route.tries; };
  const RouteTries& most = *std::ranges::max_element(routes, {}, &RouteTries::tries);
  std::string text = fmt::format("{}; {} of all tries are by {}, which brings the data in {} of them",
                                 with_data_text("tries", std::min(1.0, brought / all), "bring the data"),
                                 percent_text(most.tries / all), most.name, percent_text(yield(most)));
  const RouteTries* least = nullptr;
  const RouteTries* best = nullptr;
  for (const RouteTries& route : routes) {
    if (!(route.tries > 0.0)) continue;
    if (least == nullptr || yield(route) < yield(*least)) least = &route;
    if (best == nullptr || yield(route) > yield(*best)) best = &route;
  }
  if (percent_text(yield(*best)) == percent_text(yield(*least))) return text;
  if (best != &most)
    text += fmt::format("; by {}, the surest, in {}", best->name, percent_text(yield(*best)));
  if (least != &most)
    text += fmt::format("; by {}, the least sure, in {}", least->name, percent_text(yield(*least)));
  return text;
}

std::string flows_title(double ended, double with_data) {
  constexpr const char* kWhat = "demands that cross a border";
  if (!(ended > 0.0)) return fmt::format("There are no {}", kWhat);
  return with_data_text(kWhat, with_data / ended, "end with data");
}

std::string consent_title(std::span<const ConsentMedians> years) {
  const auto known = [](const ConsentMedians& one) {
    return !std::isnan(one.with) && !std::isnan(one.without);
  };
  std::vector<ConsentMedians> told;
  std::ranges::copy_if(years, std::back_inserter(told), known);
  if (told.empty()) return "No demand crosses a border";
  const ConsentMedians& last = told.back();
  std::string text = fmt::format(
      "In {} the median run has {} of cross-border demands met with the consent of the state where the data "
      "are and {} "
      "without",
      last.year, percent_text(last.with), percent_text(last.without));
  const auto more = [](const ConsentMedians& one) { return one.with > one.without; };
  const auto as_last = static_cast<std::size_t>(std::ranges::count(told, more(last), more));
  if (told.size() < 2 || percent_text(last.with) == percent_text(last.without)) return text;
  text += fmt::format("; {} in {} of {} years",
                      more(last) ? "consent is the more frequent" : "going without is the more frequent",
                      as_last == told.size() ? "each" : fmt::format("{}", as_last), told.size());
  return text;
}

std::string stance_title(std::span<const Moved> received, const std::string& since,
                         const std::string& until) {
  std::vector<Named> cool;
  double from = 0.0;
  double to = 0.0;
  std::size_t known = 0;
  for (const Moved& state : received) {
    if (std::isnan(state.from) || std::isnan(state.to)) continue;
    from += state.from;
    to += state.to;
    ++known;
    cool.push_back({state.name, 1.0 - state.to});
  }
  if (known == 0) return "No run tells how states stand towards each other";
  from /= static_cast<double>(known);
  to /= static_cast<double>(known);
  const std::vector<std::string> least = names_of_largest(cool, hundredths);
  const double lowest = 1.0 - largest_of(cool);
  std::string text;
  if (since == until)
    text = fmt::format("At {} the mean stance of states towards each other is {:.2f}", until, to);
  else if (hundredths(from) == hundredths(to))
    text = fmt::format("The mean stance of states towards each other is {:.2f} at {} as at {}", to, until,
                       since);
  else
    text = fmt::format("The mean stance of states towards each other {} from {:.2f} at {} to {:.2f} at {}",
                       to > from ? "rises" : "falls", from, since, to, until);
  if (least.size() == cool.size()) return text + "; towards none is it cooler than towards the others";
  return text + fmt::format(
                    "; it is coolest towards {} ({:.2f} in the median run)",
                    [&] {
                      std::vector<std::string> names;
                      for (const std::string& name : least) names.push_back(with_article(name));
                      return some_of(names, "others");
                    }(),
                    lowest);
}

std::string statutes_title(const std::string& when, double mandates, double blocking, double agreements) {
  if (std::max({mandates, blocking, agreements}) < 0.05)
    return fmt::format(
        "By {} hardly a run has a localisation mandate, a blocking statute or an executive agreement", when);
  return fmt::format(
      "By {} there are on average {:.1f} states with a localisation mandate, {:.1f} with a blocking statute "
      "and {:.1f} "
      "pairs with an executive agreement",
      when, mandates, blocking, agreements);
}

namespace {

// "; most changed is what China forbids of what others compel, from 13 % to 71 %"; nothing where no share reads otherwise.
std::string most_changed(std::span<const Moved> forbidden) {
  std::vector<Named> changes;
  for (const Moved& state : forbidden) {
    if (percent_text(state.from) != percent_text(state.to))
      changes.push_back({state.name, std::abs(state.to - state.from)});
  }
  const std::vector<std::string> most = names_of_largest(changes, percent_text);
  if (most.size() != 1) return "";
  const Moved& state = *std::ranges::find(forbidden, most.front(), &Moved::name);
  return fmt::format("; most changed is what {} forbids of what the others compel, from {} to {} on average",
                     with_article(state.name), percent_text(state.from), percent_text(state.to));
}

}  // namespace

std::string conflicts_title(std::span<const ConflictDay> days, std::span<const ConflictDay> others,
                            std::span<const Moved> forbidden) {
  const ConflictDay& first = days.front();
  const ConflictDay& last = days.back();
  const auto words = [](const ConflictDay& day) {
    return fmt::format("{} surely and {} arguably", day.certain, day.arguable);
  };
  std::string text;
  if (days.size() == 1 || (first.certain == last.certain && first.arguable == last.arguable))
    text = fmt::format("{} of {} ordered pairs of states are in conflict{}", words(first), first.pairs,
                       days.size() == 1 ? fmt::format(" on {}", first.day)
                                        : fmt::format(" on {} and again on {}", first.day, last.day));
  else
    text = fmt::format("Of {} ordered pairs of states {} are in conflict on {}, {} on {}", first.pairs,
                       words(first), first.day, words(last), last.day);
  text += most_changed(forbidden);
  if (others.empty()) return text;
  const ConflictDay& most = *std::ranges::max_element(others, {}, &ConflictDay::changed);
  const std::string under = others.size() == 1 ? fmt::format("under {}", most.arms)
                                               : fmt::format("arms differ most under {}, where", most.arms);
  return text + fmt::format("; {} {} not as under the first arm on {} ({})", under,
                            counted(most.changed, "pair is", "pairs are"), most.day, words(most));
}

std::string caught_title(std::span<const Named> shares) {
  const std::vector<std::string> first = names_of_largest(shares, percent_text);
  const double most = largest_of(shares);
  if (first.empty() || !(most > 0.0))
    return "In the median run no state's demands put providers between two laws";
  std::vector<std::string> names;
  for (const std::string& name : first) names.push_back(with_article(name));
  return fmt::format(
      "The demands of {} put providers between two laws most often: {} of {} in the median run",
      some_of(names, "others"), percent_text(most), first.size() == 1 ? "them" : "each state's");
}

std::string distribution_title(const Headline& headline, double low, double high, const Varied& varied) {
  const std::string from = amount_text(low, headline.unit);
  const std::string to = amount_text(high, headline.unit);
  std::string why = varied.worlds || varied.points > 1 ? "chance" : "chance alone, at one set of assumptions";
  if (varied.worlds) why += " and by what is not known";
  if (varied.points > 1) why += " and by what the points set";
  if (from == to)
    return fmt::format("{}: nine runs in ten have {}", capital(std::string(headline.words)), from);
  return fmt::format("{}: nine runs in ten have {} to {}; they differ by {}",
                     capital(std::string(headline.words)), from, to, why);
}

namespace {

// Beside the half-width of its interval; a difference that is the same in every pair is clearer than any other.
double clearness(const ArmDifference& found) {
  if (!is_seen(found)) return 0.0;
  if (found.same) return 1e300;
  return std::abs(found.difference.value) /
         std::max(0.5 * (found.difference.high - found.difference.low), 1e-300);
}

double size_of(const ArmDifference& found) {
  return is_seen(found) && !std::isnan(found.size.value) ? std::abs(found.size.value) : 0.0;
}

std::string difference_words(const ArmFinding& one) {
  const Bounded& gap = one.found.difference;
  const std::string bounds = one.found.same
                                 ? "in every run"
                                 : fmt::format("[{}]", gap_range_text(gap.low, gap.high, one.headline->unit));
  return fmt::format("{}: {} {}", one.headline->words, gap_text(gap.value, one.headline->unit), bounds);
}

}  // namespace

std::size_t clearest_of(std::span<const ArmFinding> findings) {
  std::size_t best = findings.size();
  double most = 0.0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const double clear = clearness(findings[i].found);
    if (clear > most) most = clear, best = i;
  }
  return best;
}

namespace {

// The position of the largest one; nothing when none is beyond chance.
std::optional<std::size_t> largest_finding(std::span<const ArmFinding> findings) {
  const auto largest =
      std::ranges::max_element(findings, {}, [](const ArmFinding& one) { return size_of(one.found); });
  if (largest == findings.end() || !(size_of(largest->found) > 0.0)) return std::nullopt;
  return static_cast<std::size_t>(largest - findings.begin());
}

}  // namespace

std::string arms_title(std::span<const ArmFinding> findings, const std::string& reference) {
  const std::size_t clearest = clearest_of(findings);
  if (clearest == findings.size()) return fmt::format("Nothing differs from {} beyond chance", reference);
  const ArmFinding& clear = findings[clearest];
  return fmt::format("Against {}, {} is what {} changes in {}: {}", reference,
                     largest_finding(findings) == clearest ? "clearest and largest" : "clearest", clear.arm,
                     clear.headline->words, gap_text(clear.found.difference.value, clear.headline->unit));
}

std::string arms_note(std::span<const ArmFinding> findings) {
  const std::size_t clearest = clearest_of(findings);
  const std::optional<std::size_t> largest = largest_finding(findings);
  if (clearest == findings.size()) return "";
  std::string text = fmt::format("Clearest, beside its interval: {}, {}", findings[clearest].arm,
                                 difference_words(findings[clearest]));
  if (largest)
    text += fmt::format(
        "; largest, {:.2g} standard deviations of the runs: {}", size_of(findings[*largest].found),
        largest == clearest
            ? "the same"
            : fmt::format("{}, {}", findings[*largest].arm, difference_words(findings[*largest])));
  return text + ".";
}

std::string arm_lines_title(const Headline& headline, std::span<const Named> arms, const std::string& when) {
  const auto [low, high] = std::ranges::minmax(arms, {}, &Named::value);
  const std::string least = amount_text(low.value, headline.unit);
  const std::string most = amount_text(high.value, headline.unit);
  const std::string what = capital(std::string(headline.words));
  if (least == most) return fmt::format("{}: at {} {} on average under every arm", what, when, most);
  return fmt::format("{}: at {} most under {} ({} on average), least under {} ({})", what, when, high.name,
                     most, low.name, least);
}

std::string tornado_title(std::span<const FactorIndex> factors, std::string_view quantity,
                          std::string_view index) {
  std::vector<const FactorIndex*> order;
  for (const FactorIndex& factor : factors) {
    if (!std::isnan(factor.index.value)) order.push_back(&factor);
  }
  const auto size = [](const FactorIndex* factor) { return std::abs(factor->index.value); };
  std::ranges::stable_sort(order, std::ranges::greater(), size);
  // The smallest and the largest size that the interval allows; NaN where there is none.
  const auto least = [](const FactorIndex* factor) {
    const Bounded& one = factor->index;
    return one.low > 0.0 ? one.low : one.high < 0.0 ? -one.high : std::isnan(one.low) ? kMissing : 0.0;
  };
  const auto most = [](const FactorIndex* factor) {
    return std::isnan(factor->index.low)
               ? kMissing
               : std::max(std::abs(factor->index.low), std::abs(factor->index.high));
  };
  if (order.empty()) return fmt::format("Nothing is known of what decides about {}", quantity);
  std::erase_if(
      order, [&](const FactorIndex* factor) { return least(factor) == 0.0 || factor->index.value == 0.0; });
  if (order.empty()) return fmt::format("No factor is shown to matter to {}", quantity);
  const FactorIndex* first = order.front();
  std::vector<std::string> alike;
  for (const FactorIndex* factor : order) {
    if (factor == first || !(most(factor) < least(first))) alike.push_back(factor->name);
  }
  const std::string value = fmt::format("{} {:.2g}", index, first->index.value);
  if (alike.size() > 1)
    return fmt::format("{} matter to {}, and which of them most is not told apart; {} has the largest {}",
                       some_of(alike, "others"), quantity, first->name, value);
  std::string text = fmt::format("{} matters most to {} ({})", first->name, quantity, value);
  if (order.size() > 1) text += fmt::format("; next is {} ({:.2g})", order[1]->name, order[1]->index.value);
  return text;
}

std::string response_title(const Headline& headline, const std::string& factor, std::span<const Named> bins,
                           bool category) {
  std::vector<Named> known(bins.begin(), bins.end());
  std::erase_if(known, [](const Named& bin) { return std::isnan(bin.value); });
  const std::string what = capital(std::string(headline.words));
  if (known.size() < 2) return fmt::format("{} is known at one value of {} only", what, factor);
  const auto [low, high] = std::ranges::minmax_element(known, {}, &Named::value);
  const auto text = [&](double value) { return amount_text(value, headline.unit); };
  if (text(low->value) == text(high->value))
    return fmt::format("{} hardly moves with {}: {} on average wherever it lies", what, factor,
                       text(low->value));
  if (category)
    return fmt::format("{}: {} on average where {} is {}, {} where it is {}", what, text(high->value), factor,
                       high->name, text(low->value), low->name);
  const bool ends =
      (low == known.begin() && high == known.end() - 1) || (high == known.begin() && low == known.end() - 1);
  if (ends)
    return fmt::format("{} {} from {} on average in the lowest tenth of {} to {} in the highest", what,
                       known.back().value > known.front().value ? "rises" : "falls",
                       text(known.front().value), factor, text(known.back().value));
  return fmt::format(
      "{} lies between {} and {} on average over the range of {}, and does not rise or fall throughout", what,
      text(low->value), text(high->value), factor);
}

std::string box_title(const BoxFound& box) {
  if (percent_text(box.density) == percent_text(box.everywhere))
    return fmt::format("No box holds {} more often than the whole range", box.cases);
  return fmt::format("Where {}, {} of points have {}, of all points {}; the box holds {} of such points",
                     box.where, percent_text(box.density), box.cases, percent_text(box.everywhere),
                     percent_text(box.coverage));
}

std::string pair_title(std::span<const DaysApart> quantities, const std::string& first,
                       const std::string& second) {
  const auto told = std::ranges::find_if(quantities, [](const DaysApart& one) { return !one.from.empty(); });
  if (told == quantities.end())
    return fmt::format("On the last day {} does not differ from {} beyond chance", second, first);
  return fmt::format("{} differs from {} beyond chance from {} to the last day ({} then): {}", second, first,
                     told->from, gap_text(told->last, told->unit), told->quantity);
}

}  // namespace comity::analysis
