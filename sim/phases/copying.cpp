#include "phases/copying.h"

#include "index.h"
#include "phases/case_draws.h"
#include "phases/precedent.h"
#include "world/places.h"

#include <algorithm>
#include <bit>

namespace comity {

namespace {

// litigate.reception, in the order of the parameter's levels.
enum class Reception : std::uint8_t { weigh, copy };

bool copies(const Context& context) {
  return static_cast<Reception>(context.parameters().litigate.reception) == Reception::copy;
}

// Share of the state's courts with a reading of the question that accept it; nothing when there is none.
std::optional<double> accepted_share(const World& world, const Context& context, const Case& dispute,
                                     int question) {
  const bool stable = stays_in_place(context, dispute.demand.provider);
  const int column = precedent_column(question, stable);
  int accepted = 0;
  int decided = 0;
  for (int court = 0; court < world.courts.count(); ++court) {
    const int reading = world.precedents.reading(court, column);
    if (reading == 0 || world.courts.state[index(court)] != dispute.demand.forum) continue;
    accepted += reading > 0 ? 1 : 0;
    decided += 1;
  }
  if (decided == 0) return std::nullopt;
  return static_cast<double>(accepted) / decided;
}

}  // namespace

std::optional<bool> copied_side(const World& world, const Context& context, const Case& dispute,
                                const Issue& issue) {
  if (!copies(context)) return std::nullopt;
  const std::optional<double> share = accepted_share(world, context, dispute, issue.question);
  if (!share) return std::nullopt;
  Stream stream = case_stream(context, dispute, Purpose::copy_reading, static_cast<unsigned>(issue.question));
  const bool accepted = draw_bernoulli(stream, *share);
  return accepted == (issue.orientation > 0);
}

Votes vote_alike(bool government, std::size_t judges) {
  const auto all = static_cast<int>(judges);
  return government ? Votes{all, 0, 0} : Votes{0, all, 0};
}

std::optional<double> disagreement_by_copying(const World& world, const Context& context,
                                              const Case& dispute) {
  if (!copies(context)) return std::nullopt;
  double most = 0.0;
  for (law::QuestionSet rest = dispute.questions; rest != 0; rest &= rest - 1) {
    const int question = std::countr_zero(rest);
    const std::optional<double> share = accepted_share(world, context, dispute, question);
    if (!share) return std::nullopt;
    const bool accepted = (dispute.accepted >> question & 1U) != 0;
    most = std::max(most, accepted ? 1.0 - *share : *share);
  }
  return most;
}

}  // namespace comity
