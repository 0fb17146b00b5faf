/// Kernels of the phase `arise`: how demands come about.
#pragma once

#include "world/context.h"

#include <array>
#include <vector>

namespace comity {

/// Which provider the subject of a demand uses and where the data lie; valid for one run only. A pure memo: made anew
/// when shares or storage have moved.
class PickMemo {
 public:
  /// Brings the tables up to date. To be called before picking in a step.
  void refresh(const World& world, const Context& context);

  /// A provider by its share of the market's segment and its demand rate, for 32 uniform bits.
  int provider(int market, Segment segment, std::uint32_t bits) const {
    const auto cell = static_cast<std::size_t>(market) * kSegments + static_cast<std::size_t>(segment);
    return static_cast<int>(providers_[cell].pick(bits));
  }

  /// One of the provider's storage options by its share of the market's data, for `u` in (0, 1).
  int option(int provider, int market, double u) const {
    const Row& row = rows_[static_cast<std::size_t>(provider)];
    const double* sum = &sums_[row.begin + static_cast<std::size_t>(market) * row.options];
    int option = 0;
    for (std::size_t next = 0; next + 1 < row.options; ++next) option += u >= sum[next] ? 1 : 0;
    return option;
  }

  /// State of the provider's headquarters, and state in which what it keeps by an option lies.
  std::int16_t home(int provider) const { return rows_[static_cast<std::size_t>(provider)].home; }
  std::int16_t site(int provider, int option) const {
    return sites_[rows_[static_cast<std::size_t>(provider)].first + static_cast<std::size_t>(option)];
  }

 private:
  void refresh_providers(const World& world, const Context& context);
  void refresh_options(const World& world, const Context& context);

  // For which shares and storage the tables were made.
  std::array<Eigen::ArrayXXd, kSegments> share_;
  std::vector<Eigen::ArrayXXd> storage_;

  struct Row {
    std::size_t begin = 0;
    std::size_t options = 0;
    std::size_t first = 0;
    std::int16_t home = 0;
  };
  std::vector<AliasTable> providers_;  // [S * segments]
  std::vector<Row> rows_;  // [P] where the provider's sums [S x options] and sites [options] begin
  std::vector<std::int16_t> sites_;
  std::vector<double> sums_;  // shares of the options up to each; beyond the last in use: infinity
};

/// Expected number of demands of a state in this step, simulated.
double expected_demands(const Clock& clock, const StateConfig& state, const RunParameters& run);

/// The demand with its merit drawn, when that was open.
Demand with_merit(const Context& context, Demand demand);

/// The focal demand `number` of the scenario as a Demand arising at `time`.
Demand make_focal_demand(const World& world, const Context& context, int number);

}  // namespace comity
