#include "analysis/export_tables.h"

#include "analysis/arms.h"
#include "analysis/headline.h"
#include "analysis/world_shares.h"
#include "analysis/worlds.h"
#include "missing.h"

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace comity::analysis {
namespace {

constexpr double kWorldsLevel = 0.95;

std::span<const double> of_point(const Record& runs, const RunValues& values, std::size_t point) {
  return std::span(values.values).subspan(point * runs.replicates, runs.replicates);
}

// The point of the first arm under the same factors, for every point; the point itself where there is none.
std::vector<std::size_t> references_of(const Record& runs) {
  std::vector<std::size_t> references(runs.points);
  for (std::size_t point = 0; point < runs.points; ++point) references[point] = point;
  if (runs.design.arms.size() < 2) return references;
  for (const std::vector<std::size_t>& arms : find_arms(runs).points) {
    for (const std::size_t point : arms) references[point] = arms.front();
  }
  return references;
}

void write_split(const Headline& headline, const VarianceSplit& split, CsvWriter& csv) {
  csv.text(headline.words);
  csv.text(headline.unit);
  csv.whole(split.runs);
  csv.whole(split.vectors);
  csv.number(split.mean);
  for (const Interval& band : {split.bands.all_runs, split.bands.chance, split.bands.worlds}) {
    csv.number(band.low);
    csv.number(band.high);
  }
  csv.number(split.chance);
  csv.number(split.ignorance);
  csv.number(split.share.value);
  csv.number(split.share.low);
  csv.number(split.share.high);
}

void write_rows(const Record& runs, CsvWriter& csv) {
  const std::vector<std::size_t> world = worlds_of(runs);
  const std::vector<std::size_t> references = references_of(runs);
  for (const Headline& headline : headlines()) {
    const RunValues values = headline_values(runs, headline);
    for (std::size_t point = 0; point < runs.points; ++point) {
      const std::span<const double> own = of_point(runs, values, point);
      const VarianceSplit split = split_variance(own, world, kWorldsLevel);
      if (split.runs == 0) continue;
      csv.whole(point);
      write_split(headline, split, csv);
      Bounded more{kMissing, kMissing, kMissing};
      if (references[point] != point) {
        const std::vector<double> gaps = gaps_of(own, of_point(runs, values, references[point]));
        more = share_of_worlds(gaps, world, kWorldsLevel).above;
      }
      for (const double end : {more.value, more.low, more.high}) csv.number(end);
      csv.end_row();
    }
  }
}

}  // namespace

std::vector<ExportTable> world_tables(const Record& runs) {
  if (worlds_of(runs).empty()) return {};
  ExportTable table;
  table.name = "worlds";
  table.file = "worlds.csv";
  const std::string unit = "of the headline";
  table.columns = {
      {"point", "integer", "", "point of the design"},
      {"headline", "text", "", "what is told first of every run"},
      {"unit", "text", "", "unit of mean and quantiles"},
      {"runs", "integer", "", "runs with a value"},
      {"worlds", "integer", "", "plausible worlds with a value"},
      {"mean", "number", unit, "mean over runs"},
      {"q05", "number", unit, "5 % quantile of the runs: chance and ignorance of the parameters"},
      {"q95", "number", unit, "95 % quantile of the runs"},
      {"chance_q05", "number", unit,
       "5 % quantile by chance alone, in the plausible world in the middle; empty: no world has two runs"},
      {"chance_q95", "number", unit, "95 % quantile by chance alone"},
      {"worlds_q05", "number", unit, "5 % quantile of the worlds' means: ignorance alone; empty as above"},
      {"worlds_q95", "number", unit, "95 % quantile of the worlds' means"},
      {"variance_chance", "number", unit + ", squared", "variance within a world; empty as above"},
      {"variance_ignorance", "number", unit + ", squared",
       "variance between worlds, unbiased: may be below 0"},
      {"share_ignorance", "number", "1", "its share in the variance"},
      {"share_low", "number", "1", "95 % interval of that share"},
      {"share_high", "number", "1", "95 % interval of that share"},
      {"worlds_more", "number", "1",
       "in what share of the worlds there is more than under the first arm, chance taken out (of runs, "
       "where each has a world of its own); empty: the first arm, or no arms"},
      {"worlds_more_low", "number", "1", "95 % interval of that share"},
      {"worlds_more_high", "number", "1", "95 % interval of that share"}};
  constexpr double kRow = 250.0;
  table.bytes = kRow * static_cast<double>(headlines().size() * runs.points);
  table.write_rows = [&runs](CsvWriter& csv) { write_rows(runs, csv); };
  return {std::move(table)};
}

}  // namespace comity::analysis
