#include "law/treaties.h"

#include "law/load.h"
#include "law/texts.h"

#include <gtest/gtest.h>

namespace comity::law {
namespace {

constexpr Day kTreatyDay = day_of(2015, 1, 1);

std::string treaty(const std::string& rest) { return "[[treaty]]\nname = \"t\"\n" + rest; }

const std::string kMembers =
    treaty("kind = \"membership\"\nunion = \"EU\"\nparties = [\"IE\", \"FR\"]\nsource = \"s\"\n") +
    treaty("kind = \"membership\"\nunion = \"EU\"\nparties = [\"GB\"]\nuntil = 2021-01-01\n");

bool bound(const std::string& text, const std::string& left, const std::string& right, Day day = kTreatyDay) {
  return treaty_between(library_of({text}), Treaty::Kind::assistance, {left, right}, day) != nullptr;
}

TEST(Treaty, BindsAllPairsOfItsPartiesFromItsFirstDay) {
  const std::string text = treaty(
      "kind = \"assistance\"\nparties = [\"US\", \"JP\", \"KR\"]\nfrom = 2015-01-01\nuntil = 2016-01-01\n");
  EXPECT_TRUE(bound(text, "KR", "US"));
  EXPECT_FALSE(bound(text, "KR", "US", kTreatyDay - 1));
  EXPECT_FALSE(bound(text, "KR", "US", day_of(2016, 1, 1)));
  EXPECT_FALSE(bound(text, "KR", "FR"));
}

TEST(Treaty, BindsAUnionsMembersWhileTheyAreMembers) {
  const std::string text = kMembers + treaty("kind = \"assistance\"\nbetween = [\"US\", \"EU\"]\n");
  EXPECT_TRUE(bound(text, "US", "IE"));
  EXPECT_TRUE(bound(text, "GB", "US"));
  EXPECT_TRUE(bound(text, "US", "EU"));
  EXPECT_FALSE(bound(text, "US", "GB", day_of(2021, 1, 1)));
  EXPECT_FALSE(bound(text, "FR", "IE"));  // both on one side
}

TEST(Treaty, SignedButNotInForceBindsNobody) {
  EXPECT_FALSE(
      bound(treaty("kind = \"assistance\"\nparties = [\"US\", \"FR\"]\nin_force = false\n"), "US", "FR"));
}

TEST(Treaty, MistakesAreNamedWithTheirPlace) {
  const auto complains = [](const std::string& text, const std::string& message) {
    const std::string complaint = complaint_about({text});
    EXPECT_NE(complaint.find(message), std::string::npos) << complaint;
  };
  complains(treaty("kind = \"assistence\"\nparties = [\"A\"]\n"), "Did you mean \"assistance\"?");
  complains(treaty("kind = \"agreement\"\n"), "has neither \"parties\" nor \"between\"");
  complains(treaty("kind = \"agreement\"\nparties = [\"A\"]\nbetween = [\"A\", \"B\"]\n"), "has both");
  complains(treaty("kind = \"agreement\"\nbetween = [\"A\"]\n"), "must name two sides");
  complains(treaty("kind = \"agreement\"\nparties = []\n"), "names nobody");
  complains(treaty("kind = \"membership\"\nparties = [\"A\"]\n"), "\"union\" must be given for a membership");
  complains(treaty("kind = \"agreement\"\nparties = [\"A\"]\nfrom = 2020-01-01\nuntil = 2019-01-01\n"),
            "\"until\" (2019-01-01) is not after \"from\" (2020-01-01)");
  complains(treaty("kind = \"agreement\"\nparties = [\"A\"]\nsince = 2020-01-01\n"),
            "\"since\" is unknown here");
  complains("[treaty]\nkind = \"agreement\"\n", "must be a list of tables");
  complains(kMembers + "[law]\n", "does not belong in a file of treaties");
}

TEST(Treaty, FilesOfTheProgramKnowTheAgreementsByTheirDays) {
  const Library library = load(
      {COMITY_SOURCE_DIR "/scenarios/law/treaties.toml", COMITY_SOURCE_DIR "/scenarios/law/agreements.toml"});
  const auto agreed = [&](const std::string& left, const std::string& right, Day day) {
    return treaty_between(library, Treaty::Kind::agreement, {left, right}, day) != nullptr;
  };
  EXPECT_FALSE(agreed("GB", "US", day_of(2022, 10, 2)));
  EXPECT_TRUE(agreed("GB", "US", day_of(2022, 10, 3)));
  EXPECT_FALSE(agreed("US", "AU", day_of(2024, 1, 30)));
  EXPECT_TRUE(agreed("US", "AU", day_of(2024, 1, 31)));
  EXPECT_FALSE(agreed("US", "DE", day_of(2026, 9, 1)));  // the second protocol is not in force
  EXPECT_EQ(unions_of(library, "GB", day_of(2020, 12, 31)), std::vector<std::string>{"EU"});
  EXPECT_TRUE(unions_of(library, "GB", day_of(2021, 1, 1)).empty());
  for (const Treaty& one : library.treaties) EXPECT_FALSE(one.source.empty()) << one.name;
}

}  // namespace
}  // namespace comity::law
