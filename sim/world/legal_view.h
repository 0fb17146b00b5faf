/// What the laws of the states involved say about one demand, route by route.
#pragma once

#include "law/library.h"
#include "world/demand.h"

#include <cstdint>

namespace comity {

/// An answer that may depend on open questions.
enum class Certainty : std::uint8_t { no, arguable, yes };

/// The laws' answers to one demand. A pure function of the demand's facts and of the law in force. Small, as there are
/// many.
struct LegalView {
  law::QuestionSet questions = 0;    // open questions of the forum on which the order depends
  float bar_chance = 0.0F;           // chance that another state forbids disclosure under an order
  float voluntary_chance = 0.0F;     // chance that the provider's home law leaves it free to answer a request
  float site_permits_chance = 0.0F;  // chance that the site's law does not forbid a voluntary disclosure
  std::int16_t bar_state =
      -1;  // state whose law (or whose union's) forbids disclosure under an order; -1: none
  std::int16_t assisting_state = -1;         // state a request for assistance would go to; -1: none
  Certainty order : 2 = Certainty::no;       // the forum compels the provider
  Certainty bar : 2 = Certainty::no;         // another state forbids disclosure under an order
  Certainty assists : 2 = Certainty::no;     // the assisting state's law has it help
  Certainty voluntary : 2 = Certainty::no;   // the provider's home law leaves it free to answer a request
  Approver approver : 3 = Approver::nobody;  // the least under whom the forum compels the provider
  bool agreement : 1 = false;                // an executive agreement or Union order reaches the data
  bool agreement_is_union : 1 = false;       // the Union's own production order rather than an agreement
  bool letters : 1 = false;  // the request would go without a treaty: letters rogatory, reciprocity
};

}  // namespace comity
