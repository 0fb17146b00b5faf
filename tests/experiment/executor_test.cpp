#include "experiment/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <new>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <vector>

namespace comity {
namespace {

// A run whose only trace is its replicate.
RunResult fake_run(std::uint32_t replicate) {
  RunResult result;
  result.series = {static_cast<double>(replicate)};
  return result;
}

std::vector<std::uint32_t> counted(std::uint32_t count) {
  std::vector<std::uint32_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0U);
  return numbers;
}

TEST(Execute, DeliversEveryRunOnceAndInOrder) {
  for (const int threads : {1, 2, 3, 7}) {
    std::vector<std::uint32_t> delivered;
    Execution execution;
    execution.replicates = 200;
    execution.threads = threads;
    execution.run = [](int, std::uint32_t replicate) {
      if (replicate % 5 == 0) std::this_thread::yield();  // some runs are overtaken
      return fake_run(replicate);
    };
    execution.deliver = [&](Outcome& outcome) {
      EXPECT_EQ(outcome.result.series.at(0), outcome.replicate);
      delivered.push_back(outcome.replicate);
    };
    execution.keep_going = [] { return true; };
    EXPECT_TRUE(execute(execution));
    EXPECT_EQ(delivered, counted(200));
  }
}

TEST(Execute, CallsRunWithTheNumberOfItsThread) {
  std::vector<std::atomic<int>> inside(4);
  std::atomic<int> clashes = 0;
  Execution execution;
  execution.replicates = 500;
  execution.threads = 4;
  execution.run = [&](int thread, std::uint32_t replicate) {
    if (inside.at(static_cast<std::size_t>(thread)).fetch_add(1) != 0) ++clashes;
    RunResult result = fake_run(replicate);
    inside.at(static_cast<std::size_t>(thread)).fetch_sub(1);
    return result;
  };
  execution.deliver = [](Outcome&) {};
  execution.keep_going = [] { return true; };
  EXPECT_TRUE(execute(execution));
  EXPECT_EQ(clashes, 0);
}

TEST(Execute, KeepsFewRunsWaitingWhenTheWriterIsSlow) {
  std::atomic<int> finished = 0;
  int most_waiting = 0;
  int delivered = 0;
  Execution execution;
  execution.replicates = 300;
  execution.threads = 3;
  execution.run = [&](int, std::uint32_t replicate) {
    ++finished;
    return fake_run(replicate);
  };
  execution.deliver = [&](Outcome&) {
    for (int i = 0; i < 50; ++i) std::this_thread::yield();
    most_waiting = std::max(most_waiting, finished - delivered);
    ++delivered;
  };
  execution.keep_going = [] { return true; };
  EXPECT_TRUE(execute(execution));
  EXPECT_LE(most_waiting, 2 * 3 + 3);
}

TEST(Execute, DeliversAFailedRunAndGoesOn) {
  std::vector<std::string> failures;
  Execution execution;
  execution.replicates = 10;
  execution.threads = 2;
  execution.run = [](int, std::uint32_t replicate) {
    if (replicate == 3) throw std::runtime_error("courts went on holiday");
    return fake_run(replicate);
  };
  execution.deliver = [&](Outcome& outcome) { failures.push_back(outcome.failure); };
  execution.keep_going = [] { return true; };
  EXPECT_TRUE(execute(execution));
  std::vector<std::string> expected(10);
  expected[3] = "courts went on holiday";
  EXPECT_EQ(failures, expected);
}

TEST(Execute, StopsWhenMemoryRunsOut) {
  Execution execution;
  execution.replicates = 1000;
  execution.threads = 2;
  execution.run = [](int, std::uint32_t replicate) -> RunResult {
    if (replicate == 5) throw std::bad_alloc();
    return fake_run(replicate);
  };
  execution.deliver = [](Outcome&) {};
  execution.keep_going = [] { return true; };
  EXPECT_THROW(execute(execution), std::bad_alloc);
}

TEST(Execute, StopsWhenDeliveringFails) {
  Execution execution;
  execution.replicates = 1000;
  execution.threads = 2;
  execution.run = [](int, std::uint32_t replicate) { return fake_run(replicate); };
  execution.deliver = [](Outcome& outcome) {
    if (outcome.replicate == 5) throw std::runtime_error("disk full");
  };
  execution.keep_going = [] { return true; };
  EXPECT_THROW(execute(execution), std::runtime_error);
}

TEST(Execute, StopsEarlyWhenTold) {
  std::uint32_t delivered = 0;
  Execution execution;
  execution.replicates = 1'000'000;
  execution.threads = 2;
  execution.run = [](int, std::uint32_t replicate) { return fake_run(replicate); };
  execution.deliver = [&](Outcome&) { ++delivered; };
  execution.keep_going = [&] { return delivered < 20; };
  EXPECT_FALSE(execute(execution));
  EXPECT_EQ(delivered, 20U);
}

}  // namespace
}  // namespace comity
