#include "phases/arise.h"

#include "error.h"
#include "index.h"
#include "phases/demand_stream.h"
#include "phases/ending.h"
#include "phases/memos.h"
#include "phases/phases.h"
#include "phases/watch.h"
#include "random/elementary.h"
#include "random/philox_many.h"
#include "scenario/dated.h"
#include "world/name.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace comity {

namespace {

// Uniform in [0, 1) from half of a 32-bit draw: enough for shares, and half the price.
double low_half(std::uint32_t bits) { return static_cast<double>(bits & 0xFFFFU) * 0x1p-16; }
double high_half(std::uint32_t bits) { return static_cast<double>(bits >> 16U) * 0x1p-16; }

template <typename Arrays>
bool same(const Arrays& one, const Arrays& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const auto& a, const auto& b) { return a.size() == b.size() && (a == b).all(); });
}

// The sums of a market's shares up to each option. Rounding may leave the last sum below 1: nothing lies beyond the last
// option in use.
void add_sums(const Eigen::ArrayXXd& storage, int market, std::vector<double>& sums) {
  const auto options = static_cast<int>(storage.cols());
  int last = options - 1;
  while (last > 0 && storage(market, last) <= 0.0) --last;
  double sum = 0.0;
  for (int option = 0; option < options; ++option) {
    sum += storage(market, option);
    sums.push_back(option < last ? sum : std::numeric_limits<double>::infinity());
  }
}

// Counting thresholds instead of branching on them: no processor guesses the outcome of a fair draw.
DataKind draw_kind(const AriseParameters& arise, double u) {
  static_assert(static_cast<int>(DataKind::content) == 2 && static_cast<int>(DataKind::subscriber) == 0);
  const int content = u < arise.content_share ? 1 : 0;
  const int traffic = u < arise.content_share + arise.traffic_share ? 1 : 0;
  return static_cast<DataKind>(content + traffic);
}

Segment draw_segment(const AriseParameters& arise, double u) {
  static_assert(static_cast<int>(Segment::enterprise) == 1 && static_cast<int>(Segment::public_sector) == 2);
  const int business = u < arise.enterprise_share + arise.public_share ? 1 : 0;
  const int enterprise = u < arise.enterprise_share ? 1 : 0;
  return static_cast<Segment>(2 * business - enterprise);
}

double mean_merit(const Context& context, const Demand& demand, const LegalView& view) {
  const auto& arise = context.parameters().arise;
  double mean = demand.home == demand.forum ? arise.merit_home : 0.0;
  mean -= demand.residence != demand.forum ? arise.merit_abroad : 0.0;
  mean -= view.bar_state == demand.site ? arise.merit_forbidden * view.bar_chance : 0.0;
  return mean;
}

