#include "phases/queue.h"

#include "day.h"
#include "random/distributions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

namespace comity {
namespace {

constexpr double kForever = std::numeric_limits<double>::infinity();

// Requests arriving at a constant yearly rate; patience in years, infinite when not positive.
struct Inflow {
  double rate = 0.0;
  double patience = 0.0;
  int count = 0;
  std::uint32_t replicate = 0;
};

Authority make_authority(double capacity, int servers, const Inflow& inflow) {
  Authority authority;
  authority.capacity = capacity;
  authority.servers = servers;
  Stream stream({7, inflow.replicate}, Purpose::wait_assistance, 0);
  double time = 0.0;
  for (int number = 0; number < inflow.count; ++number) {
    // A stream holds 262140 words: a fresh one now and then.
    if (number % 10000 == 0) {
      stream = Stream({7, inflow.replicate}, Purpose::wait_assistance, static_cast<std::uint32_t>(number));
    }
    time += draw_exponential(stream, kDaysPerYear / inflow.rate);
    WaitingRequest request;
    request.demand.serial = static_cast<std::uint32_t>(number);
    request.arrived = time;
    request.gives_up =
        inflow.patience > 0.0 ? time + draw_exponential(stream, inflow.patience * kDaysPerYear) : kForever;
    request.work = draw_exponential(stream, 1.0);
    authority.arriving.push_back(request);
  }
  return authority;
}

double share_of(const std::vector<Departure>& departures, bool (*claim)(const Departure&)) {
  return static_cast<double>(std::count_if(departures.begin(), departures.end(), claim)) /
         static_cast<double>(departures.size());
}

double mean_wait(const std::vector<Departure>& departures) {
  double sum = 0.0;
  for (const Departure& departure : departures) sum += departure.waited / kDaysPerYear;
  return sum / static_cast<double>(departures.size());
}

// V5: Erlang C with 9 arrivals and 10 servers of rate 1 a year.
TEST(Queue, WaitsAsErlangCSaysWithoutImpatience) {
  constexpr int kRuns = 8;
  double waiting = 0.0;
  double wait = 0.0;
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    Authority authority = make_authority(10.0, 10, {9.0, 0.0, 500'000, run});
    const auto departures = advance_queue(authority, 1e9);
    ASSERT_EQ(departures.size(), 500'000U);
    EXPECT_EQ(share_of(departures, [](const Departure& d) { return d.served; }), 1.0);
    waiting += share_of(departures, [](const Departure& d) { return d.waited > 0.0; }) / kRuns;
    wait += mean_wait(departures) / kRuns;
  }
  // Waits are alike for decades (relaxation time 38 years, 444,000 years seen): standard errors .006, .016.
  EXPECT_NEAR(waiting, 0.669, 0.025);
  EXPECT_NEAR(wait, 0.669, 0.08);
}

// V6: 15 arrivals, 20 servers of rate 1/2, patience 24.
TEST(Queue, LosesAsErlangASaysWithImpatience) {
  Authority authority = make_authority(10.0, 20, {15.0, 24.0, 400'000, 0});
  const auto departures = advance_queue(authority, 1e9);
  const double abandoned = share_of(departures, [](const Departure& d) { return !d.served; });
  EXPECT_NEAR(abandoned, 0.330, 0.01);
  EXPECT_NEAR(abandoned, mean_wait(departures) / 24.0, 0.01);
}

// V7, Little's law: the mean number waiting is the rate of arrival times the mean wait.
TEST(Queue, ObeysLittlesLaw) {
  Authority authority = make_authority(400.0, 20, {600.0, 0.5, 20'000, 0});
  const double horizon = authority.arriving.back().arrived;
  double wait = 0.0;
  double number = 0.0;
  int weeks = 0;
  int arrived = 0;
  for (double time = 7.0; time < horizon; time += 7.0, ++weeks) {
    for (const Departure& departure : advance_queue(authority, time)) {
      wait += departure.waited;
      arrived += 1;
    }
    number += static_cast<double>(waiting_count(authority));
  }
  EXPECT_NEAR(number / weeks, wait / horizon, 0.02 * number / weeks);
  EXPECT_GT(arrived, 19'000);
}

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

// V22: the same requests meet more servers of the same speed.
TEST(Queue, NeverMakesAnyoneWaitLongerForMoreServers) {
  double last = kForever;
  for (int servers = 2; servers < 12; ++servers) {
    Authority authority = make_authority(servers * 1.0, servers, {8.0, 2.0, 20'000, 0});
    const double wait = mean_wait(advance_queue(authority, 1e9));
    EXPECT_LE(wait, last);
    last = wait;
  }
}

TEST(Queue, ServesByPriorityThenInOrderOfArrival) {
  Authority authority;
  authority.capacity = kDaysPerYear;  // one server, a day for each
  for (std::uint32_t number = 0; number < 5; ++number) {
    WaitingRequest request;
    request.demand.serial = number;
    request.arrived = 0.1 * number;
    request.gives_up = kForever;
    request.priority = number == 3 ? 0 : number == 1 ? 3 : 2;
    authority.arriving.push_back(request);
  }
  std::vector<std::uint32_t> order;
  for (const Departure& departure : advance_queue(authority, 100.0)) order.push_back(departure.demand.serial);
  EXPECT_EQ(order, (std::vector<std::uint32_t>{0, 3, 2, 4, 1}));
}

TEST(Queue, KeepsWhatIsNotYetDone) {
  Authority authority = make_authority(2.0, 2, {20.0, 0.0, 100, 0});
  const auto departures = advance_queue(authority, kDaysPerYear);
  EXPECT_EQ(authority.serving.size(), 2U);
  EXPECT_GT(waiting_count(authority), 0U);
  EXPECT_GT(authority.arriving.size(), 0U);
  EXPECT_EQ(
      departures.size() + authority.serving.size() + waiting_count(authority) + authority.arriving.size(),
      100U);
  for (const WaitingRequest& request : authority.arriving) EXPECT_GE(request.arrived, kDaysPerYear);
}

}  // namespace
}  // namespace comity
