#include "results/hdf5_read.h"

#include "error.h"

#include <fmt/format.h>

#include <algorithm>

namespace comity::hdf5 {
namespace {

std::string file_name(hid_t object) {
  std::string name(4096, '\0');
  const ssize_t length = H5Fget_name(object, name.data(), name.size());
  if (length <= 0) return "results file";
  name.resize(static_cast<std::size_t>(length));
  return name;
}

[[noreturn]] void complain(hid_t object, const std::string& what) {
  throw Error(fmt::format(
      "{}: {} cannot be read (the file is damaged, or not one of this version of comity). Run the scenario "
      "again.",
      file_name(object), what));
}

Handle found(hid_t id, Handle::Close close, hid_t file, const std::string& what) {
  if (id < 0) complain(file, what);
  return {id, close};
}

// Texts kept in memory of the library until they have been copied.
struct Texts {
  std::vector<char*> pointers;
  hid_t type;
  hid_t space;
  Texts(const Texts&) = delete;
  Texts& operator=(const Texts&) = delete;
  Texts(std::size_t count, hid_t of_type, hid_t of_space)
      : pointers(count, nullptr), type(of_type), space(of_space) {}
  ~Texts() { H5Dvlen_reclaim(type, space, H5P_DEFAULT, static_cast<void*>(pointers.data())); }
};

}  // namespace

Handle open_file(const std::filesystem::path& path) {
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    throw Error(fmt::format("{}: there is no such file. Name a results file that comity run has written.",
                            path.string()));
  }
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (file < 0) {
    throw Error(fmt::format(
        "{}: is no HDF5 file or damaged. Name a results file that comity run has written.", path.string()));
  }
  return {file, H5Fclose};
}

Handle open_dataset(const Handle& file, const std::string& name) {
  return found(H5Dopen2(file.id(), name.c_str(), H5P_DEFAULT), H5Dclose, file.id(), name);
}

Handle open_group(const Handle& file, const std::string& name) {
  return found(H5Gopen2(file.id(), name.c_str(), H5P_DEFAULT), H5Gclose, file.id(), name);
}

bool has(const Handle& file, const std::string& name) {
  for (std::size_t end = name.find('/', 1); end != std::string::npos; end = name.find('/', end + 1)) {
    if (H5Lexists(file.id(), name.substr(0, end).c_str(), H5P_DEFAULT) <= 0) return false;
  }
  return H5Lexists(file.id(), name.c_str(), H5P_DEFAULT) > 0;
}

std::vector<hsize_t> size_of(const Handle& dataset) {
  const Handle space = found(H5Dget_space(dataset.id()), H5Sclose, dataset.id(), "a shape");
  const int rank = H5Sget_simple_extent_ndims(space.id());
  std::vector<hsize_t> size(rank > 0 ? static_cast<std::size_t>(rank) : 0);
  if (H5Sget_simple_extent_dims(space.id(), size.data(), nullptr) < 0) complain(dataset.id(), "a shape");
  return size;
}

std::vector<double> read(const Handle& dataset, const Block& block) {
  hsize_t count = 1;
  for (const hsize_t length : block.size) count *= length;
  std::vector<double> values(count);
  if (count == 0) return values;
  const Handle from = found(H5Dget_space(dataset.id()), H5Sclose, dataset.id(), "a shape");
  const Handle into = make_space({block.size, {}, {}});
  const bool fine =
      H5Sselect_hyperslab(from.id(), H5S_SELECT_SET, block.begin.data(), nullptr, block.size.data(),
                          nullptr) >= 0 &&
      H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, into.id(), from.id(), H5P_DEFAULT, values.data()) >= 0;
  if (!fine) complain(dataset.id(), "a column");
  return values;
}

std::vector<std::string> read_texts(const Handle& file, const std::string& name) {
  const Handle dataset = open_dataset(file, name);
  const std::vector<hsize_t> size = size_of(dataset);
  const Handle type = string_type(H5T_VARIABLE);
  const Handle space = found(H5Dget_space(dataset.id()), H5Sclose, file.id(), name);
  Texts texts(size.empty() ? 1 : size[0], type.id(), space.id());
  void* into = static_cast<void*>(texts.pointers.data());
  if (H5Dread(dataset.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT, into) < 0) complain(file.id(), name);
  std::vector<std::string> result;
  for (const char* text : texts.pointers) result.emplace_back(text == nullptr ? "" : text);
  return result;
}

std::string read_text_attribute(const Handle& object, const std::string& name) {
  const Handle attribute =
      found(H5Aopen(object.id(), name.c_str(), H5P_DEFAULT), H5Aclose, object.id(), name);
  const Handle stored = found(H5Aget_type(attribute.id()), H5Tclose, object.id(), name);
  if (H5Tis_variable_str(stored.id()) > 0) {
    const Handle type = string_type(H5T_VARIABLE);
    const Handle space = make_space({});
    Texts texts(1, type.id(), space.id());
    if (H5Aread(attribute.id(), type.id(), static_cast<void*>(texts.pointers.data())) < 0) {
      complain(object.id(), name);
    }
    return texts.pointers[0] == nullptr ? "" : texts.pointers[0];
  }
  std::string text(H5Tget_size(stored.id()), '\0');
  if (H5Aread(attribute.id(), stored.id(), text.data()) < 0) complain(object.id(), name);
  text.erase(std::find(text.begin(), text.end(), '\0'), text.end());
  return text;
}

std::int64_t read_integer_attribute(const Handle& object, const std::string& name) {
  const Handle attribute =
      found(H5Aopen(object.id(), name.c_str(), H5P_DEFAULT), H5Aclose, object.id(), name);
  std::int64_t value = 0;
  if (H5Aread(attribute.id(), H5T_NATIVE_INT64, &value) < 0) complain(object.id(), name);
  return value;
}

}  // namespace comity::hdf5
