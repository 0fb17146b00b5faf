/// Rules in force compiled to truth tables, and the questions one can ask of them.
#pragma once

#include "law/library.h"

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace comity::law {

/// A regime in force, with its dates moved: a rule is in force when from <= day - shift < until. Shift 0 is the file
/// as written; a reform enacted on another day than its file says is shifted by the difference [day].
struct InForce {
  std::uint32_t regime = 0;
  Day shift = 0;
};

/// The rules in force on a day, ascending ids: all that a compiled law depends on.
std::vector<std::uint32_t> rules_in_force(const Library& library, std::span<const InForce> regimes, Day day);

/// The next day after `day` on which a rule (or schedule, balance) of these regimes comes into or out of force; kNever
/// if none.
Day next_change(const Library& library, std::span<const InForce> regimes, Day day);

/// Truth table of one effect over the facts and open questions it depends on.
struct EffectTable {
  FactSet facts = 0;                    // facts the effect depends on
  QuestionSet questions = 0;            // open questions it depends on
  std::vector<std::uint64_t> reading;   // bit [extract(facts) + extract(questions) << popcount(facts)]
  std::vector<std::uint64_t> certain;   // bit [extract(facts)]: on every reading
  std::vector<std::uint64_t> possible;  // bit [extract(facts)]: on some reading
};

/// One bit of a truth table.
inline bool bit(const std::vector<std::uint64_t>& words, std::uint64_t index) {
  return ((words[index >> 6U] >> (index & 63U)) & 1U) != 0;
}

/// One lane an effect, rounded up so that the lanes fill vector registers.
inline constexpr std::size_t kLanes = 8;

/// How to move the bits of a mask to the low end of a word, for all lanes at once, without the `pext` instruction.
struct Gather {
  std::array<std::uint32_t, kLanes> mask{};
  std::array<std::array<std::uint32_t, kLanes>, 5> moving{};  // bits that move down by 1, 2, 4, 8, 16
};

/// The law of one state (or union) while its set of rules in force stays the same. Immutable.
struct CompiledLaw {
  std::vector<std::uint32_t> rules;  // in force
  std::array<EffectTable, enum_count<Effect>> effects;
  FactSet facts = 0;          // all facts mentioned
  QuestionSet questions = 0;  // all open questions

  // The same tables packed for `ask`, one lane an effect; `begin` and `shift` index into `answers` and `readings`.
  Gather facts_gather;
  Gather questions_gather;
  std::array<std::uint32_t, kLanes> answer_begin{};
  std::array<std::uint32_t, kLanes> reading_begin{};
  std::array<std::uint32_t, kLanes> question_shift{};
  std::vector<std::uint64_t> answers;   // two bits a situation: certain, possible
  std::vector<std::uint64_t> readings;  // one bit a situation and reading
};

/// Compiles rules in force (ascending ids). Throws Error when they mention more than 24 facts together for one effect or
/// when an exception cycle exists.
CompiledLaw compile(const Library& library, std::span<const std::uint32_t> rules);

/// What the law answers when courts' readings are not known: effects on every reading, effects on some reading.
struct Answer {
  EffectSet certain = 0;
  EffectSet possible = 0;
};

/// Answers for every effect, in a few nanoseconds.
Answer ask(const CompiledLaw& law, FactSet facts);

/// Whether one effect holds on every reading, and whether on some.
struct Holding {
  bool certain = false;
  bool possible = false;
};

/// The answer for one effect, in a third of the time of all.
Holding ask_one(const CompiledLaw& law, Effect effect, FactSet facts);

/// Effects that hold under the given readings of the open questions.
EffectSet ask(const CompiledLaw& law, FactSet facts, QuestionSet readings);

/// Open questions on which this effect depends in this situation, on some readings of the others.
QuestionSet open_questions(const CompiledLaw& law, Effect effect, FactSet facts);

/// Probability that the effect holds when each open question is accepted independently with its prior.
double chance(const Library& library, const CompiledLaw& law, Effect effect, FactSet facts);

/// The value of a schedule in a situation; nothing when no case fits.
std::optional<double> value_of(const Schedule& schedule, FactSet facts);

/// What a schedule says in a situation.
struct ScheduleSays {
  double value = 0.0;
  const Schedule* schedule = nullptr;
};

/// A situation on a day.
struct OnDay {
  Day day = 0;
  FactSet facts = 0;
};

/// What the schedules in force that set this say; nothing when there is none or no case fits.
std::optional<ScheduleSays> said_by_schedule(const Library& library, std::span<const InForce> regimes,
                                             const OnDay& situation, std::string_view sets);

/// What the schedules in force set, each once.
std::vector<std::string> set_by_schedules(const Library& library, std::span<const InForce> regimes, Day day);

/// The value alone.
inline std::optional<double> scheduled_value(const Library& library, std::span<const InForce> regimes,
                                             const OnDay& situation, std::string_view sets) {
  const auto said = said_by_schedule(library, regimes, situation, sets);
  return said ? std::optional(said->value) : std::nullopt;
}

/// Sum of the balances in force for an effect [log-odds]; 0 when there is none.
double balance(const Library& library, std::span<const InForce> regimes, Day day, Effect effect,
               FactSet facts);

/// Compiled laws by their rules in force: each set compiled once. One per thread; a pure cache, so it never changes
/// results.
class LawCache {
 public:
  explicit LawCache(const Library& library) : library_(&library) {}
  const CompiledLaw& law(std::span<const InForce> regimes, Day day);
  std::size_t size() const { return laws_.size(); }

 private:
  const Library* library_;
  std::map<std::vector<std::uint32_t>, std::unique_ptr<const CompiledLaw>> laws_;
};

}  // namespace comity::law