// New demands of one state by their numbers there.
struct Numbers {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

Words shape_counter(Demand demand, std::uint32_t block) {
  demand.part = 0;
  Words counter = demand_counter(Purpose::shape_demand, demand);
  counter[0] += block;
  return counter;
}

// The two blocks of words of each new demand of a state, made at once as that is quicker.
std::span<const Words> shape_words(const Context& context, Demand demand, Numbers numbers) {
  std::vector<Words>& words = context.memos.words;
  words.clear();
  for (demand.serial = numbers.begin; demand.serial < numbers.end; ++demand.serial) {
    words.push_back(shape_counter(demand, 0));
    words.push_back(shape_counter(demand, 1));
  }
  philox_many(words, context.key);
  return words;
}

// Draws what a new demand of a state is about.
void draw_demand(const World& world, const Context& context, std::span<const Words, 2> words,
                 Demand& demand) {
  const auto& arise = context.parameters().arise;
  const auto [where, who, what, how] = words[0];
  const std::uint32_t abroad = words[1][0];
  const std::uint32_t place = words[1][1];
  const std::uint32_t when = words[1][2];  // the last word is for with_merit
  demand.residence =
      high_half(where) < arise.away_share
          ? static_cast<std::int16_t>(context.setup.market_alias[index(demand.forum)].pick(abroad))
          : demand.forum;
  demand.segment = draw_segment(arise, low_half(where));
  const PickMemo& picks = context.memos.picks;
  demand.provider = static_cast<std::int16_t>(picks.provider(demand.residence, demand.segment, who));
  demand.kind = draw_kind(arise, low_half(what));
  demand.serious = high_half(what) < arise.serious_share;
  demand.emergency = high_half(how) < arise.emergency_share;
  demand.stored_long = low_half(how) < arise.stored_long_share;
  demand.option =
      static_cast<std::int16_t>(picks.option(demand.provider, demand.residence, unit_interval(place)));
  demand.home = picks.home(demand.provider);
  demand.site = picks.site(demand.provider, demand.option);
  demand.arisen = world.clock.begin + (world.clock.end - world.clock.begin) * unit_interval(when);
  demand.ready = demand.arisen;
  demand.merit_open = true;
}

// What some demands of one state come to [demand, real-scale]. Weights are single precision, so that these sums are exact,
// whatever their order.
struct Arisen {
  double all = 0.0;
  double at_home = 0.0;
  double crossing = 0.0;
  double in_conflict = 0.0;
};

// Sums of what is or is not, no branches: no processor guesses where a demand goes.
void count_demand(World& world, const Demand& demand, const LegalView& view, Arisen& arisen) {
  const double real = demand.weight;
  const double crossing = crosses_border(demand) ? real : 0.0;
  const bool at_home = demand.home == demand.forum;
  const bool conflict = view.order != Certainty::no && view.bar != Certainty::no;
  arisen.all += real;
  arisen.at_home += at_home ? real : 0.0;
  arisen.crossing += crossing;
  arisen.in_conflict += conflict ? crossing : 0.0;
  world.arisen += 1;
  world.tally.add(Metric::demands_to_provider, index(demand.provider), real);
  const int other = at_home ? demand.site : demand.home;
  world.relations.flow(demand.forum, other) += other != demand.forum ? real / kFlowYears : 0.0;
}

void add_arisen(World& world, int forum, const Arisen& arisen) {
  world.tally.add(Metric::demands, index(forum), arisen.all);
  world.tally.add(Metric::home_demands, 0, arisen.at_home);
  world.tally.add(Metric::cross_border, index(forum), arisen.crossing);
  world.tally.add(Metric::conflicts, index(forum), arisen.in_conflict);
}

// Draws new demands of one state, and asks the memory for what the laws say of them.
void draw_demands(World& world, const Context& context, Demand demand, Numbers numbers) {
  const std::span<const Words> words = shape_words(context, demand, numbers);
  for (std::size_t number = 0; 2 * number < words.size(); ++number) {
    demand.serial = numbers.begin + static_cast<std::uint32_t>(number);
    draw_demand(world, context, words.subspan(2 * number).first<2>(), world.arrivals.emplace_back(demand));
    context.memos.situations.fetch(world.arrivals.back());
  }
}

// What the laws say of the new demands that have none yet: the arrivals from the number of views on, state by state.
void judge_demands(World& world, const Context& context) {
  std::size_t number = world.views.size();
  while (number < world.arrivals.size()) {
    const int forum = world.arrivals[number].forum;
    Arisen arisen;
    for (; number < world.arrivals.size() && world.arrivals[number].forum == forum; ++number) {
      Demand& arrival = world.arrivals[number];
      const LegalView& view =
          world.views.emplace_back(context.memos.situations.view(world, context, arrival));
      arrival.approver = view.approver;
      arrival.merit = mean_merit(context, arrival, view);
      count_demand(world, arrival, view, arisen);
    }
    add_arisen(world, forum, arisen);
  }
}

// New demands of one state. Many are judged together, so that the memory has what it is asked for by then, but not so many that
// it has forgotten it.
void add_demands(World& world, const Context& context, const Demand& demand, int count) {
  constexpr std::uint32_t kTogether = 256;
  const auto all = static_cast<std::uint32_t>(count);
  for (std::uint32_t begin = 0; begin < all; begin += kTogether) {
    draw_demands(world, context, demand, {begin, std::min(all, begin + kTogether)});
    if (world.arrivals.size() - world.views.size() >= kTogether) judge_demands(world, context);
  }
}

// Demands whose next attempt falls into this step join the arrivals.
void take_ready(World& world, const Context& context) {
  world.arrivals.clear();
  world.views.clear();
  std::size_t waiting = 0;
  for (const Demand& demand : world.retries) {
    if (demand.ready < world.clock.end) {
      world.arrivals.push_back(demand);
      context.memos.situations.fetch(demand);
    } else {
      world.retries[waiting++] = demand;
    }
  }
  world.retries.resize(waiting);
  for (Demand& demand : world.arrivals) {
    world.views.push_back(context.memos.situations.view(world, context, demand));
    demand.approver = world.views.back().approver;
  }
}

void inject_focal_demands(World& world, const Context& context) {
  for (int number = 0; number < static_cast<int>(context.config.focals.size()); ++number) {
    const double date = context.config.focals[index(number)].date;
    if (date < world.clock.begin || date >= world.clock.end) continue;
    const Demand demand = make_focal_demand(world, context, number);
    Arisen arisen;
    world.arrivals.push_back(demand);
    world.views.push_back(context.memos.situations.view(world, context, demand));
    world.arrivals.back().approver = world.views.back().approver;
    count_demand(world, demand, world.views.back(), arisen);
    add_arisen(world, demand.forum, arisen);
    log_event(world.events, FocalRow{.time = demand.arisen,
                                     .focal = number,
                                     .milestone = Milestone::demanded,
                                     .outcome = EventOutcome::none,
                                     .court = demand.court});
  }
}

}  // namespace

