#include "error.h"
#include "phases/occur.h"
#include "phases/phases.h"

#include <array>

namespace comity {

namespace {

// The schedule: the order of these rows is the order of the model.
struct ScheduleRow {
  PhaseName name;
  void (*run)(World&, const Context&);
};
constexpr std::array kSchedule = {
#define COMITY_SCHEDULE_ROW(name, meaning) ScheduleRow{PhaseName::name, comity::name},
    COMITY_PHASES(COMITY_SCHEDULE_ROW)
#undef COMITY_SCHEDULE_ROW
};

}  // namespace

void step(World& world, const Context& context) {
  clear_step_accumulators(world);
  for (const ScheduleRow& row : kSchedule) {
    if (context.on(row.name)) row.run(world, context);
  }
  const auto& run = context.parameters().run;
  world.clock.step += 1;
  world.clock.begin = run.start + world.clock.step * run.step_days;
  world.clock.end = world.clock.begin + run.step_days;
}

}  // namespace comity
