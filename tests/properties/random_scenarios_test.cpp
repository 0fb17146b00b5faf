// What must hold in every scenario, tried on random ones. A failure names its seed: random_config(seed) makes it again.
#include "phases/phases.h"
#include "run/step.h"
#include "support/play.h"
#include "support/random_scenario.h"
#include "tables/tally.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

namespace comity {
namespace {

using test::Play;
using test::random_config;

std::string seed_text(std::uint32_t seed) { return "random_config(" + std::to_string(seed) + ")"; }

TEST(RandomScenarios, HaveOneFutureWhenCopied) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed_text(seed));
    Play play(random_config(seed));
    play.steps(test::kRandomSteps / 2);
    World copy = play.world;
    Memos fresh(play.setup);  // the memos are pure caches: empty ones give the same future
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
    for (const WaitingRequest& request : authority.waiting) demands.push_back(request.demand);
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
    for (int number = 0; number < static_cast<int>(enum_count<EventTable>); ++number) {
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

TEST(RandomScenarios, TryEveryStructuralAlternative) {
  for (const ParameterRow& row : parameter_rows()) {
    if (row.type != ParameterType::Choice) continue;
    std::set<double> levels;
    for (std::uint32_t seed = 1; seed <= 40; ++seed) {
      levels.insert(parameter_value(random_config(seed).parameters, row));
    }
    EXPECT_EQ(static_cast<double>(levels.size()), row.high + 1.0) << row.group << "." << row.name;
  }
}

TEST(RandomScenarios, DifferBetweenSeedsAndReplicates) {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    SCOPED_TRACE(seed_text(seed));
    Config config = random_config(seed);
    config.phases[static_cast<std::size_t>(PhaseName::arise)] = true;  // without demands nothing is drawn
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
