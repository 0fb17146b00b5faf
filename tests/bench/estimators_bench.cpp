// How fast findings are made from many runs: sizes as in issue 6, outputs from a Dice.
#include "analysis/sobol.h"
#include "support/dice.h"

#include <benchmark/benchmark.h>

namespace comity {
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

}  // namespace
}  // namespace comity
