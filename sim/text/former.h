/// Names that went: the one place where an option, a key or a parameter that is no more is declared. Whoever writes one is told
/// what stands in its place (text/suggest.h); a row stays for ever, as files do.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>

namespace comity {

/// A name that went, the version that was the first without it, and what to write instead, as the end of a sentence.
struct FormerName {
  std::string_view name, version, instead;
};

/// All of them. What is only deprecated is still accepted (docs/versions.md).
inline constexpr std::array kFormerNames = {
    FormerName{"merit_success", "0.2.0", "providers weigh the odds of the court itself (group litigate)"},
    FormerName{"priority_high", "0.2.0",
               "assist.put_back_days puts back the requests of states without goodwill"},
    FormerName{"priority_low", "0.2.0",
               "assist.put_back_days puts back the requests of states without goodwill"},
    FormerName{"exit_sanctions", "0.2.0",
               "providers leave as an answer to the steps of a state (coercion of [[state]])"},
    FormerName{"exit_hazard", "0.2.0",
               "providers leave as an answer to the steps of a state (coercion of [[state]])"},
    FormerName{"horizon_years", "0.2.0",
               "a rule is worth the like orders of its mean life (litigate.half_life)"},
    FormerName{"fight_signal", "0.2.0",
               "the trust that fights win is no aim of a provider's answer (trust.fight)"},
};

/// The row of a name, nullptr: there is none.
constexpr const FormerName* find_former(std::string_view name) {
  const auto found = std::ranges::find(kFormerNames, name, &FormerName::name) - kFormerNames.begin();
  return found == std::ssize(kFormerNames) ? nullptr : &kFormerNames[static_cast<std::size_t>(found)];
}

}  // namespace comity
