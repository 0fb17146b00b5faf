#include "scenario/check.h"

#include "scenario/entries.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

namespace comity {
namespace {

constexpr std::size_t kMostStates = 200;
constexpr std::size_t kMostProviders = 1000;

/// Where a parameter is set; the beginning of the scenario when it has its default.
Spot spot_of_parameter(const Value& root, std::string_view group, std::string_view name) {
  const Value* table = find_item(root, group);
  const Value* item = table == nullptr ? nullptr : find_item(*table, name);
  return item == nullptr ? Spot{} : item->spot;
}

/// The one of two parameters that is set in the scenario, to point at.
Spot spot_of_either(const Value& root, std::string_view group,
                    std::pair<std::string_view, std::string_view> names) {
  const Spot spot = spot_of_parameter(root, group, names.first);
  return spot.line != 0 || spot.file != 0 ? spot : spot_of_parameter(root, group, names.second);
}

void check_period(Reading& reading, const Value& root) {
  const RunParameters& run = reading.config.parameters.run;
  if (run.end > run.start) return;
  complain(reading.complaints, spot_of_either(root, "run", {"end", "start"}),
           fmt::format("run.end = {} (must be later than run.start = {}).", to_string(run.end),
                       to_string(run.start)));
}

void check_shares(Reading& reading, const Value& root) {
  const AriseParameters& arise = reading.config.parameters.arise;
  const auto check = [&](std::pair<std::string_view, std::string_view> names, double sum,
                         std::string_view rest) {
    if (sum <= 1.0) return;
    complain(reading.complaints, spot_of_either(root, "arise", names),
             fmt::format("arise.{} + arise.{} = {} (must be at most 1). The rest are {}.", names.first,
                         names.second, sum, rest));
  };
  check({"content_share", "traffic_share"}, arise.content_share + arise.traffic_share,
        "demands for subscriber data");
  check({"enterprise_share", "public_share"}, arise.enterprise_share + arise.public_share,
        "demands about consumers");
}

void check_counts(Reading& reading) {
  const std::size_t states = reading.config.states.size();
  const std::size_t providers = reading.config.providers.size();
  if (states < 2 || states > kMostStates) {
    complain(reading.complaints, {},
             fmt::format(
                 "the scenario has {} state{} (must be 2 to {}). Add [[state]] entries or include a world.",
                 states, states == 1 ? "" : "s", kMostStates));
  }
  if (providers < 1 || providers > kMostProviders) {
    complain(
        reading.complaints, {},
        fmt::format(
            "the scenario has {} providers (must be 1 to {}). Add [[provider]] entries or include a world.",
            providers, kMostProviders));
  }
}

/// Attractiveness of a provider in a market over all segments.
double size_in(const ProviderConfig& provider, int market) {
  const auto own = std::find_if(provider.size_in.begin(), provider.size_in.end(),
                                [&](const auto& entry) { return entry.first == market; });
  const double size = own == provider.size_in.end() ? provider.size : own->second;
  return size * *std::max_element(provider.segment.begin(), provider.segment.end());
}

void check_markets(Reading& reading, const Value& root) {
  const auto states = entries_of(reading, root, "state");
  for (std::size_t i = 0; i < reading.config.states.size() && !reading.config.providers.empty(); ++i) {
    const bool served =
        std::any_of(reading.config.providers.begin(), reading.config.providers.end(),
                    [&](const auto& provider) { return size_in(provider, static_cast<int>(i)) > 0.0; });
    if (served) continue;
    complain(reading.complaints, states[i]->spot,
             fmt::format("state.{} is served by no provider (each has size 0 there).",
                         reading.config.states[i].id));
  }
}

std::vector<std::string> regime_ids(const Config& config) {
  std::vector<std::string> ids;
  for (const auto& regime : config.library.regimes) ids.push_back(regime.id);
  return ids;
}

/// Regimes in force in a jurisdiction from the start: its own and, for a state, its unions'.
std::vector<std::string> laws_of(const Config& config, int jurisdiction) {
  const int states = static_cast<int>(config.states.size());
  if (jurisdiction >= states) return config.unions[static_cast<std::size_t>(jurisdiction - states)].law;
  std::vector<std::string> laws = config.states[static_cast<std::size_t>(jurisdiction)].law;
  for (const auto& one : config.unions) {
    if (std::find(one.members.begin(), one.members.end(), jurisdiction) == one.members.end()) continue;
    laws.insert(laws.end(), one.law.begin(), one.law.end());
  }
  return laws;
}

/// A regime is known, is this jurisdiction's law, and what it amends is in force there.
void check_regime(Reading& reading, const std::string& path, const Value& value,
                  std::pair<int, const std::vector<std::string>&> jurisdiction) {
  const auto ids = regime_ids(reading.config);
  const KeyText key{path, "the id of a regime", {}, {}};
  const auto index = read_reference(reading, key, value, {"regime in the law files", ids});
  if (!index) return;
  const law::Regime& regime = reading.config.library.regimes[static_cast<std::size_t>(*index)];
  const std::string id = jurisdiction_ids(reading.config)[static_cast<std::size_t>(jurisdiction.first)];
  if (regime.state != "*" && regime.state != id) {
    complain(reading.complaints, value.spot,
             fmt::format("{} = \"{}\" (it is law of {}, not of {}). A regime with state = \"*\" fits any.",
                         path, regime.id, regime.state, id));
    return;
  }
  const auto& laws = jurisdiction.second;
  if (!regime.amends.empty() && std::find(laws.begin(), laws.end(), regime.amends) == laws.end()) {
    complain(reading.complaints, value.spot,
             fmt::format("{} = \"{}\" (it amends \"{}\", which is not in force in {}).", path, regime.id,
                         regime.amends, id));
  }
}

/// The `law` lists of states or unions; `first` is the jurisdiction of the first entry.
void check_law_lists(Reading& reading, const Value& root, std::string_view kind, int first) {
  const auto entries = entries_of(reading, root, kind);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Value* law = find_item(*entries[i], "law");
    if (law == nullptr || law->kind != Value::Kind::list) continue;
    const int jurisdiction = first + static_cast<int>(i);
    const auto laws = laws_of(reading.config, jurisdiction);
    for (std::size_t k = 0; k < law->items.size(); ++k) {
      const Value& item = law->items[k];
      if (item.kind != Value::Kind::text || item.text.empty()) continue;
      const std::string path = fmt::format("{}.law[{}]", path_of(kind, *entries[i], i), k + 1);
      check_regime(reading, path, item, {jurisdiction, laws});
    }
  }
}

/// A reform may amend what is in force, or what another reform can bring into force there.
void check_reform_law(Reading& reading, const Value& root) {
  const auto entries = entries_of(reading, root, "reform");
  for (std::size_t i = 0; i < reading.config.reforms.size(); ++i) {
    const Value* law = find_item(*entries[i], "law");
    if (law == nullptr || law->kind != Value::Kind::text) continue;
    for (const int jurisdiction : reading.config.reforms[i].states) {
      auto laws = laws_of(reading.config, jurisdiction);
      for (const auto& other : reading.config.reforms) {
        const bool here =
            std::find(other.states.begin(), other.states.end(), jurisdiction) != other.states.end();
        if (here && other.id != reading.config.reforms[i].id) laws.push_back(other.regime);
      }
      check_regime(reading, path_of("reform", *entries[i], i) + ".law", *law, {jurisdiction, laws});
    }
  }
}

}  // namespace

