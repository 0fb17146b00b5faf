/// Names of what series and event columns are about: dimension labels and code lists.
#pragma once

#include "observe/events.h"
#include "observe/tally.h"
#include "scenario/config.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// `state`, `provider`, …: the name of a group as a dimension; `one` for single series.
std::string_view group_name(Group group);

/// One label per value of a group: ids of states and providers, names of questions, instruments, fates,
/// levels, amici.
std::vector<std::string> group_labels(Group group, const Config& config);

/// Names of the codes 0, 1, … of a column whose codes are the same in every scenario; empty for all other
/// codings. -1 always means "none".
std::vector<std::string_view> code_names(Coding coding);

/// `state`, `court`, …: the name of the label list that a coding points into; empty when it has none.
std::string_view label_list_name(Coding coding);

/// The labels of a coding that the scenario alone decides (state, jurisdiction, provider, question, reform,
/// shock).
std::vector<std::string> scenario_labels(Coding coding, const Config& config);

}  // namespace comity
