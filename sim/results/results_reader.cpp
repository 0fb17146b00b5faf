#include "results/results_reader.h"

#include "error.h"
#include "results/hdf5.h"
#include "results/provenance.h"
#include "text/input.h"

#include <fmt/format.h>
#include <hdf5_hl.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace comity {

struct ResultsReader::Parts {
  hdf5::Handle file;
};

namespace {

[[noreturn]] void reject(const std::filesystem::path& path, std::string_view why) {
  throw Error(fmt::format("{}: {} A results file is what comity run writes.", path.string(), why));
}

// 0 when a file can be locked for reading, otherwise why not (EWOULDBLOCK: another program writes it).
int reading_lock(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const int error = descriptor >= 0 && ::flock(descriptor, LOCK_SH | LOCK_NB) == 0 ? 0 : errno;
  if (descriptor >= 0) ::close(descriptor);
  return error;
}

hdf5::Handle open_file(const std::filesystem::path& path) {
  H5dont_atexit();  // as in hdf5::create_file
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  if (const std::string problem = why_unreadable(path); !problem.empty())
    throw Error(fmt::format("{}: cannot be read ({}).", path.string(), problem));
  const int lock = reading_lock(path);
  if (lock == EWOULDBLOCK)
    throw Error(fmt::format(
        "{}: another program is writing it (it has locked the file). Wait until it is done.", path.string()));
  // Results files are never changed once they have their name: where a file system has no locks, none are needed.
  const hdf5::Handle access = hdf5::file_access(lock == 0);
  if (H5Fis_hdf5(path.c_str()) <= 0) reject(path, "is no HDF5 file.");
  const hid_t file = H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id());
  if (file < 0) reject(path, "is a damaged HDF5 file.");
  return {file, H5Fclose};
}

hdf5::Handle open_dataset(const std::filesystem::path& path, hid_t file, const std::string& name) {
  const hid_t dataset = H5Dopen2(file, name.c_str(), H5P_DEFAULT);
  if (dataset < 0) reject(path, fmt::format("has no dataset {}.", name));
  return {dataset, H5Dclose};
}

std::vector<std::size_t> shape_of(hid_t dataset) {
  const hdf5::Handle space(H5Dget_space(dataset), H5Sclose);
  const int axes = std::max(H5Sget_simple_extent_ndims(space.id()), 0);
  std::vector<hsize_t> size(static_cast<std::size_t>(axes));
  H5Sget_simple_extent_dims(space.id(), size.data(), nullptr);
  return {size.begin(), size.end()};
}

std::size_t count_of(hid_t dataset) {
  std::size_t count = 1;
  for (const std::size_t axis : shape_of(dataset)) count *= axis;
  return count;
}

bool has_texts(hid_t type) { return H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0; }

std::string read_long_text(hid_t attribute, hid_t file, const std::string& name) {
  const hdf5::Handle memory = hdf5::string_type(H5T_VARIABLE);
  char* raw = nullptr;
  hdf5::check(H5Aread(attribute, memory.id(), static_cast<void*>(&raw)) >= 0, file, "reading " + name);
  std::string text = raw == nullptr ? "" : raw;
  H5free_memory(raw);
  return text;
}

}  // namespace

ResultsReader::ResultsReader(std::filesystem::path path)
    : path_(std::move(path)), parts_(std::make_unique<Parts>(Parts{open_file(path_)})) {
  if (!has("provenance") || !has("runs/failed")) reject(path_, "is an HDF5 file, but not one of comity.");
  const std::string layout = text_attribute("provenance", "results_format_version");
  if (layout != std::to_string(kResultsFormatVersion)) {
    throw Error(fmt::format(
        "{}: has layout {} of results files, and this version reads {}. Use comity {}, which wrote it.",
        path_.string(), layout, kResultsFormatVersion, text_attribute("provenance", "version")));
  }
}

ResultsReader::~ResultsReader() = default;
ResultsReader::ResultsReader(ResultsReader&&) noexcept = default;
ResultsReader& ResultsReader::operator=(ResultsReader&&) noexcept = default;

