// V28: requests for assistance without a treaty arrive as much later, and are granted as much less often, as the parameters say;
// without the switch, or where every one is refused, there is no such assistance.
#include "law/condition.h"
#include "phases/phases.h"
#include "phases/situation.h"
#include "report.h"
#include "support/small_world.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace comity {
namespace {

using test::report;
using test::SmallWorld;

constexpr int kRequests = 4000;
constexpr double kChannelDays = 90.0;

// No treaty is in force, and Borea's law assists without one.
void have_borea_assist(Config& config) {
  config.treaties.clear();
  for (law::Rule& rule : config.library.rules) {
    if (rule.name == "bo.treaty")
      rule.when = law::read_condition("treaty request", law::names_of(config.library.facts));
  }
}

// Alba asks Borea, whose authority has staff for all.
struct AskedWithoutTreaty {
  explicit AskedWithoutTreaty(double refusal)
      : small([&](Config& config) {
          have_borea_assist(config);
          config.states[1].assistance_capacity = 1e6;
          config.parameters.assist.patience_months = 1000.0;
          config.parameters.assist.refusal_rate = 0.05;
          config.parameters.assist.letters_days = kChannelDays;
          config.parameters.assist.letters_refusal = refusal;
          config.parameters.respond.attempts = 1.0;
        }) {
    for (int number = 0; number < kRequests; ++number) request();
    for (const WaitingRequest& request : small.world.authorities[1].arriving)
      days += (request.arrived - small.world.clock.begin) / kRequests;
    run_weeks(small, 100, assist);
  }
  void request() {
    Demand demand = small.demand(0, 1, 1);
    demand.serious = true;
    demand.arisen = demand.ready = small.world.clock.begin;
    small.world.arisen += 1;
    small.world.arrivals = {demand};
    small.world.views = {judge_situation(small.world, small.context, demand)};
    EXPECT_TRUE(small.world.views[0].letters);
    small.world.chosen = {static_cast<std::uint8_t>(Instrument::assistance)};
    respond(small.world, small.context);
  }
  double total(Metric metric) const { return small.world.tally.value(metric, 1); }
  SmallWorld small;
  double days = 0.0;  // from request to arrival, mean
};

TEST(V28Letters, ArriveLaterAndAreGrantedLessOften) {
  const AskedWithoutTreaty asked(0.2);
  report("V28", "requests without a treaty, of 4,000",
         {asked.total(Metric::assistance_letters), 4000.0, 0.0});
  report("V28", "days until such a request arrives, channel of 90", {asked.days, kChannelDays, 1e-9});
  const double granted = asked.total(Metric::assistance_granted);
  report("V28", "share granted, refusals of 5 % and 20 %",
         {granted / (granted + asked.total(Metric::assistance_refused)), 0.95 * 0.8, 0.025});
}

TEST(V28Letters, VanishAtTheirLimits) {
  report("V28", "granted where all such requests are refused",
         {AskedWithoutTreaty(1.0).total(Metric::assistance_granted), 0.0, 0.0});
  SmallWorld off([](Config& config) {
    have_borea_assist(config);
    config.parameters.assist.letters = false;
  });
  report("V28", "states that would assist without a treaty, switched off",
         {judge_situation(off.world, off.context, off.demand(0, 1, 1)).assisting_state + 1.0, 0.0, 0.0});
}

}  // namespace
}  // namespace comity
