#include "law/decide.h"

#include "error.h"

#include <algorithm>
#include <utility>

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

/// Positions of rules in a list, for each rule of the list.
using Exceptions = std::vector<std::vector<std::size_t>>;

/// The positions of the rules, each behind those that can switch it off.
std::vector<std::size_t> positions_in_order(const Library& library, std::span<const std::uint32_t> rules,
                                            const Exceptions& exceptions) {
  Exceptions targets(rules.size());
  std::vector<std::size_t> waiting_for(rules.size());
  std::vector<std::size_t> ordered;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    waiting_for[i] = exceptions[i].size();
    for (const std::size_t other : exceptions[i]) targets[other].push_back(i);
    if (waiting_for[i] == 0) ordered.push_back(i);
  }
  for (std::size_t next = 0; next < ordered.size(); ++next) {
    for (const std::size_t target : targets[ordered[next]]) {
      if (--waiting_for[target] == 0) ordered.push_back(target);
    }
  }
  if (ordered.size() == rules.size()) return ordered;
  const auto stuck =
      std::find_if(waiting_for.begin(), waiting_for.end(), [](auto count) { return count > 0; });
  throw Error(fmt::format("rule {}: the exceptions run in a circle. Remove one of them.",
                          library.rules[rules[static_cast<std::size_t>(stuck - waiting_for.begin())]].name));
}

}  // namespace

std::vector<std::vector<std::size_t>> exceptions_among(const Library& library,
                                                       std::span<const std::uint32_t> rules) {
  std::vector<std::pair<std::uint32_t, std::size_t>> position;  // by rule
  for (std::size_t i = 0; i < rules.size(); ++i) position.emplace_back(rules[i], i);
  std::sort(position.begin(), position.end());
  Exceptions exceptions(rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    for (const std::uint32_t target : library.rules[rules[i]].exception_to) {
      const auto found =
          std::lower_bound(position.begin(), position.end(), std::pair{target, std::size_t{0}});
      if (found != position.end() && found->first == target) exceptions[found->second].push_back(i);
    }
  }
  return exceptions;
}

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
  for (const std::size_t position : positions_in_order(library, rules, exceptions_among(library, rules)))
    ordered.push_back(rules[position]);
  return ordered;
}

Decision decide(const Library& library, std::span<const std::uint32_t> rules, FactSet facts,
                QuestionSet readings) {
  const Exceptions exceptions = exceptions_among(library, rules);
  std::vector<char> is_effective(rules.size(), 0);
  Decision decision;
  for (const std::size_t position : positions_in_order(library, rules, exceptions)) {
    const Rule& rule = library.rules[rules[position]];
    if (!applies(rule, facts, readings)) continue;
    decision.applying.push_back(rules[position]);
    const auto& others = exceptions[position];
    if (std::any_of(others.begin(), others.end(), [&](auto other) { return is_effective[other] != 0; }))
      continue;
    is_effective[position] = 1;
    decision.effective.push_back(rules[position]);
    if (rule.effect) decision.effects = static_cast<EffectSet>(decision.effects | only(*rule.effect));
  }
  std::sort(decision.applying.begin(), decision.applying.end());
  std::sort(decision.effective.begin(), decision.effective.end());
  return decision;
}

}  // namespace comity::law
