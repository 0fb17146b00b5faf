#include "scenario/entries.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace comity {
namespace {

TEST(Keys, AreListedOnceEachWithFormAndMeaning) {
  std::set<std::string> names;
  for (const auto& key : scenario_keys()) {
    EXPECT_TRUE(names.insert(key.table + "." + key.name).second) << key.table << "." << key.name;
    EXPECT_FALSE(key.text.form.words.empty() || key.text.meaning.empty()) << key.name;
    EXPECT_TRUE(!key.required || key.text.standard.empty()) << key.name << " needs no default";
  }
  EXPECT_EQ(names.count("state.users"), 1U);
  EXPECT_EQ(names.count("provider.sites.control"), 1U);
}

TEST(Keys, ListTheDefaultsOfTheStructs) {
  const auto standard = [](const std::string& table, const std::string& name) {
    for (const auto& key : scenario_keys()) {
      if (key.table == table && key.name == name) return key.text.standard;
    }
    return std::string("no such key");
  };
  EXPECT_EQ(std::stod(standard("state", "sanction")), StateConfig{}.sanction);
  EXPECT_EQ(standard("state.courts", "certiorari"), "true");
  EXPECT_EQ(standard("provider", "readiness"), "respond.readiness");
  EXPECT_EQ(standard("focal", "kind"), "\"content\"");
}

TEST(Keys, OfEveryKindCanNameTheEntry) {
  for (const auto& kind : kEntryKinds) {
    bool named = false;
    for (const auto& key : scenario_keys())
      named = named || (key.table == kind.name && key.name == kind.identity);
    EXPECT_TRUE(named) << kind.name;
  }
}

}  // namespace
}  // namespace comity
