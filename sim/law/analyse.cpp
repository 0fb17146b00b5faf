#include "law/analyse.h"

#include "law/compile.h"
#include "law/decide.h"

#include <algorithm>
#include <bit>
#include <set>

namespace comity::law {
namespace {

/// One set of rules in force, seen through one effect.
struct Pass {
  const Library* library;
  std::uint32_t regime;  // the file on top
  Day day;
  Effect effect;
};

bool meet_outside(const Strip& left, const Strip& right, const Strip& possible) {
  for (std::size_t w = 0; w < kStripWords; ++w) {
    if ((left[w] & ~right[w] & possible[w]) != 0) return true;
  }
  return false;
}

void note_rules(const StripRules& rules, const Strip& possible, const Library& library, Analysis& analysis) {
  for (std::size_t i = 0; i < rules.rules().size(); ++i) {
    const std::uint32_t id = rules.rules()[i];
    const Strip applying = common(rules.applying()[i], possible);
    if (!meet(applying, applying)) continue;
    analysis.applies[id] = 1;
    if (meet(rules.effective()[i], possible)) analysis.effective[id] = 1;
    for (const std::size_t exception : rules.exceptions(i)) {
      const std::uint32_t other = rules.rules()[exception];
      const auto& targets = library.rules[other].exception_to;
      const auto entry =
          static_cast<std::size_t>(std::find(targets.begin(), targets.end(), id) - targets.begin());
      char& working = analysis.working[other][entry];
      if (working == 0 && meet(applying, rules.effective()[exception])) working = 1;
    }
  }
}

/// The rules of the same effect that the law of a rule has on every day on which it has that rule.
std::vector<std::uint32_t> possible_covers(const Library& library, std::uint32_t id) {
  std::vector<std::uint32_t> covers;
  const Rule& rule = library.rules[id];
  for (const std::uint32_t step : with_amended(library, rule.regime)) {
    for (const std::uint32_t other : library.regimes[step].rules) {
      const Rule& written = library.rules[other];
      if (other != id && written.effect == rule.effect && written.from <= rule.from &&
          written.until >= rule.until)
        covers.push_back(other);
    }
  }
  return covers;
}

/// What would be otherwise in a strip if one rule after the other did not exist.
class Without {
 public:
  Without(const StripRules& rules, Effect effect) : rules_(rules), effect_(effect) {
    const std::size_t count = rules.rules().size();
    targets_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      for (const std::size_t exception : rules.exceptions(i)) targets_[exception].push_back(i);
    }
    changed_.resize(count);
    pending_.resize(count);
    other_.resize(count);
  }

  /// Whether the effect would differ in some possible situation of the strip that the rules were evaluated for.
  bool differs(std::size_t rule, const Strip& possible) {
    remove(rule);
    const bool found = effect_differs(possible);
    for (const std::size_t i : touched_) changed_[i] = 0;
    touched_.clear();
    return found;
  }

 private:
  void remove(std::size_t rule) {
    set(rule, Strip{});
    std::size_t waiting = targets_[rule].size();
    for (const std::size_t target : targets_[rule]) pending_[target] = 1;
    for (std::size_t i = rule + 1; waiting > 0; ++i) {
      if (pending_[i] == 0) continue;
      pending_[i] = 0;
      --waiting;
      Strip now = rules_.applying()[i];
      for (const std::size_t exception : rules_.exceptions(i)) {
        const Strip& off = changed_[exception] != 0 ? other_[exception] : rules_.effective()[exception];
        for (std::size_t w = 0; w < kStripWords; ++w) now[w] &= ~off[w];
      }
      if (now == rules_.effective()[i]) continue;
      set(i, now);
      for (const std::size_t target : targets_[i]) {
        waiting += pending_[target] == 0 ? 1U : 0U;
        pending_[target] = 1;
      }
    }
  }

  void set(std::size_t rule, const Strip& value) {
    other_[rule] = value;
    changed_[rule] = 1;
    touched_.push_back(rule);
  }

