#include "results/hdf5.h"

#include "error.h"
#include "missing.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <hdf5_hl.h>

#ifdef __SANITIZE_ADDRESS__
// When a full disk keeps a file from being flushed, the library leaks its buffers; there is nothing we could
// do. Linked with the program, it is known by the functions that all its memory comes from.
extern "C" const char* __lsan_default_suppressions() { return "leak:libhdf5\nleak:^H5FL_\nleak:^H5MM_"; }
#endif

namespace comity::hdf5 {

namespace {

// Level 1 makes the smooth series about eight times smaller; higher levels cost more time than they save
// space.
constexpr unsigned kDeflateLevel = 1;

// The library's own buffers, 1 MiB each, are made and zeroed anew whenever texts or integers of another width are read or written.
constexpr std::size_t kConversionBytes = 1U << 14U;

// The innermost message of a failed call, if possible only the system's own words in it.
herr_t keep_reason(unsigned /*depth*/, const H5E_error2_t* error, void* reason) {
  const std::string text = error->desc == nullptr ? "" : error->desc;
  const std::string_view key = "error message = '";
  const std::size_t found = text.find(key);
  auto& kept = *static_cast<std::string*>(reason);
  if (found != std::string::npos) {
    const std::size_t begin = found + key.size();
    kept = text.substr(begin, text.find('\'', begin) - begin);
  } else if (kept.empty()) {
    kept = text;
  }
  return 0;
}

std::string reason_of_failure() {
  std::string reason;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_reason, &reason);
  return reason.empty() ? "the HDF5 library gave no reason" : reason;
}

// The file an object belongs to, without the ending of the temporary name.
std::string file_of(hid_t object) {
  std::string name(4096, '\0');
  const ssize_t length = H5Fget_name(object, name.data(), name.size());
  if (length <= 0) return "results file";
  name.resize(static_cast<std::size_t>(length));
  const std::size_t ending = name.rfind(".partial-");
  return ending == std::string::npos ? name : name.substr(0, ending);
}

Handle make_dataset_properties(const std::vector<hsize_t>& chunk, bool real) {
  Handle list = checked(H5Pcreate(H5P_DATASET_CREATE), H5Pclose, -1, "making dataset properties");
  bool fine = H5Pset_obj_track_times(list.id(), false) >= 0 &&
              H5Pset_attr_creation_order(list.id(), H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED) >= 0 &&
              H5Pset_attr_phase_change(list.id(), 32, 24) >= 0;
  if (!chunk.empty()) {
    fine = fine && H5Pset_chunk(list.id(), static_cast<int>(chunk.size()), chunk.data()) >= 0 &&
           H5Pset_shuffle(list.id()) >= 0 && H5Pset_deflate(list.id(), kDeflateLevel) >= 0;
  }
  if (real) {
    const double missing = kMissing;
    fine = fine && H5Pset_fill_value(list.id(), H5T_NATIVE_DOUBLE, &missing) >= 0;
  }
  check(fine, -1, "setting dataset properties");
  return list;
}

// Lists of properties, types and shapes take longer to make than the many small objects to write that need them: one of each
// is kept.
hid_t dataset_properties(const Shape& shape, hid_t type) {
  static std::map<std::pair<std::vector<hsize_t>, bool>, Handle> lists;
  const bool real = H5Tequal(type, H5T_IEEE_F64LE) > 0;
  Handle& list = lists[{shape.chunk, real}];
  if (list.id() < 0) list = make_dataset_properties(shape.chunk, real);
  return list.id();
}

hid_t access_properties() {
  static const Handle list = [] {
    Handle made = checked(H5Pcreate(H5P_DATASET_ACCESS), H5Pclose, -1, "making dataset properties");
    // Every chunk is written once and whole: a cache would only hold back what is done.
    check(H5Pset_chunk_cache(made.id(), 1, 0, H5D_CHUNK_CACHE_W0_DEFAULT) >= 0, -1,
          "setting dataset properties");
    return made;
  }();
  return list.id();
}

hid_t kept_string_type(std::size_t size) {
  static std::map<std::size_t, Handle> types;
  Handle& type = types[size];
  if (type.id() < 0) type = string_type(size);
  return type.id();
}

// Of an attribute: a scalar, or a row of numbers.
hid_t kept_space(const std::vector<hsize_t>& size) {
  static std::map<std::vector<hsize_t>, Handle> spaces;
  Handle& space = spaces[size];
  if (space.id() < 0) space = make_space({size, {}, {}});
  return space.id();
}

}  // namespace

Handle::Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}

Handle& Handle::operator=(Handle&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(close_, other.close_);
  return *this;
}

Handle::~Handle() { close(); }

bool Handle::close() {
  if (id_ < 0) return true;
  return close_(std::exchange(id_, -1)) >= 0;
}

