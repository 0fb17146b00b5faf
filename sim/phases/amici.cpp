#include "phases/amici.h"

#include "index.h"
#include "phases/case_draws.h"
#include "phases/watch.h"
#include "random/elementary.h"

#include <algorithm>
#include <numeric>

namespace comity {

namespace {

template <std::size_t kinds>
int sum(const std::array<int, kinds>& briefs) {
  return std::accumulate(briefs.begin(), briefs.end(), 0);
}

double share_abroad(const World& world, const Context& context, int provider, int state) {
  const auto& storage = world.market.storage[index(provider)];
  const auto& options = context.setup.options[index(provider)];
  double abroad = 0.0;
  double users = 0.0;
  for (int market = 0; market < context.setup.states; ++market) {
    for (std::size_t option = 0; option < options.size(); ++option) {
      if (options[option].site == state) continue;
      abroad += context.setup.users[index(market)] * storage(market, static_cast<Eigen::Index>(option));
    }
    users += context.setup.users[index(market)];
  }
  return users > 0.0 ? abroad / users : 0.0;
}

BriefScale scale_briefs(const World& world, const Context& context, const Case& dispute) {
  const auto& amici = context.parameters().amici;
  BriefScale scale;
  scale.mean = dispute.stage == Stage::apex ? amici.apex_mean : amici.appellate_mean;
  if (dispute.questions == 0) scale.mean *= amici.routine_stake;
  scale.salience = dispute.salience;
  scale.conflict_chance = dispute.conflict_chance;
  scale.exposure = exposure_of_others(world, context, dispute.demand.provider, dispute.demand.forum);
  return scale;
}

}  // namespace

double salience_of(const AmiciParameters& amici, const Attention& attention) {
  const double sum = (attention.revelation ? amici.salience_revelation : 0.0) +
                     amici.salience_conflict * attention.conflict_chance +
                     amici.salience_size * attention.size;
  return -expm1_same(-sum);
}

double expected_briefs(const AmicusRow& row, double side, const BriefScale& scale) {
  double mean = side * scale.mean * scale.salience;
  if (row.kind == AmicusKind::provider) mean *= scale.exposure;
  if (row.kind == AmicusKind::foreign_state) mean *= scale.conflict_chance;
  return mean;
}

double exposure_of_others(const World& world, const Context& context, int provider, int state) {
  double exposed = 0.0;
  double size = 0.0;
  for (int other = 0; other < context.setup.providers; ++other) {
    if (other == provider) continue;
    const double share = world.market.share[0].row(other).sum();
    exposed += share * share_abroad(world, context, other, state);
    size += share;
  }
  return size > 0.0 ? exposed / size : 0.0;
}

void file_briefs(World& world, const Context& context, Case& dispute) {
  const auto& amici = context.parameters().amici;
  const double since = dispute.stage_began - world.market.last_revelation;
  const bool revelation = since >= 0.0 && since <= amici.revelation_years * kDaysPerYear;
  const double size = world.market.share[0](dispute.demand.provider, dispute.demand.forum);
  dispute.salience = salience_of(amici, {revelation, dispute.conflict_chance, size});
  const BriefScale scale = scale_briefs(world, context, dispute);
  Stream stream = case_stream(context, dispute, Purpose::file_briefs);
  double neutral = 0.0;
  for (std::size_t kind = 0; kind < kAmicusTable.size(); ++kind) {
    const AmicusRow& row = kAmicusTable[kind];
    const double against = row.government * amici.government_share;
    dispute.briefs_firm[kind] =
        draw_negative_binomial(stream, expected_briefs(row, row.provider, scale), amici.dispersion);
    dispute.briefs_government[kind] =
        draw_negative_binomial(stream, expected_briefs(row, against, scale), amici.dispersion);
    neutral += expected_briefs(row, row.neutral * amici.neutral_share, scale);
    world.tally.add(Metric::briefs, kind, dispute.briefs_firm[kind]);
    world.tally.add(Metric::briefs_government, kind, dispute.briefs_government[kind]);
  }
  dispute.briefs_neutral = draw_negative_binomial(stream, neutral, amici.dispersion);
  note(context, dispute.demand, dispute.stage_began, [&] {
    return Briefs{dispute.stage,
                  dispute.court,
                  dispute.salience,
                  dispute.briefs_firm,
                  dispute.briefs_government,
                  dispute.briefs_neutral};
  });
}

double briefs_pull(const Case& dispute, double amici_weight) {
  return -amici_weight * (log1p_same(sum(dispute.briefs_firm)) - log1p_same(sum(dispute.briefs_government)));
}

int count_briefs(const Case& dispute) {
  return sum(dispute.briefs_firm) + sum(dispute.briefs_government) + dispute.briefs_neutral;
}

}  // namespace comity
