#include "support/play.h"

#include "observe/labels.h"
#include "phases/phases.h"
#include "run/make_world.h"
#include "run/step.h"

#include <bit>
#include <cmath>
#include <limits>
#include <utility>

namespace comity::test {

namespace {

/// FNV-1a over values of any arithmetic type.
class Hasher {
 public:
  template <typename... Values>
  Hasher& add(Values... values) {
    (add_one(static_cast<double>(values)), ...);
    return *this;
  }
  template <typename Array>
  Hasher& add_array(const Array& array) {
    add(array.rows(), array.cols());
    for (Eigen::Index column = 0; column < array.cols(); ++column) {
      for (Eigen::Index row = 0; row < array.rows(); ++row) add(array(row, column));
    }
    return *this;
  }
  template <typename Value>
  Hasher& add_all(const std::vector<Value>& values) {
    add(values.size());
    for (const Value& value : values) add(value);
    return *this;
  }
  std::uint64_t value() const { return hash_; }

 private:
  void add_one(double value) {
    hash_ = (hash_ ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001B3ULL;
    hash_ ^= hash_ >> 29U;
  }
  std::uint64_t hash_ = 0xCBF29CE484222325ULL;
};

void add_demand(Hasher& hasher, const Demand& demand) {
  hasher.add(demand.arisen, demand.ready, demand.weight, demand.merit, demand.serial, demand.step,
             demand.forum, demand.provider);
  hasher.add(demand.option, demand.residence, demand.focal, demand.court, demand.serious, demand.emergency);
  hasher.add(static_cast<int>(demand.kind), static_cast<int>(demand.segment), demand.stored_long,
             demand.tried);
}

std::uint64_t hash_demands(const World& world) {
  Hasher hasher;
  for (const auto* demands : {&world.arrivals, &world.retries}) {
    hasher.add(demands->size());
    for (const Demand& demand : *demands) add_demand(hasher, demand);
  }
  hasher.add(world.coercions.size());
  for (const Coercion& one : world.coercions) {
    add_demand(hasher, one.demand);
    hasher.add(one.refused, one.last, one.next, one.due, one.daily, one.charged);
  }
  return hasher.add_all(world.chosen).add(world.arisen, world.ended).value();
}

std::uint64_t hash_law(const World& world) {
  Hasher hasher;
  hasher.add(world.law_version).add_array(world.law_versions);
  for (const JurisdictionLaw& law : world.laws) {
    for (const law::InForce& one : law.in_force) hasher.add(one.regime, one.shift);
    hasher.add_all(law.law->rules).add(law.next_change);
  }
  for (const ReformState& reform : world.reforms) {
    const bool dormant = reform.status == ReformState::Status::open && reform.pressure == 0.0;
    if (dormant) continue;  // a reform that nobody presses for leaves no trace yet
    hasher.add(static_cast<int>(reform.status), reform.reform, reform.jurisdiction, reform.pressure,
               reform.force_time);
  }
  for (const PendingAgreement& one : world.pending_agreements)
    hasher.add(one.first, one.second, one.force_time);
  hasher.add_all(world.failed_demands).add_all(world.failure_rate);
  return hasher.add_all(world.adverse_rulings).value();
}

std::uint64_t hash_relations(const Relations& relations) {
  Hasher hasher;
  hasher.add_array(relations.stance)
      .add_array(relations.goodwill)
      .add_array(relations.affronts)
      .add_array(relations.flow);
  hasher.add_array(relations.affront_rate).add_array(relations.affronts_since);
  return hasher.add_array(relations.treaty)
      .add_array(relations.agreement)
      .add_array(relations.adequacy)
      .value();
}

std::uint64_t hash_precedents(const Precedents& precedents) {
  Hasher hasher;
  hasher.add_array(precedents.weight).add_array(precedents.reading).add_array(precedents.distinguished);
  hasher.add(precedents.as_of, precedents.law_version).add_all(precedents.split_opened);
  for (const Ruling& ruling : precedents.rulings) {
    hasher.add(ruling.time, ruling.court, ruling.question, ruling.accepted, ruling.government,
               ruling.covers[0]);
    hasher.add(ruling.covers[1], ruling.weight, ruling.case_number, ruling.vacated, ruling.stable_location);
  }
  return hasher.value();
}

std::uint64_t hash_cases(const World& world) {
  Hasher hasher;
  hasher.add(world.next_case, world.cases.size());
  for (const Case& one : world.cases) {
    add_demand(hasher, one.demand);
    hasher.add(one.number, one.questions, one.motion_to_compel, one.conflict, one.conflict_chance);
    hasher.add(static_cast<int>(one.stage), one.court, one.panel_court, one.government_won, one.reached_apex);
    hasher.add(one.opened, one.due, one.stage_began, one.salience, one.law_version, one.accepted);
    hasher.add(one.briefs_neutral, one.closed);
    for (const int briefs : one.briefs_firm) hasher.add(briefs);
    for (const int briefs : one.briefs_government) hasher.add(briefs);
  }
  return hasher.value();
}

std::uint64_t hash_market(const Market& market) {
  Hasher hasher;
  for (const auto& share : market.share) hasher.add_array(share);
  for (const auto& storage : market.storage) hasher.add_array(storage);
  for (const auto& exposure : market.exposure) hasher.add_array(exposure);
  for (const auto& protection : market.protection) hasher.add_array(protection);
  hasher.add_array(market.trust).add_array(market.fights).add_array(market.disclosures);
  hasher.add_array(market.disclosure_rate);
  return hasher.add_array(market.established).add_array(market.present).add(market.last_revelation).value();
}

std::uint64_t hash_beliefs(const World& world) {
  const Experience& experience = world.experience;
  const Strategy& strategy = world.strategy;
  Hasher hasher;
  hasher.add_array(experience.wins).add_array(experience.losses).add_array(experience.delay);
  hasher.add_array(experience.new_wins).add_array(experience.new_losses).add_array(experience.new_delay);
  hasher.add_array(experience.attraction).add_array(experience.experience_weight);
  hasher.add_all(strategy.learned)
      .add_array(strategy.wins)
      .add_array(strategy.losses)
      .add_array(strategy.pending);
  hasher.add_array(strategy.pleas);
  hasher.add_array(strategy.resists).add_array(strategy.pending_motions).add_array(strategy.like_demands);
  return hasher.value();
}

void add_requests(Hasher& hasher, const std::vector<WaitingRequest>& requests) {
  hasher.add(requests.size());
  for (const WaitingRequest& request : requests) {
    add_demand(hasher, request.demand);
    hasher.add(request.arrived, request.gives_up, request.rank);
  }
}

std::uint64_t hash_authorities(const World& world) {
  Hasher hasher;
  for (const Authority& authority : world.authorities) {
    hasher.add(authority.capacity, authority.servers);
    add_requests(hasher, authority.arriving);
    add_requests(hasher, authority.waiting);
    for (const ServedRequest& request : authority.serving) {
      add_demand(hasher, request.demand);
      hasher.add(request.arrived, request.started, request.done);
    }
  }
  return hasher.value();
}

std::uint64_t hash_records(const World& world) {
  Hasher hasher;
  hasher.add_all(world.tally.values).add_all(world.tally.delays).add_all(world.series);
  for (const auto& rows : world.events.rows) hasher.add_all(rows);
  return hasher.value();
}

std::uint64_t hash_clock(const Clock& clock) {
  return Hasher().add(clock.step, clock.begin, clock.end, clock.years).value();
}

}  // namespace

Play::Play(Config scenario, RandomKey key)
    : config(std::move(scenario)),
      setup(make_setup(config)),
      laws(config.library),
      memos(setup),
      context{config, setup, key, laws, memos},
      world(make_world(context)) {}

void Play::step() { comity::step(world, context); }

void Play::steps(int count) {
  for (int number = 0; number < count; ++number) step();
}

std::vector<Part> parts_of(const World& world) {
  return {{"clock", hash_clock(world.clock)},
          {"demands", hash_demands(world)},
          {"law", hash_law(world)},
          {"relations", hash_relations(world.relations)},
          {"precedents", hash_precedents(world.precedents)},
          {"cases", hash_cases(world)},
          {"market", hash_market(world.market)},
          {"beliefs", hash_beliefs(world)},
          {"authorities", hash_authorities(world)},
          {"records", hash_records(world)}};
}

std::uint64_t fingerprint(const World& world) {
  Hasher hasher;
  for (const Part& part : parts_of(world)) {
    hasher.add(std::bit_cast<double>(part.fingerprint));
  }
  return hasher.value();
}

std::string differences(const World& one, const World& other) {
  const std::vector<Part> left = parts_of(one);
  const std::vector<Part> right = parts_of(other);
  std::string names;
  for (std::size_t k = 0; k < left.size(); ++k) {
    if (left[k].fingerprint != right[k].fingerprint) names += left[k].name + " ";
  }
  return names;
}

RunResult run_once(const Config& config, std::uint32_t replicate) {
  law::LawCache laws(config.library);
  return run_replicate(config, make_setup(config), replicate, laws);
}

namespace {

// Visits the metric's values at every recorded point.
template <typename Visit>
void for_each_value(const RunResult& result, const Config& config, Metric metric, Visit visit) {
  const MetricLayout layout = make_metric_layout(config);
  const auto number = static_cast<std::size_t>(metric);
  for (std::size_t begin = 0; begin < result.series.size(); begin += layout.size()) {
    for (std::size_t k = layout.offset[number]; k < layout.offset[number + 1]; ++k)
      visit(result.series[begin + k]);
  }
}

}  // namespace

double sum_of(const RunResult& result, const Config& config, Metric metric) {
  double sum = 0.0;
  for_each_value(result, config, metric, [&](double value) { sum += value; });
  return sum;
}

double mean_of(const RunResult& result, const Config& config, Metric metric) {
  double sum = 0.0;
  double count = 0.0;
  for_each_value(result, config, metric, [&](double value) {
    if (std::isnan(value)) return;
    sum += value;
    count += 1.0;
  });
  return count > 0.0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace comity::test
