#include "text/input.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

namespace comity {
namespace {

// An open file; closes itself.
struct OpenFile {
  int number = -1;
  std::string problem;  // why there is none

  OpenFile() = default;
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  OpenFile(OpenFile&& other) noexcept
      : number(std::exchange(other.number, -1)), problem(std::move(other.problem)) {}
  ~OpenFile() {
    if (number >= 0) ::close(number);
  }
};

std::string_view special_words(mode_t mode) {
  if (S_ISREG(mode)) return "";
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

std::string words_for(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return "there is no such file";
    case EACCES:
    case EPERM:
      return "no permission";
    case ELOOP:
      return "its links lead in a circle";
    case ENXIO:
      return "it is a socket";
    default:
      return std::strerror(error);
  }
}

// Does not wait for whoever might write into a FIFO.
OpenFile open_regular(const std::filesystem::path& path) {
  OpenFile file;
  file.number = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  struct stat status{};
  if (file.number < 0 || ::fstat(file.number, &status) != 0) {
    file.problem = words_for(errno);
  } else if (const auto special = special_words(status.st_mode); !special.empty()) {
    file.problem = fmt::format("it is {}", special);
  }
  return file;
}

}  // namespace

InputFile read_input_file(const std::filesystem::path& path, std::uint64_t most) {
  constexpr std::size_t kPiece = std::size_t{1} << 16U;
  const OpenFile file = open_regular(path);
  InputFile input{{}, file.problem};
  while (input.problem.empty()) {
    const std::size_t length = input.text.size();
    input.text.resize(length + kPiece);
    const ssize_t count = ::read(file.number, input.text.data() + length, kPiece);
    input.text.resize(length + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    if (count == 0) return input;
    if (count < 0 && errno != EINTR) input.problem = words_for(errno);
    if (input.text.size() > most) input.problem = fmt::format("it is longer than {} MB", most / 1'000'000);
  }
  input.text.clear();
  return input;
}

std::string why_unreadable(const std::filesystem::path& path) { return open_regular(path).problem; }

std::string kind_of_special(const std::filesystem::path& path) {
  struct stat status{};
  return ::stat(path.c_str(), &status) == 0 ? std::string(special_words(status.st_mode)) : "";
}

}  // namespace comity
