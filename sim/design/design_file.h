/// The design of a sweep as a table of text: stored before the first run, read back to the last bit.
#pragma once

#include "design/design.h"

#include <filesystem>
#include <string>

namespace comity {

/// CSV with one line per point: point, role, block, scramble, arm, then a column per factor.
std::string design_table(const Design& design);

/// Kind, factors, arms and settings of a design as JSON, and back (without points). Throws Error when the text is none.
std::string design_definition(const Design& design);
Design read_design_definition(const std::string& text);

/// The first `count` points of such a table, whose factors are those of `like`. Throws Error when the table is damaged.
Design read_design_table(const std::filesystem::path& path, const std::string& table,
                         const std::pair<const Design&, std::size_t>& like_and_count);

}  // namespace comity
