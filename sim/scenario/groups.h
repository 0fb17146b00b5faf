/// The top of a scenario: question, law files, parameter groups and phases.
#pragma once

#include "scenario/keys.h"

#include <optional>
#include <string>
#include <vector>

namespace comity {

/// Everything that may stand at the top of a scenario file, as `did you mean` offers it.
std::vector<std::string> top_keys();

/// What a parameter row says, for messages and lists: path "choose.precision", its form, meaning and default.
KeyText describe_parameter(const ParameterRow& row);

/// A parameter's value as a scenario writes it: 6, true, 2013-01-01, "nested".
std::string show_parameter(const ParameterRow& row, double value);

/// What a value says of a parameter, as a number (parameters.h); complains where it is out of range or no such value.
std::optional<double> read_parameter(Reading& reading, const Value& value, const ParameterRow& row);

/// Reads the parameter groups; every name and value is checked against the parameter table.
void read_parameters(Reading& reading, const Value& root);

/// Reads [phases]: which phases are switched off.
void read_phases(Reading& reading, const Value& root);

/// Reads the question, which a scenario must have.
void read_question(Reading& reading, const Value& root);

/// Loads the rule files that `law` names; their errors join the others.
void read_law(Reading& reading, const Value& root);

/// Complains about everything else at the top.
void check_top(Reading& reading, const Value& root);

}  // namespace comity
