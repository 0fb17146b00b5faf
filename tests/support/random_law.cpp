#include "law/random_law.h"

#include "support/dice.h"
#include "support/random_scenario.h"

#include <fmt/format.h>

namespace comity::test {

namespace {

// Facts before "forbidden elsewhere" and "order is ours", by which conditions are drawn.
constexpr std::uint32_t kFacts = law::fact::forbidden_elsewhere_index;

struct Author {
  explicit Author(std::uint32_t seed) : words(seed), dice(seed + 1), library(law::built_in_library()) {}
  law::RandomLaw words;
  Dice dice;
  law::Library library;
};

std::string random_condition(Author& author) {
  return author.words.condition(author.library, kFacts, author.dice.between(0, 2));
}

struct Draft {
  std::string name;
  const char* effect = "none";
  std::string when;
  std::vector<std::string> exception_to;
  bool has_unless = false;
};

std::string write_rule(Author& author, const Draft& draft) {
  std::string text = fmt::format("[rule.{}]\neffect = \"{}\"\nwhen = \"\"\"{}\"\"\"\n", draft.name,
                                 draft.effect, draft.when);
  if (draft.has_unless) text += fmt::format("unless = \"\"\"{}\"\"\"\n", random_condition(author));
  if (!draft.exception_to.empty())
    text += fmt::format("exception_to = [\"{}\"]\n", fmt::join(draft.exception_to, "\", \""));
  if (author.dice.chance(0.3)) {
    const int question = author.dice.between(0, kRandomQuestions - 1);
    text +=
        fmt::format("question = \"q{0}\"\nreading = \"yes\"\narguable = 0.{1}\n", question, 2 * question + 2);
  }
  const int year = author.dice.chance(0.2) ? 2014 : 2000;
  text += fmt::format("from = {}-03-0{}\n", year, author.dice.between(1, 9));
  if (author.dice.chance(0.1)) text += "until = 2014-11-11\n";
  return text + "source = \"drawn\"\n";
}

// Law that works, more or less: orders, a bar, assistance, freedom to answer requests; each now and then missing.
std::string write_plain_rules(Author& author) {
  const std::vector<Draft> drafts = {
      {"order",
       "compels",
       "order is ours and provider established here and any of (not content data, " +
           random_condition(author) + ")",
       {},
       true},
      {"bar",
       "forbids",
       "content data and not order is ours and any of (data here, provider headquartered here)",
       {},
       author.dice.chance(0.5)},
      {"abroad", "none", "content data and not data here", {"order"}, false},
      {"treaty",
       "assists",
       "treaty request and treaty in force and any of (data here, provider headquartered here)",
       {"bar"},
       false},
      {"agreed", "permits", "agreement order and agreement in force", {"bar"}, false},
      {"keep", "localises", "subject resident here and provider offers service here", {}, true}};
  std::string text;
  for (const Draft& draft : drafts) {
    const bool keep = author.dice.chance(draft.name == std::string("keep") ? 0.1 : 0.9);
    Draft kept = draft;
    if (!keep) kept.effect = "none";  // its name stays, for others refer to it
    text += write_rule(author, kept);
  }
  return text;
}

std::string write_random_rules(Author& author, const std::vector<std::string>& before,
                               const std::string& stem) {
  std::string text;
  std::vector<std::string> known = before;
  for (int number = author.dice.between(0, 4); number > 0; --number) {
    Draft draft;
    draft.name = fmt::format("{}{}", stem, number);
    const int effect = author.dice.between(-1, static_cast<int>(enum_count<law::Effect>) - 1);
    if (effect >= 0) draft.effect = enum_names<law::Effect>[static_cast<std::size_t>(effect)].data();
    draft.when = random_condition(author);
    draft.has_unless = author.dice.chance(0.3);
    for (const std::string& other : known) {
      if (author.dice.chance(0.2)) draft.exception_to.push_back(other);
    }
    text += write_rule(author, draft);
    known.push_back(draft.name);
  }
  return text;
}

InputText write_file(const std::string& id, const std::string& head, const std::string& rules) {
  std::string text = fmt::format("[regime]\nid = \"{0}\"\nname = \"{0}\"\n{1}\n{2}", id, head, rules);
  for (int number = 0; number < kRandomQuestions; ++number) {
    if (rules.find(fmt::format("question = \"q{}\"", number)) == std::string::npos) continue;
    text += fmt::format(
        "[question.q{0}]\nname = \"q{0}?\"\nreadings.yes = \"q{0}\"\nreadings.no = \"not q{0}\"\n", number);
  }
  return {id + ".toml", text};
}

}  // namespace

std::vector<InputText> random_law(std::uint32_t seed, int states, int unions) {
  Author author(seed);
  const std::vector<std::string> plain = {"order", "bar", "abroad", "treaty", "agreed", "keep"};
  std::vector<InputText> files;
  for (int number = 0; number < states + unions; ++number) {
    const std::string place = number < states ? random_state(number) : fmt::format("U{}", number - states);
    const std::string powers = author.dice.chance(0.3) ? "powers = [\"executive agreements\"]" : "";
    const std::string rules = write_plain_rules(author) + write_random_rules(author, plain, "odd");
    const std::string law = fmt::format("law{}", number);
    files.push_back(write_file(law, fmt::format("state = \"{}\"\n{}", place, powers), rules));
    const std::string reform =
        "[rule.new]\neffect = \"none\"\nwhen = \"provider established here\"\nexception_to = "
        "[\"abroad\"]\nfrom = 2013-01-01\nsource = \"drawn\"\n";
    files.push_back(write_file(fmt::format("reform{}", number), fmt::format("amends = \"{}\"", law),
                               reform + write_random_rules(author, plain, "newer")));
  }
  const std::string keep =
      "[rule.keep]\neffect = \"localises\"\nwhen = \"subject resident here\"\nfrom = "
      "2013-01-01\nsource = \"drawn\"\n";
  files.push_back(write_file("anywhere", "state = \"*\"\npowers = [\"executive agreements\"]", keep));
  return files;
}

}  // namespace comity::test
