/// The kinds of entries of a scenario ([[state]], [[provider]], …): their names, their keys, and how they are read.
#pragma once

#include "scenario/keys.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// A kind of entry. `identity` is the key by which including files and `--set` name one of them.
struct EntryKind {
  std::string_view name;
  std::string_view identity;
  std::string_view meaning;
};

/// All kinds, in the order in which they are read: later ones refer to earlier ones.
inline constexpr std::array<EntryKind, 9> kEntryKinds = {{
    {"state", "id", "a state: its market, authorities, courts and law"},
    {"union", "id", "a union of states with law of its own"},
    {"provider", "id", "a provider: where it is at home, established and stores data"},
    {"treaty", "name", "a treaty of mutual assistance or an executive agreement"},
    {"shock", "name", "a revelation that costs a state's providers trust abroad"},
    {"reform", "id", "a law file that a legislature may enact"},
    {"focal", "name", "one particular demand that is injected"},
    {"ruling", "name", "a court's reading of an open question, forced on a date"},
    {"history", "event", "a dated event of history, printed beside the simulation's date of it"},
}};

/// The kind with this name.
const EntryKind* find_kind(std::string_view name);

/// What an entry is called: the text under its kind's identity key, if it has one.
std::optional<std::string> identity_of(const EntryKind& kind, const Value& entry);

/// One key as a list of all keys shows it.
struct KeyDocument {
  std::string table;     // "state", "state.courts"
  std::string name;      // "users"
  std::string form;      // "a number in [0.001, 10000]"
  std::string standard;  // the default as written in a scenario; empty: none
  bool required = false;
  std::string meaning;
};

/// The keys of all kinds of entries, of [sweep] and of [arms] in the order of their tables: for `comity list` and the manual.
std::vector<KeyDocument> scenario_keys();

/// Read all entries of some kinds from the whole document into `reading.config`.
void read_states(Reading& reading, const Value& root);
void read_unions(Reading& reading, const Value& root);
void read_providers(Reading& reading, const Value& root);
void read_treaties(Reading& reading, const Value& root);
void read_shocks(Reading& reading, const Value& root);
void read_reforms(Reading& reading, const Value& root);
void read_focals(Reading& reading, const Value& root);
void read_rulings(Reading& reading, const Value& root);
void read_history(Reading& reading, const Value& root);

/// The rows behind `scenario_keys`, kind by kind.
std::vector<Key<StateConfig>> state_keys();
std::vector<Key<CourtsConfig>> courts_keys();
std::vector<Key<CourtConfig>> court_keys();
std::vector<Key<UnionConfig>> union_keys();
std::vector<Key<ProviderConfig>> provider_keys();
std::vector<Key<SiteConfig>> site_keys();
std::vector<Key<TreatyConfig>> treaty_keys();
std::vector<Key<ShockConfig>> shock_keys();
std::vector<Key<ReformConfig>> reform_keys();
std::vector<Key<FocalConfig>> focal_keys();
std::vector<Key<RulingConfig>> ruling_keys();
std::vector<Key<HistoryConfig>> history_keys();

/// Complains when a date lies outside [run.start, run.end): what happens then would never be simulated.
void check_within_run(Reading& reading, const std::string& path, const Value* date);

/// What must hold among the parts of a scenario once all are read: period, shares, markets, law in force.
void check_scenario(Reading& reading, const Value& root);

/// The entries of a kind in the document; complains when the key is no list of tables.
std::vector<const Value*> entries_of(Reading& reading, const Value& root, std::string_view kind);

/// How messages name an entry: "state.US", or "ruling[2]" for the second one without a name.
std::string path_of(std::string_view kind, const Value& entry, std::size_t index);

/// The rows of the keys that entries of a kind have.
template <class Entry>
struct KindKeys {
  std::string_view kind;
  std::vector<Key<Entry>> keys;
};

/// Reads every entry of a kind by its rows and hands it with its path to `finish`, which checks and keeps it.
template <class Entry, class Finish>
void read_entries(Reading& reading, const Value& root, const KindKeys<Entry>& rows, Finish finish) {
  const auto entries = entries_of(reading, root, rows.kind);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string path = path_of(rows.kind, *entries[i], i);
    Entry entry;
    read_table(reading, {path, *entries[i]}, entry, rows.keys);
    finish(reading, path, *entries[i], std::move(entry));
  }
}

}  // namespace comity
