#include "world/mandates.h"

#include "index.h"

#include <algorithm>
#include <string_view>

namespace comity {

namespace {

namespace fact = law::fact;

// Whether the claim holds of the state's own law or of that of one of its unions.
template <typename Claim>
bool any_law(const World& world, const Context& context, int state, Claim claim) {
  if (claim(*world.laws[index(state)].law)) return true;
  const auto& unions = context.setup.unions_of[index(state)];
  return std::any_of(unions.begin(), unions.end(),
                     [&](int jurisdiction) { return claim(*world.laws[index(jurisdiction)].law); });
}

constexpr law::FactSet kResidentsContent = fact::resident_here | fact::national_here | fact::offers_here |
                                           fact::established_here | fact::content | fact::serious |
                                           fact::judge_approved | fact::location_stable;

bool surely(const law::CompiledLaw& law, law::FactSet facts, law::Effect effect) {
  return law::ask_one(law, effect, facts).certain;
}

}  // namespace

bool localises(const World& world, const Context& context, int state) {
  return any_law(world, context, state, [](const law::CompiledLaw& law) {
    return surely(law, kResidentsContent, law::Effect::localises);
  });
}

bool blocks(const World& world, const Context& context, int state) {
  return any_law(world, context, state, [](const law::CompiledLaw& law) {
    return surely(law, kResidentsContent, law::Effect::forbids);
  });
}

double reaches_abroad(const World& world, const Context& context, int state) {
  constexpr law::FactSet kOrderAbroad = fact::order_is_ours | fact::headquartered_here |
                                        fact::established_here | fact::offers_here |
                                        fact::controls_from_here | fact::offence_here | fact::content |
                                        fact::serious | fact::judge_approved | fact::location_stable;
  double chance = 0.0;
  any_law(world, context, state, [&](const law::CompiledLaw& law) {
    const law::Holding answer = law::ask_one(law, law::Effect::compels, kOrderAbroad);
    if (answer.certain) chance = 1.0;
    if (chance < 1.0 && answer.possible) {
      chance = std::max(chance, law::chance(context.config.library, law, law::Effect::compels, kOrderAbroad));
    }
    return false;
  });
  return chance;
}

bool may_conclude(const World& world, const Context& context, int state) {
  const law::Library& library = context.config.library;
  return any_law(world, context, state, [&](const law::CompiledLaw& law) {
    return std::any_of(law.rules.begin(), law.rules.end(), [&](std::uint32_t rule) {
      const auto& powers = library.regimes[library.rules[rule].regime].powers;
      return std::find(powers.begin(), powers.end(), std::string_view("executive agreements")) !=
             powers.end();
    });
  });
}

}  // namespace comity
