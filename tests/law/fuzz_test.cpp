#include "law/random_law.h"
#include "law/texts.h"

#include <gtest/gtest.h>

namespace comity::law {
namespace {

// Whatever happens to a file, loading ends with a library or with an Error that names the file.
TEST(Load, SurvivesRandomDamage) {
  const std::string sound = read_test_file("flawed.toml");
  const std::string pieces[] = {"\"",
                                "'''",
                                "[",
                                "]]",
                                "{",
                                "}",
                                "=",
                                "\n",
                                ".",
                                "#",
                                "\xff",
                                "\\",
                                ",",
                                "[rule.x]\n",
                                "[define]\n",
                                "exception_to = [\"order\"]\n",
                                "arguable = 0.5\n",
                                "amends = \"ferry\"\n",
                                "1e999",
                                "nan"};
  std::size_t refused = 0;
  for (std::uint32_t seed = 0; seed < 3'000; ++seed) {
    RandomLaw random(seed);
    std::string text = sound;
    for (std::uint32_t change = 1 + random.below(4); change > 0 && !text.empty(); --change) {
      const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
      switch (random.below(5)) {
        case 0:
          text.erase(at, 1 + random.below(40));
          break;
        case 1:
          text.insert(at, pieces[random.below(std::size(pieces))]);
          break;
        case 2: {
          const auto from = random.below(static_cast<std::uint32_t>(text.size()));
          text.insert(at, text.substr(from, random.below(200)));
          break;
        }
        case 3:
          text[at] = static_cast<char>(random.below(256));
          break;
        default:
          text.resize(std::max<std::size_t>(at, 1));
      }
    }
    const std::string complaint = complaint_about({text});
    if (complaint.empty()) continue;
    ++refused;
    ASSERT_TRUE(complaint.starts_with("a.toml:")) << complaint;
  }
  EXPECT_GT(refused, 1'500U);
}

TEST(Load, RefusesTextsThatWouldExhaustTheParser) {
  std::string dotted = "a";
  for (int i = 0; i < 100'000; ++i) dotted += ".a";
  EXPECT_NE(complaint_about({dotted + " = 1\n"}).find("more than 100 dots"), std::string::npos);
  std::string many = head("x");
  for (int i = 0; i < 501; ++i) many += "[rule.r" + std::to_string(i) + "]\n";
  EXPECT_NE(complaint_about({many}).find("there are more than 500 rules. Split the file."),
            std::string::npos);
  std::string definitions = head("x") + "[define]\n";
  for (int i = 0; i < 501; ++i)
    definitions += "w" + std::to_string(i) + " = \"w" + std::to_string(i + 1) + "\"\n";
  EXPECT_NE(complaint_about({definitions}).find("there are more than 500 definitions. Split the file."),
            std::string::npos);
}

TEST(Load, AllowsManyDotsInComments) {
  EXPECT_EQ(complaint_about({"# " + std::string(300, '.') + "\n" + head("x")}), "");
}

}  // namespace
}  // namespace comity::law
