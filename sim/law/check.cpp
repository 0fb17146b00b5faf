#include "law/check.h"

#include "law/analyse.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// Findings being collected.
struct Findings {
  const Library* library;
  std::vector<Finding> list;

  void add(const Place& place, const std::string& text) {
    list.push_back({place, text, describe(*library, place, "warning", text)});
  }
};

std::string quoted_names(const Library& library, const std::vector<std::uint32_t>& rules) {
  std::string names;
  for (const std::uint32_t id : rules)
    names += (names.empty() ? "\"" : ", \"") + library.rules[id].name + "\"";
  return names;
}

void find_missing_sources(Findings& findings) {
  const Library& library = *findings.library;
  for (const Rule& rule : library.rules) {
    if (rule.source.empty()) findings.add(rule.place, fmt::format("rule \"{}\" names no source.", rule.name));
  }
  for (const Regime& regime : library.regimes) {
    for (const Schedule& schedule : regime.schedules) {
      if (schedule.source.empty())
        findings.add(schedule.place, fmt::format("schedule \"{}\" names no source.", schedule.name));
    }
    for (const Balance& balance : regime.balances) {
      if (balance.source.empty())
        findings.add(balance.place, fmt::format("balance \"{}\" names no source.", balance.name));
    }
  }
}

void find_unconfirmed(Findings& findings) {
  const Library& library = *findings.library;
  for (const Regime& regime : library.regimes) {
    std::vector<std::uint32_t> open;
    std::copy_if(regime.rules.begin(), regime.rules.end(), std::back_inserter(open),
                 [&](std::uint32_t id) { return !library.rules[id].confirmed; });
    if (open.empty()) continue;
    findings.add(regime.place, fmt::format("{} of {} rules are not confirmed by their sources: {}.",
                                           open.size(), regime.rules.size(), quoted_names(library, open)));
  }
}

void find_old(Findings& findings, Day on) {
  for (const Regime& regime : findings.library->regimes) {
    if (!regime.checked || *regime.checked >= on) continue;
    findings.add(regime.place,
                 fmt::format("the file was last compared with its sources on {}, before {}. Compare it "
                             "again and set \"checked\".",
                             to_string(*regime.checked), to_string(on)));
  }
}

/// A rule of the same effect that is effective wherever this one is.
std::optional<std::uint32_t> cover_of(const Library& library, const Analysis& analysis, std::uint32_t id) {
  for (const std::uint32_t step : with_amended(library, library.rules[id].regime)) {
    for (const std::uint32_t other : library.regimes[step].rules) {
      const bool same_effect = other != id && library.rules[other].effect == library.rules[id].effect;
      const bool always = library.rules[other].from <= library.rules[id].from &&
                          library.rules[other].until >= library.rules[id].until;
      if (same_effect && always && analysis.uncovered.count({id, other}) == 0) return other;
    }
  }
  return std::nullopt;
}

std::string dead_text(const Library& library, const Analysis& analysis, std::uint32_t id) {
  const Rule& rule = library.rules[id];
  if (analysis.applies[id] == 0) {
    return fmt::format(
        "rule \"{}\" can never apply: its conditions exclude each other or need an impossible combination.",
        rule.name);
  }
  std::vector<std::uint32_t> others;
  for (const auto& [exception, target] : analysis.working) {
    if (target == id) others.push_back(exception);
  }
  return fmt::format("rule \"{}\" never takes effect: wherever it applies it is switched off by {}.",
                     rule.name, quoted_names(library, others));
}

std::string redundant_text(const Library& library, const Analysis& analysis, std::uint32_t id) {
  const Rule& rule = library.rules[id];
  if (!rule.effect && rule.exception_to.empty()) {
    return fmt::format(
        "rule \"{}\" has effect \"none\" and names no rule in \"exception_to\": it does nothing.", rule.name);
  }
  const auto cover = cover_of(library, analysis, id);
  const std::string why =
      cover && rule.effect
          ? fmt::format("\"{}\" {} wherever it does", library.rules[*cover].name, name_of(*rule.effect))
          : std::string("without it every situation would have the same effects");
  return fmt::format("rule \"{}\" is redundant: {}.", rule.name, why);
}

void find_idle(Findings& findings, const Analysis& analysis, std::uint32_t id) {
  const Library& library = *findings.library;
  for (const std::uint32_t target : library.rules[id].exception_to) {
    if (analysis.working.count({id, target}) != 0 || analysis.effective[target] == 0) continue;
    findings.add(
        library.rules[id].place,
        fmt::format("rule \"{}\" is an idle exception to \"{}\": the two never meet in a possible situation.",
                    library.rules[id].name, library.rules[target].name));
  }
}

