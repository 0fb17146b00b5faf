#include "observe/labels.h"

#include "world/court.h"
#include "world/demand.h"

#include <array>

namespace comity {
namespace {

constexpr std::array<std::string_view, 2> kFlags = {"no", "yes"};

template <typename Names>
std::vector<std::string> copied(const Names& names) {
  return {names.begin(), names.end()};
}

template <class Enum>
std::vector<std::string_view> listed_names() {
  return {enum_names<Enum>.begin(), enum_names<Enum>.end()};
}

template <typename Rows, typename Name>
std::vector<std::string> collected(const Rows& rows, Name name) {
  std::vector<std::string> labels;
  for (const auto& row : rows) labels.push_back(row.*name);
  return labels;
}

}  // namespace

std::vector<std::string> group_labels(Group group, const Config& config) {
  switch (group) {
    case Group::one:
      return {"all"};
    case Group::state:
      return scenario_labels(Coding::state, config);
    case Group::provider:
      return scenario_labels(Coding::provider, config);
    case Group::question:
      return scenario_labels(Coding::question, config);
    case Group::instrument:
      return copied(enum_names<Instrument>);
    case Group::fate:
      return copied(enum_names<Fate>);
    case Group::level:
      return copied(enum_names<Level>);
    case Group::amicus:
      return copied(enum_names<AmicusKind>);
  }
  return {};
}

std::size_t group_size(Group group, const Config& config) { return group_labels(group, config).size(); }

MetricLayout make_metric_layout(const Config& config) {
  // Every run makes its own, and its labels are many texts: a size is found once for all metrics of the group.
  std::array<std::size_t, enum_count<Group>> sizes{};
  for (const Group group : enum_values<Group>)
    sizes[static_cast<std::size_t>(group)] = group_size(group, config);
  MetricLayout layout;
  for (std::size_t row = 0; row < metric_rows().size(); ++row) {
    layout.offset[row + 1] = layout.offset[row] + sizes[static_cast<std::size_t>(metric_rows()[row].group)];
  }
  return layout;
}

std::vector<std::string_view> code_names(Coding coding) {
  switch (coding) {
    case Coding::flag:
      return {kFlags.begin(), kFlags.end()};
    case Coding::level:
      return listed_names<Level>();
    case Coding::fate:
      return listed_names<Fate>();
    case Coding::instrument:
      return listed_names<Instrument>();
    case Coding::stage:
      return listed_names<Stage>();
    case Coding::control:
      return listed_names<Control>();
    case Coding::milestone:
      return listed_names<Milestone>();
    case Coding::outcome:
      return listed_names<EventOutcome>();
    case Coding::coercion:
      return listed_names<CoercionKind>();
    case Coding::defiance:
      return listed_names<Defiance>();
    case Coding::data_kind:
      return listed_names<DataKind>();
    default:
      return {};
  }
}

std::string_view label_list_name(Coding coding) {
  switch (coding) {
    case Coding::state:
      return "state";
    case Coding::jurisdiction:
      return "jurisdiction";
    case Coding::provider:
      return "provider";
    case Coding::court:
      return "court";
    case Coding::question:
      return "question";
    case Coding::reform:
      return "reform";
    case Coding::shock:
      return "shock";
    default:
      return {};
  }
}

std::vector<std::string> scenario_labels(Coding coding, const Config& config) {
  switch (coding) {
    case Coding::state:
      return collected(config.states, &StateConfig::id);
    case Coding::jurisdiction: {
      std::vector<std::string> labels = collected(config.states, &StateConfig::id);
      for (const UnionConfig& one : config.unions) labels.push_back(one.id);
      return labels;
    }
    case Coding::provider:
      return collected(config.providers, &ProviderConfig::id);
    case Coding::question:
      return collected(config.library.questions, &law::Question::id);
    case Coding::reform:
      return collected(config.reforms, &ReformConfig::id);
    case Coding::shock:
      return collected(config.shocks, &ShockConfig::name);
    default:
      return {};
  }
}

}  // namespace comity
