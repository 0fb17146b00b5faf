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

TEST(Treaty, ForSomeOffencesOnlyIsNoTreatyInForceButIsNamed) {
  const Library library =
      library_of({treaty("kind = \"assistance\"\nparties = [\"US\", \"FR\"]\noffences = \"drug offences\"\n"
                         "from = 2000-01-01\n")});
  EXPECT_EQ(treaty_between(library, Treaty::Kind::assistance, {"US", "FR"}, kTreatyDay), nullptr);
  EXPECT_EQ(conventions_between(library, {"FR", "US"}, kTreatyDay).size(), 1U);
  EXPECT_TRUE(conventions_between(library, {"FR", "US"}, day_of(1999, 12, 31)).empty());
  EXPECT_TRUE(conventions_between(library, {"FR", "JP"}, kTreatyDay).empty());
}

TEST(Adequacy, IsForWhoDecidedAndItsMembersOnlyAndOnItsDays) {
  const Library library =
      library_of({kMembers +
                  treaty("kind = \"adequacy\"\nby = \"EU\"\nparties = [\"CH\"]\nfrom = 2014-01-01\n"
                         "until = 2016-01-01\n") +
                  treaty("kind = \"adequacy\"\nby = \"CH\"\nparties = [\"EU\"]\n") +
                  treaty("kind = \"adequacy\"\nby = \"EU\"\nparties = [\"US\"]\nauthorities = false\n")});
  const auto finds = [&](const std::string& one, const std::string& other, Day day = kTreatyDay) {
    return adequacy_between(library, {one, other}, day) != nullptr;
  };
  EXPECT_TRUE(finds("EU", "CH"));
  EXPECT_TRUE(finds("IE", "CH"));
  EXPECT_FALSE(finds("EU", "CH", day_of(2013, 12, 31)));
  EXPECT_FALSE(finds("EU", "CH", day_of(2016, 1, 1)));
  EXPECT_FALSE(finds("GB", "CH", day_of(2021, 1, 1)));  // no member any more
  EXPECT_FALSE(finds("US", "CH"));
  EXPECT_TRUE(finds("CH", "FR"));
  EXPECT_FALSE(finds("EU", "US"));  // companies only
  EXPECT_FALSE(is_party_of_any(library, "CH"));
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
  complains(treaty("kind = \"adequacy\"\nparties = [\"CH\"]\n"),
            "\"by\" must be given for a decision of adequacy");
  complains(treaty("kind = \"agreement\"\nparties = [\"CH\", \"US\"]\nby = \"US\"\n"),
            "\"by\" must be given for a decision of adequacy, and for nothing else");
  complains(treaty("kind = \"adequacy\"\nby = \"UK\"\nparties = [\"CH\"]\n"), "\"by\" is \"UK\"");
  complains(treaty("kind = \"adequacy\"\nby = \"EU\"\nbetween = [\"CH\", \"EU\"]\n"),
            "names those found adequate as \"parties\"");
  complains(treaty("kind = \"agreement\"\nparties = [\"CH\", \"US\"]\nauthorities = false\n"),
            "\"authorities\" goes with a decision of adequacy only");
  complains(treaty("kind = \"agreement\"\nparties = [\"CH\", \"US\"]\noffences = \"fraud\"\n"),
            "\"offences\" goes with assistance only");
  complains("[treaty]\nkind = \"agreement\"\n", "must be a list of tables");
  complains(kMembers + "[law]\n", "does not belong in a file of treaties");
}

TEST(Treaty, NamedIsTheOneBetweenTheFewestStates) {
  const auto assistance = [](const std::string& name, const std::string& more) {
    return "[[treaty]]\nkind = \"assistance\"\nname = \"" + name + "\"\n" + more;
  };
  const Library library =
      library_of({assistance("convention", "parties = [\"CH\", \"US\", \"EU\"]\n") +
                  assistance("of the union", "between = [\"US\", \"EU\"]\n") +
                  assistance("pact", "parties = [\"US\", \"FR\"]\nfrom = 2010-01-01\n") +
                  assistance("later pact", "parties = [\"US\", \"FR\"]\nfrom = 2012-01-01\n") + kMembers});
  const auto named = [&](const std::string& left, const std::string& right, Day day) {
    const Treaty* found = treaty_between(library, Treaty::Kind::assistance, {left, right}, day);
    return found == nullptr ? std::string() : found->name;
  };
  EXPECT_EQ(named("US", "FR", day_of(2009, 1, 1)), "of the union");
  EXPECT_EQ(named("US", "FR", day_of(2010, 1, 1)), "pact");
  EXPECT_EQ(named("FR", "US", day_of(2012, 1, 1)), "pact");  // the first of equals
  EXPECT_EQ(named("US", "CH", day_of(2012, 1, 1)), "convention");
  EXPECT_EQ(named("CH", "FR", day_of(2012, 1, 1)), "convention");
}

