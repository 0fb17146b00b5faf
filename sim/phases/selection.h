/// Kernels of settlement: which disputes are tried (litigate.selection).
#pragma once

namespace comity {

/// Chance that the government wins, as each side believes [0, 1].
struct Beliefs {
  double government = 0.5;
  double provider = 0.5;
};

/// Merit as each side estimates it [standard deviations of merit].
struct Estimates {
  double government = 0.0;
  double provider = 0.0;
};

/// Beliefs of parties who know how courts decide but err about the merit (Landes 1971; Posner 1973; Gould 1973):
/// logistic(log-odds at merit 0 + estimate / scale).
Beliefs lpg_beliefs(const Estimates& estimates, double log_odds, double scale);

/// Beliefs of parties who think that the court applies a sharp standard and know the spread of their own errors
/// (Priest and Klein 1984, doi:10.1086/467732): normal((estimate - standard) / spread).
Beliefs priest_klein_beliefs(const Estimates& estimates, double standard, double spread);

/// Whether a dispute is tried: the claimant's optimism exceeds the costs saved by settling, in stakes.
bool goes_to_trial(const Beliefs& beliefs, double threshold);

/// Standard normal distribution function, absolute error below 7.5e-8 (Abramowitz and Stegun 1964, 26.2.17).
double normal_cumulative(double x);

}  // namespace comity
