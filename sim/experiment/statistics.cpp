#include "experiment/statistics.h"

#include "index.h"
#include "missing.h"
#include "results/run_record.h"

#include <algorithm>
#include <cmath>

namespace comity {
namespace {

// First and last of one place of the layout, skipping missing values.
void find_ends(RunSummary& summary, const RunResult& result, std::size_t place) {
  const std::size_t width = summary.total.size();
  for (std::size_t i = place; i < result.series.size(); i += width) {
    const double value = result.series[i];
    if (std::isnan(value)) continue;
    if (std::isnan(summary.first[place])) summary.first[place] = value;
    summary.last[place] = value;
  }
}

// The ruling by which the first focal dispute was won on appeal.
struct Appeal {
  double time = kMissing;
  int court = -1;
  int question = -1;
};

Appeal find_appeal(const Events& events) {
  Appeal appeal;
  for (const FocalRow& row : rows_of<FocalRow>(events)) {
    if (row.focal != 0 || row.milestone != Milestone::appeal) continue;
    if (row.outcome != EventOutcome::provider) return appeal;
    appeal = {row.time, row.court, -1};
    break;
  }
  if (appeal.court < 0) return appeal;
  for (const RulingRow& row : rows_of<RulingRow>(events)) {
    if (row.time != appeal.time || row.court != appeal.court) continue;
    appeal.question = row.question;
    break;
  }
  return appeal;
}

ElsewhereRuling find_elsewhere(const Courts& courts, const Events& events) {
  const Appeal appeal = find_appeal(events);
  ElsewhereRuling found;
  if (appeal.question < 0 || courts.count() == 0) return found;
  const std::size_t home = index(appeal.court);
  for (const RulingRow& row : rows_of<RulingRow>(events)) {
    if (row.question != appeal.question || row.time <= appeal.time) continue;
    const std::size_t court = index(row.court);
    const bool elsewhere = courts.level[court] == Level::first_instance &&
                           courts.state[court] == courts.state[home] &&
                           courts.superior[court] != static_cast<int>(home);
    if (elsewhere && !(found.time <= row.time)) found = {row.time, row.outcome.as<EventOutcome>()};
  }
  return found;
}

RunSummary summarise_run(const Sample& sample, const RunResult& result) {
  const MetricLayout& layout = sample.layout;
  const std::vector<double> none(layout.size(), kMissing);
  RunSummary summary{none, none, totals_of(layout, result.series), {}, {}, {}};
  for (std::size_t place = 0; place < layout.size(); ++place) find_ends(summary, result, place);
  summary.focal = rows_of<FocalRow>(result.events);
  summary.reforms = rows_of<ReformRow>(result.events);
  summary.elsewhere = find_elsewhere(sample.courts, result.events);
  return summary;
}

}  // namespace

std::uint64_t hash_with_run(std::uint64_t hash, std::uint64_t run) {
  for (int shift = 0; shift < 64; shift += 8) hash = (hash ^ ((run >> shift) & 0xffU)) * 0x100000001b3ULL;
  return hash;
}

Sample make_sample(const MetricLayout& layout, const Courts& courts) {
  constexpr std::size_t kBytes = 64U << 20U;
  Sample sample;
  sample.layout = layout;
  sample.courts = courts;
  sample.most = std::clamp<std::size_t>(kBytes / (3 * sizeof(double) * layout.size()), 200, 10'000);
  return sample;
}

void collect(Sample& sample, const Outcome& outcome) {
  ++sample.replicates;
  if (!outcome.failure.empty()) {
    if (sample.failed++ == 0)
      sample.first_failure = "replicate " + std::to_string(outcome.replicate) + ": " + outcome.failure;
    sample.hash = hash_with_run(sample.hash, 0);
    return;
  }
  sample.hash = hash_with_run(sample.hash, hash_of(outcome.result));
  sample.demands += outcome.result.demands;
  if (sample.runs.size() < sample.most) sample.runs.push_back(summarise_run(sample, outcome.result));
}

double quantile(std::span<const double> sorted, double probability) {
  if (sorted.empty()) return kMissing;
  const double place = probability * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

Interval interval_of(std::vector<double> values) {
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::ranges::sort(values);
  return {quantile(values, 0.05), quantile(values, 0.5), quantile(values, 0.95)};
}

}  // namespace comity
