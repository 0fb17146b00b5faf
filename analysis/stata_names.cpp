#include "analysis/stata_names.h"

#include "analysis/expression.h"

#include <algorithm>
#include <array>
#include <set>

namespace comity::analysis {
namespace {

constexpr std::size_t kLongest = 32;

// help reserved: what no variable may be called, besides str1, str2, …
constexpr std::array<std::string_view, 28> kReserved = {
    "_all", "_b",     "byte",     "_coef",     "_cons", "double",  "float", "if",   "in",    "int",
    "long", "_n",     "_N",       "_pi",       "_pred", "_rc",     "_skip", "strL", "using", "with",
    "_se",  "_merge", "_uniform", "aggregate", "array", "boolean", "break", "str"};

bool is_reserved(std::string_view name) {
  if (std::ranges::find(kReserved, name) != kReserved.end()) return true;
  return name.size() > 3 && name.starts_with("str") && std::ranges::all_of(name.substr(3), is_digit);
}

std::string lower(std::string text) {
  for (char& one : text) {
    if (one >= 'A' && one <= 'Z') one = static_cast<char>(one - 'A' + 'a');
  }
  return text;
}

std::string made_safe(const std::string& name) {
  std::string safe;
  for (const char one : name) {
    if ((static_cast<unsigned char>(one) & 0xC0U) == 0x80U) continue;  // the rest of a letter beyond ASCII
    safe += is_letter(one) || is_digit(one) ? one : '_';
  }
  if (safe.empty() || is_digit(safe.front())) safe.insert(0, "_");
  if (is_reserved(safe)) safe += "_";
  return safe.substr(0, kLongest);
}

}  // namespace

bool is_stata_name(std::string_view name) {
  if (name.empty() || name.size() > kLongest || is_digit(name.front()) || is_reserved(name)) return false;
  return std::ranges::all_of(name, [](char one) { return is_letter(one) || is_digit(one); });
}

std::vector<std::string> stata_names(const std::vector<std::string>& names) {
  std::vector<std::string> safe;
  std::set<std::string> used;
  for (const std::string& name : names) {
    const std::string base = made_safe(name);
    std::string one = base;
    for (int number = 2; !used.insert(lower(one)).second; ++number) {
      const std::string end = "_" + std::to_string(number);
      one = base.substr(0, kLongest - end.size()) + end;
    }
    safe.push_back(one);
  }
  return safe;
}

}  // namespace comity::analysis
