/// The vocabulary in which law is written: facts, effects, and what cannot be.
#pragma once

#include "enumeration.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace comity::law {

/// A set of facts, one bit per fact of the vocabulary: what holds in a situation, as one state's law sees it.
using FactSet = std::uint32_t;

/// A set of open questions, one bit per question of the library; as a reading: the questions a court answers
/// with "the rule is accepted".
using QuestionSet = std::uint32_t;

/// A set of effects, one bit per Effect.
using EffectSet = std::uint8_t;

/// How a fact varies between the states that look at one demand.
COMITY_ENUM(Scope,
            (here, "one value for each state (or union) whose law is read"),
            (demand, "one value for each demand"),
            (between, "one value for each pair: the state whose law is read and the demanding state"))

/// The built-in facts, those the simulation sets: X(identifier, scope, words, meaning). Append only.
#define COMITY_FACTS(X)                                                                                     \
  X(data_here, here, "data here", "the data are stored in this territory")                                  \
  X(headquartered_here, here, "provider headquartered here", "the provider's group is headquartered here")  \
  X(established_here, here, "provider established here",                                                    \
    "the provider has an establishment or legal representative here")                                       \
  X(offers_here, here, "provider offers service here", "the provider offers the service to people here")    \
  X(controls_from_here, here, "provider controls data from here",                                           \
    "an entity here has possession, custody or control of the data")                                        \
  X(national_here, here, "subject national here", "the person whose data are sought is a national")         \
  X(resident_here, here, "subject resident here", "that person lives here")                                 \
  X(offence_here, here, "offence here", "the offence was committed here")                                   \
  X(content, demand, "content data", "the content of communications")                                       \
  X(traffic, demand, "traffic data", "traffic data (neither content nor traffic means subscriber data)")    \
  X(stored_long, demand, "stored over 180 days", "in electronic storage for more than 180 days")            \
  X(serious, demand, "serious offence", "the offence passes the seriousness threshold of the instrument")   \
  X(emergency, demand, "emergency", "imminent danger to life or limb")                                      \
  X(judge_approved, demand, "judge approved", "a judge or court issued or validated the demand")            \
  X(voluntary, demand, "voluntary request", "the demand is a request without legal compulsion")             \
  X(treaty_request, demand, "treaty request", "the demand travels through mutual legal assistance")         \
  X(agreement_order, demand, "agreement order", "the demand is made under an executive agreement")          \
  X(location_stable, demand, "data location stable",                                                        \
    "the data rest in a known place, not moved by software")                                                \
  X(forbidden_elsewhere, demand, "forbidden elsewhere",                                                     \
    "computed: the law of some other state forbids the disclosure")                                         \
  X(order_is_ours, between, "order is ours", "the demand comes from an authority of this state (or union)") \
  X(treaty, between, "treaty in force",                                                                     \
    "a mutual legal assistance treaty is in force with the demanding state")                                \
  X(agreement, between, "agreement in force", "an executive agreement is in force between the two states")  \
  X(prosecutor_approved, demand, "prosecutor approved", "a prosecutor, or one above, approved the demand")  \
  X(independent_approved, demand, "independent authority approved",                                         \
    "an independent administrative authority, or a judge, approved the demand")                             \
  X(fellow_member, between, "demand of fellow member",                                                      \
    "the demand comes from another member of a union of this state (the union's own law: order is ours)")   \
  X(adequacy, between, "adequacy decision in force",                                                        \
    "this state (or its union) has found that the demanding state's authorities protect data adequately")   \
  X(qualifying_forbids, demand, "qualifying government forbids",                                            \
    "computed: forbidden elsewhere, by a state with which an executive agreement is in force")

#define COMITY_FACT_INDEX(identifier, scope, words, meaning) identifier##_index,
#define COMITY_FACT_BIT(identifier, scope, words, meaning) \
  inline constexpr FactSet identifier = FactSet{1} << identifier##_index;
namespace fact {
enum Index : unsigned { COMITY_FACTS(COMITY_FACT_INDEX) count };
COMITY_FACTS(COMITY_FACT_BIT)
}  // namespace fact

/// Who can approve a demand, the weakest first. A condition that needs one of them is met by those above, too: it is read as
/// any of these facts from there on, and a situation carries the fact of the one who approved.
inline constexpr std::array kApprovals{fact::prosecutor_approved, fact::independent_approved,
                                       fact::judge_approved};

/// The approvals that meet a condition on this fact: those from it on; the fact itself when it is none.
constexpr FactSet approvals_from(FactSet one) {
  FactSet enough = 0;
  for (std::size_t i = kApprovals.size(); i-- > 0;) {
    enough |= kApprovals[i];
    if (kApprovals[i] == one) return enough;
  }
  return one;
}

/// What a rule can do. A rule with effect `none` only switches other rules off.
COMITY_ENUM(Effect,
            (compels, "obliges the provider to disclose"),
            (forbids, "forbids the provider to disclose"),
            (permits, "leaves the provider free to disclose"),
            (assists, "has this state's own authorities carry out the foreign request"),
            (contests, "lets the provider challenge the demand on ordinary grounds"),
            (comity, "lets the provider plead the law of another state"),
            (localises, "obliges the provider to keep the data in this territory"),
            (unlocks, "obliges the provider to remove a protection that keeps data from itself"))

/// The set that holds just this effect.
constexpr EffectSet only(Effect effect) {
  return static_cast<EffectSet>(1U << static_cast<unsigned>(effect));
}

/// Whether the set has the effect.
constexpr bool has(EffectSet set, Effect effect) { return (set & only(effect)) != 0; }

}  // namespace comity::law
