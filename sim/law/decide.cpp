#include "law/decide.h"

#include "error.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

bool contains(const std::vector<std::uint32_t>& ids, std::uint32_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool applies(const Rule& rule, FactSet facts, QuestionSet readings) {
  const bool accepted = rule.question < 0 || ((readings >> static_cast<unsigned>(rule.question)) & 1U) != 0;
  return accepted && holds(rule.when, facts) && !(rule.has_unless && holds(rule.unless, facts));
}

}  // namespace

std::vector<std::uint32_t> exceptions_of(const Library& library, std::span<const std::uint32_t> rules,
                                         std::uint32_t rule) {
  std::vector<std::uint32_t> result;
  for (const std::uint32_t id : rules) {
    if (contains(library.rules[id].exception_to, rule)) result.push_back(id);
  }
  return result;
}

std::vector<std::uint32_t> in_exception_order(const Library& library, std::span<const std::uint32_t> rules) {
  std::vector<std::uint32_t> ordered;
  std::vector<std::uint32_t> waiting(rules.begin(), rules.end());
  while (!waiting.empty()) {
    const std::vector<std::uint32_t> before = waiting;
    for (const std::uint32_t id : before) {
      const auto exceptions = exceptions_of(library, before, id);
      if (std::all_of(exceptions.begin(), exceptions.end(),
                      [&](auto other) { return contains(ordered, other); })) {
        ordered.push_back(id);
        std::erase(waiting, id);
      }
    }
    if (waiting.size() == before.size()) {
      throw Error(fmt::format("rule {}: the exceptions run in a circle. Remove one of them.",
                              library.rules[waiting.front()].name));
    }
  }
  return ordered;
}

Decision decide(const Library& library, std::span<const std::uint32_t> rules, FactSet facts,
                QuestionSet readings) {
  Decision decision;
  for (const std::uint32_t id : in_exception_order(library, rules)) {
    const Rule& rule = library.rules[id];
    if (!applies(rule, facts, readings)) continue;
    decision.applying.push_back(id);
    const auto exceptions = exceptions_of(library, rules, id);
    const bool switched_off = std::any_of(exceptions.begin(), exceptions.end(),
                                          [&](auto other) { return contains(decision.effective, other); });
    if (switched_off) continue;
    decision.effective.push_back(id);
    if (rule.effect) decision.effects = static_cast<EffectSet>(decision.effects | only(*rule.effect));
  }
  std::sort(decision.applying.begin(), decision.applying.end());
  std::sort(decision.effective.begin(), decision.effective.end());
  return decision;
}

}  // namespace comity::law
