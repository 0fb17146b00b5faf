/// exp, log, pow and what is built on them, with the same bits on every x86-64, g++ or clang, with or without FMA
/// (glibc picks other code where the machine has FMA). Nothing on the way to a result may call the C library's.
/// Errors are in ulp, units in the last place of the result; NaN gives NaN everywhere.
#pragma once

namespace comity {

/// e^x within 0.6 ulp (1.1 ulp where the result is below 2.3e-308); 0 below -746, infinity above 709.79.
double exp_same(double x);

/// Whether u < times e^x, for u and times > 0: as one would write it, mostly without e^x, where u is far above.
inline bool below_exp(double u, double times, double x) {
  // For x < 0, e^-x exceeds the first terms of its series; their rounding is far below the margin.
  constexpr double margin = 1.0 + 1e-9;
  const double least = 1.0 - x * (1.0 - x * (0.5 - x * (1.0 / 6)));
  if (x < 0.0 && u * least > times * margin) return false;
  return u < times * exp_same(x);
}

/// e^x - 1 within 3 ulp, accurate near 0; -1 far below, infinity above 709.79.
double expm1_same(double x);

/// Natural logarithm within 0.8 ulp, subnormal x too; -infinity at 0, NaN below 0.
double log_same(double x);

/// x^y for x >= 0, as exp(y log x): relative error about |y ln x| 2^-53, so not exact for whole powers; x^0 = 1.
double pow_same(double x, double y);

/// ln(1 + x) for x > -1 within 1.5 ulp, accurate near 0; -infinity at -1.
double log1p_same(double x);

/// tanh(x) within 3.5 ulp, odd, accurate near 0.
double tanh_same(double x);

/// The logistic function 1 / (1 + e^-x) within 2.5 ulp; 0 below -709.79, where its value is under 1e-308.
double logistic(double x);

/// ln(p / (1 - p)) for p in [0, 1] within 3 ulp, accurate near 1/2; -infinity at 0, infinity at 1.
double logit(double p);

}  // namespace comity
