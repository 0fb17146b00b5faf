#include "observe/measure.h"

#include "error.h"
#include "index.h"
#include "missing.h"
#include "observe/market_gauges.h"
#include "random/elementary.h"
#include "world/mandates.h"
#include "world/readings.h"

#include <algorithm>
#include <array>

namespace comity {

namespace {

using Values = std::span<double>;

// --- yield and queues

void delay_quantiles(const Look& look, Values values, double level) {
  for (std::size_t instrument = 0; instrument < values.size(); ++instrument) {
    const std::span<const double> all(look.world.tally.delays);
    const double successes = look.world.tally.value(Metric::succeeded, instrument);
    values[instrument] = delay_quantile(all.subspan(instrument * kDelayBins, kDelayBins), successes, level);
  }
}
void measure_delay_median(const Look& look, Values values) { delay_quantiles(look, values, 0.5); }
void measure_delay_p90(const Look& look, Values values) { delay_quantiles(look, values, 0.9); }

double queue_length(const Authority& authority) {
  double sum = 0.0;
  for (const WaitingRequest& request : authority.arriving) sum += request.demand.weight;
  for (const WaitingRequest& request : authority.waiting) sum += request.demand.weight;
  for (const ServedRequest& request : authority.serving) sum += request.demand.weight;
  return sum;
}

void measure_backlog(const Look& look, Values values) {
  for (std::size_t state = 0; state < values.size(); ++state) {
    values[state] = queue_length(look.world.authorities[state]);
  }
}

void measure_pending(const Look& look, Values values) {
  for (const Authority& authority : look.world.authorities) values[0] += queue_length(authority);
  for (const Case& dispute : look.world.cases) values[0] += dispute.closed ? 0.0 : dispute.demand.weight;
  for (const Demand& demand : look.world.arrivals) values[0] += demand.weight;
  for (const Demand& demand : look.world.retries) values[0] += demand.weight;
  for (const Coercion& coercion : look.world.coercions) values[0] += coercion.demand.weight;
}

// --- courts

void measure_cases_open(const Look& look, Values values) {
  for (const Case& dispute : look.world.cases) {
    if (!dispute.closed) values[index(dispute.demand.forum)] += 1.0;
  }
}

void measure_splits_open(const Look& look, Values values) {
  const auto& opened = look.world.precedents.split_opened;
  for (std::size_t cell = 0; cell < opened.size(); ++cell) {
    if (opened[cell] >= 0.0) values[cell % values.size()] += 1.0;
  }
}

// Share of first-instance courts, weighted by docket and by the state's users, in which the reading holds. Only states
// whose law poses the question count.
void reading_share(const Look& look, Values values, int wanted) {
  const World& world = look.world;
  for (std::size_t question = 0; question < values.size(); ++question) {
    double held = 0.0;
    double all = 0.0;
    for (int state = 0; state < look.context.setup.states; ++state) {
      law::QuestionSet posed = world.laws[index(state)].law->questions;
      for (const int jurisdiction : look.context.setup.unions_of[index(state)]) {
        posed |= world.laws[index(jurisdiction)].law->questions;
      }
      if ((posed >> question & 1U) == 0) continue;
      const auto range = world.courts.first_instance[index(state)];
      double dockets = 0.0;
      double holding = 0.0;
      for (int court = range.begin; court < range.end; ++court) {
        const double docket = world.courts.docket[index(court)];
        dockets += docket;
        if (reading_in(world, court, static_cast<int>(question), true) == wanted) holding += docket;
      }
      held += look.context.setup.users[index(state)] * holding / dockets;
      all += look.context.setup.users[index(state)];
    }
    values[question] = all > 0.0 ? held / all : kMissing;
  }
}
void measure_accepted_share(const Look& look, Values values) { reading_share(look, values, 1); }
void measure_rejected_share(const Look& look, Values values) { reading_share(look, values, -1); }

// --- states

void measure_stance(const Look& look, Values values) {
  const auto& stance = look.world.relations.stance;
  for (std::size_t state = 0; state < values.size(); ++state) {
    const auto row = static_cast<Eigen::Index>(state);
    values[state] = (stance.row(row).sum() - stance(row, row)) / static_cast<double>(values.size() - 1);
  }
}

void measure_stance_received(const Look& look, Values values) {
  const auto& stance = look.world.relations.stance;
  for (std::size_t state = 0; state < values.size(); ++state) {
    const auto column = static_cast<Eigen::Index>(state);
    values[state] =
        (stance.col(column).sum() - stance(column, column)) / static_cast<double>(values.size() - 1);
  }
}

// --- law

void measure_pressure(const Look& look, Values values) {
  for (const ReformState& reform : look.world.reforms) {
    if (reform.jurisdiction >= look.context.setup.states) continue;
    double& value = values[index(reform.jurisdiction)];
    value = std::max(value, reform.pressure);
  }
}

void measure_localisation_mandates(const Look& look, Values values) {
  for (int state = 0; state < look.context.setup.states; ++state) {
    values[0] += localises(look.world, look.context, state) ? 1.0 : 0.0;
  }
}

void measure_blocking_statutes(const Look& look, Values values) {
  for (int state = 0; state < look.context.setup.states; ++state) {
    values[0] += blocks(look.world, look.context, state) ? 1.0 : 0.0;
  }
}

void measure_agreements(const Look& look, Values values) {
  const auto& agreement = look.world.relations.agreement;
  for (int first = 0; first < look.context.setup.states; ++first) {
    for (int second = first + 1; second < look.context.setup.states; ++second) {
      if (agreement(first, second) != 0) values[0] += 1.0;
    }
  }
}

void measure_rules_in_force(const Look& look, Values values) {
  for (std::size_t state = 0; state < values.size(); ++state) {
    values[state] = static_cast<double>(look.world.laws[state].law->rules.size());
  }
}

// The gauges that are not of the market; a metric that no table of gauges names is a counter.
constexpr std::array kSumGauges = {
    Gauge{Metric::delay_median, measure_delay_median},
    Gauge{Metric::delay_p90, measure_delay_p90},
    Gauge{Metric::pending, measure_pending},
    Gauge{Metric::cases_open, measure_cases_open},
    Gauge{Metric::splits_open, measure_splits_open},
    Gauge{Metric::accepted_share, measure_accepted_share},
    Gauge{Metric::rejected_share, measure_rejected_share},
    Gauge{Metric::backlog, measure_backlog},
    Gauge{Metric::stance, measure_stance},
    Gauge{Metric::stance_received, measure_stance_received},
    Gauge{Metric::pressure, measure_pressure},
    Gauge{Metric::localisation_mandates, measure_localisation_mandates},
    Gauge{Metric::blocking_statutes, measure_blocking_statutes},
    Gauge{Metric::agreements, measure_agreements},
    Gauge{Metric::rules_in_force, measure_rules_in_force},
};

void take(const Gauge& gauge, const Look& look, std::vector<double>& record) {
  const auto number = static_cast<std::size_t>(gauge.metric);
  COMITY_EXPECT(metric_rows()[number].kind == MetricKind::gauge);
  const auto& offset = look.world.tally.layout.offset;
  const Values values(record.data() + offset[number], offset[number + 1] - offset[number]);
  std::fill(values.begin(), values.end(), 0.0);
  gauge.measure(look, values);
}

}  // namespace

double delay_quantile(std::span<const double> histogram, double all, double level) {
  if (all <= 0.0) return kMissing;
  double below = 0.0;
  std::size_t bin = 0;
  while (bin + 1 < histogram.size() && below + histogram[bin] < level * all) below += histogram[bin++];
  const double inside = histogram[bin] > 0.0 ? (level * all - below) / histogram[bin] : 0.0;
  const int number = static_cast<int>(bin);
  const double begin = delay_bin_begin(number);
  return begin + inside * (delay_bin_begin(number + 1) - begin);
}

std::vector<double> measure(const World& world, const Context& context) {
  std::vector<double> record = world.tally.values;
  for (const Gauge& gauge : kSumGauges) take(gauge, {world, context}, record);
  for (const Gauge& gauge : market_gauges()) take(gauge, {world, context}, record);
  return record;
}

void clear_counters(Tally& tally) {
  std::fill(tally.values.begin(), tally.values.end(), 0.0);
  std::fill(tally.delays.begin(), tally.delays.end(), 0.0);
}

}  // namespace comity
