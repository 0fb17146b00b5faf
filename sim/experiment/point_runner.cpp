#include "experiment/point_runner.h"

#include "observe/labels.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>

namespace comity {
namespace {

// Why a point's runs cannot stand beside those of the scenario itself; empty when they can.
std::string find_misfit(const ResultsPlan& plan, const Config& config) {
  for (auto group = Group::state; group <= Group::amicus;
       group = static_cast<Group>(static_cast<int>(group) + 1)) {
    if (group_labels(group, config) == group_labels(group, plan.config)) continue;
    return fmt::format(
        "the point has another list of {}s than the scenario itself, so that their series do not fit "
        "together",
        name_of(group));
  }
  if (plan.keep != Keep::summary && record_times(config.parameters) != plan.times)
    return "the point is recorded on other days than the scenario itself, so that their series do not fit "
           "together";
  return {};
}

}  // namespace

// Config and setup first: the cache points into them.
struct PointRunner::Loaded {
  std::uint32_t point = 0;
  Config config;
  Setup setup;
  std::optional<law::LawCache> laws;  // where the point has other law files
  std::string failure;
};

PointRunner::PointRunner(const SweepBase& base) : base_(&base), laws_(base.scenario.config.library) {}
PointRunner::~PointRunner() = default;
PointRunner::PointRunner(PointRunner&&) noexcept = default;

void PointRunner::load(std::uint32_t point) {
  if (loaded_ && loaded_->point == point) return;
  loaded_ = std::make_unique<Loaded>();
  loaded_->point = point;
  const std::vector<std::string> settings = settings_of(base_->design, point);
  try {
    loaded_->config = configure(base_->scenario, settings);
    loaded_->setup = make_setup(loaded_->config);
    if (std::ranges::any_of(settings, [](const std::string& setting) { return setting.starts_with("law"); }))
      loaded_->laws.emplace(loaded_->config.library);
    loaded_->failure = find_misfit(base_->plan, loaded_->config);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    loaded_->failure = error.what();
  }
}

RunRecord PointRunner::simulate(std::uint32_t replicate) {
  RunResult result =
      run_replicate(loaded_->config, loaded_->setup, replicate, loaded_->laws ? *loaded_->laws : laws_);
  return make_record(base_->plan.layout, std::move(result), base_->plan.keep);
}

RunRecord PointRunner::run(RunId id) {
  load(id.point);
  RunRecord record;
  record.failure = loaded_->failure;
  if (!record.failure.empty()) return record;
  try {
    return simulate(id.replicate);
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    record.failure = *error.what() == '\0' ? "unknown reason" : error.what();
  }
  return record;
}

}  // namespace comity
