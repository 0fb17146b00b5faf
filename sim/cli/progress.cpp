#include "cli/progress.h"

#include <fmt/format.h>

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace comity::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kRedraw = 100ms;
constexpr std::chrono::milliseconds kNextLine = 30s;
constexpr std::uint32_t kBarWidth = 30;

std::string bar(std::uint32_t done, std::uint32_t total) {
  const auto full = static_cast<std::uint32_t>(std::uint64_t{kBarWidth} * done / total);
  return std::string(full, '#') + std::string(kBarWidth - full, '.');
}

}  // namespace

ProgressStyle progress_style(bool quiet) {
  if (quiet) return ProgressStyle::none;
  return ::isatty(STDERR_FILENO) == 1 ? ProgressStyle::bar : ProgressStyle::lines;
}

Progress::Progress(ProgressStyle style, std::uint32_t total, ProgressKind kind)
    : style_(style), total_(total), kind_(kind), begin_(std::chrono::steady_clock::now()), printed_(begin_) {}

Progress::~Progress() {
  if (drawn_) fmt::print(stderr, "\r\x1b[K");
}

void Progress::show(std::uint32_t done) {
  const auto now = std::chrono::steady_clock::now();
  const auto patience = style_ == ProgressStyle::bar ? kRedraw
                        : said_                      ? kNextLine
                                                     : std::chrono::milliseconds(kind_.first);
  if (style_ == ProgressStyle::none || now - printed_ < patience) return;
  printed_ = now;
  said_ = true;
  const std::string words = kind_.words(done, total_, std::chrono::duration<double>(now - begin_).count());
  if (style_ == ProgressStyle::bar) {
    fmt::print(stderr, "\r[{}] {}\x1b[K", bar(done, total_), words);
    std::fflush(stderr);
    drawn_ = true;
  } else {
    fmt::print(stderr, "comity: {}\n", words);
  }
}

std::string duration_words(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  if (whole < 120) return fmt::format("{} s", whole);
  if (whole < 7200) return fmt::format("{} min", (whole + 59) / 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string size_words(double bytes) {
  if (bytes < 1e6) return fmt::format("{:.0f} kB", std::max(1.0, bytes / 1e3));
  return bytes < 1e9 ? fmt::format("{:.0f} MB", bytes / 1e6) : fmt::format("{:.1f} GB", bytes / 1e9);
}

std::string design_progress_words(std::uint32_t done, std::uint32_t total, double seconds) {
  std::string words = fmt::format("making the design: {} %", std::uint64_t{100} * done / total);
  if (done > 0 && done < total)
    words += fmt::format(", {} left", duration_words(seconds / done * (total - done)));
  return words;
}

std::string progress_words(std::uint32_t done, std::uint32_t total, double seconds) {
  std::string words = fmt::format("{} of {} runs ({} %)", done, total, std::uint64_t{100} * done / total);
  if (done == 0 || seconds <= 0.0) return words;
  const double rate = done / seconds;
  words += rate >= 1.0 ? fmt::format(", {:.1f} runs/s", rate) : fmt::format(", {:.1f} runs/min", 60.0 * rate);
  if (done < total) words += fmt::format(", {} left", duration_words((total - done) / rate));
  return words;
}

}  // namespace comity::cli
