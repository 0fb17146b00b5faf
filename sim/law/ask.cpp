#include "law/compile.h"

#include <bit>
#include <utility>

namespace comity::law {
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

}  // namespace comity::law