bool ResultsReader::has(const std::string& name) const {
  for (std::size_t slash = name.find('/'); slash != std::string::npos; slash = name.find('/', slash + 1)) {
    if (H5Lexists(parts_->file.id(), name.substr(0, slash).c_str(), H5P_DEFAULT) <= 0) return false;
  }
  return H5Lexists(parts_->file.id(), name.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> ResultsReader::names_in(const std::string& group) const {
  if (!has(group)) return {};
  const hdf5::Handle handle(H5Gopen2(parts_->file.id(), group.c_str(), H5P_DEFAULT), H5Gclose);
  H5G_info_t info{};
  H5Gget_info(handle.id(), &info);
  std::vector<std::string> names;
  for (hsize_t place = 0; place < info.nlinks; ++place) {
    const auto name_at = [&](char* text, std::size_t size) {
      return H5Lget_name_by_idx(handle.id(), ".", H5_INDEX_NAME, H5_ITER_INC, place, text, size, H5P_DEFAULT);
    };
    std::string name(static_cast<std::size_t>(std::max<ssize_t>(name_at(nullptr, 0), 0)), '\0');
    name_at(name.data(), name.size() + 1);
    const hdf5::Handle object(H5Oopen(handle.id(), name.c_str(), H5P_DEFAULT), H5Oclose);
    const bool scale = H5Iget_type(object.id()) == H5I_DATASET && H5DSis_scale(object.id()) > 0;
    if (!scale) names.push_back(std::move(name));
  }
  return names;
}

std::vector<std::size_t> ResultsReader::shape(const std::string& name) const {
  return shape_of(open_dataset(path_, parts_->file.id(), name).id());
}

std::vector<double> ResultsReader::numbers(const std::string& name) const {
  const hdf5::Handle dataset = open_dataset(path_, parts_->file.id(), name);
  std::vector<double> values(count_of(dataset.id()));
  if (values.empty()) return values;
  if (H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, hdf5::transfer(), values.data()) < 0)
    reject(path_, fmt::format("holds no readable numbers in {}.", name));
  return values;
}

std::vector<double> ResultsReader::numbers(const std::string& name, const std::vector<std::size_t>& begin,
                                           const std::vector<std::size_t>& size) const {
  const hdf5::Handle dataset = open_dataset(path_, parts_->file.id(), name);
  const hdf5::Handle from(H5Dget_space(dataset.id()), H5Sclose);
  const std::vector<hsize_t> first(begin.begin(), begin.end());
  const std::vector<hsize_t> lengths(size.begin(), size.end());
  const hdf5::Handle into = hdf5::make_space({lengths, {}, {}});
  std::size_t count = 1;
  for (const std::size_t length : size) count *= length;
  std::vector<double> values(count);
  if (values.empty()) return values;
  const bool fits =
      shape_of(dataset.id()).size() == size.size() &&
      H5Sselect_hyperslab(from.id(), H5S_SELECT_SET, first.data(), nullptr, lengths.data(), nullptr) >= 0;
  if (!fits ||
      H5Dread(dataset.id(), H5T_NATIVE_DOUBLE, into.id(), from.id(), hdf5::transfer(), values.data()) < 0)
    reject(path_, fmt::format("holds no readable numbers in {}.", name));
  return values;
}

std::vector<std::string> ResultsReader::texts(const std::string& name) const {
  const hdf5::Handle dataset = open_dataset(path_, parts_->file.id(), name);
  const hdf5::Handle type(H5Dget_type(dataset.id()), H5Tclose);
  std::vector<char*> raw(count_of(dataset.id()));
  const hdf5::Handle memory = hdf5::string_type(H5T_VARIABLE);
  if (!has_texts(type.id()) ||
      H5Dread(dataset.id(), memory.id(), H5S_ALL, H5S_ALL, hdf5::transfer(), raw.data()) < 0)
    reject(path_, fmt::format("holds no readable texts in {}.", name));
  std::vector<std::string> texts;
  for (char* text : raw) {
    texts.emplace_back(text == nullptr ? "" : text);
    H5free_memory(text);
  }
  return texts;
}

std::string ResultsReader::text_attribute(const std::string& object, const std::string& name) const {
  const hid_t file = parts_->file.id();
  const hdf5::Handle attribute(H5Aopen_by_name(file, object.c_str(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
                               H5Aclose);
  if (attribute.id() < 0) reject(path_, fmt::format("has no {} at {}.", name, object));
  const hdf5::Handle type(H5Aget_type(attribute.id()), H5Tclose);
  if (H5Tget_class(type.id()) == H5T_INTEGER) {
    std::int64_t value = 0;
    hdf5::check(H5Aread(attribute.id(), H5T_NATIVE_INT64, &value) >= 0, file, "reading " + name);
    return fmt::format("{}", value);
  }
  if (H5Tget_class(type.id()) != H5T_STRING)
    reject(path_, fmt::format("holds no text in {} at {}.", name, object));
  if (has_texts(type.id())) return read_long_text(attribute.id(), file, name);  // as h5py writes them
  std::string text(H5Tget_size(type.id()), '\0');
  hdf5::check(H5Aread(attribute.id(), type.id(), text.data()) >= 0, file, "reading " + name);
  return text.c_str();
}

}  // namespace comity
