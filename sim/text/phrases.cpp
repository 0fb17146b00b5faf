#include "text/phrases.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace comity {

std::string with_article(std::string_view name) {
  constexpr std::array<std::string_view, 5> kEnds = {"lands", "States", " Union", "Republic", "Federation"};
  const bool takes_one = name.starts_with("United ") || std::ranges::any_of(kEnds, [&](std::string_view end) {
                           return name.ends_with(end);
                         });
  return (takes_one ? "the " : "") + std::string(name);
}

std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " and " : ", ";
    text += items[i];
  }
  return text;
}

std::string capital(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

std::string spaced(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

}  // namespace comity
