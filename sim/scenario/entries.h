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
    {"treaty", "name", "a treaty of mutual assistance, an executive agreement or a decision of adequacy"},
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

/// The keys of all kinds of entries, of [sweep] and of [arms] in the order of their tables: for `comity list` and the manual.
std::vector<KeyDocument> scenario_keys();

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
