/// Single situations found in tables, for messages.
#pragma once

#include "law/table.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace comity::law {

/// A situation with the readings under which it was found.
struct Situation {
  FactSet facts = 0;
  QuestionSet readings = 0;
};

/// For each situation over `facts`, whether the other facts of the vocabulary can be such that nothing impossible holds.
std::vector<std::uint64_t> possible_situations(const Library& library, FactSet facts);

/// The situations over some variables that are not impossible.
class Possible {
 public:
  Possible(const Library& library, const Variables& variables);
  Strip at(std::size_t strip) const;

 private:
  std::vector<std::uint64_t> words_;  // over the facts; repeats for each reading
};

/// Whether any situation of a strip is in both.
bool meet(const Strip& left, const Strip& right);

/// The situations of a strip that are in both.
Strip common(const Strip& left, const Strip& right);

/// Keeps in `best` the situation with the fewest facts, the first of equals.
void keep_shortest(const Strip& found, std::size_t strip, const Variables& variables,
                   std::optional<Situation>& best);

/// The possible situation with the fewest facts in which all conditions hold, if there is one.
std::optional<FactSet> shortest_situation(const Library& library, std::span<const Condition> conditions);

/// A situation over some facts with the fewest further facts that keep it from being impossible.
FactSet completed(const Library& library, FactSet facts, FactSet known);

/// The name of the first impossible combination that holds, if any.
std::optional<std::string> impossible_combination(const Library& library, FactSet facts);

}  // namespace comity::law
