#include "support/random_scenario.h"

#include "law/load.h"
#include "support/dice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace comity::test {

namespace {

constexpr Day kStart = day_of(2013, 1, 1);

int count_of(const Config& config) { return static_cast<int>(config.states.size()); }

// Half of the parameters keep their default, the others lie anywhere in their range; now and then at its very end.
void draw_parameters(Dice& dice, Parameters& parameters) {
  for (const ParameterRow& row : parameter_rows()) {
    if (row.group == "run" || dice.chance(0.5)) continue;
    const double reach =
        std::min(row.high, 4.0 * row.standard + 0.1);  // ranges are wide: most draws near the default
    double value =
        dice.chance(0.2) ? dice.within(row.low, row.high) : dice.within(row.low, std::max(reach, row.low));
    if (dice.chance(0.1)) value = dice.chance(0.5) ? row.low : row.high;
    if (row.type == ParameterType::Count) value = std::floor(value);
    if (row.type != ParameterType::Real && row.type != ParameterType::Count)
      value = dice.between(static_cast<int>(row.low), static_cast<int>(row.high));
    assign_parameter(parameters, row, value);
  }
  AriseParameters& arise = parameters.arise;
  arise.traffic_share = std::min(arise.traffic_share, 1.0 - arise.content_share);
  arise.public_share = std::min(arise.public_share, 1.0 - arise.enterprise_share);
}

void draw_period(Dice& dice, RunParameters& run) {
  run.start = kStart;
  run.step_days = dice.within(3.0, 31.0);
  run.end = kStart + static_cast<Day>(run.step_days * kRandomSteps);
  run.record_days = dice.within(0.5, 100.0);
  run.scale = dice.chance(0.5) ? 1.0 : dice.within(0.05, 1.0);
  run.seed = dice.between(0, 1000);
  run.log_demands = dice.chance(0.5);
}

CourtsConfig draw_courts(Dice& dice) {
  CourtsConfig courts;
  courts.first_instance = dice.between(1, 8);
  courts.appellate = dice.between(1, std::min(4, courts.first_instance));
  courts.first_bench = dice.between(1, 9);
  courts.appellate_bench = dice.between(1, 12);
  courts.apex_bench = dice.between(1, 12);
  courts.magistrates = dice.chance(0.5);
  courts.en_banc = dice.chance(0.5);
  courts.certiorari = dice.chance(0.5);
  courts.binding = dice.within(0.0, 6.0);
  if (dice.chance(0.5)) {
    courts.appellate_named = {{"Upper", "", dice.between(1, 9), 1.0}};
    courts.first_instance_named = {
        {"Lower", dice.chance(0.5) ? "Upper" : "", dice.between(1, 9), dice.within(0.1, 5.0)}};
  }
  return courts;
}

void draw_ladder(Dice& dice, StateConfig& state) {
  for (int number = dice.between(1, 4); number > 0; --number) {
    const auto kind = static_cast<CoercionKind>(dice.between(0, enum_count<CoercionKind> - 1));
    state.coercion.push_back({kind, dice.within(0.0, 60.0), dice.within(0.0, 2.0), dice.within(0.0, 0.02),
                              dice.within(0.0, 2.0),
                              static_cast<CoercionNeed>(dice.between(0, enum_count<CoercionNeed> - 1))});
  }
}

StateConfig draw_state(Dice& dice, const Config& config, int number) {
  const RunParameters& run = config.parameters.run;
  StateConfig state;
  state.id = state.name = random_state(number);
  state.region = dice.chance(0.5) ? "east" : "west";
  state.tradition = dice.chance(0.5) ? "common law" : "civil law";
  state.users = dice.within(0.1, 100.0);
  state.enterprise_users = dice.chance(0.5) ? 0.0 : dice.within(0.1, 20.0);
  const double per_step = dice.chance(0.1) ? 0.0 : dice.within(0.0, 30.0);
  state.demands = per_step * kDaysPerYear / run.step_days / run.scale;
  state.growth = dice.within(-0.3, 0.3);
  state.privacy = dice.within(0.0, 1.0);
  state.sanction = dice.within(0.0, 3.0);
  state.sanction_abroad = dice.within(0.0, 1.0);
  if (dice.chance(0.5)) draw_ladder(dice, state);
  state.fine_per_day = dice.within(0.0, 0.05);
  state.breach_penalty = dice.within(0.0, 2.0);
  state.assistance_capacity = dice.chance(0.5) ? 0.0 : dice.within(1.0, 3000.0);
  state.law = {fmt::format("law{}", number)};
  state.courts = draw_courts(dice);
  return state;
}

void draw_states(Dice& dice, Config& config) {
  const int states = dice.between(2, 8);
  for (int number = 0; number < states; ++number) config.states.push_back(draw_state(dice, config, number));
  const int unions = dice.between(0, 2);
  for (int number = 0; number < unions; ++number) {
    const std::string id = fmt::format("U{}", number);
    config.unions.push_back({id, id, dice.some_of(states, 1), {fmt::format("law{}", states + number)}});
  }
}

ProviderConfig draw_provider(Dice& dice, const Config& config, int number) {
  ProviderConfig provider;
  provider.id = provider.name = fmt::format("P{}", number);
  provider.home = dice.between(0, count_of(config) - 1);
  provider.established = dice.some_of(count_of(config), 0);
  // Open from the first day: a provider must store somewhere.
  provider.sites.push_back({dice.between(0, count_of(config) - 1), Control::own, kStart - 100, 0.0});
  for (const int state : dice.some_of(count_of(config), 0)) {
    const auto control = static_cast<Control>(dice.between(0, kControls - 1));
    const bool taken = state == provider.sites[0].state && control == Control::own;
    if (!taken)
      provider.sites.push_back({state, control, kStart + dice.between(-500, 500), dice.within(0.0, 0.5)});
  }
  provider.size = dice.within(0.01, 3.0);
  if (number > 0 && dice.chance(0.3)) provider.size_in = {{dice.between(0, count_of(config) - 1), 0.0}};
  provider.segment = {1.0, dice.within(0.1, 2.0), dice.within(0.1, 2.0)};
  provider.demand_rate = dice.within(0.1, 2.0);
  provider.location_stable = dice.chance(0.7);
  provider.disclosure_policy = dice.chance(0.5) ? -1.0 : dice.within(0.0, 1.0);
  provider.readiness = dice.chance(0.5) ? -1.0 : dice.within(0.0, 0.2);
  provider.extends_ruling = dice.chance(0.7);
  provider.price = dice.within(-0.2, 0.2);
  return provider;
}

Day draw_date(Dice& dice, const Config& config) {
  return dice.between(config.parameters.run.start, config.parameters.run.end - 1);
}

void draw_treaties(Dice& dice, Config& config) {
  for (const auto kind : {TreatyConfig::Kind::assistance, TreatyConfig::Kind::agreement}) {
    if (dice.chance(kind == TreatyConfig::Kind::assistance ? 0.2 : 0.5)) continue;
    TreatyConfig treaty{kind, "a treaty", dice.some_of(count_of(config), 2), kStart - 1000, kNever};
    if (dice.chance(0.3)) treaty.from = draw_date(dice, config);
    if (dice.chance(0.3)) treaty.until = treaty.from + dice.between(1, 2000);
    config.treaties.push_back(treaty);
  }
}

void draw_reforms(Dice& dice, Config& config) {
  const int jurisdictions = count_of(config) + static_cast<int>(config.unions.size());
  for (int number = 0; number < jurisdictions; ++number) {
    if (dice.chance(0.4)) continue;
    ReformConfig reform;
    reform.id = reform.name = fmt::format("R{}", number);
    reform.mode = static_cast<ReformConfig::Mode>(dice.between(0, 2));
    reform.kind = static_cast<ReformConfig::Kind>(dice.between(0, 3));
    reform.regime = fmt::format("reform{}", number);
    reform.states = {number};
    if (reform.mode == ReformConfig::Mode::scheduled) reform.date = draw_date(dice, config);
    const int questions = static_cast<int>(config.library.questions.size());
    if (questions > 0) reform.question = dice.between(-1, questions - 1);
    config.reforms.push_back(reform);
  }
  if (dice.chance(0.3)) return;
  ReformConfig reform;
  reform.id = reform.name = "keep";
  reform.kind = ReformConfig::Kind::localisation;
  reform.regime = "anywhere";
  reform.states = dice.some_of(count_of(config), 1);
  config.reforms.push_back(reform);
}

FocalConfig draw_focal(Dice& dice, const Config& config) {
  FocalConfig focal;
  focal.name = "a dispute";
  focal.date = draw_date(dice, config);
  focal.forum = dice.between(0, count_of(config) - 1);
  const auto& named = config.states[static_cast<std::size_t>(focal.forum)].courts.first_instance_named;
  if (!named.empty() && dice.chance(0.5)) focal.court = named.front().name;
  focal.provider = dice.between(0, static_cast<int>(config.providers.size()) - 1);
  const auto& sites = config.providers[static_cast<std::size_t>(focal.provider)].sites;
  focal.site = sites.front().state;
  focal.control = sites.front().control;
  focal.residence = dice.between(0, count_of(config) - 1);
  focal.kind = static_cast<DataKind>(dice.between(0, static_cast<int>(DataKind::content)));
  focal.segment = static_cast<Segment>(dice.between(0, kSegments - 1));
  focal.serious = dice.chance(0.5);
  focal.emergency = dice.chance(0.2);
  focal.merit = dice.chance(0.5) ? std::numeric_limits<double>::quiet_NaN() : dice.within(-2.0, 2.0);
  return focal;
}

void draw_events(Dice& dice, Config& config) {
  for (int number = dice.between(0, 2); number > 0; --number) {
    config.shocks.push_back(
        {"leak", draw_date(dice, config), dice.between(0, count_of(config) - 1), dice.within(0.0, 1.0)});
  }
  for (int number = dice.between(0, 3); number > 0; --number)
    config.focals.push_back(draw_focal(dice, config));
  for (int state = 0; state < count_of(config); ++state) {
    const CourtsConfig& courts = config.states[static_cast<std::size_t>(state)].courts;
    if (courts.appellate_named.empty() || config.library.questions.empty() || dice.chance(0.5)) continue;
    const int question = dice.between(0, static_cast<int>(config.library.questions.size()) - 1);
    config.rulings.push_back({"", draw_date(dice, config), state, "Upper", question, dice.chance(0.5)});
  }
}

void draw_phases(Dice& dice, Config& config) {
  config.phases.fill(true);
  if (dice.chance(0.5)) return;
  for (bool& on : config.phases) on = !dice.chance(0.2);
}

}  // namespace

Config random_config(std::uint32_t seed) {
  Dice dice(seed);
  Config config;
  config.name = fmt::format("random {}", seed);
  draw_parameters(dice, config.parameters);
  draw_period(dice, config.parameters.run);
  draw_states(dice, config);
  std::vector<std::string> unions;
  for (const UnionConfig& one : config.unions) unions.push_back(one.id);
  auto texts = random_law(seed, count_of(config), static_cast<int>(unions.size()));
  config.library = law::load_texts(std::move(texts), std::move(unions));
  for (int number = dice.between(1, 6); number > 0; --number) {
    config.providers.push_back(draw_provider(dice, config, static_cast<int>(config.providers.size())));
  }
  draw_treaties(dice, config);
  draw_reforms(dice, config);
  draw_events(dice, config);
  draw_phases(dice, config);
  return config;
}

}  // namespace comity::test
