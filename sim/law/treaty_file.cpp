#include "law/treaty_file.h"

#include <fmt/format.h>

namespace comity::law {
namespace {

/// A key that only annotates an entry.
template <class Entry>
Key<Entry> remark(std::string_view name, std::string_view meaning) {
  return {
      name,
      {{}, "a text", std::string(meaning), {}},
      [](Loader& loader, const KeyText& key, const Value& value, Entry&) { read_text(loader, key, value); }};
}

std::vector<Key<Treaty>> treaty_keys() {
  using T = Treaty;
  constexpr std::string_view kSides = "a list of codes of states or ids of unions";
  auto kind =
      must(choice("kind", &T::kind,
                  "what binds the parties: mutual legal assistance, an executive agreement on direct "
                  "orders, membership of a union, or a decision that data are adequately protected there"));
  return {
      words("name", &T::name, "its name"),
      kind,
      texts("parties", &T::parties, kSides, "in force between all of them; a union stands for its members"),
      texts("between", &T::parties, kSides,
            "in place of parties: two, in force between the one and the other"),
      date("from", &T::from, "first day in force; without it, always in force"),
      date("until", &T::until, "first day no longer in force; without it, never"),
      flag("in_force", &T::in_force, "false: signed, but not yet in force"),
      words("union", &T::joined, "of a membership, and only there: id of the union"),
      words("by", &T::by,
            "of a decision of adequacy, and only there: code of the state or id of the union that made it"),
      flag("authorities", &T::authorities,
           "of a decision of adequacy; false: it covers companies only, and an order of that state's "
           "authorities "
           "finds none in force"),
      words("offences", &T::offences,
            "of assistance: only for these; \"treaty in force\" does not hold then, but answers name it"),
      words("source", &T::source, "where this is found"),
      address(&T::url, "the page on which its official text stands"),
      words("quote", &T::quote, "its words"),
      remark<T>("note", "a remark"),
      remark<T>("tag", "how well the source is known: F found, P from general knowledge")};
}

void check_parties(Loader& loader, const PlacedTable& table, Treaty& treaty) {
  const bool parties = find_item(table.value, "parties") != nullptr;
  const auto complain = [&](const std::string& message) {
    loader.complain(table.spot, "treaty: " + message);
  };
  treaty.bilateral = find_item(table.value, "between") != nullptr;
  if (parties == treaty.bilateral) {
    return complain(parties ? "has both \"parties\" and \"between\". Keep one of them."
                            : "has neither \"parties\" nor \"between\". Add one.");
  }
  const bool decision = treaty.kind == TreatyKind::adequacy;
  if (treaty.bilateral && decision)
    complain("a decision of adequacy names those found adequate as \"parties\".");
  if (decision == treaty.by.empty())
    complain("\"by\" must be given for a decision of adequacy, and for nothing else.");
  if (treaty.kind != TreatyKind::assistance && !treaty.offences.empty())
    complain("\"offences\" goes with assistance only.");
  if (!decision && !treaty.authorities) complain("\"authorities\" goes with a decision of adequacy only.");
  if (treaty.bilateral && treaty.parties.size() != 2) complain("\"between\" must name two sides.");
  if (treaty.parties.empty()) complain(fmt::format("\"{}\" names nobody.", parties ? "parties" : "between"));
}

}  // namespace

void read_treaties(Loader& loader, std::uint32_t file) {
  reject_others(loader, file, {"a file of treaties", {"treaty"}, " Known is: [[treaty]]."});
  const auto keys = treaty_keys();
  for (const Value* value : listed_tables(loader, file, "treaty")) {
    const PlacedTable table{"treaty", *value};
    Treaty treaty;
    treaty.place = table.spot;
    read_table(loader, table, treaty, keys);
    check_parties(loader, table, treaty);
    check_period(loader, table, "It");
    if ((treaty.kind == TreatyKind::membership) != !treaty.joined.empty())
      loader.complain(table.spot, "treaty: \"union\" must be given for a membership, and for nothing else.");
    if (!treaty.bilateral || treaty.parties.size() == 2) loader.library.treaties.push_back(std::move(treaty));
  }
}

void document_treaties(std::vector<KeyDocument>& documents) { document(documents, "treaty", treaty_keys()); }

}  // namespace comity::law
