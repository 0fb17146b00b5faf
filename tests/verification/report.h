/// The verification table: reduced cases of the model with known answers, run on the model's own phases and kernels.
///
/// Where each case is:
///   V1  logit choices                        v01_choice_test.cpp
///   V2  Beta updating                        v02_learning_test.cpp
///   V3  selection of disputes, V4 settlement v03_v04_selection_test.cpp
///   V5  Erlang C, V6 Erlang A                v05_v06_queue_test.cpp
///   V7  conservation, bounds, Little's law   v07_conservation_test.cpp
///   V8  panels, V9 binding, V10 independence v08_v10_courts_test.cpp
///   V12 voter model                          v12_copying_test.cpp
///   V13 Bass diffusion                       v13_diffusion_test.cpp
///   V14 reactive states                      v14_reactive_test.cpp
///   V15 trust in the long run                v15_trust_test.cpp
///   V16 fading of precedent                  v16_precedent_test.cpp
///   V17 lags of reform                       v17_reform_test.cpp
///   V18 requests put back, V19 retaliation  v18_put_back_test.cpp
///   V23 approval, V24 keys, V25 no law, V26 the odds of a challenge
///                                            v23_orders_test.cpp
///   V27 coercion                             v27_coercion_test.cpp
///   V28 assistance without a treaty          v28_letters_test.cpp
///   V22 more capacity, higher fines          v22_metamorphic_test.cpp
///       relabelled states                    v22_relabelling_test.cpp
///       interventions                        v22_interventions_test.cpp
///   step size, scale                         invariance_test.cpp
///   phases switched off, a quiet world       phases_off_test.cpp
#pragma once

#include <string>

namespace comity::test {

/// A number measured on the model's code beside the known answer.
struct Answer {
  double measured = 0.0;
  double expected = 0.0;
  double tolerance = 0.0;
};

/// Prints the row `case | quantity | measured | expected | tolerance` of the verification table and fails the test
/// unless measured and expected are within the tolerance of each other.
void report(const std::string& name, const std::string& quantity, const Answer& answer);

/// The same for a number that must not exceed a bound.
void report_at_most(const std::string& name, const std::string& quantity, double measured, double bound);

}  // namespace comity::test
