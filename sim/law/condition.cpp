#include "law/condition.h"

#include "error.h"
#include "text/suggest.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <utility>

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

/// Thrown inside the parser when it cannot go on; what is wrong is in the draft already.
struct GaveUp {};

/// The recursive descent behind parse_condition.
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
  void fact(std::uint32_t index);
  void unknown_name(std::size_t first, std::size_t last);
  std::string joined(std::size_t first, std::size_t last) const;

  std::vector<Token> tokens_;
  const Names* names_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Draft draft_;
};

void Parser::condition() {
  if (now().kind == Token::Kind::end) {
    draft_.slips.push_back({0, 0, "the condition is empty. Name the facts it needs, or write \"always\"."});
    return;
  }
  if (sees("always") && ahead(1).kind == Token::Kind::end) return;
  either();
  if (sees("unless")) {
    ++at_;
    either();
    emit(Kind::negate, 1);
    emit(Kind::all, 2);
  }
  if (sees("unless")) give_up(now(), "\"unless\" stands twice. Join the exceptions with \"or\".");
  if (now().kind == Token::Kind::close)
    give_up(now(), "\")\" closes nothing. Remove it or open the parenthesis.");
  if (now().kind == Token::Kind::comma) {
    give_up(now(), "\",\" stands outside a list. Write \"and\" or \"or\", or a list: any of (…, …).");
  }
  if (now().kind != Token::Kind::end) {
    give_up(now(), fmt::format("\"and\" or \"or\" is missing before \"{}\".", now().text));
  }
}

void Parser::either() {
  one();
  std::size_t operands = 1;
  const std::string joint = sees("or") ? "or" : "and";
  bool complained = false;
  while (sees("and") || sees("or")) {
    if (now().text != joint && !complained) {
      complain(now(), now(),
               fmt::format("\"{}\" stands next to \"{}\" without parentheses (either could bind closer). "
                           "Put parentheses around the facts that belong together.",
                           now().text, joint));
      complained = true;
    }
    ++at_;
    one();
    ++operands;
  }
  if (operands > 1) emit(joint == "or" ? Kind::any : Kind::all, operands);
}

void Parser::one() {
  if (++depth_ > kDeepestNesting) {
    give_up(now(), fmt::format("the condition is nested more than {} deep. Name parts of it under [define].",
                               kDeepestNesting));
  }
  if (sees("not")) {
    ++at_;
    one();
    emit(Kind::negate, 1);
  } else if (now().kind == Token::Kind::open) {
    const Token opener = now();
    ++at_;
    either();
    if (sees("unless"))
      give_up(now(), "\"unless\" may only stand once, outside parentheses. Write \"and not (…)\".");
    if (now().kind == Token::Kind::end) give_up(opener, "\"(\" is never closed. Add \")\".");
    if (now().kind == Token::Kind::comma) {
      give_up(now(), "\",\" stands outside a list. Write \"and\" or \"or\", or a list: any of (…, …).");
    }
    if (now().kind != Token::Kind::close) {
      give_up(now(), fmt::format("\"and\" or \"or\" is missing before \"{}\".", now().text));
    }
    ++at_;
  } else if (sees_group()) {
    group();
  } else {
    name();
  }
  --depth_;
}

void Parser::group() {
  const Token opener = now();
  const std::uint8_t wanted = sees_at_least() ? wanted_number() : std::uint8_t{0};
  if (wanted == 0) at_ += 2;
  const std::size_t operands = list(opener);
  if (wanted > operands) {
    complain(opener, opener,
             fmt::format("at least {} of {} can never hold. Ask for {} or fewer, or list more.", wanted,
                         operands, operands));
  }
  if (wanted > 0) {
    emit(Kind::at_least, operands, wanted);
  } else if (opener.text == "all") {
    emit(Kind::all, operands);
  } else {
    emit(Kind::any, operands);
    if (opener.text == "none") emit(Kind::negate, 1);
  }
}

