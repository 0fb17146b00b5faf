/// Blocks: files with the records of some runs, each whole or not there at all.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace comity {

/// One run of a sweep.
struct RunId {
  std::uint32_t point = 0;
  std::uint32_t replicate = 0;
  bool operator==(const RunId&) const = default;
};

/// What a block says of one record in it.
struct BlockEntry {
  RunId run;
  std::uint32_t failed = 0;
  std::uint32_t reserved = 0;
  std::uint64_t begin = 0;     // in the file [byte]
  std::uint64_t size = 0;      // [byte]
  std::uint64_t checksum = 0;  // FNV-1a of the record
};

/// Records of runs that are to be written together.
struct Block {
  std::vector<BlockEntry> entries;  // `begin` counts from the first record
  std::string records;

  void add(RunId run, bool failed, const std::string& record);
};

/// Writes a block beside its name, syncs it and renames it. `model` tells sweeps apart. Throws Error when the disk is
/// full or cannot be written.
void write_block(const std::filesystem::path& path, std::uint64_t model, const Block& block);

/// The entries of a block, `begin` counted from the start of the file; nothing when the file is cut off, damaged or of
/// another model. Throws Error when it cannot be read.
struct BlockIndex {
  bool whole = false;
  std::vector<BlockEntry> entries;
};
BlockIndex read_block_index(const std::filesystem::path& path, std::uint64_t model);

/// FNV-1a of bytes, eight at a time.
std::uint64_t checksum_of(std::string_view bytes);

}  // namespace comity
