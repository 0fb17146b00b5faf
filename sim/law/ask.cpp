#include "law/compile.h"

#include <bit>

namespace comity::law {
namespace {

bool bit(const std::vector<std::uint64_t>& words, std::uint64_t index) {
  return ((words[index >> 6U] >> (index & 63U)) & 1U) != 0;
}

std::array<std::uint32_t, kLanes> gathered(const Gather& gather, std::uint32_t word) {
  std::array<std::uint32_t, kLanes> values;
  for (std::size_t lane = 0; lane < kLanes; ++lane) values[lane] = word & gather.mask[lane];
  for (unsigned step = 0; step < 5; ++step) {
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      const std::uint32_t moving = values[lane] & gather.moving[step][lane];
      values[lane] = (values[lane] ^ moving) | (moving >> (1U << step));
    }
  }
  return values;
}

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
  const auto situations = gathered(law.facts_gather, facts);
  unsigned certain = 0;
  unsigned possible = 0;
  for (unsigned lane = 0; lane < static_cast<unsigned>(Effect::count); ++lane) {
    const std::uint32_t situation = situations[lane];
    const std::uint64_t word = law.answers[law.answer_begin[lane] + (situation >> 5U)];
    const auto pair = static_cast<unsigned>(word >> (2 * (situation & 31U)));
    certain |= (pair & 1U) << lane;
    possible |= ((pair >> 1U) & 1U) << lane;
  }
  return {static_cast<EffectSet>(certain), static_cast<EffectSet>(possible)};
}

EffectSet ask(const CompiledLaw& law, FactSet facts, QuestionSet readings) {
  const auto situations = gathered(law.facts_gather, facts);
  const auto accepted = gathered(law.questions_gather, readings);
  unsigned effects = 0;
  for (unsigned lane = 0; lane < static_cast<unsigned>(Effect::count); ++lane) {
    const std::uint32_t index = situations[lane] | (accepted[lane] << law.question_shift[lane]);
    const std::uint64_t word = law.readings[law.reading_begin[lane] + (index >> 6U)];
    effects |= (static_cast<unsigned>(word >> (index & 63U)) & 1U) << lane;
  }
  return static_cast<EffectSet>(effects);
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
