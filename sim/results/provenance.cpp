#include "results/provenance.h"

#include "build_info.h"
#include "results/archive.h"
#include "results/series.h"
#include "text/sha256.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <utility>

namespace comity {
namespace {

// Codes 0, 1, … with their meanings, from "nested|plain".
void describe_levels(hid_t dataset, std::string levels) {
  std::vector<std::int32_t> codes(static_cast<std::size_t>(std::ranges::count(levels, '|')) + 1);
  std::iota(codes.begin(), codes.end(), 0);
  std::ranges::replace(levels, '|', ' ');
  hdf5::write_attribute(dataset, "flag_values", std::span<const std::int32_t>(codes));
  hdf5::write_attribute(dataset, "flag_meanings", levels);
}

void describe_kind(hid_t dataset, const ParameterRow& row) {
  switch (row.type) {
    case ParameterType::Date:
      hdf5::write_attribute(dataset, "units", kDayUnits);
      hdf5::write_attribute(dataset, "calendar", kDayCalendar);
      return;
    case ParameterType::Flag:
      describe_levels(dataset, "no|yes");
      return;
    case ParameterType::Choice:
      describe_levels(dataset, std::string(row.unit));
      return;
    default:
      hdf5::write_attribute(dataset, "units", row.unit);
  }
}

hdf5::Handle write_value(hid_t group, const ParameterRow& row, double value) {
  const std::string name(row.name);
  const bool real = row.type == ParameterType::Real || row.type == ParameterType::Count;
  if (real || row.type == ParameterType::Date) {
    hdf5::Handle dataset = hdf5::create_dataset(group, name, hdf5::double_type(), {});
    hdf5::write(dataset, std::array{value});
    return dataset;
  }
  hdf5::Handle dataset = hdf5::create_dataset(group, name, hdf5::long_type(), {});
  hdf5::write(dataset, std::array{static_cast<std::int64_t>(value)});
  return dataset;
}

void write_parameter(const ResultsPlan& plan, hid_t group, const ParameterRow& row) {
  const hdf5::Handle dataset = write_value(group, row, parameter_value(plan.config.parameters, row));
  describe_parameter_of(dataset.id(), row);
  hdf5::write_attribute(dataset.id(), "default", row.standard);
  hdf5::write_attribute(dataset.id(), "low", row.low);
  hdf5::write_attribute(dataset.id(), "high", row.high);
  if (row.prior.shape != Prior::Shape::fixed) {
    hdf5::write_attribute(dataset.id(), "prior", shape_words(row.prior));
    hdf5::write_attribute(dataset.id(), "prior_low", row.prior.low);
    hdf5::write_attribute(dataset.id(), "prior_high", row.prior.high);
  }
  hdf5::write_attribute(dataset.id(), "tag", row.tag);
  hdf5::write_attribute(dataset.id(), "source", row.source);
}

void write_phases(const ResultsPlan& plan, hid_t parent) {
  const hdf5::Handle group = hdf5::create_group(parent, "phases");
  for (std::size_t phase = 0; phase < enum_count<PhaseName>; ++phase) {
    const hdf5::Handle dataset =
        hdf5::create_dataset(group.id(), std::string(kPhaseNameRows[phase].name), hdf5::int_type(), {});
    hdf5::write(dataset, std::array<std::int32_t, 1>{plan.config.phases[phase] ? 1 : 0});
    hdf5::write_attribute(dataset.id(), "long_name", kPhaseNameRows[phase].meaning);
    describe_levels(dataset.id(), "no|yes");
  }
}

void write_column(hid_t group, const hdf5::Handle& dimension,
                  const std::pair<const char*, std::string_view>& name_and_meaning,
                  const std::vector<std::string>& column) {
  const hdf5::Handle dataset = hdf5::write_texts(group, name_and_meaning.first, column);
  hdf5::write_attribute(dataset.id(), "long_name", name_and_meaning.second);
  hdf5::attach_scale(dataset, dimension, 0);
}

void write_inputs(const ResultsPlan& plan, hid_t group) {
  std::vector<std::string> paths;
  std::vector<std::string> texts;
  std::vector<std::string> digests;
  std::vector<InputText> inputs = plan.texts == nullptr ? archive_of(plan.config) : *plan.texts;
  for (InputText& input : inputs) {
    digests.push_back(sha256(input.text));
    paths.push_back(std::move(input.path));
    texts.push_back(std::move(input.text));
  }
  if (paths.empty()) return;
  const hdf5::Handle input = hdf5::make_bare_dimension(group, "input", paths.size());
  write_column(group, input, {"input_path", "file, as seen from the scenario's folder"}, paths);
  write_column(group, input, {"input_text", "its text, verbatim"}, texts);
  write_column(group, input, {"input_sha256", "SHA-256 of the text"}, digests);
}

void write_overrides(const ResultsPlan& plan, hid_t group) {
  if (plan.config.overrides.empty()) return;
  const hdf5::Handle override = hdf5::make_bare_dimension(group, "override", plan.config.overrides.size());
  write_column(group, override, {"overrides", "parameters set on the command line"}, plan.config.overrides);
}

}  // namespace

void describe_parameter_of(hid_t dataset, const ParameterRow& row) {
  hdf5::write_attribute(dataset, "long_name", row.meaning);
  describe_kind(dataset, row);
}

void write_configuration(const ResultsPlan& plan, hid_t file) {
  const hdf5::Handle configuration = hdf5::create_group(file, "config");
  hdf5::Handle group;
  std::string_view current;
  for (const ParameterRow& row : parameter_rows()) {
    if (row.group != current) group = hdf5::create_group(configuration.id(), std::string(row.group));
    current = row.group;
    write_parameter(plan, group.id(), row);
  }
  write_phases(plan, configuration.id());
}

void write_provenance(const ResultsPlan& plan, hid_t file) {
  const std::string program = fmt::format("comity {}", build_info::version);
  hdf5::write_attribute(file, "Conventions", "CF-1.8");
  hdf5::write_attribute(file, "title",
                        plan.config.question.empty() ? plan.config.name : plan.config.question);
  hdf5::write_attribute(file, "source", program);
  const hdf5::Handle group = hdf5::create_group(file, "provenance");
  hdf5::write_attribute(group.id(), "results_format_version", kResultsFormatVersion);
  hdf5::write_attribute(group.id(), "version", build_info::version);
  hdf5::write_attribute(group.id(), "git_commit", build_info::git_commit);
  hdf5::write_attribute(group.id(), "compiler", build_info::compiler);
  hdf5::write_attribute(group.id(), "flags", build_info::flags);
  hdf5::write_attribute(group.id(), "scenario", plan.config.name);
  hdf5::write_attribute(group.id(), "question", plan.config.question);
  hdf5::write_attribute(group.id(), "seed", plan.config.parameters.run.seed);
  write_inputs(plan, group.id());
  write_overrides(plan, group.id());
}

void write_results_hash(std::uint64_t hash, hid_t file) {
  const hdf5::Handle group(H5Gopen2(file, "provenance", H5P_DEFAULT), H5Gclose);
  hdf5::check(group.id() >= 0, file, "opening provenance");
  hdf5::write_attribute(group.id(), "results_hash", fmt::format("{:016x}", hash));
}

}  // namespace comity
