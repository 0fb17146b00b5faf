#include "law/entries.h"
#include "law/loading.h"

#include "text/suggest.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace comity::law {
namespace {

constexpr std::array<std::pair<std::string_view, Treaty::Kind>, 3> kKinds{
    {{"assistance", Treaty::Kind::assistance},
     {"agreement", Treaty::Kind::agreement},
     {"membership", Treaty::Kind::membership}}};

void read_kind(Entries& entries, Treaty& treaty) {
  const auto word = entries.text("kind", Need::required);
  if (!word) return;
  std::vector<std::string> known;
  for (const auto& [name, kind] : kKinds) {
    known.emplace_back(name);
    if (*word != name) continue;
    treaty.kind = kind;
    return;
  }
  entries.complain(entries.place_of(*entries.node("kind")),
                   fmt::format("\"kind\" is \"{}\" (must be one of {}).{}", *word, fmt::join(known, ", "),
                               did_you_mean(*word, known)));
}

void read_parties(Entries& entries, Treaty& treaty) {
  const bool parties = entries.node("parties") != nullptr;
  treaty.bilateral = entries.node("between") != nullptr;
  if (parties == treaty.bilateral) {
    return entries.complain(entries.place(), parties
                                                 ? "has both \"parties\" and \"between\". Keep one of them."
                                                 : "has neither \"parties\" nor \"between\". Add one.");
  }
  const std::string_view key = parties ? "parties" : "between";
  for (auto& party : entries.texts(key)) treaty.parties.push_back(std::move(party.name));
  const std::size_t count = treaty.parties.size();
  if (treaty.bilateral && count != 2) entries.complain(entries.place(), "\"between\" must name two sides.");
  if (count == 0) entries.complain(entries.place(), fmt::format("\"{}\" names nobody.", key));
}

void read_treaty(Loader& loader, const toml::table& table, const Place& place) {
  Entries entries(loader, table, place, "treaty");
  Treaty treaty;
  treaty.place = place;
  treaty.name = entries.text("name").value_or("");
  read_kind(entries, treaty);
  read_parties(entries, treaty);
  treaty.from = entries.date("from").value_or(kAlways);
  treaty.until = entries.date("until").value_or(kNever);
  treaty.in_force = entries.truth("in_force").value_or(true);
  treaty.joined = entries.text("union").value_or("");
  treaty.source = entries.text("source").value_or("");
  for (const auto* remark : {"note", "tag"}) entries.text(remark);
  entries.reject_others();
  if ((treaty.kind == Treaty::Kind::membership) != !treaty.joined.empty())
    entries.complain(place, "\"union\" must be given for a membership, and for nothing else.");
  if (treaty.until <= treaty.from) entries.complain(place, "\"until\" is not later than \"from\".");
  if (treaty.bilateral && treaty.parties.size() != 2) return;  // complained about
  loader.library.treaties.push_back(std::move(treaty));
}

}  // namespace

void read_treaties(Loader& loader, std::uint32_t file) {
  for (const auto& [key, value] : loader.files[file].table) {
    if (key.str() == "treaty") continue;
    loader.complain(
        place_in(key.source(), file),
        fmt::format("\"{}\" does not belong in a file of treaties. Known is: [[treaty]].", key.str()));
  }
  const toml::node& node = *loader.files[file].table.get("treaty");
  if (!node.is_array_of_tables())
    return loader.complain(place_in(node.source(), file), "\"treaty\" must be a list of tables: [[treaty]].");
  for (const auto& entry : *node.as_array())
    read_treaty(loader, *entry.as_table(), place_in(entry.source(), file));
}

}  // namespace comity::law
