#include "analysis/report_answers.h"
#include "analysis/report_bands.h"
#include "analysis/report_page.h"
#include "analysis/report_words.h"
#include "analysis/worlds.h"

#include "day.h"
#include "text/sha256.h"

#include <cmath>

namespace comity::analysis {
namespace {

using Json = nlohmann::ordered_json;

Json inputs_json(const ReportSource& source) {
  Json inputs = Json::array();
  for (const InputText& input : source.record.origin.texts)
    inputs.push_back({{"path", input.path}, {"sha256", sha256(input.text)}});
  return inputs;
}

Json provenance_json(const ReportSource& source) {
  return {{"version", source.record.origin.version},
          {"commit", source.record.origin.commit},
          {"compiler", source.record.file.text_attribute("provenance", "compiler")},
          {"seed", source.record.origin.seed},
          {"points", source.record.points},
          {"replicates", source.record.replicates},
          {"failed", source.record.failed_runs},
          {"design", source.record.sweep ? source.record.file.text_attribute("design", "kind") : ""},
          {"start", to_string(static_cast<Day>(source.record.start))},
          {"end", to_string(source.record.last_day())},
          {"results_hash", source.record.file.text_attribute("provenance", "results_hash")},
          {"overrides", source.record.origin.overrides},
          {"inputs", inputs_json(source)}};
}

}  // namespace

Json answers_json(std::span<const KeyAnswer> answers) {
  Json rows = Json::array();
  for (const KeyAnswer& answer : answers) {
    rows.push_back({{"quantity", answer.quantity},
                    {"arm", answer.arm},
                    {"unit", answer.unit},
                    {"median", cell(answer.band.median)},
                    {"low", cell(answer.band.low)},
                    {"high", cell(answer.band.high)},
                    {"runs", answer.band.runs}});
    if (std::isnan(answer.band.chance_low)) continue;
    rows.back()["chance"] = {cell(answer.band.chance_low), cell(answer.band.chance_high)};
    rows.back()["ignorance"] = share_words(answer.ignorance);
  }
  return rows;
}

Json report_json(const ReportSource& source, const Report& report) {
  Json charts = Json::array();
  for (const Chart& chart : report.charts) charts.push_back(chart_json(chart));
  Json missing = Json::array();
  for (const MissingChart& one : report.missing) missing.push_back({{"what", one.what}, {"why", one.why}});
  Json contents{{"name", source.config.name},
                {"question", source.config.question},
                {"words", words_json(find_words(source, report))},
                {"answers", answers_json(find_answers(source))},
                {"arms", arm_table_json(report.arms)},
                {"provenance", provenance_json(source)},
                {"charts", charts},
                {"missing", missing}};
  const ChartBands bands(source, source.record.replicates);
  if (!bands.why().empty()) contents["one_band"] = bands.why();
  return contents;
}

}  // namespace comity::analysis
