/// What rules do over all situations: which never fire, which change nothing, which contradict each other.
#pragma once

#include "law/library.h"
#include "law/situation.h"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace comity::law {

/// Two rules with opposed effects that both hold.
struct Opposition {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  Situation situation;   // with the fewest facts
  Day from = 0;          // first day on which it can happen
  bool certain = false;  // on every reading, in that situation
};

/// What was found out about the rules of a library (vectors: one entry a rule).
struct Analysis {
  using Pair = std::pair<std::uint32_t, std::uint32_t>;
  std::vector<char> analysed;              // belongs to some law that was small enough
  std::vector<char> applies;               // in some possible situation
  std::vector<char> effective;             // in some possible situation
  std::vector<char> matters;               // some effect would change without it
  std::vector<std::vector<char>> working;  // by entry of exception_to: it switches that rule off somewhere
  std::vector<std::optional<std::vector<std::uint32_t>>>
      covers;  // of a rule that does not matter: those of its law with the same effect, effective wherever it is
  std::map<Pair, Opposition> oppositions;  // by (first, second)
  std::map<std::uint32_t, std::string>
      large;  // regimes with an effect that depends on too many facts: its name
};

/// Analyses each file together with those it amends, over all days, readings and possible situations.
Analysis analyse(const Library& library);

}  // namespace comity::law
