/// Truth tables over many situations at once: 64 situations to a word, 16 words to a strip.
#pragma once

#include "law/library.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace comity::law {

/// Sixteen words: the values of something in 1024 situations in a row.
inline constexpr std::size_t kStripWords = 16;
using Strip = std::array<std::uint64_t, kStripWords>;

/// The most variables a table may have; 24 is two megabytes a table.
inline constexpr unsigned kMostVariables = 24;

/// The variables of a table: the facts, lowest bit first, then the open questions. The number of a situation has
/// variable v in bit v.
struct Variables {
  FactSet facts = 0;
  QuestionSet questions = 0;

  unsigned fact_count() const;
  unsigned count() const;
  std::size_t words() const;   // of a table, at least one
  std::size_t strips() const;  // of a table, at least one
  FactSet facts_at(std::uint64_t situation) const;
  QuestionSet readings_at(std::uint64_t situation) const;
};

/// The value of one variable in a strip.
Strip variable_strip(unsigned variable, std::size_t strip);

/// A condition over the variables of a table.
class StripCondition {
 public:
  StripCondition(const Condition& condition, const Variables& variables);
  Strip at(std::size_t strip);

 private:
  void apply(const Condition::Node& node, std::size_t strip);

  std::vector<Condition::Node> nodes_;  // fact values are variables
  std::vector<Strip> stack_;
  std::size_t top_ = 0;
};

/// Rules over the variables of a table.
class StripRules {
 public:
  /// The rules must be in exception order (law/decide.h).
  StripRules(const Library& library, std::span<const std::uint32_t> rules, const Variables& variables);

  /// Works out all rules in a strip.
  void evaluate(std::size_t strip);

  const std::vector<std::uint32_t>& rules() const { return rules_; }
  const std::vector<Strip>& applying() const { return applying_; }
  const std::vector<Strip>& effective() const { return effective_; }
  const std::vector<std::size_t>& exceptions(std::size_t index) const { return rows_[index].exceptions; }
  bool has_effect(std::size_t index, Effect effect) const { return rows_[index].effect == effect; }

  /// The index of a rule among the rules; nothing: it is none of them.
  std::optional<std::size_t> row_of(std::uint32_t rule) const;

  /// Where some effective rule has the effect.
  Strip effect(Effect effect) const;

 private:
  struct Row {
    StripCondition when;
    StripCondition unless;
    bool has_unless = false;
    int variable = -1;  // of its open question
    std::optional<Effect> effect;
    std::vector<std::size_t> exceptions;  // rows that switch it off; all before it
  };
  std::vector<std::uint32_t> rules_;
  std::vector<std::uint32_t> row_of_;  // by rule, from the lowest on; all bits: none
  std::uint32_t lowest_ = 0;
  std::vector<Row> rows_;
  std::vector<Strip> applying_;
  std::vector<Strip> effective_;
};

/// The rules that matter for an effect: those that have it and, step by step, those that switch them off.
std::vector<std::uint32_t> cone_of(const Library& library, std::span<const std::uint32_t> rules,
                                   EffectSet effects);

/// The facts and open questions that rules mention.
Variables variables_of(const Library& library, std::span<const std::uint32_t> rules);

}  // namespace comity::law
