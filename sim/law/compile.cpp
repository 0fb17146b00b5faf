#include "law/compile.h"

#include "error.h"
#include "law/condition.h"
#include "law/decide.h"
#include "law/table.h"

#include <algorithm>
#include <bit>
#include <utility>

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

namespace {

using Lanes = std::array<std::uint32_t, kLanes>;

/// Moves the marked bits of every lane down by 2^step. A template, so that the compiler unrolls and vectorises it.
template <unsigned step>
void move_down(const Gather& gather, Lanes& values) {
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const std::uint32_t moving = values[lane] & gather.moving[step][lane];
    values[lane] = (values[lane] ^ moving) | (moving >> (1U << step));
  }
}

/// For each lane, the bits of `word` under the lane's mask, side by side at the low end.
inline Lanes gathered(const Gather& gather, std::uint32_t word) {
  Lanes values;
  for (std::size_t lane = 0; lane < kLanes; ++lane) values[lane] = word & gather.mask[lane];
  move_down<0>(gather, values);
  move_down<1>(gather, values);
  move_down<2>(gather, values);
  move_down<3>(gather, values);
  move_down<4>(gather, values);
  return values;
}

/// Calls `value(lane)` for each effect and puts its result into byte number `lane`.
template <typename Value, std::size_t... lane>
std::uint64_t in_bytes(const Value& value, std::index_sequence<lane...>) {
  return (... | (std::uint64_t{value(lane)} << (8 * lane)));
}

/// The lowest bits of the eight bytes, side by side: byte i gives bit i.
EffectSet lowest_bits(std::uint64_t bytes) {
  return static_cast<EffectSet>(((bytes & 0x0101010101010101U) * 0x0102040810204080U) >> 56U);
}

constexpr auto kEffects = std::make_index_sequence<enum_count<Effect>>{};

std::uint64_t situation_of(const EffectTable& table, FactSet facts) {
  std::uint64_t situation = 0;
  unsigned place = 0;
  for (FactSet rest = table.facts; rest != 0; rest &= rest - 1, ++place) {
    if ((facts & rest & (~rest + 1)) != 0) situation |= std::uint64_t{1} << place;
  }
  return situation;
}

}  // namespace

Answer ask(const CompiledLaw& law, FactSet facts) {
  const Lanes situations = gathered(law.facts_gather, facts);
  const std::uint64_t* answers = law.answers.data();
  const auto pair = [&](std::size_t lane) {
    const std::uint32_t situation = situations[lane];
    return (answers[law.answer_begin[lane] + (situation >> 5U)] >> (2 * (situation & 31U))) & 3U;
  };
  const std::uint64_t pairs = in_bytes(pair, kEffects);
  return {lowest_bits(pairs), lowest_bits(pairs >> 1U)};
}

Holding ask_one(const CompiledLaw& law, Effect effect, FactSet facts) {
  const auto lane = static_cast<std::size_t>(effect);
  const Gather& gather = law.facts_gather;
  std::uint32_t situation = facts & gather.mask[lane];
  for (unsigned step = 0; step < gather.moving.size(); ++step) {
    const std::uint32_t moving = situation & gather.moving[step][lane];
    situation = (situation ^ moving) | (moving >> (1U << step));
  }
  const std::uint64_t pair =
      law.answers[law.answer_begin[lane] + (situation >> 5U)] >> (2 * (situation & 31U));
  return {(pair & 1U) != 0, (pair & 2U) != 0};
}

EffectSet ask(const CompiledLaw& law, FactSet facts, QuestionSet readings) {
  const Lanes situations = gathered(law.facts_gather, facts);
  const Lanes accepted = gathered(law.questions_gather, readings);
  const std::uint64_t* tables = law.readings.data();
  const auto holding = [&](std::size_t lane) {
    const std::uint32_t index = situations[lane] | (accepted[lane] << law.question_shift[lane]);
    return (tables[law.reading_begin[lane] + (index >> 6U)] >> (index & 63U)) & 1U;
  };
  return lowest_bits(in_bytes(holding, kEffects));
}

QuestionSet open_questions(const CompiledLaw& law, Effect effect, FactSet facts) {
  const EffectTable& table = law.effects[static_cast<std::size_t>(effect)];
  const auto shift = static_cast<unsigned>(std::popcount(table.facts));
  const auto count = static_cast<unsigned>(std::popcount(table.questions));
  const std::uint64_t situation = situation_of(table, facts);
  QuestionSet open = 0;
  QuestionSet rest = table.questions;
  for (unsigned question = 0; question < count; ++question, rest &= rest - 1) {
    const std::uint64_t flip = std::uint64_t{1} << question;
    for (std::uint64_t reading = 0; reading < (std::uint64_t{1} << count); ++reading) {
      const bool here = bit(table.reading, situation | (reading << shift));
      if (here == bit(table.reading, situation | ((reading ^ flip) << shift))) continue;
      open |= rest & (~rest + 1);
      break;
    }
  }
  return open;
}

double chance(const Library& library, const CompiledLaw& law, Effect effect, FactSet facts) {
  const EffectTable& table = law.effects[static_cast<std::size_t>(effect)];
  const auto shift = static_cast<unsigned>(std::popcount(table.facts));
  const auto count = static_cast<unsigned>(std::popcount(table.questions));
  const std::uint64_t situation = situation_of(table, facts);
  double total = 0.0;
  for (std::uint64_t reading = 0; reading < (std::uint64_t{1} << count); ++reading) {
    if (!bit(table.reading, situation | (reading << shift))) continue;
    double probability = 1.0;
    QuestionSet rest = table.questions;
    for (unsigned question = 0; question < count; ++question, rest &= rest - 1) {
      const double prior = library.questions[static_cast<std::size_t>(std::countr_zero(rest))].prior;
      probability *= ((reading >> question) & 1U) != 0 ? prior : 1.0 - prior;
    }
    total += probability;
  }
  return total;
}

