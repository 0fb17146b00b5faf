#include "analysis/emulator.h"

#include "error.h"
#include "missing.h"
#include "random/elementary.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace comity::analysis {
namespace {

using Eigen::ArrayXd;
using Eigen::ArrayXXd;
using Eigen::Index;

constexpr std::size_t kHeldOutParts = 5;
constexpr std::size_t kPointsPerTerm = 5;

// The polynomials, of variance 1 under even places.
double legendre(double place, int degree) {
  const double x = 2.0 * place - 1.0;
  return degree == 1 ? std::sqrt(3.0) * x : std::sqrt(5.0) * 0.5 * (3.0 * x * x - 1.0);
}

template <class Place>
double term_value(const EmulatorTerm& term, const Place& place) {
  if (term.second < 0) return legendre(place(term.first), term.degree);
  return legendre(place(term.first), 1) * legendre(place(term.second), 1);
}

ArrayXd column_of_term(const EmulatorTerm& term, const ArrayXXd& places) {
  ArrayXd column(places.rows());
  for (Index row = 0; row < places.rows(); ++row)
    column[row] = term_value(term, [&](int parameter) { return places(row, parameter); });
  return column;
}

double inner(const ArrayXd& left, const ArrayXd& right) { return (left * right).sum(); }

// ln of the number of ways to choose so many of so many.
double log_choices(std::size_t of, std::size_t chosen) {
  double sum = 0.0;
  for (std::size_t i = 0; i < chosen; ++i)
    sum += log_same(static_cast<double>(of - i)) - log_same(static_cast<double>(i + 1));
  return sum;
}

// Candidates with what of them the chosen terms do not hold.
class Candidates {
 public:
  explicit Candidates(const ArrayXXd& places) : places_(places) {
    for (int parameter = 0; parameter < places.cols(); ++parameter) {
      add({parameter, -1, 1});
      add({parameter, -1, 2});
    }
  }

  std::size_t count() const { return terms_.size(); }
  const EmulatorTerm& term(std::size_t candidate) const { return terms_[candidate]; }

  // The candidate that explains most of the rest, and how much; count() when none is left.
  std::pair<std::size_t, double> best(const ArrayXd& rest) const {
    std::size_t found = count();
    double most = 0.0;
    for (std::size_t i = 0; i < count(); ++i) {
      if (taken_[i] || squares_[i] <= kDependent * whole_[i]) continue;
      const double along = inner(columns_[i], rest);
      const double gain = along * along / squares_[i];
      if (gain <= most) continue;
      most = gain;
      found = i;
    }
    return {found, most};
  }

  // Takes a candidate: the others lose what it holds, and products with its parameters join them. Gives its direction.
  ArrayXd take(std::size_t candidate) {
    const ArrayXd direction = columns_[candidate] / std::sqrt(squares_[candidate]);
    taken_[candidate] = true;
    directions_.push_back(direction);
    for (std::size_t i = 0; i < count(); ++i) {
      if (!taken_[i]) deflate(i, direction);
    }
    const EmulatorTerm term = terms_[candidate];
    for (const int parameter : {term.first, term.second}) {
      if (parameter < 0 || std::ranges::find(parameters_, parameter) != parameters_.end()) continue;
      for (const int other : parameters_) add({std::min(other, parameter), std::max(other, parameter), 1});
      parameters_.push_back(parameter);
    }
    return direction;
  }

 private:
  static constexpr double kDependent = 1e-6;  // so little left of a column: it is one of those taken

  void add(const EmulatorTerm& term) {
    ArrayXd column = column_of_term(term, places_);
    column -= column.mean();
    terms_.push_back(term);
    taken_.push_back(false);
    whole_.push_back(inner(column, column));
    squares_.push_back(whole_.back());
    columns_.push_back(std::move(column));
    for (const ArrayXd& direction : directions_) deflate(count() - 1, direction);
  }

  void deflate(std::size_t candidate, const ArrayXd& direction) {
    ArrayXd& column = columns_[candidate];
    column -= inner(column, direction) * direction;
    squares_[candidate] = inner(column, column);
  }

