#include "phases/choose.h"

#include "phases/demand_stream.h"
#include "phases/ending.h"
#include "phases/learn.h"
#include "phases/memos.h"
#include "phases/phases.h"
#include "phases/watch.h"
#include "random/elementary.h"
#include "random/philox_many.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace comity {

namespace {

enum class NestStructure { nested, plain };

std::size_t at(Instrument instrument) { return static_cast<std::size_t>(instrument); }

double cost_of(const World& world, const Context& context, const Demand& demand, Instrument instrument) {
  const auto& choose = context.parameters().choose;
  const int site = demand.site;
  const bool at_home = demand.home == demand.forum;
  switch (instrument) {
    case Instrument::order: {
      if (site == demand.forum) return at_home ? choose.cost_order_routine : choose.cost_order;
      return choose.cost_order + choose.diplomatic_cost * world.relations.goodwill(demand.forum, site);
    }
    case Instrument::assistance:
      return choose.cost_assistance;
    case Instrument::agreement:
      return choose.cost_agreement;
    case Instrument::voluntary:
      return choose.cost_voluntary;
  }
  return 0.0;
}

std::uint64_t choice_key(const Demand& demand, const LegalView& view) {
  const auto bits = [](auto value, unsigned shift) { return static_cast<std::uint64_t>(value) << shift; };
  return bits(demand.forum, 0) | bits(demand.site, 8) | bits(demand.tried, 16) |
         bits(demand.home == demand.forum, 20) | bits(demand.kind == DataKind::content, 21) |
         bits(view.order != Certainty::no, 22) | bits(view.assisting_state >= 0, 23) |
         bits(view.agreement, 24) | bits(view.voluntary != Certainty::no, 25) | bits(view.letters, 26);
}

// The first word of each arrival's draws, made at once as that is quicker.
std::span<const Words> choice_words(const World& world, const Context& context) {
  std::vector<Words>& words = context.memos.words;
  words.resize(world.arrivals.size());
  for (std::size_t number = 0; number < words.size(); ++number) {
    const Demand& demand = world.arrivals[number];
    const Purpose purpose = demand.tried == 0 ? Purpose::choose_instrument : Purpose::retry_demand;
    words[number] = demand_counter(purpose, demand, demand.tried);
  }
  philox_many(words, context.key);
  return words;
}

// Counts the sums that `u` has passed instead of branching on them.
std::uint8_t pick_choice(const std::array<double, kChoices>& cumulative, double u) {
  int choice = 0;
  for (std::size_t instrument = 0; instrument < kInstruments; ++instrument) {
    choice += u >= cumulative[instrument] ? 1 : 0;
  }
  return static_cast<std::uint8_t>(choice);
}

bool is_first_focal(const Demand& demand) { return demand.focal >= 0 && demand.tried == 0; }

// A focal demand comes as an order, which without a law that compels, surely or arguably, is a mere request; what happens to it
// then is the model's business.
std::uint8_t focal_choice(const LegalView& view) {
  return static_cast<std::uint8_t>(view.order != Certainty::no ? Instrument::order : Instrument::voluntary);
}

}  // namespace

const std::array<double, kChoices>& ChoiceMemo::cumulative(const World& world, const Context& context,
                                                           const Demand& demand, const LegalView& view) {
  const std::uint64_t key = choice_key(demand, view);
  const std::uint64_t stamped = key | stamp_ << 32U;
  Entry& entry = entries_[(key * 0x9E3779B97F4A7C15ULL) >> (64 - kBits)];
  if (entry.key == stamped) return entry.cumulative;
  entry.key = stamped;
  entry.cumulative =
      choice_probabilities(make_menu(world, context, demand, view), context.parameters().choose);
  for (std::size_t choice = 1; choice < kChoices; ++choice) {
    entry.cumulative[choice] += entry.cumulative[choice - 1];
  }
  return entry.cumulative;
}

double instrument_utility(const ChooseParameters& choose, double success, double delay_days, double cost) {
  return choose.value * success * exp_same(-choose.discount * delay_days / kDaysPerYear) - cost;
}

Prospect prospect_of(const World& world, const Context& context, const Demand& demand,
                     Instrument instrument) {
  const auto& choose = context.parameters().choose;
  const int column = experience_context(demand) * kInstruments + static_cast<int>(instrument);
  const double wins = world.experience.wins(demand.forum, column);
  const double losses = world.experience.losses(demand.forum, column);
  Prospect prospect;
  prospect.cost = cost_of(world, context, demand, instrument);
  prospect.success = wins / (wins + losses);
  prospect.delay_days = world.experience.delay(demand.forum, column);
  prospect.utility = choose.learning == static_cast<int>(Learning::ewa)
                         ? world.experience.attraction(demand.forum, column) - prospect.cost
                         : instrument_utility(choose, prospect.success, prospect.delay_days, prospect.cost);
  return prospect;
}

