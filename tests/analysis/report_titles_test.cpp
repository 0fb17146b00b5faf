// Every title is fed numbers for which it has to say something else.
#include "analysis/report_titles.h"

#include "analysis/says.h"
#include "day.h"
#include "missing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace comity::analysis {
namespace {

const Headline kShare{"demands met", "share", "a/b"};
const Headline kDays{"days to the end", "days", "c"};

TEST(WhenText, NamesTheYearOnlyNearItsTurn) {
  EXPECT_EQ(when_text(day_of(2023, 1, 1)), "the end of 2022");
  EXPECT_EQ(when_text(day_of(2022, 12, 20)), "the end of 2022");
  EXPECT_EQ(when_text(day_of(2022, 6, 30) + 0.5), "2022-06-30");
  EXPECT_EQ(when_text(day_of(2022, 12, 14)), "2022-12-14");
}

TEST(AmountText, HasTheUnitOfTheHeadline) {
  EXPECT_EQ(amount_text(0.5, "share"), "50\u00a0%");
  EXPECT_EQ(amount_text(12.34, "days"), "12.3 days");
  EXPECT_EQ(amount_text(-1234567.0, "cases"), "−1\u00a0234\u00a0567");
  EXPECT_EQ(amount_text(kMissing, "share"), "–");
  EXPECT_EQ(gap_text(-0.031, "share"), "−3.1 percentage points");
  EXPECT_EQ(gap_text(0.00012, "share"), "+0.012 percentage points");
  EXPECT_EQ(gap_text(2.0, "days"), "+2 days");
  EXPECT_EQ(probability_text(0.0003), "0.03\u00a0%");
  EXPECT_EQ(probability_text(0.0), "0\u00a0%");
  EXPECT_EQ(probability_text(0.2), "20\u00a0%");
}

TEST(AdoptionTitle, SaysMostOnlyOfMoreThanHalf) {
  const auto title = [](double with, double against) {
    return adoption_title({"the end of 2022", "it stops", "it reaches", with, against});
  };
  EXPECT_SAYS(title(0.51, 0.2), "most courts, 51\u00a0% on average, hold that it stops");
  EXPECT_SAYS(title(0.2, 0.6), "most courts, 60\u00a0% on average, hold that it reaches");
  EXPECT_SAYS(title(0.1, 0.2), "most courts, 70\u00a0% on average, have not decided");
  EXPECT_SAYS(title(0.5, 0.3), "no reading has most courts");
  EXPECT_SAYS(title(0.4, 0.3), "no reading has most courts");
}

TEST(NetworkTitle, NamesAllWhoAreCitedAlike) {
  const std::vector<Named> one{{"A", 3.0}, {"B", 2.0}};
  EXPECT_SAYS(network_title(one, 0.9), "A is cited most by other courts, 3.0 times");
  const std::vector<Named> tie{{"A", 3.01}, {"B", 2.99}, {"C", 1.0}};
  EXPECT_SAYS(network_title(tie, 0.9), "A and B are each cited most");
  const std::vector<Named> none{{"A", 0.0}};
  EXPECT_SAYS(network_title(none, kMissing), "No court is cited by another");
  EXPECT_SAYS_NOT(network_title(one, kMissing), "agree");
  EXPECT_SAYS(network_title(one, 0.25), "25\u00a0% of all citations agree");
}

TEST(PrecedentTitle, NamesWhoLeadsAtBothEndsAndWhetherItLasts) {
  const YearOfCitations first{2014, {{"A", 2.0}, {"B", 1.0}}, 0.9};
  const YearOfCitations middle{2015, {{"A", 1.0}, {"B", 3.0}}, 0.8};
  const YearOfCitations last{2016, {{"A", 1.0}, {"B", 4.0}}, 0.6};
  const auto title = [](std::vector<YearOfCitations> years) { return precedent_title(years); };
  EXPECT_EQ(
      title({first, middle, last}),
      "B is cited most in 2016, 4.0 times in a run; in 2014 it was A; the share of citations that agree "
      "with what they cite falls from 90\u00a0% to 60\u00a0%");
  EXPECT_SAYS(title({middle, last}), "B is cited most in every year from 2015 to 2016");
  EXPECT_SAYS(
      title({{2014, {{"A", 2.0}}, 0.5}, middle, {2016, {{"A", 2.5}}, 0.7}}),
      "A is cited most in 2016, 2.5 times in a run, as in 2014, but not in every year between; the share "
      "of citations that agree with what they cite rises from 50\u00a0% to 70\u00a0%");
  EXPECT_SAYS(title({first, {2016, {{"A", 4.0}}, 0.9}}),
              "90\u00a0% of citations agree with what they cite in 2016 as in 2014");
  EXPECT_EQ(title({{2013, {{"A", 0.19}}, 0.5}, first}), "A is cited most in 2014, 2.0 times in a run");
  EXPECT_SAYS(title({{2014, {{"A", 2.0}, {"B", 2.01}}, 0.9}}), "A and B are each cited most in 2014");
  EXPECT_SAYS(title({{2013, {{"A", 0.19}}, 0.5}}), "In no year is a circuit cited");
  EXPECT_SAYS(title({{2013, {{"A", 0.2}}, 0.5}}), "A is cited most in 2013, 0.2 times");
  EXPECT_SAYS(title({}), "In no year is a circuit cited");
}

TEST(DisputeTitle, CountsTheWholeWayAndNamesWhereFewestGoOn) {
  const std::vector<StepFinding> path{{"goes to court", 8, 10}, {"loses", 2, 8}, {"wins above", 1, 2}};
  const std::string title = dispute_title(path, 0.13, 1.0);
  EXPECT_SAYS(title, "1 of 10 runs takes history's whole way (probability 13\u00a0%)");
  EXPECT_SAYS(title, "fewest go on at “loses”: 2 of 8");
  const std::vector<StepFinding> never{{"goes to court", 8, 10}, {"loses", 0, 8}, {"wins above", 0, 0}};
  EXPECT_SAYS(dispute_title(never, 0.0001, 1.0),
              "None of 10 runs takes history's whole way (probability 0.01\u00a0%)");
  EXPECT_SAYS(dispute_title(never, 0.0001, 1.0), "“loses”: 0 of 8");
  const std::vector<StepFinding> always{{"goes to court", 10, 10}};
  EXPECT_SAYS(dispute_title(always, 0.95, 1.0), "10 of 10 runs take ");
  EXPECT_SAYS_NOT(dispute_title(always, 0.95, 1.0), "fewest");
  EXPECT_EQ(dispute_title({}, 1.0, 0.25), "The dispute comes before a court in 25\u00a0% of runs");
  EXPECT_EQ(dispute_title({}, 1.0, 0.0), "The dispute comes before a court in no run");
}

TEST(StoryTitle, TellsHowFarTheRunGoesWithHistory) {
  const double day = day_of(2018, 4, 17);
  EXPECT_EQ(
      story_title({"replicate 3", 2, "quashed", day}, 8),
      "In replicate 3 the dispute takes the first 2 of history's 8 steps; it ends quashed on 2018-04-17");
  EXPECT_NE(
      story_title({"replicate 3", 8, "mooted", day}, 8).find("takes history's whole way; it ends mooted"),
      std::string::npos);
  EXPECT_NE(story_title({"replicate 3", 0, "", day}, 8)
                .find("leaves history's way at its first step; it has not ended"),
            std::string::npos);
  EXPECT_EQ(story_title({"replicate 3", 0, "fulfilled", day}, 0),
            "In replicate 3 the dispute ends fulfilled on 2018-04-17");
}

TEST(HistoryTitle, CountsOutcomesAndRarity) {
  const auto title = [](double first, double second, std::size_t set) {
    return history_title(std::vector<EventOfHistory>{{"a", first, 0.5}, {"b", second, 0.99}}, set);
  };
  EXPECT_SAYS(title(0.51, 0.2, 0),
              "Of 2 events that the scenario does not set, 1 comes as in history in most runs");
  EXPECT_SAYS(title(0.5, 0.2, 0), "none comes as in history in most runs");
  EXPECT_SAYS(title(0.6, 0.9, 0), "2 come as in history in most runs, none in fewer than one in twenty");
  EXPECT_SAYS(title(0.6, 0.04, 0), "1 in fewer than one in twenty");
  EXPECT_SAYS(title(0.6, 0.04, 0), "the days of 1 lie among those of the runs");  // .99 is late
  EXPECT_SAYS(title(0.6, 0.04, 2), "(2 not counted: the scenario sets them)");
  EXPECT_SAYS_NOT(title(0.6, 0.04, 0), "not counted");
  EXPECT_SAYS(history_title({}, 1), "sets every event");
  EXPECT_SAYS(history_title(std::vector<EventOfHistory>{{"a", 0.0, kMissing}}, 0), "the days of none");
}

TEST(MapTitle, SaysMostOnlyOfMoreThanHalfAndCountsChangeFromSettlingOn) {
  const std::vector<Moved> half{{"US", 0.6, 0.52}, {"IE", 0.2, 0.2}, {"DE", 0.2, 0.27}};
  const std::string title = map_title(half, "the end of 2015", "the end of 2022");
  EXPECT_SAYS(title, "By the end of 2022 most data, 52\u00a0% on average, are in US");
  EXPECT_SAYS(title, "the largest change since the end of 2015 is that of US, from 60\u00a0% to 52\u00a0%");
  EXPECT_SAYS(title, "; US, DE and IE together keep 99\u00a0%; ");
  EXPECT_SAYS(map_title(half, "b", "b"), "; US, DE and IE together keep 99\u00a0%");
  EXPECT_SAYS_NOT(map_title(std::vector<Moved>{{"US", 1.0, 1.0}}, "a", "b"), "keep");
  const std::vector<Moved> less{{"US", 0.4, 0.4}, {"IE", 0.3, 0.35}, {"DE", 0.3, 0.25}};
  EXPECT_SAYS(map_title(less, "a", "b"), "US holds the largest share of data, 40\u00a0% on average");
  const std::vector<Moved> tie{{"US", 0.4, 0.4}, {"IE", 0.3, 0.4}};
  EXPECT_SAYS(map_title(tie, "a", "b"), "US and IE hold the largest shares, 40\u00a0% each");
  const std::vector<Moved> still{{"US", 0.4, 0.4001}, {"IE", 0.3, 0.3}};
  EXPECT_SAYS(map_title(still, "a", "b"), "no state's share has changed since a");
  EXPECT_SAYS_NOT(map_title(half, "b", "b"), "change");  // a run that ends before it settles
}

TEST(PlacesTitle, AddsUpTheThreeLargest) {
  const std::vector<Named> four{{"A", 0.1}, {"B", 0.4}, {"C", 0.3}, {"D", 0.2}};
  EXPECT_EQ(places_title(four, "the end of 2022"),
            "At the end of 2022 B, C and D together keep 90\u00a0% of all data on average");
  EXPECT_SAYS(places_title(std::vector<Named>{{"A", 1.0}}, "x"), "A keeps 100\u00a0%");
}

TEST(RoutesTitle, NamesTheSurestAndTheLeastSureWhereTheyDiffer) {
  const std::vector<RouteTries> routes{
      {"order", 80, 40}, {"treaty request", 10, 1}, {"voluntary request", 10, 9}, {"agreement order", 0, 0}};
  const std::string title = routes_title(routes);
  EXPECT_SAYS(
      title,
      "50\u00a0% of tries bring the data; 80\u00a0% of all tries are by order, which brings the data in "
      "50\u00a0%");
  EXPECT_SAYS(routes_title(std::vector<RouteTries>{{"order", 10, 6}}),
              "Most tries, 60\u00a0%, bring the data; 100\u00a0% of all tries are by order");
  EXPECT_SAYS(title, "by voluntary request, the surest, in 90\u00a0%");
  EXPECT_SAYS(title, "by treaty request, the least sure, in 10\u00a0%");
  EXPECT_SAYS_NOT(title, "agreement order");
  const std::vector<RouteTries> alike{{"order", 80, 40}, {"treaty request", 10, 5}};
  EXPECT_SAYS_NOT(routes_title(alike), "sure");
  EXPECT_EQ(routes_title(std::vector<RouteTries>{{"order", 0, 0}}), "No route is ever tried");
}

TEST(FlowsTitle, SaysMostOnlyOfMoreThanHalf) {
  EXPECT_EQ(flows_title(10, 6), "Most demands that cross a border, 60\u00a0%, end with data");
  EXPECT_EQ(flows_title(10, 5), "50\u00a0% of demands that cross a border end with data");
  EXPECT_EQ(flows_title(0, 0), "There are no demands that cross a border");
}

TEST(ConsentTitle, TellsTheLastYearAndHowOftenTheOtherWasAhead) {
  const std::vector<ConsentMedians> years{{2013, 0.3, 0.2}, {2014, 0.1, 0.2}, {2015, 0.1, 0.25}};
  EXPECT_SAYS(consent_title(years), "In 2015 the median run has 10\u00a0%");
  EXPECT_SAYS(consent_title(years), "going without is the more frequent in 2 of 3 years");
  EXPECT_SAYS(consent_title(std::vector<ConsentMedians>{{2013, 0.3, 0.2}, {2014, 0.3, 0.2}}),
              "consent is the more frequent in each of 2 years");
  EXPECT_SAYS_NOT(consent_title(std::vector<ConsentMedians>{{2013, 0.3, 0.2}, {2014, 0.2, 0.2}}), "frequent");
  EXPECT_SAYS(consent_title(std::vector<ConsentMedians>{{2013, 0.3, 0.2}, {2014, kMissing, kMissing}}),
              "In 2013");
  EXPECT_EQ(consent_title({}), "No demand crosses a border");
}

TEST(StanceTitle, TellsRiseFallAndStandstill) {
  const auto title = [](double from, double to) {
    return stance_title(std::vector<Moved>{{"US", from, to}, {"IE", 0.9, 0.9}}, "the end of 2015",
                        "the end of 2022");
  };
  EXPECT_SAYS(title(0.9, 0.7),
              "falls from 0.90 at the end of 2015 to 0.80 at the end of 2022; it is coolest towards US (0.70 "
              "in the median run)");
  EXPECT_SAYS(title(0.5, 0.7), "rises from 0.70");
  EXPECT_SAYS(title(0.7, 0.701), "is 0.80 at the end of 2022 as at the end of 2015");
  EXPECT_SAYS(title(0.9, 0.9), "towards none is it cooler");
  EXPECT_SAYS_NOT(stance_title(std::vector<Moved>{{"US", 0.9, 0.7}, {"IE", 0.9, 0.9}}, "x", "x"), "falls");
}

TEST(StatutesTitle, SaysWhenThereAreNone) {
  EXPECT_SAYS(statutes_title("the end of 2022", 3.14, 0.5, 1.0),
              "on average 3.1 states with a localisation mandate, 0.5 with a blocking");
  EXPECT_SAYS(statutes_title("the end of 2022", 0.01, 0.0, 0.0), "hardly a run has");
}

TEST(ConflictsTitle, TellsAChangeOnlyWhereThereIsOne) {
  const ConflictDay first{"2013-01-01", 380, 100, 50};
  EXPECT_EQ(conflicts_title(std::vector<ConflictDay>{first, {"2022-12-31", 380, 120, 50}}),
            "Of 380 ordered pairs of states 100 surely and 50 arguably are in conflict on 2013-01-01, 120 "
            "surely and 50 arguably on 2022-12-31");
  EXPECT_SAYS(conflicts_title(std::vector<ConflictDay>{first, {"2022-12-31", 380, 100, 50}}),
              "on 2013-01-01 and again on 2022-12-31");
  EXPECT_SAYS_NOT(conflicts_title(std::vector<ConflictDay>{first}), "again");
  EXPECT_SAYS_NOT(conflicts_title(std::vector<ConflictDay>{first}), "under");
}

TEST(ConflictsTitle, TellsWhatAnArmsLawChangesMost) {
  const std::vector<ConflictDay> days{{"2013-01-01", 380, 100, 50}, {"2022-12-31", 380, 120, 50}};
  const ConflictDay one{"2022-12-31", 380, 110, 60, "no-act and staff", 30};
  const ConflictDay more{"2022-12-31", 380, 90, 70, "treaty", 40};
  EXPECT_SAYS(conflicts_title(days, std::vector<ConflictDay>{one}),
              "on 2022-12-31; under no-act and staff 30 pairs are not as under the first arm on 2022-12-31 "
              "(110 surely and 60 arguably)");
  EXPECT_SAYS(conflicts_title(days, std::vector<ConflictDay>{one, more}),
              "; arms differ most under treaty, where 40 pairs are not as under the first arm on 2022-12-31 "
              "(90 surely and 70 arguably)");
  EXPECT_SAYS(conflicts_title(days, std::vector<ConflictDay>{{"2022-12-31", 380, 110, 60, "no-act", 1}}),
              "under no-act 1 pair is not as");
}

TEST(ConflictsTitle, NamesWhoseProhibitionsChangedMost) {
  const std::vector<ConflictDay> days{{"2013-01-01", 380, 100, 50}, {"2022-12-31", 380, 120, 50}};
  const auto title = [&](std::vector<Moved> forbidden) { return conflicts_title(days, {}, forbidden); };
  EXPECT_SAYS(
      title({{"China", 0.13, 0.71}, {"United States", 0.2, 0.1}}),
      "on 2022-12-31; most changed is what China forbids of what the others compel, from 13\u00a0% to "
      "71\u00a0% on average");
  EXPECT_SAYS(title({{"China", 0.13, 0.14}, {"United States", 0.2, 0.1}}), "what the United States forbids");
  EXPECT_SAYS_NOT(title({{"China", 0.13, 0.23}, {"France", 0.2, 0.1}}), "most changed");  // a tie
  EXPECT_SAYS_NOT(title({{"China", 0.13, 0.1301}}), "most changed");
  EXPECT_SAYS_NOT(title({}), "most changed");
}

TEST(CaughtTitle, NamesTiesAndNone) {
  EXPECT_EQ(
      caught_title(std::vector<Named>{{"China", 0.4}, {"France", 0.1}}),
      "The demands of China put providers between two laws most often: 40\u00a0% of them in the median run");
  EXPECT_SAYS(caught_title(std::vector<Named>{{"China", 0.401}, {"France", 0.4}}), "China and France");
  EXPECT_SAYS(caught_title(std::vector<Named>{{"China", 0.0}}), "no state's demands");
}

TEST(DistributionTitle, TellsWhereRunsDifferFrom) {
  EXPECT_EQ(distribution_title(kShare, 0.1, 0.2, {1, false}),
            "Demands met: nine runs in ten have 10\u00a0% to 20\u00a0%; they differ by chance alone, at one "
            "set of assumptions");
  EXPECT_SAYS(distribution_title(kShare, 0.1, 0.2, {4, false}), "by chance and by what the points set");
  EXPECT_SAYS(distribution_title(kShare, 0.1, 0.2, {1, true}), "by chance and by what is not known");
  EXPECT_EQ(distribution_title(kShare, 0.2, 0.2, {1, false}), "Demands met: nine runs in ten have 20\u00a0%");
}

ArmDifference seen(double value, double half, double size) {
  ArmDifference found;
  found.difference = {value, value - half, value + half};
  found.size = {size, kMissing, kMissing};
  found.units = 20;
  return found;
}

TEST(ArmsTitle, TellsTheClearestAndTheLargestApart) {
  const std::vector<ArmFinding> two{{&kShare, "staff", seen(0.1, 0.01, 0.5)},
                                    {&kDays, "statute", seen(20.0, 10.0, 3.0)}};
  EXPECT_EQ(clearest_of(two), 0U);
  const std::string title = arms_title(two, "as-it-was");
  EXPECT_EQ(title,
            "Against as-it-was, clearest is what staff changes in demands met: +10.0 percentage points");
  EXPECT_EQ(arms_note(two),
            "Clearest, beside its interval: staff, demands met: +10.0 percentage points [+9.0 to +11.0 "
            "percentage points]; largest, 3 standard deviations of the runs: statute, days to the end: +20 "
            "days [+10 to +30 days].");
  const std::vector<ArmFinding> same{{&kShare, "staff", seen(0.1, 0.01, 5.0)},
                                     {&kDays, "statute", seen(20.0, 10.0, 3.0)}};
  EXPECT_SAYS(arms_title(same, "x"), "clearest and largest is what staff changes");
  EXPECT_SAYS(arms_note(same), "; largest, 5 standard deviations of the runs: the same.");
  const std::vector<ArmFinding> alone{{&kShare, "staff", seen(0.1, 0.01, kMissing)}};
  EXPECT_SAYS(arms_title(alone, "x"), "clearest is what staff changes");
  EXPECT_SAYS_NOT(arms_note(alone), "largest");
}

TEST(ArmsTitle, NamesNothingThatIsChance) {
  const std::vector<ArmFinding> chance{{&kShare, "staff", seen(0.01, 0.02, 9.0)}};
  EXPECT_EQ(clearest_of(chance), 1U);
  EXPECT_EQ(arms_title(chance, "as-it-was"), "Nothing differs from as-it-was beyond chance");
  EXPECT_EQ(arms_title({}, "as-it-was"), "Nothing differs from as-it-was beyond chance");
  EXPECT_EQ(arms_note(chance), "");
}

TEST(ArmLinesTitle, NamesArmsOnlyWhereTheyDiffer) {
  EXPECT_EQ(arm_lines_title(kShare, std::vector<Named>{{"a", 0.1}, {"b", 0.3}}, "the end of 2022"),
            "Demands met: at the end of 2022 most under b (30\u00a0% on average), least under a (10\u00a0%)");
  EXPECT_EQ(arm_lines_title(kShare, std::vector<Named>{{"a", 0.3}, {"b", 0.3001}}, "x"),
            "Demands met: at x 30\u00a0% on average under every arm");
}

TEST(TornadoTitle, NamesALeaderOnlyWhereItsIntervalStandsApart) {
  const auto title = [](Bounded a, Bounded b) {
    return tornado_title(std::vector<FactorIndex>{{"load", a}, {"trust", b}}, "demands met", "total");
  };
  EXPECT_SAYS(title({0.6, 0.5, 0.7}, {0.2, 0.1, 0.3}),
              "load matters most to demands met (total 0.6); next is trust (0.2)");
  EXPECT_SAYS(title({0.2, 0.1, 0.3}, {0.6, 0.5, 0.7}), "trust matters most");
  EXPECT_SAYS(title({0.6, 0.4, 0.8}, {0.4, 0.2, 0.6}),
              "load and trust matter to demands met, and which of them most is not told apart");
  EXPECT_SAYS(title({0.6, 0.5, 0.7}, {0.1, -0.1, 0.3}), "load matters most to demands met (total 0.6)");
  EXPECT_SAYS_NOT(title({0.6, 0.5, 0.7}, {0.1, -0.1, 0.3}), "next");
  EXPECT_SAYS(title({0.1, -0.1, 0.3}, {0.1, -0.1, 0.3}), "No factor is shown to matter");
  EXPECT_SAYS(title({-0.6, -0.7, -0.5}, {0.2, 0.1, 0.3}), "load matters most to demands met (total -0.6)");
  // An index of 0 without an interval: the factor moves nothing in any run.
  EXPECT_SAYS(title({0.6, 0.5, 0.7}, {0.0, kMissing, kMissing}),
              "load matters most to demands met (total 0.6)");
  EXPECT_SAYS(title({kMissing, kMissing, kMissing}, {kMissing, kMissing, kMissing}), "Nothing is known");
}

TEST(ResponseTitle, SaysRiseOnlyWhereTheEndsAreTheExtremes) {
  const auto title = [](std::vector<double> means) {
    std::vector<Named> bins;
    for (const double mean : means) bins.push_back({"", mean});
    return response_title(kShare, "load", bins, false);
  };
  EXPECT_SAYS(
      title({0.1, 0.2, 0.3}),
      "Demands met rises from 10\u00a0% on average in the lowest tenth of load to 30\u00a0% in the highest");
  EXPECT_SAYS(title({0.3, 0.2, 0.1}), "falls from 30\u00a0%");
  EXPECT_SAYS(title({0.2, 0.5, 0.1}),
              "between 10\u00a0% and 50\u00a0% on average over the range of load, and does not rise or fall "
              "throughout");
  EXPECT_SAYS(title({0.2, 0.2001, 0.2}), "hardly moves with load");
  EXPECT_SAYS(title({0.2}), "at one value of load only");
  EXPECT_SAYS(response_title(kDays, "mode", std::vector<Named>{{"never", 10.0}, {"always", 30.0}}, true),
              "Days to the end: 30 days on average where mode is always, 10 days where it is never");
}

TEST(BoxTitle, SaysHowMuchTheBoxHolds) {
  EXPECT_EQ(box_title({"load is at most 1", "high shares", 0.8, 0.25, 0.6}),
            "Where load is at most 1, 80\u00a0% of points have high shares, of all points 25\u00a0%; the box "
            "holds 60\u00a0% of such points");
  EXPECT_SAYS(box_title({"load is at most 1", "high shares", 0.25, 0.25, 0.6}),
              "No box holds high shares more often");
}

TEST(PairTitle, TellsOnlyWhatLastsToTheLastDay) {
  const DaysApart none{"data", "", 0.01, "share"};
  EXPECT_EQ(pair_title(std::vector<DaysApart>{none}, "a", "b"),
            "On the last day b does not differ from a beyond chance");
  EXPECT_EQ(pair_title(std::vector<DaysApart>{none, {"trust", "the end of 2015", -0.05, "trust"}}, "a", "b"),
            "b differs from a beyond chance from the end of 2015 to the last day (−0.05 then): trust");
}

}  // namespace
}  // namespace comity::analysis
