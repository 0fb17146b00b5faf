/// The grammar of conditions:
///
///     condition = "always" | either [ "unless" either ]
///     either    = one { "and" one } | one { "or" one }        "and" beside "or" needs parentheses
///     one       = "not" one | "(" either ")" | "any of" list | "all of" list | "none of" list
///               | "at least" NUMBER "of" list | the words of a fact or of a defined name
///     list      = "(" either { "," either } ")"
#pragma once

#include "law/library.h"
#include "law/words.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace comity::law {

/// What the words of a condition may name: facts of the vocabulary and defined names.
struct Names {
  struct Operand {
    bool defined = false;     // a `[define]`d name, else a fact
    std::uint32_t index = 0;  // into the facts or the definitions
  };
  std::map<std::string, Operand, std::less<>> operands;  // by normalised words
  std::vector<std::string> words;                        // as written, for suggestions
};

/// Longest condition text [bytes], deepest nesting, and longest condition with all definitions expanded [nodes].
inline constexpr std::size_t kLongestCondition = 20'000;
inline constexpr int kDeepestNesting = 64;
inline constexpr std::size_t kMostNodes = 10'000;

/// A parsed condition, definitions not yet expanded, in postfix order.
struct Draft {
  struct Item {
    Condition::Node node;
    int definition = -1;  // >= 0: stands for this definition, `node` has no meaning
  };
  struct Mention {  // a name as it stands in the text
    Names::Operand operand;
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  std::vector<Item> items;
  std::vector<Mention> mentions;
  std::vector<Slip> slips;  // everything wrong; empty: the condition is good
};

/// What to write in place of words that are no fact: the nearest name, or how those words are said; begins with a blank; empty:
/// no idea.
std::string advice_for_fact(std::string_view words, const Names& names);

/// Parses a condition. Never throws: what is wrong is in `slips`.
Draft parse_condition(std::string_view text, const Names& names);

/// The facts that a condition mentions.
FactSet facts_of(const Condition& condition);

/// The vocabulary's facts as names, without definitions.
Names names_of(const std::vector<Fact>& facts);

/// A condition over the vocabulary alone. Throws Error when the text is wrong.
Condition read_condition(std::string_view text, const Names& names);

}  // namespace comity::law
