#include "experiment/sweep_tracker.h"

#include <fmt/format.h>

#include <utility>

namespace comity {

void SweepTracker::count(const RunId& run, const std::string& failure) {
  ++report_.own;
  if (failure.empty()) return;
  if (failed_++ == 0) {
    first_ = failure;
    report_.progress.first_failure =
        fmt::format("point {}, replicate {}: {}", run.point, run.replicate, failure);
  }
  alike_ = alike_ && failure == first_;
}

bool SweepTracker::fine() {
  SweepProgress& progress = report_.progress;
  progress.done = total(SharedCount::done, report_.own, told_done_);
  progress.failed = total(SharedCount::failed, failed_, told_failed_);
  if (options_.most_failures > 0 && progress.failed >= options_.most_failures)
    report_.ending = SweepEnding::too_many_failures;
  if (alike_ && failed_ >= kAlikeFailures && progress.failed == progress.done)
    report_.ending = SweepEnding::all_alike;
  return hear_of_ending();
}

bool SweepTracker::hear_of_ending() {
  if (options_.ranks != nullptr)
    report_.ending = SweepEnding{
        static_cast<std::uint8_t>(options_.ranks->tell_ending(static_cast<std::uint64_t>(report_.ending)))};
  return report_.ending == SweepEnding::finished;
}

// Adds what has come since it was told last.
std::uint64_t SweepTracker::total(SharedCount which, std::uint64_t own, std::uint64_t& told) const {
  if (options_.ranks == nullptr) return own;
  const std::uint64_t more = own - std::exchange(told, own);
  return options_.ranks->add(which, more) + more;
}

}  // namespace comity
