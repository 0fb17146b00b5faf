#include "support/small_world.h"

#include "law/load.h"
#include "phases/occur.h"
#include "phases/phases.h"
#include "run/make_world.h"
#include "run/step.h"
#include "world/places.h"

#include <string>
#include <utility>
#include <vector>

namespace comity::test {

namespace {

constexpr const char* kAlba = R"toml(
[regime]
id = "al"
name = "Alba"
state = "AL"
[rule.warrant]
effect = "compels"
when = "order is ours and provider established here and content data and judge approved"
unless = "voluntary request"
exception_to = ["bar"]
from = 2000-01-01
source = "test"
[rule.records]
effect = "compels"
when = "order is ours and provider established here and not content data"
unless = "voluntary request"
from = 2000-01-01
source = "test"
[question.reach-abroad]
name = "May a warrant reach mail kept abroad?"
readings.stops-at-border = "the warrant stops at the border"
readings.reaches = "the warrant reaches what the provider controls"
[rule.abroad]
effect = "none"
when = "content data and not data here"
exception_to = ["warrant"]
arguable = 0.5
question = "reach-abroad"
reading = "stops-at-border"
from = 2000-01-01
source = "test"
[rule.bar]
effect = "forbids"
when = "content data and (provider headquartered here or data here)"
from = 2000-01-01
source = "test"
[rule.treaty]
effect = "assists"
when = "treaty request and treaty in force and (provider headquartered here or data here)"
exception_to = ["bar"]
from = 2000-01-01
source = "test"
)toml";

constexpr const char* kAlbaReach = R"toml(
[regime]
id = "al-reach"
name = "Alba: reach abroad"
amends = "al"
[rule.reach]
effect = "none"
when = "provider established here"
exception_to = ["abroad"]
from = 2000-01-01
source = "test"
)toml";

constexpr const char* kAlbaPlea = R"toml(
[regime]
id = "al-plea"
name = "Alba: plea of comity"
amends = "al"
[rule.plea]
effect = "comity"
when = "order is ours and forbidden elsewhere"
from = 2000-01-01
source = "test"
[balance.comity]
effect = "comity"
from = 2000-01-01
source = "test"
base = -1.0
weigh = [{ when = "serious offence", weight = -1.0, source = "test" }]
)toml";

constexpr const char* kBorea = R"toml(
[regime]
id = "bo"
name = "Borea"
state = "BO"
[rule.warrant]
effect = "compels"
when = "order is ours and provider established here and content data and judge approved"
unless = "voluntary request"
exception_to = ["bar"]
from = 2000-01-01
source = "test"
[question.reach-abroad]
name = "May a warrant reach mail kept abroad?"
readings.stops-at-border = "the warrant stops at the border"
readings.reaches = "the warrant reaches what the provider controls"
[rule.abroad]
effect = "none"
when = "content data and not data here"
exception_to = ["warrant"]
arguable = 0.5
question = "reach-abroad"
reading = "stops-at-border"
from = 2000-01-01
source = "test"
[rule.records]
effect = "compels"
when = "order is ours and provider established here and not content data and not stored over 180 days"
unless = "voluntary request"
from = 2000-01-01
source = "test"
[question.old-mail]
name = "Do old records need no warrant?"
readings.covered = "old records need no warrant"
readings.not-covered = "old records need a warrant"
[rule.old-records]
effect = "compels"
when = "order is ours and provider established here and not content data and stored over 180 days"
unless = "voluntary request"
arguable = 0.3
question = "old-mail"
reading = "covered"
from = 2000-01-01
source = "test"
[rule.bar]
effect = "forbids"
when = "content data and (provider headquartered here or data here)"
from = 2000-01-01
source = "test"
[rule.treaty]
effect = "assists"
when = "treaty request and treaty in force and (provider headquartered here or data here)"
exception_to = ["bar"]
from = 2000-01-01
source = "test"
)toml";

StateConfig make_state(const char* id, const char* name, const char* regime) {
  StateConfig state;
  state.id = id;
  state.name = name;
  state.region = "Europe";
  state.tradition = "common law";
  state.users = 10.0;
  state.demands = 200.0;
  state.law = {regime};
  return state;
}

ProviderConfig make_provider(const char* id, int home) {
  ProviderConfig provider;
  provider.id = id;
  provider.name = id;
  provider.home = home;
  provider.established = {0, 1};
  provider.sites.resize(2);
  provider.sites[1].state = 1;
  return provider;
}

}  // namespace

Config small_config() {
  Config config;
  config.name = "small";
  config.phases.fill(true);
  config.parameters.run.end = day_of(2015, 1, 1);
  config.library = law::load_texts(
      {{"al.toml", kAlba}, {"al-reach.toml", kAlbaReach}, {"al-plea.toml", kAlbaPlea}, {"bo.toml", kBorea}});
  config.states = {make_state("AL", "Alba", "al"), make_state("BO", "Borea", "bo")};
  CourtsConfig& courts = config.states[0].courts;
  courts.first_instance = 6;
  courts.appellate = 3;
  courts.magistrates = true;
  courts.en_banc = true;
  config.states[1].courts.first_instance = 2;
  config.providers = {make_provider("alpha", 0), make_provider("beta", 1)};
  config.providers[1].location_stable = false;
  config.treaties.resize(1);
  config.treaties[0].name = "assistance";
  config.treaties[0].parties = {0, 1};
  return config;
}

namespace {

Config adjusted(const std::function<void(Config&)>& adjust) {
  Config config = small_config();
  if (adjust) adjust(config);
  return config;
}

}  // namespace

void add_law(Config& config, const std::string& file, const std::string& text) {
  std::vector<InputText> texts = config.library.files;
  texts.push_back({file, text});
  config.library = law::load_texts(std::move(texts));
}

SmallWorld::SmallWorld(const std::function<void(Config&)>& adjust, RandomKey key)
    : config(adjusted(adjust)),
      setup(make_setup(config)),
      laws(config.library),
      memos(setup),
      context{config, setup, key, laws, memos},
      world(make_world(context)) {}

Demand SmallWorld::demand(int forum, int provider, int site) {
  Demand demand;
  demand.arisen = demand.ready = world.clock.begin;
  demand.step = static_cast<std::uint32_t>(world.clock.step);
  demand.serial = serial++;
  demand.weight = static_cast<float>(1.0 / config.parameters.run.scale);
  demand.forum = static_cast<std::int16_t>(forum);
  demand.provider = static_cast<std::int16_t>(provider);
  demand.residence = demand.forum;
  demand.kind = DataKind::content;
  demand.serious = true;
  const auto& options = setup.options[static_cast<std::size_t>(provider)];
  while (options[static_cast<std::size_t>(demand.option)].site != site) ++demand.option;
  note_places(demand, context);
  return demand;
}

void SmallWorld::enact(int state, const char* regime) {
  JurisdictionLaw& jurisdiction = world.laws[static_cast<std::size_t>(state)];
  jurisdiction.in_force.push_back({*law::find_regime(config.library, regime), 0});
  jurisdiction.law = &laws.law(jurisdiction.in_force, world.clock.day());
  note_law_change(world, context, state);
}

void SmallWorld::advance() { advance_clock(world.clock, config.parameters.run); }

}  // namespace comity::test
