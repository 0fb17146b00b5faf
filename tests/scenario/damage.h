/// Texts with mistakes made by chance.
#pragma once

#include <random>
#include <string>
#include <utility>

namespace comity {

/// Damages a text; every call gives another damage.
class Damage {
 public:
  explicit Damage(std::string text) : text_(std::move(text)) {}

  /// The text with some lines or characters lost, doubled, swapped or replaced.
  std::string damaged() {
    std::string text = text_;
    for (std::size_t times = 1 + below(4); times > 0; --times) {
      const std::size_t at = below(text.size());
      const std::size_t length = 1 + below(12);
      switch (below(5)) {
        case 0:
          text.erase(at, length);
          break;
        case 1:
          text.insert(at, text_.substr(below(text_.size()), length));
          break;
        case 2:
          text[at] = kLetters[below(kLetters.size())];
          break;
        case 3:
          text.insert(at, text_.substr(line_begin(below(text_.size())), 60));
          break;
        default:
          std::swap(text[at], text[below(text.size())]);
          break;
      }
    }
    return text;
  }

 private:
  std::size_t below(std::size_t bound) { return bits_() % bound; }
  std::size_t line_begin(std::size_t at) const { return text_.rfind('\n', at) + 1; }

  const std::string kLetters = "[]{}=\",.#'-0129eEtTnx \n\t\\\x80\xff";
  std::string text_;
  std::mt19937 bits_{20131204};
};

}  // namespace comity
