#include "law/entries.h"
#include "law/loading.h"

#include "text/place.h"
#include "text/suggest.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

std::vector<std::string> regime_ids(const Library& library) {
  std::vector<std::string> ids;
  for (const Regime& regime : library.regimes) ids.push_back(regime.id);
  return ids;
}

void check_id(Loader& loader, Entries& entries, const Regime& regime) {
  const toml::node* node = entries.node("id");
  const Place place = node == nullptr ? regime.place : entries.place_of(*node);
  if (!is_name(regime.id)) {
    entries.complain(place, "\"id\" has odd characters or none. Use letters, digits, '-' and '_'.");
  }
  if (const auto other = find_regime(loader.library, regime.id)) {
    entries.complain(place, fmt::format("id \"{}\" is taken by {}. Give each file its own id.", regime.id,
                                        loader.library.files[loader.library.regimes[*other].file].path));
  }
}

}  // namespace

void read_regime(Loader& loader, std::uint32_t file) {
  const toml::node* node = loader.files[file].table.get("regime");
  if (node == nullptr) {
    return loader.complain({file},
                           "there is no [regime] table. Begin a rule file with [regime], id and state.");
  }
  Regime regime;
  regime.file = file;
  regime.place = place_in(node->source(), file);
  if (node->as_table() == nullptr)
    return loader.complain(regime.place, "\"regime\" must be a table: [regime].");
  Entries entries(loader, *node->as_table(), regime.place, "regime");
  regime.id = entries.text("id", Need::required).value_or("");
  if (node->as_table()->contains("id")) check_id(loader, entries, regime);
  regime.name = entries.text("name").value_or(regime.id);
  regime.amends = entries.text("amends").value_or("");
  regime.state = entries.text("state", regime.amends.empty() ? Need::required : Need::optional).value_or("");
  for (auto& power : entries.texts("powers")) regime.powers.push_back(std::move(power.name));
  regime.checked = entries.date("checked");
  entries.reject_others();
  loader.regime_of[file] = static_cast<std::uint32_t>(loader.library.regimes.size());
  loader.library.regimes.push_back(std::move(regime));
}

void link_amended(Loader& loader) {
  auto& regimes = loader.library.regimes;
  for (Regime& regime : regimes) {
    if (regime.amends.empty() || find_regime(loader.library, regime.amends)) continue;
    const toml::node* node = loader.files[regime.file].table["regime"]["amends"].node();
    auto ids = regime_ids(loader.library);
    std::erase(ids, regime.id);
    loader.complain(place_in(node->source(), regime.file),
                    fmt::format("amends \"{}\", which is not among the files. Give its file as well.{}",
                                regime.amends, did_you_mean(regime.amends, ids)));
    regime.amends.clear();
  }
  for (Regime& regime : regimes) {
    std::size_t steps = 0;
    for (std::string id = regime.amends; !id.empty() && steps <= regimes.size(); ++steps) {
      id = regimes[*find_regime(loader.library, id)].amends;
    }
    if (steps <= regimes.size()) continue;
    const toml::node* node = loader.files[regime.file].table["regime"]["amends"].node();
    loader.complain(place_in(node->source(), regime.file),
                    "the regimes amend each other in a circle. Break it.");
    regime.amends.clear();
  }
  for (Regime& regime : regimes) {
    if (const auto base = find_regime(loader.library, regime.amends)) regime.base = static_cast<int>(*base);
  }
  for (std::uint32_t i = 0; i < regimes.size(); ++i) {
    const std::string& base = regimes[with_amended(loader.library, i).front()].state;
    if (regimes[i].state.empty()) regimes[i].state = base;
    if (regimes[i].state == base || regimes[i].amends.empty()) continue;
    const toml::node* node = loader.files[regimes[i].file].table["regime"]["state"].node();
    loader.complain(place_in(node->source(), regimes[i].file),
                    fmt::format("state \"{}\" differs from \"{}\" of the amended file. Leave it out.",
                                regimes[i].state, base));
  }
}

std::vector<std::uint32_t> with_amended(const Library& library, std::uint32_t regime) {
  std::vector<std::uint32_t> chain{regime};
  while (chain.size() <= library.regimes.size()) {
    const int base = library.regimes[chain.back()].base;
    if (base < 0) break;
    chain.push_back(static_cast<std::uint32_t>(base));
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

std::optional<std::uint32_t> find_regime(const Library& library, const std::string& id) {
  if (id.empty()) return std::nullopt;
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
    if (library.regimes[i].id == id) return i;
  }
  return std::nullopt;
}

}  // namespace comity::law
