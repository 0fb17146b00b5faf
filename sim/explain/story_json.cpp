#include "explain/story_json.h"

#include "build_info.h"
#include "observe/labels.h"
#include "phases/case_draws.h"
#include "phases/orders.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <type_traits>
#include <variant>

namespace comity::explain {

namespace {

using Json = nlohmann::ordered_json;

template <typename Value>
concept HasFields = requires(Value value) { Value::each_field(value, [](const char*, const auto&) {}); };

// Structs whose fields stand among those of the one that holds them.
template <typename Value>
constexpr bool kSpread = std::is_same_v<Value, Stakes> || std::is_same_v<Value, Prospect> ||
                         std::is_same_v<Value, Terms> || std::is_same_v<Value, Pull>;

// The name of an enumerator in a list of names.
template <typename Enum, std::size_t size>
Json name_of_code(Enum value, const std::array<const char*, size>& names) {
  return names[static_cast<std::size_t>(value)];
}

// Every kind of value that a note can hold, and structs of fields by their fields.
struct Writer {
  const Story& story;

  template <typename Value>
  Json operator()(const Value& value) const {
    if constexpr (std::is_arithmetic_v<Value>) {
      return value;
    } else {
      static_assert(HasFields<Value>);
      Json json = Json::object();
      add_fields(json, value);
      return json;
    }
  }

  template <typename Value>
  void add_fields(Json& json, const Value& value) const {
    Value::each_field(value, [&](const char* name, const auto& field) { add(json, name, field); });
  }

  template <typename Value>
  void add(Json& json, const char* name, const Value& value) const {
    if constexpr (kSpread<Value>) {
      add_fields(json, value);
    } else {
      json[name] = (*this)(value);
    }
  }
  void add(Json& json, const char* /*name*/, const std::optional<Prospect>& prospect) const {
    if (prospect) add_fields(json, *prospect);
  }

  template <Coding coding>
  Json operator()(const ListCode<coding>& code) const {
    if (code < 0) return {};
    const auto place = static_cast<std::size_t>(code.number);
    if constexpr (coding == Coding::court) return story.replay.courts.name[place];
    const auto names = code_names(coding);
    return names.empty() ? scenario_labels(coding, story.config)[place] : std::string(names[place]);
  }

  template <typename Value>
  Json operator()(const std::vector<Value>& values) const {
    Json list = Json::array();
    for (const Value& value : values) list.push_back((*this)(value));
    return list;
  }

  Json operator()(const std::optional<double>& value) const { return value ? Json(*value) : Json(); }

  Json operator()(const RuleSaid& said) const {
    const law::Library& library = story.config.library;
    const law::Rule& rule = library.rules[said.rule];
    Json off = Json::array();
    for (const std::uint32_t other : said.switches) off.push_back(library.rules[other].name);
    Json later = Json::array();
    for (const law::LaterSource& one : rule.later)
      later.push_back({{"from", to_string(one.from)}, {"source", one.source}});
    return {{"rule", rule.name},
            {"force", name_of_code(said.force, std::array{"fires", "switched_off", "depends", "silent"})},
            {"question", (*this)(QuestionCode(rule.question))},
            {"switched_off_by", off},
            {"when", rule.when.text},
            {"unless", rule.has_unless ? Json(rule.unless.text) : Json()},
            {"source", rule.source},
            {"url", rule.url.empty() ? Json() : Json(rule.url)},
            {"quote", rule.quote.empty() ? Json() : Json(rule.quote)},
            {"later", later}};
  }

  Json operator()(const Choice& choice) const {
    return choice.number == kInstruments ? Json("drop") : (*this)(InstrumentCode(choice.number));
  }

  Json operator()(const Parts& parts) const {
    Json names = Json::array();
    for (int number = 0; number < parts.count; ++number)
      names.push_back(part_name(story, parts.first + number));
    return names;
  }

  Json operator()(const ReplyValues& values) const {
    return {{"comply", values[0]}, {"challenge", values[1]}, {"refuse", values[2]}};
  }

