/// Kernels of the phase `respond`: what an order costs a provider and how it weighs its answers.
#pragma once

#include "fields.h"
#include "phases/situation.h"

#include <array>

namespace comity {

/// A provider's answers to an order.
enum class Reply : std::uint8_t { comply, challenge, refuse };
inline constexpr int kReplies = 3;

/// What a provider weighs [value, except success].
// clang-format off
#define COMITY_STAKES(X) \
  X(double, disclosure, "L: what handing over costs it") \
  X(double, breach, "K: penalty of the forbidding state times the chance that its bar holds") \
  X(double, success, "p: believed chance that the order falls [0, 1]") \
  X(double, precedent, "G: worth of a precedent in its favour") \
  X(double, signal, "s: trust won by fighting in public") \
  X(double, fines, "F: expected fines while it fights and loses") \
  X(double, sanction, "S: expected cost of refusing") \
  X(double, challenge_cost, "c: of going to court")
struct Stakes { COMITY_FIELDS(COMITY_STAKES) };
// clang-format on

/// Utilities of comply, challenge, refuse [value].
std::array<double, kReplies> reply_utilities(const Stakes& stakes);

/// Logit over the answers with this precision [1/value]. Sums to 1.
std::array<double, kReplies> reply_probabilities(const Stakes& stakes, double precision);

/// What the probability of a challenge cannot exceed, whatever refusal costs: exp(precision * gain over complying).
double challenge_bound(const Stakes& stakes, double precision);

/// Probability that a provider refuses when it does not challenge.
double refusal_probability(const Stakes& stakes, double precision);

/// Chance that an order falls on its merit where the law is certain: `base` at merit 0, falling with merit.
double merit_chance(double base, double perceived_merit);

/// A decision taken for each of `number` real demands, seen on the one simulated demand: 1 - (1 - p)^number.
double per_real_demand(double probability, double number);

/// The same decision, taken for each by itself: how many real demands of `number` it falls on. A
/// fraction of a real demand counts as one as often as it says. `u` in (0, 1) gives the first of them, and none where it
/// is 1 - (1 - p)^number or more; the stream gives the others.
int count_real_demands(Stream& stream, double u, double probability, double number);

/// Stakes of an order that only its merit could bring down, as if it surely did.
Stakes weigh_disclosure(const World& world, const Context& context, const Demand& demand,
                        const LegalView& view);

/// Believed chance that the order falls on its merit, as the provider sees it.
double believed_merit(const Context& context, const Demand& demand);

/// The open question of the forum on which the order is fought: the first it depends on, -1 if none.
int test_question(const LegalView& view);

/// Why a precedent in its favour is worth something to the provider of a test case.
struct PrecedentWorth {
  double weight = 0.0;        // kappa: 0 while another test case of the provider is pending
  double like_demands = 0.0;  // [1/year]
  bool pending = false;       // another test case is
};

/// The worth of a precedent on the question in the court of this demand.
PrecedentWorth worth_of_precedent(const World& world, const Context& context, const Demand& demand,
                                  int question);

/// Stakes of an order for this demand as a test case on `test_question`.
Stakes weigh_test_case(const World& world, const Context& context, const Demand& demand,
                       const LegalView& view);

/// Column of Strategy's tables by state for a question.
inline int like_column(const Context& context, int state, int question) {
  return state * context.setup.questions + question;
}

}  // namespace comity
