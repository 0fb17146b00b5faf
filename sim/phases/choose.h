/// Kernels of the phase `choose`: what each instrument is worth to a prosecutor, and how sharply the best is chosen.
#pragma once

#include "fields.h"
#include "phases/situation.h"

#include <array>
#include <cstdint>
#include <vector>

namespace comity {

/// Instruments and, last, dropping the demand.
inline constexpr int kChoices = kInstruments + 1;

/// Utility of each instrument; one that the law does not allow is not available. Dropping is worth 0.
struct Menu {
  std::array<double, kInstruments> utility{};
  std::array<bool, kInstruments> available{};
};

/// What prosecutors of the forum believe about one instrument for a demand.
// clang-format off
#define COMITY_PROSPECT(X) \
  X(double, success, "chance [0, 1]") \
  X(double, delay_days, "of a success") \
  X(double, cost, "[value]") \
  X(double, utility, "[value]")
struct Prospect { COMITY_FIELDS(COMITY_PROSPECT) };
// clang-format on

/// Present value of an instrument [value]: value * success * exp(-discount * delay) - cost.
double instrument_utility(const ChooseParameters& choose, double success, double delay_days, double cost);

/// Probabilities of the instruments and of dropping: nested logit with nests {assistance, agreement} and
/// {order, voluntary} (McFadden 1978), the plain logit at dissimilarity 1. Sums to 1.
std::array<double, kChoices> choice_probabilities(const Menu& menu, const ChooseParameters& choose);

/// Choices by what the menu depends on. A pure memo of one run.
class ChoiceMemo {
 public:
  /// Forgets all. To be called when beliefs or stance may have moved: once a step, as both stand still within the phase.
  void renew() { ++stamp_; }

  /// The sums of the probabilities up to each choice.
  const std::array<double, kChoices>& cumulative(const World& world, const Context& context,
                                                 const Demand& demand, const LegalView& view);

 private:
  static constexpr int kBits = 10;
  struct Entry {
    std::uint64_t key = ~std::uint64_t{0};  // the menu's, and above 32 bits the stamp
    std::array<double, kChoices> cumulative{};
  };
  std::uint64_t stamp_ = 0;
  std::vector<Entry> entries_ = std::vector<Entry>(std::size_t{1} << kBits);
};

/// What is believed about an instrument; with experience-weighted attraction the utility is the attraction less the cost.
Prospect prospect_of(const World& world, const Context& context, const Demand& demand, Instrument instrument);

/// The same for a request for assistance without a treaty: later by assist.letters_days, refused more often by
/// assist.letters_refusal, worth less accordingly.
Prospect without_treaty(const Context& context, Prospect prospect);

/// What a prosecutor of the forum can choose from for this demand.
Menu make_menu(const World& world, const Context& context, const Demand& demand, const LegalView& view);

}  // namespace comity