  Json operator()(const DefianceValues& values) const {
    const auto open = [](double value) { return std::isinf(value) ? Json() : Json(value); };
    return {{"comply", open(values[0])},
            {"refuse", open(values[1])},
            {"withdraw", open(values[2])},
            {"leave", open(values[3])}};
  }

  Json operator()(const BriefCounts& briefs) const {
    const std::vector<std::string> kinds = group_labels(Group::amicus, story.config);
    Json json = Json::object();
    for (std::size_t kind = 0; kind < briefs.size(); ++kind) json[kinds[kind]] = briefs[kind];
    return json;
  }

  Json operator()(law::Effect effect) const {
    return enum_names<law::Effect>[static_cast<std::size_t>(effect)];
  }
  Json operator()(Approver approver) const {
    return enum_names<Approver>[static_cast<std::size_t>(approver)];
  }
  Json operator()(Certainty certainty) const {
    return name_of_code(certainty, std::array{"no", "arguable", "yes"});
  }
  Json operator()(Parting why) const {
    return name_of_code(why, std::array{"test_case", "merit", "motion_to_compel"});
  }
  Json operator()(MoveDraw move) const {
    return name_of_code(move, std::array{"appeal", "stay", "en_banc", "petition", "grant"});
  }
  Json operator()(ReformState::Status status) const {
    return name_of_code(status, std::array{"pressed", "decided", "in_force"});
  }
};

Json demand_json(const Story& story) {
  const Demand& demand = story.replay.diary.demand;
  const Config& config = story.config;
  const auto id = [&](int state) { return config.states[static_cast<std::size_t>(state)].id; };
  const ProviderConfig& provider = config.providers[static_cast<std::size_t>(demand.provider)];
  const StorageOption& option = option_of(story, demand);
  return {
      {"id", to_string(story.replay.diary.name, config)},
      {"forum", id(demand.forum)},
      {"step", static_cast<std::int32_t>(demand.step)},
      {"serial", demand.serial},
      {"part", story.replay.diary.name.part},
      {"focal", demand.focal < 0 ? Json() : Json(config.focals[static_cast<std::size_t>(demand.focal)].name)},
      {"time", demand.arisen},
      {"date", to_string(static_cast<Day>(demand.arisen))},
      {"provider", provider.id},
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
      {"real_demands", static_cast<double>(demand.weight)}};
}

// The open questions of the scenario: what `accepted` and readings of 1 and -1 mean.
Json questions_json(const Config& config) {
  Json questions = Json::object();
  for (const law::Question& question : config.library.questions) {
    const auto reading = [](const law::Reading& one) {
      return Json{{"reading", one.id}, {"words", one.words}};
    };
    questions[question.id] = {{"name", question.name},
                              {"accepted", reading(question.accepted)},
                              {"not_accepted", reading(question.rejected)}};
  }
  return questions;
}

Json note_json(const Story& story, const Note& note) {
  const auto* ended = std::get_if<Ended>(&note.what);
  const bool failed = ended != nullptr && !ended->last;
  return std::visit(
      [&]<typename What>(const What& what) {
        Json json = {{"what", failed ? "failure" : What::kWhat},
                     {"time", note.time},
                     {"date", to_string(static_cast<Day>(std::floor(note.time)))},
                     {"real_demands", note.weight}};
        Writer{story}.add_fields(json, what);
        return json;
      },
      note.what);
}

}  // namespace

Json story_json(const Story& story) {
  Json notes = Json::array();
  for (const Note& note : story.replay.diary.notes) notes.push_back(note_json(story, note));
  Json equal = {{"event_rows", story.comparison.rows}, {"series_numbers", story.comparison.numbers}};
  if (!story.missing.empty()) equal["not_in_file"] = story.missing;
  if (!story.unknown.empty()) equal["not_known"] = story.unknown;
  return {{"results_file", story.file},
          {"scenario", story.config.name},
          {"seed", story.config.parameters.run.seed},
          {"replicate", story.replicate},
          {"written_by", story.version},
          {"told_by", build_info::version},
          {"equal", equal},
          {"demand", demand_json(story)},
          {"questions", questions_json(story.config)},
          {"notes", notes}};
}

}  // namespace comity::explain
