#include "law/analyse.h"

#include "law/compile.h"
#include "law/decide.h"

#include <algorithm>
#include <array>

namespace comity::law {
namespace {

/// One set of rules in force, seen through the effects of one pass.
struct Pass {
  const Library* library;
  std::uint32_t regime;  // the file on top
  Day day;
  EffectSet effects;
};

using Effects = std::array<Strip, enum_count<Effect>>;

Effects effects_of(const StripRules& rules, EffectSet wanted) {
  Effects result{};
  for (std::size_t i = 0; i < result.size(); ++i) {
    if (has(wanted, static_cast<Effect>(i))) result[i] = rules.effect(static_cast<Effect>(i));
  }
  return result;
}

bool differ(const Effects& left, const Effects& right, const Strip& possible) {
  std::uint64_t changed = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    for (std::size_t w = 0; w < kStripWords; ++w) changed |= (left[i][w] ^ right[i][w]) & possible[w];
  }
  return changed != 0;
}

Strip without(const Strip& left, const Strip& right) {
  Strip result;
  for (std::size_t w = 0; w < kStripWords; ++w) result[w] = left[w] & ~right[w];
  return result;
}

void note_rules(const StripRules& rules, const Strip& possible, Analysis& analysis) {
  for (std::size_t i = 0; i < rules.rules().size(); ++i) {
    const std::uint32_t id = rules.rules()[i];
    if (meet(rules.applying()[i], possible)) analysis.applies[id] = 1;
    if (meet(rules.effective()[i], possible)) analysis.effective[id] = 1;
    const Strip applying = common(rules.applying()[i], possible);
    for (const std::size_t exception : rules.exceptions(i)) {
      if (meet(applying, rules.effective()[exception]))
        analysis.working.emplace(rules.rules()[exception], id);
    }
  }
}

void note_cover(const Pass& pass, const StripRules& rules, const Strip& possible, Analysis& analysis) {
  const auto& all = pass.library->rules;
  for (std::size_t i = 0; i < rules.rules().size(); ++i) {
    const Strip effective = common(rules.effective()[i], possible);
    for (std::size_t j = 0; j < rules.rules().size(); ++j) {
      const Analysis::Pair pair{rules.rules()[i], rules.rules()[j]};
      if (i == j || all[pair.first].effect != all[pair.second].effect || analysis.uncovered.count(pair) != 0)
        continue;
      if (meet(effective, without(possible, rules.effective()[j]))) analysis.uncovered.insert(pair);
    }
  }
}

/// Finds the rules whose absence would change an effect. Changes what `rules` has worked out.
void note_difference(const Pass& pass, StripRules& rules, const Strip& possible, Analysis& analysis) {
  const Effects before = effects_of(rules, pass.effects);
  for (std::size_t i = 0; i < rules.rules().size(); ++i) {
    char& matters = analysis.matters[rules.rules()[i]];
    if (matters != 0) continue;
    rules.switch_off(i);
    if (differ(before, effects_of(rules, pass.effects), possible)) matters = 1;
  }
}

/// The rules of one set of effects over one strip after the other.
void run_pass(const Pass& pass, std::span<const std::uint32_t> in_force, Analysis& analysis) {
  const auto cone = cone_of(*pass.library, in_force, pass.effects);
  const Variables variables = variables_of(*pass.library, cone);
  if (variables.count() > kMostVariables) {
    for (std::size_t i = 0; i < enum_names<Effect>.size(); ++i) {
      if (has(pass.effects, static_cast<Effect>(i)))
        analysis.large.emplace(pass.regime, enum_names<Effect>[i]);
    }
    return;
  }
  for (const std::uint32_t id : cone) analysis.analysed[id] = 1;
  StripRules rules(*pass.library, in_exception_order(*pass.library, cone), variables);
  const Possible possible_situations(*pass.library, variables);
  for (std::size_t strip = 0; strip < variables.strips(); ++strip) {
    const Strip possible = possible_situations.at(strip);
    rules.evaluate(strip);
    note_rules(rules, possible, analysis);
    note_cover(pass, rules, possible, analysis);
    note_difference(pass, rules, possible, analysis);
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

/// Looks for a possible situation in which two rules of opposed effects are both effective.
void run_opposition(const Pass& pass, std::span<const std::uint32_t> in_force,
                    std::pair<Effect, Effect> opposed, Analysis& analysis) {
  const Library& library = *pass.library;
  const auto cone = cone_of(library, in_force, pass.effects);
  const Variables variables = variables_of(library, cone);
  if (variables.count() > kMostVariables) {
    analysis.large.emplace(pass.regime, std::string(name_of(opposed.first)) + "\" with \"" +
                                            std::string(name_of(opposed.second)));
    return;
  }
  StripRules rules(library, in_exception_order(library, cone), variables);
  const Possible possible(library, variables);
  std::map<Analysis::Pair, std::optional<Situation>> found;
  for (std::size_t strip = 0; strip < variables.strips(); ++strip) {
    rules.evaluate(strip);
    for (std::size_t i = 0; i < cone.size(); ++i) {
      if (library.rules[rules.rules()[i]].effect != opposed.first) continue;
      const Strip first = common(rules.effective()[i], possible.at(strip));
      for (std::size_t j = 0; j < cone.size(); ++j) {
        const Analysis::Pair pair{rules.rules()[i], rules.rules()[j]};
        if (library.rules[pair.second].effect != opposed.second || analysis.oppositions.count(pair) != 0)
          continue;
        keep_shortest(common(first, rules.effective()[j]), strip, variables, found[pair]);
      }
    }
  }
  for (const auto& [pair, situation] : found) {
    if (!situation) continue;
    Opposition opposition{pair.first, pair.second, *situation, pass.day, false};
    opposition.situation.facts = completed(library, situation->facts, variables.facts);
    opposition.certain = certain_opposition(library, cone, variables, opposition);
    analysis.oppositions.emplace(pair, opposition);
  }
}

/// All passes over one set of rules in force; `pass.effects` is not used.
void analyse_in_force(Pass pass, const std::vector<std::uint32_t>& in_force, Analysis& analysis) {
  for (std::size_t i = 0; i < enum_names<Effect>.size(); ++i) {
    pass.effects = only(static_cast<Effect>(i));
    run_pass(pass, in_force, analysis);
  }
  for (const auto& opposed : pass.library->opposed) {
    pass.effects = static_cast<EffectSet>(only(opposed.first) | only(opposed.second));
    run_opposition(pass, in_force, opposed, analysis);
  }
}

}  // namespace

Analysis analyse(const Library& library) {
  Analysis analysis;
  const std::size_t count = library.rules.size();
  for (auto* flags : {&analysis.analysed, &analysis.applies, &analysis.effective, &analysis.matters})
    flags->assign(count, 0);
  std::set<std::vector<std::uint32_t>> seen;
  for (std::uint32_t regime = 0; regime < library.regimes.size(); ++regime) {
    std::vector<InForce> chain;
    for (const std::uint32_t step : with_amended(library, regime)) chain.push_back({step, 0});
    for (Day day = kAlways; day < kNever; day = next_change(library, chain, day)) {
      const auto in_force = rules_in_force(library, chain, day);
      if (!in_force.empty() && seen.insert(in_force).second)
        analyse_in_force({&library, regime, day, 0}, in_force, analysis);
    }
  }
  return analysis;
}

}  // namespace comity::law
