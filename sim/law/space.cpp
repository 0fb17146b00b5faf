#include "law/space.h"

#include "law/condition.h"
#include "law/situation.h"

#include <bit>

namespace comity::law {
namespace {

constexpr FactSet kRouteFacts = fact::voluntary | fact::treaty_request | fact::agreement_order;
constexpr FactSet kBetweenFacts = fact::order_is_ours | fact::treaty | fact::agreement;
// Whatever they are, no standpoint makes of them a combination that cannot occur.
constexpr FactSet kClassFacts = fact::fellow_member | fact::adequacy;
constexpr FactSet kComputed = fact::forbidden_elsewhere | fact::qualifying_forbids;
// A demand is compared without any approval and with a judge's, which meets whatever asks for less.
constexpr FactSet kLesserApprovals = fact::prosecutor_approved | fact::independent_approved;

FactSet facts_of_scope(const Library& library, Scope scope) {
  FactSet facts = 0;
  for (std::size_t i = 0; i < library.facts.size(); ++i) {
    if (library.facts[i].scope == scope) facts |= FactSet{1} << i;
  }
  return facts;
}

FactSet mentioned_facts(const Library& library) {
  FactSet facts = 0;
  for (const Rule& rule : library.rules)
    facts |= facts_of(rule.when) | (rule.has_unless ? facts_of(rule.unless) : FactSet{0});
  for (bool grown = true; grown;) {
    const FactSet before = facts;
    for (const Condition& never : library.never)
      facts |= (facts_of(never) & facts) != 0 ? facts_of(never) : 0;
    grown = facts != before;
  }
  return facts;
}

std::vector<FactSet> subsets(FactSet set) {
  std::vector<FactSet> all;
  for (FactSet one = 0;; one = (one - set) & set) {
    all.push_back(one);
    if (one == set) return all;
  }
}

std::size_t index_in(FactSet facts, FactSet set) {
  std::size_t index = 0;
  unsigned place = 0;
  for (FactSet rest = set; rest != 0; rest &= rest - 1, ++place) {
    if ((facts & rest & (~rest + 1)) != 0) index |= std::size_t{1} << place;
  }
  return index;
}

/// The bits of a reading by which the shared questions are answered, side by side.
unsigned shared_reading(QuestionSet reading, QuestionSet shared) {
  return static_cast<unsigned>(index_in(reading, shared));
}

/// Stands by asking under every reading: for laws that share questions.
Stand stand_by_readings(const CompiledLaw& law, const Inquiry& inquiry, FactSet facts) {
  const auto count = 1U << static_cast<unsigned>(std::popcount(inquiry.shared));
  const auto all = static_cast<ReadingMask>((1U << count) - 1U);
  const QuestionSet questions =
      law.effects[static_cast<std::size_t>(inquiry.effect)].questions | inquiry.shared;
  Stand stand{all, 0};
  for (QuestionSet reading = 0;; reading = (reading - questions) & questions) {
    const auto bit = static_cast<ReadingMask>(1U << shared_reading(reading, inquiry.shared));
    if (has(ask(law, facts, reading), inquiry.effect)) {
      stand.possible |= bit;
    } else {
      stand.certain &= static_cast<ReadingMask>(~bit);
    }
    if (reading == questions) return stand;
  }
}

}  // namespace

FactSet settled(const Standpoint& standpoint) {
  FactSet facts = standpoint.route == Route::voluntary ? fact::voluntary : FactSet{0};
  if (standpoint.ours) return facts | fact::order_is_ours;
  if (standpoint.route == Route::treaty || standpoint.route == Route::letters)
    facts |= fact::treaty_request | fact::judge_approved;
  if (standpoint.route == Route::agreement) facts |= fact::agreement_order;
  return facts | (standpoint.treaty ? fact::treaty : 0) | (standpoint.agreement ? fact::agreement : 0) |
         (standpoint.fellow ? fact::fellow_member : 0) | (standpoint.adequate ? fact::adequacy : 0);
}

Stand stand_of(const CompiledLaw& law, const Inquiry& inquiry, FactSet facts) {
  if (inquiry.shared != 0) return stand_by_readings(law, inquiry, facts);
  const Answer answer = ask(law, facts);
  return {static_cast<ReadingMask>(has(answer.certain, inquiry.effect)),
          static_cast<ReadingMask>(has(answer.possible, inquiry.effect))};
}

Space::Space(const Library& library) {
  const FactSet mentioned = mentioned_facts(library);
  here_ = mentioned & facts_of_scope(library, Scope::here);
  demand_ =
      mentioned & facts_of_scope(library, Scope::demand) & ~kRouteFacts & ~kComputed & ~kLesserApprovals;
  const FactSet other = mentioned & facts_of_scope(library, Scope::between) & ~kBetweenFacts & ~kClassFacts;
  demand_ |= other;  // facts between states that nobody settles vary with the demand
  here_sets_ = subsets(here_);
  demand_sets_ = subsets(demand_);
  all_ = here_ | demand_ | kRouteFacts | kBetweenFacts | fact::judge_approved;
  possible_ = possible_situations(library, all_);
  for (unsigned byte = 0; byte < 4; ++byte) {
    for (FactSet value = 0; value < 256; ++value)
      index_by_byte_.push_back(static_cast<std::uint32_t>(index_in(value << (8 * byte), all_)));
  }
}

FactSet Space::facts_at(std::size_t here, std::size_t demand, const Standpoint& standpoint) const {
  return here_sets_[here] | demand_sets_[demand] | settled(standpoint);
}

bool Space::possible(FactSet facts) const {
  std::size_t index = 0;
  for (unsigned byte = 0; byte < 4; ++byte)
    index |= index_by_byte_[256 * byte + ((facts >> (8 * byte)) & 255U)];
  return ((possible_[index >> 6U] >> (index & 63U)) & 1U) != 0;
}

std::size_t Space::here_index(FactSet facts) const { return index_in(facts, here_); }

std::size_t Space::demand_index(FactSet facts) const { return index_in(facts, demand_); }

View view_of(const Space& space, const CompiledLaw& law, const Inquiry& inquiry) {
  View view;
  view.stands.reserve(space.heres() * space.demands());
  view.possible.reserve(space.heres() * space.demands());
  for (std::size_t demand = 0; demand < space.demands(); ++demand) {
    for (std::size_t here = 0; here < space.heres(); ++here) {
      const FactSet facts = space.facts_at(here, demand, inquiry.standpoint);
      view.stands.push_back(stand_of(law, inquiry, facts));
      view.possible.push_back(static_cast<char>(space.possible(facts)));
    }
  }
  return view;
}

}  // namespace comity::law
