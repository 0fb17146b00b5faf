#include "experiment/ranks.h"

#include "error.h"

#ifdef COMITY_MPI
#include <mpi.h>

#include <algorithm>
#include <exception>
#include <mutex>
#endif

namespace comity {

#ifdef COMITY_MPI

namespace {

// Cells of the window on the first rank: the shared counts, then the ending.
constexpr MPI_Aint kCells = 4;
constexpr MPI_Aint kEndingCell = 3;

}  // namespace

// One call at a time (MPI_THREAD_SERIALIZED). The window lies on the first rank; the others reach it without its help where the
// network can, else when a thread of the first rank is in MPI next, which is several times a second.
struct Ranks::Shared {
  std::mutex mutex;
  MPI_Win window = MPI_WIN_NULL;
  std::uint64_t* cells = nullptr;

  std::uint64_t fetch_and(MPI_Op operation, MPI_Aint cell, std::uint64_t operand) {
    const std::lock_guard lock(mutex);
    std::uint64_t before = 0;
    MPI_Fetch_and_op(&operand, &before, MPI_UINT64_T, 0, cell, operation, window);
    MPI_Win_flush(0, window);
    return before;
  }
};

Ranks::Ranks(std::uint32_t launched) {
  if (launched <= 1) return;
  int level = MPI_THREAD_SINGLE;
  MPI_Init_thread(nullptr, nullptr, MPI_THREAD_SERIALIZED, &level);
  int number = 0;
  int count = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &number);
  MPI_Comm_size(MPI_COMM_WORLD, &count);
  if (level < MPI_THREAD_SERIALIZED)
    throw Error("this MPI library does not let threads call it (MPI_THREAD_SERIALIZED).");
  shared_ = std::make_unique<Shared>();
  const MPI_Aint size = number == 0 ? kCells * static_cast<MPI_Aint>(sizeof(std::uint64_t)) : 0;
  MPI_Win_allocate(size, sizeof(std::uint64_t), MPI_INFO_NULL, MPI_COMM_WORLD, &shared_->cells,
                   &shared_->window);
  for (MPI_Aint i = 0; number == 0 && i < kCells; ++i) shared_->cells[i] = 0;
  MPI_Barrier(MPI_COMM_WORLD);
  MPI_Win_lock_all(0, shared_->window);
  number_ = static_cast<std::uint32_t>(number);
  count_ = static_cast<std::uint32_t>(count);
}

Ranks::~Ranks() {
  if (!shared_ || std::uncaught_exceptions() > 0) return;
  MPI_Win_unlock_all(shared_->window);
  MPI_Win_free(&shared_->window);
  MPI_Finalize();
}

void Ranks::wait_for_all() {
  if (!shared_) return;
  const std::lock_guard lock(shared_->mutex);
  MPI_Barrier(MPI_COMM_WORLD);
}

std::uint64_t Ranks::add(SharedCount which, std::uint64_t amount) {
  COMITY_EXPECT(shared_ != nullptr);
  return shared_->fetch_and(MPI_SUM, static_cast<MPI_Aint>(which), amount);
}

std::uint64_t Ranks::tell_ending(std::uint64_t code) {
  COMITY_EXPECT(shared_ != nullptr);
  return std::max(shared_->fetch_and(MPI_MAX, kEndingCell, code), code);
}

int Ranks::from_first(int value) {
  if (!shared_) return value;
  const std::lock_guard lock(shared_->mutex);
  MPI_Bcast(&value, 1, MPI_INT, 0, MPI_COMM_WORLD);
  return value;
}

#else

struct Ranks::Shared {};

Ranks::Ranks(std::uint32_t) {}
Ranks::~Ranks() = default;
void Ranks::wait_for_all() {}
std::uint64_t Ranks::add(SharedCount, std::uint64_t) {
  COMITY_EXPECT(shared_ != nullptr);
  return 0;
}
std::uint64_t Ranks::tell_ending(std::uint64_t code) { return code; }
int Ranks::from_first(int value) { return value; }

#endif

}  // namespace comity