std::uint8_t Parser::wanted_number() {
  const Token opener = now();
  const Token number = ahead(2);
  std::uint8_t wanted = 0;
  const char* end = number.text.data() + number.text.size();
  const auto read = std::from_chars(number.text.data(), end, wanted);
  if (read.ec != std::errc{} || read.ptr != end || wanted == 0) {
    give_up(number.kind == Token::Kind::word ? number : opener,
            "\"at least\" needs a number from 1 to 255: at least 2 of (…, …).");
  }
  if (ahead(3).text != "of") give_up(opener, "\"of\" is missing: at least 2 of (…, …).");
  at_ += 4;
  return wanted;
}

std::size_t Parser::list(const Token& opener) {
  if (now().kind != Token::Kind::open) {
    give_up(opener, fmt::format("\"{} …\" needs a list in parentheses: any of (…, …).", opener.text));
  }
  const Token parenthesis = now();
  std::size_t operands = 0;
  do {
    ++at_;
    if (now().kind == Token::Kind::close && operands == 0)
      give_up(now(), "the list is empty. Name the facts to choose from.");
    either();
    ++operands;
  } while (now().kind == Token::Kind::comma);
  if (sees("unless"))
    give_up(now(), "\"unless\" may only stand once, outside parentheses. Write \"and not (…)\".");
  if (now().kind == Token::Kind::end) give_up(parenthesis, "\"(\" is never closed. Add \")\".");
  if (now().kind != Token::Kind::close)
    give_up(now(), fmt::format("\",\" is missing before \"{}\".", now().text));
  if (operands > 255) give_up(parenthesis, "the list has more than 255 entries. Group them under [define].");
  ++at_;
  return operands;
}

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
    fact(operand.index);
  }
}

// A stronger approval meets a condition that a weaker one would.
void Parser::fact(std::uint32_t index) {
  std::size_t operands = 0;
  for (FactSet rest = approvals_from(FactSet{1} << index); rest != 0; rest &= rest - 1, ++operands)
    emit(Kind::fact, 0, static_cast<std::uint8_t>(std::countr_zero(rest)));
  if (operands > 1) emit(Kind::any, operands);
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
  const std::string advice = advice_for_fact(words, *names_);
  complain(tokens_[first], tokens_[last - 1],
           fmt::format("\"{}\" is neither a fact nor a defined name.{}", words,
                       advice.empty() ? " `comity law facts` lists the facts." : advice));
}

}  // namespace

std::string advice_for_fact(std::string_view words, const Names& names) {
  const std::string normal = normalise(words).value_or("");
  if (normal.starts_with("subscriber ") || normal.starts_with("basic subscriber "))
    return " Subscriber data are neither content nor traffic data: none of (content data, traffic data).";
  return did_you_mean(words, names.words);
}

Draft parse_condition(std::string_view text, const Names& names) {
  Draft draft;
  if (text.size() > kLongestCondition) {
    draft.slips.push_back(
        {0, 1,
         fmt::format("the condition is longer than {} characters. Name parts of it under [define].",
                     kLongestCondition)});
    return draft;
  }
  Tokens split = split_condition(text);
  if (split.slip) {
    draft.slips.push_back(*split.slip);
    return draft;
  }
  return Parser(std::move(split.tokens), names).run();
}

FactSet facts_of(const Condition& condition) {
  FactSet facts = 0;
  for (const auto& node : condition.nodes) {
    if (node.kind == Condition::Node::Kind::fact) facts |= FactSet{1} << node.value;
  }
  return facts;
}

Names names_of(const std::vector<Fact>& facts) {
  Names names;
  for (const Fact& fact : facts) {
    const auto index = static_cast<std::uint32_t>(names.words.size());
    names.operands.emplace(normalise(fact.words).value_or(fact.words), Names::Operand{false, index});
    names.words.push_back(fact.words);
  }
  return names;
}

Condition read_condition(std::string_view text, const Names& names) {
  const Draft draft = parse_condition(text, names);
  if (!draft.slips.empty())
    throw Error(fmt::format("condition \"{}\": {}", text, draft.slips.front().message));
  Condition condition;
  for (const auto& item : draft.items) condition.nodes.push_back(item.node);
  condition.text = fold(text);
  return condition;
}

}  // namespace comity::law
