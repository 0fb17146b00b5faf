// The story as JSON: the same notes, with full figures and the labels of the results file.
#include "build_info.h"
#include "explain/json_notes.h"
#include "observe/labels.h"

#include <nlohmann/json.hpp>

#include <variant>

namespace comity::explain {

namespace {

using Json = nlohmann::ordered_json;

Json demand_json(const Story& story) {
  const Demand& demand = std::get<Made>(story.replay.diary.notes.front().what).demand;
  const Config& config = story.config;
  const auto id = [&](int state) { return config.states[static_cast<std::size_t>(state)].id; };
  const ProviderConfig& provider = config.providers[static_cast<std::size_t>(demand.provider)];
  const StorageOption& option =
      story.setup.options[static_cast<std::size_t>(demand.provider)][static_cast<std::size_t>(demand.option)];
  Json json = {
      {"id", to_string(story.replay.diary.name, config)},
      {"forum", id(demand.forum)},
      {"step", demand.step},
      {"serial", demand.serial},
      {"part", story.replay.diary.name.part},
      {"focal", demand.focal < 0 ? Json() : Json(config.focals[static_cast<std::size_t>(demand.focal)].name)},
      {"time", demand.arisen},
      {"date", to_string(static_cast<Day>(demand.arisen))}};
  json.update({{"provider", provider.id},
               {"home", id(provider.home)},
               {"site", id(option.site)},
               {"control", std::string(enum_names<Control>[static_cast<std::size_t>(option.control)])},
               {"residence", id(demand.residence)},
               {"kind", std::string(enum_names<DataKind>[static_cast<std::size_t>(demand.kind)])},
               {"segment", std::string(enum_names<Segment>[static_cast<std::size_t>(demand.segment)])},
               {"serious", demand.serious},
               {"emergency", demand.emergency},
               {"stored_over_180_days", demand.stored_long},
               {"merit", demand.merit},
               {"real_demands", static_cast<double>(demand.weight)}});
  return json;
}

}  // namespace

Json story_json(const Story& story) {
  Json notes = Json::array();
  for (const Note& note : story.replay.diary.notes) {
    Json json = {{"what", ""},
                 {"time", note.time},
                 {"date", to_string(static_cast<Day>(std::floor(note.time)))},
                 {"real_demands", note.weight}};
    json.update(std::visit([&](const auto& what) { return note_json(story, what); }, note.what));
    notes.push_back(std::move(json));
  }
  return {{"results_file", story.file},
          {"scenario", story.config.name},
          {"seed", story.config.parameters.run.seed},
          {"replicate", story.replicate},
          {"written_by", story.version},
          {"told_by", build_info::version},
          {"equal", {{"event_rows", story.comparison.rows}, {"series_numbers", story.comparison.numbers}}},
          {"demand", demand_json(story)},
          {"notes", notes}};
}

}  // namespace comity::explain
