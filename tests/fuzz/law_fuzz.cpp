// Any text as a rule file, by libFuzzer: loading ends with a library or with an Error that names the file; what is loaded is
// checked, tested, and answered alike by the compiled tables and by the plain walk over the conditions.
#include "error.h"
#include "law/change.h"
#include "law/check.h"
#include "law/compile.h"
#include "law/decide.h"
#include "law/load.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace comity::law {
namespace {

[[noreturn]] void fail(const std::string& what) {
  fmt::print(stderr, "law_fuzz: {}\n", what);
  std::abort();
}

/// Numbers that hang on the text alone.
class Draws {
 public:
  explicit Draws(const std::string& text) : state_(std::hash<std::string>{}(text) | 1U) {}
  std::uint64_t next() {
    state_ ^= state_ << 13U;
    state_ ^= state_ >> 7U;
    state_ ^= state_ << 17U;
    return state_;
  }

 private:
  std::uint64_t state_;
};

/// The tables against the walk, in so many situations.
void compare_answers(const Library& library, std::span<const std::uint32_t> rules, Draws& draws) {
  const CompiledLaw law = compile(library, rules);
  const FactSet known = (FactSet{1} << library.facts.size()) - 1U;
  const auto questions = static_cast<QuestionSet>((std::uint64_t{1} << library.questions.size()) - 1U);
  for (int i = 0; i < 16; ++i) {
    const auto facts = static_cast<FactSet>(draws.next()) & known;
    const auto readings = static_cast<QuestionSet>(draws.next()) & questions;
    if (ask(law, facts, readings) != decide(library, rules, facts, readings).effects)
      fail(fmt::format("tables and walk differ at facts {:x}, readings {:x}", facts, readings));
  }
}

void examine(const Library& library, Draws& draws) {
  if (library.rules.size() > 40)
    return;  // files of many rules are tried by tests of their own, with time to spare
  std::vector<std::uint32_t> rules(library.rules.size());
  std::iota(rules.begin(), rules.end(), 0U);
  compare_answers(library, rules, draws);
  check(library, Day{20000});
  run_cases(library);
}

void load_and_examine(const std::string& text) {
  Draws draws(text);
  try {
    examine(load_texts({{"fuzz.toml", text}}), draws);
  } catch (const Error& error) {
    if (std::string(error.what()).empty()) fail("an error without a word");
  }
}

}  // namespace
}  // namespace comity::law

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  comity::law::load_and_examine(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
