#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace comity::test {

/// The bytes of a file; empty when there is none.
inline std::string read_whole(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

}  // namespace comity::test
