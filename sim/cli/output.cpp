#include "cli/output.h"

#include "cli/options.h"
#include "text/printable.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace comity::cli {
namespace {

void write_to(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);  // a failure is kept by the stream: see finish_output
}

}  // namespace

void print_text(std::string_view text) { write_to(stdout, printable(text)); }

void print_data(std::string_view text) { write_to(stdout, text); }

void print_as(std::string_view format, std::string_view answer) {
  format == "json" || format == "csv" ? print_data(answer) : print_text(answer);
}

void print_message(std::string_view message) {
  write_to(stderr, printable(message) + (message.ends_with('\n') ? "" : "\n"));
}

void hold_standard_streams() {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    if (::fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    // Open for the other direction: a write to a standard output that was closed has to fail.
    if (::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) != stream) return;
  }
}

int finish_output(int code) {
  errno = 0;
  const bool flushed = std::fflush(stdout) == 0;
  if (flushed && std::ferror(stdout) == 0) return code;
  const std::string reason = errno == 0 ? "is its disk full?" : std::strerror(errno);
  const bool closed = (::fcntl(STDOUT_FILENO, F_GETFL) & O_ACCMODE) == O_RDONLY;  // as it was held
  print_message(fmt::format(
      "comity: standard output cannot be written ({}), so that what was to be printed is missing or cut off. "
      "Files that the command wrote are whole.",
      closed ? "it is closed" : reason));
  return code == kSuccess ? kInternalFailure : code;
}

}  // namespace comity::cli
