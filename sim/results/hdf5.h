/// The calls of HDF5 we use, each checked: a failure becomes an Error that names the file and the reason.
/// Everything created is also readable as netCDF-4: creation order is kept, times of writing are not.
#pragma once

#include <hdf5.h>

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace comity::hdf5 {

/// An open object of the library (file, group, dataset, type, …); closes itself.
class Handle {
 public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  Handle(hid_t id, Close closer) : id_(id), close_(closer) {}
  Handle(Handle&& other) noexcept;
  Handle& operator=(Handle&& other) noexcept;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle();

  hid_t id() const { return id_; }

  /// Closes and reports whether the library managed to (a full disk can show only here).
  bool close();

 private:
  hid_t id_ = -1;
  Close close_ = nullptr;
};

/// Shape of a dataset. An entry of `maximum` may be H5S_UNLIMITED; an empty `chunk` means contiguous, an
/// empty `size` scalar.
struct Shape {
  std::vector<hsize_t> size;
  std::vector<hsize_t> maximum;  // empty: as `size`
  std::vector<hsize_t> chunk;    // chunked datasets are shuffled and deflated
};

/// Throws Error when a call on an object of a file failed: `file: doing failed (reason). what to do`.
void check(bool succeeded, hid_t object, std::string_view doing);

/// The object of this id, or an Error when there is none.
Handle checked(hid_t id, Handle::Close close, hid_t object, std::string_view doing);

/// How values are read and written: with small buffers for their conversion.
hid_t transfer();

/// How a file is opened: with the library's own lock on it, or without.
Handle file_access(bool locked);

/// Creates a new file; throws Error when that is not possible.
Handle create_file(const std::filesystem::path& path);

Handle create_group(hid_t parent, const std::string& name);

/// Attributes: a text, a number, a list of codes.
void write_attribute(hid_t object, const std::string& name, std::string_view text);
void write_attribute(hid_t object, const std::string& name, double value);
void write_attribute(hid_t object, const std::string& name, std::int64_t value);
void write_attribute(hid_t object, const std::string& name, std::span<const std::int32_t> values);

/// A dataspace of this shape; a UTF-8 string type of this many bytes (or H5T_VARIABLE).
Handle make_space(const Shape& shape);
Handle string_type(std::size_t size);

/// Creates a dataset of `type` (one of the file types below). Missing values of doubles are NaN.
Handle create_dataset(hid_t parent, const std::string& name, hid_t type, const Shape& shape);

/// File types: little-endian whatever the machine.
inline hid_t double_type() { return H5T_IEEE_F64LE; }
inline hid_t int_type() { return H5T_STD_I32LE; }
inline hid_t long_type() { return H5T_STD_I64LE; }

/// Writes a whole dataset.
void write(const Handle& dataset, std::span<const double> values);
void write(const Handle& dataset, std::span<const std::int32_t> values);
void write(const Handle& dataset, std::span<const std::int64_t> values);

/// A rectangular part of a dataset.
struct Block {
  std::vector<hsize_t> begin;
  std::vector<hsize_t> size;
};

/// Writes a part of a dataset.
void write(const Handle& dataset, const Block& block, std::span<const double> values);
void write(const Handle& dataset, const Block& block, std::span<const std::int32_t> values);
void write(const Handle& dataset, const Block& block, std::span<const std::int64_t> values);

/// Writes a part that is a whole chunk: as `write`, with the same bytes in the file, in less time where all values are 0.
void write_chunk(const Handle& dataset, const Block& chunk, std::span<const double> values);

/// Makes an unlimited dataset longer (or as long as `size` says).
void resize(const Handle& dataset, const std::vector<hsize_t>& size);

/// Creates a dataset of variable-length UTF-8 strings, scalar or one-dimensional, and writes it.
Handle write_text(hid_t parent, const std::string& name, const std::string& text);
Handle write_texts(hid_t parent, const std::string& name, const std::vector<std::string>& texts);

/// Makes a dataset the scale of a dimension of this name.
void make_scale(const Handle& dataset, const std::string& name);

/// Makes a dimension without values, as netCDF-4 does; an unlimited one starts with length 0.
Handle make_bare_dimension(hid_t parent, const std::string& name, hsize_t length);
inline constexpr hsize_t kUnlimited = H5S_UNLIMITED;

/// Attaches a scale to an axis of a dataset.
void attach_scale(const Handle& dataset, const Handle& scale, unsigned axis);

}  // namespace comity::hdf5