TEST(Treaty, FilesOfTheProgramKnowTheConventionsByTheirDays) {
  const std::string folder = COMITY_SOURCE_DIR "/scenarios/law/";
  const Library library = load({folder + "council-of-europe.toml", folder + "european-union.toml",
                                folder + "united-nations.toml", folder + "agreements.toml"});
  const auto bound = [&](const std::string& left, const std::string& right, Day day) {
    return treaty_between(library, Treaty::Kind::assistance, {left, right}, day) != nullptr;
  };
  struct Accession {
    const char* left;
    const char* right;
    Day day;
  };
  for (const auto& [left, right, day] :
       {Accession{"GB", "CH", day_of(1997, 2, 26)}, Accession{"RU", "CH", day_of(2000, 3, 9)},
        Accession{"KR", "RU", day_of(2011, 12, 29)}, Accession{"US", "NL", day_of(2007, 3, 1)},
        Accession{"US", "CH", day_of(2012, 1, 1)}, Accession{"US", "JP", day_of(2012, 11, 1)},
        Accession{"AU", "JP", day_of(2013, 3, 1)}, Accession{"CA", "AU", day_of(2015, 11, 1)},
        Accession{"BR", "AU", day_of(2023, 3, 1)}, Accession{"JP", "IE", day_of(2011, 1, 2)},
        Accession{"US", "IE", day_of(2010, 2, 1)}}) {
    EXPECT_TRUE(bound(left, right, day)) << left << " " << right;
    EXPECT_FALSE(bound(left, right, day - 1)) << left << " " << right;
  }
  const auto named = [&](const std::string& left, const std::string& right, Day day) {
    return treaty_between(library, Treaty::Kind::assistance, {left, right}, day)->name;
  };
  EXPECT_EQ(named("DE", "FR", day_of(2017, 5, 21)), "European Union convention");
  EXPECT_EQ(named("DE", "FR", day_of(2017, 5, 22)), "European Investigation Order");
  EXPECT_EQ(named("DE", "IE", day_of(2017, 5, 22)), "European Union convention");
  EXPECT_EQ(named("GB", "FR", day_of(2021, 1, 1)), "Trade and Cooperation Agreement, Part Three");
  EXPECT_FALSE(conventions_between(library, {"CN", "IL"}, day_of(2026, 9, 1)).empty());
}

TEST(Treaty, FilesOfTheProgramKnowTheAgreementsByTheirDays) {
  const std::string folder = COMITY_SOURCE_DIR "/scenarios/law/";
  const Library library = load({folder + "treaties.toml", folder + "council-of-europe.toml",
                                folder + "european-union.toml", folder + "agreements.toml"});
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

TEST(Adequacy, FilesOfTheProgramKnowTheDecisionsByTheirDays) {
  const std::string folder = COMITY_SOURCE_DIR "/scenarios/law/";
  const Library library = load({folder + "adequacy.toml", folder + "agreements.toml"});
  const auto finds = [&](const std::string& one, const std::string& other, Day day) {
    return adequacy_between(library, {one, other}, day) != nullptr;
  };
  struct Decision {
    const char* by;
    const char* about;
    Day day;
  };
  for (const auto& [by, about, day] :
       {Decision{"EU", "CH", day_of(2000, 7, 26)}, Decision{"EU", "AR", day_of(2003, 6, 30)},
        Decision{"EU", "IL", day_of(2011, 1, 31)}, Decision{"EU", "UY", day_of(2012, 8, 21)},
        Decision{"EU", "NZ", day_of(2012, 12, 19)}, Decision{"EU", "GB", day_of(2021, 6, 28)},
        Decision{"EU", "KR", day_of(2021, 12, 17)}, Decision{"EU", "BR", day_of(2026, 1, 26)},
        Decision{"GB", "FR", day_of(2021, 1, 1)}, Decision{"GB", "KR", day_of(2022, 12, 19)}}) {
    EXPECT_TRUE(finds(by, about, day)) << by << " " << about;
    EXPECT_FALSE(finds(by, about, day - 1)) << by << " " << about;
  }
  // These cover companies only.
  for (const char* state : {"US", "CA", "JP"}) {
    for (const Day day : {day_of(2015, 1, 1), day_of(2018, 1, 1), day_of(2026, 9, 1)})
      EXPECT_FALSE(finds("EU", state, day)) << state;
  }
}

}  // namespace
}  // namespace comity::law