void check_within_run(Reading& reading, const std::string& path, const Value* date) {
  const RunParameters& run = reading.config.parameters.run;
  if (date == nullptr || date->kind != Value::Kind::date || run.end <= run.start) return;
  const auto first = run.start - static_cast<Day>(std::floor(run.warm_up_years * kDaysPerYear));
  if (date->date >= first && date->date < run.end) return;
  complain(reading.complaints, date->spot,
           fmt::format("{} = {} (must lie in the simulated period, from {} to before {}).", path,
                       to_string(date->date), to_string(first), to_string(run.end)));
}

void check_before_end(Reading& reading, const std::string& path, const Value* date) {
  const Day end = reading.config.parameters.run.end;
  if (date == nullptr || date->kind != Value::Kind::date || date->date < end) return;
  complain(
      reading.complaints, date->spot,
      fmt::format("{} = {} (must lie before run.end = {}).", path, to_string(date->date), to_string(end)));
}

void check_known(Reading& reading, const PlacedTable& table, std::string_view key,
                 std::span<const DatedValue> values) {
  const RunParameters& run = reading.config.parameters.run;
  if (run.carry_back || run.start >= values.front().date) return;
  complain(reading.complaints, spot_of(table.value, "as_of"),
           fmt::format("{} has no {} as early as run.start = {} (the first are of {}). Give earlier ones in "
                       "{}.dated, start "
                       "later, or let run.carry_back = true carry the first ones back.",
                       table.path, key, to_string(run.start), to_string(values.front().date), table.path));
}

void check_order(Reading& reading, const PlacedTable& table, std::span<const Day> dates, Day as_of) {
  const Value* list = find_item(table.value, "dated");
  if (list == nullptr || list->items.size() != dates.size()) return;
  if (!dates.empty() && as_of == kNever) {
    complain(reading.complaints, list->spot,
             fmt::format("{}.dated needs as_of, the day of the values beside it.", table.path));
  }
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const bool rises = i == 0 || dates[i - 1] < dates[i];
    if (rises && dates[i] != as_of) continue;
    complain(reading.complaints, list->items[i].spot,
             fmt::format("{}.dated[{}].date = {} (must be {}).", table.path, i + 1, to_string(dates[i]),
                         rises ? "another day than as_of" : "later than the one before"));
  }
}

void check_scenario(Reading& reading, const Value& root) {
  check_period(reading, root);
  check_shares(reading, root);
  check_counts(reading);
  check_markets(reading, root);
  if (!reading.law_known) return;
  check_law_lists(reading, root, "state", 0);
  check_law_lists(reading, root, "union", static_cast<int>(reading.config.states.size()));
  check_reform_law(reading, root);
}

}  // namespace comity
