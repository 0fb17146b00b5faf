#include "phases/watch.h"

#include "index.h"
#include "law/decide.h"
#include "law/table.h"
#include "phases/answer.h"
#include "phases/arise.h"
#include "phases/capability.h"
#include "phases/case_draws.h"
#include "phases/copying.h"
#include "phases/ending.h"
#include "phases/hearing.h"
#include "phases/orders.h"
#include "phases/precedent.h"
#include "phases/reciprocate.h"
#include "random/elementary.h"
#include "world/places.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace comity {

namespace {

// Calls visit(question) for each of the open questions.
template <typename Visit>
void for_each_question(law::QuestionSet questions, Visit visit) {
  for (law::QuestionSet rest = questions; rest != 0; rest &= rest - 1) visit(std::countr_zero(rest));
}

// Where a question stands in a list by rows of questions.
std::size_t place(const Context& context, int row, int question) {
  return index(row) * index(context.setup.questions) + index(question);
}

using law::Effect;

// An effect asked of the law of a jurisdiction.
struct Asked {
  Instrument route = Instrument::order;
  Effect effect = Effect::compels;
  int state = 0;
  int jurisdiction = 0;
};

law::QuestionSet questions_of(const law::Library& library, const std::vector<std::uint32_t>& rules) {
  law::QuestionSet questions = 0;
  for (const std::uint32_t rule : rules) {
    if (library.rules[rule].question >= 0) questions |= law::QuestionSet{1} << library.rules[rule].question;
  }
  return questions;
}

bool contains(const std::vector<std::uint32_t>& ids, std::uint32_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// What a rule does over all readings of the open questions.
struct RuleStanding {
  bool applies = false;
  bool fires_always = true;
  bool fires = false;
  std::vector<std::uint32_t> switches;
};

void see(const law::Library& library, const std::vector<std::uint32_t>& rules, std::uint32_t rule,
         const std::pair<const law::Decision&, RuleStanding&>& seen) {
  const auto& [decision, standing] = seen;
  const bool fires = contains(decision.effective, rule);
  standing.fires = standing.fires || fires;
  standing.fires_always = standing.fires_always && fires;
  if (!contains(decision.applying, rule)) return;
  standing.applies = true;
  for (const std::uint32_t other : law::exceptions_of(library, rules, rule)) {
    if (contains(decision.effective, other) && !contains(standing.switches, other)) {
      standing.switches.push_back(other);
    }
  }
}

RuleSaid said_of(const law::Library& library, const std::vector<std::uint32_t>& rules, std::uint32_t rule,
                 const std::vector<law::Decision>& decisions) {
  RuleStanding standing;
  for (const law::Decision& decision : decisions) see(library, rules, rule, {decision, standing});
  if (!standing.applies) return {RuleSaid::Force::silent, rule, {}};
  const auto force = standing.fires_always ? RuleSaid::Force::fires
                     : standing.fires      ? RuleSaid::Force::depends
                                           : RuleSaid::Force::switched_off;
  return {force, rule, standing.switches};
}

// The rules that bear on the effect in this situation, under some reading of the open questions: those that have the
// effect, each followed by what could switch it off, and so on.
std::vector<RuleSaid> rules_said(const law::Library& library, const std::vector<std::uint32_t>& in_force,
                                 Effect effect, law::FactSet facts) {
  const std::vector<std::uint32_t> rules = law::cone_of(library, in_force, law::only(effect));
  const law::QuestionSet questions = questions_of(library, rules);
  std::vector<law::Decision> decisions;
  for (law::QuestionSet readings = 0;; readings = (readings - questions) & questions) {
    decisions.push_back(law::decide(library, rules, facts, readings));
    if (readings == questions) break;
  }
  std::vector<std::uint32_t> waiting;
  for (const std::uint32_t rule : rules) {
    if (library.rules[rule].effect == effect) waiting.push_back(rule);
  }
  std::vector<RuleSaid> said;
  std::vector<std::uint32_t> seen;
  while (!waiting.empty()) {
    const std::uint32_t rule = waiting.front();
    waiting.erase(waiting.begin());
    if (contains(seen, rule)) continue;
    seen.push_back(rule);
    RuleSaid one = said_of(library, rules, rule, decisions);
    if (one.force == RuleSaid::Force::silent) continue;
    said.push_back(std::move(one));
    const auto exceptions = law::exceptions_of(library, rules, rule);
    waiting.insert(waiting.begin(), exceptions.begin(), exceptions.end());
  }
  return said;
}

LawVoice hear_law(const World& world, const Context& context, const Demand& demand, const Asked& asked) {
  const law::CompiledLaw& law = *world.laws[index(asked.jurisdiction)].law;
  const law::FactSet facts = route_facts(world, context, demand, {asked.route, asked.jurisdiction});
  const law::Holding answer = law::ask_one(law, asked.effect, facts);
  const law::Library& library = context.config.library;
  return {.state = asked.state,
          .jurisdiction = asked.jurisdiction,
          .route = asked.route,
          .effect = asked.effect,
          .answer = answer.certain    ? Certainty::yes
                    : answer.possible ? Certainty::arguable
                                      : Certainty::no,
          .chance = law::chance(library, law, asked.effect, facts),
          .rules = rules_said(library, law.rules, asked.effect, facts)};
}

// Every effect on which the choice of an instrument or its success depends.
std::vector<Asked> questions_to_law(const World& world, const Context& context, const Demand& demand,
                                    int assisting) {
  std::vector<Asked> asked;
  const auto ask_state = [&](Instrument route, Effect effect, int state) {
    asked.push_back({route, effect, state, state});
    for (const int one : context.setup.unions_of[index(state)]) asked.push_back({route, effect, state, one});
  };
  const int site = demand.site;
  const int home = demand.home;
  ask_state(Instrument::order, compelling_effect(demand), demand.forum);
  if (is_capability_order(demand)) return asked;
  std::vector<int> seen = {demand.forum};
  for (const int other : {site, home, static_cast<int>(demand.residence)}) {
    if (std::find(seen.begin(), seen.end(), other) != seen.end()) continue;
    seen.push_back(other);
    ask_state(Instrument::order, Effect::forbids, other);
  }
  if (assisting >= 0) ask_state(Instrument::assistance, Effect::assists, assisting);
  ask_state(Instrument::voluntary, Effect::forbids, home);
  if (site != home) ask_state(Instrument::voluntary, Effect::forbids, site);
  if (home != demand.forum && world.relations.agreement(home, demand.forum) != 0) {
    ask_state(Instrument::agreement, Effect::forbids, home);
  }
  return asked;
}

QuestionStood stand_of(const World& world, const Context& context, const Demand& demand, int question) {
  const bool stable = stays_in_place(context, demand.provider);
  const Courts::Range courts = world.courts.first_instance[index(demand.forum)];
  QuestionStood stood;
  stood.question = question;
  stood.prior = context.config.library.questions[index(question)].prior;
  for (int court = courts.begin; court < courts.end; ++court) {
    const int reading = reading_in(world, court, question, stable);
    (reading > 0 ? stood.courts_accepted : reading < 0 ? stood.courts_rejected : stood.courts_undecided) += 1;
  }
  const double split = world.precedents.split_opened[place(context, demand.forum, question)];
  if (split >= 0.0) stood.split_since = split;
  return stood;
}

LawSaid said_by_law(const World& world, const Context& context, const Demand& demand, const LegalView& view) {
  LawSaid said{.order = view.order,
               .approver = view.approver,
               .bar = view.bar,
               .bar_state = view.bar_state,
               .bar_chance = view.bar_chance,
               .assisting_state = view.assisting_state,
               .assists = view.assists,
               .letters = view.letters,
               .voluntary = view.voluntary,
               .agreement = view.agreement,
               .agreement_is_union = view.agreement_is_union};
  for_each_question(view.questions, [&](int question) {
    said.questions.push_back(stand_of(world, context, demand, question));
  });
  for (const Asked& asked : questions_to_law(world, context, demand, view.assisting_state)) {
    said.laws.push_back(hear_law(world, context, demand, asked));
  }
  return said;
}

}  // namespace

void watch_arrivals(const World& world, const Context& context) {
  for (std::size_t arrival = 0; arrival < world.arrivals.size(); ++arrival) {
    const Demand& demand = world.arrivals[arrival];
    Diary* diary = diary_of(context, demand);
    if (diary == nullptr) continue;
    if (demand.tried == 0) {
      diary->demand = with_merit(context, demand);
      note(context, demand, demand.arisen, [&] { return Made{diary->demand.merit}; });
    }
    const LegalView& view = world.views[arrival];
    diary->questions |= view.questions;
    note(context, demand, turn_of(world, demand), [&] { return said_by_law(world, context, demand, view); });
  }
}

void watch_choices(const World& world, const Context& context) {
  for (std::size_t arrival = 0; arrival < world.arrivals.size(); ++arrival) {
    const Demand& demand = world.arrivals[arrival];
    note(context, demand, turn_of(world, demand), [&] {
      const Menu menu = make_menu(world, context, demand, world.views[arrival]);
      const auto probability = choice_probabilities(menu, context.parameters().choose);
      Chosen chosen{.chosen = {world.chosen[arrival]},
                    .by_scenario = demand.focal >= 0 && demand.tried == 0,
                    .goodwill_to_site = world.relations.goodwill(demand.forum, demand.site),
                    .tried = demand.tried};
      for (std::uint8_t number = 0; number < kChoices; ++number) {
        const bool drop = number == kInstruments;
        OptionWeighed option{{number}, drop || menu.available[number], probability[number]};
        if (!drop && option.open) {
          const auto instrument = static_cast<Instrument>(number);
          option.prospect = prospect_of(world, context, demand, instrument);
          if (instrument == Instrument::assistance && world.views[arrival].letters)
            option.prospect = without_treaty(context, *option.prospect);
        }
        chosen.options.push_back(option);
      }
      return chosen;
    });
  }
}

void watch_reply(const World& world, const Context& context, const Demand& demand, const Weighed& weighing) {
  if (is_capability_order(demand)) {
    note(context, demand, turn_of(world, demand), [&] {
      const Obedience ways = weigh_obedience(world, context, demand);
      return WaysToObey{ways.protected_share, ways.removing, ways.withdrawing, ways.withdraws};
    });
  }
  note(context, demand, turn_of(world, demand), [&] {
    Weighed weighed = weighing;
    weighed.unreadable = is_unreadable(world, context, demand);
    weighed.utility = reply_utilities(weighing.stakes);
    weighed.probability = reply_probabilities(weighing.stakes, context.parameters().respond.precision);
    weighed.market_share =
        world.market.share[static_cast<std::size_t>(demand.segment)](demand.provider, demand.residence);
    weighed.trust = world.market.trust(demand.provider, demand.residence);
    weighed.court = demand.court;
    if (weighing.question < 0) return weighed;
    const PrecedentWorth worth = worth_of_precedent(world, context, demand, weighing.question);
    weighed.kappa = worth.weight;
    weighed.favourable = worth.favourable;
    weighed.like_demands = worth.like_demands;
    weighed.test_case_pending = worth.pending;
    weighed.reading =
        reading_in(world, demand.court, weighing.question, stays_in_place(context, demand.provider));
    return weighed;
  });
}

void watch_parting(const World& world, const Context& context, const Demand& demand, Parted parted) {
  Diary* diary = diary_of(context, demand);
  if (diary == nullptr || demand.weight <= 1.0F) return;
  parted.parts.first = demand.parts + 1;
  note(context, demand, turn_of(world, demand), [&] { return parted; });
  diary->parted = parted.parts.contains(diary->name.part);
}

void watch_queue(const World& world, const Context& context, int state, const WaitingRequest& request) {
  note(context, request.demand, request.arrived, [&] {
    const Authority& authority = world.authorities[index(state)];
    const double scale = context.parameters().run.scale;
    Queued queued{.state = state,
                  .emergency = request.demand.emergency,
                  .goodwill = world.relations.goodwill(state, request.demand.forum),
                  .put_back = std::max(0.0, request.rank - request.arrived),
                  .waiting = static_cast<int>(authority.waiting.size()),
                  .being_served = static_cast<int>(authority.serving.size()),
                  .servers = authority.servers,
                  .capacity = authority.capacity / scale,
                  .patience_until = request.gives_up,
                  .scale = scale};
    queued.ahead = static_cast<int>(std::ranges::count_if(
        authority.waiting, [&](const WaitingRequest& other) { return other.rank < request.rank; }));
    return queued;
  });
}

// --- the courts

namespace {

// The votes once more, judge by judge: the same streams give the same votes. Courts that copy vote alike, whatever their
// judges think.
std::vector<JudgeHeard> hear_judges(const World& world, const Context& context, const Case& dispute,
                                    const std::pair<Issue, Ballot>& before) {
  const auto& [issue, ballot] = before;
  const bool merit = issue.question < 0;
  VoteDraws draws = vote_draws(context, dispute, merit ? kMeritVotes : static_cast<unsigned>(issue.question));
  std::optional<bool> copied;
  if (!merit) copied = copied_side(world, context, dispute, issue);
  const bool side = copied.value_or(false);
  std::vector<JudgeHeard> judges;
  for (const double ideal_point : seat_bench(world, context, dispute)) {
    const double chance = vote_probability(ballot.pull, ideal_point);
    const Vote vote = cast_vote(context.parameters().litigate, ballot, ideal_point, draws);
    judges.push_back({ideal_point, chance, vote.government, vote.aside});
    if (copied) judges.back() = {ideal_point, side ? 1.0 : 0.0, side, false};
  }
  return judges;
}

IssueHeard hear_issue(const World& world, const Context& context, const Case& dispute,
                      const Holding& holding) {
  const Issue& issue = holding.issue;
  const Ballot ballot = issue.question < 0 ? ballot_on_merit(world, context, dispute)
                                           : ballot_on_question(world, context, dispute, issue);
  return {.question = issue.question,
          .orientation = issue.orientation,
          .log_odds = {ballot.terms, ballot.pull},
          .may_distinguish = ballot.may_distinguish,
          .judges = hear_judges(world, context, dispute, {issue, ballot}),
          .votes_government = holding.votes.government,
          .votes_provider = holding.votes.provider,
          .accepted = holding.accepted,
          .tied = holding.tied,
          .distinguished = holding.distinguished};
}

}  // namespace

void watch_hearing(const World& world, const Context& context, const Case& dispute,
                   const Judgment& judgment) {
  note(context, dispute.demand, dispute.due, [&] {
    Heard heard{.stage = dispute.stage,
                .court = dispute.court,
                .government_before = dispute.government_won,
                .government_won = judgment.government_won};
    for (const Holding& holding : judgment.holdings) {
      heard.issues.push_back(hear_issue(world, context, dispute, holding));
    }
    if (judgment.holdings.empty()) {
      Holding merit{{-1, 1}, judgment.government_won, judgment.tied, false, judgment.votes};
      heard.issues.push_back(hear_issue(world, context, dispute, merit));
    }
    heard.bench = static_cast<int>(heard.issues.front().judges.size());
    return heard;
  });
}

void watch_move(const Context& context, const Case& dispute, const Move& move) {
  Diary* diary = diary_of(context, dispute.demand);
  if (diary == nullptr || (move.move == kStay && std::exchange(diary->stay_known, true))) return;
  note(context, dispute.demand, dispute.due, [&] { return move; });
}

// --- what a dispute changes

namespace {

Snapshot stand(const World& world, const Context& context, const Case& dispute) {
  const int provider = dispute.demand.provider;
  const bool stable = stays_in_place(context, provider);
  const int questions = context.setup.questions;
  Snapshot now;
  now.time = dispute.due;
  for (int court = 0; court < world.courts.count(); ++court) {
    for (int question = 0; question < questions; ++question) {
      now.readings.push_back(reading_in(world, court, question, stable));
    }
  }
  now.wins = world.strategy.wins.row(provider);
  now.losses = world.strategy.losses.row(provider);
  for (int question = 0; question < questions; ++question) {
    now.splits.push_back(world.precedents.split_opened[place(context, dispute.demand.forum, question)]);
    const int column = dispute.demand.forum * questions + question;
    now.resisting.push_back(world.strategy.resists.col(column).cast<int>().sum());
  }
  for (const Ruling& ruling : world.precedents.rulings) {
    now.vacated += ruling.case_number == dispute.number && ruling.vacated ? 1U : 0U;
  }
  return now;
}

double believed(const Snapshot& standing, std::size_t column) {
  const auto at = static_cast<Eigen::Index>(column);
  return standing.wins(at) / (standing.wins(at) + standing.losses(at));
}

void compare_question(const World& world, const Context& context, const std::pair<Snapshot, Snapshot>& both,
                      std::pair<int, Changed&> into) {
  const auto& [before, after] = both;
  auto& [question, changed] = into;
  for (int court = 0; court < world.courts.count(); ++court) {
    const std::size_t at = place(context, court, question);
    if (before.readings[at] == after.readings[at]) continue;
    changed.readings.push_back({court, question, before.readings[at], after.readings[at]});
  }
  for (int circuit = 0; circuit < world.courts.hierarchies; ++circuit) {
    const std::size_t at = place(context, circuit, question);
    if (believed(before, at) == believed(after, at)) continue;
    changed.beliefs.push_back({circuit, question, believed(before, at), believed(after, at)});
  }
  const bool split = after.splits[index(question)] >= 0.0;
  if (split != (before.splits[index(question)] >= 0.0)) changed.splits.push_back({question, split});
  changed.resisting += after.resisting[index(question)] - before.resisting[index(question)];
}

// Whether the decision due now was one of an appellate court or the apex for the provider.
bool ruled_against_government(const World& world, const Case& dispute) {
  const auto& rulings = world.precedents.rulings;
  return std::any_of(rulings.rbegin(), rulings.rend(), [&](const Ruling& ruling) {
    return ruling.case_number == dispute.number && ruling.time == dispute.due && !ruling.government &&
           !ruling.vacated && world.courts.level[index(ruling.court)] != Level::first_instance;
  });
}

// Whether the reform would answer to one of the demand's open questions.
bool answers(const Context& context, const Diary& diary, const ReformState& reform) {
  const ReformConfig& config = context.config.reforms[index(reform.reform)];
  const bool covers = context.setup.within[index(reform.jurisdiction)][index(diary.name.forum)] != 0;
  if (!covers || diary.questions == 0) return false;
  return config.question < 0 ? config.kind == ReformConfig::Kind::reach
                             : (diary.questions >> static_cast<unsigned>(config.question) & 1U) != 0;
}

}  // namespace

std::optional<Snapshot> stand_before(const World& world, const Context& context, const Case& dispute) {
  if (diary_of(context, dispute.demand) == nullptr) return std::nullopt;
  return stand(world, context, dispute);
}

void watch_change(const World& world, const Context& context, const Case& dispute, const Snapshot& before) {
  Diary& diary = *diary_of(context, dispute.demand);
  const std::pair<Snapshot, Snapshot> both = {before, stand(world, context, dispute)};
  Changed changed;
  changed.circuit = world.courts.hierarchy[index(dispute.demand.court)];
  for_each_question(dispute.questions,
                    [&](int question) { compare_question(world, context, both, {question, changed}); });
  changed.adverse = ruled_against_government(world, dispute);
  diary.adverse = diary.adverse || changed.adverse;
  changed.vacated = static_cast<int>(both.second.vacated - before.vacated);
  note(context, dispute.demand, before.time, [&] { return changed; });
}

void watch_reforms(const World& world, const Context& context, std::span<const ReformState> before) {
  Diary& diary = *context.diary;
  if (diary.notes.empty()) return;
  const bool ruled = std::exchange(diary.adverse, false);
  for (std::size_t number = 0; number < world.reforms.size(); ++number) {
    const ReformState& reform = world.reforms[number];
    const bool moved = reform.status != before[number].status;
    if (!answers(context, diary, reform) || (!moved && !ruled)) continue;
    if (!moved && reform.pressure == before[number].pressure) continue;
    const Reformed reformed{.reform = reform.reform,
                            .jurisdiction = reform.jurisdiction,
                            .question = context.config.reforms[index(reform.reform)].question,
                            .status = reform.status,
                            .pressure_before = before[number].pressure,
                            .pressure_after = reform.pressure,
                            .decided = reform.decided,
                            .in_force = reform.force_time};
    const double time = !moved                                           ? world.clock.begin
                        : reform.status == ReformState::Status::in_force ? reform.force_time
                                                                         : reform.decided;
    diary.notes.push_back({time, 1.0, reformed});
  }
}

// --- the end, and what it means to others

namespace {

// How much the logarithm of a yearly rate grows by more of it.
double growth_by(double rate, double more) { return log1p_same(rate + more) - log1p_same(rate); }

// What one more affront does to a stance within a year, the rest as it is: the loss is logarithmic in the yearly rate.
Touch touch_stance(const World& world, const Context& context, const Demand& demand, int state) {
  const auto& reciprocate = context.parameters().reciprocate;
  const double salience =
      demand.kind == DataKind::content ? reciprocate.salience_content : reciprocate.salience_other;
  Touch touch;
  touch.state = state;
  touch.added = demand.weight * salience;
  touch.rate = world.clock.rate_now(world.relations.affront_rate(state, demand.forum));
  touch.level = world.relations.stance(state, demand.forum);
  touch.effect = -reciprocate.affront * growth_by(touch.rate, world.clock.rate_now(touch.added / kFlowYears));
  return touch;
}

// Who obeys a capability order hands no data over.
bool discloses(const Demand& demand, const Ending& ending) {
  return ending.fate == Fate::fulfilled && !is_capability_order(demand);
}

std::vector<Touch> touch_stances(const World& world, const Context& context, const Demand& demand,
                                 const Ending& ending) {
  if (!discloses(demand, ending) || ending.consent || !crosses_border(demand)) return {};
  // States that react count affronts to a threshold; where the phase is off nothing moves.
  if (!context.on(PhaseName::reciprocate) || is_reactive(context.parameters().reciprocate)) return {};
  std::vector<Touch> touches;
  const int site = demand.site;
  if (site != demand.forum) touches.push_back(touch_stance(world, context, demand, site));
  if (demand.residence != demand.forum && demand.residence != site) {
    touches.push_back(touch_stance(world, context, demand, demand.residence));
  }
  return touches;
}

// The same for trust: a disclosure abroad costs some, as far as it becomes known; a public fight wins some.
std::vector<Touch> touch_trust(const World& world, const Context& context, const Demand& demand,
                               const std::pair<const Ending&, double>& ended) {
  const auto& [ending, fight_years] = ended;
  if (!context.on(PhaseName::trust)) return {};
  const auto& trust = context.parameters().trust;
  Touch touch;
  touch.state = demand.residence;
  touch.level = world.market.trust(demand.provider, demand.residence);
  touch.rate = world.clock.rate_now(world.market.disclosure_rate(demand.provider, demand.residence));
  if (discloses(demand, ending) && demand.residence != demand.forum) {
    touch.added = demand.weight;
    touch.effect = -trust.disclosure * trust.publicity * touch.level *
                   growth_by(touch.rate, world.clock.rate_now(touch.added / kFlowYears));
  }
  if (fight_years > 0.0 && demand.residence != demand.forum) {
    touch.effect += trust.fight * fight_years * (1.0 - touch.level);
  }
  return touch.effect == 0.0 ? std::vector<Touch>{} : std::vector<Touch>{touch};
}

Ended ended_of(const World& world, const Context& context, const Demand& demand, const Ending& ending) {
  const int column = experience_context(demand) * kInstruments + static_cast<int>(ending.instrument);
  const double wins = world.experience.wins(demand.forum, column);
  const double losses = world.experience.losses(demand.forum, column);
  const bool success = ending.fate == Fate::fulfilled || ending.fate == Fate::partly_fulfilled;
  const double weight = demand.weight;
  Ended ended{.fate = ending.fate,
              .consent = ending.consent,
              .stance = touch_stances(world, context, demand, ending),
              .believed_before = wins / (wins + losses),
              .believed_after = (wins + (success ? weight : 0.0)) / (wins + losses + weight)};
  if (ending.pursued) ended.instrument = ending.instrument;
  return ended;
}

}  // namespace

void watch_end(const World& world, const Context& context, const Demand& demand, const Ending& ending) {
  note(context, demand, ending.time, [&] {
    Ended ended = ended_of(world, context, demand, ending);
    ended.fight_years = context.diary->fight_years;
    ended.trust = touch_trust(world, context, demand, {ending, ended.fight_years});
    return ended;
  });
}

void watch_failure(const World& world, const Context& context, const Demand& demand, const Ending& ending) {
  note(context, demand, ending.time, [&] {
    Ended ended = ended_of(world, context, demand, ending);
    ended.last = false;
    return ended;
  });
}

}  // namespace comity
