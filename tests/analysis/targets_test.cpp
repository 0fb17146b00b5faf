#include "hand_made.h"

#include "error.h"

namespace comity::analysis {
namespace {

class TargetFiles : public testing_analysis::HandMade {
 protected:
  /// What is said about a file, without its folder.
  std::string complaint(const std::string& text) const {
    try {
      targets(text);
    } catch (const Error& error) {
      std::string message = error.what();
      const std::string folder = folder_.string() + "/";
      for (auto at = message.find(folder); at != std::string::npos; at = message.find(folder))
        message.erase(at, folder.size());
      return message;
    }
    return "no error";
  }

  /// The same for a file with this pattern, from line 5 on.
  std::string about_pattern(const std::string& lines) const {
    return complaint("[[pattern]]\nid = \"P\"\nname = \"p\"\nsource = \"s\"\n" + lines);
  }
};

constexpr const char* kPattern =
    "\n[[pattern]]\nid = 'P'\nname = 'p'\nsource = 's'\nvalue = 'demands'\nlow = 0\n";

TEST_F(TargetFiles, AreReadWithTheirDefaults) {
  const Targets read = targets(
      "title = 'T'\n[quantity.q]\nevents = 'rulings'\n[[pattern]]\nid = 'P'\nname = 'p'\nsource = 's'\n"
      "value = 'q / demands[US]'\nhigh = 2.5\nuntil = 2014-01-01\ntag = 'F'\n");
  EXPECT_EQ(read.title, "T");
  ASSERT_EQ(read.quantities.size(), 1U);
  EXPECT_EQ(read.quantities[0].reduce, Reduction::count);
  ASSERT_EQ(read.patterns.size(), 1U);
  EXPECT_EQ(read.patterns[0].high, 2.5);
  EXPECT_EQ(read.patterns[0].until, day_of(2014, 1, 1));
  EXPECT_EQ(read.patterns[0].over, Pooling::median);
  EXPECT_EQ(read.patterns[0].value.bindings.at(0).source, NameSource::quantity);
  EXPECT_EQ(read.patterns[0].value.bindings.at(1).source, NameSource::metric);
}

TEST_F(TargetFiles, AnUnknownNameIsPointedAtWithTheNearestOne) {
  EXPECT_EQ(about_pattern("low = 1\nvalue = 'assistance_days / assistance_grantd'\n"),
            "targets.toml:6:28: error: pattern.P.value: there is no metric or quantity above "
            "assistance_grantd. Did you mean "
            "\"assistance_granted\"?\n"
            "    6 | value = 'assistance_days / assistance_grantd'\n"
            "      |                            ^~~~~~~~~~~~~~~~~");
}

TEST_F(TargetFiles, NamesAndLabelsMustFit) {
  const auto first_line = [&](const std::string& lines) {
    const std::string text = about_pattern(lines);
    return text.substr(0, text.find('\n'));
  };
  EXPECT_EQ(first_line("low = 1\nvalue = 'reversed[apx]'\n"),
            "targets.toml:6:10: error: pattern.P.value: reversed has no apx (it has first_instance, "
            "appellate, apex). Did you "
            "mean \"apex\"?");
  EXPECT_EQ(first_line("low = 1\nvalue = 'stance'\n"),
            "targets.toml:6:10: error: pattern.P.value: stance has one value per state and is not added up. "
            "Name one in "
            "brackets, as in stance[…].");
  EXPECT_EQ(first_line("low = 1\nvalue = 'month[US]'\n"),
            "targets.toml:6:10: error: pattern.P.value: month is no metric and takes no label in brackets.");
  EXPECT_EQ(first_line("low = 1\nvalue = 'config.litigate.half_live'\n"),
            "targets.toml:6:10: error: pattern.P.value: there is no parameter config.litigate.half_live. Did "
            "you mean "
            "\"config.litigate.half_life\"?");
  EXPECT_EQ(first_line("low = 1\nvalue = 'demands == \"US\"'\n"),
            "targets.toml:6:21: error: pattern.P.value: demands is a number and cannot equal a text.");
  EXPECT_EQ(first_line("low = 1\nvalue = 'demands +'\n"),
            "targets.toml:6:19: error: pattern.P.value: here must stand a number, a name or a bracket, not "
            "the end.");
}

TEST_F(TargetFiles, ConditionsKnowTheColumnsAndWordsOfTheirTable) {
  const auto condition = [&](const std::string& where) {
    const std::string text =
        complaint("[quantity.q]\nevents = 'rulings'\nwhere = '" + where + "'\n" + kPattern);
    return text.substr(0, text.find('\n'));
  };
  EXPECT_EQ(condition("court.lvel == \"apex\""),
            "targets.toml:3:10: error: quantity.q.where: there is no column of the events rulings "
            "court.lvel. Did you mean "
            "\"court.level\"?");
  EXPECT_EQ(condition("court.level == \"apx\""),
            "targets.toml:3:25: error: quantity.q.where: court.level is never \"apx\" (it is one of "
            "first_instance, appellate, "
            "apex). Did you mean \"apex\"?");
  EXPECT_EQ(condition("time == \"apex\""),
            "targets.toml:3:18: error: quantity.q.where: time is a number and cannot equal a text.");
  EXPECT_EQ(condition("demands > 1"),
            "targets.toml:3:10: error: quantity.q.where: there is no column of the events rulings demands.");
  EXPECT_EQ(condition("court.level == \"apex\" and time < end"), "no error");
}

TEST_F(TargetFiles, WrongTypesAndMissingKeysAreErrors) {
  const auto lines = [&](const std::string& text) {
    const std::string message = complaint(text);
    return message.substr(0, message.find('\n'));
  };
  EXPECT_EQ(lines("[[pattern]]\nid = 'P'\nname = 'p'\nsource = 's'\nvalue = 3\nlow = 0\n"),
            "targets.toml:5:9: error: pattern.P.value is 3 (must be a formula in quotation marks). What the "
            "simulation says.");
  EXPECT_EQ(lines("[[pattern]]\nid = 'P'\nname = 'p'\nsource = 's'\nvalue = 'demands'\nlow = 'six'\n"),
            "targets.toml:6:7: error: pattern.P.low is the text \"six\" (must be a number). Lowest value "
            "that meets it.");
  EXPECT_EQ(lines("[[pattern]]\nid = 'P'\nname = 'p'\nsource = 's'\nvalue = 'demands'\n"),
            "targets.toml:1:1: error: pattern.P has neither bounds nor a date (it needs low, high or both, "
            "or else the date of an "
            "event).");
  EXPECT_EQ(
      lines(
          "[[pattern]]\nid = 'P'\nname = 'p'\nsource = 's'\nvalue = 'demands'\nlow = 0\ndate = 2014-01-01\n"),
      "targets.toml:1:1: error: pattern.P has a date and bounds (it needs low, high or both, or else the "
      "date of an event).");
  EXPECT_EQ(lines("[[pattern]]\nid = 'P'\nname = 'p'\nsource = 's'\nvalue = 'demands'\nlow = 2\nhigh = 1\n"),
            "targets.toml:6:7: error: pattern.P.low = 2 (must not lie above high = 1).");
  EXPECT_EQ(
      lines("[[pattern]]\nid = 'P'\nname = 'p'\nsource = 's'\nvalue = 'demands'\nlow = 2\nover = 'poled'\n"),
      "targets.toml:7:8: error: pattern.P.over is the text \"poled\" (must be \"median\", \"mean\" or "
      "\"pooled\"). Did you mean "
      "\"pooled\"? How replicates become one estimate; the default is \"median\".");
  EXPECT_EQ(lines(std::string("[quantity.q]\nreduce = 'count'\n") + kPattern),
            "targets.toml:1:11: error: quantity.q has no events (count needs one).");
  EXPECT_EQ(
      lines(std::string("[quantity.q]\nreduce = 'top_share'\nevents = 'rulings'\nby = 'cort'\n") + kPattern),
      "targets.toml:4:6: error: quantity.q.by: there is no column cort of the events rulings. Did you mean "
      "\"court\"?");
  EXPECT_EQ(lines("patern = 3\n" + std::string(kPattern)),
            "targets.toml:1:1: error: a file of targets has no key \"patern\" (keys: title, quantity, "
            "pattern). Did you mean "
            "\"pattern\"?");
  EXPECT_EQ(lines("pattern = 3\n"),
            "targets.toml:1:11: error: pattern is 3 (must be a list of tables, each beginning with "
            "[[pattern]]).");
  EXPECT_EQ(lines(""), "targets.toml: error: has no pattern (begin each one with [[pattern]]).");
  EXPECT_EQ(lines(std::string(kPattern) + kPattern), "targets.toml:10:6: error: there are two patterns P.");
  EXPECT_EQ(lines("[quantity.q\n"),
            "targets.toml:1:12: error: not valid TOML: Error while parsing table header: expected "
            "']', saw '\\n'.");
}

TEST_F(TargetFiles, AQuantityMayOnlyUseThoseBeforeIt) {
  EXPECT_NE(
      complaint("[quantity.a]\nevents = 'rulings'\nwhere = 'time > b'\n[quantity.b]\nevents = 'rulings'\n" +
                std::string(kPattern))
          .find("there is no column of the events rulings b."),
      std::string::npos);
}

TEST_F(TargetFiles, ThoseOfTheProjectAreRight) {
  for (const char* name : {"litigation-and-cooperation", "microsoft-ireland-timeline"}) {
    const Targets read =
        read_targets(std::string(COMITY_SOURCE_DIR) + "/scenarios/patterns/" + name + ".toml");
    EXPECT_GT(read.patterns.size(), 10U) << name;
  }
}

}  // namespace
}  // namespace comity::analysis
