#include "random/distributions.h"

#include "error.h"
#include "random/elementary.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace comity {

namespace {

/// Ratio of two polynomials, coefficients from the constant upwards (Horner).
double ratio_at(double x, const std::array<double, 8>& upper, const std::array<double, 8>& lower) {
  double numerator = upper[7];
  double denominator = lower[7];
  for (std::size_t i = 7; i-- > 0;) {
    numerator = numerator * x + upper[i];
    denominator = denominator * x + lower[i];
  }
  return numerator / denominator;
}

// The coefficients of AS 241: centre, middle and far tail.
constexpr std::array<double, 8> centre_upper{
    3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
    4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr std::array<double, 8> centre_lower{1.0,
                                             4.2313330701600911252e1,
                                             6.8718700749205790830e2,
                                             5.3941960214247511077e3,
                                             2.1213794301586595867e4,
                                             3.9307895800092710610e4,
                                             2.8729085735721942674e4,
                                             5.2264952788528545610e3};
constexpr std::array<double, 8> middle_upper{1.42343711074968357734e0,  4.63033784615654529590e0,
                                             5.76949722146069140550e0,  3.64784832476320460504e0,
                                             1.27045825245236838258e0,  2.41780725177450611770e-1,
                                             2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array<double, 8> middle_lower{1.0,
                                             2.05319162663775882187e0,
                                             1.67638483018380384940e0,
                                             6.89767334985100004550e-1,
                                             1.48103976427480074590e-1,
                                             1.51986665636164571966e-2,
                                             5.47593808499534494600e-4,
                                             1.05075007164441684324e-9};
constexpr std::array<double, 8> tail_upper{6.65790464350110377720e0,  5.46378491116411436990e0,
                                           1.78482653991729133580e0,  2.96560571828504891230e-1,
                                           2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                           2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr std::array<double, 8> tail_lower{1.0,
                                           5.99832206555887937690e-1,
                                           1.36929880922735805310e-1,
                                           1.48753612908506148525e-2,
                                           7.86869131145613259100e-4,
                                           1.84631831751005468180e-5,
                                           1.42151175831644588870e-7,
                                           2.04426310338993978564e-15};

/// Means below this are drawn by summing probabilities, larger ones by rejection.
constexpr double largest_inverted_mean = 10;
/// Counts beyond have probability below 1e-60 at such means; ends the sum should rounding keep it short of 1.
constexpr int largest_inverted_count = 110;

/// ln k! less Stirling's leading terms: ln k! = ln(2 pi)/2 + (k + 1/2) ln(k + 1) - (k + 1) + stirling_rest(k).
double stirling_rest(double k) {
  constexpr std::array<double, 10> small{0.08106146679532726,  0.0413406959554093,   0.02767792568499834,
                                         0.020790672103765093, 0.016644691189821193, 0.013876128823070748,
                                         0.01189670994589177,  0.010411265261972096, 0.009255462182712733,
                                         0.00833056343336287};
  if (k < 10) return small[static_cast<std::size_t>(k)];
  const double square = (k + 1) * (k + 1);
  return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260) / square) / square) / (k + 1);
}

double log_factorial(double k) {
  constexpr double half_log_two_pi = 0.91893853320467274;
  return half_log_two_pi + (k + 0.5) * log_same(k + 1) - (k + 1) + stirling_rest(k);
}

/// Poisson count by summing probabilities until they pass one uniform number.
int invert_poisson(Stream& stream, double mean) {
  double left = stream.uniform_fine();
  double probability = exp_same(-mean);
  int count = 0;
  while (left > probability && count < largest_inverted_count) {
    left -= probability;
    ++count;
    probability *= mean / count;
  }
  return count;
}

/// A proposal of transformed rejection (Hörmann 1993): a uniform pair bent to the shape of the target.
struct Proposal {
  double count;   // a whole number, may lie outside the support
  double margin;  // 1/2 - |u|, small far out
  double height;  // uniform in (0, 1)
};

/// What bends the uniform pair.
struct Bend {
  double a;
  double b;
  double centre;
};

Proposal propose(Stream& stream, const Bend& bend) {
  const double u = stream.uniform_fine() - 0.5;
  const double margin = 0.5 - std::fabs(u);
  return {std::floor((2 * bend.a / margin + bend.b) * u + bend.centre), margin, stream.uniform_fine()};
}

/// ln of the proposal's height times the density it was proposed with.
double log_height(const Proposal& proposal, const Bend& bend, double scale) {
  return log_same(proposal.height * scale / (bend.a / (proposal.margin * proposal.margin) + bend.b));
}

/// Poisson count by Hörmann's PTRS (1993, doi:10.1016/0167-6687(93)90997-4), mean >= 10. With his constants 1.1328
/// and 0.9277 the Poisson curve crosses hat and squeeze by up to half a per cent at some means below 1000 (found by
/// tabulating both); 1.2 and 0.9177 keep it between them, which makes the method exact.
int reject_poisson(Stream& stream, double mean) {
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const Bend bend{-0.059 + 0.02483 * b, b, mean + 0.43};
  const double scale = 1.1239 + 1.2 / (b - 3.4);
  const double sure = 0.9177 - 3.6224 / (b - 2);
  const double log_mean = log_same(mean);
  while (true) {
    const Proposal proposal = propose(stream, bend);
    const double k = proposal.count;
    if (k < 0 || k > std::numeric_limits<int>::max()) continue;
    if (proposal.margin >= 0.07 && proposal.height <= sure) return static_cast<int>(k);
    if (log_height(proposal, bend, scale) <= k * log_mean - mean - log_factorial(k))
      return static_cast<int>(k);
  }
}

/// Binomial count by summing probabilities, probability <= 1/2 and a small mean.
int invert_binomial(Stream& stream, int trials, double probability) {
  const double odds = probability / (1 - probability);
  double left = stream.uniform_fine();
  double chance = exp_same(trials * log1p_same(-probability));
  int count = 0;
  while (left > chance && count < std::min(trials, largest_inverted_count)) {
    left -= chance;
    ++count;
    chance *= odds * (trials - count + 1) / count;
  }
  return count;
}

/// Binomial count by Hörmann's BTRS (1993, doi:10.1080/00949659308811496), probability <= 1/2, mean >= 10.
int reject_binomial(Stream& stream, int trials, double probability) {
  const double n = trials;
  const double spread = std::sqrt(n * probability * (1 - probability));
  const double b = 1.15 + 2.53 * spread;
  const Bend bend{-0.0873 + 0.0248 * b + 0.01 * probability, b, n * probability + 0.5};
  const double sure = 0.92 - 4.2 / b;
  const double scale = (2.83 + 5.1 / b) * spread;
  const double log_odds = log_same(probability / (1 - probability));
  const double mode = std::floor((n + 1) * probability);
  const double at_mode = log_factorial(mode) + log_factorial(n - mode);
  while (true) {
    const Proposal proposal = propose(stream, bend);
    const double k = proposal.count;
    if (k < 0 || k > n) continue;
    if (proposal.margin >= 0.07 && proposal.height <= sure) return static_cast<int>(k);
    const double log_ratio = at_mode - log_factorial(k) - log_factorial(n - k) + (k - mode) * log_odds;
    if (log_height(proposal, bend, scale) <= log_ratio) return static_cast<int>(k);
  }
}

/// Gamma deviate of scale 1, shape >= 1.
double draw_standard_gamma(Stream& stream, double shape) {
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  while (true) {
    const double normal = draw_normal(stream);
    const double root = 1 + c * normal;
    if (root <= 0) continue;
    const double cube = root * root * root;
    const double square = normal * normal;
    const double uniform = stream.uniform_fine();
    if (uniform < 1 - 0.0331 * square * square) return d * cube;
    if (log_same(uniform) < 0.5 * square + d * (1 - cube + log_same(cube))) return d * cube;
  }
}

}  // namespace

