#include "hand_made.h"

#include "error.h"

namespace comity::analysis {
namespace {

class EvidenceFiles : public testing_analysis::HandMade {
 protected:
  /// What is said about a file, without its folder.
  std::string complaint(const std::string& text) const {
    return complaint_of([&] { evidence(text); });
  }

  /// The same for a file with this observation, from line 5 on.
  std::string about_observation(const std::string& lines) const {
    return complaint("[[observation]]\nid = \"P\"\nname = \"p\"\nsource = \"s\"\n" + lines);
  }
};

constexpr const char* kObservation =
    "\n[[observation]]\nid = 'P'\nname = 'p'\nsource = 's'\nuse = 'fit'\nvalue = 'demands'\nlikelihood = "
    "'normal'\nobserved = 1\nsd = 1\n";

TEST_F(EvidenceFiles, AreReadWithTheirDefaults) {
  const Evidence read = evidence(
      "title = 'T'\n[quantity.q]\nevents = 'rulings'\n[[observation]]\nid = 'P'\nname = 'p'\nsource = 's'\n"
      "value = 'q / demands[US]'\nlikelihood = 'interval'\nlow = 1\nhigh = 2.5\nsd = 0.1\nuse = 'fit'\nuntil "
      "= 2014-01-01\n");
  EXPECT_EQ(read.title, "T");
  ASSERT_EQ(read.quantities.size(), 1U);
  EXPECT_EQ(read.quantities[0].reduce, Reduction::count);
  ASSERT_EQ(read.observations.size(), 1U);
  const Observation& one = read.observations[0];
  EXPECT_EQ(one.high, 2.5);
  EXPECT_EQ(one.until, day_of(2014, 1, 1));
  EXPECT_EQ(one.over, Pooling::each);
  EXPECT_EQ(one.use, Use::fit);
  EXPECT_EQ(one.tag, Tag::F);
  EXPECT_EQ(one.value.bindings.at(0).source, NameSource::quantity);
  EXPECT_EQ(one.value.bindings.at(1).source, NameSource::metric);
}

TEST_F(EvidenceFiles, AnUnknownNameIsPointedAtWithTheNearestOne) {
  EXPECT_EQ(about_observation("use = 'fit'\nvalue = 'assistance_days / assistance_grantd'\nlikelihood = "
                              "'normal'\nobserved = 1\nsd = 1\n"),
            "evidence.toml:6:28: error: observation.P.value: there is no metric or quantity above "
            "assistance_grantd. Did you mean "
            "\"assistance_granted\"?\n"
            "    6 | value = 'assistance_days / assistance_grantd'\n"
            "      |                            ^~~~~~~~~~~~~~~~~");
}

TEST_F(EvidenceFiles, NamesAndLabelsMustFit) {
  const auto first_line = [&](const std::string& lines) {
    const std::string text = about_observation(lines + "likelihood = 'normal'\nobserved = 1\nsd = 1\n");
    return text.substr(0, text.find('\n'));
  };
  EXPECT_EQ(first_line("use = 'fit'\nvalue = 'reversed[apx]'\n"),
            "evidence.toml:6:10: error: observation.P.value: reversed has no apx (it has first_instance, "
            "appellate, apex). Did you "
            "mean \"apex\"?");
  EXPECT_EQ(
      first_line("use = 'fit'\nvalue = 'stance'\n"),
      "evidence.toml:6:10: error: observation.P.value: stance has one value per state and is not added up. "
      "Name one in "
      "brackets, as in stance[…].");
  EXPECT_EQ(
      first_line("use = 'fit'\nvalue = 'month[US]'\n"),
      "evidence.toml:6:10: error: observation.P.value: month is no metric and takes no label in brackets.");
  EXPECT_EQ(
      first_line("use = 'fit'\nvalue = 'config.litigate.half_live'\n"),
      "evidence.toml:6:10: error: observation.P.value: there is no parameter config.litigate.half_live. Did "
      "you mean "
      "\"config.litigate.half_life\"?");
  EXPECT_EQ(first_line("use = 'fit'\nvalue = 'demands == \"US\"'\n"),
            "evidence.toml:6:21: error: observation.P.value: demands is a number and cannot equal a text.");
  EXPECT_EQ(
      first_line("use = 'fit'\nvalue = 'demands +'\n"),
      "evidence.toml:6:19: error: observation.P.value: here must stand a number, a name or a bracket, not "
      "the end.");
}

TEST_F(EvidenceFiles, ConditionsKnowTheColumnsAndWordsOfTheirTable) {
  const auto condition = [&](const std::string& where) {
    const std::string text =
        complaint("[quantity.q]\nevents = 'rulings'\nwhere = '" + where + "'\n" + kObservation);
    return text.substr(0, text.find('\n'));
  };
  EXPECT_EQ(condition("court.lvel == \"apex\""),
            "evidence.toml:3:10: error: quantity.q.where: there is no column of the events rulings "
            "court.lvel. Did you mean "
            "\"court.level\"?");
  EXPECT_EQ(condition("court.level == \"apx\""),
            "evidence.toml:3:25: error: quantity.q.where: court.level is never \"apx\" (it is one of "
            "first_instance, appellate, "
            "apex). Did you mean \"apex\"?");
  EXPECT_EQ(condition("time == \"apex\""),
            "evidence.toml:3:18: error: quantity.q.where: time is a number and cannot equal a text.");
  EXPECT_EQ(condition("demands > 1"),
            "evidence.toml:3:10: error: quantity.q.where: there is no column of the events rulings demands.");
  EXPECT_EQ(condition("court.level == \"apex\" and time < end"), "no error");
}

TEST_F(EvidenceFiles, WrongTypesAndMissingKeysAreErrors) {
  const auto lines = [&](const std::string& text) {
    const std::string message = complaint(text);
    return message.substr(0, message.find('\n'));
  };
  const auto about = [&](const std::string& rest) {
    return lines("[[observation]]\nid = 'P'\nname = 'p'\nsource = 's'\nuse = 'fit'\n" + rest);
  };
  EXPECT_EQ(about("likelihood = 'normal'\nobserved = 1\nsd = 1\nvalue = 3\n"),
            "evidence.toml:9:9: error: observation.P.value is 3 (must be a formula in quotation marks). The "
            "number of the "
            "model that it arises from.");
  EXPECT_EQ(about("value = 'demands'\nlikelihood = 'binomial'\ncount = 'six'\ntrials = 9\n"),
            "evidence.toml:8:9: error: observation.P.count is the text \"six\" (must be a whole number in "
            "[0, 1000000000]). How "
            "many; the default is 0.");
  EXPECT_EQ(about("value = 'demands'\nlikelihood = 'binomial'\ncount = 6\n"),
            "evidence.toml:1:1: error: observation.P has no trials (binomial needs value, count, trials).");
  EXPECT_EQ(about("value = 'demands'\nlikelihood = 'binomial'\ncount = 10\ntrials = 9\n"),
            "evidence.toml:8:9: error: observation.P.count = 10 (must not exceed trials = 9).");
  EXPECT_EQ(about("value = 'demands'\nlikelihood = 'binomial'\ncount = 1\ntrials = 9\nsd = 2\n"),
            "evidence.toml:10:6: error: observation.P.sd says nothing of a binomial (which has value, count, "
            "trials, over).");
  EXPECT_EQ(about("value = 'demands'\nlikelihood = 'binomial'\ncount = 1\ntrials = 9\ndiscrepancy = "
                  "1\nreason = 'r'\n"),
            "evidence.toml:10:15: error: observation.P.discrepancy = 1 (must be below 1: it is a share of "
            "the largest "
            "deviation a chance can have).");
  EXPECT_EQ(about("value = 'demands'\nlikelihood = 'negative_binomial'\ncount = 1\ndiscrepancy = 0.1\n"),
            "evidence.toml:9:15: error: observation.P.discrepancy has no reason (say why the model may be "
            "off: reason = "
            "\"…\").");
  EXPECT_EQ(about("value = 'demands'\nlikelihood = 'normal'\nobserved = 2\n"),
            "evidence.toml:1:1: error: observation.P has neither sd nor discrepancy (nothing is measured or "
            "modelled "
            "exactly: give one).");
  EXPECT_EQ(
      about("value = 'demands'\nlikelihood = 'normal'\nobserved = 2\nsd = 1\nscale = 'logit'\n"),
      "evidence.toml:8:12: error: observation.P.observed = 2 (must lie between 0 and 1 on the scale logit).");
  EXPECT_EQ(about("value = 'demands'\nlikelihood = 'interval'\nlow = 2\nhigh = 1\nsd = 1\n"),
            "evidence.toml:8:7: error: observation.P.low = 2 (must lie below high = 1).");
  EXPECT_EQ(
      about("value = 'demands'\nlikelihood = 'date'\ndate = 2014-01-02\nlast = 2014-01-01\nsd = 1\n"),
      "evidence.toml:9:8: error: observation.P.last = 2014-01-01 (must not be before date = 2014-01-02).");
  EXPECT_EQ(about("likelihood = 'path'\nstep = [{ name = 'a', value = 'demans > 0' }]\n").substr(0, 88),
            "evidence.toml:7:32: error: observation.P.step[1].value: there is no metric or quantity a");
  EXPECT_EQ(about("value = 'demands'\nlikelihood = 'binomal'\ncount = 1\ntrials = 9\n").substr(0, 72),
            "evidence.toml:7:14: error: observation.P.likelihood is the text \"binomal");
  EXPECT_EQ(lines("[[pattern]]\nid = 'P'\n"),
            "evidence.toml:1:3: error: patterns with bounds are observations with a likelihood now: begin "
            "each one with "
            "[[observation]] (how: scenarios/evidence/README.md).");
  EXPECT_EQ(lines(std::string("[quantity.q]\nreduce = 'count'\n") + kObservation),
            "evidence.toml:1:11: error: quantity.q has no events (count needs one).");
  EXPECT_EQ(
      lines(std::string("[quantity.q]\nreduce = 'top_share'\nevents = 'rulings'\nby = 'cort'\n") +
            kObservation),
      "evidence.toml:4:6: error: quantity.q.by: there is no column cort of the events rulings. Did you mean "
      "\"court\"?");
  EXPECT_EQ(lines("observaton = 3\n" + std::string(kObservation)),
            "evidence.toml:1:1: error: a file of evidence has no key \"observaton\" (keys: title, quantity, "
            "observation). Did "
            "you mean \"observation\"?");
  EXPECT_EQ(lines("observation = 3\n"),
            "evidence.toml:1:15: error: observation is 3 (must be a list of tables, each beginning with "
            "[[observation]]).");
  EXPECT_EQ(lines(""), "evidence.toml: error: has no observation (begin each one with [[observation]]).");
  EXPECT_EQ(lines(std::string(kObservation) + kObservation),
            "evidence.toml:13:6: error: there are two observations P.");
  EXPECT_EQ(lines("[quantity.q\n"),
            "evidence.toml:1:12: error: not valid TOML: Error while parsing table header: expected "
            "']', saw '\\n'.");
}

TEST_F(EvidenceFiles, AHistoryComesBeforeAForecastAndIsLongEnough) {
  const auto first_line = [&](const std::string& lines) {
    const std::string text =
        about_observation("value = 'demands'\nlikelihood = 'normal'\nobserved = 0.5\n" + lines);
    return text.substr(0, text.find('\n'));
  };
  const std::string five =
      "history = [{ year = 2011, value = 1 }, { year = 2012, value = 2 }, { year = 2013, value = 1 }, "
      "{ year = 2014, value = 1.5 }, { year = 2015, value = 1 }]\n";
  EXPECT_EQ(first_line("sd = 1\nuse = 'check'\nyear = 2016\n" + five), "no error");
  EXPECT_NE(first_line("sd = 1\nuse = 'fit'\nyear = 2016\n" + five).find("is for a forecast"),
            std::string::npos);
  EXPECT_NE(first_line("sd = 1\nuse = 'check'\nyear = 2014\n" + five)
                .find("year = 2014 (must be after the history, which ends in 2015)"),
            std::string::npos);
  EXPECT_NE(first_line("discrepancy = 1\nreason = 'r'\nuse = 'check'\nyear = 2016\n" + five).find("needs sd"),
            std::string::npos);
  EXPECT_NE(first_line("sd = 1\nscale = 'logit'\nuse = 'check'\nyear = 2016\n" + five)
                .find("has 1 (must lie between 0 and 1 on the scale logit)"),
            std::string::npos);
  EXPECT_NE(first_line("sd = 1\nuse = 'check'\nyear = 2016\nhistory = [{ year = 2011, value = 1 }]\n")
                .find("has 1 measurements (must be at least 5)"),
            std::string::npos);
  EXPECT_NE(first_line("sd = 1\nuse = 'check'\nyear = 2016\n").find("is of a history, and there is none"),
            std::string::npos);
}

TEST_F(EvidenceFiles, AQuantityMayOnlyUseThoseBeforeIt) {
  EXPECT_NE(
      complaint("[quantity.a]\nevents = 'rulings'\nwhere = 'time > b'\n[quantity.b]\nevents = 'rulings'\n" +
                std::string(kObservation))
          .find("there is no column of the events rulings b."),
      std::string::npos);
}

TEST_F(EvidenceFiles, ThoseOfTheProjectAreRight) {
  for (const char* name : {"litigation-and-cooperation", "microsoft-ireland-timeline", "out-of-time"}) {
    const Evidence read =
        read_evidence(std::string(COMITY_SOURCE_DIR) + "/scenarios/evidence/" + name + ".toml");
    EXPECT_GT(read.observations.size(), 10U) << name;
    for (const Observation& one : read.observations)
      EXPECT_FALSE(one.period.empty() && one.trials != 1) << one.id;
  }
}

}  // namespace
}  // namespace comity::analysis
