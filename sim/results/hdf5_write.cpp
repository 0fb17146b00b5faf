#include "results/hdf5.h"

#include <fmt/format.h>

#include <hdf5_hl.h>

#include <utility>

namespace comity::hdf5 {
namespace {

void write_attribute(hid_t object, const std::string& name, const Handle& type, const void* value) {
  const Handle space = make_space({});
  const Handle attribute =
      checked(H5Acreate2(object, name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
              object, "adding attribute " + name);
  check(H5Awrite(attribute.id(), type.id(), value) >= 0, object, "writing attribute " + name);
}

void write_numbers(hid_t object, const std::string& name, std::pair<hid_t, hid_t> types,
                   std::pair<const void*, hsize_t> values) {
  const Handle space = make_space({{values.second}, {}, {}});
  const Handle attribute =
      checked(H5Acreate2(object, name.c_str(), types.first, space.id(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
              object, "adding attribute " + name);
  check(H5Awrite(attribute.id(), types.second, values.first) >= 0, object, "writing attribute " + name);
}

std::string name_of(const Handle& dataset) {
  std::string name(1024, '\0');
  const ssize_t length = H5Iget_name(dataset.id(), name.data(), name.size());
  name.resize(length > 0 ? static_cast<std::size_t>(length) : 0);
  return name;
}

void write_whole(const Handle& dataset, hid_t type, const void* values) {
  check(H5Dwrite(dataset.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) >= 0, dataset.id(),
        "writing " + name_of(dataset));
}

void write_part(const Handle& dataset, hid_t type, const Block& block, const void* values) {
  const Handle file_space = checked(H5Dget_space(dataset.id()), H5Sclose, dataset.id(), "asking for a shape");
  check(H5Sselect_hyperslab(file_space.id(), H5S_SELECT_SET, block.begin.data(), nullptr, block.size.data(),
                            nullptr) >= 0,
        dataset.id(), "choosing a part of " + name_of(dataset));
  const Handle memory_space = make_space({block.size, {}, {}});
  check(H5Dwrite(dataset.id(), type, memory_space.id(), file_space.id(), H5P_DEFAULT, values) >= 0,
        dataset.id(), "writing " + name_of(dataset));
}

}  // namespace

void write_attribute(hid_t object, const std::string& name, std::string_view text) {
  const std::string value = text.empty() ? std::string(1, '\0') : std::string(text);
  write_attribute(object, name, string_type(value.size()), value.data());
}

void write_attribute(hid_t object, const std::string& name, double value) {
  write_numbers(object, name, {double_type(), H5T_NATIVE_DOUBLE}, {&value, 1});
}

void write_attribute(hid_t object, const std::string& name, std::int64_t value) {
  write_numbers(object, name, {long_type(), H5T_NATIVE_INT64}, {&value, 1});
}

void write_attribute(hid_t object, const std::string& name, std::span<const std::int32_t> values) {
  write_numbers(object, name, {int_type(), H5T_NATIVE_INT32}, {values.data(), values.size()});
}

void write(const Handle& dataset, std::span<const double> values) {
  write_whole(dataset, H5T_NATIVE_DOUBLE, values.data());
}

void write(const Handle& dataset, std::span<const std::int32_t> values) {
  write_whole(dataset, H5T_NATIVE_INT32, values.data());
}

void write(const Handle& dataset, std::span<const std::int64_t> values) {
  write_whole(dataset, H5T_NATIVE_INT64, values.data());
}

void write(const Handle& dataset, const Block& block, std::span<const double> values) {
  write_part(dataset, H5T_NATIVE_DOUBLE, block, values.data());
}

void write(const Handle& dataset, const Block& block, std::span<const std::int32_t> values) {
  write_part(dataset, H5T_NATIVE_INT32, block, values.data());
}

void write(const Handle& dataset, const Block& block, std::span<const std::int64_t> values) {
  write_part(dataset, H5T_NATIVE_INT64, block, values.data());
}

void resize(const Handle& dataset, const std::vector<hsize_t>& size) {
  check(H5Dset_extent(dataset.id(), size.data()) >= 0, dataset.id(), "extending " + name_of(dataset));
}

Handle write_text(hid_t parent, const std::string& name, const std::string& text) {
  const Handle type = string_type(H5T_VARIABLE);
  Handle dataset = create_dataset(parent, name, type.id(), {});
  const char* start = text.c_str();
  write_whole(dataset, type.id(), &start);
  return dataset;
}

Handle write_texts(hid_t parent, const std::string& name, const std::vector<std::string>& texts) {
  const Handle type = string_type(H5T_VARIABLE);
  Handle dataset = create_dataset(parent, name, type.id(), {{texts.size()}, {}, {}});
  std::vector<const char*> starts;
  for (const std::string& text : texts) starts.push_back(text.c_str());
  if (!texts.empty()) write_whole(dataset, type.id(), starts.data());
  return dataset;
}

void make_scale(const Handle& dataset, const std::string& name) {
  check(H5DSset_scale(dataset.id(), name.c_str()) >= 0, dataset.id(), "making dimension " + name);
}

Handle make_bare_dimension(hid_t parent, const std::string& name, hsize_t length) {
  const bool unlimited = length == kUnlimited;
  const hsize_t size = unlimited ? 0 : length;
  const Shape shape = unlimited ? Shape{{0}, {kUnlimited}, {1024}} : Shape{{size}, {}, {}};
  Handle dataset = create_dataset(parent, name, H5T_IEEE_F32BE, shape);
  // The words by which netCDF-4 knows a dimension that is not a variable.
  make_scale(dataset, fmt::format("This is a netCDF dimension but not a netCDF variable. {:9}", size));
  return dataset;
}

void attach_scale(const Handle& dataset, const Handle& scale, unsigned axis) {
  check(H5DSattach_scale(dataset.id(), scale.id(), axis) >= 0, dataset.id(), "attaching a dimension");
}

}  // namespace comity::hdf5
