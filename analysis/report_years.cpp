#include "analysis/report_years.h"

#include "day.h"

#include <algorithm>
#include <cmath>

namespace comity::analysis {

double Yearly::all(std::size_t run, std::size_t year) const {
  double sum = 0.0;
  for (std::size_t group = 0; group < groups; ++group) sum += at(run, year, group);
  return sum;
}

std::vector<double> Yearly::over_runs(std::size_t year, std::size_t group) const {
  std::vector<double> one(runs);
  for (std::size_t run = 0; run < runs; ++run) one[run] = at(run, year, group);
  return one;
}

std::vector<std::size_t> year_ends(const ReportSource& source) {
  const std::vector<double>& times = source.record.times;
  std::vector<std::size_t> ends;
  for (std::size_t time = 0; time < times.size(); ++time) {
    if (time + 1 == times.size() || year_of(times[time]) != year_of(times[time + 1])) ends.push_back(time);
  }
  if (ends.size() > 1 && shown_year(source, ends.back()) == year_of(times[ends[ends.size() - 2]]))
    ends.erase(ends.end() - 2);
  return ends;
}

int shown_year(const ReportSource& source, std::size_t time) {
  return year_of(source.record.times[time] - (time + 1 == source.record.times.size() ? 90.0 : 0.0));
}

std::size_t settled_time(const ReportSource& source) {
  constexpr double kDaysOfYear = 365.25;
  const double left = std::max(0.0, kSettlingYears - source.config.parameters.run.warm_up_years);
  const std::vector<double>& times = source.record.times;
  const double day = source.record.start + left * kDaysOfYear;
  return static_cast<std::size_t>(
      std::ranges::min_element(times, {}, [&](double time) { return std::abs(time - day); }) - times.begin());
}

double middle_of(int year) { return day_of(year, 7, 1); }

// A record holds what came since the one before: its middle decides the year.
Yearly read_yearly(const ReportSource& source, const std::string& metric, const PointSet& set) {
  const MetricSeries series = read_series_of(source, metric, set);
  Yearly yearly;
  const int first = year_of(source.record.start);
  const int last = std::max(first, year_of(source.record.end - 90.0));
  for (int year = first; year <= last; ++year) yearly.years.push_back(year);
  yearly.runs = series.runs;
  yearly.groups = series.groups;
  yearly.values.assign(series.runs * yearly.years.size() * series.groups, 0.0);
  for (std::size_t time = 0; time < series.times; ++time) {
    const double before = time == 0 ? source.record.start : source.record.times[time - 1];
    const int year = std::min(year_of(0.5 * (before + source.record.times[time])), last);
    const auto place = static_cast<std::size_t>(year - first);
    for (std::size_t run = 0; run < series.runs; ++run) {
      for (std::size_t group = 0; group < series.groups; ++group) {
        const double value = series.at(run, time, group);
        if (!std::isnan(value))
          yearly.values[(run * yearly.years.size() + place) * series.groups + group] += value;
      }
    }
  }
  return yearly;
}

}  // namespace comity::analysis