void check(bool succeeded, hid_t object, std::string_view doing) {
  if (succeeded) return;
  const std::string reason = reason_of_failure();
  throw Error(fmt::format(
      "{}: {} failed ({}). Nothing was overwritten; mend that or choose another place with --out.",
      object < 0 ? "results file" : file_of(object), doing, reason));
}

Handle checked(hid_t id, Handle::Close close, hid_t object, std::string_view doing) {
  check(id >= 0, object, doing);
  return {id, close};
}

Handle make_space(const Shape& shape) {
  if (shape.size.empty()) return checked(H5Screate(H5S_SCALAR), H5Sclose, -1, "making a scalar shape");
  const hsize_t* maximum = shape.maximum.empty() ? nullptr : shape.maximum.data();
  return checked(H5Screate_simple(static_cast<int>(shape.size.size()), shape.size.data(), maximum), H5Sclose,
                 -1, "making a shape");
}

Handle string_type(std::size_t size) {
  Handle type = checked(H5Tcopy(H5T_C_S1), H5Tclose, -1, "making a string type");
  check(H5Tset_size(type.id(), size) >= 0, -1, "sizing a string type");
  check(H5Tset_cset(type.id(), H5T_CSET_UTF8) >= 0, -1, "setting a string type to UTF-8");
  check(H5Tset_strpad(type.id(), H5T_STR_NULLPAD) >= 0 || size == H5T_VARIABLE, -1, "padding a string type");
  return type;
}

hid_t transfer() {
  static const Handle list = [] {
    Handle made = checked(H5Pcreate(H5P_DATASET_XFER), H5Pclose, -1, "making properties of transfers");
    check(H5Pset_buffer(made.id(), kConversionBytes, nullptr, nullptr) >= 0, -1,
          "setting properties of transfers");
    return made;
  }();
  return list.id();
}

Handle file_access(bool locked) {
  Handle access = checked(H5Pcreate(H5P_FILE_ACCESS), H5Pclose, -1, "making file properties");
  check(H5Pset_file_locking(access.id(), locked, true) >= 0, -1, "setting file properties");
  return access;
}

Handle create_file(const std::filesystem::path& path) {
  // Every file is closed by its handle. At exit the library would try once more to write what did not fit on
  // a full disk, and crash. A second call fails without harm.
  H5dont_atexit();
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);  // the reason goes into our message instead
  const Handle creation = checked(H5Pcreate(H5P_FILE_CREATE), H5Pclose, -1, "making file properties");
  // A file that has no name yet needs no lock, and some file systems have none.
  const Handle access = file_access(false);
  const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  check(H5Pset_obj_track_times(creation.id(), false) >= 0 &&
            H5Pset_link_creation_order(creation.id(), order) >= 0 &&
            H5Pset_attr_creation_order(creation.id(), order) >= 0 &&
            H5Pset_libver_bounds(access.id(), H5F_LIBVER_V18, H5F_LIBVER_V18) >= 0,
        -1, "setting file properties");
  const hid_t file = H5Fcreate(path.c_str(), H5F_ACC_EXCL, creation.id(), access.id());
  if (file < 0) {
    throw Error(fmt::format("{}: cannot be created ({}). Choose another place with --out.", path.string(),
                            reason_of_failure()));
  }
  return {file, H5Fclose};
}

Handle create_group(hid_t parent, const std::string& name) {
  const Handle list = checked(H5Pcreate(H5P_GROUP_CREATE), H5Pclose, -1, "making group properties");
  const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  check(H5Pset_obj_track_times(list.id(), false) >= 0 && H5Pset_link_creation_order(list.id(), order) >= 0 &&
            H5Pset_attr_creation_order(list.id(), order) >= 0,
        -1, "setting group properties");
  return checked(H5Gcreate2(parent, name.c_str(), H5P_DEFAULT, list.id(), H5P_DEFAULT), H5Gclose, parent,
                 "adding group " + name);
}

Handle create_dataset(hid_t parent, const std::string& name, hid_t type, const Shape& shape) {
  const Handle space = make_space(shape);
  return checked(H5Dcreate2(parent, name.c_str(), type, space.id(), H5P_DEFAULT,
                            dataset_properties(shape, type), access_properties()),
                 H5Dclose, parent, "adding " + name);
}

