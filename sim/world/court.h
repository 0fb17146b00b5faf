/// Courts, judges, precedents and the cases before them.
#pragma once

#include "enumeration.h"
#include "law/facts.h"
#include "world/demand.h"

#include <Eigen/Core>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace comity {

/// Levels of court.
COMITY_ENUM(Level,
            (first_instance, "courts that hear a case first"),
            (appellate, "courts of appeal"),
            (apex, "the highest court"))
inline constexpr int kLevels = enum_count<Level>;

/// Kinds of amici.
COMITY_ENUM(AmicusKind,
            (provider, "other technology firms"),
            (media, "press and broadcasters"),
            (civil_rights, "civil-rights groups"),
            (academics, "computer scientists and law professors"),
            (trade_chamber, "chambers of commerce and trade bodies"),
            (foreign_state, "other states and unions"))
inline constexpr int kAmicusKinds = enum_count<AmicusKind>;

/// All courts as columns, index = court. A state's courts stand together: first-instance courts, appellate courts, apex.
/// Constant after make_world.
struct Courts {
  std::vector<std::string> name;
  std::vector<int> state;
  std::vector<Level> level;
  std::vector<int> superior;  // the court that hears appeals; -1 at the apex
  std::vector<int>
      hierarchy;  // index of the circuit (appellate court and the courts below it); -1 at the apex
  std::vector<double> docket;    // relative number of cases within the state
  std::vector<int> bench_begin;  // first judge in `judges`
  std::vector<int> bench_size;
  std::vector<double>
      judges;           // ideal points, all courts one after the other; positive: towards the government
  int hierarchies = 0;  // number of circuits over all states
  std::vector<int> hierarchy_state;  // state of each circuit
  struct Range {
    int begin = 0;
    int end = 0;
  };
  std::vector<Range> first_instance;  // per state: its first-instance courts
  std::vector<Range> appellate;       // per state
  std::vector<int> apex;              // per state
  int count() const { return static_cast<int>(state.size()); }
};

/// Kinds of provider that a precedent may or may not cover: data with and without a stable location.
inline constexpr int kCoverages = 2;

/// One ruling on one open question.
struct Ruling {
  double time = 0.0;  // [day]
  int court = 0;
  int question = 0;
  bool accepted = false;                               // whether the arguable rule was accepted
  bool government = false;                             // whether the government won on it
  std::array<bool, kCoverages> covers = {true, true};  // [unstable, stable location]
  double weight = 0.0;                                 // weight it added [ruling of an appellate court = 1]
  int case_number = -1;                                // Case::number; -1: forced by the scenario
  bool vacated = false;
  bool stable_location = true;  // whether the data of the case that led to it had a stable location
};

/// What courts have said. Columns of `weight` and `reading`: question * kCoverages + coverage. Written by litigate.
struct Precedents {
  Eigen::ArrayXXd weight;  // [courts x questions*2] weight on day `as_of`, positive towards "accepted"
  Eigen::ArrayXXi
      reading;  // [courts x questions*2] the court's own last reading: +1 accepted, -1 not, 0 none
  Eigen::Array<std::uint8_t, Eigen::Dynamic, Eigen::Dynamic>
      distinguished;   // [courts x questions*2] 1: the court has
                       // distinguished its superior's reading, which no longer binds it; until the next one
  double as_of = 0.0;  // day of the first ruling; weights fade from there when they are read
  std::uint32_t law_version =
      0;  // World::law_version when splits and resistance were last checked against the law
  std::vector<Ruling> rulings;
  // [states x questions] (state * questions + question) day an unresolved split opened; < 0: none
  std::vector<double> split_opened;
};

/// Stages of a case.
COMITY_ENUM(Stage,
            (motion, "first ruling"),
            (review, "ruling of a second judge of the same court"),
            (appeal, "ruling of an appellate panel"),
            (en_banc, "the full appellate court, asked to rehear"),
            (petition, "the apex, asked to hear the case"),
            (apex, "ruling of the apex"))

/// A dispute before the courts.
struct Case {
  int number = 0;  // serial, stable
  Demand demand;
  law::QuestionSet questions = 0;  // open questions the outcome depends on; none: only merit is disputed
  bool motion_to_compel = false;   // brought by the government after the provider resisted
  bool conflict = false;           // another state forbids the disclosure (certainly or arguably)
  double conflict_chance = 0.0;    // chance that the bar holds [0, 1]
  Stage stage = Stage::motion;
  int court = 0;                                // before which it is now
  int panel_court = -1;                         // the appellate court that heard it
  bool government_won = false;                  // last ruling
  law::QuestionSet accepted = 0;                // readings of the last ruling
  bool reached_apex = false;                    // petition filed
  double opened = 0.0;                          // [day]
  double due = 0.0;                             // day of the next decision
  double stage_began = 0.0;                     // [day]
  double salience = 0.0;                        // public attention to an appeal [0, 1]
  std::uint32_t law_version = 0;                // World::law_version when mootness was last examined
  std::array<int, kAmicusKinds> briefs_firm{};  // for the provider, latest stage
  std::array<int, kAmicusKinds> briefs_government{};
  int briefs_neutral = 0;
  bool closed = false;
};

}  // namespace comity
