#include "phases/precedent.h"
#include "support/disputes.h"

#include "support/play.h"
#include "support/small_world.h"

#include <cmath>

#include "law/load.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <algorithm>

namespace comity {
namespace {

using test::kQuestion;  // accepted: no reach abroad, so for the provider
using test::ruling_of;
using test::SmallWorld;

void enter(SmallWorld& small, const Ruling& ruling) { enter_ruling(small.world, small.context, ruling); }

int resists(const SmallWorld& small, int provider) {
  return small.world.strategy.resists(provider, kQuestion);
}

// Weight of court 6's own precedents on this many days after the start.
double own_weight(const SmallWorld& small, double days) {
  const double time = small.world.clock.begin + days;
  return weigh_precedents(small.world, small.context, {6, kQuestion, true, -1, time}).own;
}

TEST(Precedent, WeightHalvesInNineYears) {
  SmallWorld small;
  enter(small, ruling_of(small, 6, true));
  EXPECT_NEAR(own_weight(small, 0.0), 1.0, 1e-12);
  EXPECT_NEAR(own_weight(small, 9.0 * kDaysPerYear), 0.5, 1e-12);
  // From year 1 to year 20 a precedent loses 1 - exp(-19 delta).
  const LitigateParameters litigate;
  const double left = weight_left(litigate, 19.0 * kDaysPerYear);
  EXPECT_NEAR(1.0 - left, 1.0 - std::exp(-19.0 * std::log(2.0) / 9.0), 1e-12);
  EXPECT_GT(1.0 - left, 0.65);
  EXPECT_LT(1.0 - left, 0.87);
}

TEST(Precedent, EveryRulingFadesFromItsOwnDay) {
  SmallWorld small;
  enter(small, ruling_of(small, 6, true));
  enter(small, ruling_of(small, 6, true, 4.5 * kDaysPerYear));
  enter(small, ruling_of(small, 6, false, 9.0 * kDaysPerYear));
  EXPECT_NEAR(own_weight(small, 9.0 * kDaysPerYear), 0.5 + std::sqrt(0.5) - 1.0, 1e-12);
}

TEST(Precedent, TheHighestCourtOfTheHierarchyLeads) {
  SmallWorld small;
  const int first = 0;      // answers to court 6
  const int elsewhere = 1;  // answers to court 7
  enter(small, ruling_of(small, first, false));
  EXPECT_EQ(reading_in(small.world, first, kQuestion, true), -1);
  EXPECT_EQ(reading_in(small.world, elsewhere, kQuestion, true), 0);
  enter(small, ruling_of(small, 6, true));
  EXPECT_EQ(reading_in(small.world, first, kQuestion, true), 1);
  EXPECT_EQ(reading_in(small.world, elsewhere, kQuestion, true), 0);
  enter(small, ruling_of(small, 9, false));
  EXPECT_EQ(reading_in(small.world, first, kQuestion, true), -1);
  EXPECT_EQ(reading_in(small.world, elsewhere, kQuestion, true), -1);
  EXPECT_EQ(held_readings(small.world, first, true).undecided, law::QuestionSet{2});
}

TEST(Precedent, DistinguishedReadingsBindAgainWithTheNextRulingAbove) {
  SmallWorld small;
  enter(small, ruling_of(small, 6, true));
  small.world.precedents.distinguished(0, precedent_column(kQuestion, false)) = 1;
  EXPECT_EQ(reading_in(small.world, 0, kQuestion, true), 1);
  EXPECT_EQ(reading_in(small.world, 0, kQuestion, false), 0);
  enter(small, ruling_of(small, 9, true));
  EXPECT_EQ(reading_in(small.world, 0, kQuestion, false), 1);
}

TEST(Precedent, CourtsWeighTheirOwnSisterAndForeignRulings) {
  SmallWorld small;
  enter(small, ruling_of(small, 0, true));    // own
  enter(small, ruling_of(small, 6, true));    // above: binds instead
  enter(small, ruling_of(small, 7, true));    // another circuit
  enter(small, ruling_of(small, 1, false));   // a court in it
  enter(small, ruling_of(small, 12, false));  // appellate court of Borea
  const PrecedentWeights weights =
      weigh_precedents(small.world, small.context, {0, kQuestion, true, -1, small.world.clock.begin});
  EXPECT_NEAR(weights.own, 0.1, 1e-12);
  EXPECT_NEAR(weights.sister, 0.9, 1e-12);
  EXPECT_NEAR(weights.foreign, 1.0, 1e-12);  // towards the government: Borea's court read it so
  // The appellate court does not count those it reviews.
  EXPECT_NEAR(
      weigh_precedents(small.world, small.context, {6, kQuestion, true, -1, small.world.clock.begin}).sister,
      0.9, 1e-12);
}

TEST(Precedent, ACaseIsNotItsOwnPrecedent) {
  SmallWorld small;
  Ruling ruling = ruling_of(small, 6, true);
  ruling.case_number = 4;
  enter(small, ruling);
  EXPECT_NEAR(
      weigh_precedents(small.world, small.context, {6, kQuestion, true, 4, small.world.clock.begin}).own, 0.0,
      1e-12);
  EXPECT_NEAR(
      weigh_precedents(small.world, small.context, {6, kQuestion, true, 5, small.world.clock.begin}).own, 1.0,
      1e-12);
  EXPECT_EQ(leading_ruling(small.world, {6, kQuestion, true, 4, small.world.clock.begin}), nullptr);
  EXPECT_NE(leading_ruling(small.world, {6, kQuestion, true, 5, small.world.clock.begin}), nullptr);
}

TEST(Precedent, VacatedRulingsLeaveNothingBehind) {
  SmallWorld small;
  Ruling ruling = ruling_of(small, 6, true);
  ruling.case_number = 4;
  enter(small, ruling);
  enter(small, ruling_of(small, 7, false));
  EXPECT_GE(small.world.precedents.split_opened[0], 0.0);
  vacate_case(small.world, small.context, 4, small.world.clock.begin + 100.0);
  EXPECT_TRUE(small.world.precedents.rulings[0].vacated);
  EXPECT_EQ(small.world.precedents.weight(6, precedent_column(kQuestion, true)), 0.0);
  EXPECT_EQ(reading_in(small.world, 6, kQuestion, true), 0);
  EXPECT_EQ(reading_in(small.world, 7, kQuestion, true), -1);
  EXPECT_LT(small.world.precedents.split_opened[0], 0.0);
  EXPECT_EQ(resists(small, 0), 0);
}

TEST(Precedent, SplitsOpenBetweenAppellateCourtsAndCloseAtTheApex) {
  SmallWorld small;
  enter(small, ruling_of(small, 0, true));
  enter(small, ruling_of(small, 1, false));
  EXPECT_EQ(small.world.tally.value(Metric::splits_opened), 0.0);
  enter(small, ruling_of(small, 6, true));
  enter(small, ruling_of(small, 7, false, 30.0));
  EXPECT_EQ(small.world.tally.value(Metric::splits_opened), 1.0);
  EXPECT_EQ(small.world.precedents.split_opened[0], small.world.clock.begin + 30.0);
  enter(small, ruling_of(small, 9, false, 60.0));
  EXPECT_LT(small.world.precedents.split_opened[0], 0.0);
  EXPECT_EQ(small.world.tally.value(Metric::splits_resolved), 1.0);
  EXPECT_EQ(small.world.tally.value(Metric::splits_resolved_apex), 1.0);
  const double day = small.world.clock.begin;
  const std::vector<double> opens = {day + 30.0, 0.0, 0.0, 1.0, day + 30.0, 0.0};
  const std::vector<double> closes = {day + 60.0, 0.0, 0.0, 0.0, day + 30.0, 1.0};
  std::vector<double> rows = opens;
  rows.insert(rows.end(), closes.begin(), closes.end());
  EXPECT_EQ(small.world.events.of(EventTable::splits), rows);
}

TEST(Precedent, ACourtThatComesRoundClosesASplitUnresolved) {
  SmallWorld small;
  enter(small, ruling_of(small, 6, true));
  enter(small, ruling_of(small, 7, false));
  enter(small, ruling_of(small, 7, true, 10.0));
  EXPECT_LT(small.world.precedents.split_opened[0], 0.0);
  EXPECT_EQ(small.world.tally.value(Metric::splits_resolved), 0.0);
}

TEST(Precedent, NewLawResolvesSplitsAndEndsResistance) {
  SmallWorld small;
  enter(small, ruling_of(small, 6, true));
  enter(small, ruling_of(small, 7, false));
  EXPECT_EQ(resists(small, 0), 1);
  small.enact(0, "al-reach");
  heed_new_law(small.world, small.context, small.world.clock.begin);
  EXPECT_LT(small.world.precedents.split_opened[0], 0.0);
  EXPECT_EQ(small.world.tally.value(Metric::splits_resolved), 1.0);
  EXPECT_EQ(small.world.tally.value(Metric::splits_resolved_apex), 0.0);
  EXPECT_EQ(resists(small, 0), 0);
}

TEST(Precedent, ProvidersExtendAFavourableAppellateRulingUntilTheApexOverrulesIt) {
  SmallWorld small([](Config& config) { config.providers[1].extends_ruling = false; });
  enter(small, ruling_of(small, 0, true));
  EXPECT_EQ(resists(small, 0), 0);  // first instance is not enough
  enter(small, ruling_of(small, 6, true));
  EXPECT_EQ(resists(small, 0), 1);
  EXPECT_EQ(resists(small, 1), 0);
  EXPECT_EQ(small.world.strategy.resists(0, small.setup.questions + kQuestion), 0);  // not in Borea
  enter(small, ruling_of(small, 9, false));
  EXPECT_EQ(resists(small, 0), 0);
}

TEST(Precedent, AdverseRulingsOfHigherCourtsAreHeardByTheLegislature) {
  SmallWorld small;
  enter(small, ruling_of(small, 0, true));
  enter(small, ruling_of(small, 7, false));
  EXPECT_EQ(small.world.adverse_rulings[0], 0);
  enter(small, ruling_of(small, 6, true));
  EXPECT_EQ(small.world.adverse_rulings[0], 1);
  enter(small, ruling_of(small, 7, true));
  EXPECT_EQ(small.world.adverse_rulings[0], 2);
}

TEST(Precedent, TeachesNothingWhereLearningIsSwitchedOff) {
  SmallWorld small([](Config& config) { config.phases[static_cast<std::size_t>(PhaseName::learn)] = false; });
  enter(small, ruling_of(small, 6, true));
  EXPECT_TRUE((small.world.strategy.wins == 1.0).all());
  EXPECT_TRUE((small.world.strategy.losses == 1.0).all());
}

TEST(Precedent, BindingRulingsReplaceBeliefsAndOthersAddToThem) {
  SmallWorld small;
  const auto& wins = small.world.strategy.wins;
  const auto& losses = small.world.strategy.losses;
  const auto column = [&](int circuit) { return circuit * small.setup.questions + kQuestion; };
  enter(small, ruling_of(small, 0, true));
  EXPECT_NEAR(wins(0, column(0)), 2.0, 1e-12);
  EXPECT_NEAR(wins(0, column(1)), 1.6, 1e-12);
  EXPECT_NEAR(wins(0, column(3)), 1.02,
              1e-12);  // Borea has the same question; a tenth of an appellate ruling
  enter(small, ruling_of(small, 6, true));
  EXPECT_NEAR(wins(1, column(0)), 21.0, 1e-12);
  EXPECT_NEAR(losses(1, column(0)), 1.0, 1e-12);
  EXPECT_NEAR(wins(1, column(2)), 2.2, 1e-12);
  enter(small, ruling_of(small, 9, false));
  for (const int circuit : {0, 1, 2}) EXPECT_NEAR(losses(0, column(circuit)), 21.0, 1e-12);
  EXPECT_NEAR(losses(0, column(3)), 1.4, 1e-12);  // twice an appellate ruling
}

TEST(Precedent, RulingsCiteWhatStillHasWeight) {
  SmallWorld small([](Config& config) {
    config.parameters.litigate.cite_rate = 1e6;
    config.parameters.learn.foreign_court = 1.0;
  });
  enter(small, ruling_of(small, 6, true));
  enter(small, ruling_of(small, 12, true, 10.0));  // Borea cites Alba
  enter(small, ruling_of(small, 0, true, 20.0));   // cites both
  EXPECT_EQ(small.world.tally.value(Metric::citations, 1), 3.0);
  EXPECT_EQ(small.world.tally.value(Metric::citations_abroad), 2.0);
  const auto& rows = small.world.events.rows[static_cast<std::size_t>(EventTable::citations)];
  EXPECT_EQ(rows.size(), 3 * event_columns(EventTable::citations).size());
}

// The same world, Borea asking a question of its own, on the same point of doctrine or on none.
void ask_alone(Config& config, const char* doctrine, const char* tradition) {
  std::vector<InputText> texts = config.library.files;
  const auto put = [](std::string& text, std::string_view old, std::string_view fresh) {
    for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + fresh.size())) {
      text.replace(at, old.size(), fresh);
    }
  };
  const std::string line = doctrine == nullptr ? "" : fmt::format("\ndoctrine = \"{}\"", doctrine);
  for (InputText& text : texts) {
    const char* name = text.path == "bo.toml" ? "bo-abroad" : "reach-abroad";
    put(text.text, "[question.reach-abroad]", fmt::format("[question.{}]", name));
    put(text.text, "question = \"reach-abroad\"", fmt::format("question = \"{}\"{}", name, line));
  }
  config.library = law::load_texts(texts);
  config.states[1].tradition = tradition;
}

