// [[reform]] and [[focal]]: their keys and what must hold among them.
#include "scenario/dispute_keys.h"

#include "missing.h"
#include "scenario/check.h"
#include "scenario/court_names.h"
#include "scenario/entries.h"
#include "scenario/keys.h"

#include <cmath>

namespace comity {
namespace {

constexpr Range kMerit{-10.0, 10.0, "1"};

Key<ReformConfig> legislatures_key() {
  return {"states",
          {{},
           form_of_list("a list of ids of states or unions, or \"all\" (states)"),
           "legislatures that may enact it",
           {}},
          [](Reading& reading, const KeyText& key, const Value& value, ReformConfig& reform) {
            const bool all = value.kind == Value::Kind::text && value.text == "all";
            const auto ids = all ? state_ids(reading.config) : jurisdiction_ids(reading.config);
            reform.states = read_references(reading, key, value, {"state or union", ids});
          }};
}

/// A number, or "drawn" for a merit that differs between replicates.
Key<FocalConfig> merit_key() {
  KeyForm form = form_of_number(kMerit);
  form.words += " or \"drawn\"";
  return {"merit",
          {{}, form, "strength of the government's case", "0"},
          [](Reading& reading, const KeyText& key, const Value& value, FocalConfig& focal) {
            if (value.kind == Value::Kind::text && value.text == "drawn") {
              focal.merit = kMissing;
            } else {
              focal.merit = read_number(reading, key, value, kMerit).value_or(0.0);
            }
          }};
}

void keep_reform(Reading& reading, const std::string& path, const Value& entry, ReformConfig reform) {
  if (reform.name.empty()) reform.name = reform.id;
  const bool dated = find_item(entry, "date") != nullptr;
  if (reform.mode == ReformConfig::Mode::scheduled && !dated) {
    complain(
        reading.complaints, spot_of(entry, "mode"),
        fmt::format("{} is scheduled but has no date. Give `date = …`, or mode = \"endogenous\".", path));
  }
  if (const Value* states = find_item(entry, "states");
      states != nullptr && states->kind == Value::Kind::list && states->items.empty()) {
    complain(reading.complaints, states->spot,
             fmt::format("{}.states is empty (nobody could enact it). Name a state, or set mode = \"never\".",
                         path));
  }
  reading.config.reforms.push_back(std::move(reform));
}

/// A court of first instance that the forum has by this name.
void check_forum_court(Reading& reading, const std::string& path, const Value& entry,
                       const FocalConfig& focal) {
  const Value* court = find_item(entry, "court");
  if (court == nullptr || court->kind != Value::Kind::text) return;
  const StateConfig& forum = reading.config.states[static_cast<std::size_t>(focal.forum)];
  const auto names = first_instance_courts(forum);
  read_reference(reading, {path + ".court", "the name of a court", {}, {}}, *court,
                 {fmt::format("court of first instance in {}", forum.id), names});
}

/// The provider must be able to keep the data there on that day.
void check_site(Reading& reading, const std::string& path, const Value& entry, const FocalConfig& focal) {
  const ProviderConfig& provider = reading.config.providers[static_cast<std::size_t>(focal.provider)];
  const std::string& where = reading.config.states[static_cast<std::size_t>(focal.site)].id;
  const std::string_view control = enum_names<Control>[static_cast<std::size_t>(focal.control)];
  const auto site =
      std::find_if(provider.sites.begin(), provider.sites.end(), [&](const SiteConfig& candidate) {
        return candidate.state == focal.site && candidate.control == focal.control;
      });
  if (site == provider.sites.end()) {
    complain(reading.complaints, spot_of(entry, "site"),
             fmt::format("{}.site = \"{}\" (provider {} has no site there under control \"{}\").", path,
                         where, provider.id, control));
  } else if (site->from > focal.date) {
    complain(reading.complaints, spot_of(entry, "site"),
             fmt::format("{}.site = \"{}\" (provider {} opens it on {}, after the demand of {}).", path,
                         where, provider.id, to_string(site->from), to_string(focal.date)));
  }
}

/// A capability order is about a protection.
void check_protection(Reading& reading, const std::string& path, const Value& entry,
                      const FocalConfig& focal) {
  if (focal.kind != DataKind::capability || focal.control != Control::own) return;
  complain(
      reading.complaints, spot_of(entry, "kind"),
      fmt::format("{}.kind = \"capability\" (asks to remove a protection, and under control \"own\" there is "
                  "none). control = \"customer_keys\" or \"trustee\".",
                  path));
}

bool has_all(const Value& entry, std::initializer_list<std::string_view> keys) {
  return std::all_of(keys.begin(), keys.end(),
                     [&](std::string_view key) { return find_item(entry, key) != nullptr; });
}

/// Stories and tables find a dispute by its name, beside "focal" and "case:12".
void check_focal_name(Reading& reading, const std::string& path, const Value& entry,
                      const FocalConfig& focal) {
  const std::string_view name = focal.name;
  if (name == "focal" || name.starts_with("focal:") || name.starts_with("case:")) {
    complain(reading.complaints, spot_of(entry, "name"),
             fmt::format(
                 "{}.name = \"{}\" (means something else to comity explain --demand; choose another name).",
                 path, name));
  }
  const auto nameless = [](const FocalConfig& other) { return other.name.empty(); };
  if (name.empty() && std::ranges::any_of(reading.config.focals, nameless))
    complain(reading.complaints, entry.spot,
             fmt::format("{} has no name (must have one, as another has none). Its name.", path));
}

void keep_focal(Reading& reading, const std::string& path, const Value& entry, FocalConfig focal) {
  check_focal_name(reading, path, entry, focal);
  if (find_item(entry, "residence") == nullptr) focal.residence = focal.site;
  check_within_run(reading, path + ".date", find_item(entry, "date"));
  if (has_all(entry, {"forum"}) && focal.forum >= 0) check_forum_court(reading, path, entry, focal);
  const bool known = has_all(entry, {"provider", "site", "date"}) && focal.provider >= 0 && focal.site >= 0;
  if (known) check_site(reading, path, entry, focal);
  check_protection(reading, path, entry, focal);
  reading.config.focals.push_back(std::move(focal));
}

}  // namespace

std::vector<Key<ReformConfig>> reform_keys() {
  using R = ReformConfig;
  auto regime = must(text("law", &R::regime, "id of the regime it brings into force"));
  regime.text.form = "the id of a regime";
  return {must(text("id", &R::id, "short name, e.g. \"cloud-act\"")),
          text("name", &R::name, "its name; without it, its id"),
          choice("mode", &R::mode, {"scheduled", "endogenous", "never"},
                 "enacted on its date, when the legislature is pressed, or not at all"),
          choice("kind", &R::kind, {"reach", "localisation", "blocking", "other"}, "what it does"),
          regime,
          must(legislatures_key()),
          date("date", &R::date,
               "the day a scheduled reform comes into force; a day before the run: from the start"),
          question("question", &R::question,
                   "the open question that presses for it; without it, any of the state's")};
}

std::vector<Key<FocalConfig>> focal_keys() {
  using F = FocalConfig;
  Key<F> provider{"provider",
                  {{}, "the id of a provider", "to whom the demand goes", {}},
                  [](Reading& reading, const KeyText& key, const Value& value, F& focal) {
                    const auto ids = provider_ids(reading.config);
                    focal.provider = read_reference(reading, key, value, {"provider", ids}).value_or(-1);
                  }};
  return {text("name", &F::name, "its name"),
          must(date("date", &F::date, "the day of the demand")),
          must(state("forum", &F::forum, "the state whose authority demands")),
          text("court", &F::court, "the court of first instance by its name; without it, drawn by docket"),
          must(provider),
          must(state("site", &F::site, "where the data are kept")),
          choice("control", &F::control, {enum_names<Control>.begin(), enum_names<Control>.end()},
                 "who can reach the data"),
          state("residence", &F::residence, "where the subject lives; without it, where the data are"),
          choice("kind", &F::kind, {enum_names<DataKind>.begin(), enum_names<DataKind>.end()},
                 "what is demanded"),
          choice("segment", &F::segment, {enum_names<Segment>.begin(), enum_names<Segment>.end()},
                 "the subject's segment"),
          flag("serious", &F::serious, "whether the offence is serious"),
          flag("emergency", &F::emergency, "whether life or limb is in danger"),
          merit_key()};
}

void read_reforms(Reading& reading, const Value& root) {
  read_entries(reading, root, KindKeys{"reform", reform_keys()}, keep_reform);
}

void read_focals(Reading& reading, const Value& root) {
  read_entries(reading, root, KindKeys{"focal", focal_keys()}, keep_focal);
}

}  // namespace comity