namespace {

/// Whether day lies in from <= day - shift < until.
bool covers(Day from, Day until, Day shift, Day day) {
  const std::int64_t written = std::int64_t{day} - shift;
  return (from == kAlways || from <= written) && (until == kNever || written < until);
}

/// Takes over a change date when it comes after `day` and before `next`.
void consider(Day date, Day shift, Day day, Day& next) {
  if (date == kAlways || date == kNever) return;
  const std::int64_t moved = std::int64_t{date} + shift;
  if (moved > day && moved < next) next = static_cast<Day>(moved);
}

/// How many regimes it is laid on.
int depth_of(const Library& library, std::uint32_t regime) {
  int depth = 0;
  for (int base = library.regimes[regime].base; base >= 0 && depth < 1000; ++depth) {
    base = library.regimes[static_cast<std::size_t>(base)].base;
  }
  return depth;
}

/// Whether `regime` amends `other`, at once or by steps.
bool amends(const Library& library, std::uint32_t regime, std::uint32_t other) {
  int base = library.regimes[regime].base;
  for (int steps = 0; base >= 0 && steps < 1000; ++steps) {
    if (static_cast<std::uint32_t>(base) == other) return true;
    base = library.regimes[static_cast<std::size_t>(base)].base;
  }
  return false;
}

/// Whether a balance of this name is in force in a regime.
bool has_balance(const Library& library, const InForce& in_force, Day day, const std::string& name) {
  const auto& balances = library.regimes[in_force.regime].balances;
  return std::any_of(balances.begin(), balances.end(), [&](const Balance& candidate) {
    return candidate.name == name && covers(candidate.from, candidate.until, in_force.shift, day);
  });
}

}  // namespace

std::optional<double> value_of(const Schedule& schedule, FactSet facts) {
  for (const auto& entry : schedule.cases) {
    if (holds(entry.when, facts)) return entry.value;
  }
  return schedule.otherwise;
}

std::vector<std::uint32_t> rules_in_force(const Library& library, std::span<const InForce> regimes, Day day) {
  std::vector<std::uint32_t> rules;
  for (const InForce& regime : regimes) {
    for (const std::uint32_t id : library.regimes[regime.regime].rules) {
      const Rule& rule = library.rules[id];
      if (covers(rule.from, rule.until, regime.shift, day)) rules.push_back(id);
    }
  }
  std::sort(rules.begin(), rules.end());
  rules.erase(std::unique(rules.begin(), rules.end()), rules.end());
  return rules;
}

Day next_change(const Library& library, std::span<const InForce> regimes, Day day) {
  Day next = kNever;
  for (const InForce& in_force : regimes) {
    const Regime& regime = library.regimes[in_force.regime];
    const auto consider_both = [&](Day from, Day until) {
      consider(from, in_force.shift, day, next);
      consider(until, in_force.shift, day, next);
    };
    for (const std::uint32_t id : regime.rules)
      consider_both(library.rules[id].from, library.rules[id].until);
    for (const Schedule& schedule : regime.schedules) consider_both(schedule.from, schedule.until);
    for (const Balance& balance : regime.balances) consider_both(balance.from, balance.until);
  }
  return next;
}

std::optional<ScheduleSays> said_by_schedule(const Library& library, std::span<const InForce> regimes,
                                             const OnDay& situation, std::string_view sets) {
  // The file laid on top speaks first; where it is silent, the one below does.
  std::optional<ScheduleSays> said;
  int best = -1;
  for (const InForce& in_force : regimes) {
    const int depth = depth_of(library, in_force.regime);
    if (depth <= best) continue;
    for (const Schedule& candidate : library.regimes[in_force.regime].schedules) {
      if (candidate.sets != sets || !covers(candidate.from, candidate.until, in_force.shift, situation.day))
        continue;
      const auto found = value_of(candidate, situation.facts);
      if (!found) continue;
      said = ScheduleSays{*found, &candidate};
      best = depth;
      break;
    }
  }
  return said;
}

std::vector<std::string> set_by_schedules(const Library& library, std::span<const InForce> regimes, Day day) {
  std::vector<std::string> names;
  for (const InForce& in_force : regimes) {
    for (const Schedule& one : library.regimes[in_force.regime].schedules) {
      const bool known = std::find(names.begin(), names.end(), one.sets) != names.end();
      if (!known && covers(one.from, one.until, in_force.shift, day)) names.push_back(one.sets);
    }
  }
  return names;
}

// Five plain arguments: NOLINTBEGIN(readability-function-size)
double balance(const Library& library, std::span<const InForce> regimes, Day day, Effect effect,
               FactSet facts) {
  double total = 0.0;
  for (const InForce& in_force : regimes) {
    for (const Balance& candidate : library.regimes[in_force.regime].balances) {
      if (candidate.effect != effect || !covers(candidate.from, candidate.until, in_force.shift, day))
        continue;
      // A regime laid on this one may restate the balance; then this one no longer counts.
      const bool replaced = std::any_of(regimes.begin(), regimes.end(), [&](const InForce& other) {
        return amends(library, other.regime, in_force.regime) &&
               has_balance(library, other, day, candidate.name);
      });
      if (replaced) continue;
      total += candidate.base;
      for (const auto& weight : candidate.weights) total += holds(weight.when, facts) ? weight.weight : 0.0;
    }
  }
  return total;
}
// NOLINTEND(readability-function-size)

}  // namespace comity::law
