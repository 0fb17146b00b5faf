#include "port/kept.h"

#include "error.h"

#include <utility>

#define COMITY_IMPORT(name) extern "C" __attribute__((import_module("comity"), import_name(#name)))

COMITY_IMPORT(keep) int page_keeps(const std::byte* bytes, std::size_t size);
COMITY_IMPORT(recall) void page_recalls(int number, std::byte* into);
COMITY_IMPORT(drop) void page_drops(int number);

namespace comity::web {

Kept::Kept(std::span<const std::byte> bytes)
    : number_(page_keeps(bytes.data(), bytes.size())), size_(bytes.size()) {}

Kept::~Kept() {
  if (number_ != 0) page_drops(number_);
}

Kept::Kept(Kept&& other) noexcept : number_(std::exchange(other.number_, 0)), size_(other.size_) {}

Kept& Kept::operator=(Kept&& other) noexcept {
  std::swap(number_, other.number_);
  std::swap(size_, other.size_);
  return *this;
}

void Kept::read(std::span<std::byte> into) const {
  COMITY_EXPECT(into.size() == size_);
  page_recalls(number_, into.data());
}

}  // namespace comity::web
