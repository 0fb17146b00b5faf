/// Reading with HDF5, each call checked: a failure becomes an Error that names the file and what is missing.
#pragma once

#include "results/hdf5.h"

#include <filesystem>
#include <string>
#include <vector>

namespace comity::hdf5 {

/// Opens a file to read; throws Error when it is none of HDF5.
Handle open_file(const std::filesystem::path& path);

/// Opens a dataset or group of a file by its path in it; throws Error when there is none.
Handle open_dataset(const Handle& file, const std::string& name);
Handle open_group(const Handle& file, const std::string& name);

/// Whether the file has an object of this path, all groups on the way included.
bool has(const Handle& file, const std::string& name);

/// Sizes of a dataset's dimensions.
std::vector<hsize_t> size_of(const Handle& dataset);

/// Part of a dataset as numbers, whatever its type; all values are exact as doubles.
std::vector<double> read(const Handle& dataset, const Block& block);

/// A list of texts.
std::vector<std::string> read_texts(const Handle& file, const std::string& name);

/// A text or a whole number kept as an attribute.
std::string read_text_attribute(const Handle& object, const std::string& name);
std::int64_t read_integer_attribute(const Handle& object, const std::string& name);

}  // namespace comity::hdf5
