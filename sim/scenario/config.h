/// A scenario as the simulation sees it: plain, typed, checked. Made by `load_scenario`, never changed by a run.
#pragma once

#include "enumeration.h"
#include "law/library.h"
#include "scenario/parameters.h"
#include "text/tree.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// What a demand asks for, from least to most intrusive.
COMITY_ENUM(DataKind,
            (subscriber, "who the user is"),
            (traffic, "who communicated when with whom"),
            (content, "the content of communications"),
            (capability, "no data: the means to read what a protection keeps from the provider"))
inline constexpr int kDataKinds = enum_count<DataKind>;

/// Customer segments.
COMITY_ENUM(Segment,
            (consumer, "private people"),
            (enterprise, "companies"),
            (public_sector, "authorities and public bodies"))
inline constexpr int kSegments = enum_count<Segment>;

/// Who can reach data at a site.
COMITY_ENUM(Control,
            (own, "the provider"),
            (trustee, "a local trustee"),
            (customer_keys, "only the customer, who holds the keys"))
inline constexpr int kControls = enum_count<Control>;

/// What a state can do to a provider that refuses an order.
COMITY_ENUM(CoercionKind,
            (daily_fine, "a fine for every day of disobedience"),
            (contempt, "contempt of court, or another single penalty"),
            (staff, "charge or arrest of local staff"),
            (asset_freeze, "assets or accounts are frozen"),
            (service_block, "the service is blocked"))

/// What of the provider a state must get hold of for that.
COMITY_ENUM(CoercionNeed,
            (either, "an establishment or users in the state"),
            (establishment, "an establishment in the state"),
            (users, "users in the state"),
            (nothing, "nothing there"))

/// One step of a state's ladder of coercion.
struct CoercionStep {
  CoercionKind kind = CoercionKind::contempt;
  double earliest = 0.0;    // days after the refusal before which it is not taken
  double cost = 0.0;        // to the provider, at once [value]
  double daily_cost = 0.0;  // to the provider, for every day on which it goes on refusing [value/day]
  double state_cost = 0.0;  // to the state [value]
  CoercionNeed needs = CoercionNeed::either;
};

/// The phases of a step in their order: X(name, meaning). Each can be switched off in a scenario.
#define COMITY_PHASES(X)                                                                       \
  X(occur, "exogenous events: shocks, dated law, treaties, scheduled reforms, forced rulings") \
  X(arise, "states make demands")                                                              \
  X(choose, "prosecutors choose instruments")                                                  \
  X(respond, "providers comply, challenge, refuse or reject")                                  \
  X(litigate, "rulings, appeals, certiorari, mootness")                                        \
  X(coerce, "states take steps against providers that refuse; these answer anew or leave")     \
  X(assist, "central authorities serve requests; some refuse, some askers give up")            \
  X(learn, "prosecutors and providers update beliefs")                                         \
  X(reciprocate, "stance between states")                                                      \
  X(trust, "customers' trust and shares of providers")                                         \
  X(locate, "providers move data")                                                             \
  X(legislate, "reforms, localisation, blocking, agreements")                                  \
  X(record, "metrics and invariants")

COMITY_ENUM_OF(PhaseName, COMITY_PHASES)

/// A court or a group of like courts as the scenario gives it.
struct CourtConfig {
  std::string name;      // "Southern District of New York"; empty: numbered
  std::string superior;  // name of the appellate court it answers to; empty: dealt out in turn
  int bench = 1;         // judges
  double docket = 1.0;   // relative number of cases
};

/// The courts of a state: named ones first, then numbered ones up to the counts.
struct CourtsConfig {
  int first_instance = 1;
  int appellate = 1;
  int first_bench = 7;      // judges per numbered first-instance court
  int appellate_bench = 9;  // judges per numbered appellate court
  int apex_bench = 9;
  bool magistrates = false;  // whether the first ruling is reviewed by a judge of the same court
  bool en_banc = false;      // whether the full appellate court can rehear
  bool certiorari = true;    // whether the apex chooses its cases; otherwise it hears every petition
  double binding = 4.0;      // log-odds with which a superior's reading binds; civil-law systems lower
  double leaning = 0.0;      // log-odds towards the government, beside litigate.government_* [log-odds]
  std::vector<CourtConfig> first_instance_named;
  std::vector<CourtConfig> appellate_named;
};

