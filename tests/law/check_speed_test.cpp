// `check` of large law: a long chain of amendments.
#include "law/check.h"

#include "law/texts.h"

#include <gtest/gtest.h>

#include <ctime>

namespace comity::law {
namespace {

double cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// `files` of so many rules each, every rule an exception to the one before, every file amending the one before.
Library chain(int files, int rules) {
  std::vector<std::string> texts;
  int number = 0;
  for (int file = 0; file < files; ++file) {
    std::string text = "[regime]\nid = \"c" + std::to_string(file) + "\"\n";
    text += file == 0 ? "state = \"XA\"\n" : "amends = \"c" + std::to_string(file - 1) + "\"\n";
    for (int i = 0; i < rules; ++i, ++number) {
      const std::string exception =
          number == 0 ? "" : "exception_to = [\"r" + std::to_string(number - 1) + "\"]\n";
      text += rule("r" + std::to_string(number), number % 2 == 0 ? "compels" : "none", "order is ours",
                   exception);
    }
    texts.push_back(std::move(text));
  }
  return library_of(texts);
}

// A second at most; comparing each rule with each in every law took twelve.
TEST(CheckSpeed, OfLongChainsOfAmendmentsGrowsWithTheirLength) {
  const Library library = chain(10, 500);
  const double begin = cpu_seconds();
  EXPECT_EQ(check(library).size(), 2500U);  // every other rule is redundant or never takes effect
  EXPECT_LT(cpu_seconds() - begin, 6.0);
}

}  // namespace
}  // namespace comity::law
