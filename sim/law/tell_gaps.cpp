#include "law/gaps.h"
#include "law/tell.h"
#include "text/phrases.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

/// How a state's law, with its union's, answers.
Outcome answer_of(const StateLaw& law, const SeenFacts& seen, Effect effect, bool around_counts) {
  const auto outcome = [&](const CompiledLaw& asked, FactSet facts) {
    const Answer answer = ask(asked, facts);
    return has(answer.certain, effect)    ? Outcome::yes
           : has(answer.possible, effect) ? Outcome::arguable
                                          : Outcome::no;
  };
  const Outcome own = outcome(*law.own, seen.own);
  return law.around == nullptr || !around_counts ? own : std::max(own, outcome(*law.around, seen.around));
}

/// The demand as both states see it on a way.
struct OnWay {
  SeenFacts demanding;
  SeenFacts other;
};

OnWay on_way(const Pair& pair, JointSituation joint, FactSet asked, FactSet route) {
  joint.demand |= asked;
  OnWay seen{facts_of_demanding(joint), facts_of_other(pair, joint)};
  if (route == fact::voluntary) {
    for (FactSet* facts : {&seen.demanding.own, &seen.demanding.around, &seen.other.around}) *facts |= route;
  } else if (!pair.one_union) {
    seen.other.around |= route;
  }
  seen.other.own |= route;
  return seen;
}

std::string doubt(Outcome outcome) { return outcome == Outcome::arguable ? "arguably " : ""; }

/// Nothing when the other state's law leaves the way open.
std::string bar_text(const Pair& pair, const JointSituation& joint, const OnWay& seen) {
  const Outcome bar = answer_of(*pair.other, seen.other, Effect::forbids, joint.second != 0);
  if (bar == Outcome::no) return "";
  return fmt::format("{} {}forbids disclosure", with_article(pair.other->state.name), doubt(bar));
}

std::string order_text(const Pair& pair, const JointSituation& joint) {
  const OnWay seen = on_way(pair, joint, fact::judge_approved, 0);
  const Outcome compels = answer_of(*pair.demanding, seen.demanding, Effect::compels, true);
  const std::string name = with_article(pair.demanding->state.name);
  if (compels == Outcome::no) return name + " does not compel, even with a judge's approval";
  std::string bar = bar_text(pair, joint, seen);
  if (compels == Outcome::arguable)
    return name + " only arguably compels" + (bar.empty() ? "" : ", and " + bar);
  return bar;
}

std::string treaty_text(const Pair& pair, const JointSituation& joint) {
  if (pair.treaty == nullptr) return "no treaty is in force";
  const OnWay seen = on_way(pair, joint, fact::judge_approved, fact::treaty_request);
  const Outcome assists = answer_of(*pair.other, seen.other, Effect::assists, joint.second != 0);
  const std::string name = with_article(pair.other->state.name);
  std::string bar = bar_text(pair, joint, seen);
  if (assists == Outcome::no) return name + " does not assist";
  if (assists == Outcome::arguable)
    return name + " only arguably assists" + (bar.empty() ? "" : ", and " + bar);
  return bar;
}

std::string request_text(const Pair& pair, const JointSituation& joint) {
  const OnWay seen = on_way(pair, joint, 0, fact::voluntary);
  const Outcome bar = answer_of(*pair.demanding, seen.demanding, Effect::forbids, true);
  if (bar != Outcome::no)
    return fmt::format("{} itself {}forbids disclosure on request", with_article(pair.demanding->state.name),
                       doubt(bar));
  return bar_text(pair, joint, seen);
}

}  // namespace

std::vector<std::string> tell_closed_ways(const Pair& pair, const JointSituation& joint) {
  std::vector<std::string> ways{"an order: " + order_text(pair, joint),
                                "a treaty request: " + treaty_text(pair, joint)};
  const OnWay agreed = on_way(pair, joint, fact::judge_approved, fact::agreement_order);
  ways.push_back("an agreement order: " +
                 (pair.agreement == nullptr ? "no agreement is in force" : bar_text(pair, joint, agreed)));
  ways.push_back("a voluntary request: " + request_text(pair, joint));
  return ways;
}

}  // namespace comity::law