// What the ruling of Borea's court for the government weighs with a court of Alba.
double weight_from_abroad(const char* doctrine, const char* tradition, int court) {
  SmallWorld small([&](Config& config) { ask_alone(config, doctrine, tradition); });
  const auto& questions = small.config.library.questions;
  const auto own = std::ranges::find(questions, "reach-abroad", &law::Question::id) - questions.begin();
  const auto other = std::ranges::find(questions, "bo-abroad", &law::Question::id) - questions.begin();
  Ruling ruling = ruling_of(small, court, false);
  ruling.question = static_cast<int>(other);
  enter(small, ruling);
  const PrecedentView view{0, static_cast<int>(own), true, -1, small.world.clock.begin};
  return weigh_precedents(small.world, small.context, view).foreign;
}

TEST(Precedent, ForeignRulingsPersuadeThroughTheirDoctrine) {
  const int appellate = 12;
  const int apex = 13;
  EXPECT_NEAR(weight_from_abroad("location", "common law", appellate), 1.0, 1e-12);
  EXPECT_NEAR(weight_from_abroad("location", "common law", apex), 2.0, 1e-12);
  EXPECT_NEAR(weight_from_abroad("location", "civil law", appellate), 0.4, 1e-12);
  EXPECT_EQ(weight_from_abroad(nullptr, "common law", appellate), 0.0);
}

