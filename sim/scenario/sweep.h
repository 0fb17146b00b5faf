/// What a scenario's [sweep] and [arms.NAME] say, read and checked (loader.h); `make_design` turns it into points.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace comity {

/// What a factor's values are.
enum class FactorKind : std::uint8_t { real, integer, boolean, category, date };

/// A name that moves together with a factor.
struct LinkedName {
  std::string name;  // as before the = of --set
  bool same = true;  // takes the factor's own value
  double low = 0.0;  // otherwise: the ends of its own range, reached where the factor reaches its own
  double high = 0.0;
  FactorKind kind = FactorKind::real;  // of its own range: real, integer or date
};

/// One axis of a design: what varies and within which values.
struct Factor {
  std::string
      name;  // as before the = of --set (choose.precision, reform.cloud-act.mode, law, …); of packages: any word
  FactorKind kind = FactorKind::real;
  double low = 0.0;  // of real, integer and date (days since 1970-01-01)
  double high = 0.0;
  bool logarithmic = false;    // a factor that spreads evenly on a logarithmic scale
  std::vector<double> values;  // the only values of a real, integer or date, where it has such; else empty
  std::vector<std::string>
      levels;  // of boolean and category: as behind the = of --set; of packages: their names
  std::vector<LinkedName> linked;  // names that move with it
  std::vector<std::vector<std::string>>
      packages;       // [levels] what each sets, NAME=VALUE; empty: sets its own name
  double base = 0.0;  // its value where it does not vary (one-at-a-time): a number, or the index of a level
};

/// A policy: settings laid on every point, to be compared under common random numbers.
struct Arm {
  std::string name;
  std::vector<std::string> settings;  // NAME=VALUE
};

/// Kinds of designs, in the words of `sweep.design`.
enum class DesignKind : std::uint8_t { grid, list, lhs, sobol, saltelli, morris, one_at_a_time };

/// A checked [sweep] with its arms.
struct SweepPlan {
  DesignKind kind = DesignKind::grid;
  std::vector<Factor> factors;  // empty: the scenario alone, or its arms alone
  std::vector<Arm> arms;        // empty: the scenario as it is
  int points = 0;               // lhs, sobol, saltelli: (base) points, of each scramble
  int scrambles = 0;            // sobol, saltelli: independent Owen scrambles; 0: the bare sequence
  bool second_order = false;    // saltelli: rows BA for second-order indices
  int maximin = 0;              // lhs: random candidates of which the one with the widest spread is taken
  int trajectories = 0;         // morris
  int candidates = 100;         // morris: trajectories among which they are chosen; 0: as drawn
  int levels = 4;               // morris: grid levels, even
  int seed = 1;                 // of the design alone; runs have run.seed
  std::vector<std::vector<double>> listed;  // list: [points][factors]
  std::filesystem::path file;               // list: where they were read from; empty: the scenario itself
};

}  // namespace comity