double normal_quantile(double probability) {
  const double offset = probability - 0.5;
  if (std::fabs(offset) <= 0.425)
    return offset * ratio_at(0.180625 - offset * offset, centre_upper, centre_lower);
  const double tail = offset < 0 ? probability : 1 - probability;
  const double depth = std::sqrt(-log_same(tail));
  const double size = depth <= 5 ? ratio_at(depth - 1.6, middle_upper, middle_lower)
                                 : ratio_at(depth - 5, tail_upper, tail_lower);
  return offset < 0 ? -size : size;
}

double draw_normal(Stream& stream) { return normal_quantile(stream.uniform_fine()); }

double draw_exponential(Stream& stream, double mean) { return -mean * log_same(stream.uniform_fine()); }

double draw_gamma(Stream& stream, double shape, double mean) {
  COMITY_EXPECT(shape > 0 && mean > 0);
  if (shape >= 1) return draw_standard_gamma(stream, shape) * (mean / shape);
  const double shrink = pow_same(stream.uniform_fine(), 1 / shape);
  return draw_standard_gamma(stream, shape + 1) * shrink * (mean / shape);
}

int draw_poisson(Stream& stream, double mean) {
  COMITY_EXPECT(mean >= 0 && mean <= largest_poisson_mean);
  return mean < largest_inverted_mean ? invert_poisson(stream, mean) : reject_poisson(stream, mean);
}

