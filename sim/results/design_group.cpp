#include "results/design_group.h"

#include "design/design.h"
#include "design/design_file.h"
#include "results/series.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace comity {
namespace {

std::string_view kind_name(FactorKind kind) {
  switch (kind) {
    case FactorKind::real:
      return "real";
    case FactorKind::integer:
      return "integer";
    case FactorKind::boolean:
      return "boolean";
    case FactorKind::category:
      return "category";
    case FactorKind::date:
      return "date";
  }
  return "";
}

// CF wants the meanings without blanks; the levels themselves stand beside them.
void describe_levels(hid_t dataset, const std::vector<std::string>& levels) {
  std::vector<std::int32_t> codes(levels.size());
  std::iota(codes.begin(), codes.end(), 0);
  std::string meanings = fmt::format("{}", fmt::join(levels, "\n"));
  hdf5::write_attribute(dataset, "levels", meanings);
  std::ranges::replace(meanings, ' ', '_');
  std::ranges::replace(meanings, '\n', ' ');
  hdf5::write_attribute(dataset, "flag_values", std::span<const std::int32_t>(codes));
  hdf5::write_attribute(dataset, "flag_meanings", meanings);
}

struct DesignTable {
  const Design& design;
  hdf5::Handle group;
  hdf5::Handle point;

  hdf5::Handle add(const std::string& name, hid_t type, std::string_view meaning) const {
    hdf5::Handle column = hdf5::create_dataset(group.id(), name, type, {{design.points.size()}, {}, {}});
    hdf5::write_attribute(column.id(), "long_name", meaning);
    hdf5::attach_scale(column, point, 0);
    return column;
  }
};

void write_codes(const hdf5::Handle& column, const std::vector<double>& values) {
  const std::vector<std::int32_t> codes(values.begin(), values.end());
  hdf5::write(column, codes);
}

void write_factor(const DesignTable& table, std::size_t index) {
  const Factor& factor = table.design.factors[index];
  std::vector<double> values;
  for (const DesignPoint& point : table.design.points) values.push_back(point.values[index]);
  const bool coded = !factor.levels.empty();
  const hdf5::Handle column =
      table.add(factor.name, coded ? hdf5::int_type() : hdf5::double_type(), "factor: " + factor.name);
  hdf5::write_attribute(column.id(), "kind", kind_name(factor.kind));
  hdf5::write_attribute(column.id(), "base", factor.base);
  if (coded) {
    describe_levels(column.id(), factor.levels);
    return write_codes(column, values);
  }
  if (factor.kind == FactorKind::date) {
    hdf5::write_attribute(column.id(), "units", kDayUnits);
    hdf5::write_attribute(column.id(), "calendar", kDayCalendar);
  }
  hdf5::write_attribute(column.id(), "low", factor.low);
  hdf5::write_attribute(column.id(), "high", factor.high);
  hdf5::write_attribute(column.id(), "scale", factor.logarithmic ? "logarithmic" : "linear");
  hdf5::write(column, values);
}

void write_texts(const DesignTable& table, const std::string& name, std::string_view meaning,
                 const std::vector<std::string>& texts) {
  if (std::ranges::all_of(texts, [](const std::string& text) { return text.empty(); })) return;
  const hdf5::Handle column = hdf5::write_texts(table.group.id(), name, texts);
  hdf5::write_attribute(column.id(), "long_name", meaning);
  hdf5::attach_scale(column, table.point, 0);
}

void write_places(const DesignTable& table) {
  std::vector<std::string> roles;
  std::vector<std::string> arms;
  std::vector<double> blocks;
  std::vector<double> scrambles;
  for (const DesignPoint& point : table.design.points) {
    roles.push_back(point.role);
    arms.push_back(point.arm);
    blocks.push_back(point.block);
    scrambles.push_back(point.scramble);
  }
  write_texts(table, "role", "what the point is for", roles);
  write_texts(table, "arm", "policy", arms);
  write_codes(table.add("block", hdf5::int_type(), "points that are evaluated together"), blocks);
  write_codes(table.add("scramble", hdf5::int_type(), "replicated scramble of the sequence"), scrambles);
}

}  // namespace

void write_design(const ResultsPlan& plan, hid_t file) {
  const Design& design = *plan.design;
  DesignTable table{design, hdf5::create_group(file, "design"), {}};
  hdf5::write_attribute(table.group.id(), "kind", design.kind);
  hdf5::write_attribute(table.group.id(), "model", fmt::format("{:016x}", plan.model));
  std::vector<std::string> names;
  for (const Factor& factor : design.factors) names.push_back(factor.name);
  hdf5::write_attribute(table.group.id(), "factors", fmt::format("{}", fmt::join(names, "\n")));
  hdf5::write_attribute(table.group.id(), "levels", std::int64_t{design.levels});
  hdf5::write_attribute(table.group.id(), "scrambles", std::int64_t{design.scrambles});
  hdf5::write_attribute(table.group.id(), "seed", std::int64_t{design.seed});
  hdf5::write_text(table.group.id(), "definition", design_definition(design));
  std::vector<std::int32_t> ids(design.points.size());
  std::iota(ids.begin(), ids.end(), 0);
  table.point =
      hdf5::create_dataset(table.group.id(), "point", hdf5::int_type(), {{design.points.size()}, {}, {}});
  hdf5::write(table.point, ids);
  hdf5::make_scale(table.point, "point");
  hdf5::write_attribute(table.point.id(), "long_name", "point of the design");
  write_places(table);
  for (std::size_t factor = 0; factor < design.factors.size(); ++factor) write_factor(table, factor);
}

}  // namespace comity
