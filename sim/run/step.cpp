#include "run/step.h"

#include "observe/measure.h"
#include "phases/occur.h"
#include "phases/phases.h"
#include "run/run.h"

#include <array>

namespace comity {

namespace {

// The schedule: the order of these rows is the order of the model.
struct ScheduleRow {
  PhaseName name;
  void (*run)(World&, const Context&);
};
#define COMITY_SCHEDULE_ROW(name, meaning) ScheduleRow{PhaseName::name, comity::name},
constexpr std::array kSchedule = {COMITY_PHASES(COMITY_SCHEDULE_ROW)};

// What was counted and logged before run.start is left behind; all else goes on.
void forget_warm_up(World& world) {
  clear_counters(world.tally);
  for (std::vector<double>& rows : world.events.rows) rows.clear();
}

}  // namespace

void advance_clock(Clock& clock, const RunParameters& run) {
  clock.step += 1;
  clock.begin = run.start + clock.step * run.step_days;
  clock.end = clock.begin + run.step_days;
  clock.seen = clock.seen_at_end();
}

/// The last phase: the metrics of this step, when it is one that is recorded.
void record(World& world, const Context& context) {
  const auto& run = context.parameters().run;
  if (world.clock.step < 0) return;
  if (!is_recorded(world.clock.step, run)) return;
  const std::vector<double> now = measure(world, context);
  world.series.insert(world.series.end(), now.begin(), now.end());
  clear_counters(world.tally);
}

void step(World& world, const Context& context) {
  clear_step_accumulators(world);
  for (const ScheduleRow& row : kSchedule) {
    if (context.on(row.name)) {
      row.run(world, context);
    } else if (row.name == PhaseName::choose) {
      order_everything(world, context);
    } else if (row.name == PhaseName::respond) {
      obey_everything(world, context);
    }
  }
  advance_clock(world.clock, context.parameters().run);
  if (world.clock.step == 0) forget_warm_up(world);
}

}  // namespace comity
