#include "results/worlds_group.h"

#include "results/provenance.h"
#include "scenario/worlds.h"

#include <fmt/format.h>

#include <vector>

namespace comity {

void write_worlds(const ResultsPlan& plan, hid_t file) {
  if (!has_worlds(plan.config)) return;
  const WorldsConfig& worlds = plan.config.worlds;
  const WorldSample& sample = *worlds.sample;
  const hdf5::Handle group = hdf5::create_group(file, "worlds");
  hdf5::write_attribute(group.id(), "vectors", static_cast<std::int64_t>(sample.vectors.size()));
  const hdf5::Handle replicate = hdf5::make_bare_dimension(group.id(), "replicate", plan.replicates);
  const auto add = [&](const std::string& name, hid_t type) {
    hdf5::Handle column = hdf5::create_dataset(group.id(), name, type, {{plan.replicates}, {}, {}});
    hdf5::attach_scale(column, replicate, 0);
    return column;
  };
  std::vector<std::int32_t> numbers;
  for (std::uint32_t run = 0; run < plan.replicates; ++run)
    numbers.push_back(static_cast<std::int32_t>(run % sample.vectors.size()));
  const hdf5::Handle vector = add("vector", hdf5::int_type());
  hdf5::write_attribute(vector.id(), "long_name",
                        "row of the file of plausible worlds that the replicate took");
  hdf5::write(vector, numbers);
  for (std::size_t column = 0; column < sample.columns.size(); ++column) {
    if (!worlds.taken[column]) continue;
    const ParameterRow& row = *sample.columns[column];
    std::vector<double> values;
    for (const std::int32_t number : numbers)
      values.push_back(sample.vectors[static_cast<std::size_t>(number)][column]);
    const hdf5::Handle dataset = add(fmt::format("{}.{}", row.group, row.name), hdf5::double_type());
    describe_parameter_of(dataset.id(), row);
    hdf5::write(dataset, values);
  }
}

}  // namespace comity
