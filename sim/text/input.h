/// The only way in which files are opened for reading: regular files alone, so that no command waits for a FIFO, reads a device
/// for ever or fills the memory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace comity {

/// The longest text that is read [byte]; a design of 100,000 points of 30 factors has 60 MB.
inline constexpr std::uint64_t kLongestText = 256'000'000;

/// The text of a file, or why there is none.
struct InputFile {
  std::string text;
  std::string problem;  // e.g. "it is a FIFO"; empty: the file was read
};

/// Reads a regular file of at most `most` bytes, at once.
InputFile read_input_file(const std::filesystem::path& path, std::uint64_t most = kLongestText);

/// Why a file of any size cannot be read ("there is no such file", "it is a folder", "no permission", …); empty: it can.
std::string why_unreadable(const std::filesystem::path& path);

/// What an existing path is in words when it is no regular file: "a folder", "a FIFO", "a device", "a socket"; empty: it is one, or
/// there is nothing. Links are followed; one that leads to nothing counts as nothing.
std::string kind_of_special(const std::filesystem::path& path);

}  // namespace comity
