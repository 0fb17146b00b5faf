#include "law/table.h"

#include "law/condition.h"
#include "law/decide.h"

#include <algorithm>
#include <bit>

namespace comity::law {
namespace {

using Kind = Condition::Node::Kind;

constexpr std::uint32_t kNoRow = 0xFFFFFFFF;

// Variables 0 to 5 vary inside a word.
constexpr std::array<std::uint64_t, 6> kPatterns{0xAAAAAAAAAAAAAAAA, 0xCCCCCCCCCCCCCCCC, 0xF0F0F0F0F0F0F0F0,
                                                 0xFF00FF00FF00FF00, 0xFFFF0000FFFF0000, 0xFFFFFFFF00000000};

Strip filled(std::uint64_t word) {
  Strip strip;
  strip.fill(word);
  return strip;
}

unsigned position_in(std::uint32_t set, unsigned index) {
  return static_cast<unsigned>(std::popcount(set & ((std::uint32_t{1} << index) - 1)));
}

/// The bits of `set`, taken from the low bits of `number`.
std::uint32_t spread(std::uint64_t number, std::uint32_t set) {
  std::uint32_t result = 0;
  for (; set != 0; set &= set - 1, number >>= 1U) {
    if ((number & 1U) != 0) result |= set & (~set + 1);
  }
  return result;
}

std::size_t deepest_stack(const std::vector<Condition::Node>& nodes) {
  std::size_t depth = 0;
  std::size_t deepest = 1;
  for (const auto& node : nodes) {
    if (node.kind == Kind::fact)
      ++depth;
    else if (node.kind != Kind::negate)
      depth = depth - node.operands + 1;
    deepest = std::max(deepest, depth);
  }
  return deepest;
}

/// Where at least `wanted` of the strips hold: row j keeps where at least j + 1 of those seen so far do.
Strip at_least(std::span<const Strip> strips, std::size_t wanted) {
  std::vector<Strip> reached(wanted, filled(0));
  for (const Strip& strip : strips) {
    for (std::size_t j = wanted; j-- > 0;) {
      for (std::size_t w = 0; w < kStripWords; ++w) {
        reached[j][w] |= j == 0 ? strip[w] : (strip[w] & reached[j - 1][w]);
      }
    }
  }
  return reached[wanted - 1];
}

Strip joined(std::span<const Strip> strips, Kind kind) {
  Strip result = filled(kind == Kind::all ? ~std::uint64_t{0} : 0);
  for (const Strip& strip : strips) {
    for (std::size_t w = 0; w < kStripWords; ++w) {
      result[w] = kind == Kind::all ? (result[w] & strip[w]) : (result[w] | strip[w]);
    }
  }
  return result;
}

}  // namespace

unsigned Variables::fact_count() const { return static_cast<unsigned>(std::popcount(facts)); }

unsigned Variables::count() const { return fact_count() + static_cast<unsigned>(std::popcount(questions)); }

std::size_t Variables::words() const { return count() < 6 ? 1 : std::size_t{1} << (count() - 6); }

std::size_t Variables::strips() const { return (words() + kStripWords - 1) / kStripWords; }

FactSet Variables::facts_at(std::uint64_t situation) const { return spread(situation, facts); }

QuestionSet Variables::readings_at(std::uint64_t situation) const {
  return spread(situation >> fact_count(), questions);
}

Strip variable_strip(unsigned variable, std::size_t strip) {
  if (variable < kPatterns.size()) return filled(kPatterns[variable]);
  Strip result;
  for (std::size_t w = 0; w < kStripWords; ++w) {
    const std::size_t word = strip * kStripWords + w;
    result[w] = ((word >> (variable - 6)) & 1U) != 0 ? ~std::uint64_t{0} : 0;
  }
  return result;
}

StripCondition::StripCondition(const Condition& condition, const Variables& variables)
    : nodes_(condition.nodes) {
  for (auto& node : nodes_) {
    if (node.kind == Kind::fact)
      node.value = static_cast<std::uint8_t>(position_in(variables.facts, node.value));
  }
  stack_.resize(deepest_stack(nodes_) + 1);
}

void StripCondition::apply(const Condition::Node& node, std::size_t strip) {
  if (node.kind == Kind::fact) {
    stack_[top_++] = variable_strip(node.value, strip);
  } else if (node.kind == Kind::negate) {
    for (auto& word : stack_[top_ - 1]) word = ~word;
  } else {
    top_ -= node.operands;
    const std::span<const Strip> operands{stack_.data() + top_, node.operands};
    const Strip result =
        node.kind == Kind::at_least ? at_least(operands, node.value) : joined(operands, node.kind);
    stack_[top_++] = result;
  }
}

Strip StripCondition::at(std::size_t strip) {
  top_ = 0;
  for (const auto& node : nodes_) apply(node, strip);
  return top_ == 0 ? filled(~std::uint64_t{0}) : stack_[top_ - 1];
}

StripRules::StripRules(const Library& library, std::span<const std::uint32_t> rules,
                       const Variables& variables)
    : rules_(rules.begin(), rules.end()), applying_(rules.size()), effective_(rules.size()) {
  for (const std::uint32_t id : rules_) {
    const Rule& rule = library.rules[id];
    Row row{{rule.when, variables}, {rule.unless, variables}, rule.has_unless, -1, rule.effect, {}};
    if (rule.question >= 0) {
      const auto question = static_cast<unsigned>(rule.question);
      row.variable = static_cast<int>(variables.fact_count() + position_in(variables.questions, question));
    }
    rows_.push_back(std::move(row));
  }
  if (rules_.empty()) return;
  const auto [lowest, highest] = std::minmax_element(rules_.begin(), rules_.end());
  lowest_ = *lowest;
  row_of_.assign(*highest - lowest_ + 1, kNoRow);
  for (std::size_t i = 0; i < rules_.size(); ++i)
    row_of_[rules_[i] - lowest_] = static_cast<std::uint32_t>(i);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    for (const std::uint32_t target : library.rules[rules_[i]].exception_to) {
      if (const auto row = row_of(target)) rows_[*row].exceptions.push_back(i);
    }
  }
}

