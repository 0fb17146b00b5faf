/// The ranks of an MPI job that make one sweep together. A build without MPI, or a process that nobody started as a rank, is one
/// rank of one.
#pragma once

#include <cstdint>
#include <memory>

namespace comity {

/// What the ranks count together. Each is a number that starts at 0 and only grows.
enum class SharedCount : std::uint8_t { claimed, done, failed };

class Ranks {
 public:
  /// Joins the other ranks when this process is one of `launched` > 1 that mpirun or srun started, and the launcher speaks MPI;
  /// otherwise stays alone. One object a process.
  explicit Ranks(std::uint32_t launched);

  /// Leaves the other ranks; after an exception without waiting for them, so that the launcher ends the job.
  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  std::uint32_t number() const { return number_; }  // 0 …
  std::uint32_t count() const { return count_; }
  bool alone() const { return count_ == 1; }
  bool first() const { return number_ == 0; }

  /// Waits until every rank has come here.
  void wait_for_all();

  /// Adds to a shared count and returns what it was before; callable from every thread.
  std::uint64_t add(SharedCount which, std::uint64_t amount);

  /// Tells the others that this rank ends early, by a code > 0; returns the largest code told so far (0: none).
  std::uint64_t tell_ending(std::uint64_t code);

  /// The number that the first rank gives; every rank has to ask.
  int from_first(int value);

 private:
  struct Shared;
  std::uint32_t number_ = 0;
  std::uint32_t count_ = 1;
  std::unique_ptr<Shared> shared_;
};

}  // namespace comity
