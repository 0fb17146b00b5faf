#include "experiment/block.h"

#include "error.h"
#include "results/safe_file.h"
#include "text/input.h"

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <fstream>
#include <string_view>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace comity {
namespace {

constexpr std::array<char, 16> kMagic = {'c', 'o', 'm', 'i', 't', 'y', ' ',  'b',
                                         'l', 'o', 'c', 'k', ' ', '1', '\n', 0};

// The first bytes of a block; the entries follow, then their checksum, then the records.
struct Head {
  std::array<char, 16> magic = kMagic;
  std::uint64_t model = 0;
  std::uint64_t count = 0;
};

std::uint64_t size_of_index(std::uint64_t count) {
  return sizeof(Head) + count * sizeof(BlockEntry) + sizeof(std::uint64_t);
}

std::string index_bytes(std::uint64_t model, const Block& block) {
  const Head head{kMagic, model, block.entries.size()};
  std::string bytes(reinterpret_cast<const char*>(&head), sizeof head);
  const std::uint64_t shift = size_of_index(block.entries.size());
  for (BlockEntry entry : block.entries) {
    entry.begin += shift;
    bytes.append(reinterpret_cast<const char*>(&entry), sizeof entry);
  }
  const std::uint64_t checksum = checksum_of(bytes);
  bytes.append(reinterpret_cast<const char*>(&checksum), sizeof checksum);
  return bytes;
}

// Closes on every way out.
struct Descriptor {
  int number = -1;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

[[noreturn]] void fail_writing(const std::filesystem::path& path, int error) {
  throw Error(
      fmt::format("{}: cannot be written ({}). What was finished before is safe; make {} and start the same "
                  "command again.",
                  path.string(), std::strerror(error), error == EROFS ? "the disk writable" : "room"));
}

// Whether the file's length is what its entries say.
bool has_length(const std::filesystem::path& path, const std::vector<BlockEntry>& entries) {
  std::uint64_t end = size_of_index(entries.size());
  for (const BlockEntry& entry : entries) {
    if (entry.begin != end) return false;
    end += entry.size;
  }
  return std::filesystem::file_size(path) == end;
}

}  // namespace

std::uint64_t checksum_of(std::string_view bytes) {
  constexpr std::uint64_t kPrime = 0x100000001b3ULL;
  std::uint64_t hash = 0xcbf29ce484222325ULL ^ bytes.size();
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t size = std::min(bytes.size(), sizeof word);
    std::memcpy(&word, bytes.data(), size);
    hash = (hash ^ word) * kPrime;
    hash ^= hash >> 32U;
    bytes.remove_prefix(size);
  }
  return hash;
}

void Block::add(RunId run, bool failed, const std::string& record) {
  entries.push_back({run, failed ? 1U : 0U, 0, records.size(), record.size(), checksum_of(record)});
  records += record;
}

void write_block(const std::filesystem::path& path, std::uint64_t model, const Block& block) {
  SafeFile file(path, Overwrite::yes);
  {
    const Descriptor out{::open(file.temporary().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666)};
    if (out.number < 0 || !write_all(out.number, index_bytes(model, block)) ||
        !write_all(out.number, block.records))
      fail_writing(path, errno);
  }
  file.keep();
}

BlockIndex read_block_index(const std::filesystem::path& path, std::uint64_t model) {
  if (const std::string problem = why_unreadable(path); !problem.empty())
    throw Error(fmt::format("{}: cannot be read ({}).", path.string(), problem));
  std::ifstream file(path, std::ios::binary);
  BlockIndex index;
  Head head;
  const std::uint64_t length = std::filesystem::file_size(path);
  if (!file.read(reinterpret_cast<char*>(&head), sizeof head) || head.magic != kMagic || head.model != model)
    return index;
  if (head.count > length / sizeof(BlockEntry) || size_of_index(head.count) > length) return index;
  std::string bytes(size_of_index(head.count), '\0');
  file.seekg(0);
  if (!file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()))) return index;
  std::uint64_t checksum = 0;
  const std::size_t body = bytes.size() - sizeof checksum;
  std::memcpy(&checksum, bytes.data() + body, sizeof checksum);
  if (checksum != checksum_of(std::string_view(bytes).substr(0, body))) return index;
  index.entries.resize(head.count);
  if (head.count > 0)
    std::memcpy(index.entries.data(), bytes.data() + sizeof head, head.count * sizeof(BlockEntry));
  index.whole = has_length(path, index.entries);
  return index;
}

}  // namespace comity
