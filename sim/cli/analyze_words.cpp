// Numbers and points of an answer in words.
#include "cli/analyze_answer.h"

#include "text/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace comity {
namespace {

constexpr std::size_t kDaysShown = 12;
constexpr std::size_t kFactorsShown = 3;

}  // namespace

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

std::string with_interval(const analysis::Bounded& number) {
  const double width = std::fmax(number.high - number.value, number.value - number.low);
  std::string value = figures(number.value, width);
  if (std::isnan(number.low) && std::isnan(number.high)) return value;
  return fmt::format("{} [{}, {}]", value, figures(number.low, width), figures(number.high, width));
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

analysis::Finding make_finding(std::string quantity, const analysis::RunValues& values,
                               const analysis::Bounded& number, std::string method) {
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

std::string metric_title(const analysis::RunValues& values) {
  const std::string unit = values.unit == "1" ? "" : fmt::format(" [{}]", values.unit);
  const std::string day = values.time.empty() ? "" : fmt::format(", {}", values.time);
  return fmt::format("{}{}{}: {}", values.metric, unit, day, values.meaning);
}

std::vector<analysis::RunValues> read_metrics(const Asked& asked) {
  std::vector<analysis::RunValues> all;
  for (const std::string& metric : asked.metrics) {
    if (!asked.over_time) {
      all.push_back(read_values(asked.runs, metric, asked.at));
      continue;
    }
    for (analysis::RunValues& day : read_days(asked.runs, metric)) all.push_back(std::move(day));
  }
  return all;
}

std::vector<analysis::RunValues> read_days(const analysis::Record& runs, const std::string& metric) {
  const analysis::RunValues series = read_over_time(runs, metric);
  std::vector<analysis::RunValues> days;
  for (std::size_t time = 0; time < runs.times.size(); ++time)
    days.push_back(analysis::slice_of(runs, series, time));
  return days;
}

std::vector<std::string> failure_notes(const analysis::Record& runs) {
  if (runs.failed_runs == 0) return {};
  return {
      fmt::format("{} of {} runs failed: left out and never filled in. Their messages are in /runs/failures.",
                  with_separators(static_cast<std::int64_t>(runs.failed_runs)),
                  with_separators(static_cast<std::int64_t>(runs.failed.size())))};
}

}  // namespace comity
