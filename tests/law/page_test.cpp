#include "law/page.h"

#include "error.h"
#include "law/texts.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace comity::law {
namespace {

using Json = nlohmann::json;

/// Two states, one of them in a union with law of its own, and a law that any state may use.
Library world() {
  const auto regime = [](const std::string& id, const std::string& name, const std::string& state) {
    return "[regime]\nid = \"" + id + "\"\nname = \"" + name + "\"\nstate = \"" + state + "\"\n";
  };
  return library_of(
      {worded(regime("us", "United States: Act", "US") + "checked = 2020-02-03\n" +
              "[define]\n\"in reach\" = \"data here or provider controls data from here\"\n" +
              "\"kept\" = \"in reach and not emergency\"\n" +
              rule("order", "compels", "the order is ours  and kept",
                   asks("q") + "unless = \"voluntary request\"\nuntil = 2010-01-01\nurl = "
                               "\"https://a.example\"\nquote = \"shall\"\nconfirmed = false")),
       regime("ie", "Ireland: Act", "IE") + rule("bar", "forbids", "not order is ours and data here"),
       regime("eu", "European Union: Act", "EU") + rule("free", "permits", "order is ours"),
       regime("any", "Template", "*") + rule("free", "permits", "order is ours"),
       "[[treaty]]\nkind = \"membership\"\nunion = \"EU\"\nparties = [\"IE\"]\nsource = \"s\"\n"});
}

Json page_of(const Library& library, std::vector<std::string> states = {}, std::vector<Day> days = {}) {
  Query query;
  query.command = "page";
  query.states = std::move(states);
  query.days = std::move(days);
  return Json::parse(cell_in_json(page_contents(library, query)));
}

std::vector<std::string> ids_of(const Json& list, const char* key) {
  std::vector<std::string> ids;
  for (const Json& one : list) ids.push_back(one.at(key));
  return ids;
}

/// A condition's pieces put together, those that lead somewhere in braces with the place.
std::string told(const Json& pieces) {
  std::string text;
  for (const Json& piece : pieces)
    text += piece.is_string() ? piece.get<std::string>()
                              : "{" + piece.at("text").get<std::string>() + "|" +
                                    piece.at("place").get<std::string>() + "}";
  return text;
}

TEST(LawPage, AConditionIsAsWrittenWithThePlacesOfItsWords) {
  const Json page = page_of(world());
  const Json& order = page.at("rules").at(1);
  ASSERT_EQ(order.at("rule"), "us.order");
  const auto fact = [&](const std::string& words) {
    const auto names = ids_of(page.at("facts"), "words");
    return "fact-" + std::to_string(std::find(names.begin(), names.end(), words) - names.begin());
  };
  EXPECT_EQ(told(order.at("when")), "the {order is ours|" + fact("order is ours") + "} and {kept|define-1}");
  EXPECT_EQ(told(order.at("unless")), "{voluntary request|" + fact("voluntary request") + "}");
  EXPECT_EQ(told(page.at("definitions").at(1).at("when")),
            "{in reach|define-0} and not {emergency|" + fact("emergency") + "}");
  EXPECT_EQ(order.at("definitions"), Json({1, 0}));  // also that behind the other
}

TEST(LawPage, ARuleHasItsDaysSourceAndDoubt) {
  const Json order = page_of(world()).at("rules").at(1);
  EXPECT_EQ(order.at("effect"), "compels");
  EXPECT_EQ(order.at("from"), "2000-01-01");
  EXPECT_EQ(order.at("until"), "2010-01-01");
  EXPECT_EQ(order.at("cited").size(), 1U);
  EXPECT_EQ(order.at("cited").at(0).at("url"), "https://a.example");
  EXPECT_EQ(order.at("cited").at(0).at("quote"), "shall");
  EXPECT_EQ(order.at("confirmed"), false);
  EXPECT_EQ(order.at("question"), 0);
}

TEST(LawPage, ARuleHasWhatIsCitedFromOneDayToTheNext) {
  const Json rules =
      page_of(library_of({head("x") + rule("r", "compels", "order is ours",
                                           "from = 2000-01-01\nurl = \"https://a.example\"\nlater = [\n"
                                           "  { from = 2016-07-14, source = \"B v. C\" },\n"
                                           "  { from = 2012-03-01, source = \"A v. B\", url = "
                                           "\"https://b.example\" },\n]")}),
              {"XX"})
          .at("rules");
  const Json& cited = rules.at(0).at("cited");
  ASSERT_EQ(cited.size(), 3U);
  EXPECT_EQ(cited.at(0), Json({{"from", nullptr},
                               {"source", "s"},
                               {"url", "https://a.example"},
                               {"quote", nullptr},
                               {"later", "A v. B (2012-03-01); B v. C (2016-07-14)"}}));
  EXPECT_EQ(cited.at(1).at("from"), "2012-03-01");
  EXPECT_EQ(cited.at(1).at("source"), "s; A v. B");
  EXPECT_EQ(cited.at(1).at("url"), "https://b.example");
  EXPECT_EQ(cited.at(2).at("source"), "s; A v. B; B v. C");
  EXPECT_EQ(cited.at(2).at("url"), "https://b.example");  // the later decision has neither link nor words
  EXPECT_EQ(cited.at(2).at("later"), nullptr);
}

TEST(LawPage, HasSchedulesAndBalancesWithTheirConditions) {
  const Json page = page_of(
      library_of({head("x") + "[define]\n\"kept\" = \"data here\"\n" + rule("r", "compels", "order is ours") +
                  "[schedule.deadline_hours]\nfrom = 2010-01-01\nsource = \"Act, § 5\"\ncase = [\n"
                  "  { when = \"kept and emergency\", value = 8 }, { otherwise = true, value = 240 } ]\n"
                  "[balance.factors]\neffect = \"comity\"\nbase = 0.5\nuntil = 2012-01-01\nweigh = [\n"
                  "  { when = \"kept\", weight = -1.5, source = \"(D)\" } ]\n"}),
      {"XX"});
  const Json& schedule = page.at("schedules").at(0);
  EXPECT_EQ(schedule.at("schedule"), "x.deadline_hours");
  EXPECT_EQ(schedule.at("from"), "2010-01-01");
  EXPECT_EQ(schedule.at("source"), "Act, § 5");
  EXPECT_EQ(told(schedule.at("cases").at(0).at("when")).substr(0, 21), "{kept|define-0} and {");
  EXPECT_EQ(schedule.at("cases").at(0).at("says"), "an order must be answered within 8 hours");
  EXPECT_EQ(schedule.at("otherwise"), "an order must be answered within 240 hours");
  EXPECT_EQ(schedule.at("definitions"), Json::array({0}));
  const Json& balance = page.at("balances").at(0);
  EXPECT_EQ(balance.at("effect"), "comity");
  EXPECT_EQ(balance.at("base"), 0.5);
  EXPECT_EQ(balance.at("until"), "2012-01-01");
  EXPECT_EQ(balance.at("weights").at(0).at("weight"), -1.5);
  EXPECT_EQ(balance.at("weights").at(0).at("source"), "(D)");
  EXPECT_EQ(balance.at("definitions"), Json::array({0}));
}

TEST(LawPage, ShowsUnionsAndTemplatesBesideTheStates) {
  const Json all = page_of(world());
  EXPECT_EQ(ids_of(all.at("states"), "id"), (std::vector<std::string>{"IE", "US", "EU", "*"}));
  EXPECT_EQ(all.at("conflicts").at(0).at("states"), Json({"IE", "US"}));
  EXPECT_EQ(ids_of(page_of(world(), {"US"}).at("states"), "id"), std::vector<std::string>{"US"});
  EXPECT_EQ(ids_of(page_of(world(), {"IE"}).at("states"), "id"), (std::vector<std::string>{"IE", "EU"}));
  EXPECT_TRUE(page_of(world(), {"IE"}).at("conflicts").empty());
  EXPECT_THROW(page_of(world(), {"JP"}), Error);
  EXPECT_THROW(page_of(library_of({"[[treaty]]\nkind = \"assistance\"\nparties = [\"US\", \"IE\"]\n"})),
               Error);
}

TEST(LawPage, ConflictsAreThoseOfTheDaysAsked) {
  EXPECT_EQ(page_of(world()).at("days"),
            Json({"2020-02-03"}));  // when a file was last compared with its sources
  const Json page = page_of(world(), {}, {day_of(2005, 1, 1), day_of(2015, 1, 1)});
  const auto kind_on = [&](std::size_t day) {
    for (const Json& pair : page.at("conflicts").at(day).at("found").at("pairs")) {
      if (pair.at("orders") == "US" && pair.at("forbids") == "IE")
        return pair.at("conflict").get<std::string>();
    }
    return std::string("none");
  };
  EXPECT_EQ(kind_on(0), "arguable");
  EXPECT_EQ(kind_on(1), "never");  // the order's rule has ended
  EXPECT_EQ(page.at("conflicts").at(0).at("marks").at(1).at(0), "?0");
}

}  // namespace
}  // namespace comity::law
