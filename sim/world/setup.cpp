#include "world/setup.h"

#include "index.h"

namespace comity {

namespace {

std::vector<StorageOption> make_options(const ProviderConfig& provider) {
  std::vector<StorageOption> options;
  for (const SiteConfig& site : provider.sites)
    options.push_back({site.state, site.control, site.from, site.cost});
  return options;
}

std::vector<std::uint8_t> make_established(const ProviderConfig& provider, std::size_t states) {
  std::vector<std::uint8_t> established(states, 0);
  for (const int state : provider.established) established[index(state)] = 1;
  established[index(provider.home)] = 1;
  return established;
}

std::vector<double> make_sizes(const ProviderConfig& provider, std::size_t states) {
  std::vector<double> sizes(states, provider.size);
  for (const auto& [state, size] : provider.size_in) sizes[index(state)] = size;
  return sizes;
}

// Subjects abroad live in the other markets in proportion to users.
AliasTable make_market_alias(const Config& config, std::size_t home) {
  std::vector<double> weights;
  for (const StateConfig& state : config.states) weights.push_back(state.users);
  weights[home] = 0.0;
  return AliasTable(weights);
}

}  // namespace

Setup make_setup(const Config& config) {
  Setup setup;
  setup.states = static_cast<int>(config.states.size());
  setup.unions = static_cast<int>(config.unions.size());
  setup.providers = static_cast<int>(config.providers.size());
  setup.questions = static_cast<int>(config.library.questions.size());
  setup.unions_of.resize(config.states.size());
  for (int state = 0; state < setup.states; ++state) setup.members.push_back({state});
  for (std::size_t number = 0; number < config.unions.size(); ++number) {
    for (const int member : config.unions[number].members) {
      setup.unions_of[index(member)].push_back(setup.states + static_cast<int>(number));
    }
    setup.members.push_back(config.unions[number].members);
  }
  for (const std::vector<int>& members : setup.members) {
    auto& within = setup.within.emplace_back(config.states.size(), std::uint8_t{0});
    for (const int state : members) within[index(state)] = 1;
  }
  for (const ProviderConfig& provider : config.providers) {
    setup.options.push_back(make_options(provider));
    setup.established.push_back(make_established(provider, config.states.size()));
    setup.size.push_back(make_sizes(provider, config.states.size()));
  }
  for (std::size_t state = 0; state < config.states.size(); ++state) {
    setup.market_alias.push_back(make_market_alias(config, state));
    setup.users.push_back(config.states[state].users);
  }
  return setup;
}

}  // namespace comity
