/// Where the law of one state compels what the law of another forbids, over all situations.
#pragma once

#include "law/jurisdiction.h"
#include "law/sides.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace comity::law {

/// The law of a state on a day: its own and that of the union it belongs to.
struct StateLaw {
  Jurisdiction state;
  const CompiledLaw* own = nullptr;
  std::string joined;                   // id of the union whose law is among the files; empty: none
  std::string around_name;              // its name
  const CompiledLaw* around = nullptr;  // the union's law; nothing: none
};

/// Two states on a day.
struct Pair {
  const StateLaw* demanding = nullptr;
  const StateLaw* other = nullptr;
  const Treaty* treaty = nullptr;     // of mutual assistance; nothing: none in force
  const Treaty* agreement = nullptr;  // on direct orders
  bool one_union = false;             // both belong to it
  const Treaty* adequacy = nullptr;   // the other state's decision about the demanding one, or its union's
  const Treaty* adequacy_of_union = nullptr;  // its union's
  std::vector<const Treaty*> conventions;     // of assistance for some offences only
  Day day = kNever;                           // of the laws
};

/// A demand as both states see it.
struct JointSituation {
  FactSet demand = 0;  // facts of the demand
  FactSet first =
      0;  // here-facts of the demanding state, of its union, of the other state and of that one's union
  FactSet first_around = 0;
  FactSet second = 0;
  FactSet second_around = 0;
  std::array<bool, kRoutes> open{};  // by Route: other ways that both laws surely leave open (law/ways.h)
};

/// Numbers of situations of one kind, for weighing by a simulation's demands.
struct CellCount {
  double situations = 0;
  double compelled = 0;
  double certain = 0;
  double arguable = 0;
};

/// By kind of data (2 bits: content, traffic) and by the places (6 bits each: in the state, in its union) of both states.
inline constexpr std::size_t kCells = std::size_t{4} * 64 * 64;
constexpr std::size_t cell_of(unsigned kind, unsigned first, unsigned second) {
  return (std::size_t{kind} * 64 + first) * 64 + second;
}

/// The two bits of a kind of data.
constexpr unsigned kind_of_data(FactSet demand) {
  return ((demand & fact::content) != 0 ? 1U : 0U) | ((demand & fact::traffic) != 0 ? 2U : 0U);
}

/// What is found over all situations of two states: the demanding one orders, the other may forbid.
struct Conflict {
  double situations = 0;                    // that are not impossible
  double compelled = 0;                     // in which the demanding state compels on some reading
  double certain = 0;                       // compelled and forbidden on every reading
  double arguable = 0;                      // on some reading
  std::array<double, kRoutes> dissolved{};  // conflicts, certain or arguable, that this way would avoid
  double dissolved_somehow = 0;
  std::optional<JointSituation> certain_example;  // with the fewest facts
  std::optional<JointSituation> arguable_example;
  std::vector<CellCount> cells;  // by cell_of; empty unless asked for
};

/// Compares laws on one day; keeps what several pairs need.
class Comparison {
 public:
  Comparison(const Library& library, Day day);

  const Library& library() const { return *library_; }
  const Space& space() const { return space_; }
  Day day() const { return day_; }

  /// The law of a state; throws Error when it belongs to two unions whose laws are among the files.
  StateLaw law_of(const Jurisdiction& state);

  /// What binds two states. Without a file of treaties, nothing does.
  Pair pair_of(const StateLaw& demanding, const StateLaw& other) const;

  /// Counts conflicts; `cells` for weighing too.
  Conflict conflict(const Pair& pair, bool cells = false);

 private:
  const Side& side(const Pair& pair, bool demanding, QuestionSet shared, bool cells);

  const Library* library_;
  Day day_;
  Space space_;
  LawCache cache_;
  std::map<std::string, std::unique_ptr<const Side>> sides_;
};

}  // namespace comity::law