Prospect without_treaty(const Context& context, Prospect prospect) {
  const auto& assist = context.parameters().assist;
  const double kept = 1.0 - assist.letters_refusal;
  const double gross = prospect.utility + prospect.cost;
  prospect.success *= kept;
  prospect.delay_days += assist.letters_days;
  prospect.utility =
      gross * kept * exp_same(-context.parameters().choose.discount * assist.letters_days / kDaysPerYear) -
      prospect.cost;
  return prospect;
}

std::array<double, kChoices> choice_probabilities(const Menu& menu, const ChooseParameters& choose) {
  constexpr std::array<std::array<Instrument, 2>, 2> kNests = {
      {{Instrument::assistance, Instrument::agreement}, {Instrument::order, Instrument::voluntary}}};
  const bool nested = choose.structure == static_cast<int>(NestStructure::nested);
  const double dissimilarity = nested ? choose.dissimilarity : 1.0;
  double best = 0.0;  // taken off every utility, so that no weight overflows
  for (std::size_t k = 0; k < kInstruments; ++k)
    best = menu.available[k] ? std::max(best, menu.utility[k]) : best;
  std::array<double, kChoices> weight{};
  weight[kInstruments] = exp_same(-choose.precision * best);  // dropping: utility 0, a nest of its own
  double total = weight[kInstruments];
  for (const auto& nest : kNests) {
    // An instrument alone in its nest has the weight that it would have outside.
    const bool alone = menu.available[at(nest[0])] != menu.available[at(nest[1])];
    const double inner = alone ? 1.0 : dissimilarity;
    double inside = 0.0;
    for (const Instrument instrument : nest) {
      if (!menu.available[at(instrument)]) continue;
      weight[at(instrument)] = exp_same(choose.precision * (menu.utility[at(instrument)] - best) / inner);
      inside += weight[at(instrument)];
    }
    if (inside <= 0.0) continue;
    const double nest_weight = inner == 1.0 ? inside : pow_same(inside, inner);
    for (const Instrument instrument : nest) weight[at(instrument)] *= nest_weight / inside;
    total += nest_weight;
  }
  for (double& value : weight) value /= total;
  return weight;
}

Menu make_menu(const World& world, const Context& context, const Demand& demand, const LegalView& view) {
  Menu menu;
  menu.available[at(Instrument::order)] = view.order != Certainty::no;
  menu.available[at(Instrument::assistance)] = view.assisting_state >= 0;
  menu.available[at(Instrument::agreement)] = view.agreement;
  menu.available[at(Instrument::voluntary)] = view.voluntary != Certainty::no;
  for (const Instrument instrument :
       {Instrument::order, Instrument::assistance, Instrument::agreement, Instrument::voluntary}) {
    const bool tried = (demand.tried >> static_cast<unsigned>(instrument) & 1U) != 0;
    menu.available[at(instrument)] = menu.available[at(instrument)] && !tried;
    if (!menu.available[at(instrument)]) continue;
    const Prospect prospect = prospect_of(world, context, demand, instrument);
    const bool letters = instrument == Instrument::assistance && view.letters;
    menu.utility[at(instrument)] = (letters ? without_treaty(context, prospect) : prospect).utility;
  }
  return menu;
}

void order_everything(World& world, const Context& /*context*/) {
  constexpr auto kDropped = static_cast<std::uint8_t>(kInstruments);
  world.chosen.clear();
  for (std::size_t number = 0; number < world.arrivals.size(); ++number) {
    const Demand& demand = world.arrivals[number];
    const LegalView& view = world.views[number];
    const bool tries = demand.tried == 0 && (demand.focal >= 0 || view.order != Certainty::no);
    const std::uint8_t choice = tries ? focal_choice(view) : kDropped;
    world.chosen.push_back(choice);
    if (tries) world.tally.add(Metric::chosen, choice, demand.weight);
  }
}

void choose(World& world, const Context& context) {
  context.memos.choices.renew();
  const std::span<const Words> words = choice_words(world, context);
  std::array<double, kChoices> counts{};
  world.chosen.clear();
  world.chosen.reserve(world.arrivals.size());
  for (std::size_t number = 0; number < world.arrivals.size(); ++number) {
    const Demand& demand = world.arrivals[number];
    const std::uint8_t choice =
        is_first_focal(demand)
            ? focal_choice(world.views[number])
            : pick_choice(context.memos.choices.cumulative(world, context, demand, world.views[number]),
                          unit_interval(words[number][0]));
    world.chosen.push_back(choice);
    counts[choice] += demand.weight;
  }
  if (context.diary != nullptr) watch_choices(world, context);
  for (std::size_t instrument = 0; instrument < kInstruments; ++instrument) {
    world.tally.add(Metric::chosen, instrument, counts[instrument]);
  }
}

}  // namespace comity
