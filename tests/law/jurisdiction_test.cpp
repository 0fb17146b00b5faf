#include "law/jurisdiction.h"

#include "law/texts.h"

#include <gtest/gtest.h>

#include <array>

namespace comity::law {
namespace {

std::string complaint_of_asking_for(const std::string& state) {
  const Library library = library_of({"[regime]\nid = \"gb\"\nstate = \"GB\"\n"});
  try {
    chosen_jurisdictions(library, std::array{state});
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(Jurisdiction, AskedForByAnotherSpellingIsSuggested) {
  EXPECT_EQ(complaint_of_asking_for("UK"),
            "state \"UK\": none of the files is its law (they are of GB). Did you mean \"GB\" (United "
            "Kingdom)?");
  EXPECT_EQ(complaint_of_asking_for("FR"), "state \"FR\": none of the files is its law (they are of GB).");
}

TEST(Jurisdiction, OfAUnionNeedsItsDeclaration) {
  const std::string file = "[regime]\nid = \"x\"\nstate = \"CELAC\"\n";
  EXPECT_NE(complaint_about({file}).find("\"state\" is \"CELAC\""), std::string::npos);
  EXPECT_EQ(complaint_about({file,
                             "[[treaty]]\nkind = \"membership\"\nunion = \"CELAC\"\nparties = "
                             "[\"MX\"]\n"}),
            "");
  EXPECT_EQ(load_texts({{"a.toml", file}}, {"CELAC"}).regimes.at(0).state, "CELAC");
}

}  // namespace
}  // namespace comity::law
