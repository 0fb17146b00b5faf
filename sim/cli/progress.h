/// How far a run has come, on stderr: a bar on a terminal, a line now and then in a batch log.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace comity {

/// Where progress goes.
enum class ProgressStyle { none, bar, lines };

/// A bar when stderr is a terminal, lines otherwise.
ProgressStyle progress_style_of_stderr();

/// Tells how many runs are done, how fast, and how long the rest will take.
class Progress {
 public:
  Progress(ProgressStyle style, std::uint32_t total);
  /// Takes the bar away.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Called often; prints when it is time.
  void show(std::uint32_t done);

 private:
  ProgressStyle style_;
  std::uint32_t total_;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point printed_;
  bool drawn_ = false;
};

/// `132 of 200 runs (66 %), 12.3 runs/s, 6 s left`.
std::string progress_words(std::uint32_t done, std::uint32_t total, double seconds);

/// `6 s`, `4 min`, `2 h 10 min`.
std::string duration_words(double seconds);

}  // namespace comity
