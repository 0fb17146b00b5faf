// Nanoseconds per draw and per elementary function; arguments vary so that nothing can be hoisted.
#include <benchmark/benchmark.h>

#include <cmath>

#include "random/distributions.h"
#include "random/elementary.h"
#include "random/stream.h"

namespace comity {
namespace {

void philox_block(benchmark::State& state) {
  std::uint32_t serial = 0;
  for (auto _ : state) benchmark::DoNotOptimize(philox({1, 2, 3, ++serial}, {}));
}
BENCHMARK(philox_block);

void stream_with_one_uniform(benchmark::State& state) {
  std::uint32_t serial = 0;
  for (auto _ : state) benchmark::DoNotOptimize(Stream({}, Purpose::vote, 1, 2, ++serial).uniform());
}
BENCHMARK(stream_with_one_uniform);

template <double function(double)>
void elementary_function(benchmark::State& state) {
  double x = 0.25;
  for (auto _ : state) {
    benchmark::DoNotOptimize(function(x));
    x = x < 3 ? x + 0.001 : 0.25;
  }
}
BENCHMARK(elementary_function<exp_same>)->Name("exp_same");
BENCHMARK(elementary_function<log_same>)->Name("log_same");
BENCHMARK(elementary_function<log1p_same>)->Name("log1p_same");
BENCHMARK(elementary_function<tanh_same>)->Name("tanh_same");
BENCHMARK(elementary_function<logistic>)->Name("logistic");
BENCHMARK(elementary_function<std::exp>)->Name("std_exp");
BENCHMARK(elementary_function<std::log>)->Name("std_log");

/// Draws with one stream per draw, as the phases do.
template <auto draw>
void one_draw(benchmark::State& state) {
  std::uint32_t serial = 0;
  for (auto _ : state) {
    Stream stream({}, Purpose::vote, 1, 2, ++serial);
    benchmark::DoNotOptimize(draw(stream));
  }
}
BENCHMARK(one_draw<draw_normal>)->Name("draw_normal");
BENCHMARK(one_draw<[](Stream& s) { return draw_exponential(s, 2); }>)->Name("draw_exponential");
BENCHMARK(one_draw<[](Stream& s) { return draw_gamma(s, 2.5, 1); }>)->Name("draw_gamma/shape=2.5");
BENCHMARK(one_draw<[](Stream& s) { return draw_poisson(s, 3); }>)->Name("draw_poisson/mean=3");
BENCHMARK(one_draw<[](Stream& s) { return draw_poisson(s, 300); }>)->Name("draw_poisson/mean=300");
BENCHMARK(one_draw<[](Stream& s) { return draw_negative_binomial(s, 300, 5); }>)
    ->Name("draw_negative_binomial");
BENCHMARK(one_draw<[](Stream& s) { return draw_binomial(s, 20, 0.2); }>)->Name("draw_binomial/mean=4");
BENCHMARK(one_draw<[](Stream& s) { return draw_binomial(s, 100000, 0.2); }>)
    ->Name("draw_binomial/mean=20000");

void alias_table_pick(benchmark::State& state) {
  std::vector<double> weights(200);
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] = 1.0 / static_cast<double>(i + 1);
  const AliasTable table(weights);
  std::uint32_t bits = 1;
  for (auto _ : state) benchmark::DoNotOptimize(table.pick(bits += 2654435769U));
}
BENCHMARK(alias_table_pick);

}  // namespace
}  // namespace comity
