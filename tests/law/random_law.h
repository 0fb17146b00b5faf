/// Random conditions and regimes for the tests of the law engine.
#pragma once

#include "law/condition.h"
#include "law/library.h"

#include <cstdint>
#include <random>
#include <string>

namespace comity::law {

/// Makes random law from one seed: the same with every compiler, so no two draws stand in one expression.
class RandomLaw {
 public:
  explicit RandomLaw(std::uint32_t seed) : generator_(seed) {}

  std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(generator_() % limit); }

  /// A fact among the first `facts` of the vocabulary, now and then with other case, articles or white space.
  std::string fact(const Library& library, std::uint32_t facts) {
    std::string words = library.facts[below(facts)].words;
    if (below(8) == 0) words[0] = static_cast<char>(words[0] - 'a' + 'A');
    if (below(8) == 0) words = "the " + words;
    if (below(8) == 0) words += " is ";
    if (below(8) == 0) words += "\n  ";
    return words;
  }

  /// A condition nested at most `depth` deep.
  std::string condition(const Library& library, std::uint32_t facts, int depth) {
    if (depth == 0 || below(3) == 0) return fact(library, facts);
    switch (below(7)) {
      case 0:
        return "not " + atom(library, facts, depth - 1);
      case 1:
        return "any of (" + list(library, facts, depth - 1) + ")";
      case 2:
        return "all of (" + list(library, facts, depth - 1) + ")";
      case 3:
        return "none of (" + list(library, facts, depth - 1) + ")";
      case 4: {
        std::string text = "at least " + std::to_string(1 + below(3)) + " of (";
        for (int i = 0; i < 2; ++i) text += condition(library, facts, depth - 1) + ", ";
        return text + list(library, facts, depth - 1) + ")";
      }
      default:
        return chain(library, facts, depth - 1);
    }
  }

  /// Rules with random exceptions (only to rules before them, so that there is no circle) and open questions.
  void add_rules(Library& library, std::uint32_t count, std::uint32_t facts) {
    const Names names = names_of(library.facts);
    for (std::uint32_t i = 0; i < count; ++i) {
      Rule rule;
      rule.name = "r" + std::to_string(i);
      if (below(6) != 0)
        rule.effect = static_cast<Effect>(below(static_cast<std::uint32_t>(enum_count<Effect>)));
      rule.when = read_condition(condition(library, facts, 3), names);
      rule.has_unless = below(3) == 0;
      if (rule.has_unless) rule.unless = read_condition(condition(library, facts, 2), names);
      for (std::uint32_t other = 0; other < i; ++other) {
        if (below(5) == 0) rule.exception_to.push_back(other);
      }
      if (below(4) == 0) {
        if (library.questions.empty() || below(3) != 0) {
          const std::string id = "q" + std::to_string(library.questions.size());
          library.questions.push_back({.id = id, .name = id, .prior = 0.1 + 0.2 * below(5)});
        }
        rule.question = static_cast<int>(below(static_cast<std::uint32_t>(library.questions.size())));
      }
      library.rules.push_back(rule);
    }
  }

 private:
  std::string atom(const Library& library, std::uint32_t facts, int depth) {
    return "(" + condition(library, facts, depth) + ")";
  }
  std::string list(const Library& library, std::uint32_t facts, int depth) {
    std::string text = condition(library, facts, depth);
    for (std::uint32_t more = below(3); more > 0; --more) text += ", " + condition(library, facts, depth);
    return text;
  }
  std::string chain(const Library& library, std::uint32_t facts, int depth) {
    const std::string joint = below(2) == 0 ? " and " : " or ";
    std::string text = atom(library, facts, depth);
    for (std::uint32_t more = 1 + below(3); more > 0; --more) text += joint + atom(library, facts, depth);
    return text;
  }

  std::mt19937 generator_;
};

}  // namespace comity::law
