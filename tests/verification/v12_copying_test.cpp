// V12: courts that copy a random court are the voter model: the chance that in the end all hold for the government is the
// share of courts that held so at first (Clifford and Sudbury 1973; Holley and Liggett 1975).
#include "phases/hearing.h"
#include "phases/litigate.h"
#include "phases/phases.h"
#include "phases/precedent.h"
#include "report.h"
#include "support/disputes.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

namespace comity {
namespace {

using test::report;
using test::SmallWorld;

constexpr int kCourts = 6;

// Six first-instance courts with equal dockets, no appeals. Nothing but copying may move them: merit and a government's
// advantage are there, and would.
void copy_at_random(Config& config) {
  auto& litigate = config.parameters.litigate;
  litigate.reception = 1;  // copy
  litigate.appeal_provider = litigate.appeal_government = litigate.appeal_settled = 0.0;
  config.states[0].courts.first_instance_named.clear();
  for (int court = 0; court < kCourts; ++court) {
    config.states[0].courts.first_instance_named.push_back({fmt::format("Court {}", court), "", 1, 1.0});
  }
}

// How many of the courts hold for the government; accepting the question goes against it.
int count_for_government(const World& world) {
  int count = 0;
  for (int court = 0; court < kCourts; ++court) {
    count += reading_in(world, court, test::kQuestion, true) < 0 ? 1 : 0;
  }
  return count;
}

// Gives the first courts a reading for the government, the others one for the provider.
void seed_readings(SmallWorld& small, int government) {
  for (int court = 0; court < kCourts; ++court) {
    enter_ruling(small.world, small.context, test::ruling_of(small, court, court >= government));
  }
}

// Cases come, to courts drawn by docket, until all courts agree.
void litigate_to_consensus(SmallWorld& small) {
  while (count_for_government(small.world) % kCourts != 0) {
    for (int number = 0; number < 12; ++number) {
      open_case(small.world, small.context, small.demand(0, 0, 1), {1, false, 0.0});
    }
    while (!small.world.cases.empty()) {
      litigate(small.world, small.context);
      small.advance();
    }
  }
}

class V12VoterModel : public testing::TestWithParam<int> {};

TEST_P(V12VoterModel, AllCourtsEndForTheGovernmentAsOftenAsTheyBegan) {
  constexpr std::uint32_t kWorlds = 2000;
  SmallWorld small(copy_at_random);
  ASSERT_EQ(small.world.courts.first_instance[0].end, kCourts);
  const World begin = small.world;
  double government = 0.0;
  for (std::uint32_t replicate = 0; replicate < kWorlds; ++replicate) {
    small.world = begin;
    small.context.key = {12, replicate};
    seed_readings(small, GetParam());
    litigate_to_consensus(small);
    government += count_for_government(small.world) == kCourts ? 1.0 : 0.0;
  }
  const double share = static_cast<double>(GetParam()) / kCourts;
  report("V12", fmt::format("P(all for the government) from {} of {} courts", GetParam(), kCourts),
         {government / kWorlds, share, 4.0 * std::sqrt(share * (1.0 - share) / kWorlds)});
}

INSTANTIATE_TEST_SUITE_P(Shares, V12VoterModel, testing::Values(1, 2, 3, 5));

// A single step: the court decides for the government with the share of courts that have.
TEST(V12VoterModel, ACourtCopiesAReadingWithItsShareAmongCourts) {
  constexpr std::uint32_t kCases = 20'000;
  SmallWorld small(copy_at_random);
  seed_readings(small, 2);
  Case dispute = test::case_in(small, 0, 5);
  dispute.stage = Stage::motion;
  dispute.demand.merit = 9.0;  // would carry the government through otherwise
  int won = 0;
  for (std::uint32_t number = 0; number < kCases; ++number) {
    dispute.demand.serial = number;
    const auto bench = seat_bench(small.world, small.context, dispute);
    won += hear_case(small.world, small.context, dispute, bench).government_won ? 1 : 0;
  }
  const double share = 2.0 / kCourts;
  report("V12", "share of rulings for the government when 2 of 6 courts hold so",
         {static_cast<double>(won) / kCases, share, 4.0 * std::sqrt(share * (1.0 - share) / kCases)});
}

}  // namespace
}  // namespace comity
