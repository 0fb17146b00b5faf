// [[state]] and [[union]]: their keys and what must hold among them.
#include "scenario/state_keys.h"

#include "scenario/check.h"
#include "scenario/dated.h"
#include "scenario/entries.h"
#include "scenario/keys.h"
#include "text/state_code.h"
#include "text/suggest.h"

namespace comity {
namespace {

/// Named courts count among the courts of their level; without a count there are just the named ones.
void count_named(Reading& reading, const Value& courts, std::pair<std::string_view, const std::string&> key,
                 std::pair<int&, const std::vector<CourtConfig>&> level) {
  auto& [count, named] = level;
  const int least = static_cast<int>(named.size());
  if (count >= least) return;
  if (find_item(courts, key.first) != nullptr) {
    complain(reading.complaints, spot_of(courts, key.first),
             fmt::format("{}.{} = {} (but {} of them are named). Raise it to at least {}.", key.second,
                         key.first, count, least, least));
  }
  count = least;
}

void check_names(Reading& reading, const Value& courts, const std::string& path, const CourtsConfig& config) {
  std::vector<std::string> seen;
  for (const auto* list : {&config.first_instance_named, &config.appellate_named}) {
    for (const auto& court : *list) {
      if (!court.name.empty() && std::find(seen.begin(), seen.end(), court.name) != seen.end()) {
        complain(reading.complaints, courts.spot, fmt::format("{} has two courts \"{}\".", path, court.name));
      }
      seen.push_back(court.name);
    }
  }
}

void check_superiors(Reading& reading, const Value& courts, const std::string& path,
                     const CourtsConfig& config) {
  std::vector<std::string> names;
  for (const auto& court : config.appellate_named) names.push_back(court.name);
  const Value* list = find_item(courts, "first_instance_named");
  for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
    const Value* superior = find_item(list->items[i], "superior");
    if (superior == nullptr || superior->kind != Value::Kind::text) continue;
    const KeyText key{
        fmt::format("{}.first_instance_named[{}].superior", path, i + 1), "the name of a court", {}, {}};
    read_reference(reading, key, *superior, {"appellate court with a name", names});
  }
}

void check_courts(Reading& reading, const std::string& path, const Value& entry, CourtsConfig& config) {
  const Value* courts = find_item(entry, "courts");
  if (courts == nullptr || courts->kind != Value::Kind::table) return;
  const std::string inside = path + ".courts";
  count_named(reading, *courts, {"first_instance", inside},
              {config.first_instance, config.first_instance_named});
  count_named(reading, *courts, {"appellate", inside}, {config.appellate, config.appellate_named});
  check_names(reading, *courts, inside, config);
  check_superiors(reading, *courts, inside, config);
}

}  // namespace

std::vector<Key<CourtConfig>> court_keys() {
  return {must(text("name", &CourtConfig::name, "the court's name, e.g. \"Southern District of New York\"")),
          text("superior", &CourtConfig::superior,
               "name of the appellate court it answers to; without it, dealt out in turn"),
          whole("bench", &CourtConfig::bench, {1, 100, "1"}, "judges"),
          number("docket", &CourtConfig::docket, {0.0, 1e6, "1"}, "relative number of cases")};
}

std::vector<Key<CourtsConfig>> courts_keys() {
  using C = CourtsConfig;
  return {
      whole("first_instance", &C::first_instance, {1, 1000, "1"},
            "courts of first instance, with the named ones"),
      whole("appellate", &C::appellate, {1, 200, "1"}, "appellate courts, with the named ones"),
      whole("first_bench", &C::first_bench, {1, 100, "1"}, "judges of a numbered court of first instance"),
      whole("appellate_bench", &C::appellate_bench, {1, 100, "1"}, "judges of a numbered appellate court"),
      whole("apex_bench", &C::apex_bench, {1, 100, "1"}, "judges of the apex court"),
      flag("magistrates", &C::magistrates, "whether a judge of the same court reviews the first ruling"),
      flag("en_banc", &C::en_banc, "whether the full appellate court can rehear a case"),
      flag("certiorari", &C::certiorari, "whether the apex chooses its cases"),
      number("binding", &C::binding, {0.0, 100.0, "log-odds"},
             "how strongly a superior's reading binds; lower in civil-law systems"),
      number("leaning", &C::leaning, {-10.0, 10.0, "log-odds"},
             "how much more its courts favour the government than courts elsewhere"),
      tables("first_instance_named", &C::first_instance_named, court_keys(),
             "courts of first instance by name"),
      tables("appellate_named", &C::appellate_named, court_keys(), "appellate courts by name")};
}

std::vector<Key<CoercionStep>> coercion_keys() {
  using C = CoercionStep;
  return {must(choice("kind", &C::kind, "what is done")),
          number("earliest", &C::earliest, {0.0, 10000.0, "day"},
                 "days after the refusal before which it is not taken"),
          number("cost", &C::cost, {0.0, 1000.0, "value"}, "cost to the provider, at once"),
          number("daily_cost", &C::daily_cost, {0.0, 1000.0, "value/day"},
                 "cost to the provider for every day on which it goes on refusing"),
          number("state_cost", &C::state_cost, {0.0, 1000.0, "value"}, "cost to the state"),
          choice("needs", &C::needs, "what of the provider must be in the state")};
}

