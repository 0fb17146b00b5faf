/// Amicus briefs: who speaks up in an appeal, and for whom.
#pragma once

#include "world/context.h"

#include <array>

namespace comity {

/// How many briefs of each kind are filed for the provider, for the government and for neither, relative to the mean
/// of briefs for the provider in a fully salient appeal (amici.appellate_mean, amici.apex_mean).
struct AmicusRow {
  AmicusKind kind;
  double provider;    // the column sums to 1
  double government;  // times amici.government_share; sums to 1
  double neutral;     // times amici.neutral_share; sums to 1
};

/// The table by kind and side (assumption; ranges: half to twice each number). Briefs of other providers count in full
/// when all others are exposed to the question; other states come only in conflicts of laws.
inline constexpr std::array<AmicusRow, kAmicusKinds> kAmicusTable = {{
    {AmicusKind::provider, 0.36, 0.0, 0.0},
    {AmicusKind::media, 0.10, 0.0, 0.0},
    {AmicusKind::civil_rights, 0.20, 0.3, 0.0},
    {AmicusKind::academics, 0.12, 0.5, 0.2},
    {AmicusKind::trade_chamber, 0.16, 0.0, 0.0},
    {AmicusKind::foreign_state, 0.06, 0.2, 0.8},
}};

/// What makes a case public.
struct Attention {
  bool revelation = false;       // a revelation in the last amici.revelation_years
  double conflict_chance = 0.0;  // chance that another state forbids the disclosure [0, 1]
  double size = 0.0;             // consumer share of the provider in the forum [0, 1]
};

/// Salience in [0, 1): 1 - exp(-sum of what makes the case public, weighted).
double salience_of(const AmiciParameters& amici, const Attention& attention);

/// What scales the briefs of one case.
struct BriefScale {
  double mean = 0.0;  // briefs for the provider at salience 1, with the stake
  double salience = 0.0;
  double exposure = 0.0;  // of the other providers to the question [0, 1]
  double conflict_chance = 0.0;
};

/// Expected briefs of a kind for the provider; the same factors scale the other sides.
double expected_briefs(const AmicusRow& row, double side, const BriefScale& scale);

/// Share of the other providers' data, weighted by their size, that is stored outside the state [0, 1].
double exposure_of_others(const World& world, const Context& context, int provider, int state);

/// Draws the briefs in a case that has come before an appellate court or the apex, and counts them.
void file_briefs(World& world, const Context& context, Case& dispute);

/// What the briefs move [log-odds, positive favours the government].
double briefs_pull(const Case& dispute, double amici_weight);

/// All briefs of the latest stage.
int count_briefs(const Case& dispute);

}  // namespace comity