void PickMemo::refresh(const World& world, const Context& context) {
  if (!same(share_, world.market.share)) refresh_providers(world, context);
  if (!same(storage_, world.market.storage)) refresh_options(world, context);
}

void PickMemo::refresh_providers(const World& world, const Context& context) {
  share_ = world.market.share;
  providers_.clear();
  std::vector<double> weights(index(context.setup.providers));
  for (int market = 0; market < context.setup.states; ++market) {
    for (const Eigen::ArrayXXd& segment : share_) {
      for (int provider = 0; provider < context.setup.providers; ++provider) {
        weights[index(provider)] =
            segment(provider, market) * context.config.providers[index(provider)].demand_rate;
      }
      providers_.emplace_back(weights);
    }
  }
}

void PickMemo::refresh_options(const World& world, const Context& context) {
  storage_ = world.market.storage;
  rows_.clear();
  sums_.clear();
  sites_.clear();
  for (std::size_t provider = 0; provider < storage_.size(); ++provider) {
    const Eigen::ArrayXXd& storage = storage_[provider];
    const auto home = static_cast<std::int16_t>(context.config.providers[provider].home);
    rows_.push_back({sums_.size(), index(static_cast<int>(storage.cols())), sites_.size(), home});
    for (int market = 0; market < storage.rows(); ++market) add_sums(storage, market, sums_);
    for (const StorageOption& option : context.setup.options[provider]) {
      sites_.push_back(static_cast<std::int16_t>(option.site));
    }
  }
}

double expected_demands(const Clock& clock, const StateConfig& state, const RunParameters& run) {
  return demands_on(state, run.start, clock.begin) * clock.years * run.scale;
}

Demand make_focal_demand(const World& world, const Context& context, int number) {
  const FocalConfig& focal = context.config.focals[index(number)];
  Demand demand;
  demand.arisen = demand.ready = focal.date;
  demand.step = static_cast<std::uint32_t>(world.clock.step);
  demand.serial = kFirstFocalSerial + static_cast<std::uint32_t>(number);
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
  note_places(demand, context);
  const auto range = world.courts.first_instance[index(focal.forum)];
  for (int court = range.begin; court < range.end; ++court) {
    if (world.courts.name[index(court)] == focal.court) demand.court = court;
  }
  Stream stream = demand_stream(context, Purpose::shape_demand, demand);
  const LegalView& view = context.memos.situations.view(world, context, demand);
  const double drawn = mean_merit(context, demand, view) + normal_quantile(stream.uniform());
  demand.merit = std::isnan(focal.merit) ? drawn : focal.merit;
  return demand;
}

Demand with_merit(const Context& context, Demand demand) {
  if (!demand.merit_open) return demand;
  const Words words = philox(shape_counter(demand, 1), context.key);
  demand.merit += normal_quantile(unit_interval(words[3]));
  demand.merit_open = false;
  return demand;
}

void arise(World& world, const Context& context) {
  COMITY_EXPECT(world.arrivals.empty());
  const auto& parameters = context.parameters();
  world.relations.flow *= 1.0 - std::min(1.0, world.clock.years / kFlowYears);
  take_ready(world, context);
  context.memos.picks.refresh(world, context);
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
    add_demands(world, context, demand, count);
  }
  judge_demands(world, context);
  inject_focal_demands(world, context);
  if (context.diary != nullptr) watch_arrivals(world, context);
}

}  // namespace comity
