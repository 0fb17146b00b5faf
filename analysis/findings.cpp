#include "analysis/findings.h"

#include "text/table.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

namespace comity::analysis {
namespace {

std::string number_text(double value) { return std::isfinite(value) ? fmt::format("{}", value) : ""; }

nlohmann::ordered_json json_of(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

}  // namespace

std::string findings_csv(std::span<const Finding> findings) {
  Table listing{
      "", {"quantity", "metric", "time", "factor", "factor2", "estimate", "low", "high", "method", "n"}, {}};
  for (const Finding& one : findings)
    listing.rows.push_back({one.quantity, one.metric, one.time, one.factor, one.factor2,
                            number_text(one.estimate), number_text(one.low), number_text(one.high),
                            one.method, std::to_string(one.n)});
  return table_in_csv(listing);
}

nlohmann::ordered_json findings_json(std::span<const Finding> findings) {
  auto rows = nlohmann::ordered_json::array();
  for (const Finding& one : findings)
    rows.push_back({{"quantity", one.quantity},
                    {"metric", one.metric},
                    {"time", one.time},
                    {"factor", one.factor},
                    {"factor2", one.factor2},
                    {"estimate", json_of(one.estimate)},
                    {"low", json_of(one.low)},
                    {"high", json_of(one.high)},
                    {"method", one.method},
                    {"n", one.n}});
  return rows;
}

}  // namespace comity::analysis
