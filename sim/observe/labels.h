/// Names of what series and event columns are about, and how many of each a scenario has: dimension labels and code lists.
#pragma once

#include "scenario/config.h"
#include "tables/events.h"
#include "tables/tally.h"

#include <string>
#include <string_view>
#include <vector>

namespace comity {

/// One label per value of a group: ids of states and providers, names of questions, instruments, fates,
/// levels, amici.
std::vector<std::string> group_labels(Group group, const Config& config);

/// Number of values of each group in a scenario.
std::size_t group_size(Group group, const Config& config);

/// Where each metric's values stand in a record of this scenario.
MetricLayout make_metric_layout(const Config& config);

/// Names of the codes 0, 1, … of a column whose codes are the same in every scenario; empty for all other
/// codings. -1 always means "none".
std::vector<std::string_view> code_names(Coding coding);

/// `state`, `court`, …: the name of the label list that a coding points into; empty when it has none.
std::string_view label_list_name(Coding coding);

/// The labels of a coding that the scenario alone decides (state, jurisdiction, provider, question, reform,
/// shock).
std::vector<std::string> scenario_labels(Coding coding, const Config& config);

}  // namespace comity