/// What a state was on another day than that of its plain values; what is not given holds no value of that day.
struct DatedState {
  Day date = 0;
  std::optional<double> users;                // as in StateConfig
  std::optional<double> demands;              // as in StateConfig
  std::optional<double> assistance_capacity;  // as in StateConfig
};

/// The same of a provider.
struct DatedProvider {
  Day date = 0;
  std::optional<double> size;  // as in ProviderConfig
};

/// One state.
struct StateConfig {
  std::string id;  // ISO 3166 alpha-2
  std::string name;
  std::string region;             // for latency: sites in the same region are near
  std::string tradition;          // legal tradition: "common law", "civil law", …
  double users = 1.0;             // market size [million users], > 0
  double enterprise_users = 0.0;  // size of the enterprise segment [million accounts]; 0: users / 5
  double demands = 100.0;         // demands to the scenario's providers, as of that day [1/year]
  double growth = 0.1;            // exponential growth of demands [1/year]
  double privacy = 0.5;           // weight customers and legislature give to privacy [0, 1]
  double sanction = 2.0;  // cost to an established provider that refuses, where no ladder is given [value]
  double sanction_abroad = 0.3;        // the same for a provider without establishment here [value]
  std::vector<CoercionStep> coercion;  // the ladder, in order
  double fine_per_day = 0.01;          // fine during litigation without a stay [value/day]
  double breach_penalty = 0.5;         // cost of disclosing against this state's law [value]
  double assistance_capacity = 0.0;    // requests its central authority can serve [1/year]; 0: by assist.load
  Day as_of = kNever;                  // of users, demands and capacity; kNever: the run's first day
  std::vector<DatedState> dated;       // the same on other days, ascending
  std::vector<std::string> law;        // ids of the regimes in force (besides its unions')
  CourtsConfig courts;
};

/// A union of states with law of its own; in its law "here" means anywhere in the union.
struct UnionConfig {
  std::string id;
  std::string name;
  std::vector<int> members;      // indices of states
  std::vector<std::string> law;  // ids of regimes
};

/// A place where a provider can store, under one arrangement of control.
struct SiteConfig {
  int state = 0;
  Control control = Control::own;
  Day from = 0;       // the first day the site can be used
  double cost = 0.0;  // running cost relative to the provider's cheapest site
};

/// One provider.
struct ProviderConfig {
  std::string id;
  std::string name;
  int home = 0;
  std::vector<int> established;   // states with an establishment; the home is always one
  std::vector<SiteConfig> sites;  // at least one
  double size = 1.0;   // attractiveness in every market, relative; shares follow from it when not given
  Day as_of = kNever;  // of size; kNever: the run's first day
  std::vector<DatedProvider> dated;  // the same on other days, ascending
  std::vector<std::pair<int, double>>
      size_in;  // attractiveness in single markets (state, size); 0: not offered there
  std::array<double, kSegments> segment = {1.0, 1.0, 1.0};  // factor on attractiveness per segment
  double demand_rate = 1.0;         // demands per user relative to the average provider
  bool location_stable = true;      // data rest in a known place; false: moved by software
  double disclosure_policy = -1.0;  // < 0: respond.disclosure_policy
  double readiness = -1.0;          // < 0: respond.readiness
  double protection_cost = -1.0;    // < 0: respond.protection_cost
  bool extends_ruling = true;       // resists everywhere in a state after one appellate ruling in its favour
  double price = 0.0;               // price relative to the market's average
};

