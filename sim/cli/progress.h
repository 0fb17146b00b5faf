/// How far a run has come, on stderr: a bar on a terminal, a line now and then in a batch log.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace comity::cli {

/// Where progress goes.
enum class ProgressStyle { none, bar, lines };

/// None when quiet is asked for; else a bar when stderr is a terminal, lines otherwise.
ProgressStyle progress_style(bool quiet);

/// What is done, in words, and when a batch log hears of it first (and then every 30 s).
struct ProgressKind {
  std::string (*words)(std::uint32_t done, std::uint32_t total, double seconds);
  std::chrono::seconds first;
};

/// `132 of 200 runs (66 %), 12.3 runs/s, 6 s left`.
std::string progress_words(std::uint32_t done, std::uint32_t total, double seconds);

/// `making the design: 66 %, 6 s left`.
std::string design_progress_words(std::uint32_t done, std::uint32_t total, double seconds);

inline constexpr ProgressKind kRunProgress = {progress_words, std::chrono::seconds(30)};
inline constexpr ProgressKind kDesignProgress = {design_progress_words, std::chrono::seconds(1)};

/// Tells how much is done, how fast, and how long the rest will take.
class Progress {
 public:
  Progress(ProgressStyle style, std::uint32_t total, ProgressKind kind = kRunProgress);
  /// Takes the bar away.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Called often; prints when it is time.
  void show(std::uint32_t done);

 private:
  ProgressStyle style_;
  std::uint32_t total_;
  ProgressKind kind_;
  std::chrono::steady_clock::time_point begin_;
  std::chrono::steady_clock::time_point printed_;
  bool said_ = false;
  bool drawn_ = false;
};

/// Progress whose total is known at the first call.
class LateProgress {
 public:
  explicit LateProgress(bool quiet) : style_(progress_style(quiet)) {}
  void show(std::uint32_t done, std::uint32_t total) {
    if (!progress_) progress_.emplace(style_, total);
    progress_->show(done);
  }

 private:
  ProgressStyle style_;
  std::optional<Progress> progress_;
};

/// `6 s`, `4 min`, `2 h 10 min`.
std::string duration_words(double seconds);

/// `3 kB`, `12 MB`, `1.4 GB`.
std::string size_words(double bytes);

}  // namespace comity::cli
