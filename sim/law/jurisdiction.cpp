#include "law/jurisdiction.h"

#include "error.h"
#include "text/state_code.h"
#include "text/suggest.h"

#include <algorithm>

#include <fmt/format.h>

namespace comity::law {
namespace {

bool is_joined(const Library& library, const std::string& id) {
  return std::any_of(library.treaties.begin(), library.treaties.end(),
                     [&](const Treaty& treaty) { return treaty.joined == id; });
}

Jurisdiction& entry_of(std::vector<Jurisdiction>& all, const Library& library, const Regime& regime) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == regime.state; });
  if (found != all.end()) return *found;
  all.push_back({regime.state, regime.state, {}, is_joined(library, regime.state)});
  return all.back();
}

}  // namespace

std::vector<Jurisdiction> jurisdictions(const Library& library) {
  std::vector<Jurisdiction> all;
  for (std::uint32_t i = 0; i < library.regimes.size(); ++i) {
    const Regime& regime = library.regimes[i];
    if (regime.state == "*") continue;
    Jurisdiction& entry = entry_of(all, library, regime);
    entry.regimes.push_back({i, 0});
    const auto colon = regime.name.find(':');
    if (entry.name == entry.id && colon != std::string::npos) entry.name = regime.name.substr(0, colon);
  }
  std::sort(all.begin(), all.end(), [](const auto& left, const auto& right) { return left.id < right.id; });
  return all;
}

bool is_invented(const std::string& id) {
  return id.size() == 2 && id[0] == 'X' && id[1] >= 'A' && id[1] <= 'Z';
}

std::vector<Jurisdiction> chosen_jurisdictions(const Library& library, std::span<const std::string> ids) {
  const std::vector<Jurisdiction> all = jurisdictions(library);
  std::vector<Jurisdiction> chosen;
  std::vector<std::string> known;
  for (const Jurisdiction& one : all) known.push_back(one.id);
  for (const std::string& id : ids) {
    const auto found = std::find(known.begin(), known.end(), id);
    if (found == known.end()) {
      const bool code = is_state_code(id) || id == "EU";
      throw Error(fmt::format("state \"{}\": none of the files is its law (they are of {}).{}", id,
                              fmt::join(known, ", "),
                              code ? did_you_mean(id, known) : state_code_advice(id)));
    }
    chosen.push_back(all[static_cast<std::size_t>(found - known.begin())]);
  }
  if (!ids.empty()) return chosen;
  std::copy_if(all.begin(), all.end(), std::back_inserter(chosen),
               [](const auto& one) { return !one.is_union && !is_invented(one.id); });
  return chosen.empty() ? all : chosen;
}

}  // namespace comity::law
