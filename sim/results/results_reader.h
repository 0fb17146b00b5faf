/// Reads results files, for the commands that ask questions of them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace comity {

/// An open results file. Datasets are named by their path, e.g. `metrics/demands`.
class ResultsReader {
 public:
  /// Throws Error when the file cannot be read, is no HDF5 file or was not written by comity.
  explicit ResultsReader(std::filesystem::path path);
  ~ResultsReader();
  ResultsReader(ResultsReader&&) noexcept;
  ResultsReader& operator=(ResultsReader&&) noexcept;

  const std::filesystem::path& path() const { return path_; }

  /// Whether there is a dataset or group of this name.
  bool has(const std::string& name) const;

  /// Names of what is in a group, but for the scales of its dimensions; none where there is no such group.
  std::vector<std::string> names_in(const std::string& group) const;

  /// Length of each axis of a dataset; empty for a scalar. This and the following throw Error when there is no such
  /// dataset or it holds something else.
  std::vector<std::size_t> shape(const std::string& name) const;

  /// All values of a dataset of numbers, row-major.
  std::vector<double> numbers(const std::string& name) const;

  /// The values of a part of it: from an index on each axis, so many on each.
  std::vector<double> numbers(const std::string& name, const std::vector<std::size_t>& begin,
                              const std::vector<std::size_t>& size) const;

  /// All values of a dataset of texts.
  std::vector<std::string> texts(const std::string& name) const;

  /// A text or whole number among the attributes of a group or dataset.
  std::string text_attribute(const std::string& object, const std::string& name) const;

 private:
  struct Parts;
  std::filesystem::path path_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace comity
