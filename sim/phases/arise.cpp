#include "phases/arise.h"

#include "error.h"
#include "phases/ending.h"
#include "phases/phases.h"
#include "phases/situation.h"
#include "random/elementary.h"

#include <algorithm>
#include <cmath>

namespace comity {

namespace {

std::size_t index(int value) { return static_cast<std::size_t>(value); }

// Uniform in [0, 1) from half of a 32-bit draw: enough for shares, and half the price.
double low_half(std::uint32_t bits) { return static_cast<double>(bits & 0xFFFFU) * 0x1p-16; }
double high_half(std::uint32_t bits) { return static_cast<double>(bits >> 16U) * 0x1p-16; }

int draw_option(const Eigen::ArrayXXd& storage, int market, double u) {
  const auto options = static_cast<int>(storage.cols());
  double sum = 0.0;
  for (int option = 0; option + 1 < options; ++option) {
    sum += storage(market, option);
    if (u < sum) return option;
  }
  // Rounding may leave u above the sum: the last option in use.
  int last = options - 1;
  while (last > 0 && storage(market, last) <= 0.0) --last;
  return last;
}

DataKind draw_kind(const AriseParameters& arise, double u) {
  if (u < arise.content_share) return DataKind::content;
  return u < arise.content_share + arise.traffic_share ? DataKind::traffic : DataKind::subscriber;
}

Segment draw_segment(const AriseParameters& arise, double u) {
  if (u < arise.enterprise_share) return Segment::enterprise;
  return u < arise.enterprise_share + arise.public_share ? Segment::public_sector : Segment::consumer;
}

double mean_merit(const Context& context, const Demand& demand, const LegalView& view) {
  const auto& arise = context.parameters().arise;
  const bool at_home = home_of(demand, context) == demand.forum;
  double mean = at_home ? arise.merit_home : 0.0;
  if (demand.residence != demand.forum) mean -= arise.merit_abroad;
  if (view.bar_state >= 0 && view.bar_state == site_of(demand, context)) {
    mean -= arise.merit_forbidden * view.bar_chance;
  }
  return mean;
}

Demand draw_demand(const World& world, const Context& context, const PickTables& tables, Demand demand) {
  const auto& arise = context.parameters().arise;
  Stream stream(context.key, Purpose::shape_demand, demand.step, static_cast<std::uint32_t>(demand.forum),
                demand.serial);
  const std::uint32_t where = stream.bits();
  const std::uint32_t who = stream.bits();
  const std::uint32_t what = stream.bits();
  const std::uint32_t how = stream.bits();
  const std::uint32_t abroad = stream.bits();
  demand.residence =
      high_half(where) < arise.away_share
          ? static_cast<std::int16_t>(context.setup.market_alias[index(demand.forum)].pick(abroad))
          : demand.forum;
  demand.segment = draw_segment(arise, low_half(where));
  const auto cell = index(demand.residence) * kSegments + static_cast<std::size_t>(demand.segment);
  demand.provider = static_cast<std::int16_t>(tables.provider[cell].pick(who));
  demand.kind = draw_kind(arise, low_half(what));
  demand.serious = high_half(what) < arise.serious_share;
  demand.emergency = high_half(how) < arise.emergency_share;
  demand.stored_long = low_half(how) < arise.stored_long_share;
  demand.option = static_cast<std::int16_t>(
      draw_option(world.market.storage[index(demand.provider)], demand.residence, stream.uniform()));
  demand.arisen = world.clock.begin + (world.clock.end - world.clock.begin) * stream.uniform();
  demand.ready = demand.arisen;
  demand.merit = normal_quantile(stream.uniform());
  return demand;
}

void count_demand(World& world, const Context& context, const Demand& demand, const LegalView& view) {
  const double real = demand.weight;
  const int home = home_of(demand, context);
  world.arisen += 1;
  world.tally.add(Metric::demands, index(demand.forum), real);
  world.tally.add(Metric::demands_to_provider, index(demand.provider), real);
  if (home == demand.forum) world.tally.add(Metric::home_demands, 0, real);
  if (!crosses_border(demand, context)) return;
  world.tally.add(Metric::cross_border, index(demand.forum), real);
  if (view.order != Certainty::no && view.bar != Certainty::no) {
    world.tally.add(Metric::conflicts, index(demand.forum), real);
  }
  const int other = home != demand.forum ? home : site_of(demand, context);
  if (other != demand.forum) world.relations.flow(demand.forum, other) += real / kFlowYears;
}

// Demands whose next attempt falls into this step join the arrivals.
void take_ready(World& world, const Context& context) {
  const auto waits = [&](const Demand& demand) { return demand.ready >= world.clock.end; };
  const auto first_ready = std::stable_partition(world.retries.begin(), world.retries.end(), waits);
  world.arrivals.assign(first_ready, world.retries.end());
  world.retries.erase(first_ready, world.retries.end());
  world.views.clear();
  for (const Demand& demand : world.arrivals) {
    world.views.push_back(context.situations.view(world, context, demand));
  }
}

void add_arrival(World& world, const Context& context, const Demand& demand) {
  world.arrivals.push_back(demand);
  world.views.push_back(context.situations.view(world, context, demand));
}

void inject_focal_demands(World& world, const Context& context) {
  for (int number = 0; number < static_cast<int>(context.config.focals.size()); ++number) {
    const double date = context.config.focals[index(number)].date;
    if (date < world.clock.begin || date >= world.clock.end) continue;
    const Demand demand = make_focal_demand(world, context, number);
    add_arrival(world, context, demand);
    count_demand(world, context, demand, world.views.back());
    log_event(
        world.events, EventTable::focal,
        {demand.arisen, static_cast<double>(number), static_cast<double>(Milestone::demanded),
         static_cast<double>(EventOutcome::none), static_cast<double>(demand.court), 0.0, 0.0, 0.0, -1.0});
  }
}

}  // namespace

PickTables make_pick_tables(const World& world, const Context& context) {
  const Setup& setup = context.setup;
  PickTables tables;
  tables.provider.reserve(index(setup.states) * kSegments);
  std::vector<double> weights(index(setup.providers));
  for (int market = 0; market < setup.states; ++market) {
    for (int segment = 0; segment < kSegments; ++segment) {
      for (int provider = 0; provider < setup.providers; ++provider) {
        weights[index(provider)] = world.market.share[index(segment)](provider, market) *
                                   context.config.providers[index(provider)].demand_rate;
      }
      tables.provider.emplace_back(weights);
    }
  }
  return tables;
}

double expected_demands(const Clock& clock, const StateConfig& state, const RunParameters& run) {
  const double years = (clock.begin - run.start) / kDaysPerYear;
  return state.demands * exp_same(state.growth * years) * clock.years * run.scale;
}

Demand make_focal_demand(const World& world, const Context& context, int number) {
  const FocalConfig& focal = context.config.focals[index(number)];
  Demand demand;
  demand.arisen = demand.ready = focal.date;
  demand.step = static_cast<std::uint32_t>(world.clock.step);
  demand.serial = 0xFFFF0000U + static_cast<std::uint32_t>(number);  // apart from the counted demands
  demand.forum = static_cast<std::int16_t>(focal.forum);
  demand.provider = static_cast<std::int16_t>(focal.provider);
  demand.residence = static_cast<std::int16_t>(focal.residence);
  demand.focal = static_cast<std::int16_t>(number);
  demand.kind = focal.kind;
  demand.segment = focal.segment;
  demand.serious = focal.serious;
  demand.emergency = focal.emergency;
  const auto& options = context.setup.options[index(focal.provider)];
  for (std::size_t option = 0; option < options.size(); ++option) {
    if (options[option].site == focal.site && options[option].control == focal.control) {
      demand.option = static_cast<std::int16_t>(option);
    }
  }
  const auto range = world.courts.first_instance[index(focal.forum)];
  for (int court = range.begin; court < range.end; ++court) {
    if (world.courts.name[index(court)] == focal.court) demand.court = static_cast<std::int16_t>(court);
  }
  Stream stream(context.key, Purpose::shape_demand, demand.step, static_cast<std::uint32_t>(demand.forum),
                demand.serial);
  const LegalView& view = context.situations.view(world, context, demand);
  const double drawn = mean_merit(context, demand, view) + normal_quantile(stream.uniform());
  demand.merit = std::isnan(focal.merit) ? drawn : focal.merit;
  return demand;
}

void arise(World& world, const Context& context) {
  COMITY_EXPECT(world.arrivals.empty());
  const auto& parameters = context.parameters();
  world.relations.flow *= 1.0 - std::min(1.0, world.clock.years / kFlowYears);
  take_ready(world, context);
  const PickTables tables = make_pick_tables(world, context);
  // The extra variance of a step grows with its length, so that the step size does not matter.
  const double dispersion = parameters.arise.dispersion * parameters.run.step_days / 7.0;
  for (int state = 0; state < context.setup.states; ++state) {
    Demand demand;
    demand.step = static_cast<std::uint32_t>(world.clock.step);
    demand.forum = static_cast<std::int16_t>(state);
    demand.weight = static_cast<float>(1.0 / parameters.run.scale);
    Stream stream(context.key, Purpose::count_demands, demand.step, static_cast<std::uint32_t>(state));
    const double mean = expected_demands(world.clock, context.config.states[index(state)], parameters.run);
    const int count = draw_negative_binomial(stream, mean, dispersion);
    for (int number = 0; number < count; ++number) {
      demand.serial = static_cast<std::uint32_t>(number);
      add_arrival(world, context, draw_demand(world, context, tables, demand));
      Demand& arrival = world.arrivals.back();
      arrival.merit += mean_merit(context, arrival, world.views.back());
      count_demand(world, context, arrival, world.views.back());
    }
  }
  inject_focal_demands(world, context);
}

}  // namespace comity
