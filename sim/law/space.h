/// All situations of one demand as one law sees them, for comparing laws: here-facts by demand-facts.
#pragma once

#include "law/compile.h"

#include <cstdint>
#include <vector>

namespace comity::law {

/// The ways to data that the law tells apart; `letters`: a request for assistance without a treaty, by letters rogatory or on
/// reciprocity.
enum class Route : std::uint8_t { order, voluntary, treaty, agreement, letters };
inline constexpr std::size_t kRoutes = 5;

/// What is settled before situations are counted: who asks, by which route, and what binds the two states.
struct Standpoint {
  bool ours = false;  // an authority of the state whose law is read asks
  bool treaty = false;
  bool agreement = false;
  bool fellow = false;    // an authority of a fellow member asks
  bool adequate = false;  // one of a state found adequate
  Route route = Route::order;
};

/// The most here-facts of a state that belongs to a union: each is seen twice.
inline constexpr unsigned kMostHereInUnion = 12;

/// The facts that vary when laws are compared: those the library's rules mention, and those that an impossible
/// combination ties to them, at most 20 of 32. Routes and facts between states are settled by a Standpoint; `forbidden elsewhere`
/// is false.
class Space {
 public:
  explicit Space(const Library& library);

  FactSet here() const { return here_; }
  FactSet demand() const { return demand_; }
  std::size_t heres() const { return here_sets_.size(); }      // assignments of here-facts
  std::size_t demands() const { return demand_sets_.size(); }  // assignments of demand-facts
  FactSet here_at(std::size_t here) const { return here_sets_[here]; }
  FactSet demand_at(std::size_t demand) const { return demand_sets_[demand]; }

  /// All facts of a situation. It has no approval or a judge's; a request for assistance carries one.
  FactSet facts_at(std::size_t here, std::size_t demand, const Standpoint& standpoint) const;

  /// Whether no impossible combination holds in it.
  bool possible(FactSet facts) const;

  /// The assignment of here-facts (or demand-facts) with these facts.
  std::size_t here_index(FactSet facts) const;
  std::size_t demand_index(FactSet facts) const;

 private:
  FactSet here_ = 0;
  FactSet demand_ = 0;
  FactSet all_ = 0;
  std::vector<FactSet> here_sets_;
  std::vector<FactSet> demand_sets_;
  std::vector<std::uint64_t> possible_;       // bit by the facts of `all_`, side by side
  std::vector<std::uint32_t> index_by_byte_;  // [4 x 256] place of each byte's facts in `possible_`
};

/// One bit for each assignment of the questions that the compared laws share.
using ReadingMask = std::uint16_t;
inline constexpr unsigned kMostShared = 4;

/// Whether one effect holds in each situation, and on which readings of the shared questions.
struct Stand {
  ReadingMask certain = 0;   // whatever the reading of the other questions
  ReadingMask possible = 0;  // on some reading of the others
};

/// A law seen from one standpoint: stands by [demand * heres + here], and which situations are possible.
struct View {
  std::vector<Stand> stands;
  std::vector<char> possible;
};

/// What is asked of a law.
struct Inquiry {
  Standpoint standpoint;
  Effect effect = Effect::compels;
  QuestionSet shared = 0;  // questions told apart in ReadingMask
};

/// Where a law stands in one situation with these facts.
Stand stand_of(const CompiledLaw& law, const Inquiry& inquiry, FactSet facts);

/// The facts that a standpoint settles.
FactSet settled(const Standpoint& standpoint);

/// Asks a law about every situation.
View view_of(const Space& space, const CompiledLaw& law, const Inquiry& inquiry);

}  // namespace comity::law
