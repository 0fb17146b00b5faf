/// Bytes that the page keeps for the model outside of the model's memory, which only grows (web/page/src/store.js).
#pragma once

#include <cstddef>
#include <span>

namespace comity::web {

class Kept {
 public:
  explicit Kept(std::span<const std::byte> bytes);
  ~Kept();
  Kept(Kept&& other) noexcept;
  Kept& operator=(Kept&& other) noexcept;
  Kept(const Kept&) = delete;
  Kept& operator=(const Kept&) = delete;

  std::size_t size() const { return size_; }

  /// Fills `into`, which has this size.
  void read(std::span<std::byte> into) const;

 private:
  int number_;  // 0: moved away
  std::size_t size_;
};

}  // namespace comity::web