  const ArrayXXd& places_;
  std::vector<EmulatorTerm> terms_;
  std::vector<ArrayXd> columns_;
  std::vector<double> whole_;
  std::vector<double> squares_;
  std::vector<bool> taken_;
  std::vector<ArrayXd> directions_;
  std::vector<int> parameters_;
};

// Terms in the order in which they were taken, up to the smallest criterion.
std::vector<EmulatorTerm> choose_terms(const ArrayXXd& places, const ArrayXd& values) {
  const auto count = static_cast<double>(values.size());
  Candidates candidates(places);
  ArrayXd rest = values - values.mean();
  const double all = inner(rest, rest);
  const double least = 1e-24 * (all + inner(values, values));  // what rounding leaves
  std::vector<EmulatorTerm> terms;
  if (all <= least) return terms;
  double best = count * log_same(all / count);
  std::size_t kept = 0;
  constexpr std::size_t kPatience = 3;  // terms that only help together
  const auto most = static_cast<std::size_t>(values.size()) / kPointsPerTerm;
  while (terms.size() < most && terms.size() < kept + kPatience) {
    const auto [candidate, gain] = candidates.best(rest);
    if (candidate == candidates.count()) break;
    terms.push_back(candidates.term(candidate));
    const ArrayXd direction = candidates.take(candidate);
    rest -= inner(rest, direction) * direction;
    const double squares = std::max(inner(rest, rest), least);
    const double criterion = count * log_same(squares / count) +
                             static_cast<double>(terms.size()) * log_same(count) +
                             2.0 * log_choices(candidates.count(), terms.size());
    if (criterion < best) {
      best = criterion;
      kept = terms.size();
    }
    if (squares <= least) break;
  }
  terms.resize(kept);
  return terms;
}

// Least squares by Gram and Schmidt, the terms in their order.
Emulator fit_terms(const ArrayXXd& places, const ArrayXd& values, std::vector<EmulatorTerm> terms) {
  Emulator emulator;
  const std::size_t count = terms.size();
  std::vector<ArrayXd> directions;
  std::vector<double> means;
  Eigen::MatrixXd upper = Eigen::MatrixXd::Zero(static_cast<Index>(count), static_cast<Index>(count));
  Eigen::VectorXd along(static_cast<Index>(count));
  ArrayXd rest = values - values.mean();
  for (std::size_t i = 0; i < count; ++i) {
    ArrayXd column = column_of_term(terms[i], places);
    means.push_back(column.mean());
    column -= means.back();
    for (std::size_t k = 0; k < i; ++k) {
      const double part = inner(column, directions[k]);
      upper(static_cast<Index>(k), static_cast<Index>(i)) = part;
      column -= part * directions[k];
    }
    const double length = std::sqrt(inner(column, column));
    upper(static_cast<Index>(i), static_cast<Index>(i)) = length;
    directions.push_back(column / length);
    along[static_cast<Index>(i)] = inner(rest, directions.back());
    rest -= along[static_cast<Index>(i)] * directions.back();
  }
  emulator.coefficients.assign(count, 0.0);
  for (std::size_t i = count; i-- > 0;) {
    double value = along[static_cast<Index>(i)];
    for (std::size_t k = i + 1; k < count; ++k)
      value -= upper(static_cast<Index>(i), static_cast<Index>(k)) * emulator.coefficients[k];
    emulator.coefficients[i] = value / upper(static_cast<Index>(i), static_cast<Index>(i));
  }
  emulator.intercept = values.mean();
  for (std::size_t i = 0; i < count; ++i) emulator.intercept -= emulator.coefficients[i] * means[i];
  emulator.terms = std::move(terms);
  return emulator;
}

Emulator fit_rows(const ArrayXXd& places, const ArrayXd& values, const std::vector<Index>& rows) {
  const ArrayXXd own_places = places(rows, Eigen::all);
  const ArrayXd own_values = values(rows);
  return fit_terms(own_places, own_values, choose_terms(own_places, own_values));
}

template <class Place>
double value_of(const Emulator& emulator, const Place& place) {
  double value = emulator.intercept;
  for (std::size_t i = 0; i < emulator.terms.size(); ++i)
    value += emulator.coefficients[i] * term_value(emulator.terms[i], place);
  return value;
}

}  // namespace

Emulator fit_emulator(const EmulatorPoints& points) {
  const Eigen::Map<const ArrayXd> values(points.values.data(), static_cast<Index>(points.values.size()));
  std::vector<Index> rows;
  for (Index row = 0; row < values.size(); ++row) {
    if (!std::isnan(values[row])) rows.push_back(row);
  }
  COMITY_EXPECT(rows.size() >= kFewestEmulated);
  const ArrayXd all = values;
  std::vector<double> held_out(points.values.size(), kMissing);
  double squares = 0.0;
  for (std::size_t part = 0; part < kHeldOutParts; ++part) {
    std::vector<Index> others;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (i % kHeldOutParts != part) others.push_back(rows[i]);
    }
    const Emulator without = fit_rows(points.places, all, others);
    for (std::size_t i = part; i < rows.size(); i += kHeldOutParts) {
      const double predicted =
          value_of(without, [&](int parameter) { return points.places(rows[i], parameter); });
      held_out[static_cast<std::size_t>(rows[i])] = predicted;
      squares += (all[rows[i]] - predicted) * (all[rows[i]] - predicted);
    }
  }
  Emulator emulator = fit_rows(points.places, all, rows);
  const auto count = static_cast<double>(rows.size());
  const ArrayXd own = all(rows);
  const double spread = (own - own.mean()).square().sum() / count;
  const double missed = squares / count;
  // What is missed beyond the noise of replicates; never less than what the fit of so many coefficients cannot know.
  const double parameters = static_cast<double>(emulator.terms.size()) + 1.0;
  emulator.error = std::max(missed - points.noise, missed * parameters / count);
  emulator.explained = spread > 0.0 ? 1.0 - missed / spread : 0.0;
  emulator.held_out = std::move(held_out);
  return emulator;
}

double predict(const Emulator& emulator, std::span<const double> place) {
  return value_of(emulator, [&](int parameter) { return place[static_cast<std::size_t>(parameter)]; });
}

}  // namespace comity::analysis
