/// The two kinds of error: `Error` for what a user can mend, `expect` for our own bugs.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace comity {

/// A mistake in the user's input. Thrown at the boundary (scenario, law, results, command line), caught
/// once in main, printed as it stands, exit code 2. The text follows `where: what (why). what to do`; several
/// mistakes found together stand one after the other, a line (or block of lines) each.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message) : std::runtime_error(message) {}
};

/// Ends the program with the condition and its place: a bug of ours, never the user's mistake.
[[noreturn]] inline void fail_expectation(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "comity: internal error: expected %s at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace comity

/// Checks a condition that only a bug of ours can break; always on.
#define COMITY_EXPECT(condition) \
  ((condition) ? static_cast<void>(0) : ::comity::fail_expectation(#condition, __FILE__, __LINE__))