// Two years of a world whose states ask questions of their own; many cases, and a ruling of Borea's apex at the beginning.
std::uint64_t world_after(const char* doctrine, double foreign_precedent) {
  Config config = test::small_config();
  ask_alone(config, doctrine, "common law");
  for (StateConfig& state : config.states) state.demands = 3000.0;
  config.parameters.respond.readiness = 0.2;
  config.parameters.litigate.foreign_precedent = foreign_precedent;
  config.parameters.learn.foreign_court = 0.0;
  const auto& questions = config.library.questions;
  const auto other = std::ranges::find(questions, "bo-abroad", &law::Question::id) - questions.begin();
  config.rulings.push_back({"", config.parameters.run.start + 7, 1, config.states[1].name + " apex court",
                            static_cast<int>(other), true});
  test::Play play(config);
  play.steps(100);
  EXPECT_GT(rows_of<RulingRow>(play.world.events).size(), 5U);
  return test::fingerprint(play.world);
}

TEST(Precedent, ForeignRulingsWithoutWeightChangeNoDigit) {
  const std::uint64_t unheard = world_after(nullptr, 1.0);  // no ruling speaks to another state's question
  EXPECT_EQ(world_after("location", 0.0), unheard);
  EXPECT_NE(world_after("location", 1.0), unheard);
}

TEST(Precedent, AcceptanceHelpsOrHurtsTheGovernmentByTheLaw) {
  const SmallWorld small;
  EXPECT_FALSE(acceptance_favours_government(small.world, small.context, 0, 0));
  EXPECT_FALSE(acceptance_favours_government(small.world, small.context, 1, 0));
  EXPECT_TRUE(acceptance_favours_government(small.world, small.context, 1, 1));
}

}  // namespace
}  // namespace comity
