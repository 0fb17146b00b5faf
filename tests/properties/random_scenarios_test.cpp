// What must hold in every scenario, tried on random ones. A failure names its seed: random_config(seed) makes it again.
#include "observe/tally.h"
#include "phases/phases.h"
#include "support/play.h"
#include "support/random_scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

namespace comity {
namespace {

using test::Play;
using test::random_config;

std::string seed_text(std::uint32_t seed) { return "random_config(" + std::to_string(seed) + ")"; }

// Metrics that are NaN where there is nothing to take a quantile or share of.
bool may_be_missing(const MetricRow& row) {
  constexpr std::array<std::string_view, 4> kMissing = {"delay_median", "delay_p90", "accepted_share",
                                                        "rejected_share"};
  return std::find(kMissing.begin(), kMissing.end(), row.name) != kMissing.end();
}

// The first value of the series that no metric may have; empty when all are fine.
std::string find_bad_value(const World& world) {
  const MetricLayout& layout = world.tally.layout;
  for (std::size_t begin = 0; begin < world.series.size(); begin += layout.size()) {
    for (std::size_t number = 0; number < metric_rows().size(); ++number) {
      const MetricRow& row = metric_rows()[number];
      for (std::size_t k = layout.offset[number]; k < layout.offset[number + 1]; ++k) {
        const double value = world.series[begin + k];
        const bool fine = std::isnan(value) ? may_be_missing(row) : std::isfinite(value) && value >= 0.0;
        if (!fine) return std::string(row.name) + " = " + std::to_string(value);
      }
    }
  }
  return {};
}

TEST(RandomScenarios, KeepTheInvariantsAfterEveryStep) {
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    SCOPED_TRACE(seed_text(seed));
    Play play(random_config(seed));
    for (int step = 0; step < test::kRandomSteps; ++step) {
      play.step();
      const auto violations = find_violations(play.world, play.context);
      ASSERT_TRUE(violations.empty()) << "step " << step << ": " << violations.front();
    }
    EXPECT_EQ(find_bad_value(play.world), "");
  }
}

TEST(RandomScenarios, CountEveryDemandOnce) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed_text(seed));
    Config config = random_config(seed);
    config.phases.fill(true);
    config.parameters.run.record_days = 1.0;
    config.parameters.run.log_demands = true;
    Play play(config);
    play.steps(test::kRandomSteps);
    const RunResult result{play.world.series, play.world.events, play.world.arisen};
    // In real demands: what was made has ended or is pending. At full scale these are the simulated demands too.
    const double made = test::sum_of(result, config, Metric::demands);
    const double ended = test::sum_of(result, config, Metric::ended);
    const MetricLayout& layout = play.world.tally.layout;
    const std::size_t last = result.series.size() - layout.size();
    const double pending = result.series[last + layout.offset[static_cast<std::size_t>(Metric::pending)]];
    EXPECT_NEAR(made, ended + pending, 1e-6 * (1.0 + made));
    if (config.parameters.run.scale == 1.0) {
      EXPECT_EQ(made, static_cast<double>(play.world.arisen));
      EXPECT_EQ(ended, static_cast<double>(play.world.ended));
    }
    const auto rows = result.events.rows[static_cast<std::size_t>(EventTable::demands)].size();
    EXPECT_EQ(rows, play.world.ended * event_columns(EventTable::demands).size());
  }
}

TEST(RandomScenarios, HaveOneFutureWhenCopied) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed_text(seed));
    Play play(random_config(seed));
    play.steps(test::kRandomSteps / 2);
    World copy = play.world;
    Memos fresh;  // the memos are pure caches: empty ones give the same future
    const Context context{play.config, play.setup, play.context.key, play.laws, fresh};
    for (int step = test::kRandomSteps / 2; step < test::kRandomSteps; ++step) {
      play.step();
      comity::step(copy, context);
    }
    EXPECT_EQ(test::differences(play.world, copy), "");
  }
}

TEST(RandomScenarios, GoTheirWayWhetherRecordedOrNot) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed_text(seed));
    Config config = random_config(seed);
    Play recorded(config);
    config.phases[static_cast<std::size_t>(PhaseName::record)] = false;
    config.parameters.run.log_demands = !config.parameters.run.log_demands;
    Play unrecorded(config);
    recorded.steps(test::kRandomSteps);
    unrecorded.steps(test::kRandomSteps);
    const std::string different = test::differences(recorded.world, unrecorded.world);
    EXPECT_TRUE(different.empty() || different == "records ") << different;
  }
}

std::vector<Demand> demands_in_flight(const World& world) {
  std::vector<Demand> demands = world.retries;
  for (const Case& dispute : world.cases) demands.push_back(dispute.demand);
  for (const Authority& authority : world.authorities) {
    for (const auto& line : authority.waiting) {
      for (const WaitingRequest& request : line) demands.push_back(request.demand);
    }
  }
  return demands;
}

TEST(RandomScenarios, RememberNoLawThatHasChanged) {
  long seen = 0;
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed_text(seed));
    Play play(random_config(seed));
    for (int step = 0; step < test::kRandomSteps; ++step) {
      play.step();
      for (const Demand& demand : demands_in_flight(play.world)) {
        const LegalView& remembered = play.memos.situations.view(play.world, play.context, demand);
        const LegalView today = judge_situation(play.world, play.context, demand);
        ASSERT_TRUE(remembered.order == today.order && remembered.bar == today.bar &&
                    remembered.bar_state == today.bar_state && remembered.bar_chance == today.bar_chance &&
                    remembered.questions == today.questions && remembered.assists == today.assists &&
                    remembered.assisting_state == today.assisting_state &&
                    remembered.voluntary_chance == today.voluntary_chance &&
                    remembered.site_permits_chance == today.site_permits_chance &&
                    remembered.agreement == today.agreement)
            << "step " << step;
        ++seen;
      }
    }
  }
  EXPECT_GT(seen, 10000);
}

TEST(RandomScenarios, LogEventsThatFitTheirColumns) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed_text(seed));
    Play play(random_config(seed));
    play.steps(test::kRandomSteps);
    for (int number = 0; number < static_cast<int>(EventTable::count); ++number) {
      const auto columns = event_columns(static_cast<EventTable>(number));
      const auto& rows = play.world.events.rows[static_cast<std::size_t>(number)];
      for (std::size_t place = 0; place < rows.size(); ++place) {
        const EventColumn& column = columns[place % columns.size()];
        if (column.coding == Coding::number || column.coding == Coding::day) continue;
        const double value = rows[place];
        EXPECT_TRUE(value == std::floor(value) && std::abs(value) < 0x1p31) << column.name << " " << value;
      }
    }
  }
}

TEST(RandomScenarios, DifferBetweenSeedsAndReplicates) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE(seed_text(seed));
    const Config config = random_config(seed);
    Play one(config, {1, 0});
    Play other(config, {1, 1});
    Play third(config, {2, 0});
    for (Play* play : {&one, &other, &third}) play->steps(10);
    EXPECT_NE(test::differences(one.world, other.world), "");
    EXPECT_NE(test::differences(one.world, third.world), "");
  }
}

}  // namespace
}  // namespace comity
