#include "law/compile.h"

#include "error.h"
#include "law/condition.h"
#include "law/decide.h"
#include "law/table.h"

#include <algorithm>
#include <bit>

#include <fmt/format.h>

namespace comity::law {
namespace {

using Words = std::vector<std::uint64_t>;

void set_bit(Words& words, std::uint64_t index) { words[index >> 6U] |= std::uint64_t{1} << (index & 63U); }

std::size_t words_for(unsigned variables) { return variables < 6 ? 1 : std::size_t{1} << (variables - 6); }

void check_size(const Library& library, const std::vector<std::uint32_t>& cone, const Variables& variables,
                Effect effect) {
  if (variables.count() <= kMostVariables) return;
  throw Error(
      fmt::format("rule {} and others: \"{}\" depends on {} facts and {} open questions (together at most "
                  "{}). Merge facts "
                  "that always go together, settle or share questions, or split the file.",
                  library.rules[cone.front()].name, name_of(effect), variables.fact_count(),
                  variables.count() - variables.fact_count(), kMostVariables));
}

/// The table of an effect over all variables that its rules mention.
Words full_table(const Library& library, const std::vector<std::uint32_t>& cone, const Variables& variables,
                 Effect effect) {
  Words table(variables.words(), 0);
  StripRules rules(library, in_exception_order(library, cone), variables);
  for (std::size_t strip = 0; strip < variables.strips(); ++strip) {
    rules.evaluate(strip);
    const Strip values = rules.effect(effect);
    const std::size_t first = strip * kStripWords;
    const std::size_t count = std::min(kStripWords, table.size() - first);
    std::copy_n(values.begin(), count, table.begin() + static_cast<std::ptrdiff_t>(first));
  }
  return table;
}

/// Whether a variable ever changes the value of the table.
bool matters(const Words& table, unsigned count, unsigned variable) {
  if (variable < 6) {
    const std::uint64_t high = variable_strip(variable, 0)[0];
    const std::uint64_t used = count < 6 ? (std::uint64_t{1} << (1U << count)) - 1 : ~std::uint64_t{0};
    return std::any_of(table.begin(), table.end(), [&](std::uint64_t word) {
      return ((((word & high) >> (1U << variable)) ^ word) & ~high & used) != 0;
    });
  }
  const std::size_t step = std::size_t{1} << (variable - 6);
  for (std::size_t word = 0; word < table.size(); ++word) {
    if ((word & step) == 0 && table[word] != table[word | step]) return true;
  }
  return false;
}

/// The table without the variables outside `kept`, which do not matter.
Words narrowed(const Words& table, std::uint32_t kept) {
  const auto count = static_cast<unsigned>(std::popcount(kept));
  Words result(words_for(count), 0);
  std::uint32_t from = 0;  // runs over the subsets of `kept` in ascending order
  for (std::uint64_t to = 0; to < (std::uint64_t{1} << count); ++to, from = (from - kept) & kept) {
    if (bit(table, from)) set_bit(result, to);
  }
  return result;
}

/// What holds on every reading and on some reading.
void summarise(EffectTable& table) {
  const auto facts = static_cast<unsigned>(std::popcount(table.facts));
  const std::uint64_t readings = std::uint64_t{1} << static_cast<unsigned>(std::popcount(table.questions));
  table.certain.assign(words_for(facts), 0);
  table.possible.assign(words_for(facts), 0);
  for (std::uint64_t situation = 0; situation < (std::uint64_t{1} << facts); ++situation) {
    std::uint64_t holding = 0;
    for (std::uint64_t reading = 0; reading < readings; ++reading) {
      holding += bit(table.reading, situation | (reading << facts)) ? 1U : 0U;
    }
    if (holding == readings) set_bit(table.certain, situation);
    if (holding > 0) set_bit(table.possible, situation);
  }
}

EffectTable compile_effect(const Library& library, std::span<const std::uint32_t> rules, Effect effect) {
  EffectTable table;
  const auto cone = cone_of(library, rules, only(effect));
  const Variables variables = variables_of(library, cone);
  if (!cone.empty()) check_size(library, cone, variables, effect);
  const Words full = full_table(library, cone, variables, effect);
  std::uint32_t kept = 0;
  for (unsigned variable = 0; variable < variables.count(); ++variable) {
    if (matters(full, variables.count(), variable)) kept |= std::uint32_t{1} << variable;
  }
  table.facts = variables.facts_at(kept);
  table.questions = variables.readings_at(kept);
  table.reading = narrowed(full, kept);
  summarise(table);
  return table;
}

/// Masks for moving the bits of `set` to the low end in five steps (Warren, Hacker's Delight, 2nd ed., section 7-4:
/// compress; the masks depend on the set only).
void plan_gather(Gather& gather, std::size_t lane, std::uint32_t set) {
  gather.mask[lane] = set;
  std::uint32_t left = set;
  std::uint32_t gaps = ~set << 1U;  // bits with an unset bit somewhere below, counted step by step
  for (unsigned step = 0; step < 5; ++step) {
    std::uint32_t parity = gaps ^ (gaps << 1U);
    parity ^= parity << 2U;
    parity ^= parity << 4U;
    parity ^= parity << 8U;
    parity ^= parity << 16U;
    const std::uint32_t moving = parity & left;
    gather.moving[step][lane] = moving;
    left = (left ^ moving) | (moving >> (1U << step));
    gaps &= ~parity;
  }
}

/// Packs the tables for `ask`: two bits (certain, possible) a situation; one bit a situation and reading.
void pack(CompiledLaw& law) {
  for (std::size_t lane = 0; lane < law.effects.size(); ++lane) {
    const EffectTable& table = law.effects[lane];
    const auto facts = static_cast<unsigned>(std::popcount(table.facts));
    plan_gather(law.facts_gather, lane, table.facts);
    plan_gather(law.questions_gather, lane, table.questions);
    law.question_shift[lane] = facts;
    law.answer_begin[lane] = static_cast<std::uint32_t>(law.answers.size());
    law.reading_begin[lane] = static_cast<std::uint32_t>(law.readings.size());
    Words answers(words_for(facts + 1), 0);
    for (std::uint64_t situation = 0; situation < (std::uint64_t{1} << facts); ++situation) {
      if (bit(table.certain, situation)) set_bit(answers, 2 * situation);
      if (bit(table.possible, situation)) set_bit(answers, 2 * situation + 1);
    }
    law.answers.insert(law.answers.end(), answers.begin(), answers.end());
    law.readings.insert(law.readings.end(), table.reading.begin(), table.reading.end());
  }
}

}  // namespace

CompiledLaw compile(const Library& library, std::span<const std::uint32_t> rules) {
  static_cast<void>(in_exception_order(library, rules));  // reports circles, whatever effect they concern
  CompiledLaw law;
  law.rules.assign(rules.begin(), rules.end());
  const Variables all = variables_of(library, rules);
  law.facts = all.facts;
  law.questions = all.questions;
  for (std::size_t i = 0; i < law.effects.size(); ++i) {
    law.effects[i] = compile_effect(library, rules, static_cast<Effect>(i));
  }
  pack(law);
  return law;
}

const CompiledLaw& LawCache::law(std::span<const InForce> regimes, Day day) {
  auto rules = rules_in_force(*library_, regimes, day);
  const auto found = laws_.find(rules);
  if (found != laws_.end()) return *found->second;
  auto compiled = std::make_unique<const CompiledLaw>(compile(*library_, rules));
  return *laws_.emplace(std::move(rules), std::move(compiled)).first->second;
}

}  // namespace comity::law
