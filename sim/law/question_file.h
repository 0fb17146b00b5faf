/// Open questions in rule files: their words and readings, [question.NAME], and how rules ask them. Internal to sim/law.
#pragma once

#include "law/loading.h"

#include <optional>
#include <string>
#include <vector>

namespace comity::law {

/// What an arguable rule says of its open question.
struct Asking {
  std::optional<double> arguable;
  std::optional<std::string> asked;    // `question`
  std::optional<std::string> reading;  // on which the rule applies
  std::optional<Doctrine> doctrine;
};

/// Reads the [question.NAME] tables of a rule file: before any rule.
void read_questions(Loader& loader, std::uint32_t file);

/// The open question that the rule of this name (regime.rule) turns on: its index in the library, to which it is added when it is
/// new; -1 when the rule is not arguable or asks wrongly, which is complained about.
int ask_question(Loader& loader, const PlacedTable& table, const std::string& rule, const Asking& asking);

/// Complains about questions that no rule asks: after all rules.
void check_asked(Loader& loader);

/// Adds the keys of [question.NAME] to a list of keys.
void document_questions(std::vector<KeyDocument>& documents);

}  // namespace comity::law
