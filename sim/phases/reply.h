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
  X(double, business, "B: its business at stake, which no other term exceeds") \
  X(double, disclosure, "L: what handing over costs it") \
  X(double, breach, "K: penalty of the forbidding state times the chance that its bar holds") \
  X(double, success, "p: believed chance that the order falls [0, 1]") \
  X(double, precedent, "G: worth of a precedent in its favour") \
  X(double, adverse, "A: what an adverse one costs it") \
  X(double, fines, "F: expected fines while it fights and loses") \
  X(double, sanction, "S: expected cost of refusing") \
  X(double, challenge_cost, "c: of going to court")
struct Stakes { COMITY_FIELDS(COMITY_STAKES) };
// clang-format on

/// Utilities of comply, challenge, refuse [value].
std::array<double, kReplies> reply_utilities(const Stakes& stakes);

/// Logit over the answers with this precision [1/value]. Sums to 1.
std::array<double, kReplies> reply_probabilities(const Stakes& stakes, double precision);

/// Whether any of `number` real demands may be challenged where `u` in (0, 1) says which is the first (count_real_demands): the
/// probability of a challenge cannot exceed exp(precision * gain over complying), whatever refusal costs.
bool may_challenge(const Stakes& stakes, double precision, double u, double number);

/// Probability that a provider refuses when it does not challenge.
double refusal_probability(const Stakes& stakes, double precision);

/// Whether it does, for `u` in (0, 1): u < refusal_probability.
bool refuses(const Stakes& stakes, double precision, double u);

/// A decision taken for each of `number` real demands, seen on the one simulated demand: 1 - (1 - p)^number.
double per_real_demand(double probability, double number);

/// The same decision, taken for each by itself: how many real demands of `number` it falls on. A
/// fraction of a real demand counts as one as often as it says. `u` in (0, 1) gives the first of them, and none where it
/// is 1 - (1 - p)^number or more; the stream gives the others.
int count_real_demands(Stream& stream, double u, double probability, double number);

/// An open question (-1: merit alone), how the law sees the demand, and whether the law of another state is pleaded.
struct QuestionInView {
  const LegalView& view;
  int question = -1;
  bool plea = true;
};

/// Stakes of an order that only its merit could bring down, as if it surely did.
Stakes weigh_disclosure(const World& world, const Context& context, const Demand& demand,
                        const LegalView& view);

/// Chance that a judge of average leaning votes for the provider, as it sees the case: by what would move the votes there, the
/// merit seen with an error. On an open question before the court above the demand's own, whose ruling makes the rule; on merit
/// alone (question -1) at first instance.
double believed_success(const World& world, const Context& context, const Demand& demand,
                        const QuestionInView& asked);

/// The open question of the forum on which the order is fought: the first it depends on, -1 if none.
int test_question(const LegalView& view);

/// The most that a term of the provider's choice can come to: its business in the market of the demand's subject [value].
double business_at_stake(const World& world, const Context& context, const Demand& demand);

/// How long a precedent guides courts in the mean [year]: its weight fades by half in litigate.half_life.
double life_of_rule(const LitigateParameters& litigate);

/// What a rule about so many like orders, each costing `loss`, is worth: their sum where it is small, never more than the
/// business at stake.
double worth_of_rule(double orders, double loss, double business);

/// Why a precedent in its favour is worth something to the provider of a test case.
struct PrecedentWorth {
  double weight = 0.0;        // kappa: 0 while another test case of the provider is pending
  double like_demands = 0.0;  // [1/year]
  bool pending = false;       // another test case is
  double favourable = 0.0;    // share of the state's appellate courts that read the question for providers
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