  bool effect_differs(const Strip& possible) const {
    Strip moved{};
    for (const std::size_t i : touched_) {
      if (!rules_.has_effect(i, effect_)) continue;
      for (std::size_t w = 0; w < kStripWords; ++w)
        moved[w] |= (other_[i][w] ^ rules_.effective()[i][w]) & possible[w];
    }
    if (!meet(moved, moved)) return false;
    Strip before{};
    Strip after{};
    for (std::size_t i = 0; i < rules_.rules().size(); ++i) {
      if (!rules_.has_effect(i, effect_)) continue;
      const Strip& now = changed_[i] != 0 ? other_[i] : rules_.effective()[i];
      for (std::size_t w = 0; w < kStripWords; ++w) {
        before[w] |= rules_.effective()[i][w];
        after[w] |= now[w];
      }
    }
    for (std::size_t w = 0; w < kStripWords; ++w) moved[w] &= before[w] ^ after[w];
    return meet(moved, moved);
  }

  const StripRules& rules_;
  Effect effect_;
  std::vector<std::vector<std::size_t>> targets_;  // rows that a row switches off; all behind it
  std::vector<char> changed_;  // rows that would be effective in other situations: those of other_
  std::vector<char> pending_;
  std::vector<Strip> other_;
  std::vector<std::size_t> touched_;
};

/// Notes the rules whose absence would change the effect; of the others, which rules cover them.
void note_difference(const Pass& pass, const StripRules& rules, const Strip& possible,
                     std::pair<Without&, Analysis&> into) {
  auto& [without, analysis] = into;
  const Library& library = *pass.library;
  for (std::size_t i = 0; i < rules.rules().size(); ++i) {
    const std::uint32_t id = rules.rules()[i];
    // Where a rule is not effective, nothing is otherwise without it.
    if (analysis.matters[id] != 0 || !meet(rules.effective()[i], possible)) continue;
    auto& covers = analysis.covers[id];
    if (without.differs(i, possible)) {
      analysis.matters[id] = 1;
      covers.reset();
    } else if (rules.has_effect(i, pass.effect)) {
      if (!covers) covers = possible_covers(library, id);
      std::erase_if(*covers, [&](std::uint32_t other) {
        const auto row = rules.row_of(other);
        return row && meet_outside(rules.effective()[i], rules.effective()[*row], possible);
      });
    }
  }
}

/// The rules of one effect over one strip after the other.
void run_pass(const Pass& pass, std::span<const std::uint32_t> in_force, Analysis& analysis) {
  const auto cone = cone_of(*pass.library, in_force, only(pass.effect));
  if (cone.empty()) return;
  const Variables variables = variables_of(*pass.library, cone);
  if (variables.count() > kMostVariables) {
    analysis.large.emplace(pass.regime, name_of(pass.effect));
    return;
  }
  for (const std::uint32_t id : cone) analysis.analysed[id] = 1;
  StripRules rules(*pass.library, in_exception_order(*pass.library, cone), variables);
  Without without(rules, pass.effect);
  const Possible possible_situations(*pass.library, variables);
  for (std::size_t strip = 0; strip < variables.strips(); ++strip) {
    const Strip possible = possible_situations.at(strip);
    rules.evaluate(strip);
    note_rules(rules, possible, *pass.library, analysis);
    note_difference(pass, rules, possible, {without, analysis});
  }
}

bool certain_opposition(const Library& library, std::span<const std::uint32_t> rules,
                        const Variables& variables, const Opposition& found) {
  for (QuestionSet readings = 0;; readings = (readings - variables.questions) & variables.questions) {
    const EffectSet effects = decide(library, rules, found.situation.facts, readings).effects;
    if (!has(effects, *library.rules[found.first].effect) ||
        !has(effects, *library.rules[found.second].effect))
      return false;
    if (readings == variables.questions) return true;
  }
}

/// The rows of an effect.
std::vector<std::size_t> rows_with(const StripRules& rules, Effect effect) {
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < rules.rules().size(); ++i) {
    if (rules.has_effect(i, effect)) rows.push_back(i);
  }
  return rows;
}

/// The fewest facts of any situation of a strip.
int fewest_facts(std::size_t strip, const Variables& variables) {
  return std::popcount(variables.facts_at(strip * kStripWords * 64));
}

