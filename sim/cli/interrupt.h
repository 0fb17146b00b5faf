/// Ctrl-C, `kill` and the warning of a batch system (SIGUSR1): noticed, so that a run can stop cleanly.
#pragma once

#include <csignal>

namespace comity::cli {

/// While it lives, the first SIGINT, SIGTERM or SIGUSR1 is only noted; a second one ends the program at once.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  /// The signal that came, 0 while none did.
  int signal() const;

 private:
  struct sigaction interrupt_{};
  struct sigaction terminate_{};
  struct sigaction user_{};
};

}  // namespace comity::cli
