#include "cli/listing.h"

#include "analysis/aims.h"
#include "analysis/evidence_file.h"
#include "analysis/outcomes.h"
#include "error.h"
#include "law/load.h"
#include "observe/labels.h"
#include "random/purpose.h"
#include "scenario/entries.h"
#include "scenario/parameter_list.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace comity::cli {
namespace {

Table list_metrics() {
  Table listing{"", {"name", "per", "kind", "unit", "meaning"}, {}};
  for (const MetricRow& row : metric_rows()) {
    listing.rows.push_back({std::string(row.name),
                            row.group == Group::one ? "" : std::string(name_of(row.group)),
                            row.kind == MetricKind::counter ? "counter" : "gauge", std::string(row.unit),
                            std::string(row.meaning)});
  }
  return listing;
}

Table list_events() {
  Table listing{"", {"table", "column", "unit", "codes", "meaning"}, {}};
  for (std::size_t index = 0; index < enum_count<EventTable>; ++index) {
    const auto table = static_cast<EventTable>(index);
    for (const EventColumn& column : event_columns(table)) {
      const std::string codes = fmt::format("{}", fmt::join(code_names(column.coding), " "));
      listing.rows.push_back({std::string(name_of(table)), std::string(column.name), std::string(column.unit),
                              codes.empty() ? std::string(label_list_name(column.coding)) : codes,
                              std::string(column.meaning)});
    }
  }
  return listing;
}

Table list_phases() {
  Table listing{"", {"phase", "meaning"}, {}};
  for (const EnumRow& row : kPhaseNameRows)
    listing.rows.push_back({std::string(row.name), std::string(row.meaning)});
  return listing;
}

Table list_purposes() {
  Table listing{"", {"number", "purpose", "meaning"}, {}};
  for (std::size_t i = 0; i < kPurposeRows.size(); ++i) {
    listing.rows.push_back(
        {std::to_string(i), std::string(kPurposeRows[i].name), std::string(kPurposeRows[i].meaning)});
  }
  return listing;
}

Table list_facts() {
  Table listing{"", {"words", "scope", "meaning"}, {}};
  for (const law::Fact& fact : law::built_in_library().facts) {
    listing.rows.push_back({fact.words, std::string(name_of(fact.scope)), fact.meaning});
  }
  return listing;
}

Table list_keys_of(const std::vector<KeyDocument>& keys) {
  Table listing{"", {"table", "key", "required", "form", "default", "meaning"}, {}};
  for (const KeyDocument& key : keys) {
    listing.rows.push_back({key.table, key.name, key.required ? "yes" : "", key.text.form.words,
                            key.text.standard, key.text.meaning});
  }
  return listing;
}

Table list_keys() { return list_keys_of(scenario_keys()); }

Table list_law_keys() { return list_keys_of(law::law_keys()); }

Table list_evidence_keys() {
  std::vector<KeyDocument> keys = analysis::evidence_keys();
  for (KeyDocument& key : analysis::aims_keys()) keys.push_back(std::move(key));
  for (KeyDocument& key : analysis::outcome_keys()) keys.push_back(std::move(key));
  return list_keys_of(keys);
}

struct ListingRow {
  const char* name;
  Table (*make)();
};
constexpr std::array kListings = {
    ListingRow{"parameters", parameter_list}, ListingRow{"keys", list_keys},
    ListingRow{"law-keys", list_law_keys},    ListingRow{"evidence-keys", list_evidence_keys},
    ListingRow{"metrics", list_metrics},      ListingRow{"events", list_events},
    ListingRow{"phases", list_phases},        ListingRow{"purposes", list_purposes},
    ListingRow{"facts", list_facts},
};

}  // namespace

std::vector<std::string> listing_names() {
  std::vector<std::string> names;
  for (const ListingRow& row : kListings) names.emplace_back(row.name);
  return names;
}

Table make_listing(const std::string& name) {
  for (const ListingRow& row : kListings) {
    if (name == row.name) return row.make();
  }
  fail_expectation("a table that exists", __FILE__, __LINE__);
}

}  // namespace comity::cli
