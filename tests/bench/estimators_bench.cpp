// How fast findings are made from many runs: sizes as in issue 6, outputs from a Dice.
#include "analysis/prim.h"
#include "analysis/sobol.h"
#include "support/dice.h"

#include <benchmark/benchmark.h>

namespace comity::analysis {
namespace {

void fill(Eigen::ArrayXXd& values, test::Dice& dice) {
  for (double& value : values.reshaped()) value = dice.within(0.0, 1.0);
}

void sobol_with_bootstrap(benchmark::State& state) {
  test::Dice dice(1);
  Eigen::ArrayXXd base(1 << 14, 2);
  SobolOutputs outputs;
  outputs.ab.resize(1 << 14, 10);
  fill(base, dice);
  fill(outputs.ab, dice);
  outputs.a = base.col(0);
  outputs.b = base.col(1);
  for (auto _ : state) benchmark::DoNotOptimize(estimate_sobol(outputs, {}));
}
BENCHMARK(sobol_with_bootstrap)->Unit(benchmark::kMillisecond);

void prim_of_many_cases(benchmark::State& state) {
  test::Dice dice(2);
  PrimCases cases;
  cases.columns.assign(10, {"x", PrimColumn::Kind::real, {}, ""});
  cases.values.resize(100'000, 10);
  fill(cases.values, dice);
  cases.interest.resize(100'000);
  for (Eigen::Index row = 0; row < 100'000; ++row) {
    const bool inside =
        cases.values(row, 0) > 0.6 && cases.values(row, 1) < 0.4 && cases.values(row, 2) < 0.7;
    cases.interest[row] = inside != dice.chance(0.05) ? 1.0 : 0.0;
  }
  std::size_t steps = 0;
  for (auto _ : state) steps = find_boxes(cases, {}).steps.size();
  state.counters["steps"] = static_cast<double>(steps);
}
BENCHMARK(prim_of_many_cases)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace comity::analysis
