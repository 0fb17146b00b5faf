/// The recursive descent behind parse_condition. Internal to sim/law.
#pragma once

#include "law/condition.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::law {

/// Thrown inside the parser when it cannot go on; what is wrong is in the draft already.
struct GaveUp {};

class Parser {
 public:
  Parser(std::vector<Token> tokens, const Names& names) : tokens_(std::move(tokens)), names_(&names) {}

  Draft run() {
    try {
      condition();
    } catch (const GaveUp&) {
    }
    return std::move(draft_);
  }

 private:
  using Kind = Condition::Node::Kind;

  const Token& now() const { return tokens_[at_]; }
  const Token& ahead(std::size_t steps) const { return tokens_[std::min(at_ + steps, tokens_.size() - 1)]; }
  bool sees(std::string_view word) const { return now().kind == Token::Kind::word && now().text == word; }
  bool sees_of(std::string_view word) const { return sees(word) && ahead(1).text == "of"; }
  bool sees_at_least() const { return sees("at") && ahead(1).text == "least"; }
  bool sees_group() const { return sees_of("any") || sees_of("all") || sees_of("none") || sees_at_least(); }

  void complain(const Token& from, const Token& to, std::string message) {
    draft_.slips.push_back({from.begin, std::max(to.end, from.end), std::move(message)});
  }
  [[noreturn]] void give_up(const Token& token, std::string message) {
    complain(token, token, std::move(message));
    throw GaveUp{};
  }
  void emit(Kind kind, std::size_t operands, std::uint8_t value = 0) {
    draft_.items.push_back({{kind, value, static_cast<std::uint16_t>(operands)}, -1});
  }

  void condition();
  void either();
  void one();
  void group();
  std::uint8_t wanted_number();
  std::size_t list(const Token& opener);
  void name();
  void unknown_name(std::size_t first, std::size_t last);
  std::string joined(std::size_t first, std::size_t last) const;

  std::vector<Token> tokens_;
  const Names* names_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Draft draft_;
};

}  // namespace comity::law
