#include "law/parser.h"

#include <charconv>

#include <fmt/format.h>

namespace comity::law {

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

}  // namespace comity::law