namespace {

void write_attribute(hid_t object, const std::string& name, hid_t type, const void* value) {
  const Handle attribute =
      checked(H5Acreate2(object, name.c_str(), type, kept_space({}), H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
              object, "adding attribute " + name);
  check(H5Awrite(attribute.id(), type, value) >= 0, object, "writing attribute " + name);
}

void write_numbers(hid_t object, const std::string& name, std::pair<hid_t, hid_t> types,
                   std::pair<const void*, hsize_t> values) {
  const hid_t space = kept_space({values.second});
  const Handle attribute =
      checked(H5Acreate2(object, name.c_str(), types.first, space, H5P_DEFAULT, H5P_DEFAULT), H5Aclose,
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
  const std::string doing =
      "writing " + name_of(dataset);  // asked later, it would hide the reason of a failure
  check(H5Dwrite(dataset.id(), type, H5S_ALL, H5S_ALL, transfer(), values) >= 0, dataset.id(), doing);
}

void write_part(const Handle& dataset, hid_t type, const Block& block, const void* values) {
  const Handle file_space = checked(H5Dget_space(dataset.id()), H5Sclose, dataset.id(), "asking for a shape");
  const std::string name = name_of(dataset);
  check(H5Sselect_hyperslab(file_space.id(), H5S_SELECT_SET, block.begin.data(), nullptr, block.size.data(),
                            nullptr) >= 0,
        dataset.id(), "choosing a part of " + name);
  const Handle memory_space = make_space({block.size, {}, {}});
  check(H5Dwrite(dataset.id(), type, memory_space.id(), file_space.id(), transfer(), values) >= 0,
        dataset.id(), "writing " + name);
}

}  // namespace

void write_attribute(hid_t object, const std::string& name, std::string_view text) {
  const std::string value = text.empty() ? std::string(1, '\0') : std::string(text);
  write_attribute(object, name, kept_string_type(value.size()), value.data());
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

void write_chunk(const Handle& dataset, const Block& chunk, std::span<const double> values) {
  // Zeros of one number are compressed once: what the first such chunk became is every such chunk.
  struct Packed {
    std::uint32_t filters = 0;  // those left out
    std::vector<unsigned char> bytes;
  };
  static std::map<std::size_t, Packed> zeros;
  const bool nothing =
      std::ranges::all_of(values, [](double value) { return std::bit_cast<std::uint64_t>(value) == 0; });
  if (!nothing) return write(dataset, chunk, values);
  auto& [filters, bytes] = zeros[values.size()];
  const hid_t id = dataset.id();
  if (!bytes.empty()) {
    check(H5Dwrite_chunk(id, H5P_DEFAULT, filters, chunk.begin.data(), bytes.size(), bytes.data()) >= 0, id,
          "writing " + name_of(dataset));
    return;
  }
  write(dataset, chunk, values);
  hsize_t size = 0;
  if (H5Dget_chunk_storage_size(id, chunk.begin.data(), &size) < 0 || size == 0) return;
  bytes.resize(size);
  if (H5Dread_chunk(id, H5P_DEFAULT, chunk.begin.data(), &filters, bytes.data()) < 0) bytes.clear();
}

void resize(const Handle& dataset, const std::vector<hsize_t>& size) {
  const std::string doing = "extending " + name_of(dataset);
  check(H5Dset_extent(dataset.id(), size.data()) >= 0, dataset.id(), doing);
}

Handle write_text(hid_t parent, const std::string& name, const std::string& text) {
  const hid_t type = kept_string_type(H5T_VARIABLE);
  Handle dataset = create_dataset(parent, name, type, {});
  const char* start = text.c_str();
  write_whole(dataset, type, &start);
  return dataset;
}

Handle write_texts(hid_t parent, const std::string& name, const std::vector<std::string>& texts) {
  const hid_t type = kept_string_type(H5T_VARIABLE);
  Handle dataset = create_dataset(parent, name, type, {{texts.size()}, {}, {}});
  std::vector<const char*> starts;
  for (const std::string& text : texts) starts.push_back(text.c_str());
  if (!texts.empty()) write_whole(dataset, type, starts.data());
  return dataset;
}

void make_scale(const Handle& dataset, const std::string& name) {
  check(H5DSset_scale(dataset.id(), name.c_str()) >= 0, dataset.id(), "making dimension " + name);
}

Handle make_bare_dimension(hid_t parent, const std::string& name, hsize_t length) {
  const bool unlimited = length == kUnlimited;
  const hsize_t size = unlimited ? 0 : length;
  const Shape shape = unlimited ? Shape{{0}, {kUnlimited}, {1024}} : Shape{{size}, {}, {}};
  Handle dataset = create_dataset(parent, name, H5T_IEEE_F32LE, shape);
  // The words by which netCDF-4 knows a dimension that is not a variable.
  make_scale(dataset, fmt::format("This is a netCDF dimension but not a netCDF variable. {:9}", size));
  return dataset;
}

void attach_scale(const Handle& dataset, const Handle& scale, unsigned axis) {
  check(H5DSattach_scale(dataset.id(), scale.id(), axis) >= 0, dataset.id(), "attaching a dimension");
}

}  // namespace comity::hdf5
