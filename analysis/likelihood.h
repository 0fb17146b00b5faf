/// How likely observations are when the model's number is known: laws of counts and of measured values, by recurrences and the
/// normal integral, without draws.
///
/// `discrepancy` d says how far the model may be off by construction. Of a chance p it is the share of the largest possible
/// deviation: sd = d sqrt(p (1 - p)), which is also the correlation d^2 between trials of the same kind (Williams 1982,
/// doi:10.2307/2347977); of an expected count the coefficient of variation (Greenwood and Yule 1920, doi:10.2307/2341080); of a
/// measured value a standard deviation on the scale of its likelihood.
#pragma once

#include <cstddef>
#include <vector>

namespace comity::analysis {

/// What a model's value says of an observation. Over many runs both are averaged (Gneiting and Raftery 2007,
/// doi:10.1198/016214506000001437).
struct Chance {
  double at = 0.0;  // probability of what was observed; of measured values the density on the scale
  double below =
      0.0;  // probability of less, half of the probability of the same added (mid-PIT; of a density nothing)
};

/// Chances of whole numbers from `first` on, that add up to 1; what is left out is below 1e-18 of the largest.
struct CountLaw {
  std::size_t first = 0;
  std::vector<double> chances;
};

/// Successes among `trials`: binomial; beta-binomial with a discrepancy in (0, 1). `probability` in [0, 1].
CountLaw binomial_law(std::size_t trials, double probability, double discrepancy);

/// A count with this expectation >= 0: Poisson; negative binomial with a discrepancy > 0.
CountLaw count_law(double expectation, double discrepancy);

Chance chance_of(const CountLaw& law, std::size_t count);

/// ln of a probability or density; at least -708, where numbers end.
double log_of_chance(double at);

/// A value with normal error `deviation` > 0 around `centre`: its density, or the probability that it lies between two others.
/// Infinite centres are allowed.
Chance chance_of_value(double value, double centre, double deviation);
Chance chance_between(double low, double high, double centre, double deviation);

}  // namespace comity::analysis
