#include "law/compile.h"

#include <algorithm>

namespace comity::law {
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

std::optional<double> value_of(const Schedule& schedule, FactSet facts) {
  for (const auto& entry : schedule.cases) {
    if (holds(entry.when, facts)) return entry.value;
  }
  return schedule.otherwise;
}

}  // namespace

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

// Five plain arguments, once each: NOLINTBEGIN(readability-function-size)
std::optional<double> scheduled_value(const Library& library, std::span<const InForce> regimes, Day day,
                                      std::string_view schedule, FactSet facts) {
  // The file laid on top speaks first; where it is silent, the one below does.
  std::optional<double> value;
  int best = -1;
  for (const InForce& in_force : regimes) {
    const int depth = depth_of(library, in_force.regime);
    if (depth <= best) continue;
    for (const Schedule& candidate : library.regimes[in_force.regime].schedules) {
      if (candidate.name != schedule || !covers(candidate.from, candidate.until, in_force.shift, day))
        continue;
      const auto found = value_of(candidate, facts);
      if (!found) continue;
      value = found;
      best = depth;
    }
  }
  return value;
}

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
