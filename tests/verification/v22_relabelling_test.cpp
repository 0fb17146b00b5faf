// V22: states are known by what they are, not by their number: relabelled, outputs are permuted. What involves no chance is
// permuted exactly; runs, whose draws are keyed by number, within 4 standard errors.
#include "phases/assist.h"
#include "phases/choose.h"
#include "phases/hearing.h"
#include "phases/occur.h"
#include "phases/phases.h"
#include "phases/reply.h"
#include "replicates.h"
#include "report.h"
#include "run/step.h"
#include "support/play.h"
#include "support/random_scenario.h"
#include "support/small_world.h"
#include "world/places.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace comity {
namespace {

using test::Play;
using test::report;

// New numbers of old states; jurisdictions beyond them (unions) keep theirs.
struct Labels {
  std::vector<int> of;
  int operator()(int state) const {
    return state >= 0 && state < static_cast<int>(of.size()) ? of[static_cast<std::size_t>(state)] : state;
  }
  void rename(int& state) const { state = (*this)(state); }
  void rename(std::vector<int>& states) const {
    for (int& state : states) rename(state);
  }
};

Labels rotated(int states) {
  Labels labels;
  for (int state = 0; state < states; ++state) labels.of.push_back((state + 1) % states);
  return labels;
}

Config relabel(const Config& config, const Labels& labels) {
  Config renamed = config;
  for (std::size_t state = 0; state < config.states.size(); ++state) {
    renamed.states[static_cast<std::size_t>(labels.of[state])] = config.states[state];
  }
  for (UnionConfig& one : renamed.unions) labels.rename(one.members);
  for (ProviderConfig& provider : renamed.providers) {
    labels.rename(provider.home);
    labels.rename(provider.established);
    for (SiteConfig& site : provider.sites) labels.rename(site.state);
    for (auto& [state, size] : provider.size_in) labels.rename(state);
  }
  for (TreatyConfig& treaty : renamed.treaties) {
    labels.rename(treaty.parties);
    if (treaty.by >= 0 && treaty.by < static_cast<int>(config.states.size())) labels.rename(treaty.by);
  }
  for (ShockConfig& shock : renamed.shocks) labels.rename(shock.state);
  for (ReformConfig& reform : renamed.reforms) labels.rename(reform.states);
  for (RulingConfig& ruling : renamed.rulings) labels.rename(ruling.state);
  for (FocalConfig& focal : renamed.focals) {
    labels.rename(focal.forum);
    labels.rename(focal.site);
    labels.rename(focal.residence);
  }
  return renamed;
}

// A world without events, whose judges and courts are alike and whose law is random.
Config quiet_config(std::uint32_t seed) {
  Config config = test::random_config(seed);
  config.phases.fill(true);
  config.shocks.clear();
  config.rulings.clear();
  config.focals.clear();
  config.parameters.litigate.judge_spread = config.parameters.litigate.court_spread = 0.0;
  config.parameters.reciprocate.structure = 0;
  return config;
}

// The same world twice, and how far anything in the second is from where its label says.
struct Twins {
  explicit Twins(const Config& config)
      : labels(rotated(static_cast<int>(config.states.size()))),
        one(config),
        other(relabel(config, labels)) {}
  void compare(double left, double right) {
    largest = std::max(largest, std::abs(left - right) / (1.0 + std::abs(left)));
    ++compared;
  }
  void compare_columns(const Eigen::ArrayXXd& left, const Eigen::ArrayXXd& right) {
    for (int row = 0; row < left.rows(); ++row) {
      for (int state = 0; state < left.cols(); ++state) compare(left(row, state), right(row, labels(state)));
    }
  }
  Demand relabelled(Demand demand) const {
    demand.forum = static_cast<std::int16_t>(labels(demand.forum));
    demand.residence = static_cast<std::int16_t>(labels(demand.residence));
    demand.home = static_cast<std::int16_t>(labels(demand.home));
    demand.site = static_cast<std::int16_t>(labels(demand.site));
    return demand;
  }
  Labels labels;
  Play one;
  Play other;
  double largest = 0.0;
  long compared = 0;
};

void compare_views(Twins& twins, const LegalView& left, const LegalView& right) {
  twins.compare(twins.labels(left.bar_state), right.bar_state);
  twins.compare(twins.labels(left.assisting_state), right.assisting_state);
  twins.compare(static_cast<double>(left.order), static_cast<double>(right.order));
  twins.compare(static_cast<double>(left.questions), static_cast<double>(right.questions));
  twins.compare(left.bar_chance, right.bar_chance);
  twins.compare(left.voluntary_chance, right.voluntary_chance);
  twins.compare(static_cast<double>(left.assists), static_cast<double>(right.assists));
  twins.compare(left.agreement, right.agreement);
}

// What law says, what prosecutors choose from, what providers weigh.
void compare_answers(Twins& twins, const Demand& demand) {
  const Demand renamed = twins.relabelled(demand);
  const LegalView left = judge_situation(twins.one.world, twins.one.context, demand);
  const LegalView right = judge_situation(twins.other.world, twins.other.context, renamed);
  compare_views(twins, left, right);
  const Menu menu = make_menu(twins.one.world, twins.one.context, demand, left);
  const Menu other = make_menu(twins.other.world, twins.other.context, renamed, right);
  for (std::size_t k = 0; k < kInstruments; ++k) twins.compare(menu.utility[k], other.utility[k]);
  const Stakes stakes = weigh_disclosure(twins.one.world, twins.one.context, demand, left);
  const Stakes others = weigh_disclosure(twins.other.world, twins.other.context, renamed, right);
  twins.compare(stakes.disclosure + stakes.breach, others.disclosure + others.breach);
}

Demand demand_by(const Context& context, int forum, int provider, std::size_t option) {
  Demand demand;
  demand.forum = static_cast<std::int16_t>(forum);
  demand.provider = static_cast<std::int16_t>(provider);
  demand.option = static_cast<std::int16_t>(option);
  note_places(demand, context);
  return demand;
}

template <typename Visit>
void for_each_demand(const Play& play, Visit visit) {
  for (int forum = 0; forum < play.setup.states; ++forum) {
    for (int provider = 0; provider < play.setup.providers; ++provider) {
      const std::size_t options = play.setup.options[static_cast<std::size_t>(provider)].size();
      for (std::size_t option = 0; option < options; ++option) {
        Demand demand = demand_by(play.context, forum, provider, option);
        for (int residence = 0; residence < play.setup.states; ++residence) {
          demand.residence = static_cast<std::int16_t>(residence);
          for (const DataKind kind : {DataKind::content, DataKind::subscriber}) {
            demand.kind = kind;
            visit(demand);
          }
        }
      }
    }
  }
}

// Affronts, disclosures and fights of a year, by what the states are; then the phases that answer them.
void live_through_a_year(Play& play, const Labels& labels) {
  for (int week = 0; week < 52; ++week) {
    clear_step_accumulators(play.world);
    for (int state = 0; state < play.setup.states; ++state) {
      const int here = labels(state);
      for (int provider = 0; provider < play.setup.providers; ++provider) {
        play.world.market.disclosures(provider, here) = state + provider;
        play.world.market.fights(provider, here) = 0.001 * (state + 1);
      }
      for (int other = 0; other < play.setup.states; ++other) {
        if (other != state) play.world.relations.affronts(here, labels(other)) = state + 2 * other;
      }
    }
    reciprocate(play.world, play.context);
    trust(play.world, play.context);
    locate(play.world, play.context);
    advance_clock(play.world.clock, play.config.parameters.run);
  }
}

void compare_worlds(Twins& twins) {
  const World& one = twins.one.world;
  const World& other = twins.other.world;
  const Labels& labels = twins.labels;
  for (int state = 0; state < twins.one.setup.states; ++state) {
    for (int towards = 0; towards < twins.one.setup.states; ++towards) {
      twins.compare(one.relations.stance(state, towards),
                    other.relations.stance(labels(state), labels(towards)));
    }
    twins.compare(one.authorities[static_cast<std::size_t>(state)].capacity,
                  other.authorities[static_cast<std::size_t>(labels(state))].capacity);
    for (std::size_t provider = 0; provider < one.market.storage.size(); ++provider) {
      const auto row = one.market.storage[provider].row(state);
      twins.compare((row - other.market.storage[provider].row(labels(state))).abs().maxCoeff(), 0.0);
    }
  }
  twins.compare_columns(one.market.trust, other.market.trust);
  for (std::size_t segment = 0; segment < kSegments; ++segment) {
    twins.compare_columns(one.market.share[segment], other.market.share[segment]);
  }
}

TEST(V22Relabelling, PermutesExactlyWhatInvolvesNoChance) {
  double largest = 0.0;
  long compared = 0;
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    Twins twins(quiet_config(seed));
    for_each_demand(twins.one, [&](const Demand& demand) { compare_answers(twins, demand); });
    compare_worlds(twins);
    live_through_a_year(twins.one, rotated(0));
    live_through_a_year(twins.other, twins.labels);
    compare_worlds(twins);
    EXPECT_LT(twins.largest, 1e-9) << "random_config(" << seed << ")";
    largest = std::max(largest, twins.largest);
    compared += twins.compared;
  }
  EXPECT_GT(compared, 100'000);
  test::report_at_most("V22", "largest relative change of anything without chance when states are relabelled",
                       largest, 1e-9);
}

TEST(V22Relabelling, PermutesTheMetricsOfStatesWithinNoise) {
  Config config = test::small_config();
  config.states[0].demands = 1500.0;
  config.states[1].demands = 600.0;
  config.states[1].users = 30.0;
  config.parameters.respond.readiness = 0.05;
  const Labels labels = rotated(2);
  const auto quantities = test::by_state(config, {0, 1});
  const auto one = test::estimate(config, quantities, 60);
  const auto other = test::estimate(relabel(config, labels), test::by_state(config, labels.of), 60);
  const auto largest = test::largest_difference(quantities, one, other, {0.0, {}});
  SCOPED_TRACE(largest.name);
  test::report_at_most("V22", "largest difference of a state's metric when relabelled [standard errors]",
                       largest.errors, 4.0);
}

}  // namespace
}  // namespace comity
