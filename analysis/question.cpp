#include "analysis/question.h"

#include "analysis/arms.h"
#include "analysis/headline.h"
#include "error.h"
#include "tables/metric_table.h"
#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace comity::analysis {
namespace {

constexpr std::size_t kDaysShown = 12;
constexpr std::size_t kFactorsShown = 3;

// `NAME[*]`, and a gauge that is per something, as all of its groups.
std::vector<std::string> groups_of_one(const Record& record, const std::string& metric) {
  for (const std::string all : {"[*]", ":*"})
    if (metric.ends_with(all)) return metric_groups(record, metric.substr(0, metric.size() - all.size()));
  const auto row = std::ranges::find(metric_rows(), metric, &MetricRow::name);
  const bool gauge = row != metric_rows().end() && row->kind == MetricKind::gauge;
  return gauge ? metric_groups(record, metric) : std::vector<std::string>{metric};
}

Cells cells_of(const std::vector<std::string>& texts) { return Cells(texts.begin(), texts.end()); }

}  // namespace

std::vector<std::string> Inquiry::words(const std::string& option) const {
  const auto found = options.find(option);
  return found == options.end() ? std::vector<std::string>() : found->second;
}

std::string Inquiry::word(const std::string& option) const {
  const auto found = options.find(option);
  return found == options.end() || found->second.empty() ? std::string() : found->second.front();
}

std::vector<std::string> default_metrics(const Record& record, std::size_t most) {
  std::vector<std::string> metrics;
  for (const Headline& headline : headlines()) {
    const std::string formula(headline.formula);
    if (metrics.size() < most && has_metrics(record, formula)) metrics.push_back(formula);
  }
  return metrics;
}

std::vector<std::string> taken_apart(const Record& record, const std::vector<std::string>& named) {
  std::vector<std::string> metrics;
  for (const std::string& metric : named) {
    for (std::string& one : groups_of_one(record, metric)) metrics.push_back(std::move(one));
  }
  return metrics;
}

Answer make_answer(const Inquiry& asked, Found found) {
  if (asked.at && asked.runs.has_series()) {
    const auto recorded = static_cast<Day>(asked.runs.times[find_time(asked.runs, *asked.at)]);
    if (recorded != *asked.at)
      found.notes.push_back(
          fmt::format("{} is no recorded day: the numbers are of {}, the last one recorded by then.",
                      to_string(*asked.at), to_string(recorded)));
  }
  for (std::string& note : failure_notes(asked.runs)) found.notes.push_back(std::move(note));
  Answer answer;
  answer.rows = findings_table(found.findings);
  answer.document = Fields{{"question", asked.command},
                           {"answer", cells_of(found.sentences)},
                           {"notes", cells_of(found.notes)},
                           {"findings", rows_as_fields(answer.rows)}};
  answer.sentences = std::move(found.sentences);
  answer.tables = std::move(found.tables);
  answer.notes = std::move(found.notes);
  return answer;
}

std::vector<std::string> failure_notes(const Record& runs) {
  if (runs.failed_runs == 0) return {};
  return {fmt::format("{} of {} runs failed: left out and never filled in. {} in /runs/failures.",
                      with_separators(static_cast<std::int64_t>(runs.failed_runs)),
                      with_separators(static_cast<std::int64_t>(runs.failed.size())),
                      runs.failed_runs == 1 ? "Its message is" : "Their messages are")};
}

void add_once(std::vector<std::string>& notes, std::string note) {
  if (std::ranges::find(notes, note) == notes.end()) notes.push_back(std::move(note));
}

void ask_each(const Inquiry& asked, Found& found, const AskOne& ask) {
  std::vector<std::string> reasons;
  bool answered = false;
  for (const std::string& metric : asked.metrics) {
    const auto days = asked.over_time ? read_days(asked.runs, metric)
                                      : std::vector<RunValues>{read_values(asked.runs, metric, asked.at)};
    for (const std::string& arm : arms_to_show(asked)) {
      for (const RunValues& values : days) {
        try {
          ask(values, arm);
          answered = true;
        } catch (const Error& error) {
          add_once(reasons, fmt::format("{}{} is not answered: {}", metric, under_arm(arm), error.what()));
        }
      }
    }
  }
  if (!answered && !reasons.empty()) throw Error(fmt::format("{}", fmt::join(reasons, "\n")));
  found.notes.insert(found.notes.begin(), reasons.begin(), reasons.end());
}

void keep_days_to_show(std::vector<Table>& tables) {
  for (Table& table : tables) {
    std::vector<Cells> kept;
    for (const std::size_t day : days_to_show(table.rows.size())) kept.push_back(std::move(table.rows[day]));
    table.rows = std::move(kept);
  }
}

Table& table_titled(Found& found, const std::string& title) {
  const auto known = std::ranges::find(found.tables, title, &Table::title);
  return known != found.tables.end() ? *known : found.tables.emplace_back(Table{title, {}, {}});
}

