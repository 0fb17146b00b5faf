/// What the laws of the states involved say about one demand, route by route.
#pragma once

#include "world/context.h"

#include <array>
#include <cstdint>
#include <vector>

namespace comity {

/// An answer that may depend on open questions.
enum class Certainty : std::uint8_t { no, arguable, yes };

/// The laws' answers to one demand. A pure function of the demand's facts and of the law in force.
struct LegalView {
  law::QuestionSet questions = 0;    // open questions of the forum on which the order depends
  float bar_chance = 0.0F;           // chance that another state forbids disclosure under an order
  float voluntary_chance = 0.0F;     // chance that the provider's home law leaves it free to answer a request
  float site_permits_chance = 0.0F;  // chance that the site's law does not forbid a voluntary disclosure
  std::int16_t bar_state =
      -1;  // state whose law (or whose union's) forbids disclosure under an order; -1: none
  std::int16_t assisting_state = -1;    // state a treaty request would go to; -1: no treaty
  Certainty order = Certainty::no;      // the forum compels the provider
  Certainty bar = Certainty::no;        // another state forbids disclosure under an order
  Certainty assists = Certainty::no;    // the assisting state's law obliges it to help
  Certainty voluntary = Certainty::no;  // the provider's home law leaves it free to answer a request
  bool agreement = false;               // an executive agreement or Union order reaches the data
  bool agreement_is_union = false;      // the Union's own production order rather than an agreement
};

/// The facts of a demand by one route as the law of a jurisdiction (state, or S + union) sees them.
law::FactSet facts_for(const World& world, const Context& context, const Demand& demand, Instrument route,
                       int jurisdiction);

/// The same by the order route.
law::FactSet order_facts(const World& world, const Context& context, const Demand& demand, int jurisdiction);

/// Whether the forum's own law or that of its unions compels the provider under these readings of open questions.
bool order_holds(const World& world, const Context& context, const Demand& demand, law::QuestionSet readings);

/// State a treaty request for these data would go to: the provider's home, whose courts can compel it; from there or
/// without a treaty, the site's state; -1 without any treaty.
int assisting_state(const World& world, const Context& context, const Demand& demand);

/// Open questions of the forum's law (with its unions') on which compulsion depends in this situation.
law::QuestionSet order_questions(const World& world, const Context& context, const Demand& demand);

/// +1 when accepting the question helps the government to compel, -1 when it hurts, 0 when it makes no difference;
/// the other open questions read as in `readings`.
int orientation(const World& world, const Context& context, const Demand& demand, int question,
                law::QuestionSet readings = 0);

/// Views by situation; direct-mapped, valid for one run only. A pure cache.
class SituationMemo {
 public:
  SituationMemo() : entries_(kSize) {}
  /// The laws' answers to this demand today.
  const LegalView& view(const World& world, const Context& context, const Demand& demand);

 private:
  static constexpr std::size_t kSize = std::size_t{1} << 14;
  struct Entry {
    std::uint64_t key = ~std::uint64_t{0};
    LegalView view;
  };
  std::vector<Entry> entries_;
};

/// Computes a view without the memo.
LegalView judge_situation(const World& world, const Context& context, const Demand& demand);

}  // namespace comity
