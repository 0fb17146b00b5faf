/// The purposes of random draws: append only, for a number once used keeps its meaning for ever.
#pragma once

#include "enumeration.h"

#include <cstdint>

namespace comity {

/// One row per purpose. Order gives the number in the stream's counter.
/// Why a number is drawn; two draws for different purposes never share a stream.
COMITY_ENUM(Purpose,
            (count_demands, "how many demands a state makes in a step"),
            (shape_demand, "subject, provider, site, kind, seriousness, emergency and merit of one demand"),
            (choose_instrument, "the instrument a prosecutor chooses for one demand"),
            (answer_demand, "a provider's answer to one demand and its delay"),
            (retry_demand, "the next instrument after a first attempt failed"),
            (appoint_judges, "ideal points of courts and judges when the world is made"),
            (assign_court, "the court and judges of one case"),
            (time_case, "delays between the stages of one case"),
            (vote, "the votes of the judges in one ruling"),
            (distinguish, "whether a judge distinguishes an unwelcome precedent"),
            (litigate, "appeals, petitions and certiorari of one case"),
            (recuse, "recusals from a full court"),
            (file_briefs, "amicus briefs by kind"),
            (serve_assistance, "service times of assistance requests"),
            (wait_assistance, "patience of those who asked for assistance"),
            (refuse_assistance, "whether the assisting state refuses"),
            (enact_reform, "enactment and lag of reforms"),
            (conclude_agreement, "conclusion and lag of executive agreements"),
            (draw_provider, "attributes of providers when the world is made"),
            (leave_market, "of the past: a provider's exit from a market"),
            (perceive_merit, "a party's error about the merit of a demand"),
            (cite, "citations of earlier rulings in one ruling"),
            (copy_reading, "whose reading a court copies (litigate.reception = copy)"),
            (make_move, "a state's move towards another (reciprocate.structure = reactive)"),
            (resample, "replicates drawn again for the interval of an estimate"),
            (challenge_merit, "how many of the real demands that one stands for are challenged on their merit"),
            (spread_points, "points of a Latin hypercube in a design"),
            (scramble_points, "Owen scrambling of a Sobol' sequence in a design"),
            (walk_factors, "trajectories of a Morris design"),
            (approve_order, "whether and when an order is approved"),
            (coerce, "when a state takes a step against a provider that refuses or gives up, and the answer"),
            (walk_worlds, "moves of the chains that sample plausible worlds"),
            (lift_protection, "whether a provider removes a protection or withdraws the product"))

}  // namespace comity
