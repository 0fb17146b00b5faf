#include "law/library.h"

#include "law/condition.h"
#include "text/place.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

struct NamedText {
  std::string_view name;
  std::string_view text;
};

// Combinations that cannot occur, by what the facts mean.
constexpr std::array kImpossible{
    NamedText{"one kind of data", "content data and traffic data"},
    NamedText{"one route", "at least 2 of (voluntary request, treaty request, agreement order)"},
    NamedText{"headquarters are an establishment",
              "provider headquartered here and not provider established here"},
    NamedText{"own orders need no treaty", "order is ours and any of (treaty request, agreement order)"},
    NamedText{"own orders are no fellow member's", "order is ours and demand of fellow member"},
    NamedText{"who qualifies forbids", "qualifying government forbids and not forbidden elsewhere"},
};

#define COMITY_FACT_ROW(identifier, scope, words, meaning) \
  library.facts.push_back({words, meaning, Scope::scope});

}  // namespace

Library built_in_library() {
  Library library;
  COMITY_FACTS(COMITY_FACT_ROW)
  const Names names = names_of(library.facts);
  for (const auto& row : kImpossible) {
    library.never.push_back(read_condition(row.text, names));
    library.never_names.emplace_back(row.name);
  }
  library.opposed = {{Effect::compels, Effect::forbids}};
  return library;
}

std::vector<std::uint32_t> with_amended(const Library& library, std::uint32_t regime) {
  std::vector<std::uint32_t> chain{regime};
  while (chain.size() <= library.regimes.size()) {
    const int base = library.regimes[chain.back()].base;
    if (base < 0) break;
    chain.push_back(static_cast<std::uint32_t>(base));
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::optional<std::uint32_t> find_regime(const Library& library, const std::string& id) {
  if (id.empty()) return std::nullopt;
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
    if (library.regimes[i].id == id) return i;
  }
  return std::nullopt;
}

std::vector<std::uint32_t> definitions_of(const Library& library, const Rule& rule) {
  std::vector<std::uint32_t> found;
  const auto add = [&](const std::vector<std::uint32_t>& names) {
    for (const std::uint32_t name : names) {
      if (std::find(found.begin(), found.end(), name) == found.end()) found.push_back(name);
    }
  };
  add(rule.when.names);
  add(rule.unless.names);
  for (std::size_t i = 0; i < found.size(); ++i) add(library.definitions[found[i]].names);
  return found;
}

Citation cited_on(const Rule& rule, Day day) {
  Citation cited{rule.source, rule.url, rule.quote, {}};
  for (const LaterSource& one : rule.later) {
    if (one.from > day) {
      cited.later +=
          fmt::format("{}{} ({})", cited.later.empty() ? "" : "; ", one.source, to_string(one.from));
      continue;
    }
    cited.source += (cited.source.empty() ? "" : "; ") + one.source;
    if (one.url.empty() && one.quote.empty()) continue;
    cited.url = one.url;
    cited.quote = one.quote;
  }
  return cited;
}

std::string describe(const Library& library, const Spot& place, std::string_view kind,
                     std::string_view message) {
  if (library.files.empty()) return fmt::format("{}: {}", kind, message);
  const InputText& file = library.files[place.file];
  return format_complaint({file.path, {place.line, place.column}, place.columns, kind, message},
                          body(file.text));
}

bool holds(const Condition& condition, FactSet facts) {
  std::vector<char> stack;
  stack.reserve(condition.nodes.size());
  for (const auto& node : condition.nodes) {
    if (node.kind == Condition::Node::Kind::fact) {
      stack.push_back(static_cast<char>((facts >> node.value) & 1U));
    } else if (node.kind == Condition::Node::Kind::negate) {
      stack.back() = static_cast<char>(stack.back() == 0);
    } else {
      std::size_t holding = 0;
      for (std::size_t i = 0; i < node.operands; ++i, stack.pop_back())
        holding += stack.back() != 0 ? 1U : 0U;
      const std::size_t wanted = node.kind == Condition::Node::Kind::all   ? node.operands
                                 : node.kind == Condition::Node::Kind::any ? 1
                                                                           : node.value;
      stack.push_back(static_cast<char>(holding >= wanted));
    }
  }
  return stack.empty() || stack.back() != 0;
}

}  // namespace comity::law
