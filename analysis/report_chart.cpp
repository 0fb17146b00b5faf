#include "analysis/report_chart.h"

#include <fmt/format.h>

#include <cmath>

namespace comity::analysis {
namespace {

nlohmann::ordered_json table_json(const ChartTable& table) {
  nlohmann::ordered_json columns = nlohmann::ordered_json::array();
  for (const ChartColumn& column : table.columns)
    columns.push_back({{"name", column.name}, {"unit", column.unit}, {"meaning", column.meaning}});
  return {{"columns", columns}, {"rows", table.rows}};
}

}  // namespace

Chart make_chart(std::string id, std::string part) {
  Chart chart;
  chart.id = std::move(id);
  chart.part = std::move(part);
  return chart;
}

nlohmann::json cell(double value) {
  if (!std::isfinite(value)) return nullptr;
  if (value == std::floor(value) && std::abs(value) < 1e15) return static_cast<std::int64_t>(value);
  return std::stod(fmt::format("{:.6g}", value));
}

std::string percent_text(double share) {
  const double percent = 100.0 * share;
  const bool fine = percent != 0.0 && percent < 9.95;
  return fine ? fmt::format("{:.1f}\u00a0%", percent) : fmt::format("{:.0f}\u00a0%", percent);
}

nlohmann::ordered_json chart_json(const Chart& chart) {
  nlohmann::ordered_json filters = nlohmann::ordered_json::array();
  for (const ChartFilter& filter : chart.filters)
    filters.push_back({{"column", filter.column}, {"label", filter.label}, {"first", filter.first}});
  nlohmann::ordered_json json{{"id", chart.id},           {"part", chart.part},
                              {"title", chart.title},     {"question", chart.question},
                              {"source", chart.source},   {"filters", filters},
                              {"options", chart.options}, {"table", table_json(chart.table)}};
  if (!chart.also.columns.empty()) {
    json["also"] = table_json(chart.also);
    json["also_name"] = chart.also_name;
  }
  return json;
}

}  // namespace comity::analysis
