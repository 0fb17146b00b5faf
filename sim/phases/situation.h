/// How the laws of the states involved see a demand.
#pragma once

#include "world/context.h"
#include "world/legal_view.h"
#include "world/places.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

namespace comity {

/// A way to the data as the law of a jurisdiction (state, or S + union) sees it.
struct Route {
  Instrument instrument = Instrument::order;
  int jurisdiction = 0;
};

/// A value that the schedules of a jurisdiction may set for a demand by a route.
struct ScheduleAsked {
  law::Scheduled what = law::Scheduled::deadline_hours;
  Route route;
  int bar_state = -1;  // whose law forbids the disclosure; -1: none
};

/// What is known of a demand beside its own facts once the law of `bar_state` forbids the disclosure: that it does, and whether that
/// state's government qualifies, having an agreement in force with the forum. None for -1.
law::FactSet bar_facts(const World& world, const Demand& demand, int bar_state);

/// The facts of a demand by a route.
law::FactSet route_facts(const World& world, const Context& context, const Demand& demand,
                         const Route& route);

/// The facts of a demand by the order route as the law of a jurisdiction (state, or S + union) sees them.
law::FactSet order_facts(const World& world, const Context& context, const Demand& demand, int jurisdiction);

/// What the schedules in force of a jurisdiction set for a demand by a route; nothing when they are silent.
std::optional<double> scheduled_for(const World& world, const Context& context, const Demand& demand,
                                    const ScheduleAsked& asked);

/// Whether the forum's own law or that of its unions compels the provider under these readings of open questions.
bool order_holds(const World& world, const Context& context, const Demand& demand, law::QuestionSet readings);

/// State a treaty request for these data would go to: the provider's home, whose courts can compel it; from there or
/// without a treaty, the site's state; -1 without any treaty.
int assisting_state(const World& world, const Demand& demand);

/// How an order under an executive agreement or a union's instrument meets the laws of others [0, 1].
struct AgreementTerms {
  double free =
      1.0;  // chance that neither the provider's home nor the data's state, outside the union, forbids it
  double consent = 1.0;  // chance that the state where the data are consents
};

/// An executive agreement was concluded with the provider's home, which does not forbid it; a union's instrument binds its
/// members only. Where the data are in a third state, it consents as far as its law does not forbid.
AgreementTerms judge_agreement_terms(const World& world, const Context& context, const Demand& demand);

/// Chance that the state where the data are consents to what the assisting state hands over: surely its own data and those
/// in the forum, data in a third state as far as its law does not forbid [0, 1].
double assistance_consent(const World& world, const Context& context, const Demand& demand, int assisting);

/// Open questions of the forum's law (with its unions') on which compulsion depends in this situation.
law::QuestionSet order_questions(const World& world, const Context& context, const Demand& demand);

/// An open question, the others read as in `readings`.
struct QuestionAmong {
  int question = 0;
  law::QuestionSet readings = 0;
};

/// +1 when accepting the question helps the government to compel, -1 when it hurts, 0 when it makes no difference.
int orientation(const World& world, const Context& context, const Demand& demand, QuestionAmong asked);

/// Computes a view without the memo.
LegalView judge_situation(const World& world, const Context& context, const Demand& demand);

/// Views by situation; direct-mapped, valid for one run only. A pure cache, with room for four times the situations of a
/// small scenario, as filling more at the start of each run takes longer than the run.
class SituationMemo {
 public:
  explicit SituationMemo(const Setup& setup)
      : shift_(64 - bits_for(setup)), entries_(std::size_t{1} << (64U - shift_)) {}

  /// The laws' answers to this demand today.
  const LegalView& view(const World& world, const Context& context, const Demand& demand) {
    const std::uint64_t key = key_of(demand);
    const std::uint64_t stamped = key | std::uint64_t{stamp_of(world, demand)} << kKeyBits;
    Entry& entry = entries_[place_of(key)];
    if (entry.key != stamped) entry = {stamped, judge_situation(world, context, demand)};
    return entry.view;
  }

  /// Asks the memory for the place of this demand's view.
  void fetch(const Demand& demand) const { __builtin_prefetch(&entries_[place_of(key_of(demand))]); }

 private:
  static constexpr unsigned kLeastBits = 8;
  static constexpr unsigned kMostBits = 16;
  static constexpr int kKeyBits = 41;  // the versions have the rest of the word
  // Half a cache line, so that a look at it costs one.
  struct alignas(32) Entry {
    std::uint64_t key = ~std::uint64_t{0};
    LegalView view;
  };
  static_assert(sizeof(Entry) == 32);

  // Room for 256 states, 1024 providers and 1024 storage options each: more than a scenario may have.
  static std::uint64_t key_of(const Demand& demand) {
    const auto bits = [](auto value, unsigned shift) { return static_cast<std::uint64_t>(value) << shift; };
    return bits(demand.forum, 0) | bits(demand.residence, 8) | bits(demand.provider, 16) |
           bits(demand.option, 26) | bits(demand.kind, 36) | bits(demand.serious, 38) |
           bits(demand.emergency, 39) | bits(demand.stored_long, 40);
  }

  std::size_t place_of(std::uint64_t key) const { return (key * 0x9E3779B97F4A7C15ULL) >> shift_; }

  static unsigned bits_for(const Setup& setup) {
    constexpr std::size_t kKinds = 3 * 2 * 2 * 2;  // kind, seriousness, emergency, age of the data
    std::size_t options = 0;
    for (const auto& own : setup.options) options += own.size();
    const auto states = static_cast<std::size_t>(setup.states);
    const unsigned bits = static_cast<unsigned>(std::bit_width(states * states * options * kKinds)) + 2;
    return std::clamp(bits, kLeastBits, kMostBits);
  }

  // Only the laws of these states bear on the demand, and what they have agreed on with the forum. Versions only grow: their sum
  // stands still while all of them do.
  static std::uint32_t stamp_of(const World& world, const Demand& demand) {
    const auto version = [&](int state) { return world.law_versions(state, demand.forum); };
    return version(demand.residence) + version(demand.home) + version(demand.site);
  }

  unsigned shift_;
  std::vector<Entry> entries_;
};

}  // namespace comity