int draw_negative_binomial(Stream& stream, double mean, double dispersion) {
  COMITY_EXPECT(mean >= 0 && dispersion > 0);
  if (mean == 0) return 0;
  if (dispersion > 1e12) return draw_poisson(stream, mean);
  return draw_poisson(stream, std::min(draw_gamma(stream, dispersion, mean), largest_poisson_mean));
}

int draw_binomial(Stream& stream, int trials, double probability) {
  COMITY_EXPECT(trials >= 0 && probability >= 0 && probability <= 1);
  if (probability > 0.5) return trials - draw_binomial(stream, trials, 1 - probability);
  if (trials * probability < largest_inverted_mean) return invert_binomial(stream, trials, probability);
  return reject_binomial(stream, trials, probability);
}

std::size_t draw_index(Stream& stream, std::span<const double> weights) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  COMITY_EXPECT(sum > 0 && sum < std::numeric_limits<double>::infinity());
  double left = stream.uniform() * sum;
  std::size_t last = 0;  // the last index with weight, should rounding let the sum fall short
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] <= 0) continue;
    if (left < weights[i]) return i;
    left -= weights[i];
    last = i;
  }
  return last;
}

namespace {

/// The share of a bucket, in [0, 1], as the number of 32-bit fractions below it.
std::uint32_t threshold_of(double share) {
  constexpr double all = std::numeric_limits<std::uint32_t>::max();
  return static_cast<std::uint32_t>(std::min(share * 0x1p32, all));
}

}  // namespace

// Vose's construction: every bucket holds its own index up to a threshold and one richer index above it.
AliasTable::AliasTable(std::span<const double> weights) : threshold_(weights.size()), alias_(weights.size()) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  COMITY_EXPECT(sum > 0 && sum < std::numeric_limits<double>::infinity());
  const auto heaviest = std::max_element(weights.begin(), weights.end()) - weights.begin();
  std::vector<double> share(weights.begin(), weights.end());
  std::vector<std::uint32_t> poor;
  std::vector<std::uint32_t> rich;
  for (std::uint32_t i = 0; i < share.size(); ++i) {
    COMITY_EXPECT(weights[i] >= 0);
    share[i] = weights[i] / sum * static_cast<double>(weights.size());
    (share[i] < 1 ? poor : rich).push_back(i);
  }
  while (!poor.empty() && !rich.empty()) {
    const std::uint32_t taker = poor.back();
    const std::uint32_t giver = rich.back();
    poor.pop_back();
    threshold_[taker] = threshold_of(share[taker]);
    alias_[taker] = giver;
    share[giver] -= 1 - share[taker];
    if (share[giver] >= 1) continue;
    rich.pop_back();
    poor.push_back(giver);
  }
  // Left over by rounding: rich buckets are full; poor ones give what they lack to the heaviest index.
  for (const std::uint32_t i : rich) {
    threshold_[i] = threshold_of(1);
    alias_[i] = i;
  }
  for (const std::uint32_t i : poor) {
    threshold_[i] = threshold_of(share[i]);
    alias_[i] = static_cast<std::uint32_t>(heaviest);
  }
}

}  // namespace comity
