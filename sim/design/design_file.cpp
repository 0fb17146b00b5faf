#include "design/design_file.h"

#include "error.h"
#include "text/number.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace comity {
namespace {

constexpr std::size_t kFixedColumns = 5;

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

std::string cell(const Factor& factor, double value) {
  if (factor.levels.empty()) return fmt::format("{}", value);
  return quoted(factor.levels[static_cast<std::size_t>(value)]);
}

// The next cell of a line; the text begins behind its comma afterwards.
std::string take_cell(std::string_view& text) {
  std::string cell;
  bool inside = false;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char letter = text[at];
    if (letter == '"' && inside && at + 1 < text.size() && text[at + 1] == '"') {
      cell += text[++at];
    } else if (letter == '"') {
      inside = !inside;
    } else if (!inside && (letter == ',' || letter == '\n')) {
      break;
    } else {
      cell += letter;
    }
  }
  text.remove_prefix(std::min(at + 1, text.size()));
  return cell;
}

std::optional<double> read_value(const Factor& factor, const std::string& text) {
  if (factor.levels.empty()) return parse_number<double>(text);
  const auto found = std::ranges::find(factor.levels, text);
  if (found == factor.levels.end()) return std::nullopt;
  return static_cast<double>(found - factor.levels.begin());
}

std::optional<DesignPoint> read_point(std::string_view& text,
                                      const std::pair<std::size_t, const Design&>& expected) {
  const auto id = parse_number<std::size_t>(take_cell(text));
  DesignPoint point;
  point.role = take_cell(text);
  const auto block = parse_number<std::uint32_t>(take_cell(text));
  const auto scramble = parse_number<std::uint32_t>(take_cell(text));
  point.arm = take_cell(text);
  if (id != expected.first || !block || !scramble) return std::nullopt;
  point.block = *block;
  point.scramble = *scramble;
  for (const Factor& factor : expected.second.factors) {
    const auto value = read_value(factor, take_cell(text));
    if (!value) return std::nullopt;
    point.values.push_back(*value);
  }
  return point;
}

using Json = nlohmann::ordered_json;

Json json_of(const Factor& factor) {
  Json linked = Json::array();
  for (const LinkedName& one : factor.linked)
    linked.push_back({{"name", one.name},
                      {"same", one.same},
                      {"low", one.low},
                      {"high", one.high},
                      {"kind", static_cast<int>(one.kind)}});
  return {{"name", factor.name},     {"kind", static_cast<int>(factor.kind)},
          {"low", factor.low},       {"high", factor.high},
          {"base", factor.base},     {"logarithmic", factor.logarithmic},
          {"values", factor.values}, {"levels", factor.levels},
          {"linked", linked},        {"packages", factor.packages}};
}

Factor factor_of(const Json& json) {
  Factor factor;
  factor.name = json.at("name");
  factor.kind = static_cast<FactorKind>(json.at("kind").get<int>());
  factor.low = json.at("low");
  factor.high = json.at("high");
  factor.base = json.at("base");
  factor.logarithmic = json.at("logarithmic");
  factor.values = json.at("values").get<std::vector<double>>();
  factor.levels = json.at("levels").get<std::vector<std::string>>();
  factor.packages = json.at("packages").get<std::vector<std::vector<std::string>>>();
  for (const Json& one : json.at("linked"))
    factor.linked.push_back({one.at("name"), one.at("same"), one.at("low"), one.at("high"),
                             static_cast<FactorKind>(one.at("kind").get<int>())});
  return factor;
}

}  // namespace

std::string design_definition(const Design& design) {
  Json json = {{"kind", design.kind}, {"levels", design.levels},  {"scrambles", design.scrambles},
               {"seed", design.seed}, {"factors", Json::array()}, {"arms", Json::array()}};
  for (const Factor& factor : design.factors) json["factors"].push_back(json_of(factor));
  for (const Arm& arm : design.arms) json["arms"].push_back({{"name", arm.name}, {"settings", arm.settings}});
  return json.dump();
}

Design read_design_definition(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    Design design;
    design.kind = json.at("kind");
    design.levels = json.at("levels");
    design.scrambles = json.at("scrambles");
    design.seed = json.at("seed");
    for (const Json& factor : json.at("factors")) design.factors.push_back(factor_of(factor));
    for (const Json& arm : json.at("arms"))
      design.arms.push_back({arm.at("name"), arm.at("settings").get<std::vector<std::string>>()});
    return design;
  } catch (const std::exception& error) {
    throw Error(fmt::format("the definition of the design is damaged ({}).", error.what()));
  }
}

std::string design_table(const Design& design) {
  std::string table = "point,role,block,scramble,arm";
  for (const Factor& factor : design.factors) table += "," + quoted(factor.name);
  table += '\n';
  for (std::size_t id = 0; id < design.points.size(); ++id) {
    const DesignPoint& point = design.points[id];
    table +=
        fmt::format("{},{},{},{},{}", id, quoted(point.role), point.block, point.scramble, quoted(point.arm));
    for (std::size_t i = 0; i < design.factors.size(); ++i)
      table += "," + cell(design.factors[i], point.values[i]);
    table += '\n';
  }
  return table;
}

Design read_design_table(const std::filesystem::path& path, const std::string& table,
                         const std::pair<const Design&, std::size_t>& like_and_count) {
  Design design = like_and_count.first;
  design.points.clear();
  std::string_view text = table;
  for (std::size_t column = 0; column < kFixedColumns + design.factors.size(); ++column) take_cell(text);
  while (design.points.size() < like_and_count.second) {
    auto point = read_point(text, {design.points.size(), design});
    if (!point)
      throw Error(fmt::format("{}: line {} is damaged. Remove the sweep's folder and start again.",
                              path.string(), design.points.size() + 2));
    design.points.push_back(std::move(*point));
  }
  return design;
}

}  // namespace comity
