// [[provider]]: its keys and what must hold among them.
#include "scenario/provider_keys.h"

#include "scenario/check.h"
#include "scenario/dated.h"
#include "scenario/entries.h"
#include "scenario/keys.h"

namespace comity {
namespace {

constexpr Range kAttractiveness{0.0, 1e6, "1"};

/// Attractiveness in single markets: { DE = 0.3, CN = 0 }.
Key<ProviderConfig> size_in_key() {
  return {"size_in",
          {{},
           {"a table of states and sizes", Value::Kind::table},
           "attractiveness in single markets; 0: not offered there",
           {}},
          [](Reading& reading, const KeyText& key, const Value& value, ProviderConfig& provider) {
            if (value.kind != Value::Kind::table) return complain_form(reading, key, value);
            const auto ids = state_ids(reading.config);
            for (const auto& item : value.items) {
              const auto found = std::find(ids.begin(), ids.end(), item.key);
              if (found == ids.end()) {
                complain_unknown(reading, key.path, item, ids);
                continue;
              }
              const KeyText text{key.path + "." + item.key, form_of_number(kAttractiveness), key.meaning, {}};
              const auto size = read_number(reading, text, item, kAttractiveness);
              provider.size_in.emplace_back(static_cast<int>(found - ids.begin()), size.value_or(1.0));
            }
          }};
}

/// Factors by segment: { enterprise = 2 }.
Key<ProviderConfig> segment_key() {
  return {"segment",
          {{},
           {"a table of segments and factors", Value::Kind::table},
           "factor on attractiveness per customer segment",
           "1"},
          [](Reading& reading, const KeyText& key, const Value& value, ProviderConfig& provider) {
            if (value.kind != Value::Kind::table) return complain_form(reading, key, value);
            const std::vector<std::string> names(enum_names<Segment>.begin(), enum_names<Segment>.end());
            for (const auto& item : value.items) {
              const auto found = std::find(names.begin(), names.end(), item.key);
              if (found == names.end()) {
                complain_unknown(reading, key.path, item, names);
                continue;
              }
              const KeyText text{key.path + "." + item.key, form_of_number(kAttractiveness), key.meaning,
                                 "1"};
              double& factor = provider.segment[static_cast<std::size_t>(found - names.begin())];
              factor = read_number(reading, text, item, kAttractiveness).value_or(factor);
            }
          }};
}

/// A row whose default is the value of a parameter.
Key<ProviderConfig> by_parameter(Key<ProviderConfig> key, std::string parameter) {
  key.text.standard = std::move(parameter);
  return key;
}

void check_sites(Reading& reading, const std::string& path, const Value& entry,
                 const ProviderConfig& provider) {
  const Value* sites = find_item(entry, "sites");
  if (sites == nullptr || sites->kind != Value::Kind::list || sites->items.size() != provider.sites.size())
    return;
  bool open = false;
  for (std::size_t i = 0; i < provider.sites.size(); ++i) {
    const SiteConfig& site = provider.sites[i];
    open = open || site.from <= reading.config.parameters.run.start;
    for (std::size_t j = 0; j < i; ++j) {
      if (provider.sites[j].state != site.state || provider.sites[j].control != site.control) continue;
      complain(
          reading.complaints, sites->items[i].spot,
          fmt::format("{}.sites[{}] repeats sites[{}] (the same state and control).", path, i + 1, j + 1));
    }
  }
  if (!open) {
    complain(
        reading.complaints, sites->spot,
        fmt::format("{}.sites has no site that is open when the run starts ({}). Give one without `from`.",
                    path, to_string(reading.config.parameters.run.start)));
  }
}

void keep_provider(Reading& reading, const std::string& path, const Value& entry, ProviderConfig provider) {
  if (provider.name.empty()) provider.name = provider.id;
  auto& established = provider.established;
  if (std::find(established.begin(), established.end(), provider.home) == established.end()) {
    established.push_back(provider.home);
  }
  std::sort(established.begin(), established.end());
  check_sites(reading, path, entry, provider);
  check_dates(reading, {path, entry}, provider);
  const auto sizes = dated_values(provider, reading.config.parameters.run.start);
  if (sizes.size() > 1) check_known(reading, {path, entry}, "size", sizes);
  provider.size = value_on(sizes, reading.config.parameters.run.start);
  reading.config.providers.push_back(std::move(provider));
}

}  // namespace

std::vector<Key<SiteConfig>> site_keys() {
  using S = SiteConfig;
  return {must(state("state", &S::state, "where the site is")),
          choice("control", &S::control, {enum_names<Control>.begin(), enum_names<Control>.end()},
                 "who can reach the data: the provider, a local trustee, or only the customer"),
          date("from", &S::from, "first day the site can be used; without it, always open"),
          number("cost", &S::cost, {0.0, 1000.0, "cost"}, "running cost above the provider's cheapest site")};
}

std::vector<Key<DatedProvider>> dated_provider_keys() {
  using D = DatedProvider;
  return {
      must(date("date", &D::date, "the day")),
      must(number("size", &D::size, kAttractiveness, "attractiveness then; that of the run's start counts"))};
}

std::vector<Key<ProviderConfig>> provider_keys() {
  using P = ProviderConfig;
  return {
      must(text("id", &P::id, "short name, e.g. \"microsoft\"")),
      text("name", &P::name, "its name; without it, its id"),
      must(state("home", &P::home, "where the group is headquartered")),
      states("established", &P::established, "where it has an establishment; the home always counts"),
      must(tables("sites", &P::sites, site_keys(), "where it can store data")),
      number("size", &P::size, kAttractiveness,
             "attractiveness in every market, relative to other providers"),
      date("as_of", &P::as_of, "day of this size; without it, the run's first"),
      tables("dated", &P::dated, dated_provider_keys(), "the same on other days, in order; linear between"),
      size_in_key(),
      segment_key(),
      number("demand_rate", &P::demand_rate, {0.0, 1000.0, "1"},
             "demands per user relative to other providers"),
      flag("location_stable", &P::location_stable, "whether data rest in a known place"),
      by_parameter(number("disclosure_policy", &P::disclosure_policy, {0.0, 1.0, "1"},
                          "share of permitted voluntary requests it grants"),
                   "respond.disclosure_policy"),
      by_parameter(number("readiness", &P::readiness, {0.0, 1.0, "1"},
                          "share of demands that counsel weigh as a possible test case"),
                   "respond.readiness"),
      by_parameter(number("protection_cost", &P::protection_cost, {0.0, 1000.0, "value"},
                          "what it costs it to remove a protection in one market"),
                   "respond.protection_cost"),
      flag("extends_ruling", &P::extends_ruling,
           "whether it resists everywhere in a state after one appellate ruling in its favour"),
      number("price", &P::price, {-1.0, 10.0, "1"}, "price above the market's average, relative")};
}

void read_providers(Reading& reading, const Value& root) {
  read_entries(reading, root, KindKeys{"provider", provider_keys()}, keep_provider);
}

}  // namespace comity
