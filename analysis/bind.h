/// What the names and words of a formula stand for, and complaints about those that stand for nothing.
#pragma once

#include "analysis/evidence_file.h"
#include "scenario/keys.h"

namespace comity::analysis {

/// The names a formula may use.
struct Scope {
  std::span<const Quantity> quantities;  // those before it
  int events = -1;                       // columns of this EventTable; -1: none
  bool metrics = false;
};

/// What a name stands for: column, constant, quantity, parameter or metric; nothing when it stands for none. Rows of event tables hide
/// the rest.
std::optional<Binding> find_binding(const Scope& scope, std::string_view name);

/// Parses a formula's text and binds its names; complains about what is wrong at its place in the file.
void bind_formula(Reading& reading, const std::string& path, const Scope& scope, Formula& formula);

}  // namespace comity::analysis
