#include "observe/measure.h"

#include "error.h"
#include "phases/litigate.h"
#include "phases/mandates.h"
#include "random/elementary.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

namespace comity {

namespace {

std::size_t index(int value) { return static_cast<std::size_t>(value); }

struct Look {
  const World& world;
  const Context& context;
};
using Values = std::span<double>;

double total_users(const Setup& setup) {
  return std::accumulate(setup.users.begin(), setup.users.end(), 0.0);
}

// --- yield and queues

void delay_quantiles(const Look& look, Values values, double level) {
  for (std::size_t instrument = 0; instrument < values.size(); ++instrument) {
    const std::span<const double> all(look.world.tally.delays);
    values[instrument] = delay_quantile(all.subspan(instrument * kDelayBins, kDelayBins), level);
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
    values[question] = all > 0.0 ? held / all : std::numeric_limits<double>::quiet_NaN();
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

// --- firms and customers

void over_markets(const Look& look, Values values, const Eigen::ArrayXXd& array) {
  const double all = total_users(look.context.setup);
  for (std::size_t provider = 0; provider < values.size(); ++provider) {
    double sum = 0.0;
    for (int market = 0; market < look.context.setup.states; ++market) {
      sum += array(static_cast<Eigen::Index>(provider), market) * look.context.setup.users[index(market)];
    }
    values[provider] = sum / all;
  }
}
void measure_trust(const Look& look, Values values) { over_markets(look, values, look.world.market.trust); }
void measure_share_consumer(const Look& look, Values values) {
  over_markets(look, values, look.world.market.share[static_cast<std::size_t>(Segment::consumer)]);
}
void measure_share_enterprise(const Look& look, Values values) {
  over_markets(look, values, look.world.market.share[static_cast<std::size_t>(Segment::enterprise)]);
}

void measure_share_home_providers(const Look& look, Values values) {
  const auto& share = look.world.market.share[static_cast<std::size_t>(Segment::consumer)];
  for (int provider = 0; provider < look.context.setup.providers; ++provider) {
    const int home = look.context.config.providers[index(provider)].home;
    values[index(home)] += share(provider, home);
  }
}

// --- location: every visitor sees (market, provider, option, share of the market's consumer data)

template <typename Visit>
void for_each_store(const Look& look, Visit visit) {
  const auto& share = look.world.market.share[static_cast<std::size_t>(Segment::consumer)];
  for (int provider = 0; provider < look.context.setup.providers; ++provider) {
    const auto& options = look.context.setup.options[index(provider)];
    const Eigen::ArrayXXd& storage = look.world.market.storage[index(provider)];
    for (int market = 0; market < look.context.setup.states; ++market) {
      for (std::size_t option = 0; option < options.size(); ++option) {
        visit(market, provider, options[option],
              share(provider, market) * storage(market, static_cast<Eigen::Index>(option)));
      }
    }
  }
}

void measure_data_at_home(const Look& look, Values values) {
  for_each_store(look, [&](int market, int, const StorageOption& option, double data) {
    if (option.site == market) values[index(market)] += data;
  });
}

void measure_data_at_provider_home(const Look& look, Values values) {
  for_each_store(look, [&](int market, int provider, const StorageOption& option, double data) {
    if (option.site == look.context.config.providers[index(provider)].home) values[index(market)] += data;
  });
}

void measure_data_in_state(const Look& look, Values values) {
  const double all = total_users(look.context.setup);
  for_each_store(look, [&](int market, int, const StorageOption& option, double data) {
    values[index(option.site)] += data * look.context.setup.users[index(market)] / all;
  });
}

void measure_data_protected(const Look& look, Values values) {
  for_each_store(look, [&](int market, int, const StorageOption& option, double data) {
    if (option.control != Control::own) values[index(market)] += data;
  });
}

void measure_site_concentration(const Look& look, Values values) {
  const std::size_t states = values.size();
  std::vector<double> by_site(states * states, 0.0);
  for_each_store(look, [&](int market, int, const StorageOption& option, double data) {
    by_site[index(market) * states + index(option.site)] += data;
  });
  for (std::size_t market = 0; market < states; ++market) {
    for (std::size_t site = 0; site < states; ++site) {
      values[market] += by_site[market * states + site] * by_site[market * states + site];
    }
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

// The gauges, by metric; a metric without a row here is a counter.
struct GaugeRow {
  Metric metric;
  void (*measure)(const Look&, Values);
};
constexpr std::array kGauges = {
    GaugeRow{Metric::delay_median, measure_delay_median},
    GaugeRow{Metric::delay_p90, measure_delay_p90},
    GaugeRow{Metric::pending, measure_pending},
    GaugeRow{Metric::cases_open, measure_cases_open},
    GaugeRow{Metric::splits_open, measure_splits_open},
    GaugeRow{Metric::accepted_share, measure_accepted_share},
    GaugeRow{Metric::rejected_share, measure_rejected_share},
    GaugeRow{Metric::backlog, measure_backlog},
    GaugeRow{Metric::stance, measure_stance},
    GaugeRow{Metric::stance_received, measure_stance_received},
    GaugeRow{Metric::trust, measure_trust},
    GaugeRow{Metric::share_consumer, measure_share_consumer},
    GaugeRow{Metric::share_enterprise, measure_share_enterprise},
    GaugeRow{Metric::share_home_providers, measure_share_home_providers},
    GaugeRow{Metric::data_at_home, measure_data_at_home},
    GaugeRow{Metric::data_at_provider_home, measure_data_at_provider_home},
    GaugeRow{Metric::data_in_state, measure_data_in_state},
    GaugeRow{Metric::data_protected, measure_data_protected},
    GaugeRow{Metric::site_concentration, measure_site_concentration},
    GaugeRow{Metric::pressure, measure_pressure},
    GaugeRow{Metric::localisation_mandates, measure_localisation_mandates},
    GaugeRow{Metric::blocking_statutes, measure_blocking_statutes},
    GaugeRow{Metric::agreements, measure_agreements},
    GaugeRow{Metric::rules_in_force, measure_rules_in_force},
};

}  // namespace

double delay_quantile(std::span<const double> histogram, double level) {
  const double all = std::accumulate(histogram.begin(), histogram.end(), 0.0);
  if (all <= 0.0) return std::numeric_limits<double>::quiet_NaN();
  double below = 0.0;
  std::size_t bin = 0;
  while (bin + 1 < histogram.size() && below + histogram[bin] < level * all) below += histogram[bin++];
  const double inside = histogram[bin] > 0.0 ? (level * all - below) / histogram[bin] : 0.0;
  return expm1_same((static_cast<double>(bin) + inside) / 8.0);
}

std::vector<double> measure(const World& world, const Context& context) {
  std::vector<double> record = world.tally.values;
  for (const GaugeRow& gauge : kGauges) {
    const auto number = static_cast<std::size_t>(gauge.metric);
    COMITY_EXPECT(metric_rows()[number].kind == MetricKind::gauge);
    const std::size_t begin = world.tally.layout.offset[number];
    const Values values(record.data() + begin, world.tally.layout.offset[number + 1] - begin);
    std::fill(values.begin(), values.end(), 0.0);
    gauge.measure({world, context}, values);
  }
  return record;
}

void clear_counters(Tally& tally) {
  std::fill(tally.values.begin(), tally.values.end(), 0.0);
  std::fill(tally.delays.begin(), tally.delays.end(), 0.0);
}

}  // namespace comity
