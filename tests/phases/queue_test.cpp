#include "phases/queue.h"

#include "support/requests.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace comity {
namespace {

constexpr double kForever = std::numeric_limits<double>::infinity();

using test::make_authority;

TEST(Queue, GivesTheSameHistoryHoweverTimeIsCut) {
  const Authority start = make_authority(10.0, 3, {15.0, 1.0, 2000, 0});
  const auto run = [&](double step) {
    Authority authority = start;
    std::vector<Departure> all;
    for (double time = step; time < 60'000.0; time += step) {
      const auto some = advance_queue(authority, time);
      all.insert(all.end(), some.begin(), some.end());
    }
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.demand.serial < b.demand.serial; });
    return all;
  };
  const auto weekly = run(7.0);
  const auto monthly = run(28.0);
  ASSERT_EQ(weekly.size(), 2000U);
  ASSERT_EQ(monthly.size(), 2000U);
  for (std::size_t k = 0; k < weekly.size(); ++k) {
    EXPECT_EQ(weekly[k].left, monthly[k].left);
    EXPECT_EQ(weekly[k].served, monthly[k].served);
  }
}

TEST(Queue, CallsTheLowestRank) {
  Authority authority;
  authority.capacity = kDaysPerYear;  // one server, a day for each
  for (std::uint32_t number = 0; number < 5; ++number) {
    WaitingRequest request;
    request.demand.serial = number;
    request.arrived = 0.1 * number;
    request.gives_up = kForever;
    request.rank = number == 3 ? -1e6 : number == 1 ? 10.0 : request.arrived;
    authority.arriving.push_back(request);
  }
  std::vector<std::uint32_t> order;
  for (const Departure& departure : advance_queue(authority, 100.0)) order.push_back(departure.demand.serial);
  EXPECT_EQ(order, (std::vector<std::uint32_t>{0, 3, 2, 4, 1}));
}

TEST(Queue, CallsOthersFirstWhoAreNotPutBack) {
  Authority authority;
  authority.capacity = kDaysPerYear;  // one server, a day for each
  for (std::uint32_t number = 0; number < 10; ++number) {
    WaitingRequest request;
    request.demand.serial = number;
    request.arrived = 0.1 * number;
    request.gives_up = kForever;
    request.rank =
        request.arrived + (number == 1 ? 0.35 : 0.0);  // as if it had come between the fifth and the sixth
    authority.arriving.push_back(request);
  }
  std::vector<std::uint32_t> order;
  for (const Departure& departure : advance_queue(authority, 100.0)) order.push_back(departure.demand.serial);
  EXPECT_EQ(order, (std::vector<std::uint32_t>{0, 2, 3, 4, 1, 5, 6, 7, 8, 9}));
}

TEST(Queue, LetsTheImpatientGoAndKeepsTheLineInOrder) {
  Authority authority;
  authority.capacity = 1.0;
  for (std::uint32_t number = 0; number < 20; ++number) {
    WaitingRequest request;
    request.demand.serial = number;
    request.arrived = request.rank = 0.01 * number;
    request.gives_up = 20.0 - number;
    authority.arriving.push_back(request);
  }
  const auto departures = advance_queue(authority, 15.0);
  ASSERT_EQ(departures.size(), 14U);  // the first is being served, five still wait
  for (const Departure& departure : departures) {
    EXPECT_FALSE(departure.served);
    EXPECT_EQ(departure.left, 20.0 - departure.demand.serial);
  }
  ASSERT_EQ(authority.waiting.size(), 5U);
  for (std::size_t k = 1; k < 5; ++k) EXPECT_GT(authority.waiting[k].rank, authority.waiting[k - 1].rank);
}

TEST(Queue, KeepsWhatIsNotYetDone) {
  Authority authority = make_authority(2.0, 2, {20.0, 0.0, 100, 0});
  const auto departures = advance_queue(authority, kDaysPerYear);
  EXPECT_EQ(authority.serving.size(), 2U);
  EXPECT_GT(authority.waiting.size(), 0U);
  EXPECT_GT(authority.arriving.size(), 0U);
  EXPECT_EQ(
      departures.size() + authority.serving.size() + authority.waiting.size() + authority.arriving.size(),
      100U);
  for (const WaitingRequest& request : authority.arriving) EXPECT_GE(request.arrived, kDaysPerYear);
}

}  // namespace
}  // namespace comity
