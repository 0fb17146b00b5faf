/// The purposes of random draws: append only, for a number once used keeps its meaning for ever.
#pragma once

#include <cstdint>

namespace comity {

/// One row per purpose: X(name, meaning). Order gives the number in the stream's counter.
#define COMITY_PURPOSES(X)                                                                             \
  X(count_demands, "how many demands a state makes in a step")                                         \
  X(shape_demand, "subject, provider, site, kind, seriousness, emergency and merit of one demand")     \
  X(choose_instrument, "the instrument a prosecutor chooses for one demand")                           \
  X(answer_demand, "a provider's answer to one demand and its delay")                                  \
  X(retry_demand, "the next instrument after a first attempt failed")                                  \
  X(appoint_judges, "ideal points of courts and judges when the world is made")                        \
  X(assign_court, "the court and judges of one case")                                                  \
  X(time_case, "delays between the stages of one case")                                                \
  X(vote, "the votes of the judges in one ruling")                                                     \
  X(distinguish, "whether a judge distinguishes an unwelcome precedent")                               \
  X(litigate, "appeals, petitions and certiorari of one case")                                         \
  X(recuse, "recusals from a full court")                                                              \
  X(file_briefs, "amicus briefs by kind")                                                              \
  X(serve_assistance, "service times of assistance requests")                                          \
  X(wait_assistance, "patience of those who asked for assistance")                                     \
  X(refuse_assistance, "whether the assisting state refuses")                                          \
  X(enact_reform, "enactment and lag of reforms")                                                      \
  X(conclude_agreement, "conclusion and lag of executive agreements")                                  \
  X(draw_provider, "attributes of providers when the world is made")                                   \
  X(leave_market, "a provider's exit from a market")                                                   \
  X(perceive_merit, "a party's error about the merit of a demand")                                     \
  X(cite, "citations of earlier rulings in one ruling")                                                \
  X(copy_reading, "whose reading a court copies (litigate.reception = copy)")                          \
  X(make_move, "a state's move towards another (reciprocate.structure = reactive)")                    \
  X(resample, "replicates drawn again for the interval of an estimate")                                \
  X(challenge_merit, "how many of the real demands that one stands for are challenged on their merit") \
  X(spread_points, "points of a Latin hypercube in a design")                                          \
  X(scramble_points, "Owen scrambling of a Sobol' sequence in a design")                               \
  X(walk_factors, "trajectories of a Morris design")

/// Why a number is drawn; two draws for different purposes never share a stream.
enum class Purpose : std::uint16_t {
#define COMITY_PURPOSE_ENUM(name, meaning) name,
  COMITY_PURPOSES(COMITY_PURPOSE_ENUM)
#undef COMITY_PURPOSE_ENUM
};

}  // namespace comity
