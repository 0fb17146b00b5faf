#include "error.h"
#include "law/condition.h"

#include <fmt/format.h>

namespace comity::law {
namespace {

using Kind = Condition::Node::Kind;

}  // namespace

FactSet facts_of(const Condition& condition) {
  FactSet facts = 0;
  for (const auto& node : condition.nodes) {
    if (node.kind == Kind::fact) facts |= FactSet{1} << node.value;
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

bool holds(const Condition& condition, FactSet facts) {
  std::vector<char> stack;
  stack.reserve(condition.nodes.size());
  for (const auto& node : condition.nodes) {
    if (node.kind == Kind::fact) {
      stack.push_back(static_cast<char>((facts >> node.value) & 1U));
    } else if (node.kind == Kind::negate) {
      stack.back() = static_cast<char>(stack.back() == 0);
    } else {
      std::size_t holding = 0;
      for (std::size_t i = 0; i < node.operands; ++i, stack.pop_back())
        holding += stack.back() != 0 ? 1U : 0U;
      const std::size_t wanted = node.kind == Kind::all   ? node.operands
                                 : node.kind == Kind::any ? 1
                                                          : node.value;
      stack.push_back(static_cast<char>(holding >= wanted));
    }
  }
  return stack.empty() || stack.back() != 0;
}

}  // namespace comity::law