std::optional<std::size_t> StripRules::row_of(std::uint32_t rule) const {
  if (rule < lowest_ || rule - lowest_ >= row_of_.size() || row_of_[rule - lowest_] == kNoRow)
    return std::nullopt;
  return row_of_[rule - lowest_];
}

void StripRules::evaluate(std::size_t strip) {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Row& row = rows_[i];
    Strip& applies = applying_[i];
    applies = row.when.at(strip);
    if (row.has_unless) {
      const Strip unless = row.unless.at(strip);
      for (std::size_t w = 0; w < kStripWords; ++w) applies[w] &= ~unless[w];
    }
    if (row.variable >= 0) {
      const Strip accepted = variable_strip(static_cast<unsigned>(row.variable), strip);
      for (std::size_t w = 0; w < kStripWords; ++w) applies[w] &= accepted[w];
    }
  }
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    effective_[i] = applying_[i];
    for (const std::size_t exception : rows_[i].exceptions) {
      for (std::size_t w = 0; w < kStripWords; ++w) effective_[i][w] &= ~effective_[exception][w];
    }
  }
}

Strip StripRules::effect(Effect effect) const {
  Strip result = filled(0);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    if (rows_[i].effect != effect) continue;
    for (std::size_t w = 0; w < kStripWords; ++w) result[w] |= effective_[i][w];
  }
  return result;
}

std::vector<std::uint32_t> cone_of(const Library& library, std::span<const std::uint32_t> rules,
                                   EffectSet effects) {
  std::vector<std::size_t> cone;  // positions among the rules
  std::vector<char> inside(rules.size(), 0);
  const auto add = [&](std::size_t position) {
    if (inside[position] != 0) return;
    inside[position] = 1;
    cone.push_back(position);
  };
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto& effect = library.rules[rules[i]].effect;
    if (effect && has(effects, *effect)) add(i);
  }
  if (cone.empty()) return {};
  const auto exceptions = exceptions_among(library, rules);
  for (std::size_t i = 0; i < cone.size(); ++i) {
    for (const std::size_t exception : exceptions[cone[i]]) add(exception);
  }
  std::vector<std::uint32_t> ids;
  for (const std::size_t position : cone) ids.push_back(rules[position]);
  std::sort(ids.begin(), ids.end());
  return ids;
}

Variables variables_of(const Library& library, std::span<const std::uint32_t> rules) {
  Variables variables;
  for (const std::uint32_t id : rules) {
    const Rule& rule = library.rules[id];
    variables.facts |= facts_of(rule.when) | (rule.has_unless ? facts_of(rule.unless) : FactSet{0});
    if (rule.question >= 0) variables.questions |= QuestionSet{1} << static_cast<unsigned>(rule.question);
  }
  return variables;
}

}  // namespace comity::law
