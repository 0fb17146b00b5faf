#include "analysis/report_pair.h"

#include "analysis/file_pair.h"
#include "analysis/report_answers.h"
#include "analysis/report_arms.h"
#include "analysis/report_page.h"
#include "analysis/report_titles.h"
#include "analysis/report_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace comity::analysis {
namespace {

constexpr std::size_t kMostDays = 60;

struct PairSource {
  const ReportSource& first;
  const ReportSource& second;
  FilePair pair;
};

// The headlines of both files side by side.
ArmTable table_of(const PairSource& source) {
  ArmTable table{{source.pair.first, source.pair.second}, {}, {}};
  for (const Headline& headline : headlines()) {
    const RunValues first = headline_values(source.first.record, headline);
    const RunValues second = headline_values(source.second.record, headline);
    table.rows.push_back({&headline,
                          {{mean_of(values_of_point(source.first.record, first, 0)), {}},
                           {mean_of(values_of_point(source.second.record, second, 0)),
                            compare_files(source.pair, first, second, kChartLevel)}}});
  }
  return table;
}

Chart headline_chart(const PairSource& source, const ArmTable& table) {
  ArmChart chart(source.pair.first, "file");
  for (const ArmRow& row : table.rows) chart.add(*row.headline, source.pair.second, row.cells[1].against);
  Chart made = chart.take();
  made.question = fmt::format(
      "What is different in {} against {}? Dot and thick line: difference of the means and its {}{}.{}",
      source.pair.second, source.pair.first,
      interval_words(std::min(source.first.record.replicates, source.second.record.replicates), kChartLevel),
      source.pair.paired ? "; thin line: 90 % of the differences between runs of a pair" : "", chart.note());
  made.source =
      fmt::format("totals of {} and {}", runs_text(source.first, false), runs_text(source.second, false));
  return made;
}

// A gauge on every so many recorded days: what accumulates in a counter says little of one day.
Chart days_chart(const PairSource& source) {
  Chart chart = make_chart("pair", "The two files over time");
  chart.table.columns = {{"quantity", "", "gauge"},
                         {"day", "day", "recorded day"},
                         {"difference", "", "mean of the second file less mean of the first"},
                         {"low", "", "interval of that difference"},
                         {"high", "", "interval of that difference"}};
  std::vector<DaysApart> quantities;
  for (const Headline& headline : headlines()) {
    const std::string formula(headline.formula);
    if (!formula.starts_with("average(") || !has_metrics(source.first.record, formula) ||
        !has_metrics(source.second.record, formula))
      continue;
    const RunValues one = read_over_time(source.first.record, formula);
    const RunValues other = read_over_time(source.second.record, formula);
    DaysApart apart{headline_name(headline), "", 0.0, std::string(headline.unit)};
    for (const std::size_t time : thinned_times(source.first, kMostDays)) {
      const ArmDifference found = compare_files(source.pair, slice_of(source.first.record, one, time),
                                                slice_of(source.second.record, other, time), kChartLevel);
      const Bounded& gap = found.difference;
      const double day = source.first.record.times[time];
      chart.table.rows.push_back(
          {headline_name(headline), day, cell(gap.value), cell(gap.low), cell(gap.high)});
      if (!is_seen(found))
        apart.from.clear();
      else if (apart.from.empty())
        apart.from = when_text(day);
      apart.last = gap.value;
    }
    quantities.push_back(std::move(apart));
  }
  const auto told = std::ranges::find_if(quantities, [](const DaysApart& one) { return !one.from.empty(); });
  if (!quantities.empty())
    chart.filters = {
        {"quantity", "Quantity", (told == quantities.end() ? quantities.begin() : told)->quantity}};
  chart.title = pair_title(quantities, source.pair.first, source.pair.second);
  chart.question =
      "When does the difference come about? Line: difference of the means; band: its interval on that day.";
  chart.source =
      fmt::format("series of {} and {}", runs_text(source.first, true), runs_text(source.second, true));
  return chart;
}

void add_answers(nlohmann::ordered_json& rows, const ReportSource& source, const std::string& name) {
  nlohmann::ordered_json own = answers_json(find_answers(source));
  for (nlohmann::ordered_json& row : own) {
    row["arm"] = name;  // the page heads the column "file"
    rows.push_back(std::move(row));
  }
}

// The two files' numbers of a quantity stand one below the other.
nlohmann::ordered_json both_answers(const PairSource& source) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  add_answers(rows, source.first, source.pair.first);
  add_answers(rows, source.second, source.pair.second);
  std::stable_sort(rows.begin(), rows.end(), [&](const auto& one, const auto& other) {
    const auto place = [](const auto& row) {
      return std::ranges::find(headlines(), row.at("quantity").template get<std::string>(),
                               &Headline::words) -
             headlines().begin();
    };
    return place(one) < place(other);
  });
  return rows;
}

nlohmann::ordered_json compared_json(const PairSource& source) {
  nlohmann::ordered_json differences = nlohmann::ordered_json::array();
  for (const InputDifference& one : source.pair.differences)
    differences.push_back({{"what", one.what}, {"first", one.first}, {"second", one.second}});
  return {{"first", source.pair.first},
          {"second", source.pair.second},
          {"pairing", source.pair.words},
          {"differences", differences}};
}

}  // namespace

nlohmann::ordered_json pair_report_json(const ReportSource& first, const ReportSource& second) {
  const PairSource source{first, second, pair_files(first.record, second.record)};
  Report report;
  const ArmTable table = table_of(source);
  report.charts.push_back(headline_chart(source, table));
  if (first.record.has_series() && first.record.times == second.record.times)
    report.charts.push_back(days_chart(source));
  else
    report.missing.push_back({"The two files over time", "they were recorded on other days"});
  std::erase_if(report.charts, [](const Chart& chart) { return chart.table.rows.empty(); });
  nlohmann::ordered_json contents = report_json(first, report);
  contents["name"] = fmt::format("{} against {}", source.pair.second, source.pair.first);
  contents["words"] = words_json(
      {arm_sentences(table), {source.pair.words}, sure_sentence({0, 2, first.record.replicates, 0.0, ""})});
  contents["answers"] = both_answers(source);
  contents["compared"] = compared_json(source);
  const nlohmann::ordered_json other = report_json(second, {});
  contents["other"] = other.at("provenance");
  if (other.contains("one_band")) contents["one_band"] = other.at("one_band");
  return contents;
}

}  // namespace comity::analysis
