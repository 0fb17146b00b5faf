#include "experiment/block_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace comity {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{8} << 20U;

// The number in `name-000012.block`.
std::uint64_t number_in(const std::string& file, std::size_t begin) {
  std::uint64_t number = 0;
  std::from_chars(file.data() + begin, file.data() + file.size(), number);
  return number;
}

}  // namespace

BlockWriter::BlockWriter(const SweepFolder& folder, std::string name, std::uint64_t model)
    : folder_(folder.blocks()),
      name_(std::move(name) + "-"),
      model_(model),
      last_(std::chrono::steady_clock::now()) {
  for (const auto& entry : fs::directory_iterator(folder_)) {
    const std::string file = entry.path().filename().string();
    if (!file.starts_with(name_)) continue;
    std::error_code ignored;
    if (file.find(".partial-") != std::string::npos) fs::remove(entry.path(), ignored);
    next_ = std::max(next_, number_in(file, name_.size()) + 1);
  }
}

bool BlockWriter::write_when_due(double seconds) {
  if (block_.entries.empty()) return false;
  const std::chrono::duration<double> age = std::chrono::steady_clock::now() - last_;
  if (age.count() < seconds && block_.records.size() < kMostBytes) return false;
  write();
  return true;
}

void BlockWriter::write() {
  if (block_.entries.empty()) return;
  write_block(folder_ / fmt::format("{}{:06}.block", name_, next_), model_, block_);
  ++next_;
  ++written_;
  block_ = {};
  last_ = std::chrono::steady_clock::now();
}

}  // namespace comity