void find_useless_rules(Findings& findings, const Analysis& analysis) {
  const Library& library = *findings.library;
  for (std::uint32_t id = 0; id < library.rules.size(); ++id) {
    const Rule& rule = library.rules[id];
    const bool too_large = analysis.large.count(rule.regime) != 0;
    const bool aimless = !rule.effect && rule.exception_to.empty();
    if (aimless) {
      findings.add(rule.place, redundant_text(library, analysis, id));
    } else if (analysis.analysed[id] == 0 || too_large) {
      continue;
    } else if (analysis.effective[id] == 0) {
      findings.add(rule.place, dead_text(library, analysis, id));
    } else {
      if (analysis.matters[id] == 0) findings.add(rule.place, redundant_text(library, analysis, id));
      find_idle(findings, analysis, id);
    }
  }
}

void find_oppositions(Findings& findings, const Analysis& analysis) {
  const Library& library = *findings.library;
  for (const auto& [pair, found] : analysis.oppositions) {
    // A redundant rule is reported as such; the rule that covers it brings the same contradiction.
    if (analysis.matters[found.first] == 0 || analysis.matters[found.second] == 0) continue;
    const Rule& first = library.rules[found.first];
    const Rule& second = library.rules[found.second];
    const bool second_is_later =
        std::tuple{second.regime, second.place.line} > std::tuple{first.regime, first.place.line};
    findings.add(
        (second_is_later ? second : first).place,
        fmt::format("\"{}\" {} and \"{}\" {}{}, from {} on, when: {}.", first.name, name_of(*first.effect),
                    second.name, name_of(*second.effect), found.certain ? "" : " on some reading",
                    to_string(found.from), in_words(library, found.situation.facts)));
  }
}

void find_schedule_faults(Findings& findings) {
  const Library& library = *findings.library;
  for (const Regime& regime : library.regimes) {
    for (const Schedule& schedule : regime.schedules) {
      for (std::size_t i = 0; i < schedule.cases.size(); ++i) {
        const Condition& condition = schedule.cases[i].when;
        if (!shortest_situation(library, std::array{condition})) {
          findings.add(condition.place,
                       fmt::format("schedule \"{}\": this case can never hold.", schedule.name));
        }
        for (std::size_t j = 0; j < i; ++j) {
          const auto both = shortest_situation(library, std::array{schedule.cases[j].when, condition});
          if (!both || schedule.cases[i].value == schedule.cases[j].value) continue;
          findings.add(
              condition.place,
              fmt::format("schedule \"{}\": cases {} and {} overlap (the first one counts) when: {}.",
                          schedule.name, j + 1, i + 1, in_words(library, *both)));
        }
      }
    }
  }
}

void find_impossible_cases(Findings& findings) {
  for (const Regime& regime : findings.library->regimes) {
    for (const DecidedCase& decided : regime.cases) {
      const auto name = impossible_combination(*findings.library, decided.given);
      if (name)
        findings.add(decided.place,
                     fmt::format("test \"{}\" gives an impossible combination ({}).", decided.name, *name));
    }
  }
}

}  // namespace

std::vector<Finding> check(const Library& library, std::optional<Day> on) {
  Findings findings{&library, {}};
  const Analysis analysis = analyse(library);
  find_missing_sources(findings);
  find_unconfirmed(findings);
  if (on) find_old(findings, *on);
  find_useless_rules(findings, analysis);
  find_oppositions(findings, analysis);
  find_schedule_faults(findings);
  find_impossible_cases(findings);
  for (const auto& [regime, effect] : analysis.large) {
    findings.add(library.regimes[regime].place,
                 fmt::format("\"{}\" depends on more than {} facts and open questions: not checked.", effect,
                             kMostVariables));
  }
  std::stable_sort(findings.list.begin(), findings.list.end(), [](const Finding& left, const Finding& right) {
    const auto order = [](const Place& place) { return std::tuple{place.file, place.line, place.column}; };
    return order(left.place) < order(right.place);
  });
  return std::move(findings.list);
}

std::string in_words(const Library& library, FactSet facts) {
  std::string words;
  for (FactSet rest = facts; rest != 0; rest &= rest - 1) {
    const auto index = static_cast<std::size_t>(std::countr_zero(rest));
    words += (words.empty() ? "" : ", ") + library.facts[index].words;
  }
  return words.empty() ? "no fact" : words;
}

}  // namespace comity::law