/// A treaty: mutual assistance, or an executive agreement, among all pairs of its parties; or a decision that they protect data
/// adequately.
struct TreatyConfig {
  enum class Kind : std::uint8_t { assistance, agreement, adequacy } kind = Kind::assistance;
  std::string name;
  std::vector<int> parties;
  Day from = 0;
  Day until = kNever;
  int by = -1;              // adequacy: the jurisdiction (state, or S + union) that has decided so
  bool authorities = true;  // adequacy: it covers what goes to authorities; false: to companies only
  bool in_force = true;     // false, signed only: none of these is kept
};

/// A revelation: customers abroad lose trust in the providers of a state.
struct ShockConfig {
  std::string name;
  Day date = 0;
  int state = 0;
  double size = 0.25;  // share of trust lost
};

/// A law file that a legislature may enact.
struct ReformConfig {
  enum class Mode : std::uint8_t { scheduled, endogenous, never } mode = Mode::endogenous;
  enum class Kind : std::uint8_t { reach, localisation, blocking, other } kind = Kind::other;
  std::string id;
  std::string name;
  std::string regime;       // id of the rule file
  std::vector<int> states;  // legislatures that may enact it (jurisdictions: states, then unions)
  Day date = kNever;        // scheduled: the day it comes into force
  int question = -1;        // the open question whose splits and rulings press for it; -1: any of the state's
};

/// One particular demand, injected; what happens to it is the model's business.
struct FocalConfig {
  std::string name;
  Day date = 0;
  int forum = 0;
  std::string court;  // name of the first-instance court; empty: drawn by docket
  int provider = 0;
  int site = 0;  // state where the data are; the provider must have a site there
  Control control = Control::own;
  int residence = 0;  // where the subject lives
  DataKind kind = DataKind::content;
  Segment segment = Segment::consumer;
  bool serious = true;
  bool emergency = false;
  double merit = 0.0;  // NaN: drawn
};

/// A court's reading of a question forced on a date (counterfactual history).
struct RulingConfig {
  std::string name;  // what `--set` and including files call it; may be empty
  Day date = 0;
  int state = 0;
  std::string court;     // name of the court
  int question = 0;      // index into the library's questions
  bool accepted = true;  // whether it takes the reading on which the arguable rule applies
};

/// A dated event of history, printed beside the simulation's own date of it.
struct HistoryConfig {
  std::string
      event;  // "first instance", "appeal", … : a milestone of the focal dispute, or "enacted <reform id>"
  std::string label;  // words for people: "Second Circuit rules for Microsoft"
  Day date = 0;
  std::string outcome;  // "government", "provider", "tie", "moot" or empty
  std::string source;
};

/// Plausible worlds: vectors of parameters, each of which agrees with what is known (scenario/worlds.h).
struct WorldSample {
  InputText file;
  std::vector<const ParameterRow*> columns;
  std::vector<std::vector<double>> vectors;  // [N][columns]
};

/// [worlds]: which of them the replicates take.
struct WorldsConfig {
  bool use = true;                            // false: every replicate has the scenario's own parameters
  std::shared_ptr<const WorldSample> sample;  // null: the scenario names none
  std::vector<bool> taken;  // [columns] the vectors give the parameter; false: it is set for this run
};

/// A whole scenario.
struct Config {
  std::string name;      // file name without extension
  std::string question;  // what the scenario asks
  std::string path;
  Parameters parameters;
  std::array<bool, enum_count<PhaseName>> phases{};  // all on unless switched off
  law::Library library;
  std::vector<StateConfig> states;
  std::vector<UnionConfig> unions;
  std::vector<ProviderConfig> providers;
  std::vector<TreatyConfig> treaties;
  std::vector<ShockConfig> shocks;
  std::vector<ReformConfig> reforms;
  std::vector<FocalConfig> focals;
  std::vector<RulingConfig> rulings;
  std::vector<HistoryConfig> history;
  WorldsConfig worlds;
  bool has_sweep = false;         // its files have a [sweep] or [arms], which are read by load_sweep alone
  std::vector<InputText> inputs;  // scenario and included files; law texts are in library.files
  std::vector<std::string> overrides;  // `group.name=value` from the command line
};

}  // namespace comity
