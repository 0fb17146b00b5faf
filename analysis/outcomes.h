/// What became of coded disputes, read from a TOML file: what `comity analyze disputes` scores forecasts by. No scenario, world
/// or law file holds any of it.
#pragma once

#include "analysis/evidence_file.h"
#include "enumeration.h"
#include "text/keys.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace comity::analysis {

/// By what the state claims that its order reaches the data.
COMITY_ENUM(Nexus,
            (control, "the provider controls the data"),
            (establishment, "the provider is established there"),
            (service, "the provider offers its service there"),
            (location, "the data are there"),
            (subject, "those whom the data are about are there"))

/// Who got its way in the end.
COMITY_ENUM(Prevailing,
            (state, "the state"),
            (provider, "the provider"),
            (compromise, "both in part"),
            (moot, "nobody: the dispute lost its point"),
            (unknown, "not over, or not known"))

/// What the provider did at first.
COMITY_ENUM(FirstAnswer,
            (complied, "complied at once"),
            (partly, "gave a part"),
            (challenged, "went to court"),
            (refused, "refused"),
            (left, "left the market"),
            (unheard, "was not heard, or it is not known"))

/// The gravest thing the state did to make the provider obey.
COMITY_ENUM(Pressure,
            (none, "nothing"),
            (fine, "a fine"),
            (daily_fine, "a fine by the day"),
            (contempt, "contempt of court"),
            (conviction, "a criminal conviction"),
            (arrest, "arrest of staff"),
            (freeze, "assets frozen or seized"),
            (block, "the service was blocked, or ordered to be"),
            (unknown, "not known"))

/// [[outcome]]: one dispute as it came out.
struct Outcome {
  std::string dispute;  // name of the [[focal]]
  Nexus nexus = Nexus::control;
  std::string bar;  // law of another state that was pleaded against the order; empty: none
  Prevailing prevails = Prevailing::unknown;
  FirstAnswer answer = FirstAnswer::unheard;
  Pressure coercion = Pressure::unknown;
  std::optional<double> days;  // from the demand to the end of the dispute [day]
  std::string source;
  Tag tag = Tag::F;
  std::string note;
};

/// A file of [[outcome]] tables.
struct Outcomes {
  std::string file;
  std::string title;
  std::vector<Outcome> outcomes;
};

/// Reads and checks such a file; disputes are looked up when a results file is at hand. Throws Error with the place of everything
/// wrong.
Outcomes read_outcomes(const std::filesystem::path& path);

/// The keys of such files, for `comity list`.
std::vector<KeyDocument> outcome_keys();

}  // namespace comity::analysis
