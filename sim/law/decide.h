/// The meaning of rules for one situation and one reading, worked out step by step: slow and obvious. The compiled
/// tables must agree with it, and it can say which rules did it.
#pragma once

#include "law/library.h"

#include <span>
#include <vector>

namespace comity::law {

/// What a set of rules says about one situation under one reading.
struct Decision {
  std::vector<std::uint32_t> applying;   // when and not unless, and accepted if arguable; ascending ids
  std::vector<std::uint32_t> effective;  // applying and not switched off
  EffectSet effects = 0;                 // of the effective rules
};

/// Decides a situation by the given rules (ascending ids); bits of `readings` are open questions accepted.
Decision decide(const Library& library, std::span<const std::uint32_t> rules, FactSet facts,
                QuestionSet readings);

/// For each of the rules, by position, the positions of those among them that name it in `exception_to`.
std::vector<std::vector<std::size_t>> exceptions_among(const Library& library,
                                                       std::span<const std::uint32_t> rules);

/// Rules ordered so that each stands behind those that can switch it off. Throws Error when exceptions run in a circle.
std::vector<std::uint32_t> in_exception_order(const Library& library, std::span<const std::uint32_t> rules);

/// The rules that name `rule` in `exception_to`, among `rules`.
std::vector<std::uint32_t> exceptions_of(const Library& library, std::span<const std::uint32_t> rules,
                                         std::uint32_t rule);

}  // namespace comity::law
