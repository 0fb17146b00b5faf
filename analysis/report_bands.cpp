#include "analysis/report_bands.h"

#include "analysis/worlds.h"
#include "missing.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <utility>

namespace comity::analysis {

std::vector<double> values_of_runs(const Record& record, const RunValues& values, const PointSet& set) {
  std::vector<double> own;
  for (const std::size_t point : set.points) {
    for (std::size_t run = point * record.replicates; run < (point + 1) * record.replicates; ++run)
      if (!record.failed[run]) own.push_back(values.values[run]);
  }
  return own;
}

std::vector<std::size_t> worlds_of_runs(const ReportSource& source, const PointSet& set) {
  std::vector<std::size_t> world;
  if (set.points.size() != 1) return world;
  for (std::size_t replicate = 0; replicate < source.worlds.size(); ++replicate) {
    if (!source.record.failed[set.points.front() * source.record.replicates + replicate])
      world.push_back(source.worlds[replicate]);
  }
  return world;
}

RunBand run_band(const ReportSource& source, const PointSet& set, std::vector<double> values) {
  const std::vector<std::size_t> world = worlds_of_runs(source, set);
  Interval chance{kMissing, kMissing, kMissing};
  if (!world.empty()) chance = world_bands(values, std::span(world).first(values.size())).chance;
  RunBand band = run_band(std::move(values));
  band.chance_low = chance.low;
  band.chance_high = chance.high;
  return band;
}

ChartBands::ChartBands(const ReportSource& source, std::size_t replicates)
    : worlds_(count_worlds(source.worlds)) {
  if (worlds_ == 0) return;
  const bool alone =
      std::ranges::all_of(source.sets, [](const PointSet& set) { return set.points.size() == 1; });
  const auto used = std::span(source.worlds).first(replicates);
  const bool again = std::set(used.begin(), used.end()).size() < used.size();
  two_ = alone && again;
  if (two_) return;
  why_ = !alone ? "Bands hold chance, ignorance of the parameters and what the points of the design set."
                : fmt::format(
                      "Bands hold chance and ignorance of the parameters together: no plausible world ran "
                      "twice in these {} runs, so that what chance alone gives is not told.",
                      replicates);
}

nlohmann::json ChartBands::row(nlohmann::json cells, double low, double high) const {
  if (two_) {
    cells.push_back(cell(low));
    cells.push_back(cell(high));
  }
  return cells;
}

nlohmann::json ChartBands::row(nlohmann::json cells, const RunBand& band) const {
  return row(std::move(cells), band.chance_low, band.chance_high);
}

void ChartBands::add_columns(ChartTable& table, const std::string& unit) const {
  if (!two_) return;
  table.columns.push_back(
      {"chance5", unit, "5 % quantile by chance alone, in the plausible world in the middle"});
  table.columns.push_back({"chance95", unit, "95 % quantile by chance alone"});
}

void ChartBands::tell(Chart& chart, Look look) const {
  if (worlds_ == 0) return;
  std::string words = why_;
  if (two_) {
    using Words = std::pair<const char*, const char*>;
    const auto [inner, outer] = look == Look::areas   ? Words("Strong band with edges", "faint band")
                                : look == Look::lines ? Words("Thin strong line", "broad faint line")
                                                      : Words("Ticks", "thin line");
    words = fmt::format(
        "{}: 90 % by chance alone, in the plausible world in the middle; {}: by chance and by ignorance of "
        "the "
        "parameters, over {} worlds.",
        inner, outer, worlds_);
  }
  chart.question += " " + words;
  chart.options["bands"] = words;
}

}  // namespace comity::analysis
