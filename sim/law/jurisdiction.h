/// Whose law the files are: states and unions with the regimes in force for them.
#pragma once

#include "law/compile.h"

#include <span>
#include <string>
#include <vector>

namespace comity::law {

/// A state or union with the files that are its law.
struct Jurisdiction {
  std::string id;
  std::string name;  // "United States": the name of its first file up to the colon, else the id
  std::vector<InForce> regimes;
  bool is_union = false;  // some state is or was a member
};

/// The states and unions whose law is among the files, by id; templates (state "*") belong to nobody.
std::vector<Jurisdiction> jurisdictions(const Library& library);

/// Whether the id is one that ISO 3166 leaves to users (XA to XZ): an invented state.
bool is_invented(const std::string& id);

/// The states to compare: those named, else all states but the invented ones, else all; a union
/// only when it is named. Throws Error for an unknown id, with a
/// suggestion.
std::vector<Jurisdiction> chosen_jurisdictions(const Library& library, std::span<const std::string> ids);

}  // namespace comity::law