std::string figures(double value, double uncertainty) {
  if (std::isnan(value)) return "–";
  if (!(uncertainty > 0.0) || !std::isfinite(uncertainty)) {
    if (std::abs(value) >= 999.5) return in_figures(value);
    return value == std::floor(value) ? fmt::format("{}", value) : fmt::format("{:#.3g}", value);
  }
  const int decimals = std::min(1 - static_cast<int>(std::floor(std::log10(uncertainty))), 6);
  if (decimals <= 0 && std::abs(value) < 1e15) {
    const double unit = std::pow(10.0, -decimals);
    const auto rounded = std::llround(std::round(value / unit) * unit);
    return (rounded < 0 ? "-" : "") + with_separators(std::abs(rounded));
  }
  if (decimals <= 0) return fmt::format("{:.3g}", value);
  const std::string text = fmt::format("{:.{}f}", value, decimals);
  return text.find_first_not_of("-0.") == std::string::npos && text[0] == '-' ? text.substr(1) : text;
}

std::string with_interval(const Bounded& number) {
  const double width = std::fmax(number.high - number.value, number.value - number.low);
  std::string value = figures(number.value, width);
  if (std::isnan(number.low) && std::isnan(number.high)) return value;
  return fmt::format("{} [{}, {}]", value, figures(number.low, width), figures(number.high, width));
}

std::string change_words(double difference, double reference) {
  if (reference == 0.0 || std::isnan(reference)) return "–";
  const double change = difference / std::abs(reference);
  if (std::abs(change) < 0.0005) return change == 0.0 ? "0 %" : "under 0.1 %";
  if (std::abs(change) < 1.0 || reference < 0.0 || change < 0.0)
    return fmt::format("{:+.1f} %", 100.0 * change);
  return in_figures(1.0 + change) + " times as much";
}

std::vector<std::string> point_heads(const Design& design) {
  std::vector<std::string> heads;
  if (!design.arms.empty()) heads.emplace_back("arm");
  if (design.factors.size() > kFactorsShown) heads.emplace_back("point");
  for (std::size_t i = 0; design.factors.size() <= kFactorsShown && i < design.factors.size(); ++i)
    heads.push_back(design.factors[i].name);
  return heads;
}

std::vector<std::string> point_cells(const Design& design, std::size_t point) {
  std::vector<std::string> cells;
  if (!design.arms.empty()) cells.push_back(design.points[point].arm);
  if (design.factors.size() > kFactorsShown) cells.push_back(fmt::format("{}", point));
  for (std::size_t i = 0; design.factors.size() <= kFactorsShown && i < design.factors.size(); ++i) {
    const Factor& factor = design.factors[i];
    const double value = design.points[point].values[i];
    const bool number = factor.kind == FactorKind::real || factor.kind == FactorKind::integer;
    cells.push_back(number ? fmt::format("{:.4g}", value) : value_text(factor, value));
  }
  return cells;
}

std::vector<std::size_t> days_to_show(std::size_t days) {
  std::vector<std::size_t> shown;
  const std::size_t step = std::max<std::size_t>(1, (days + kDaysShown - 1) / kDaysShown);
  for (std::size_t back = 0; back < days; back += step) shown.push_back(days - 1 - back);
  std::ranges::reverse(shown);
  return shown;
}

Finding make_finding(std::string quantity, const RunValues& values, const Bounded& number,
                     std::string method) {
  const bool bounded = std::isfinite(number.low) || std::isfinite(number.high);
  return {std::move(quantity),
          values.metric,
          values.time,
          {},
          {},
          number.value,
          number.low,
          number.high,
          bounded ? std::move(method) : "",
          0};
}

std::string metric_title(const RunValues& values) {
  const std::string unit = values.unit == "1" ? "" : fmt::format(" [{}]", values.unit);
  const std::string day = values.time.empty() ? "" : fmt::format(", {}", values.time);
  return fmt::format("{}{}{}: {}", values.metric, unit, day, values.meaning);
}

std::vector<RunValues> read_days(const Record& runs, const std::string& metric) {
  const RunValues series = read_over_time(runs, metric);
  std::vector<RunValues> days;
  for (std::size_t time = 0; time < runs.times.size(); ++time) days.push_back(slice_of(runs, series, time));
  return days;
}

std::vector<std::string> arms_to_show(const Inquiry& asked) {
  if (asked.runs.design.arms.empty() || !asked.arm.empty()) return {asked.arm};
  return find_arms(asked.runs).names;
}

std::string under_arm(const std::string& arm) {
  return arm.empty() ? "" : fmt::format(" under the arm {}", arm);
}

Finding factor_finding(const std::string& quantity, const RunValues& values, const std::string& factor,
                       const Bounded& number) {
  Finding finding = make_finding(quantity, values, number, "");
  finding.factor = factor;
  return finding;
}

std::vector<std::size_t> by_size(const std::vector<Bounded>& numbers) {
  std::vector<std::size_t> order(numbers.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto size = [&](std::size_t i) { return std::isnan(numbers[i].value) ? -1e300 : numbers[i].value; };
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
  return order;
}

std::string bar(double value, double largest) {
  constexpr double kLength = 20.0;
  if (!(value > 0.0) || !(largest > 0.0)) return "";
  std::string blocks;
  for (auto left = std::lround(kLength * value / largest); left > 0; --left) blocks += "▪";
  return blocks;
}

}  // namespace comity::analysis
