#include "law/parser.h"

#include "text/suggest.h"

#include <fmt/format.h>

namespace comity::law {
namespace {

// More words than any name has.
constexpr std::size_t kLongestName = 16;

/// A name as its author wrote it.
std::string as_written(const Names& names, const std::string& normal) {
  const auto found = std::find_if(names.words.begin(), names.words.end(),
                                  [&](const std::string& words) { return normalise(words) == normal; });
  return found == names.words.end() ? normal : *found;
}

}  // namespace

std::string Parser::joined(std::size_t first, std::size_t last) const {
  std::string words;
  for (std::size_t i = first; i < last; ++i) words += (words.empty() ? "" : " ") + tokens_[i].text;
  return words;
}

void Parser::name() {
  const std::size_t first = at_;
  while (now().kind == Token::Kind::word && !is_reserved(now().text) && !(at_ > first && sees_group())) ++at_;
  if (at_ == first) {
    if (now().kind == Token::Kind::end)  // an empty condition does not come here
      give_up(tokens_[at_ - 1], fmt::format("a fact is missing after \"{}\".", tokens_[at_ - 1].text));
    give_up(now(), fmt::format("a fact is missing before \"{}\".", now().text));
  }
  // A whole run of words must be one name: after a name only a connective or a mark may follow.
  const auto found = names_->operands.find(joined(first, at_));
  if (found == names_->operands.end()) {
    unknown_name(first, at_);
    emit(Kind::fact, 0);
    return;
  }
  const Names::Operand operand = found->second;
  draft_.mentions.push_back({operand, tokens_[first].begin, tokens_[at_ - 1].end});
  if (operand.defined) {
    draft_.items.push_back({{}, static_cast<int>(operand.index)});
  } else {
    emit(Kind::fact, 0, static_cast<std::uint8_t>(operand.index));
  }
}

void Parser::unknown_name(std::size_t first, std::size_t last) {
  for (std::size_t i = std::min(last - 1, first + kLongestName); i > first; --i) {  // two names side by side
    if (names_->operands.count(joined(first, i)) == 0) continue;
    complain(tokens_[i], tokens_[last - 1],
             fmt::format("\"and\" or \"or\" is missing between \"{}\" and \"{}\".",
                         as_written(*names_, joined(first, i)), as_written(*names_, joined(i, last))));
    return;
  }
  if (sees("not") && ahead(1).kind == Token::Kind::word) {  // "order is not ours"
    std::size_t end = at_ + 1;
    while (tokens_[end].kind == Token::Kind::word && !is_reserved(tokens_[end].text)) ++end;
    const std::string normal = joined(first, last) + " " + joined(at_ + 1, end);
    if (names_->operands.count(normal) != 0) {
      const std::string whole = as_written(*names_, normal);
      complain(tokens_[first], tokens_[end - 1],
               fmt::format("\"not\" stands inside \"{}\". Write it before the fact: not {}.", whole, whole));
      at_ = end;
      return;
    }
  }
  const std::string words = joined(first, last);
  const std::string suggestion = did_you_mean(words, names_->words);
  complain(tokens_[first], tokens_[last - 1],
           fmt::format("\"{}\" is neither a fact nor a defined name.{}", words,
                       suggestion.empty() ? " `comity law facts` lists the facts." : suggestion));
}

}  // namespace comity::law
