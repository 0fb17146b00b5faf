#include "observe/market_gauges.h"

#include "index.h"
#include "world/places.h"

#include <array>
#include <numeric>
#include <vector>

namespace comity {

namespace {

using Values = std::span<double>;

double total_users(const Setup& setup) {
  return std::accumulate(setup.users.begin(), setup.users.end(), 0.0);
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
        visit(market, provider, option_in(look.world, look.context, {provider, market}, option),
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

constexpr std::array kGauges = {
    Gauge{Metric::trust, measure_trust},
    Gauge{Metric::share_consumer, measure_share_consumer},
    Gauge{Metric::share_enterprise, measure_share_enterprise},
    Gauge{Metric::share_home_providers, measure_share_home_providers},
    Gauge{Metric::data_at_home, measure_data_at_home},
    Gauge{Metric::data_at_provider_home, measure_data_at_provider_home},
    Gauge{Metric::data_in_state, measure_data_in_state},
    Gauge{Metric::data_protected, measure_data_protected},
    Gauge{Metric::site_concentration, measure_site_concentration},
};

}  // namespace

std::span<const Gauge> market_gauges() { return kGauges; }

}  // namespace comity