/// Looks for a possible situation in which two rules of opposed effects are both effective.
void run_opposition(const Pass& pass, std::span<const std::uint32_t> in_force,
                    std::pair<Effect, Effect> opposed, Analysis& analysis) {
  const Library& library = *pass.library;
  const auto cone =
      cone_of(library, in_force, static_cast<EffectSet>(only(opposed.first) | only(opposed.second)));
  const Variables variables = variables_of(library, cone);
  if (variables.count() > kMostVariables) {
    analysis.large.emplace(pass.regime, std::string(name_of(opposed.first)) + "\" with \"" +
                                            std::string(name_of(opposed.second)));
    return;
  }
  const auto has_rule = [&](Effect effect) {
    return std::any_of(cone.begin(), cone.end(),
                       [&](std::uint32_t id) { return library.rules[id].effect == effect; });
  };
  if (!has_rule(opposed.first) || !has_rule(opposed.second)) return;
  StripRules rules(library, in_exception_order(library, cone), variables);
  const Possible possible(library, variables);
  const std::vector<std::size_t> first = rows_with(rules, opposed.first);
  const std::vector<std::size_t> second = rows_with(rules, opposed.second);
  std::map<std::pair<std::size_t, std::size_t>, std::optional<Situation>> found;
  std::vector<std::uint8_t> fewest(first.size() * second.size(), 255);  // facts of the shortest so far
  for (std::size_t strip = 0; strip < variables.strips(); ++strip) {
    rules.evaluate(strip);
    const Strip possible_here = possible.at(strip);
    const int least = fewest_facts(strip, variables);
    for (std::size_t i = 0; i < first.size(); ++i) {
      const Strip one = common(rules.effective()[first[i]], possible_here);
      if (!meet(one, one)) continue;
      for (std::size_t j = 0; j < second.size(); ++j) {
        std::uint8_t& best = fewest[i * second.size() + j];
        if (best <= least || !meet(one, rules.effective()[second[j]])) continue;
        auto& situation = found[{first[i], second[j]}];
        keep_shortest(common(one, rules.effective()[second[j]]), strip, variables, situation);
        best = static_cast<std::uint8_t>(std::popcount(situation->facts));
      }
    }
  }
  for (const auto& [rows, situation] : found) {
    const Analysis::Pair pair{rules.rules()[rows.first], rules.rules()[rows.second]};
    if (analysis.oppositions.count(pair) != 0) continue;
    Opposition opposition{pair.first, pair.second, *situation, pass.day, variables.questions == 0};
    opposition.situation.facts = completed(library, situation->facts, variables.facts);
    if (!opposition.certain) opposition.certain = certain_opposition(library, cone, variables, opposition);
    analysis.oppositions.emplace(pair, opposition);
  }
}

/// All passes over one set of rules in force; `pass.effect` is not used.
void analyse_in_force(Pass pass, const std::vector<std::uint32_t>& in_force, Analysis& analysis) {
  for (std::size_t i = 0; i < enum_names<Effect>.size(); ++i) {
    pass.effect = static_cast<Effect>(i);
    run_pass(pass, in_force, analysis);
  }
  for (const auto& opposed : pass.library->opposed) run_opposition(pass, in_force, opposed, analysis);
}

}  // namespace

Analysis analyse(const Library& library) {
  Analysis analysis;
  const std::size_t count = library.rules.size();
  for (auto* flags : {&analysis.analysed, &analysis.applies, &analysis.effective, &analysis.matters})
    flags->assign(count, 0);
  for (const Rule& rule : library.rules) analysis.working.emplace_back(rule.exception_to.size());
  analysis.covers.resize(count);
  std::set<std::vector<std::uint32_t>> seen;
  for (std::uint32_t regime = 0; regime < library.regimes.size(); ++regime) {
    std::vector<InForce> chain;
    for (const std::uint32_t step : with_amended(library, regime)) chain.push_back({step, 0});
    for (Day day = kAlways; day < kNever; day = next_change(library, chain, day)) {
      const auto in_force = rules_in_force(library, chain, day);
      if (!in_force.empty() && seen.insert(in_force).second)
        analyse_in_force({&library, regime, day, Effect::compels}, in_force, analysis);
    }
  }
  return analysis;
}

}  // namespace comity::law