std::vector<Key<DatedState>> dated_state_keys() {
  using D = DatedState;
  return {must(date("date", &D::date, "the day")),
          number("users", &D::users, {0.001, 10000.0, "million users"},
                 "market size then; that of the run's start counts"),
          number("demands", &D::demands, {0.0, 1e7, "1/year"}, "demands then"),
          number("assistance_capacity", &D::assistance_capacity, {0.0, 1e7, "1/year"},
                 "requests its central authority could serve then")};
}

std::vector<Key<StateConfig>> state_keys() {
  using S = StateConfig;
  const Range value{0.0, 1000.0, "value"};
  return {must(text("id", &S::id,
                    "ISO 3166-1 code of two letters; of an invented state XA to XZ, or a name of its own")),
          text("name", &S::name, "its name; without it, its id"),
          text("region", &S::region, "part of the world; sites in the market's own region are near"),
          text("tradition", &S::tradition, "legal tradition, e.g. \"common law\""),
          number("users", &S::users, {0.001, 10000.0, "million users"}, "market size"),
          number("enterprise_users", &S::enterprise_users, {0.0, 10000.0, "million accounts"},
                 "size of the enterprise segment; 0: a fifth of the users"),
          number("demands", &S::demands, {0.0, 1e7, "1/year"},
                 "demands to the scenario's providers; from its last dated value on they grow"),
          number("growth", &S::growth, {-1.0, 2.0, "1/year"}, "exponential growth of demands"),
          number("privacy", &S::privacy, {0.0, 1.0, "1"},
                 "weight that customers and legislature give to privacy"),
          number("sanction", &S::sanction, value,
                 "cost to an established provider that refuses, where no ladder is given"),
          number("sanction_abroad", &S::sanction_abroad, value,
                 "the same for a provider without establishment here"),
          tables("coercion", &S::coercion, coercion_keys(),
                 "steps against a provider that refuses, in order; they take the place of the sanctions"),
          number("fine_per_day", &S::fine_per_day, {0.0, 1000.0, "value/day"},
                 "fine during litigation without a stay"),
          number("breach_penalty", &S::breach_penalty, value, "cost of disclosing against this state's law"),
          number("assistance_capacity", &S::assistance_capacity, {0.0, 1e7, "1/year"},
                 "requests its central authority can serve; 0: by assist.load"),
          date("as_of", &S::as_of, "day of these users, demands and capacity; without it, the run's first"),
          tables("dated", &S::dated, dated_state_keys(), "the same on other days, in order; linear between"),
          regimes("law", &S::law, "ids of the regimes in force, besides those of its unions"),
          table("courts", &S::courts, courts_keys(), "its courts")};
}

std::vector<Key<UnionConfig>> union_keys() {
  using U = UnionConfig;
  return {must(text("id", &U::id, "short name, e.g. \"EU\"")),
          text("name", &U::name, "its name; without it, its id"),
          must(states("members", &U::members, "the states that are members")),
          regimes("law", &U::law, "ids of the regimes in force in all members")};
}

void read_states(Reading& reading, const Value& root) {
  const auto finish = [](Reading& into, const std::string& path, const Value& entry, StateConfig state) {
    if (state.name.empty()) state.name = state.id;
    if (is_miswritten_code(state.id)) {
      complain(into.complaints, spot_of(entry, "id"),
               fmt::format("{}.id = \"{}\" (must be a code of ISO 3166-1 with two letters, or an invented "
                           "state's own id).{}",
                           path, state.id, state_code_advice(state.id)));
    }
    check_courts(into, path, entry, state.courts);
    check_dates(into, {path, entry}, state);
    const Day start = into.config.parameters.run.start;
    check_known(into, {path, entry}, "demands",
                dated_values(state, &StateConfig::demands, &DatedState::demands, start));
    const auto users = dated_values(state, &StateConfig::users, &DatedState::users, start);
    if (users.size() > 1) check_known(into, {path, entry}, "users", users);
    state.users = value_on(users, start);
    into.config.states.push_back(std::move(state));
  };
  read_entries(reading, root, KindKeys{"state", state_keys()}, finish);
}

void read_unions(Reading& reading, const Value& root) {
  const auto finish = [](Reading& into, const std::string& path, const Value& entry, UnionConfig config) {
    if (config.name.empty()) config.name = config.id;
    const auto ids = state_ids(into.config);
    if (std::find(ids.begin(), ids.end(), config.id) != ids.end()) {
      complain(into.complaints, spot_of(entry, "id"),
               fmt::format("{} has the id of a state. States and unions share their ids.", path));
    }
    into.config.unions.push_back(std::move(config));
  };
  read_entries(reading, root, KindKeys{"union", union_keys()}, finish);
}

}  // namespace comity
