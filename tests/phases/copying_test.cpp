#include "phases/copying.h"

#include "phases/phases.h"
#include "phases/precedent.h"
#include "support/disputes.h"

#include <gtest/gtest.h>

namespace comity {
namespace {

using test::case_in;
using test::ruling_of;
using test::SmallWorld;

// Accepting the question goes against the government.
constexpr Issue kIssue{test::kQuestion, -1};

void copy(Config& config) { config.parameters.litigate.reception = 1; }

TEST(Copying, NobodyCopiesWhereRulingsAreWeighed) {
  SmallWorld small;
  enter_ruling(small.world, small.context, ruling_of(small, 0, true));
  const Case dispute = case_in(small, 0, 1);
  EXPECT_FALSE(copied_side(small.world, small.context, dispute, kIssue).has_value());
  EXPECT_FALSE(disagreement_by_copying(small.world, small.context, dispute).has_value());
}

TEST(Copying, TheFirstCourtOfAStateJudgesForItself) {
  SmallWorld small(copy);
  const Case dispute = case_in(small, 0, 1);
  EXPECT_FALSE(copied_side(small.world, small.context, dispute, kIssue).has_value());
  enter_ruling(small.world, small.context, ruling_of(small, 12, true));  // a court of Borea
  EXPECT_FALSE(copied_side(small.world, small.context, dispute, kIssue).has_value());
}

TEST(Copying, OnlyReadingsForTheSameKindOfLocationAreCopied) {
  SmallWorld small(copy);
  Ruling ruling = ruling_of(small, 3, true);
  ruling.covers = {true, false};  // data moved by software
  enter_ruling(small.world, small.context, ruling);
  EXPECT_FALSE(copied_side(small.world, small.context, case_in(small, 0, 1), kIssue).has_value());
  EXPECT_EQ(copied_side(small.world, small.context, case_in(small, 1, 1), kIssue), false);
}

TEST(Copying, ACourtFollowsTheOnlyReadingThereIsWhateverElsePullsIt) {
  for (const bool accepted : {true, false}) {
    SmallWorld small([&](Config& config) {
      copy(config);
      config.parameters.litigate.government_lower = accepted ? 5.0 : -5.0;
    });
    enter_ruling(small.world, small.context, ruling_of(small, 3, accepted));
    Case dispute = case_in(small, 0, 6);
    const auto panel = seat_bench(small.world, small.context, dispute);
    const Judgment judgment = hear_case(small.world, small.context, dispute, panel);
    EXPECT_EQ(judgment.government_won, !accepted);
    EXPECT_EQ(judgment.votes.government, accepted ? 0 : 3);
    EXPECT_EQ(judgment.votes.provider, accepted ? 3 : 0);
    EXPECT_FALSE(judgment.holdings.front().distinguished);
  }
}

TEST(Copying, DisagreementIsTheShareOfContraryReadings) {
  SmallWorld small(copy);
  enter_ruling(small.world, small.context, ruling_of(small, 0, true));
  enter_ruling(small.world, small.context, ruling_of(small, 1, false));
  enter_ruling(small.world, small.context, ruling_of(small, 2, false));
  enter_ruling(small.world, small.context, ruling_of(small, 7, false));
  Case dispute = case_in(small, 0, 6);
  dispute.accepted = 1;
  EXPECT_DOUBLE_EQ(disagreement_above(small.world, small.context, dispute), 0.75);
  dispute.accepted = 0;
  EXPECT_DOUBLE_EQ(disagreement_above(small.world, small.context, dispute), 0.25);
}

}  // namespace
}  // namespace comity
