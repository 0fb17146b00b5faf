/// What the page may ask of the model. Every question is an object of JSON and so is every answer; runs travel as the bytes of
/// results/run_record.h.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace comity::web {

/// An answer, and the record of a run where it has one.
struct Reply {
  nlohmann::ordered_json answer;
  std::string record;
};

/// `question["ask"]` is one of
///
/// * `files`   {files: {path: text, …}}: the texts that stand for files, once.
/// * `model`   {}: version, commit, and the tables of scenarios and parameters.
/// * `load`    {side, scenario, settings, edits: {path: text, …}}: reads and checks a scenario for one of two sides; settings as behind
///             --set, edits in place of the texts of these files. Gives what it says.
/// * `run`     {side, replicate}: runs it. The record goes with the reply, and stays if `keep`.
/// * `take`    {side, replicate}: takes the record of a run that was made elsewhere.
/// * `report`  {side, replicates}: what `comity report` would show of the first runs that were taken.
/// * `compare` {replicates}: what `comity report` would show of side 1 against side 0.
/// * `stories` {side, replicate}: the disputes of a run that came to court.
/// * `story`   {side, replicate, demand}: what `comity explain` would tell of one.
///
/// Throws Error for a mistake of the user, with the text of the program.
Reply ask(const nlohmann::json& question, std::string_view record);

}  // namespace comity::web
